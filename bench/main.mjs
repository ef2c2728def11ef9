/**
 * Measures faqlet and its peers, and writes `docs/benchmarks.md` and the tables of
 * `docs/performance.md`. `cargo xtask bench` runs it, after building what it measures.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { built, ROOT } from './lib/built.mjs';
import { ROUNDS } from './lib/rounds.mjs';
import { useScratch } from './lib/scratch.mjs';
import { fill, table } from './lib/table.mjs';
import {
  coldStartTables,
  engineParts,
  engineTable,
  indexParts,
  queryTables,
  scaleTables,
} from './lib/tables.mjs';
import { weighParts } from './parts/bytes.mjs';
import { measureInChromium } from './parts/chromium.mjs';
import { measureColdStarts } from './parts/cold-start.mjs';
import { measureEngines } from './parts/engine.mjs';
import { measureQueries } from './parts/query.mjs';
import { COUNTS, measureScale } from './parts/scale.mjs';
import { peers } from './peers/named.mjs';

/**
 * What a part of the bench works with.
 *
 * @typedef {object} Run
 * @property {import('./peers/faqlet.mjs').Built} built
 * @property {string} sets folder of the evaluation sets
 * @property {number} rounds in which peers take turns
 * @property {readonly number[]} counts entries of the generated shops
 * @property {(text: string) => void} note tells what is being done
 *
 * @typedef {object} Part
 * @property {(run: Run) => Promise<Record<string, string>>} tables by place
 * @property {'benchmarks' | 'performance'} page
 */

/** @type {Record<string, Part>} */
const PARTS = {
  query: {
    page: 'benchmarks',
    tables: async (run) => ({ query: queryTables(await measureQueries(run)) }),
  },
  chromium: {
    page: 'benchmarks',
    tables: async (run) => {
      const result = await measureInChromium(run);
      return { chromium: `${result.browser}.\n\n${queryTables(result, 'time')}` };
    },
  },
  scale: {
    page: 'benchmarks',
    tables: async (run) => ({ scale: scaleTables(await measureScale(run)) }),
  },
  engine: {
    page: 'benchmarks',
    tables: async (run) => ({ engine: engineTable(await measureEngines(run)) }),
  },
  'cold-start': {
    page: 'benchmarks',
    tables: async (run) => {
      const result = await measureColdStarts(run);
      return { 'cold-start': `${result.browser}.\n\n${coldStartTables(result)}` };
    },
  },
  bytes: {
    page: 'performance',
    tables: async (run) => {
      const result = await weighParts(run);
      return { bytes: engineParts(result), index: indexParts(result) };
    },
  },
};

const { values } = parseArgs({
  options: {
    sets: { type: 'string' },
    only: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    rounds: { type: 'string', default: String(ROUNDS) },
    counts: { type: 'string', default: COUNTS.join(',') },
    command: { type: 'string', default: 'node main.mjs' },
  },
});

const note = (/** @type {string} */ text) => process.stdout.write(`  ${text}\n`);

async function main() {
  const { sets, only } = values;
  if (sets === undefined) throw new Error('--sets: name the folder of the evaluation sets.');
  const unknown = only.find((part) => !(part in PARTS));
  if (unknown) throw new Error(`--only ${unknown}: there are ${Object.keys(PARTS).join(', ')}.`);
  const rounds = Number(values.rounds);
  const counts = values.counts.split(',').map(Number);
  if (![rounds, ...counts].every((number) => Number.isInteger(number) && number > 0)) {
    throw new Error('--rounds and --counts take whole numbers from 1 on.');
  }
  for (const name of only) {
    note(name);
    const { page, tables } = /** @type {Part} */ (PARTS[name]);
    const start = performance.now();
    const texts = await tables({ built: built(), sets, rounds, counts, note });
    const minutes = (performance.now() - start) / 60_000;
    const path = join(ROOT, 'docs', `${page}.md`);
    let text = readFileSync(path, 'utf8');
    for (const [place, filled] of Object.entries(texts)) {
      text = fill(text, place, `${measured(minutes)}\n\n${filled}`);
    }
    if (page === 'benchmarks') text = fill(text, 'peers', configurations());
    writeFileSync(path, text);
    note(`wrote ${path}`);
  }
}

/**
 * By what a table was measured: each may be of another day.
 *
 * @param {number} minutes
 * @returns {string}
 */
function measured(minutes) {
  const [cpu] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} × ${cpu?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Measured on ${day}${commit()}, in ${Math.ceil(minutes)} min by \`${values.command}\`; ${machine}, ${process.platform}, Node.js ${process.version.slice(1)}.`;
}

/** The state of the sources, where they have a history. */
function commit() {
  const git = (/** @type {string[]} */ ...words) =>
    execFileSync('git', words, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const changed = git(
      'status',
      '--porcelain',
      '--',
      'src',
      'www/src',
      'bench',
      'cli',
      'Cargo.lock',
    );
    return `, commit ${git('rev-parse', '--short', 'HEAD').trim()}${changed && ' with changes'}`;
  } catch {
    return '';
  }
}

/** The peers, their versions and how they are set. */
function configurations() {
  const rows = Object.values(peers(built())).map(({ name, package: source, configuration }) => [
    name,
    source ? `\`${source}\` ${version(source)}` : '',
    configuration,
  ]);
  return table(['peer', 'package', 'configuration'], rows, 3);
}

/** @param {string} source an npm package */
function version(source) {
  return JSON.parse(
    readFileSync(join(ROOT, 'bench', 'node_modules', source, 'package.json'), 'utf8'),
  ).version;
}

useScratch();
try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
}
// Pagefind leaves a process of its own behind.
process.exit();
