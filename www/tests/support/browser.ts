import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { serve } from '../../demo/serve.mjs';
import { atEnd } from './at-end.js';
import { buildFaq } from './faqlet.js';
import { DIST } from './paths.js';

/** For machines without a screen, and for quiet ones. */
export const CHROMIUM_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long the page may take for anything, in milliseconds: long, for busy machines. */
const PATIENCE = 30_000;

/** The path of a program that the tests need, from the environment. */
export function required(name: 'CHROME' | 'FIREFOX' | 'WEBKIT_DRIVER'): string {
  const path = process.env[name];
  assert.ok(path, `${name} is not set; \`cargo xtask test browser-tests\` finds the browsers`);
  return path;
}

/** A browser that ends with the tests of the file. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = required('CHROME');
  await access(join(DIST, 'engine/faqlet_bg.wasm')).catch(() => {
    assert.fail('The package is not built: run `cargo xtask build` first.');
  });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  atEnd(() => browser.close());
  return browser;
}

/** What a page did that a shop would not want. */
export interface Watch {
  /** Console errors, uncaught errors, failed requests and requests to elsewhere, as text. */
  readonly faults: string[];
  /** Console warnings. */
  readonly warnings: string[];
}

/** A page of the demo shop in a real browser. */
export interface Visit extends Watch {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** The demo shop, served, and a browser to visit it with; both end with the tests of the file. */
export class Demo {
  private constructor(
    readonly browser: Browser,
    readonly url: string,
    /** What the shop's contact form got, by key. */
    readonly messages: ReadonlyMap<string, unknown>,
  ) {}

  static async start(): Promise<Demo> {
    const browser = await startBrowser();
    const shop = await serve({ port: 0, faq: await buildFaq() });
    atEnd(() => shop.close());
    return new Demo(browser, shop.url, shop.messages);
  }

  /**
   * Opens a page with a profile of its own.
   *
   * @param path within the shop
   * @param zone the visitor's time zone; by default, the shop's
   * @param prepare what to do before the page loads
   */
  async visit(
    path: string,
    {
      width = 1280,
      zone = 'Europe/Budapest',
      prepare,
    }: { width?: number; zone?: string; prepare?: (page: Page) => Promise<unknown> | unknown } = {},
  ): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width, height: 900 },
      timezoneId: zone,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const watch: Watch = { faults: [], warnings: [] };
    page.on('console', (message) => {
      if (message.type() === 'error') watch.faults.push(`console: ${message.text()}`);
      if (message.type() === 'warning') watch.warnings.push(message.text());
    });
    page.on('pageerror', (error) => watch.faults.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => watch.faults.push(`failed: ${request.url()}`));
    page.on('response', (response) => {
      if (!response.ok()) watch.faults.push(`${response.status()}: ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.url)) watch.faults.push(`elsewhere: ${request.url()}`);
    });
    await prepare?.(page);
    await page.goto(new URL(path, this.url).href);
    return { page, context, ...watch };
  }
}

/** Waits until the search works: the contact options then say who is there now. */
export async function ready(page: Page): Promise<void> {
  await page.locator('#contact-first p').first().waitFor();
}

/** Types as a person does, one key after the other. */
export async function type(page: Page, question: string): Promise<void> {
  await page.locator('#help-question').fill('');
  await page.locator('#help-question').pressSequentially(question);
}

/** What the result region shows, once it shows a result of a kind. */
export async function result(page: Page, kind: string): Promise<string> {
  const region = page.locator(`.result[data-kind="${kind}"]`);
  await region.waitFor();
  return region.innerText();
}

/** The answer that is shown, once that of an entry is there. */
export async function answer(page: Page, id: string): Promise<string> {
  const text = page.locator(`.result[data-entry="${id}"] .answer:not([aria-busy])`);
  await text.waitFor();
  return text.innerText();
}

/** Asserts that the contact options are there to be used. */
export async function assertContact(page: Page): Promise<void> {
  const links = page.locator('#contact-first a');
  assert.equal(await links.count(), 3);
  for (const link of await links.all()) {
    assert.ok(await link.isVisible());
    assert.match((await link.getAttribute('href')) ?? '', /^(https|mailto|tel):/);
    assert.ok((await link.innerText()).length > 1);
  }
  await page.locator('#contact > details > summary').click();
  const others = page.locator('#contact-more a');
  assert.ok((await others.count()) > 0);
  for (const link of await others.all()) assert.ok(await link.isVisible());
}
