import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotli, gzip } from '../lib/compression.mjs';
import { generateShop } from '../lib/generate.mjs';
import { readQuestions, readSet, shownTexts } from '../lib/sets.mjs';
import { peers } from '../peers/named.mjs';

/** The set whose sentences the shops are made of. */
const SENTENCES = 'banking77-k20';
/** Entries of the shops. */
export const COUNTS = [1_000, 10_000, 50_000];
/** The longest that a peer may take to build, or to be measured, in milliseconds. */
const LIMIT = 30 * 60_000;
/** At this size and above they take hours, or more memory than a machine has. */
const TOO_LARGE = /** @type {Record<string, number>} */ ({ pagefind: 50_000 });

/**
 * @typedef {object} Sizes in bytes
 * @property {number} index what is searched in, after gzip; with the texts, where it holds them
 * @property {number} gzip index and shown texts
 * @property {number} brotli the same
 *
 * @typedef {{ build: number } & Sizes} Built with milliseconds
 * @typedef {object} Measured
 * @property {number} load milliseconds of the processor, median
 * @property {number} memory bytes
 * @property {number} p50 microseconds of the processor
 * @property {number} p95
 *
 * @typedef {{ name: string, key: string, build?: Built, measured?: Measured, failed?: string }} Row
 * @typedef {{ entries: number, rows: Row[] }} Shop
 */

/**
 * Builds, loads and asks each peer with larger and larger shops; each in processes of its own.
 *
 * @param {import('../main.mjs').Run} run
 * @returns {Promise<Shop[]>}
 */
export async function measureScale({ built, sets, counts, note }) {
  const sentences = readSentences(sets);
  const shops = [];
  for (const count of counts) {
    const folder = join(tmpdir(), `shop-${count}`);
    mkdirSync(folder);
    writeShop(folder, sentences, count);
    const rows = [];
    for (const [key, { name }] of Object.entries(peers(built))) {
      note(`${count} entries: ${name}`);
      rows.push({ name, key, ...measurePeer(key, folder, count) });
    }
    shops.push({ entries: count, rows });
  }
  return shops;
}

/**
 * All sentences of the set, each once.
 *
 * @param {string} sets
 * @returns {string[]}
 */
export function readSentences(sets) {
  const folder = join(sets, SENTENCES);
  const { entries } = readSet(folder);
  const wordings = entries.flatMap(({ question, alternates }) => [question, ...alternates]);
  return [...new Set([...wordings, ...readQuestions(folder)])];
}

/**
 * @param {string} folder
 * @param {readonly string[]} sentences
 * @param {number} count
 */
export function writeShop(folder, sentences, count) {
  const { entries, questions } = generateShop(sentences, count);
  writeFileSync(join(folder, 'entries.json'), JSON.stringify(entries));
  writeFileSync(join(folder, 'questions.json'), JSON.stringify(questions));
  writeFileSync(join(folder, 'texts.json'), shownTexts(entries));
}

/**
 * @param {string} key
 * @param {string} folder
 * @param {number} count
 * @returns {Omit<Row, 'name' | 'key'>}
 */
function measurePeer(key, folder, count) {
  if (count >= Number(TOO_LARGE[key] ?? Infinity)) return { failed: 'not measured' };
  const built = child('build', key, folder);
  if (typeof built === 'string') return { failed: `build: ${built}` };
  const { saved, isFolder, holdsTexts, ...build } = built;
  const sizes = weigh(saved, isFolder, holdsTexts ? undefined : join(folder, 'texts.json'));
  const measured = child('measure', key, folder, saved);
  return typeof measured === 'string'
    ? { build: { ...build, ...sizes }, failed: measured }
    : { build: { ...build, ...sizes }, measured };
}

/**
 * What a process of its own found, or why it did not.
 *
 * @param {...string} task
 * @returns {any}
 */
function child(...task) {
  const program = fileURLToPath(new URL('../lib/scale-child.mjs', import.meta.url));
  const options = ['--expose-gc', '--max-old-space-size=6000', program];
  const { status, stdout, signal, error } = spawnSync(process.execPath, [...options, ...task], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return signal || error ? 'did not end within 30 minutes' : 'ran out of memory';
}

/**
 * What a page downloads, if it downloads everything.
 *
 * @param {string} saved a file, or the folder of a build
 * @param {boolean} isFolder
 * @param {string} [texts] what is shown, where that is not in it
 * @returns {Sizes}
 */
export function weigh(saved, isFolder, texts) {
  if (!isFolder) {
    const index = readFileSync(saved);
    const all = texts === undefined ? index : Buffer.concat([index, readFileSync(texts)]);
    return { index: gzip(index), gzip: gzip(all), brotli: brotli(all) };
  }
  const names = readdirSync(saved, { recursive: true }).map((name) => join(saved, String(name)));
  const files = names.filter((name) => statSync(name).isFile());
  if (files.some((name) => name.endsWith('pagefind-entry.json'))) {
    // Compressed by Pagefind, each of them.
    const sum = (/** @type {RegExp} */ kind) =>
      files.filter((name) => kind.test(name)).reduce((sum, name) => sum + statSync(name).size, 0);
    const all = sum(/\.pf_(meta|index|fragment)$/);
    return { index: sum(/\.pf_(meta|index)$/), gzip: all, brotli: all };
  }
  const bytes = files
    .filter((name) => /\.index\.|\.answers\./.test(name))
    .map((name) => ({ isIndex: name.includes('.index.'), bytes: readFileSync(name) }));
  const sum = (/** @type {(bytes: Uint8Array) => number} */ size, all = true) =>
    bytes.reduce((sum, { isIndex, bytes }) => (all || isIndex ? sum + size(bytes) : sum), 0);
  return { index: sum(gzip, false), gzip: sum(gzip), brotli: sum(brotli) };
}
