import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { close, createIndex } from 'pagefind';
import { STOP_WORDS } from '../lib/english.mjs';
import { words } from '../lib/words.mjs';

/**
 * What `pagefind.js` gives of itself.
 *
 * @typedef {object} Client
 * @property {(options: { basePath: string }) => Promise<void>} options
 * @property {(language: string) => Promise<void>} init
 * @property {(word: string) => Promise<{ results: Result[] }>} search
 *
 * @typedef {{ id: string, score: number, data: () => Promise<{ url: string }> }} Result
 * @typedef {{ folder: string, client: Client, names: Map<string, string> }} Index
 */

const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (/** @type {import('../lib/types.js').Entry} */ { question, alternates, answer }) => {
  const others = alternates.map((text) => `<li>${escaped(text)}</li>`).join('');
  return `<!doctype html><html lang="en"><title>${escaped(question)}</title><body><main data-pagefind-body><h1>${escaped(question)}</h1><ul data-pagefind-weight="5">${others}</ul><p>${escaped(answer)}</p></main></body></html>`;
};

/** Pagefind's client is made for pages: it asks for its files, and for the page's language. */
function actLikePage() {
  if ('document' in globalThis) return;
  const html = { getAttribute: () => 'en' };
  Object.assign(globalThis, { document: { currentScript: null, querySelector: () => html } });
  const { fetch } = globalThis;
  globalThis.fetch = async (resource, init) => {
    const url = new URL(resource instanceof Request ? resource.url : resource);
    if (url.protocol !== 'file:') return fetch(resource, init);
    const type = extname(url.pathname) === '.json' ? 'application/json' : 'application/wasm';
    return new Response(await readFile(fileURLToPath(url)), { headers: { 'content-type': type } });
  };
}

let opened = 0;

/**
 * @param {string} folder
 * @returns {Promise<Index>}
 */
async function open(folder) {
  actLikePage();
  const base = pathToFileURL(`${folder}/`).href;
  opened += 1;
  // A module of its own each time, since it keeps its index to itself.
  const client = /** @type {Client} */ (await import(`${base}pagefind.js?${opened}`));
  await client.options({ basePath: base });
  await client.init('en');
  return { folder, client, names: new Map() };
}

/**
 * The id of a result, which stands in a file of its own.
 *
 * @param {Index} index
 * @param {Result} result
 * @returns {Promise<string>}
 */
async function nameOf({ names }, result) {
  const known = names.get(result.id);
  if (known !== undefined) return known;
  const { url } = await result.data();
  const name = decodeURIComponent(/** @type {string} */ (url.split('/').at(-2)));
  names.set(result.id, name);
  return name;
}

/** @type {import('../lib/types.js').Peer<Index>} */
export default {
  name: 'Pagefind',
  package: 'pagefind',
  configuration:
    'alternates with weight 5, one search for each word that is no stop word, scores summed',
  holdsTexts: true,
  savesFolder: true,
  async build(entries) {
    const { index, errors } = await createIndex({ forceLanguage: 'en' });
    if (!index) throw new Error(errors.join('\n'));
    for (const entry of entries) {
      const url = `/${encodeURIComponent(entry.id)}/`;
      const added = await index.addHTMLFile({ url, content: page(entry) });
      if (added.errors.length > 0) throw new Error(added.errors.join('\n'));
    }
    const folder = await mkdtemp(join(tmpdir(), 'pagefind-'));
    await index.writeFiles({ outputPath: folder });
    await index.deleteIndex();
    return open(folder);
  },
  async search(index, question, limit) {
    const all = words(question);
    const telling = all.filter((word) => !STOP_WORDS.has(word));
    /** @type {Map<string, { result: Result, score: number }>} */
    const sums = new Map();
    for (const word of new Set(telling.length > 0 ? telling : all)) {
      const { results } = await index.client.search(word);
      for (const result of results) {
        const sum = sums.get(result.id);
        if (sum) sum.score += result.score;
        else sums.set(result.id, { result, score: result.score });
      }
    }
    const best = [...sums.values()].sort((one, other) => other.score - one.score).slice(0, limit);
    return Promise.all(best.map(async ({ result }) => ({ id: await nameOf(index, result) })));
  },
  save: ({ folder }) => folder,
  load: open,
  async close() {
    await close();
  },
};
