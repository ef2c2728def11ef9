import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import type { LanguageManifest } from '../../src/manifest.js';
import {
  answer,
  ask,
  assertContact,
  at,
  ready,
  Shop,
  told,
  type,
  type Visit,
} from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import type { Draft } from '../support/folder-server.js';
import { FALLBACK, STRICT } from '../support/host.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

/** What a page of the shop lets through of what the element needs. */
interface Loss {
  readonly policy?: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly code: string;
}

function damaged(bytes: Buffer): Buffer {
  bytes[bytes.length >> 1] = ~(bytes[bytes.length >> 1] ?? 0);
  return bytes;
}

async function damage(route: Route): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, body: damaged(await response.body()) });
}

const LOSSES: Record<string, Loss> = {
  'wasm is refused by the page’s policy': {
    policy: STRICT.replace(" 'wasm-unsafe-eval'", ''),
    code: 'engine-unavailable',
  },
  'there is no WebAssembly, as in lockdown modes': {
    prepare: (page) => page.addInitScript('delete globalThis.WebAssembly'),
    code: 'engine-unavailable',
  },
  'the engine is blocked': {
    prepare: (page) => page.route('**/faqlet_bg.wasm', (route) => route.abort()),
    code: 'engine-unavailable',
  },
  'the engine is not there': {
    prepare: (page) =>
      page.route('**/faqlet_bg.wasm', (route) => route.fulfill({ status: 404, body: '' })),
    code: 'engine-unavailable',
  },
  'the engine is damaged': {
    prepare: (page) =>
      page.route('**/faqlet_bg.wasm', (route) =>
        route.fulfill({ contentType: 'application/wasm', body: 'not a module' }),
      ),
    code: 'engine-unavailable',
  },
  'the index is unreachable': {
    prepare: (page) => page.route('**/*.index.*.bin', (route) => route.abort()),
    code: 'index-unreachable',
  },
  'the index is damaged on its way': {
    prepare: (page) => page.route('**/*.index.*.bin', damage),
    code: 'index-unreachable',
  },
  'the index was damaged where it lies': {
    prepare: async (page) => {
      await page.route('**/*.index.*.bin', damage);
      // As a build that hashed the damaged file would have it.
      await page.route('**/manifest.json', async (route) => {
        const response = await route.fetch();
        const manifest = await response.json();
        for (const { index } of Object.values(manifest.languages) as Draft<LanguageManifest>[]) {
          const url = new URL(index.file, route.request().url()).href;
          const bytes = damaged(await (await page.request.get(url)).body());
          index.integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
        }
        await route.fulfill({ response, json: manifest });
      });
    },
    code: 'index-corrupt',
  },
  'the manifest is not one': {
    prepare: (page) =>
      page.route('**/manifest.json', (route) => route.fulfill({ body: '<!doctype html>' })),
    code: 'manifest-invalid',
  },
  'the network is off once the page is there': {
    prepare: (page) => page.route('**/faq/**', (route) => route.abort('internetdisconnected')),
    code: 'manifest-unreachable',
  },
};

/** The fallback is seen, and one line of the console says why. */
async function assertFallback({ page, warnings, faults }: Visit): Promise<void> {
  await page.locator('faqlet-help[data-state="fallback"]').waitFor();
  const link = page.locator('faqlet-help > ul a');
  assert.equal(await link.innerText(), FALLBACK);
  assert.ok(await link.isVisible());
  assert.equal(await at(page, 'question').isVisible(), false);
  const own = warnings.filter((text) => /faqlet/.test(text));
  assert.equal(own.length, 1, warnings.join('\n'));
  assert.ok(!own[0]?.includes('\n'), own[0]);
  assert.deepEqual(
    faults.filter((text) => text.startsWith('uncaught')),
    [],
  );
}

for (const [loss, { policy, prepare, code }] of Object.entries(LOSSES)) {
  test(`${loss}: what the shop wrote is shown, and the console says why`, async () => {
    const visit = await shop.visit(policy ? { policy } : {}, prepare ? { prepare } : {});
    await assertFallback(visit);
    const [error] = await told(visit.page, 'faqlet:error');
    assert.equal(error?.code, code);
    assert.ok(String(error?.message).length > 10);
    await visit.context.close();
  });
}

describe('in each mode the fallback is where the element would be', () => {
  for (const mode of ['inline', 'button', 'page']) {
    test(mode, async () => {
      const visit = await shop.visit({ attributes: { mode, src: '/nothing/' } });
      if (mode === 'button') await at(visit.page, 'launcher').click();
      await assertFallback(visit);
      await visit.context.close();
    });
  }
});

