import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { serve } from '../../demo/serve.mjs';
import { atEnd } from './at-end.js';
import { part } from './engines/shopper.js';
import { Host, type HostPage } from './host.js';
import { DEMO_INDEX, DIST } from './paths.js';

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
const PATIENCE = Number(process.env.P ?? 30_000);

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

/** A page in a real browser, with a profile of its own. */
export interface Visit extends Watch {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** How a page is visited. */
export interface VisitOptions {
  /** Of the viewport, in CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** The visitor's time zone; by default, the shop's. */
  readonly zone?: string;
  /** A fixed time, ISO 8601. */
  readonly now?: string;
  /** What to do before the page loads. */
  readonly prepare?: (page: Page) => Promise<unknown> | unknown;
  /** Anything else that a profile has. */
  readonly profile?: BrowserContextOptions;
}

/** Opens a page with a profile of its own. */
async function visit(browser: Browser, url: string, options: VisitOptions): Promise<Visit> {
  const { width = 1280, height = 900, zone = 'Europe/Budapest', now, prepare, profile } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: zone,
    // What is measured must not be on its way.
    reducedMotion: 'reduce',
    ...profile,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const watch: Watch = { faults: [], warnings: [] };
  const { origin } = new URL(url);
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
    if (!request.url().startsWith(origin)) watch.faults.push(`elsewhere: ${request.url()}`);
  });
  if (now) await page.clock.setFixedTime(new Date(now));
  await prepare?.(page);
  await page.goto(url);
  return { page, context, ...watch };
}

/** The demo shop, served, and a browser to visit it with; both end with the tests of the file. */
export class Demo {
  private constructor(
    readonly browser: Browser,
    readonly url: string,
  ) {}

  static async start(): Promise<Demo> {
    const browser = await startBrowser();
    const shop = await serve({ port: 0, faq: DEMO_INDEX });
    atEnd(() => shop.close());
    return new Demo(browser, shop.url);
  }

  /** @param path within the shop */
  visit(path: string, options: VisitOptions = {}): Promise<Visit> {
    return visit(this.browser, new URL(path, this.url).href, options);
  }
}

/** Pages with the element, and a browser to visit them with; both end with the tests of the file. */
export class Shop {
  private constructor(
    readonly browser: Browser,
    readonly host: Host,
  ) {}

  static async start(): Promise<Shop> {
    return new Shop(await startBrowser(), await Host.start());
  }

  /** Opens a page of this shop by its URL, or makes one. */
  visit(page: HostPage | string = {}, options: VisitOptions = {}): Promise<Visit> {
    const url = typeof page === 'string' ? page : this.host.page(page);
    return visit(this.browser, url, options);
  }
}

/** The first element of a part of the contract, in whichever shadow root it is. */
export function at(page: Page, name: string, rest = ''): Locator {
  return page.locator(part(name, rest)).first();
}

/** Waits until the element works. */
export async function ready(page: Page, index = 0): Promise<void> {
  await page.locator('faqlet-help').nth(index).waitFor({ state: 'attached' });
  await page.waitForFunction(
    (index) =>
      document.querySelectorAll('faqlet-help')[index]?.getAttribute('data-state') === 'ready',
    index,
  );
}

/** Types as a person does, one key after the other. */
export async function type(page: Page, question: string): Promise<void> {
  await at(page, 'question').fill('');
  await at(page, 'question').pressSequentially(question);
}

/** Asks a whole question. */
export async function ask(page: Page, question: string): Promise<void> {
  await at(page, 'question').fill(question);
  await at(page, 'question').press('Enter');
}

/** The part that shows what a question led to, by the kind of its outcome. */
const RESULTS = { answer: 'answer', choose: 'choice', contact: 'reason' } as const;

/** What the shopper reads, once what their question led to is there. */
export async function result(page: Page, kind: keyof typeof RESULTS): Promise<string> {
  const region = at(page, RESULTS[kind]);
  await region.waitFor();
  return region.innerText();
}

/** The answer that is shown, once that of an entry is there. */
export async function answer(page: Page, id: string): Promise<string> {
  const body = page.locator(
    `${part('answer', `[data-entry="${id}"]`)} ${part('answer-body')}:not([aria-busy="true"])`,
  );
  await body.waitFor();
  return body.innerText();
}

/** The part that has the focus, or the name of the element that has; empty: nothing. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.getAttribute('part') || (node === document.body ? '' : (node?.localName ?? ''));
  });
}

/** What the element told the page, in order. Pages of {@link Host} keep it. */
export function events(page: Page): Promise<{ type: string; detail: Record<string, unknown> }[]> {
  return page.evaluate('events');
}

/** The details of the events of a name, once there are so many. */
export async function told(
  page: Page,
  name: string,
  count = 1,
): Promise<Record<string, unknown>[]> {
  await page.waitForFunction(
    `events.filter(({ type }) => type === ${JSON.stringify(name)}).length >= ${count}`,
  );
  return (await events(page)).filter(({ type }) => type === name).map(({ detail }) => detail);
}

/** Asserts that the contact options are there to be used. */
export async function assertContact(page: Page): Promise<void> {
  await at(page, 'contact-link').waitFor();
  const links = page.locator(part('contact-link'));
  const open = page.locator(`${part('contact')} > ul ${part('contact-link')}`);
  assert.ok((await open.count()) >= 3);
  const more = page.locator(`${part('contact')} > details`);
  await more.evaluate((details) => details.setAttribute('open', ''));
  assert.ok((await links.count()) > (await open.count()));
  for (const link of await links.all()) {
    assert.ok(await link.isVisible());
    assert.match((await link.getAttribute('href')) ?? '', /^(https?|mailto|tel):/);
    assert.ok((await link.innerText()).length > 1);
  }
}
