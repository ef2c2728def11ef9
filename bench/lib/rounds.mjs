import { quantile, spread } from './statistics.mjs';

/** Rounds in which all take part by turns. */
export const ROUNDS = 7;
/** A round of a quick peer asks again until so many milliseconds have passed: less is noise. */
const ROUND = 100;

/**
 * What asking cost, in microseconds a question.
 *
 * @typedef {object} Cost
 * @property {import('./statistics.mjs').Spread} mean over the questions; of the rounds
 * @property {number} p50 in the best round, as the others
 * @property {number} p95
 * @property {number} p99
 * @property {number} questions
 *
 * @typedef {object} Contestant
 * @property {string} name
 * @property {readonly string[]} questions
 * @property {(question: string) => unknown} ask
 */

/**
 * Lets all ask their questions, by turns and in another order each round, so that what else the
 * machine does meets all alike.
 *
 * @param {readonly Contestant[]} contestants
 * @param {() => number} clock microseconds that count, such as those of the processor
 * @param {number} rounds
 * @returns {Promise<Cost[]>}
 */
export async function race(contestants, clock, rounds) {
  for (const contestant of contestants) await run(contestant, clock);
  /** @type {{ mean: number, times: number[] }[][]} */
  const results = contestants.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const place = (round + turn) % contestants.length;
      const contestant = /** @type {Contestant} */ (contestants[place]);
      results[place]?.push(await run(contestant, clock));
    }
  }
  return results.map((rounds, place) => {
    const mean = spread(rounds.map(({ mean }) => mean));
    const times = rounds.find((round) => round.mean === mean.best)?.times ?? [];
    return {
      mean,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      p99: quantile(times, 0.99),
      questions: contestants[place]?.questions.length ?? 0,
    };
  });
}

/**
 * One round of one contestant: all questions without looking at the clock in between, which would
 * cost a quick peer a part of its time, and then each by itself.
 *
 * @param {Contestant} contestant
 * @param {() => number} clock
 */
async function run({ questions, ask }, clock) {
  let asked = 0;
  const from = clock();
  const start = performance.now();
  do {
    for (const question of questions) {
      const answer = ask(question);
      // Waiting for what is there already would cost a quick peer more than its search.
      if (answer instanceof Promise) await answer;
    }
    asked += questions.length;
  } while (performance.now() - start < ROUND);
  const mean = (clock() - from) / asked;
  const times = [];
  for (const question of questions) {
    const before = clock();
    const answer = ask(question);
    if (answer instanceof Promise) await answer;
    times.push(clock() - before);
  }
  return { mean, times };
}
