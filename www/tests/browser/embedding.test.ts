import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { Liquid } from 'liquidjs';
import sirv from 'sirv';
import { atEnd } from '../support/at-end.js';
import { answer, ask, ready, Shop, type Visit, visit } from '../support/browser.js';
import { PATIENCE } from '../support/engines/shopper.js';
import { block } from '../support/guide.js';
import { element, FALLBACK, STRICT } from '../support/host.js';
import { DEMO_INDEX, DIST } from '../support/paths.js';
import { QUESTIONS } from '../support/questions.js';

/** A policy that lets pages start workers by address. */
const WORKERS = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const JS = 'text/javascript';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

async function assertAnswers({ page, faults }: Visit): Promise<void> {
  await ready(page);
  await ask(page, QUESTIONS.en.typo);
  assert.ok((await answer(page, 'order-status')).length > 40);
  assert.deepEqual(faults, []);
}

describe('workers', () => {
  const load = `
    import { Faqlet } from '/faqlet/browser/index.js';
    const answers = async (question) => {
      const faq = await Faqlet.load({ base: '../faq/', language: 'en' });
      const outcome = faq.ask(question);
      return { id: outcome.entry?.id, answer: await faq.answer(outcome.entry) };
    };`;

  test('a Web Worker answers, with a base relative to its script', async () => {
    shop.host.file(
      '/scripts/worker.js',
      JS,
      `${load}
      onmessage = async ({ data }) => postMessage(await answers(data));`,
      WORKERS,
    );
    const { page, faults } = await shop.visit({ policy: WORKERS });
    const found = await page.evaluate(
      (question) =>
        new Promise<{ id: string; answer: string }>((done, failed) => {
          const worker = new Worker('/scripts/worker.js', { type: 'module' });
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = ({ message }) => failed(new Error(message));
          worker.postMessage(question);
        }),
      QUESTIONS.en.typo,
    );
    assert.equal(found.id, 'order-status');
    assert.match(found.answer, /<p>/);
    assert.deepEqual(faults, []);
  });

  test('a service worker answers', async () => {
    shop.host.file(
      '/scripts/service.js',
      JS,
      `${load}
      addEventListener('activate', (event) => event.waitUntil(clients.claim()));
      addEventListener('fetch', (event) => {
        const { pathname, searchParams } = new URL(event.request.url);
        if (pathname !== '/scripts/ask') return;
        event.respondWith(answers(searchParams.get('q')).then((found) => Response.json(found)));
      });`,
      WORKERS,
    );
    const start = shop.host.file(
      '/scripts/',
      'text/html',
      '<title>A shop</title><link rel="icon" href="/icon.svg">',
      WORKERS,
    );
    const { page, faults } = await shop.visit(start);
    const found = await page.evaluate(async (question) => {
      const { serviceWorker } = navigator;
      const claimed = new Promise((done) =>
        serviceWorker.addEventListener('controllerchange', done),
      );
      await serviceWorker.register('/scripts/service.js', { type: 'module' });
      await claimed;
      return (await fetch(`/scripts/ask?q=${encodeURIComponent(question)}`)).json();
    }, QUESTIONS.en.typo);
    assert.equal(found.id, 'order-status');
    assert.match(found.answer, /<p>/);
    assert.deepEqual(faults, []);
  });
});

test('the service worker of the guide keeps the help for when there is no network', async () => {
  const html = `<!doctype html><html lang="en"><head><title>A shop</title>
    <link rel="icon" href="data:,">
    <script type="module" src="/faqlet/browser/define.js"></script>
    </head><body>${element()}</body></html>`;
  const url = shop.host.file('/offline/', 'text/html', html, `${WORKERS}; img-src data:`);
  const recipe = (await block('js', '// sw.js'))
    .replace("const CODE = '/faqlet/'", "const CODE = '/faqlet/browser/'")
    .replace("const PAGES = ['/']", "const PAGES = ['/offline/']");
  shop.host.file('/sw.js', JS, recipe, WORKERS);
  const manifest = JSON.parse(await readFile(join(DEMO_INDEX, 'manifest.json'), 'utf8'));
  const { index, answers } = manifest.languages.en;
  const code = JSON.parse(await readFile(join(DIST, 'browser/integrity.json'), 'utf8'));
  const expected = [
    '/faq/manifest.json',
    '/offline/',
    ...[index, ...answers].map(({ file }) => `/faq/${file}`),
    ...Object.keys(code).map((file) => `/faqlet/browser/${file}`),
  ].sort();

  const { page, context, faults } = await shop.visit(url);
  const kept = () =>
    page.evaluate(async () => {
      const requests = await (await caches.open('faqlet')).keys();
      return requests.map(({ url }) => new URL(url).pathname).sort();
    });
  await page.evaluate(async () => {
    const { serviceWorker } = navigator;
    const claimed = new Promise((done) => serviceWorker.addEventListener('controllerchange', done));
    await serviceWorker.register('/sw.js');
    await claimed;
  });
  assert.deepEqual(await kept(), expected);

  // As if what is kept were of an earlier build.
  await page.evaluate(async (file) => {
    const cache = await caches.open('faqlet');
    await cache.delete(file);
    await cache.put('/faq/en.index.0123456789abcdef.bin', new Response('old'));
    await cache.put('/faq/manifest.json', new Response('{}'));
  }, `/faq/${index.file}`);
  await page.reload();
  await ready(page);
  const end = Date.now() + PATIENCE;
  while (String(await kept()) !== String(expected) && Date.now() < end) {
    await page.waitForTimeout(20);
  }
  assert.deepEqual(await kept(), expected);
  assert.deepEqual([...faults], []);

  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await ask(page, QUESTIONS.en.typo);
  assert.ok((await answer(page, 'order-status')).length > 40);
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  );
  // The worker has no network either, or this would show nothing.
  await assert.rejects(page.evaluate(() => fetch('/faq/sitemap.xml').then(({ status }) => status)));
});

