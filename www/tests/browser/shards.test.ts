import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Manifest, ProductManifest } from '../../src/manifest.js';
import { answer, ask, ready, Shop } from '../support/browser.js';
import { buildShop } from '../support/shop.js';

let shop: Shop;
let store: string;
/** The shard of each product. */
const shards: Record<string, string> = {};

before(async () => {
  const folder = await buildShop({
    'shop.yaml': `languages: [en]
productShards: always
products: { kt-200: { name: Kettle }, bl-150: { name: Blender }, ap-120: { name: Purifier } }
contact: { channels: { a: { type: form, name: A, url: "https://a.example/" } } }
`,
    'en/orders.md': '---\nquestion: Where is my order?\n---\nOrders.\n',
    'en/lid.md': '---\nquestion: How do I clean the lid?\nproduct: kt-200\n---\nLid.\n',
    'en/blade.md': '---\nquestion: Is the blade sharp?\nproduct: bl-150\n---\nBlade.\n',
  });
  shop = await Shop.start(folder);
  const read = async <T>(name: string) =>
    JSON.parse(await readFile(join(folder, name), 'utf8')) as T;
  store = (await read<Manifest>('manifest.json')).languages.en?.index.file as string;
  for (const product of ['kt-200', 'bl-150']) {
    const { languages } = await read<ProductManifest>(`products/id-${product}.json`);
    shards[product] = languages.en?.index.file as string;
  }
});

/** What is asked for of the build from here on. */
function requested(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const [, name] = new URL(request.url()).pathname.split('/faq/');
    if (name) names.push(name);
  });
  return names;
}

const proposed = (page: Page, id: string) =>
  page.locator('faqlet-help').getByText(id, { exact: false });

test("a product's page loads its own shard, and another product's when it changes", async () => {
  let names: string[] = [];
  const { page, context, faults } = await shop.visit(
    { attributes: { product: 'kt-200' } },
    {
      prepare: (page) => {
        names = requested(page);
      },
    },
  );
  await ready(page);
  const expected = ['manifest.json', store, 'products/id-kt-200.json', shards['kt-200']];
  assert.deepEqual([...names].sort(), expected.sort());
  await proposed(page, 'How do I clean the lid?').waitFor();
  await ask(page, 'clean the lid');
  assert.match(await answer(page, 'lid'), /Lid\./);

  names.length = 0;
  await page.locator('faqlet-help').evaluate((help) => help.setAttribute('product', 'bl-150'));
  await page.getByRole('heading', { name: /Blender/ }).waitFor();
  const changed = ['manifest.json', store, 'products/id-bl-150.json', shards['bl-150']];
  // The store's index may come from the browser's cache.
  assert.deepEqual(
    [...names].filter((name) => name !== store).sort(),
    changed.filter((name) => name !== store).sort(),
  );
  await ask(page, 'is the blade sharp');
  assert.match(await answer(page, 'blade'), /Blade\./);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a product without entries has those of the store', async () => {
  const { page, context } = await shop.visit({ attributes: { product: 'ap-120' } });
  await ready(page);
  await ask(page, 'where is my order');
  assert.match(await answer(page, 'orders'), /Orders\./);
  await context.close();
});

test('where the other shard does not come, what was there goes on', async () => {
  const { page, context } = await shop.visit({ attributes: { product: 'kt-200' } });
  await ready(page);
  await page.route('**/faq/**', (route) => route.abort());
  const failed = page.waitForEvent('requestfailed');
  await page.locator('faqlet-help').evaluate((help) => help.setAttribute('product', 'bl-150'));
  await failed;
  await page.unroute('**/faq/**');
  await ask(page, 'where is my order');
  assert.match(await answer(page, 'orders'), /Orders\./);
  await context.close();
});
