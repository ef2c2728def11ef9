import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { PATIENCE, part } from '../support/engines/shopper.js';
import { contentToEdit, preview } from '../support/preview.js';

let browser: Browser;
let folder: string;
let url: string;

before(async () => {
  browser = await startBrowser();
  folder = await contentToEdit();
  url = await preview(folder);
});

/** The editor's page, and what went wrong on it. */
interface Editor {
  readonly page: Page;
  readonly faults: string[];
}

async function open(profile: BrowserContextOptions = {}): Promise<Editor> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 1000 },
    reducedMotion: 'reduce',
    ...profile,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('response', (response) => {
    if (!response.ok()) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (asked) => {
    const { protocol, hostname } = new URL(asked.url());
    if (protocol !== 'data:' && hostname !== '127.0.0.1') faults.push(`elsewhere: ${asked.url()}`);
  });
  await page.goto(url);
  await page.locator('#list button').first().waitFor();
  return { page, faults };
}

const help = (page: Page): FrameLocator => page.frameLocator('iframe');
const status = (page: Page) => page.locator('#status');
const entry = (page: Page, id: string) =>
  page.locator('#list li').filter({ has: page.locator(`[data-id="${id}"]`) });

/** Chooses an entry in the list, and waits for its answer as shoppers see it. */
async function choose(page: Page, id: string): Promise<string> {
  await entry(page, id).locator('button').click();
  return answer(page, id);
}

async function answer(page: Page, id: string): Promise<string> {
  const body = help(page).locator(
    `${part('answer', `[data-entry="${id}"]`)} ${part('answer-body')}:not([aria-busy="true"])`,
  );
  await body.waitFor();
  return body.innerText();
}

