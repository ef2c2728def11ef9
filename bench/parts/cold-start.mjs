import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { launch } from '../lib/chromium.mjs';
import { compressed } from '../lib/compression.mjs';
import { generateShop } from '../lib/generate.mjs';
import { serve } from '../lib/server.mjs';
import { readSet } from '../lib/sets.mjs';
import { spread } from '../lib/statistics.mjs';
import { bm25 } from '../peers/bm25.mjs';
import faqlet from '../peers/faqlet.mjs';
import { LIBRARIES } from '../peers/index.mjs';
import pagefind from '../peers/pagefind.mjs';
import { SET } from './query.mjs';
import { readSentences } from './scale.mjs';

/** A telephone on a slow mobile network, as DevTools' "Fast 3G" and 4 × slowdown have it. */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const SLOWDOWN = 4;
/** Entries of the larger shop. */
const LARGE = 1_000;

/**
 * From navigation to a sight, in milliseconds.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {import('../lib/statistics.mjs').Spread} question the best entry's question stands there
 * @property {import('../lib/statistics.mjs').Spread} answer and its answer
 * @property {number} bytes received
 * @property {number} requests
 *
 * @typedef {{ entries: number, question: string, rows: Row[] }} Shop
 * @typedef {{ shops: Shop[], browser: string }} Result
 *
 * @typedef {[string, Uint8Array | string][]} Files by path
 * @typedef {{ name: string, files: Files }} Site
 */

/** Puts what was found into the page, and keeps when it stood there. */
const SHOW = `
const list = document.querySelector('ul');
const sight = (name) => { void list.offsetHeight; window[name] ??= performance.now(); };
function show(found) {
  for (const [question, answer] of found) {
    const item = document.createElement('li');
    item.append(question, ' ', answer);
    list.append(item);
  }
  sight('questionAt');
  sight('answerAt');
}`;

/**
 * @param {string} question
 * @param {string} head
 * @param {string} script
 */
const page = (question, head, script) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">${head}<ul></ul><script type="module">${SHOW}
const QUESTION = ${JSON.stringify(question)};
${script}</script></html>`;

/** What loads a library and its index at once, and asks it. */
const OF_LIBRARY = {
  head: '<link rel="modulepreload" href="engine.js"><link rel="preload" as="fetch" crossorigin href="index.json">',
  script: `const [{ open }, saved] = await Promise.all([
  import('./engine.js'),
  fetch('index.json').then((response) => response.text()),
]);
show(await (await open(saved))(QUESTION));`,
};

const ENGINES = {
  minisearch: `import MiniSearch from 'minisearch';
import { OPTIONS } from './peers/minisearch.mjs';
export function open(saved) {
  const index = MiniSearch.loadJSON(saved, OPTIONS);
  return (text) => index.search(text).slice(0, 3).map(({ question, answer }) => [question, answer]);
}`,
  fuse: `import Fuse from 'fuse.js';
import { OPTIONS } from './peers/fuse.mjs';
export function open(saved) {
  const index = new Fuse(JSON.parse(saved), OPTIONS);
  return (text) => index.search(text, { limit: 3 }).map(({ item }) => [item.question, item.answer]);
}`,
  'orama-tolerant': `import { load, search } from '@orama/orama';
