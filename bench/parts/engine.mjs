import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundle, FOR_ELASTICLUNR } from '../lib/bundle.mjs';
import { brotli } from '../lib/compression.mjs';
import { peers } from '../peers/named.mjs';

/**
 * What a page loads of each library to open an index and search it, with what the measured
 * configuration takes besides.
 */
const SOURCES = {
  bm25: `import { bm25 } from './peers/bm25.mjs'; export default bm25((word) => word, '');`,
  minisearch: `export { default } from 'minisearch';`,
  fuse: `export { default } from 'fuse.js';`,
  flexsearch: `export { Charset, Index } from 'flexsearch'; export * from './lib/english.mjs';`,
  lunr: `export { default } from 'lunr';`,
  orama: `export { create, load, search } from '@orama/orama';
    export { stemmer } from '@orama/stemmers/english';
    export { stopwords } from '@orama/stopwords/english';`,
  elasticlunr: `export { default } from 'elasticlunr';`,
  ufuzzy: `export { default } from '@leeoniya/ufuzzy';`,
};

/**
 * @typedef {{ name: string, bytes: number, brotli: number }} Row
 *
 * @param {import('../main.mjs').Run} run
 * @returns {Promise<Row[]>}
 */
export async function measureEngines({ built }) {
  const named = peers(built);
  const rows = [{ name: 'faqlet', ...(await ours(built.dist)) }];
  for (const [key, source] of Object.entries(SOURCES)) {
    const bytes = await bundle(source, key === 'elasticlunr' ? FOR_ELASTICLUNR : '');
    const name = named[key]?.name.replace(/, tolerance.*/, '') ?? key;
    rows.push({ name, bytes: bytes.length, brotli: brotli(bytes) });
  }
  rows.push({ name: 'Pagefind', ...(await pagefind(named)) });
  return rows;
}

/**
 * The engine and its client, each file by itself, as `cargo xtask test size` counts them.
 *
 * @param {string} dist
 */
async function ours(dist) {
  const { metafile } = await build({
    entryPoints: [join(dist, 'index.js')],
    absWorkingDir: dist,
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
    outdir: '/unused',
    logLevel: 'error',
  });
  return weigh(dist, [...Object.keys(metafile.inputs), 'engine/faqlet_bg.wasm']);
}

/**
 * Its files have their sizes after gzip, as it ships them: there is nothing for a server to do.
 *
 * @param {Record<string, import('../lib/types.js').Peer>} named
 */
async function pagefind({ pagefind }) {
  const entries = [{ id: 'a', question: 'One entry', alternates: [], answer: '' }];
  const folder = await pagefind?.save(await pagefind.build(entries));
  const client = weigh(String(folder), ['pagefind.js', 'pagefind-worker.js']);
  const engine = readFileSync(join(String(folder), 'wasm.en.pagefind')).length;
  return { bytes: client.bytes + engine, brotli: client.brotli + engine };
}

/**
 * @param {string} folder
 * @param {readonly string[]} names
 */
function weigh(folder, names) {
  const files = names.map((name) => readFileSync(join(folder, name)));
  return {
    bytes: files.reduce((sum, { length }) => sum + length, 0),
    brotli: files.reduce((sum, bytes) => sum + brotli(bytes), 0),
  };
}
