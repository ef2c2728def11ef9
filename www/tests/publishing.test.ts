import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { Faqlet, FaqletError, type FaqletErrorCode } from '../src/index.js';
import { FolderServer } from './support/folder-server.js';
import { WASM } from './support/paths.js';
import { buildShop } from './support/shop.js';

/** Pages that are open while another build is published: one build or the other, never both. */
describe('while another build is published', () => {
  let engine: Buffer<ArrayBuffer>;
  let old: FolderServer;
  let renewed: FolderServer;
  let server: FolderServer;

  const edition = (name: string, more: Record<string, string> = {}) =>
    buildShop({
      'shop.yaml':
        'languages: [en]\ncontact: { channels: { a: { type: form, name: A, url: "https://a.example/" } } }\n',
      'en/orders.md': `---\nquestion: Where is my order of the ${name} edition?\n---\nOrders, ${name}.\n`,
      'en/parcels.md': `---\nquestion: Where is my parcel?\n---\nParcels, ${name}.\n`,
      ...more,
    });

  before(async () => {
    engine = await readFile(WASM);
    old = await FolderServer.start(await edition('first'));
    // An entry that comes first: all others have another number.
    const first = { 'en/a.md': '---\nquestion: What is new?\n---\nThis.\n' };
    renewed = await FolderServer.start(await edition('second', first));
    server = await FolderServer.start();
  });

  const load = () => Faqlet.load({ base: server.base, engine });
  const indexOf = ({ manifest }: FolderServer) => manifest.languages.en?.index.file as string;
  const answersOf = ({ manifest }: FolderServer) =>
    manifest.languages.en?.answers[0]?.file as string;

  /** Everything of one build and nothing else. */
  function publish({ files }: FolderServer): void {
    server.files.clear();
    server.faults.clear();
    server.requests.length = 0;
    for (const [name, bytes] of files) server.files.set(name, bytes);
  }

  /** What is found and what is answered are of the edition. */
  async function assertWhole(faq: Faqlet, name: string): Promise<void> {
    const hit = faq.entry('orders');
    assert.ok(hit);
    assert.match(hit.question, new RegExp(`of the ${name} edition`));
    assert.equal(await faq.answer(hit), `<p>Orders, ${name}.</p>`);
    const parcels = faq.entry('parcels');
    assert.ok(parcels);
    assert.equal(await faq.answer(parcels), `<p>Parcels, ${name}.</p>`);
    faq.close();
  }

  async function fails(act: () => Promise<unknown>, code: FaqletErrorCode): Promise<void> {
    await assert.rejects(act, (error) => error instanceof FaqletError && error.code === code);
  }

  test('the old manifest, whose index is gone: the new one is asked for, once', async () => {
    publish(renewed);
    const manifest = old.files.get('manifest.json');
    server.faults.set('manifest.json', (response) => {
      server.faults.delete('manifest.json');
      response.end(manifest);
    });
    await assertWhole(await load(), 'second');
    const asked = ['manifest.json', indexOf(old), 'manifest.json', indexOf(renewed)];
    assert.deepEqual(server.requests.slice(0, 4), asked);
  });

  test('the new manifest before its index: both are asked for again', async () => {
    publish(renewed);
    const index = indexOf(renewed);
    server.faults.set(index, (response) => {
      server.faults.delete(index);
      response.writeHead(404).end();
    });
    await assertWhole(await load(), 'second');
    assert.equal(server.requests.filter((name) => name === index).length, 2);
  });

  test('what stays broken is an error after the second time', async () => {
    publish(renewed);
    server.files.delete(indexOf(renewed));
    await fails(load, 'index-unreachable');
    const asked = ['manifest.json', indexOf(renewed)];
    assert.deepEqual(server.requests, [...asked, ...asked]);
  });

  test('the index of one build under the name of the other is refused', async () => {
    publish(renewed);
    server.files.set(indexOf(renewed), old.files.get(indexOf(old)) as Buffer);
    await fails(load, 'index-unreachable');
    publish(old);
    server.files.set(indexOf(old), renewed.files.get(indexOf(renewed)) as Buffer);
    await fails(load, 'index-unreachable');
  });

  test('a page that is open keeps its build as long as its files are there', async () => {
    publish(old);
    const faq = await load();
    for (const [name, bytes] of renewed.files) server.files.set(name, bytes);
    await assertWhole(faq, 'first');
    await assertWhole(await load(), 'second');
  });

  test('when they are gone it says so, and shows nothing of the other build', async () => {
    publish(old);
    const faq = await load();
    const hit = faq.entry('orders');
    assert.ok(hit);
    publish(renewed);
    await fails(() => faq.answer(hit), 'outdated');
    // Nor where the answers of the other lie under their name.
    server.files.set(answersOf(old), renewed.files.get(answersOf(renewed)) as Buffer);
    await fails(() => faq.answer(hit), 'outdated');
    faq.close();
    await assertWhole(await load(), 'second');
  });

  test('an answer that fails once is asked for once more', async () => {
    publish(old);
    const faq = await load();
    const file = answersOf(old);
    server.faults.set(file, (response) => {
      server.faults.delete(file);
      response.writeHead(503).end();
    });
    await assertWhole(faq, 'first');
    assert.equal(server.requests.filter((name) => name === file).length, 2);
  });
});