import { empty } from './peers/orama.mjs';
export function open(saved) {
  const index = empty();
  load(index, JSON.parse(saved));
  return async (text) => {
    const { hits } = await search(index, { term: text, limit: 3, tolerance: 1, threshold: 1,
      boost: { question: 3, alternates: 3 }, relevance: { k: 0.05, b: 0.75, d: 0 } });
    return hits.map(({ document }) => [document.question, document.answer]);
  };
}`,
};

/**
 * How long it takes from opening a page to an answer in it, when nothing is in any cache.
 *
 * @param {import('../main.mjs').Run} run
 * @returns {Promise<Result>}
 */
export async function measureColdStarts({ built, sets, rounds, note }) {
  const browser = await launch();
  try {
    const shops = [];
    const { entries } = generateShop(readSentences(sets), LARGE);
    for (const shop of [readSet(join(sets, SET)).entries, entries]) {
      note(`${shop.length} entries`);
      shops.push(await measureShop(browser, built, shop, rounds));
    }
    return { shops, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('../peers/faqlet.mjs').Built} built
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @param {number} rounds
 * @returns {Promise<Shop>}
 */
async function measureShop(browser, built, entries, rounds) {
  const { question } = /** @type {import('../lib/types.js').Entry} */ (
    entries[Math.floor(entries.length / 2)]
  );
  const sites = [
    ...(await oursAndAnswers(built, entries, question)),
    ...(await libraries(entries, question)),
    await bareBm25(entries, question),
    await pagefindSite(entries, question),
  ];
  /** @type {Map<string, import('../lib/server.mjs').Served>} */
  const served = new Map();
  sites.forEach(({ files }, number) => {
    for (const [path, body] of files) served.set(`/${number}/${path}`, encoded(path, body));
  });
  const server = await serve((path) => served.get(path));
  try {
    /** @type {Awaited<ReturnType<typeof visit>>[][]} */
    const visits = sites.map(() => []);
    for (let run = 0; run < rounds; run += 1) {
      for (let turn = 0; turn < sites.length; turn += 1) {
        const number = (run + turn) % sites.length;
        visits[number]?.push(await visit(browser, `${server.url}${number}/`));
      }
    }
    const rows = sites.map(({ name }, number) => {
      const runs = visits[number] ?? [];
      const median = (/** @type {'bytes' | 'requests'} */ figure) =>
        spread(runs.map((run) => run[figure])).median;
      return {
        name,
        question: spread(runs.map(({ question }) => question)),
        answer: spread(runs.map(({ answer }) => answer)),
        bytes: median('bytes'),
        requests: median('requests'),
      };
    });
    return { entries: entries.length, question, rows };
  } finally {
    server.close();
  }
}

/**
 * A file as a good server sends it: compressed beforehand, except for what Pagefind compresses.
 *
 * @param {string} path
 * @param {Uint8Array | string} body
 * @returns {import('../lib/server.mjs').Served}
 */
function encoded(path, body) {
  const caching = { 'Cache-Control': 'max-age=3600' };
  if (/\.pagefind$|\.pf_/.test(path)) return { body, headers: caching };
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { body: compressed(bytes), headers: { ...caching, 'Content-Encoding': 'br' } };
}

/**
 * Opens a page as somebody who was never there.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function visit(browser, url) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const protocol = await context.newCDPSession(tab);
    await protocol.send('Network.enable');
    await protocol.send('Network.emulateNetworkConditions', NETWORK);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    let bytes = 0;
    let requests = 0;
    protocol.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    const failed = new Promise((_, reject) => tab.on('pageerror', reject));
    failed.catch(() => {});
    await tab.goto(url, { waitUntil: 'commit' });
    const shown = tab.waitForFunction(() => 'answerAt' in window);
    await Promise.race([shown, failed]);
    const times = await tab.evaluate(() => {
      const { questionAt, answerAt } = /** @type {Record<string, number>} */ (
        /** @type {unknown} */ (window)
      );
      return { question: Number(questionAt), answer: Number(answerAt) };
    });
    const found = await tab.textContent('li');
    if (!found) throw new Error(`${url} found nothing`);
    return { ...times, bytes, requests };
  } finally {
    await context.close();
  }
}

/**
 * faqlet as a page has it that says early what it will need; and one that also says so of answers.
 *
 * @param {import('../peers/faqlet.mjs').Built} built
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @param {string} question
 * @returns {Promise<Site[]>}
 */
async function oursAndAnswers(built, entries, question) {
  const ours = faqlet(built);
  const { folder } = await ours.build(entries);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const { index, answers } = manifest.languages.en;
  /** @type {Files} */
  const files = [];
  for (const { file } of [{ file: 'manifest.json' }, index, ...answers]) {
    files.push([`faq/${file}`, readFileSync(join(folder, file))]);
  }
  // As a page's bundler puts it together.
  const source = `export { Faqlet } from ${JSON.stringify(join(built.dist, 'index.js'))};`;
  files.push(['faqlet.js', await bundle(source)]);
  files.push(['engine.wasm', readFileSync(join(built.dist, 'engine', 'faqlet_bg.wasm'))]);
  const preload = (/** @type {string} */ href, integrity = '') =>
    `<link rel="preload" as="fetch" crossorigin href="${href}"${integrity && ` integrity="${integrity}"`}>`;
  const head = [
    '<link rel="modulepreload" href="faqlet.js">',
    preload('engine.wasm'),
    preload('faq/manifest.json'),
    preload(`faq/${index.file}`, index.integrity),
  ].join('');
  const script = `import { Faqlet } from './faqlet.js';
