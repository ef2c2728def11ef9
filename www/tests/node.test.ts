import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Faqlet, FaqletError, type FaqletErrorCode } from '../src/index.js';
import { loadFolder } from '../src/node/index.js';
import { atEnd } from './support/at-end.js';
import { buildFaq } from './support/faqlet.js';
import { FolderServer } from './support/folder-server.js';
import { LANGUAGES, QUESTIONS } from './support/questions.js';

let folder: string;

before(async () => {
  folder = await buildFaq();
});

function fails(act: () => Promise<unknown>, code: FaqletErrorCode): Promise<void> {
  return assert.rejects(act, (error) => {
    assert.ok(error instanceof FaqletError && error.code === code, String(error));
    return true;
  });
}

test('from disk it answers as over the network', async () => {
  const { base } = await FolderServer.start(folder);
  const now = new Date('2027-01-12T10:00:00Z');
  for (const language of LANGUAGES) {
    const local = await loadFolder(folder, { language });
    // The engine is there already: a process starts it once.
    const remote = await Faqlet.load({ base, language, engine: new Uint8Array() });
    for (const question of Object.values(QUESTIONS[language])) {
      const outcome = local.ask(question, { now });
      assert.deepEqual(outcome, remote.ask(question, { now }));
      if (outcome.kind !== 'answer') continue;
      assert.equal(await local.answer(outcome.entry), await remote.answer(outcome.entry));
    }
    assert.deepEqual(local.browse(), remote.browse());
    local.close();
    remote.close();
  }
});

test('the folder may be a path or a URL, and has the address that shoppers know', async () => {
  const places = [
    [folder, {}, pathToFileURL(join(folder, 'en/index.html')).href],
    [pathToFileURL(folder), {}, pathToFileURL(join(folder, 'en/index.html')).href],
    [`${folder}/`, { base: 'https://shop.example/faq' }, 'https://shop.example/faq/en/index.html'],
    [
      folder,
      { base: new URL('https://shop.example/faq/') },
      'https://shop.example/faq/en/index.html',
    ],
  ] as const;
  for (const [place, options, page] of places) {
    const faq = await loadFolder(place, options);
    assert.equal(faq.page.href, page);
    const [first] = faq.browse();
    assert.ok(first && (await faq.answer(first)).startsWith('<'));
    faq.close();
  }
  await fails(() => loadFolder(folder, { base: '/faq/' }), 'invalid-argument');
});

test('a folder without a build, or with files of another, says so', async () => {
  await fails(() => loadFolder(join(folder, 'not-there')), 'manifest-unreachable');
  await fails(() => loadFolder(folder, { language: 'en_US' }), 'language-unknown');

  const copy = await mkdtemp(join(tmpdir(), 'faqlet-node-'));
  atEnd(() => rm(copy, { recursive: true, force: true }));
  await cp(folder, copy, { recursive: true });
  const server = await FolderServer.start(copy);
  const { index, answers } = server.manifest.languages.en ?? {};
  const faq = await loadFolder(copy);
  for (const { file } of answers ?? []) await writeFile(join(copy, file), '[]');
  await fails(() => faq.answer({ index: 0 }), 'answer-unreachable');
  faq.close();
  await writeFile(join(copy, index?.file ?? ''), 'other bytes');
  await fails(() => loadFolder(copy), 'index-unreachable');
});

test('a manifest that names files outside of the folder is not followed', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'faqlet-node-'));
  atEnd(() => rm(copy, { recursive: true, force: true }));
  await cp(folder, join(copy, 'faq'), { recursive: true });
  const server = await FolderServer.start(folder);
  const { manifest } = server;
  const english = manifest.languages.en;
  assert.ok(english);
  await cp(join(folder, english.index.file), join(copy, 'outside.bin'));
  english.index.file = '../outside.bin';
  await writeFile(join(copy, 'faq/manifest.json'), JSON.stringify(manifest));
  await fails(() => loadFolder(join(copy, 'faq')), 'index-unreachable');
});
