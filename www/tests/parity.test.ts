import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import start, { Engine } from '../src/engine/faqlet.js';
import type { Manifest } from '../src/manifest.js';
import type { EngineOutcome } from '../src/outcome.js';
import { buildFaq, faqlet } from './support/faqlet.js';
import { CONTENT, golden, WASM } from './support/paths.js';

/** Fewer questions than these would show little. */
const AT_LEAST = 25;

interface Row {
  readonly q: string;
  readonly product?: string;
}

function lines<T>(text: string): T[] {
  return text.split('\n').flatMap((line) => (line.trim() ? [JSON.parse(line) as T] : []));
}

describe('the engine in WebAssembly gives the outcome of the native one', () => {
  let folder: string;
  let manifest: Manifest;

  before(async () => {
    folder = await buildFaq();
    manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    await start({ module_or_path: await readFile(WASM) });
  });

  for (const language of ['en', 'ru', 'hu', 'ar']) {
    test(`on every golden question: ${language}`, async () => {
      const questions = golden(language);
      const rows = lines<Row>(await readFile(questions, 'utf8'));
      assert.ok(rows.length >= AT_LEAST, `${rows.length} questions, at least ${AT_LEAST} wanted`);
      const printed = await faqlet(
        ...['try', CONTENT, '--questions', questions, '--lang', language, '--json'],
      );
      const native = lines<EngineOutcome>(printed);
      assert.equal(native.length, rows.length);

      const content = manifest.languages[language];
      assert.ok(content);
      const index = await readFile(join(folder, content.index.file));
      const engine = new Engine(index);
      for (const [number, { q, product }] of rows.entries()) {
        const outcome: EngineOutcome = engine.ask(q, product);
        assert.deepStrictEqual(outcome, native[number], `line ${number + 1}: ${q}`);
      }
      engine.free();
    });
  }
});
