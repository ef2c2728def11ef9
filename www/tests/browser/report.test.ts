import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import { atEnd } from '../support/at-end.js';
import { answer, ask, at, ready, result, Shop, told } from '../support/browser.js';
import { faqlet } from '../support/faqlet.js';
import { CONTENT, ROOT } from '../support/paths.js';
import { QUESTIONS } from '../support/questions.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

/** The lines of JavaScript in docs/report.md: what is tested is what shops copy. */
async function recipe(): Promise<string> {
  const document = await readFile(join(ROOT, 'docs/report.md'), 'utf8');
  const code = document.split('```js\n')[1]?.split('```')[0] ?? '';
  assert.ok(code.includes('sendBeacon'));
  return code;
}

interface Line {
  readonly type: string;
  readonly at: string;
  readonly visit: string;
  readonly detail: Record<string, unknown>;
}

test('the documented lines collect events that the report reads', async () => {
  shop.host.file('/collect.js', 'text/javascript', await recipe());
  const { page, context, faults } = await shop.visit({
    after: '<script type="module" src="/collect.js"></script>',
    attributes: { product: 'kt-200' },
  });
  await ready(page);
  await ask(page, 'where is my order');
  await answer(page, 'order-status');
  await at(page, 'feedback-no').click();
  await at(page, 'feedback-text').fill('write to anna@example.com');
  await at(page, 'feedback-send').click();
  await told(page, 'faqlet:feedback', 2);
  await ask(page, QUESTIONS.en.unanswerable);
  await result(page, 'contact');
  assert.deepEqual(shop.host.beacons, [], 'nothing is sent while the page is open');

  await page.goto(shop.host.file('/bye/', 'text/html', '<!doctype html><title>Bye</title>'));
  const end = Date.now() + 30_000;
  while (!shop.host.beacons.length && Date.now() < end) await page.waitForTimeout(20);
  const body = shop.host.beacons.join('');
  const lines = body.trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as Line);
  const types = events.map(({ type }) => type);
  assert.deepEqual(types, ['ask', 'answer', 'feedback', 'feedback', 'ask']);
  assert.equal(new Set(events.map(({ visit }) => visit)).size, 1);
  assert.deepEqual(faults, []);
  await context.close();

  // No event has more than the schema says, nor less.
  const schema = JSON.parse(await readFile(join(ROOT, 'docs/events.schema.json'), 'utf8'));
  for (const { type, detail } of events) {
    const { properties, required } = schema.$defs[type];
    for (const member of Object.keys(detail)) assert.ok(member in properties, `${type} ${member}`);
    for (const member of required) assert.ok(member in detail, `${type} ${member}`);
  }

  const folder = await mkdtemp(join(tmpdir(), 'faqlet-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'events.ndjson');
  await writeFile(file, body);
  const printed = await faqlet('report', file, '--content', CONTENT, '--format', 'json');
  const report = JSON.parse(printed);
  assert.equal(report.unreadLines, 0);
  assert.equal(report.visits, 1);
  const { questions, answered, handedOver } = report.outcomes;
  assert.deepEqual(
    { questions, answered, handedOver },
    { questions: 2, answered: 1, handedOver: 1 },
  );
  assert.equal(report.byProduct[0].name, 'kt-200');
  assert.equal(report.clusters[0].wordings[0].text, QUESTIONS.en.unanswerable);
  assert.equal(report.unhelpful[0].id, 'order-status');
  assert.equal(report.unhelpful[0].unhelpful, 1);
  assert.equal(report.unhelpful[0].comments[0].text, 'write to [e-mail]');
});

test('the report is a page that asks for nothing and fits its window, light and dark', async () => {
  const lines = ['shipping to the moon', 'الشحن إلى القمر', `${'long'.repeat(60)}`].map(
    (question, number) => ({
      type: 'ask',
      at: `2026-11-${10 + number * 7}T10:00:00Z`,
      visit: String(number),
      detail: { question, kind: 'contact', reason: 'unsure', language: number === 1 ? 'ar' : 'en' },
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'faqlet-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'events.ndjson');
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const html = await faqlet('report', file, '--content', CONTENT, '--format', 'html');
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const url = shop.host.file(
    '/report/',
    'text/html',
    html,
    "default-src 'self'; style-src 'unsafe-inline'",
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      const { page, context, faults } = await shop.visit(url, { width, profile: { colorScheme } });
      const colours = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return [color, backgroundColor];
      });
      assert.equal(colours[1] === 'rgb(255, 255, 255)', colorScheme === 'light', `${colours}`);
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok((wide as number) <= 0, `${width}: ${wide} too wide`);
      const rtl = await page
        .locator('h3 bdi:lang(ar)')
        .evaluate((node) => getComputedStyle(node).direction);
      assert.equal(rtl, 'rtl');
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
        [],
      );
      // A policy that refused the style, or a request, would be a fault.
      assert.deepEqual(
        faults.filter((fault) => !fault.includes('favicon')),
        [],
      );
      await context.close();
    }
  }
});
