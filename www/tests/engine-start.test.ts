import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Faqlet, FaqletError } from '../src/index.js';
import { buildFaq } from './support/faqlet.js';
import { FolderServer } from './support/folder-server.js';
import { WASM } from './support/paths.js';

// In a file, and so a process, of its own: a process starts the engine once.
test('an engine that does not start is reported, and can be started afterwards', async () => {
  const server = await FolderServer.start(await buildFaq());
  const { base } = server;
  const bytes = await readFile(WASM);
  const response = (body: BodyInit | null, status: number) =>
    new Response(body, { status, headers: { 'Content-Type': 'application/wasm' } });

  const broken = [
    new Uint8Array([0, 1, 2, 3]),
    bytes.subarray(0, bytes.length >> 1),
    response(null, 404),
    new URL(`${base}faqlet_bg.wasm`),
  ];
  for (const engine of broken) {
    await assert.rejects(Faqlet.load({ base, engine }), (error) => {
      assert.ok(error instanceof FaqletError);
      assert.equal(error.code, 'engine-unavailable');
      assert.match(error.message, /wasm-unsafe-eval/);
      assert.ok(error.cause);
      return true;
    });
  }

  // Two at once share the one that starts.
  const [one, other] = await Promise.all([
    Faqlet.load({ base, engine: response(bytes, 200), language: 'hu' }),
    Faqlet.load({ base, engine: bytes, language: 'ar' }),
  ]);
  assert.equal(one.ask('').kind, 'contact');
  assert.equal(other.ask('').kind, 'contact');
  assert.equal(one.entry('return-policy')?.id, 'return-policy');
  one.close();
  assert.equal(other.entry('return-policy')?.id, 'return-policy');
  other.close();
});
