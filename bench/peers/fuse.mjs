import Fuse from 'fuse.js';

/** @type {import('fuse.js').IFuseOptions<import('../lib/types.js').Entry>} */
export const OPTIONS = {
  keys: [
    { name: 'question', weight: 3 },
    { name: 'alternates', weight: 3 },
    { name: 'answer', weight: 1 },
  ],
  useTokenSearch: true,
  ignoreLocation: true,
  threshold: 0.2,
  includeScore: true,
};

/**
 * What is saved are the entries: Fuse's own index is another copy of all texts.
 *
 * @typedef {{ entries: readonly import('../lib/types.js').Entry[], fuse: Fuse<import('../lib/types.js').Entry> }} Index
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @returns {Index}
 */
const over = (entries) => ({ entries, fuse: new Fuse(entries, OPTIONS) });

/** @type {import('../lib/types.js').Peer<Index>} */
export default {
  name: 'Fuse.js',
  package: 'fuse.js',
  configuration: 'token search, ignoreLocation, threshold 0.2, question and alternates × 3',
  holdsTexts: true,
  build: over,
  search: ({ fuse }, question, limit) =>
    fuse.search(question, { limit }).map(({ item }) => ({ id: item.id })),
  save: ({ entries }) => JSON.stringify(entries),
  load: (saved) => over(JSON.parse(saved)),
};
