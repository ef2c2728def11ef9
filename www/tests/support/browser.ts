import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { serve } from '../../demo/serve.mjs';
import { atEnd } from './at-end.js';
import { PATIENCE } from './engines/shopper.js';
import { CHROMIUM_ARGUMENTS, required } from './environment.js';
import { Host, type HostPage } from './host.js';
import { DEMO_INDEX, DIST } from './paths.js';

export * from './page.js';

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
export async function visit(
  browser: Browser,
  url: string,
  options: VisitOptions = {},
): Promise<Visit> {
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

  /** @param faq the folder that `faqlet build` wrote; by default, the demo shop's */
  static async start(faq?: string): Promise<Shop> {
    return new Shop(await startBrowser(), await Host.start(faq));
  }

  /** Opens a page of this shop by its URL, or makes one. */
  visit(page: HostPage | string = {}, options: VisitOptions = {}): Promise<Visit> {
    const url = typeof page === 'string' ? page : this.host.page(page);
    return visit(this.browser, url, options);
  }
}
