/** What the page of `parts/chromium.mjs` runs. */
import { race } from '../lib/rounds.mjs';
import { LIBRARIES } from '../peers/index.mjs';

/**
 * Loads an index of each peer and lets them answer by turns.
 *
 * @param {{ keys: string[], questions: string[][], limit: number, rounds: number }} task questions by kind
 * @returns {Promise<import('../lib/rounds.mjs').Cost[]>} for each peer one for each kind
 */
export async function measure({ keys, questions, limit, rounds }) {
  const asks = [await faqlet(limit)];
  for (const key of keys) {
    const peer = LIBRARIES[/** @type {import('../peers/index.mjs').Library} */ (key)];
    const index = await peer.load(await (await fetch(`/saved/${key}`)).text());
    asks.push((question) => peer.search(index, question, limit));
  }
  const contestants = asks.flatMap((ask, place) =>
    questions.map((questions) => ({ name: String(keys[place - 1]), questions, ask })),
  );
  return race(contestants, () => performance.now() * 1000, rounds);
}

/**
 * @param {number} limit
 * @returns {Promise<(question: string) => unknown>}
 */
async function faqlet(limit) {
  // As a variable, so that the package's own bundle is loaded and none made of it.
  const address = '/package/index.js';
  const { Faqlet } = await import(address);
  const faqlet = await Faqlet.load({ base: '/faq/' });
  return (question) => faqlet.ask(question, { limit });
}
