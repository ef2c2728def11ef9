import lunr from 'lunr';
import { words } from '../lib/words.mjs';

/** @type {import('../lib/types.js').Peer<lunr.Index>} */
export default {
  name: 'Lunr',
  package: 'lunr',
  configuration:
    'exact × 10, prefix × 3 and edit distance 1 over 3 letters, question and alternates × 3',
  holdsTexts: false,
  build: (entries) =>
    lunr((builder) => {
      builder.ref('id');
      builder.field('question', { boost: 3 });
      builder.field('alternates', { boost: 3 });
      builder.field('answer');
      for (const { alternates, ...entry } of entries) {
        builder.add({ ...entry, alternates: alternates.join('\n') });
      }
    }),
  search(index, question, limit) {
    const found = index.query((query) => {
      for (const word of words(question)) {
        query.term(word, { boost: 10 });
        if (word.length > 3) {
          const wildcard = lunr.Query.wildcard.TRAILING;
          query.term(word, { boost: 3, usePipeline: false, wildcard });
          query.term(word, { boost: 1, editDistance: 1 });
        }
      }
    });
    return found.slice(0, limit).map(({ ref }) => ({ id: ref }));
  },
  save: (index) => JSON.stringify(index),
  load: (saved) => lunr.Index.load(JSON.parse(saved)),
};
