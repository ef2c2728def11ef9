import elasticlunr from 'elasticlunr';

/** @type {import('../lib/types.js').Peer<import('elasticlunr').Index>} */
export default {
  name: 'elasticlunr',
  package: 'elasticlunr',
  configuration: 'OR, expand, question and alternates × 3',
  holdsTexts: false,
  build(entries) {
    const index = elasticlunr();
    index.setRef('id');
    for (const field of ['question', 'alternates', 'answer']) index.addField(field);
    index.saveDocument(false);
    for (const { alternates, ...entry } of entries) {
      index.addDoc({ ...entry, alternates: alternates.join('\n') });
    }
    return index;
  },
  search(index, question, limit) {
    const fields = { question: { boost: 3 }, alternates: { boost: 3 }, answer: { boost: 1 } };
    const found = index.search(question, { fields, bool: 'OR', expand: true });
    return found.slice(0, limit).map(({ ref }) => ({ id: ref }));
  },
  save: (index) => JSON.stringify(index),
  load: (saved) => elasticlunr.Index.load(JSON.parse(saved)),
};
