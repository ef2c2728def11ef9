import { stem } from '../lib/english.mjs';
import { bm25 } from './bm25.mjs';
import elasticlunr from './elasticlunr.mjs';
import flexsearch from './flexsearch.mjs';
import fuse from './fuse.mjs';
import lunr from './lunr.mjs';
import minisearch from './minisearch.mjs';
import { exact, tolerant } from './orama.mjs';
import ufuzzy from './ufuzzy.mjs';

/**
 * @typedef {'bm25' | 'minisearch' | 'fuse' | 'flexsearch' | 'lunr' | 'orama' | 'orama-tolerant' | 'elasticlunr' | 'ufuzzy'} Library
 */

/**
 * Peers that run wherever JavaScript does.
 *
 * @type {Record<Library, import('../lib/types.js').Peer>}
 */
export const LIBRARIES = {
  bm25: bm25(stem, 'k 1.2, b 0.75, all texts of an entry as one, Snowball stems'),
  minisearch,
  fuse,
  flexsearch,
  lunr,
  orama: exact,
  'orama-tolerant': tolerant,
  elasticlunr,
  ufuzzy,
};
