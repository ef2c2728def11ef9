import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { Faqlet, FaqletError, type FaqletErrorCode, type LoadOptions } from '../src/index.js';
import { buildFaq } from './support/faqlet.js';
import { FolderServer } from './support/folder-server.js';
import { ROOT, WASM } from './support/paths.js';

let folder: string;
let engine: Buffer<ArrayBuffer>;

before(async () => {
  folder = await buildFaq();
  engine = await readFile(WASM);
});

const load = ({ base }: FolderServer, options: Partial<LoadOptions> = {}) =>
  Faqlet.load({ base, engine, ...options });

/** Puts other bytes in the place of the English index, under their right hash. */
function replaceIndex(server: FolderServer, change: (bytes: Buffer) => void): void {
  const { manifest } = server;
  const english = manifest.languages.en;
  assert.ok(english);
  const bytes = Buffer.from(server.files.get(english.index.file) ?? []);
  change(bytes);
  english.index = server.put('en.index.other.bin', bytes);
  server.manifest = manifest;
}

/** How each code comes about. A code without a way does not compile. */
const WAYS: Record<FaqletErrorCode, (server: FolderServer) => unknown> = {
  'manifest-unreachable': (server) => {
    server.files.delete('manifest.json');
    return load(server);
  },
  'manifest-invalid': (server) => {
    server.manifest = { ...server.manifest, format: 2 };
    return load(server);
  },
  'index-unreachable': (server) => {
    server.files.delete(server.manifest.languages.en?.index.file ?? '');
    return load(server);
  },
  'index-corrupt': (server) => {
    replaceIndex(server, (bytes) => bytes.fill(0, bytes.length >> 1));
    return load(server);
  },
  'index-version': (server) => {
    // After four bytes of magic.
    replaceIndex(server, (bytes) => bytes.writeUInt16LE(99, 4));
    return load(server);
  },
  'engine-unavailable': async (server) => {
    const faq = await load(server);
    faq.close();
    faq.ask('parcel');
  },
  'language-unknown': (server) => load(server, { language: 'en_US' }),
  'answer-unreachable': async (server) => {
    const faq = await load(server);
    const file = server.manifest.languages.en?.answers[0]?.file;
    server.files.delete(file ?? '');
    return faq.answer({ index: 0 });
  },
  outdated: async (server) => {
    const faq = await load(server);
    const [answers] = server.manifest.languages.en?.answers ?? [];
    assert.ok(answers);
    server.files.delete(answers.file);
    const manifest = structuredClone(server.manifest);
    const [renewed] = manifest.languages.en?.answers ?? [];
    assert.ok(renewed);
    Object.assign(renewed, { file: 'en.answers.other.json' });
    server.manifest = manifest;
    return faq.answer({ index: 0 });
  },
  'invalid-argument': async (server) => (await load(server)).ask('parcel', { limit: 0 }),
};

describe('each code', () => {
  for (const [code, act] of Object.entries(WAYS)) {
    test(`${code}: comes with words that say what to do`, async () => {
      const server = await FolderServer.start(folder);
      await assert.rejects(
        async () => act(server),
        (error) => {
          assert.ok(error instanceof FaqletError);
          assert.equal(error.code, code, error.message);
          assert.match(error.message, /^[A-Za-z"].{20,}/);
          return true;
        },
      );
    });
  }

  test('is in the table of the guide, and in its own comment', async () => {
    const guide = await readFile(join(ROOT, 'docs/embedding.md'), 'utf8');
    const [section = ''] = guide.split('\n## ').filter((text) => text.startsWith('Errors\n'));
    const table = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
    const own = ['load-failed', ...Object.keys(WAYS)];
    assert.deepEqual(table.sort(), own.sort());
    const comment = await readFile(new URL('../src/errors.ts', import.meta.url), 'utf8');
    const named = [...comment.matchAll(/^ \* - `([a-z-]+)`:/gm)].map(([, code]) => code);
    assert.deepEqual(named.sort(), Object.keys(WAYS).sort());
  });
});
