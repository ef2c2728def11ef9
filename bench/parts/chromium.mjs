import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, FOR_ELASTICLUNR } from '../lib/bundle.mjs';
import { launch } from '../lib/chromium.mjs';
import { sampleQuestions } from '../lib/questions.mjs';
import { serve } from '../lib/server.mjs';
import { readSet } from '../lib/sets.mjs';
import faqlet from '../peers/faqlet.mjs';
import { LIBRARIES } from '../peers/index.mjs';
import { LIMIT, SET } from './query.mjs';

/** The others take so long that a round would be of minutes. */
const QUICK = ['bm25', 'minisearch', 'flexsearch', 'lunr', 'orama', 'elasticlunr'];

/**
 * What a question costs in a page: the quick peers, by turns.
 *
 * @param {import('../main.mjs').Run} run
 * @returns {Promise<import('./query.mjs').Result & { browser: string }>}
 */
export async function measureInChromium({ built, sets, rounds }) {
  const folder = join(sets, SET);
  const { entries } = readSet(folder);
  const { clean, typos } = sampleQuestions(folder);
  const ours = faqlet(built);
  const index = await ours.build(entries);

  /** @type {Map<string, Uint8Array | string>} */
  const files = new Map();
  files.set('/', '<!doctype html><title>bench</title>');
  files.set('/query.js', await bundle(`export * from './browser/query.mjs';`, FOR_ELASTICLUNR));
  /** @type {string[]} */
  const names = [ours.name];
  for (const key of QUICK) {
    const peer = LIBRARIES[/** @type {import('../peers/index.mjs').Library} */ (key)];
    files.set(`/saved/${key}`, await peer.save(await peer.build(entries)));
    names.push(peer.name);
  }
  const server = await serve((path) => {
    const mounted = path.startsWith('/package/')
      ? join(built.dist, 'browser', path.slice('/package/'.length))
      : path.startsWith('/faq/') && join(index.folder, path.slice('/faq/'.length));
    const body = mounted ? readFileSync(mounted) : files.get(path);
    return body === undefined ? undefined : { body };
  });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // A search that takes long is no reason to give up.
    page.setDefaultTimeout(0);
    await page.goto(server.url);
    const task = { keys: QUICK, questions: [clean, typos], limit: LIMIT, rounds };
    const costs = await page.evaluate(async (task) => {
      const address = '/query.js';
      return (await import(address)).measure(task);
    }, task);
    const rows = names.map((name, place) => ({
      name,
      clean: costs[2 * place],
      typos: costs[2 * place + 1],
    }));
    return { set: SET, entries: entries.length, rows, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    server.close();
  }
}