const engine = new URL('engine.wasm', location.href);
const faqlet = await Faqlet.load({ base: 'faq/', engine });
const outcome = faqlet.ask(QUESTION);
const [best, ...others] = outcome.kind === 'answer' ? [outcome.entry, ...outcome.related]
  : outcome.kind === 'choose' ? outcome.entries : outcome.related;
const answer = document.createElement('div');
for (const hit of [best, ...others].slice(0, 3)) {
  const item = document.createElement('li');
  item.append(hit.question);
  if (hit === best) item.append(answer);
  list.append(item);
}
sight('questionAt');
answer.innerHTML = await faqlet.answer(best);
sight('answerAt');`;
  const site = (/** @type {string} */ name, /** @type {string} */ head) => {
    /** @type {Files} */
    const all = [...files, ['', page(question, head, script)]];
    return { name, files: all };
  };
  const early = answers
    .map((/** @type {{ file: string, integrity: string }} */ { file, integrity }) =>
      preload(`faq/${file}`, integrity),
    )
    .join('');
  return [site('faqlet', head), site('faqlet, answers preloaded', head + early)];
}

/**
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @param {string} question
 * @returns {Promise<Site[]>}
 */
async function libraries(entries, question) {
  const sites = [];
  for (const [key, source] of Object.entries(ENGINES)) {
    const peer = LIBRARIES[/** @type {import('../peers/index.mjs').Library} */ (key)];
    /** @type {Files} */
    const files = [
      ['', page(question, OF_LIBRARY.head, OF_LIBRARY.script)],
      ['engine.js', await bundle(source)],
      ['index.json', await peer.save(await peer.build(entries))],
    ];
    sites.push({ name: peer.name, files });
  }
  return sites;
}

/**
 * The least: BM25 without a stemmer, and the texts in one file with its index.
 *
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @param {string} question
 * @returns {Promise<Site>}
 */
async function bareBm25(entries, question) {
  const peer = bm25((word) => word, '');
  const texts = Object.fromEntries(
    entries.map(({ id, question, answer }) => [id, [question, answer]]),
  );
  const saved = JSON.stringify({ index: await peer.save(await peer.build(entries)), texts });
  const source = `import { bm25 } from './peers/bm25.mjs';
export function open(saved) {
  const { index, texts } = JSON.parse(saved);
  const peer = bm25((word) => word, '');
  const opened = peer.load(index);
  return (question) => peer.search(opened, question, 3).map(({ id }) => texts[id]);
}`;
  /** @type {Files} */
  const files = [
    ['', page(question, OF_LIBRARY.head, OF_LIBRARY.script)],
    ['engine.js', await bundle(source)],
    ['index.json', saved],
  ];
  return { name: 'BM25 without stems', files };
}

/**
 * Pagefind in its documented form, with one search.
 *
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @param {string} question
 * @returns {Promise<Site>}
 */
async function pagefindSite(entries, question) {
  const { folder } = await pagefind.build(entries);
  /** @type {Files} */
  const files = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    files.push([path.slice(folder.length + 1), readFileSync(path)]);
  }
  const script = `import { options, search } from './pagefind.js';
await options({ noWorker: true });
const { results } = await search(QUESTION);
const found = await Promise.all(results.slice(0, 3).map((result) => result.data()));
show(found.map(({ meta, plain_excerpt }) => [meta.title, plain_excerpt]));`;
  const head =
    '<link rel="modulepreload" href="pagefind.js"><link rel="preload" as="fetch" crossorigin href="pagefind-entry.json">';
  files.push(['', page(question, head, script)]);
  return { name: 'Pagefind', files };
}
