import bm25 from './bm25.mjs';
import elasticlunr from './elasticlunr.mjs';
import flexsearch from './flexsearch.mjs';
import fuse from './fuse.mjs';
import lunr from './lunr.mjs';
import minisearch from './minisearch.mjs';
import { exact, tolerant } from './orama.mjs';
import ufuzzy from './ufuzzy.mjs';

/** Peers that run wherever JavaScript does. */
export const LIBRARIES = {
  bm25,
  minisearch,
  fuse,
  flexsearch,
  lunr,
  orama: exact,
  'orama-tolerant': tolerant,
  elasticlunr,
  ufuzzy,
};
