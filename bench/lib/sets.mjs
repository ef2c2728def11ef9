import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The values of a JSON Lines file.
 *
 * @param {string} path
 * @returns {any[]}
 */
export function readLines(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim()).map((line) => JSON.parse(line));
}

/**
 * An evaluation set's entries.
 *
 * @param {string} folder
 * @returns {import('./types.js').DataSet}
 */
export function readSet(folder) {
  const file = join(folder, 'entries.jsonl');
  if (!existsSync(file)) {
    throw new Error(
      `There is no ${file}: name the folder that holds the evaluation sets; docs/evaluation.md says where they come from.`,
    );
  }
  const entries = readLines(file).map(({ id, question, alternates, answer }) => ({
    id: String(id),
    question: String(question),
    alternates: /** @type {string[]} */ (alternates ?? []),
    answer: String(answer ?? ''),
  }));
  return { name: basename(folder), entries };
}

/**
 * The questions that an evaluation set asks.
 *
 * @param {string} folder
 * @param {string} [file]
 * @returns {string[]}
 */
export function readQuestions(folder, file = 'queries.jsonl') {
  return readLines(join(folder, file)).map(({ q }) => String(q));
}

/**
 * The texts that a page shows of entries, for peers that do not keep them.
 *
 * @param {readonly import('./types.js').Entry[]} entries
 * @returns {string}
 */
export function shownTexts(entries) {
  return JSON.stringify(entries.map(({ id, question, answer }) => [id, question, answer]));
}
