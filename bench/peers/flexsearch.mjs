import { Charset, Index as FlexIndex } from 'flexsearch';
import { STOP_WORDS, stem } from '../lib/english.mjs';
import { words } from '../lib/words.mjs';

/** @typedef {{ ids: string[], flex: FlexIndex }} Index */

const empty = () => new FlexIndex({ tokenize: 'strict', encoder: Charset.Normalize });

const prepared = (/** @type {string} */ text) =>
  words(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem)
    .join(' ');

/** @type {import('../lib/types.js').Peer<Index>} */
export default {
  name: 'FlexSearch',
  package: 'flexsearch',
  configuration: 'one index, strict, normalising encoder, Snowball stems, stop words, suggest',
  holdsTexts: false,
  build(entries) {
    const flex = empty();
    entries.forEach(({ question, alternates, answer }, place) => {
      flex.add(place, prepared([question, ...alternates, answer].join('\n')));
    });
    return { ids: entries.map(({ id }) => id), flex };
  },
  search({ ids, flex }, question, limit) {
    const places = flex.search(prepared(question), { limit, suggest: true });
    return /** @type {number[]} */ (places).map((place) => ({ id: String(ids[place]) }));
  },
  save({ ids, flex }) {
    /** @type {Record<string, string>} */
    const parts = {};
    flex.export((key, data) => {
      parts[key] = data;
    });
    return JSON.stringify({ ids, parts });
  },
  load(saved) {
    const { ids, parts } = JSON.parse(saved);
    const flex = empty();
    for (const [key, data] of Object.entries(parts)) flex.import(key, data);
    return { ids, flex };
  },
};
