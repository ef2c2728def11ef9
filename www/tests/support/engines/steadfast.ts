import type { Driver } from './driver.js';
import { PATIENCE } from './shopper.js';

/** Opening a page may start a browser first, so it may take longer than what a page does. */
const TO_OPEN = 2 * PATIENCE;

/**
 * A browser whose every act ends. WebDrivers now and then wait without end for a browser that they
 * have lost, between two pages: then the browser is replaced, once. A page at which a browser hangs
 * by itself does so in the second one, too, and what hangs after a page was opened is an error.
 */
export async function steadfast(start: () => Promise<Driver>): Promise<Driver> {
  let driver = await start();
  const { name } = driver;
  const act = <Result>(what: string, acting: Promise<Result>): Promise<Result> =>
    inTime(`${name}: ${what}`, acting, PATIENCE);
  return {
    name,
    async open(url) {
      try {
        await inTime(`${name}: open ${url}`, driver.open(url), TO_OPEN);
      } catch (error) {
        process.emitWarning(`${name} is replaced: ${error}`);
        driver.kill();
        driver = await start();
        await inTime(`${name}, replaced: open ${url}`, driver.open(url), TO_OPEN);
      }
    },
    run: (script, ...args) => act('run a script', driver.run(script, ...args)),
    press: (key) => act(`press ${key}`, driver.press(key)),
    type: (text) => act(`type ${text}`, driver.type(text)),
    click: (x, y) => act(`click at ${x}, ${y}`, driver.click(x, y)),
    back: () => act('go back', driver.back()),
    async close() {
      try {
        await act('close', driver.close());
      } catch {
        driver.kill();
      }
    },
    kill: () => driver.kill(),
  };
}

/** What a promise comes to, or an error where that takes longer than a time, in milliseconds. */
async function inTime<Result>(
  what: string,
  acting: Promise<Result>,
  milliseconds: number,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(
      () => failed(new Error(`${what}: not done in ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([acting, late]);
  } finally {
    clearTimeout(timer);
  }
}
