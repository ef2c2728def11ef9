import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ready, Shop, type Visit } from '../support/browser.js';
import { STRICT } from '../support/host.js';
import { ROOT } from '../support/paths.js';
import { buildShop } from '../support/shop.js';

let shop: Shop;
let vectors: readonly string[];

/** As a string of YAML. */
const quoted = (text: string) => JSON.stringify(text);
/** No question, name or id of an editor's has control characters in it. */
const plain = (text: string) => text.replace(/\p{Cc}/gu, ' ');

before(async () => {
  const text = await readFile(`${ROOT}tests/hostile/markup.json`, 'utf8');
  vectors = Object.values(JSON.parse(text) as Record<string, string[]>).flat();
  const texts = vectors.map(plain);
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => texts[(from + at * 7) % texts.length] ?? '');
  const channels = some(0, 12).map(
    (name, at) =>
      `    c${at}: { type: form, name: ${quoted(name)}, detail: ${quoted(name)}, url: "https://shop.example/?c=${at}" }\n`,
  );
  const notices = some(5, 12).map(
    (notice, at) =>
      `  n${at}: { text: ${quoted(notice)}, url: "https://shop.example/", ends: 2099-01-01 }\n`,
  );
  const topics = some(3, 6).map((name, at) => `  t${at}: ${quoted(name)}\n`);
  const entries = vectors.map((vector, at) => [
    `en/v${at}.md`,
    `---\nquestion: ${quoted(`Vector ${at}: ${plain(vector)}`)}\ntags: [t${at % 6}]\n---\nEntry ${at}.\n\n${vector}\n`,
  ]);
  const faq = await buildShop({
    'shop.yaml': `languages: [en]
name: ${quoted(texts[1] ?? '')}
timeZone: Europe/Budapest
topics:
${topics.join('')}notices:
${notices.join('')}contact:
  channels:
${channels.join('')}`,
    ...Object.fromEntries(entries),
  });
  shop = await Shop.start(faq);
});

/** Keeps what a page did that its content must not make it do. */
async function watch(page: Page): Promise<void> {
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    dialog.dismiss().catch(() => {});
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      seen.push(`${violatedDirective} ${blockedURI}`);
    });
  });
}

let dialogs: string[] = [];

/** No script ran or tried to, nobody else was asked, nothing was opened. */
async function assertInert({ page, faults }: Visit, origin: string): Promise<void> {
  assert.deepEqual(dialogs, []);
  assert.deepEqual(await page.evaluate('violations'), []);
  // An image that is not there is the worst that is left: the content may show images.
  const others = faults.filter(
    (fault) => !/^404: /.test(fault) && !/^console: Failed to load resource.*404/.test(fault),
  );
  assert.deepEqual(others, []);
  assert.equal(new URL(page.url()).origin, origin);
  assert.equal(page.context().pages().length, 1);
}

for (const policy of [STRICT, '']) {
  test(`markup in answers and names ends as text, ${policy ? 'under a strict policy' : 'without a policy'}`, async () => {
    dialogs = [];
    const visit = await shop.visit({ policy }, { prepare: watch });
    const { page, context } = visit;
    const { origin } = new URL(page.url());
    await ready(page);
    for (const at of vectors.keys()) {
      await page.evaluate((id) => {
        location.hash = `#faq=${id}`;
      }, `v${at}`);
      const text = await answer(page, `v${at}`);
      assert.match(text, new RegExp(`Entry ${at}\\.`), vectors[at]);
    }
    await assertInert(visit, origin);
    const stray = await page.locator('faqlet-help').evaluate((help) => {
      const known = new Set(['href', 'src', 'alt', 'rel', 'start', 'dir']);
      const body = help.shadowRoot?.querySelector('[part~="answer-body"]');
      return [...(body?.querySelectorAll('*') ?? [])]
        .flatMap((node) => [...node.attributes].map(({ name }) => name))
        .filter((name) => name.startsWith('on') && !known.has(name));
    });
    assert.deepEqual(stray, []);
    await context.close();
  });
}

test('markup ends as text on the pages without JavaScript', async () => {
  const home = new URL('/faq/en/index.html', shop.host.url);
  dialogs = [];
  const first = await shop.visit(home.href, { prepare: watch });
  const links = await first.page
    .locator('a[href]')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  await assertInert(first, home.origin);
  const inside = new Set(
    links
      .map((link) => link.split('#')[0] ?? '')
      .filter((link) => link.startsWith(`${home.origin}/faq/en/`)),
  );
  inside.delete(home.href);
  assert.ok(inside.size >= 6, `${[...inside]}`);
  for (const link of inside) {
    await first.page.goto(link);
    assert.match(await first.page.locator('main').innerText(), /Entry \d+\./);
    await assertInert(first, home.origin);
  }
  await first.context.close();
});
