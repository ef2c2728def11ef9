import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, beforeEach, describe, test } from 'node:test';
import { Faqlet, FaqletError } from '../src/index.js';
import type { ProductManifest } from '../src/manifest.js';
import { loadFolder } from '../src/node/index.js';
import { FolderServer } from './support/folder-server.js';
import { WASM } from './support/paths.js';
import { buildShop } from './support/shop.js';

const SHOP = `
languages: [en, hu]
productShards: SHARDS
products:
  kt-200: { name: { en: Kettle, hu: Vízforraló } }
  Ж/1: { name: { en: Blender, hu: Turmixgép } }
  ap-120: { name: { en: Purifier, hu: Légtisztító } }
contact: { channels: { a: { type: form, name: A, url: "https://a.example/" } } }
`;

const edition = (name: string, shards = 'always') =>
  buildShop({
    'shop.yaml': SHOP.replace('SHARDS', shards),
    'en/orders.md': `---\nquestion: Where is my order?\n---\nOrders, ${name}.\n`,
    'en/lid.md': `---\nquestion: How do I clean the lid?\nproduct: kt-200\n---\nLid, ${name}.\n`,
    'en/jug.md': `---\nquestion: How large is the jug?\nproduct: kt-200\n---\nJug, ${name}.\n`,
    'en/blade.md': `---\nquestion: Is the blade sharp?\nproduct: Ж/1\n---\nBlade, ${name}.\n`,
    'hu/orders.md': `---\nquestion: Hol a rendelésem?\n---\nRendelések, ${name}.\n`,
  });

const KETTLE = 'products/id-kt-200.json';

