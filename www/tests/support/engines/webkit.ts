import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Builder, Capabilities, Key as Keys, type WebDriver } from 'selenium-webdriver';
import { required } from '../environment.js';
import { type Driver, type Key, TIME_ZONE, WINDOW } from './driver.js';

const KEYS: Readonly<Record<Key, string>> = {
  ArrowDown: Keys.ARROW_DOWN,
  ArrowUp: Keys.ARROW_UP,
  End: Keys.END,
  Enter: Keys.ENTER,
  Escape: Keys.ESCAPE,
  Home: Keys.HOME,
  'Shift+Tab': Keys.TAB,
  Tab: Keys.TAB,
};

/** WebKitGTK's own small browser over WebDriver, on a display that nobody sees. */
export async function startWebKit(): Promise<Driver> {
  const port = await freePort();
  const server = spawn(
    process.env.XVFB_RUN || 'xvfb-run',
    ['-a', required('WEBKIT_DRIVER'), `--port=${port}`],
    {
      // A group of its own: the display ends with the driver.
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, TZ: TIME_ZONE },
    },
  );
  const stopped = new Promise<void>((done) => server.once('close', () => done()));
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
  });
  let driver: WebDriver | undefined;
  const connect = async () => {
    await answering(port, server);
    const started = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(capabilities)
      .build();
    await started.manage().window().setRect(WINDOW);
    return started;
  };
  const page = () => driver as WebDriver;
  const end = (signal?: NodeJS.Signals) => {
    if (server.pid && server.exitCode === null) process.kill(-server.pid, signal);
  };
  return {
    name: 'webkit',
    async open(url) {
      // A session is a profile; there is no other way to a new one.
      await driver?.quit();
      driver = await connect();
      await driver.get(url);
    },
    run: (act, ...args) => page().executeScript(`return (${act})(...arguments)`, ...args),
    async press(key) {
      const shifted = key.startsWith('Shift+');
      let keys = page().actions({ async: true });
      if (shifted) keys = keys.keyDown(Keys.SHIFT);
      keys = keys.sendKeys(KEYS[key]);
      if (shifted) keys = keys.keyUp(Keys.SHIFT);
      await keys.perform();
    },
    type: (text) => page().actions({ async: true }).sendKeys(text).perform(),
    click: (x, y) =>
      page()
        .actions({ async: true })
        .move({ x: Math.round(x), y: Math.round(y), duration: 0 })
        .click()
        .perform(),
    back: () => page().executeScript('history.back()'),
    async close() {
      await driver?.quit();
      end();
      await stopped;
    },
    kill: () => end('SIGKILL'),
  };
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answering(port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`WebKitWebDriver ended (${server.exitCode})`);
    const response = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('WebKitWebDriver does not answer');
}
