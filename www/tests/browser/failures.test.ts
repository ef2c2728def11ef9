import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, assertContact, Demo, ready, result, type } from '../support/browser.js';

let demo: Demo;

before(async () => {
  demo = await Demo.start();
});

/** Ways in which what the search needs does not arrive. */
const LOSSES: Record<string, (page: Page) => Promise<unknown>> = {
  'the engine is blocked': (page) => page.route('**/faqlet_bg.wasm', (route) => route.abort()),
  'the engine is not there': (page) =>
    page.route('**/faqlet_bg.wasm', (route) => route.fulfill({ status: 404, body: '' })),
  'the engine is damaged': (page) =>
    page.route('**/faqlet_bg.wasm', (route) =>
      route.fulfill({ contentType: 'application/wasm', body: 'not a module' }),
    ),
  'the index is damaged': (page) =>
    page.route('**/*.index.*.bin', async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1] = ~(body[body.length >> 1] ?? 0);
      await route.fulfill({ response, body });
    }),
  'the manifest is not one': (page) =>
    page.route('**/manifest.json', (route) => route.fulfill({ body: '<!doctype html>' })),
};

for (const [loss, prepare] of Object.entries(LOSSES)) {
  test(`${loss}: the contact options stay, and the page says so`, async () => {
    const { page, context, warnings, faults } = await demo.visit('/en/', { prepare });
    assert.match(await result(page, 'unavailable'), /search does not work/);
    await assertContact(page);
    // One warning of the page itself, for the shop's developers; the browser adds its own errors.
    const own = warnings.filter((text) => text.startsWith('faqlet could not be loaded'));
    assert.equal(own.length, 1, warnings.join('\n'));
    assert.deepEqual(
      faults.filter((text) => text.startsWith('uncaught')),
      [],
    );
    await context.close();
  });
}

test('sending the question again tries again', async () => {
  let blocked = true;
  const { page, context } = await demo.visit('/en/', {
    prepare: (page) =>
      page.route('**/faqlet_bg.wasm', (route) => (blocked ? route.abort() : route.continue())),
  });
  await result(page, 'unavailable');
  blocked = false;
  await type(page, 'where is my order');
  await page.keyboard.press('Enter');
  assert.ok((await answer(page, 'order-status')).length > 100);
  await context.close();
});

test('a question sent before anything is loaded is answered afterwards', async () => {
  let release = () => {};
  const held = new Promise<void>((go) => {
    release = go;
  });
  const { page, context, faults } = await demo.visit('/en/', {
    prepare: (page) =>
      page.route('**/faqlet_bg.wasm', async (route) => {
        await held;
        await route.continue();
      }),
  });
  await type(page, 'where is my order');
  await page.keyboard.press('Enter');
  await page.locator('#help-status', { hasText: /moment/ }).waitFor({ state: 'attached' });
  release();
  assert.ok((await answer(page, 'order-status')).length > 100);
  assert.deepEqual(faults, []);
  await context.close();
});

test('an answer that does not arrive can be asked for again', async () => {
  let blocked = true;
  const { page, context } = await demo.visit('/en/', {
    prepare: (page) =>
      page.route('**/*.answers.*.json', (route) => (blocked ? route.abort() : route.continue())),
  });
  await ready(page);
  await type(page, 'where is my order');
  assert.match(await answer(page, 'order-status'), /could not be loaded/);
  await assertContact(page);
  blocked = false;
  await page.locator('.answer button').click();
  await page.locator('.answer strong').first().waitFor();
  assert.ok((await answer(page, 'order-status')).length > 100);
  await context.close();
});

test('without scripts the contact options are in the page', async () => {
  const context = await demo.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of ['/en/', '/ar/products/wm-800/']) {
    await page.goto(new URL(path, demo.url).href);
    await assertContact(page);
  }
  await context.close();
});

test('markup in an answer or a question does nothing', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  // Through the page's own function, past the sanitiser: the page's policy is the second wall.
  await page.evaluate(async () => {
    const { showAnswerHtml } = await import('/assets/answer-html.js' as string);
    const target = document.createElement('div');
    document.body.append(target);
    showAnswerHtml(target, '<script>document.title = "run"</script><p id="landed">text</p>');
  });
  assert.equal(await page.locator('#landed').innerText(), 'text');
  await type(page, '<img src=x onerror="document.title=1"> where is my order');
  await page.locator('.result').waitFor();
  assert.equal(await page.locator('.help img').count(), 0);
  assert.match(await page.title(), /^Kettlewick/);
  assert.deepEqual(faults, []);
  await context.close();
});
