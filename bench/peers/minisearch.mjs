import MiniSearch from 'minisearch';

const long = (/** @type {string} */ term) => term.length > 3;

/** @type {import('minisearch').Options<import('../lib/types.js').Entry>} */
export const OPTIONS = {
  fields: ['wordings', 'answer'],
  storeFields: ['question', 'answer'],
  extractField: (entry, field) =>
    field === 'wordings'
      ? [entry.question, ...entry.alternates].join('\n')
      : String(entry[/** @type {'id' | 'answer' | 'question'} */ (field)]),
  searchOptions: {
    boost: { wordings: 3 },
    fuzzy: (term) => (long(term) ? 0.2 : false),
    prefix: long,
    combineWith: 'OR',
    bm25: { k: 1.2, b: 0.75, d: 0 },
  },
};

/** @type {import('../lib/types.js').Peer<MiniSearch>} */
export default {
  name: 'MiniSearch',
  package: 'minisearch',
  configuration:
    'question and alternates as one field × 3, fuzzy 0.2 and prefix for terms over 3 letters, OR, BM25 b 0.75, d 0',
  holdsTexts: true,
  build(entries) {
    const index = new MiniSearch(OPTIONS);
    index.addAll(entries);
    return index;
  },
  search: (index, question, limit) =>
    index
      .search(question)
      .slice(0, limit)
      .map(({ id }) => ({ id })),
  save: (index) => JSON.stringify(index),
  load: (saved) => MiniSearch.loadJSON(saved, OPTIONS),
};
