import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Manifest } from '../../src/manifest.js';
import { answer, ask, at, ready, Shop } from '../support/browser.js';
import { buildShop } from '../support/shop.js';

const edition = (name: string, more: Record<string, string> = {}) =>
  buildShop({
    'shop.yaml':
      'languages: [en]\ncontact: { channels: { a: { type: form, name: A, url: "https://a.example/" } } }\n',
    'en/orders.md': `---\nquestion: Where is my order?\n---\nOrders, ${name}.\n`,
    'en/parcels.md': `---\nquestion: How do I send a parcel back?\n---\nParcels, ${name}.\n`,
    ...more,
  });

let shop: Shop;
let renewed: string;

before(async () => {
  shop = await Shop.start(await edition('first'));
  // An entry that comes first: all others have another number.
  renewed = await edition('second', { 'en/a.md': '---\nquestion: What is new?\n---\nThis.\n' });
});

test('where another build was published, the element takes it as a whole', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  const manifest = await readFile(join(renewed, 'manifest.json'), 'utf8');
  const { languages } = JSON.parse(manifest) as Manifest;
  const published = [languages.en?.index, ...(languages.en?.answers ?? [])].map(
    (file) => file?.file,
  );
  await page.route('**/faq/**', async (route) => {
    const name = new URL(route.request().url()).pathname.replace('/faq/', '');
    if (name !== 'manifest.json' && !published.includes(name))
      return route.fulfill({ status: 404 });
    return route.fulfill({ body: await readFile(join(renewed, name)) });
  });
  await ask(page, 'where is my order');
  assert.match(await answer(page, 'orders'), /Orders, second\./);
  assert.equal(await at(page, 'answer').count(), 1);
  await ask(page, 'what is new');
  assert.match(await answer(page, 'a'), /This\./);
  // The one file that is gone, and nothing else.
  const gone = faults.filter((fault) => /en\.answers\.|404 \(Not Found\)/.test(fault));
  assert.deepEqual(faults, gone);
  await context.close();
});

test('an answer that is gone with its build can be asked for again, and contact stays', async () => {
  const { page, context } = await shop.visit();
  await ready(page);
  await page.route('**/faq/**', (route) => route.fulfill({ status: 503 }));
  await ask(page, 'how do i send a parcel back');
  const retry = page.locator('faqlet-help').getByRole('button', { name: /again/i });
  await retry.waitFor();
  await page.unroute('**/faq/**');
  await retry.click();
  assert.match(await answer(page, 'parcels'), /Parcels, first\./);
  await context.close();
});
