import { join } from 'node:path';
import { askedOf, sampleQuestions } from '../lib/questions.mjs';
import { race } from '../lib/rounds.mjs';
import { readSet } from '../lib/sets.mjs';
import { processorTime } from '../lib/statistics.mjs';
import { peers } from '../peers/named.mjs';

/** The set whose questions are asked. */
export const SET = 'clinc150-k20';
/** Entries that a search names, as `ask` does where nothing is said. */
export const LIMIT = 5;

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {import('../lib/rounds.mjs').Cost} clean
 * @property {import('../lib/rounds.mjs').Cost} typos
 *
 * @typedef {{ set: string, entries: number, rows: Row[] }} Result
 */

/**
 * What a question costs in Node.js: all peers in one process, by turns.
 *
 * @param {import('../main.mjs').Run} run
 * @returns {Promise<Result>}
 */
export async function measureQueries({ built, sets, rounds }) {
  const folder = join(sets, SET);
  const { entries } = readSet(folder);
  const questions = sampleQuestions(folder);
  const contestants = [];
  for (const peer of Object.values(peers(built))) {
    const index = await peer.build(entries);
    const ask = (/** @type {string} */ question) => peer.search(index, question, LIMIT);
    const { name } = peer;
    contestants.push({ name, ask, questions: askedOf(peer, questions.clean) });
    contestants.push({ name, ask, questions: askedOf(peer, questions.typos) });
  }
  const costs = await race(contestants, processorTime, rounds);
  const rows = [];
  for (let place = 0; place < contestants.length; place += 2) {
    rows.push({
      name: String(contestants[place]?.name),
      clean: /** @type {import('../lib/rounds.mjs').Cost} */ (costs[place]),
      typos: /** @type {import('../lib/rounds.mjs').Cost} */ (costs[place + 1]),
    });
  }
  return { set: SET, entries: entries.length, rows };
}
