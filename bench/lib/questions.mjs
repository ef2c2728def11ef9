import { random, sample } from './random.mjs';
import { readQuestions } from './sets.mjs';

/** Questions that each peer is asked. */
const COUNT = 400;
/** Of them, those that a peer is asked that takes ten times as long as the others. */
const COUNT_SLOW = 40;

/**
 * Questions of a set, as they are and with a slip each.
 *
 * @param {string} folder
 * @returns {Record<'clean' | 'typos', string[]>}
 */
export function sampleQuestions(folder) {
  const some = (/** @type {string} */ file) =>
    sample(readQuestions(folder, file), COUNT, random(7));
  return { clean: some('queries.jsonl'), typos: some('queries.typo1.jsonl') };
}

/**
 * @param {import('./types.js').Peer} peer
 * @param {readonly string[]} questions
 * @returns {readonly string[]} what the peer is asked
 */
export const askedOf = ({ package: name }, questions) =>
  name === 'fuse.js' ? questions.slice(0, COUNT_SLOW) : questions;
