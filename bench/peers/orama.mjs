import { create, insertMultiple, load, save, search } from '@orama/orama';
import { stemmer } from '@orama/stemmers/english';
import { stopwords } from '@orama/stopwords/english';

/** @returns {import('@orama/orama').AnyOrama} */
export const empty = () =>
  create({
    schema: { question: 'string', alternates: 'string', answer: 'string' },
    components: {
      tokenizer: { language: 'english', stemming: true, stemmer, stopWords: stopwords },
    },
  });

/**
 * @param {number} tolerance how many edits a word may be away
 * @returns {import('../lib/types.js').Peer<import('@orama/orama').AnyOrama>}
 */
const orama = (tolerance) => ({
  name: `Orama, tolerance ${tolerance}`,
  package: '@orama/orama',
  configuration: `tolerance ${tolerance}, OR, stems, stop words, relevance k 0.05, d 0, question and alternates × 3`,
  holdsTexts: true,
  async build(entries) {
    const index = empty();
    const documents = entries.map(({ id, question, alternates, answer }) => ({
      id,
      question,
      alternates: alternates.join('\n'),
      answer,
    }));
    await insertMultiple(index, documents, 500);
    return index;
  },
  async search(index, question, limit) {
    const { hits } = await search(index, {
      term: question,
      limit,
      tolerance,
      // Any of the words; 0 would want all.
      threshold: 1,
      boost: { question: 3, alternates: 3 },
      relevance: { k: 0.05, b: 0.75, d: 0 },
    });
    return hits.map(({ id }) => ({ id }));
  },
  save: (index) => JSON.stringify(save(index)),
  load(saved) {
    const index = empty();
    load(index, JSON.parse(saved));
    return index;
  },
});

export const exact = /* @__PURE__ */ orama(0);
export const tolerant = /* @__PURE__ */ orama(1);
