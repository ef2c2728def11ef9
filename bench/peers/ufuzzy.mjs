import UFuzzy from '@leeoniya/ufuzzy';

/** Of words in any order, so many at most: their orders are all tried. */
const ANY_ORDER = 4;
/** Up to so many matches are ranked. */
const RANKED = 1000;

/** @typedef {{ ids: string[], texts: string[], fuzzy: UFuzzy }} Index */

/**
 * @param {{ ids: string[], texts: string[] }} saved
 * @returns {Index}
 */
const over = (saved) => ({
  ...saved,
  fuzzy: new UFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 }),
});

/** @type {import('../lib/types.js').Peer<Index>} */
export default {
  name: 'uFuzzy',
  package: '@leeoniya/ufuzzy',
  configuration: 'one error a word, four words in any order, all texts of an entry as one',
  holdsTexts: true,
  build: (entries) =>
    over({
      ids: entries.map(({ id }) => id),
      texts: entries.map(({ question, alternates, answer }) =>
        [question, ...alternates, answer].join(' | '),
      ),
    }),
  search({ ids, texts, fuzzy }, question, limit) {
    const [found, info, order] = fuzzy.search(texts, question, ANY_ORDER, RANKED);
    const places = info && order ? order.map((rank) => info.idx[rank]) : (found ?? []);
    return places.slice(0, limit).map((place) => ({ id: String(ids[Number(place)]) }));
  },
  save: ({ ids, texts }) => JSON.stringify({ ids, texts }),
  load: (saved) => over(JSON.parse(saved)),
};
