import { words } from '../lib/words.mjs';

const K1 = 1.2;
const B = 0.75;

/**
 * What is saved, and what a search needs.
 *
 * @typedef {object} Saved
 * @property {string[]} ids
 * @property {number[]} lengths words of each entry
 * @property {number} mean of the lengths
 * @property {Record<string, number[]>} postings of each word: an entry and how often, by turns
 *
 * @typedef {Saved & { scores: Float64Array }} Index
 */

/**
 * BM25 over all texts of an entry: what a page needs at least. It knows no typos, no beginnings of
 * words and no fields.
 *
 * @param {(word: string) => string} stem
 * @param {string} configuration
 * @returns {import('../lib/types.js').Peer<Index>}
 */
export const bm25 = (stem, configuration) => ({
  name: 'BM25 in 60 lines',
  configuration,
  holdsTexts: false,
  build(entries) {
    const texts = entries.map(({ question, alternates, answer }) =>
      words([question, ...alternates, answer].join('\n')).map(stem),
    );
    /** @type {Map<string, number[]>} */
    const postings = new Map();
    texts.forEach((text, entry) => {
      const counts = new Map();
      for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const [word, count] of counts) {
        const posting = postings.get(word);
        if (posting) posting.push(entry, count);
        else postings.set(word, [entry, count]);
      }
    });
    const lengths = texts.map((text) => text.length);
    return ready({
      ids: entries.map(({ id }) => id),
      lengths,
      mean: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
      // Without a prototype, a word such as "constructor" is a word.
      postings: Object.assign(Object.create(null), Object.fromEntries(postings)),
    });
  },
  search({ ids, lengths, mean, postings, scores }, question, limit) {
    const score = (/** @type {number} */ entry) => /** @type {number} */ (scores[entry]);
    scores.fill(0);
    const found = [];
    for (const word of new Set(words(question).map(stem))) {
      const posting = postings[word] ?? [];
      const holders = posting.length / 2;
      const rarity = Math.log(1 + (ids.length - holders + 0.5) / (holders + 0.5));
      for (let place = 0; place < posting.length; place += 2) {
        const entry = /** @type {number} */ (posting[place]);
        const count = /** @type {number} */ (posting[place + 1]);
        if (score(entry) === 0) found.push(entry);
        const length = /** @type {number} */ (lengths[entry]) / mean;
        scores[entry] =
          score(entry) + (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
      }
    }
    found.sort((one, other) => score(other) - score(one) || one - other);
    return found.slice(0, limit).map((entry) => ({ id: /** @type {string} */ (ids[entry]) }));
  },
  save: ({ scores, ...saved }) => JSON.stringify(saved),
  load(saved) {
    const { postings, ...rest } = /** @type {Saved} */ (JSON.parse(saved));
    return ready({ ...rest, postings: Object.assign(Object.create(null), postings) });
  },
});

/**
 * @param {Saved} saved
 * @returns {Index}
 */
const ready = (saved) => ({ ...saved, scores: new Float64Array(saved.ids.length) });
