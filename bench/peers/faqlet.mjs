import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * What is measured: the program, the package, and the engine with its names.
 *
 * @typedef {{ program: string, dist: string, named: string }} Built
 *
 * @typedef {{ folder: string, faqlet: import('../../www/src/index.js').Faqlet, memory: WebAssembly.Memory }} Index
 */

/** So long a build may take, in milliseconds. */
const BUILD_LIMIT = 20 * 60_000;

/**
 * Writes entries as content for `faqlet build`, which takes a single file too.
 *
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @param {string} file
 */
export function writeContent(entries, file) {
  const lines = entries.map((entry) => JSON.stringify(entry));
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/**
 * Runs `faqlet build` on a file of {@link writeContent}.
 *
 * @param {Built} built
 * @param {string} content
 * @param {string} folder
 */
export function buildFolder({ program }, content, folder) {
  const { status, signal, error } = spawnSync(program, ['build', content, '--out', folder], {
    // Sets have wordings that stand in two entries, and a warning for each.
    stdio: 'ignore',
    timeout: BUILD_LIMIT,
  });
  if (status !== 0)
    throw new Error(`faqlet build: ${error?.message ?? signal ?? `status ${status}`}`);
}

/** The package asks for files as in a page; here they are on the disk. */
const fromDisk = async (/** @type {URL | RequestInfo} */ url) =>
  new Response(readFileSync(fileURLToPath(String(url))));

/**
 * faqlet as it is shipped: its program builds, its package loads and answers.
 *
 * @param {Built} built
 * @returns {import('../lib/types.js').Peer<Index>}
 */
export default (built) => ({
  name: 'faqlet',
  configuration:
    'as shipped: `ask` of the package, an outcome with marks and ways to reach the shop',
  holdsTexts: true,
  savesFolder: true,
  build(entries) {
    const folder = mkdtempSync(join(tmpdir(), 'faqlet-bench-'));
    const content = join(folder, 'entries.jsonl');
    writeContent(entries, content);
    buildFolder(built, content, join(folder, 'faq'));
    rmSync(content);
    return this.load(join(folder, 'faq'));
  },
  search({ faqlet }, question, limit) {
    const outcome = faqlet.ask(question, { limit });
    if (outcome.kind === 'answer') return [outcome.entry, ...outcome.related].slice(0, limit);
    return [...(outcome.kind === 'choose' ? outcome.entries : outcome.related)];
  },
  save: ({ folder }) => folder,
  async load(folder) {
    const dist = pathToFileURL(`${built.dist}/`);
    const { Faqlet } = await import(new URL('index.js', dist).href);
    const engine = readFileSync(new URL('engine/faqlet_bg.wasm', dist));
    const base = pathToFileURL(`${folder}/`);
    const faqlet = await Faqlet.load({ base, engine, fetch: fromDisk });
    // Started already, so this only gives what it is.
    const { default: start } = await import(new URL('engine/faqlet.js', dist).href);
    return { folder, faqlet, memory: (await start({ module_or_path: engine })).memory };
  },
  memory: ({ memory }) => memory.buffer.byteLength,
  free: ({ faqlet }) => faqlet.close(),
});