describe('where products are apart', () => {
  let engine: Buffer<ArrayBuffer>;
  let folder: string;
  let old: FolderServer;
  let renewed: FolderServer;
  let server: FolderServer;

  before(async () => {
    engine = await readFile(WASM);
    folder = await edition('first');
    old = await FolderServer.start(folder);
    renewed = await FolderServer.start(await edition('second'));
    server = await FolderServer.start();
  });

  beforeEach(() => publish(old));

  function publish({ files }: FolderServer): void {
    server.files.clear();
    server.faults.clear();
    server.requests.length = 0;
    for (const [name, bytes] of files) server.files.set(name, bytes);
  }

  const load = (product?: string, language = 'en') =>
    Faqlet.load({ base: server.base, engine, language, product });
  const storeOf = ({ manifest }: FolderServer) => manifest.languages.en?.index.file as string;
  const own = ({ files }: FolderServer) => {
    const manifest = JSON.parse(String(files.get(KETTLE))) as ProductManifest;
    const { index, answers } = manifest.languages.en ?? assert.fail('the kettle has entries');
    return { index: index.file, answers: answers[0]?.file as string };
  };
  const first = (faq: Faqlet, question: string, product?: string) => {
    const outcome = faq.ask(question, product === undefined ? {} : { product });
    assert.notEqual(outcome.kind, 'choose');
    return outcome.kind === 'answer' ? outcome.entry : undefined;
  };

  test("a product's page loads the store's index and its own shard, and nothing else", async () => {
    const faq = await load('kt-200');
    const asked = ['manifest.json', storeOf(old), KETTLE, own(old).index];
    assert.deepEqual([...server.requests].sort(), asked.sort());
    assert.equal(server.requests[0], 'manifest.json');
    assert.deepEqual(
      [faq.product, faq.productShards, faq.products],
      ['kt-200', true, { 'kt-200': 'Kettle' }],
    );

    const lid = first(faq, 'clean the lid') ?? assert.fail();
    assert.deepEqual([lid.id, lid.product], ['lid', 'kt-200']);
    assert.equal(await faq.answer(lid), '<p>Lid, first.</p>');
    const orders = first(faq, 'where is my order') ?? assert.fail();
    assert.equal(await faq.answer(orders), '<p>Orders, first.</p>');
    assert.deepEqual(
      faq.browse().map(({ id }) => id),
      ['jug', 'lid', 'orders'],
    );
    assert.equal((await faq.answerOf('jug')).answer, '<p>Jug, first.</p>');
    assert.equal(faq.entry('blade'), undefined);
    faq.close();
  });

  test("another page loads the store's index alone", async () => {
    const faq = await load();
    assert.deepEqual(server.requests, ['manifest.json', storeOf(old)]);
    assert.equal(first(faq, 'clean the lid'), undefined);
    assert.deepEqual(faq.products, {});
    faq.close();
  });

  test('a product without entries has those of the store', async () => {
    for (const [product, language] of [
      ['ap-120', 'en'],
      ['nothing', 'en'],
      ['kt-200', 'hu'],
      ['../../x', 'en'],
    ] as const) {
      server.requests.length = 0;
      const faq = await load(product, language);
      // It is asked for once, and not again.
      assert.equal(server.requests.length, 3, product);
      assert.ok(faq.entry('orders'));
      assert.equal(faq.browse().length, 1);
      faq.close();
    }
  });

  test('any id has an address, and no two the same', async () => {
    const faq = await load('Ж/1');
    assert.ok(server.requests.includes('products/id-_d0_96_2f1.json'));
    assert.equal(first(faq, 'is the blade sharp')?.id, 'blade');
    assert.deepEqual(faq.products, { 'Ж/1': 'Blender' });
    faq.close();
  });

  test('asked for another product, it has the entries of the store', async () => {
    const faq = await load('kt-200');
    assert.equal(first(faq, 'clean the lid', 'ap-120'), undefined);
    assert.equal(first(faq, 'where is my order', 'ap-120')?.id, 'orders');
    faq.close();
  });

  test('without the shard the store still answers, and the next load tries again', async () => {
    const index = own(old).index;
    for (const name of [KETTLE, index]) {
      for (const fault of [
        () => server.files.delete(name),
        () => server.files.set(name, Buffer.from('{"format":1')),
        () => server.faults.set(name, (response) => response.destroy()),
      ]) {
        publish(old);
        fault();
        const faq = await load('kt-200');
        assert.equal(first(faq, 'where is my order')?.id, 'orders');
        assert.equal(first(faq, 'clean the lid'), undefined);
        faq.close();
      }
    }
    publish(old);
    const faq = await load('kt-200');
    assert.equal(first(faq, 'clean the lid')?.id, 'lid');
    faq.close();
  });

  test('a shard that does not go with the index is left out', async () => {
    const manifest = JSON.parse(String(old.files.get(KETTLE)));
    // A whole index where a shard should be.
    manifest.languages.en.index = old.manifest.languages.en?.index;
    server.files.set(KETTLE, Buffer.from(JSON.stringify(manifest)));
    const faq = await load('kt-200');
    assert.equal(first(faq, 'where is my order')?.id, 'orders');
    assert.deepEqual(faq.products, {});
    faq.close();
  });

  test('the manifest of one build, whose shard is gone: the new one is asked for, once', async () => {
    publish(renewed);
    server.faults.set(KETTLE, (response) => {
      server.faults.delete(KETTLE);
      response.end(old.files.get(KETTLE));
    });
    const faq = await load('kt-200');
    assert.equal(server.requests.filter((name) => name === KETTLE).length, 2);
    const lid = first(faq, 'clean the lid') ?? assert.fail();
    assert.equal(await faq.answer(lid), '<p>Lid, second.</p>');
    faq.close();
  });

  test('old store and new shard go together; answers are those of their index', async () => {
    for (const name of [KETTLE, ...Object.values(own(renewed))]) {
      server.files.set(name, renewed.files.get(name) as Buffer);
    }
    const faq = await load('kt-200');
    const answers = ['orders', 'lid', 'jug'].map((id) => faq.answerOf(id));
    assert.deepEqual(
      (await Promise.all(answers)).map(({ answer }) => answer),
      ['<p>Orders, first.</p>', '<p>Lid, second.</p>', '<p>Jug, second.</p>'],
    );
    faq.close();
  });

  test('an answer of a product that was built anew says so, and the new one is found', async () => {
    const faq = await load('kt-200');
    publish(renewed);
    const lid = faq.entry('lid') ?? assert.fail();
    await assert.rejects(
      faq.answer(lid),
      (error) => error instanceof FaqletError && error.code === 'outdated',
    );
    const current = await faq.answerOf('lid');
    assert.equal(current.answer, '<p>Lid, second.</p>');
    assert.equal(current.faqlet.product, 'kt-200');
    current.faqlet.close();
    faq.close();
  });

  test('loading ends with its signal', async () => {
    const aborting = new AbortController();
    server.faults.set(KETTLE, () => aborting.abort(new Error('enough')));
    const { signal } = aborting;
    const loading = Faqlet.load({ base: server.base, engine, product: 'kt-200', signal });
    await assert.rejects(loading, /enough/);
  });

  test('a server answers from the folder too', async () => {
    const faq = await loadFolder(folder, { product: 'kt-200' });
    const lid = first(faq, 'clean the lid') ?? assert.fail();
    assert.equal(await faq.answer(lid), '<p>Lid, first.</p>');
    faq.close();
    const without = await loadFolder(folder, { product: 'ap-120' });
    assert.ok(without.entry('orders'));
    without.close();
  });

  test('in a shop that has all products in its index none is asked for in vain', async () => {
    const together = await FolderServer.start(await edition('first', 'never'));
    const { base } = together;
    const faq = await Faqlet.load({ base, engine, product: 'kt-200' });
    assert.deepEqual(together.requests, ['manifest.json', storeOf(together)]);
    assert.equal(faq.productShards, false);
    assert.equal(faq.products['ap-120'], 'Purifier');
    // The product that it was loaded for is the one that is asked about.
    assert.deepEqual(
      faq.browse().map(({ id }) => id),
      ['jug', 'lid', 'orders'],
    );
    assert.ok(faq.browse({ product: 'Ж/1' }).some(({ id }) => id === 'blade'));
    faq.close();
  });
});
