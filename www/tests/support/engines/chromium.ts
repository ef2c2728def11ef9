import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, required } from '../environment.js';
import { type Driver, type Key, TIME_ZONE, WINDOW } from './driver.js';

/** Chromium over its own protocol, by Playwright. */
export async function startChromium(): Promise<Driver> {
  const browser = await chromium.launch({
    executablePath: required('CHROME'),
    args: CHROMIUM_ARGUMENTS,
  });
  let context: BrowserContext | undefined;
  let page: Page;
  return {
    name: 'chromium',
    async open(url) {
      await context?.close();
      context = await browser.newContext({ viewport: WINDOW, timezoneId: TIME_ZONE });
      page = await context.newPage();
      await page.goto(url);
    },
    run: (act, ...args) => page.evaluate(`(${act})(...${JSON.stringify(args)})`),
    press: (key: Key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    click: (x, y) => page.mouse.click(x, y),
    async back() {
      await page.goBack();
    },
    close: () => browser.close(),
    kill() {
      // Playwright has no other way, and ends what does not close when this program ends.
      browser.close().catch(() => {});
    },
  };
}
