import { type BrowserContext, type KeyInput, launch, type Page } from 'puppeteer-core';
import { required } from '../environment.js';
import { type Driver, TIME_ZONE, WINDOW } from './driver.js';

/** Firefox over WebDriver BiDi, by Puppeteer. */
export async function startFirefox(): Promise<Driver> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: required('FIREFOX'),
    headless: true,
    defaultViewport: WINDOW,
    env: { ...process.env, TZ: TIME_ZONE },
  });
  let context: BrowserContext | undefined;
  let page: Page;
  return {
    name: 'firefox',
    async open(url) {
      await context?.close();
      context = await browser.createBrowserContext();
      page = await context.newPage();
      await page.goto(url);
    },
    run: async (act, ...args) => page.evaluate(`(${act})(...${JSON.stringify(args)})`) as never,
    async press(key) {
      const shifted = key.startsWith('Shift+');
      if (shifted) await page.keyboard.down('Shift');
      await page.keyboard.press(key.replace('Shift+', '') as KeyInput);
      if (shifted) await page.keyboard.up('Shift');
    },
    type: (text) => page.keyboard.type(text),
    click: (x, y) => page.mouse.click(x, y),
    async back() {
      // Not goBack(), which waits for a load that a change of the fragment is not.
      await page.evaluate(() => history.back());
    },
    close: () => browser.close(),
    kill() {
      browser.process()?.kill('SIGKILL');
    },
  };
}