test('a save is shown where the editor is, and an error leaves what was shown', async () => {
  const { page, faults } = await open();
  const file = join(folder, 'en/orders/order-status.md');
  const original = await readFile(file, 'utf8');
  assert.match(await choose(page, 'order-status'), /tracking link/);
  const scrolled = await page.locator('#list').evaluate((list) => list.scrollTop);
  const frame = page.frames().find((it) => it !== page.mainFrame());
  await frame?.evaluate(() => scrollTo(0, 150));
  await page.locator('#try input').fill('wheres my parcle');
  await page.locator('.verdict').waitFor();

  await writeFile(file, original.replace('tracking link', 'quagga link'));
  await help(page).getByText('quagga link').waitFor();
  assert.match(await answer(page, 'order-status'), /quagga link/);
  await page.waitForFunction(
    () => document.querySelector('iframe')?.contentWindow?.scrollY === 150,
  );
  assert.equal(await page.locator('#list').evaluate((list) => list.scrollTop), scrolled);
  assert.equal(await page.locator('#try input').inputValue(), 'wheres my parcle');

  await writeFile(file, original.replace('question:', 'question: [\nquestion:'));
  const finding = entry(page, 'order-status').locator('.finding.error');
  await finding.first().waitFor();
  assert.match(await finding.first().innerText(), /FAQ012[\s\S]*en\/orders\/order-status\.md/);
  assert.match(await status(page).innerText(), /The preview stays as it was/);
  assert.match(await answer(page, 'order-status'), /quagga link/);
  assert.match(await page.locator('#found').innerText(), /FAQ012/);
  // From the list of all findings to the entry.
  await page.locator('#filter [type=search]').fill('nothing is called so');
  await page.locator('#found button').first().click();
  await page.waitForFunction(
    () => (document.activeElement as HTMLElement).dataset.id === 'order-status',
  );

  await writeFile(file, original);
  await help(page).getByText('tracking link').waitFor();
  await finding.first().waitFor({ state: 'detached' });
  assert.match(await status(page).innerText(), /^0 errors.*up to date/);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('it says why a question has its outcome', async () => {
  const { page, faults } = await open();
  const box = page.locator('#try input');
  const explained = page.locator('#explained');
  await box.fill('wheres my parcle');
  await explained.getByText('This answer is shown').waitFor();
  assert.match(await explained.innerText(), /“?Where is my order\?”?/);
  assert.match(await explained.locator('table').first().innerText(), /parcle.*parcel.*one slip/);
  assert.ok((await explained.locator('ol > li').count()) > 1);
  await box.fill('quantum chromodynamics');
  await explained.getByText('The ways to reach the shop are shown').waitFor();
  await box.fill('dishwasher');
  await explained.locator('ol > li button').first().waitFor();
  await page.locator('[name=product]').selectOption('kt-200');
  await explained.getByText('This answer is shown').waitFor();
  await explained.locator('ol > li button').first().click();
  assert.match(await answer(page, await current(page)), /dishwasher/i);
  assert.deepEqual(faults, []);
  await page.context().close();
});

async function current(page: Page): Promise<string> {
  const chosen = page.locator('#list [aria-current=true]');
  await chosen.waitFor();
  return (await chosen.getAttribute('data-id')) ?? '';
}

test('languages, width, colours, direction, form and time are chosen', async () => {
  const { page, faults } = await open();
  await choose(page, 'order-status');
  const root = help(page).locator(':root');
  await page.locator('[name=lang]').selectOption('ar');
  await help(page).locator('faqlet-help[lang=ar][data-state=ready]').waitFor();
  assert.match(await answer(page, 'order-status'), /\p{Script=Arabic}/u);
  await page.locator('[name=width]').selectOption('320');
  assert.equal((await page.locator('iframe').boundingBox())?.width, 320);
  await page.locator('[name=scheme]').selectOption('dark');
  await help(page).locator(':root[data-scheme=dark]').waitFor();
  assert.equal(await root.evaluate((node) => getComputedStyle(node).colorScheme), 'dark');
  await page.locator('[name=dir]').selectOption('rtl');
  await help(page).locator(':root[dir=rtl]').waitFor();
  await page.locator('[name=mode]').selectOption('button');
  await help(page).locator(part('launcher')).waitFor();
  // What is chosen stays when the page is loaded anew.
  await page.reload();
  await help(page).locator('faqlet-help[lang=ar][mode=button]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('[name=scheme]').inputValue(), 'dark');
  await page.locator('[name=mode]').selectOption('inline');
  await page.locator('[name=lang]').selectOption('en');

  const channels = async (at: string): Promise<string> => {
    await page.locator('[name=at]').fill(at);
    await page.locator('[name=at]').dispatchEvent('change');
    const instant = new RegExp(`instant=${at.slice(0, 8)}`);
    await page.waitForFunction(
      (source) =>
        new RegExp(source).test(
          document.querySelector('iframe')?.contentWindow?.location.search ?? '',
        ),
      instant.source,
    );
    const contact = help(page).locator(part('contact'));
    await contact.waitFor();
    return contact.innerText();
  };
  assert.notEqual(await channels('2026-07-01T12:00'), await channels('2026-08-02T03:00'));
  assert.deepEqual(faults, []);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}; all can be reached by keyboard`, async () => {
    const { page } = await open({ colorScheme });
    await page.locator('#try input').fill('wheres my parcle');
    await page.locator('.verdict').waitFor();
    const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    await page.evaluate(await readFile(source, 'utf8'));
    // The element has tests of its own.
    const { violations } = await page.evaluate<AxeResults>(
      "axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'] })",
    );
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      [],
    );
    await page.locator('[name=lang]').focus();
    const seen = new Set<string>();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      seen.add(
        await page.evaluate(() => {
          const node = document.activeElement as HTMLInputElement;
          return node.name || (node.dataset.id ? 'entry' : node.localName);
        }),
      );
    }
    for (const name of ['product', 'at', 'text', 'found', 'entry']) assert.ok(seen.has(name), name);
    await page.context().close();
  });
}

test('a page of another name that leads here gets nothing', async () => {
  const { port } = new URL(url);
  const get = (host: string, site?: string): Promise<{ status?: number; body: string }> =>
    new Promise((done, fail) => {
      const headers = { Host: host, ...(site && { 'Sec-Fetch-Site': site }) };
      const asked = request(
        { host: '127.0.0.1', port, path: '/api/content', headers },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (text) => {
            body += text;
          });
          response.on('end', () => done({ status: response.statusCode as number, body }));
        },
      );
      asked.on('error', fail);
      asked.end();
    });
  assert.equal((await get(`127.0.0.1:${port}`)).status, 200);
  for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`]) {
    const { status, body } = await get(host);
    assert.equal(status, 403);
    assert.doesNotMatch(body, /order/);
  }
  assert.equal((await get(`127.0.0.1:${port}`, 'cross-site')).status, 403);
});