describe('integrity', () => {
  let hashes: Record<string, string>;

  before(async () => {
    hashes = JSON.parse(await readFile(join(DIST, 'browser/integrity.json'), 'utf8'));
  });

  test('it lists every file of the folder', async () => {
    for (const [file, integrity] of Object.entries(hashes)) {
      const bytes = await readFile(join(DIST, 'browser', file));
      const hash = createHash('sha384').update(bytes).digest('base64');
      assert.equal(integrity, `sha384-${hash}`, file);
    }
    assert.ok(Object.keys(hashes).includes('engine/faqlet_bg.wasm'));
  });

  /** A page with the hashes in its import map. */
  function withMap(map: Record<string, string>): string {
    const at = (file: string) => `/faqlet/browser/${file}`;
    const integrity = Object.entries(map).map(([file, hash]) => [at(file), hash]);
    const json = JSON.stringify({ integrity: Object.fromEntries(integrity) });
    const hash = createHash('sha256').update(json).digest('base64');
    const policy = STRICT.replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' 'sha256-${hash}'`);
    const html = `<!doctype html><html lang="en"><head><title>A shop</title>
      <link rel="icon" href="/icon.svg">
      <script type="importmap">${json}</script>
      <script type="module" crossorigin integrity="${map['define.js']}" src="${at('define.js')}"></script>
      </head><body>${element()}</body></html>`;
    const place = createHash('sha256').update(html).digest('hex');
    return shop.host.file(`/${place}/`, 'text/html', html, policy);
  }

  test('with the hashes in an import map, the help works', async () => {
    await assertAnswers(await shop.visit(withMap(hashes)));
  });

  test('a module that is not what the page says is not run', async () => {
    const [chunk] = Object.keys(hashes).filter((file) => file.startsWith('chunk-'));
    const other = { ...hashes, [chunk as string]: hashes['index.js'] as string };
    const { page, faults } = await shop.visit(withMap(other));
    await page.waitForFunction(() => document.readyState === 'complete');
    assert.ok(await page.getByText(FALLBACK).isVisible());
    assert.ok(await page.evaluate(() => customElements.get('faqlet-help') === undefined));
    assert.ok(
      faults.some((fault) => /integrity/i.test(fault)),
      String(faults),
    );
  });

  test('an engine that is not the one of the package is not started', async () => {
    const engine = await readFile(join(DIST, 'browser/engine/faqlet_bg.wasm'));
    // An empty section of its own more: as good a module as the right one.
    const body = Buffer.concat([engine, Buffer.from([0, 1, 0])]);
    await WebAssembly.compile(body);
    const { page, warnings } = await shop.visit(
      {},
      {
        prepare: (page) =>
          page.route('**/faqlet_bg.wasm', (route) =>
            route.fulfill({ body, contentType: 'application/wasm' }),
          ),
      },
    );
    await page.locator('faqlet-help[data-state="fallback"]').waitFor();
    assert.ok(await page.getByText(FALLBACK).isVisible());
    assert.match(warnings.join(), /engine could not be started/);
  });
});

test("the guide's Shopify section shows the help from another host, in the page's language", async () => {
  const files = [
    ['/faqlet/', sirv(join(DIST, 'browser'))],
    ['/faq/', sirv(DEMO_INDEX)],
  ] as const;
  const host = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const [prefix, handler] = files.find(([prefix]) => request.url?.startsWith(prefix)) ?? [];
    request.url = request.url?.slice((prefix?.length ?? 1) - 1);
    const missing = () => {
      response.writeHead(404).end();
    };
    if (handler) handler(request, response, missing);
    else missing();
  });
  await new Promise<void>((listening) => host.listen(0, '127.0.0.1', listening));
  atEnd(() => {
    host.close();
    host.closeAllConnections();
  });
  const elsewhere = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;

  const [section = '', schema = ''] = (await block('liquid', 'faqlet-help')).split(
    /{% schema %}|{% endschema %}/,
  );
  const { settings } = JSON.parse(schema) as { settings: { id: string; default?: string }[] };
  const defaults = settings.map(({ id, default: value }) => [id, value]);
  const body = await new Liquid().parseAndRender(section, {
    section: { settings: { ...Object.fromEntries(defaults), host: elsewhere } },
    request: { locale: { iso_code: 'hu' } },
    product: { handle: 'kt-200' },
    routes: { root_url: '/hu' },
  });
  assert.ok(
    body.includes('product="kt-200"') && body.includes('"/hu/pages/contact">Contact us'),
    body,
  );
  const policy = `default-src 'self'; script-src 'wasm-unsafe-eval' ${elsewhere}; connect-src ${elsewhere}; style-src ${elsewhere} 'unsafe-inline'`;
  const page = `<!doctype html><html lang="en"><head><title>A shop</title>
    <link rel="icon" href="/icon.svg"></head><body>${body}</body></html>`;
  const url = shop.host.file('/shopify/', 'text/html', page, policy);
  const shopper = await visit(shop.browser, url);
  await ready(shopper.page);
  await ask(shopper.page, QUESTIONS.hu.product);
  await shopper.page.locator('faqlet-help [data-kind="answer"]').waitFor();
  const faults = shopper.faults.filter((fault) => !fault.startsWith(`elsewhere: ${elsewhere}/`));
  assert.deepEqual(faults, []);
});
