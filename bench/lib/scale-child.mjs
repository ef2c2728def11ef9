/**
 * One peer with one shop, in a process of its own, whose memory nothing else has used: `build KEY
 * FOLDER` saves an index and says how long that took, `measure KEY FOLDER SAVED` loads and asks it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFolder, writeContent } from '../peers/faqlet.mjs';
import { peers } from '../peers/named.mjs';
import { built } from './built.mjs';
import { processorTime, quantile } from './statistics.mjs';

/** So often an index is loaded, or until so many milliseconds have passed. */
const LOADS = 7;
const LOADING = 8_000;
/** So long questions are asked, in milliseconds. */
const ASKING = 10_000;
/** Questions before any is timed, or until so many milliseconds have passed. */
const WARM_UP = 100;
const WARMING_UP = 5_000;
const LIMIT = 5;

const [task, key, folder, saved] = /** @type {[string, string, string, string]} */ (
  process.argv.slice(2)
);
const peer = /** @type {import('./types.js').Peer} */ (peers(built())[key]);
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

const result = task === 'build' ? await build() : await measure();
process.stdout.write(`${JSON.stringify(result)}\n`);
// Pagefind leaves a process of its own behind.
process.exit();

async function build() {
  const entries = read('entries.json');
  const { holdsTexts, savesFolder: isFolder = false } = peer;
  const start = performance.now();
  if (key === 'faqlet') {
    const content = join(folder, 'faqlet.jsonl');
    writeContent(entries, content);
    const start = performance.now();
    const saved = join(folder, 'faqlet');
    buildFolder(built(), content, saved);
    return { build: performance.now() - start, saved, isFolder, holdsTexts };
  }
  const index = await peer.build(entries);
  const text = await peer.save(index);
  const build = performance.now() - start;
  const saved = isFolder ? text : join(folder, `${key}.json`);
  if (!isFolder) writeFileSync(saved, text);
  return { build, saved, isFolder, holdsTexts };
}

async function measure() {
  const source = () => (peer.savesFolder ? saved : readFileSync(saved, 'utf8'));
  const before = heap();
  let { index, time } = await load(source());
  // What an index builds when it is first asked is part of what it holds.
  const questions = /** @type {string[]} */ (read('questions.json'));
  await peer.search(index, String(questions[0]), LIMIT);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const memory = heap() - before + (peer.memory?.(index) ?? 0);

  const { p50, p95, asked } = await ask(index, questions);
  const loads = [time];
  const start = performance.now();
  while (loads.length < LOADS && performance.now() - start < LOADING) {
    peer.free?.(index);
    index = undefined;
    globalThis.gc?.();
    ({ index, time } = await load(source()));
    loads.push(time);
  }
  return { load: quantile(loads, 0.5), memory, p50, p95, asked };
}

/** @param {string} text */
async function load(text) {
  const start = processorTime();
  const index = await peer.load(text);
  return { index, time: (processorTime() - start) / 1000 };
}

/** Bytes of JavaScript's heap in use, and of buffers beside it. */
function heap() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * @param {unknown} index
 * @param {readonly string[]} questions
 */
async function ask(index, questions) {
  const from = performance.now();
  for (const question of questions.slice(0, WARM_UP)) {
    await peer.search(index, question, LIMIT);
    if (performance.now() - from > WARMING_UP) break;
  }
  /** @type {number[]} */
  const times = [];
  const start = performance.now();
  for (const question of questions) {
    const asked = processorTime();
    const answer = peer.search(index, question, LIMIT);
    if (answer instanceof Promise) await answer;
    times.push(processorTime() - asked);
    if (performance.now() - start > ASKING) break;
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), asked: times.length };
}