test('what was unreachable works once it is there again', async () => {
  let blocked = true;
  const { page, context } = await shop.visit(
    {},
    {
      prepare: (page) =>
        page.route('**/faqlet_bg.wasm', (route) => (blocked ? route.abort() : route.continue())),
    },
  );
  await page.locator('faqlet-help[data-state="fallback"]').waitFor();
  blocked = false;
  await context.setOffline(true);
  await context.setOffline(false);
  await ready(page);
  await ask(page, 'where is my order');
  assert.ok((await answer(page, 'order-status')).length > 100);
  await context.close();
});

/** Keeps requests back until it is told to let them go. */
function hold(pattern: string) {
  let release = () => {};
  const held = new Promise<void>((go) => {
    release = go;
  });
  const prepare = (page: Page) =>
    page.route(pattern, async (route) => {
      await held;
      await route.continue();
    });
  return { prepare, release: () => release() };
}

test('on a slow line no letter is lost, and a question that was sent is answered', async () => {
  const { prepare, release } = hold('**/{faqlet_bg.wasm,faq/**}');
  const { page, context, faults } = await shop.visit({}, { prepare });
  await at(page, 'question').waitFor();
  await type(page, 'where is my order');
  await page.keyboard.press('Enter');
  await page.locator(part('status'), { hasText: /\S/ }).first().waitFor({ state: 'attached' });
  release();
  assert.ok((await answer(page, 'order-status')).length > 100);
  assert.equal(await at(page, 'question').inputValue(), 'where is my order');
  assert.deepEqual(faults, []);
  await context.close();
});

test('letters typed before the engine arrived get their suggestions when it does', async () => {
  const { prepare, release } = hold('**/faqlet_bg.wasm');
  const { page, context, faults } = await shop.visit({}, { prepare });
  await at(page, 'question').waitFor();
  await type(page, 'where is my');
  assert.equal(await page.locator(part('suggestion')).count(), 0);
  release();
  await at(page, 'suggestion').waitFor();
  await page.keyboard.type(' order');
  assert.equal(await at(page, 'question').inputValue(), 'where is my order');
  assert.deepEqual(faults, []);
  await context.close();
});

test('an answer that does not arrive can be asked for again', async () => {
  let blocked = true;
  const { page, context } = await shop.visit(
    {},
    {
      prepare: (page) =>
        page.route('**/*.answers.*.json', (route) => (blocked ? route.abort() : route.continue())),
    },
  );
  await ready(page);
  await ask(page, 'where is my order');
  const button = at(page, 'answer-body', ' button');
  await button.waitFor();
  await assertContact(page);
  blocked = false;
  await button.click();
  await at(page, 'answer-body', ' strong').waitFor();
  assert.ok((await answer(page, 'order-status')).length > 100);
  await context.close();
});

test('without scripts what the shop wrote is in the page', async () => {
  const profile = { javaScriptEnabled: false };
  const { page, context } = await shop.visit({}, { profile });
  assert.ok(await page.getByText(FALLBACK).isVisible());
  await context.close();
});

test('in a browser without custom elements the page is as without scripts', async () => {
  const { page, context, faults } = await shop.visit(
    {},
    { prepare: (page) => page.addInitScript('delete globalThis.customElements') },
  );
  assert.ok(await page.getByText(FALLBACK).isVisible());
  assert.deepEqual(faults, []);
  await context.close();
});

test('nothing is fetched until the element is near the viewport or has the focus', async () => {
  for (const near of ['scroll', 'focus', 'open']) {
    const { page, context, faults } = await shop.visit({
      attributes: near === 'open' ? { mode: 'button' } : {},
      before: '<p class="far">Far above</p>',
      style: '.far { height: 4000px }',
    });
    const fetched: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/^\/faq/.test(pathname)) fetched.push(pathname);
    });
    await page.waitForTimeout(300);
    assert.equal(await page.locator('faqlet-help').getAttribute('data-state'), 'idle');
    assert.equal(fetched.length, 0, fetched.join('\n'));
    if (near === 'scroll') await page.locator('faqlet-help').scrollIntoViewIfNeeded();
    else if (near === 'focus') await page.keyboard.press('Tab');
    else await at(page, 'launcher').click();
    await ready(page);
    assert.ok(fetched.some((path) => path.endsWith('.wasm')));
    assert.ok(fetched.some((path) => path.endsWith('.bin')));
    // An index in a language that nobody reads here is not fetched.
    assert.ok(fetched.every((path) => !/(ru|hu|ar)\.index/.test(path)));
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('markup in a question or a message does nothing', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  const images = await page.locator('faqlet-help img').count();
  await ask(page, '<img src=x onerror="document.title=1"> where is my order');
  await page.locator('[part~="answer"], [part~="choice"], [part~="reason"]').waitFor();
  assert.equal(await page.locator('faqlet-help img').count(), images);
  assert.equal(await page.title(), 'A shop');
  assert.deepEqual(faults, []);
  await context.close();
});
