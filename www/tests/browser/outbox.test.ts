import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { OutboxMessage } from '../../src/outbox/index.js';
import type { Outbox } from '../../src/outbox/outbox.js';
import { startBrowser } from '../support/browser.js';
import { type Fate, PostServer } from '../support/post-server.js';
import { random } from '../support/random.js';

declare const outbox: Outbox;

/** Short, so that tests are; what takes how long is tested without a browser. */
const TIMING = { firstWait: 60, longestWait: 300, patience: 800 };

let browser: Browser;

before(async () => {
  browser = await startBrowser();
});

/** A visitor with a profile of their own. */
async function visitor(): Promise<{ server: PostServer; context: BrowserContext }> {
  const server = await PostServer.start();
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  return { server, context };
}

const prepare = (page: Page) =>
  page.evaluate(async (timing) => {
    const { openOutbox } = await import('/faqlet/outbox/index.js' as string);
    Object.assign(globalThis, { outbox: await openOutbox({ timing }) });
  }, TIMING);

/** Loads the page, again if the network was only just switched on again. */
async function load(page: Page, server: PostServer): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page.goto(server.url);
      return await prepare(page);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

async function open(context: BrowserContext, server: PostServer): Promise<Page> {
  const page = await context.newPage();
  await load(page, server);
  return page;
}

const send = (page: Page, message: string) =>
  page.evaluate(async (message) => (await outbox.send('/form', { message })).key, message);

const messages = (page: Page): Promise<OutboxMessage[]> =>
  page.evaluate(() => structuredClone(outbox.messages) as OutboxMessage[]);

/** Waits until each message of a page is in one of these states. */
async function settled(page: Page, ...states: string[]): Promise<void> {
  await page.waitForFunction(
    (states) => outbox.messages.every(({ state }) => states.includes(state)),
    states,
  );
}

/** How many messages the device keeps. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('faqlet-outbox');
      request.onsuccess = () => done(request.result);
    });
    const request = database.transaction('messages').objectStore('messages').count();
    return new Promise<number>((done) => {
      request.onsuccess = () => {
        done(request.result);
        database.close();
      };
    });
  });

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let count = 0; !(await holds()); count += 1) {
    assert.ok(count < 1200, 'waited for half a minute');
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** Everything arrived once, as it was written, and nothing is left. */
async function assertArrived(server: PostServer, page: Page, keys: string[]): Promise<void> {
  await until(() => keys.every((key) => server.taken.has(key)));
  await settled(page, 'sent');
  assert.deepEqual([...server.taken.keys()].sort(), [...keys].sort());
  assert.deepEqual(server.faults, []);
  assert.equal(await kept(page), 0);
  const posts = server.posts.length;
  await page.evaluate(() => outbox.wake());
  await page.waitForTimeout(2 * TIMING.longestWait);
  assert.equal(server.posts.length, posts, 'posted again after it was acknowledged');
}

describe('a message arrives once, whatever the server does first', () => {
  const rows: [what: string, fates: Fate[], posts: number][] = [
    ['takes it', [], 1],
    ['takes it and answers twice', ['twice'], 1],
    ['cuts the connection', ['cut', 'cut'], 3],
    ['takes it and cuts the connection', ['lost', 'lost'], 3],
    ['takes it and answers when nobody listens any more', ['late', 'lost'], 3],
    ['does not answer', ['silent'], 2],
    ['fails', [500, 502, 503, 504], 5],
    [
      'asks for a pause',
      [
        [503, '1'],
        [429, '1'],
      ],
      3,
    ],
    ['is still busy with it', ['late', 409], 3],
    ['does one after the other', ['cut', 500, 'lost', [503, '0'], 'silent', 'twice'], 6],
  ];
  for (const [what, fates, posts] of rows) {
    test(what, async () => {
      const { server, context } = await visitor();
      server.fates.push(...fates);
      const page = await open(context, server);
      const key = await send(page, what);
      await assertArrived(server, page, [key]);
      assert.equal(server.posts.length, posts);
      assert.deepEqual(JSON.parse(String(server.taken.get(key))), { message: what, key });
      await context.close();
    });
  }
});

test('Retry-After is waited for, however short the own wait is', async () => {
  const { server, context } = await visitor();
  server.fates.push([503, '2']);
  const page = await open(context, server);
  const key = await send(page, 'later');
  await page.waitForFunction(() => outbox.messages[0]?.problem === 'busy');
  const [message] = await messages(page);
  assert.ok(message && message.nextAt - Date.now() > TIMING.longestWait);
  await assertArrived(server, page, [key]);
  await context.close();
});

test('over a reload, and over a tab that was closed', async () => {
  const { server, context } = await visitor();
  let down = true;
  server.fate = () => (down ? 'cut' : 200);
  const page = await open(context, server);
  const keys = [await send(page, 'one'), await send(page, 'two')];
  await until(() => server.posts.length >= 2);
  await page.reload();
  await prepare(page);
  await page.waitForFunction(() => outbox.messages.length === 2);
  assert.deepEqual((await messages(page)).map(({ key }) => key).sort(), [...keys].sort());
  keys.push(await send(page, 'three'));
  await page.close();
  const next = await open(context, server);
  assert.equal(await kept(next), 3);
  down = false;
  await assertArrived(server, next, keys);
  await context.close();
});

test('a tab closed while the server has the message and has not said so', async () => {
  const { server, context } = await visitor();
  server.fates.push('late');
  const page = await open(context, server);
  const key = await send(page, 'in flight');
  await until(() => server.taken.has(key));
  await page.close({ runBeforeUnload: false });
  const next = await open(context, server);
  await assertArrived(server, next, [key]);
  assert.deepEqual([...new Set(server.posts)], [key]);
  await context.close();
});

test('with the network off: it waits, and goes when the network is back', async () => {
  const { server, context } = await visitor();
  const page = await open(context, server);
  const other = await open(context, server);
  await context.setOffline(true);
  const keys = [await send(page, 'one'), await send(page, 'two'), await send(other, 'three')];
  await page.waitForFunction(() =>
    outbox.messages.every(({ attempts, state }) => attempts > 0 && state === 'waiting'),
  );
  for (const { problem, kept } of await messages(page)) {
    assert.deepEqual([problem, kept], ['unreachable', true]);
  }
  assert.deepEqual(server.posts, []);
  // One of them is closed before the network is back.
  await page.close();
  await context.setOffline(false);
  await assertArrived(server, other, keys);
  await context.close();
});

for (const locks of [true, false]) {
  test(`of two tabs only one sends, ${locks ? 'by Web Locks' : 'without Web Locks'}`, async () => {
    const { server, context } = await visitor();
    if (!locks) {
      await context.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }),
      );
    }
    const pages = [await open(context, server), await open(context, server)];
    const [one, other] = pages as [Page, Page];
    server.fates.push('cut', 500, 'lost');
    const keys = (
      await Promise.all(
        pages.flatMap((page, tab) =>
          Array.from({ length: 5 }, (_, index) => send(page, `${tab}.${index}`)),
        ),
      )
    ).sort();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => pages[index % 2]?.evaluate(() => outbox.wake())),
    );
    await assertArrived(server, one, keys);
    // Both have seen all of them arrive.
    await settled(other, 'sent');
    assert.deepEqual((await messages(other)).map(({ key }) => key).sort(), keys);
    assert.deepEqual([...server.doubled], []);
    assert.equal(server.posts.length, 13);
    await context.close();
  });
}

test('refused: the text is kept over a reload, and goes when it is sent again', async () => {
  const { server, context } = await visitor();
  server.fates.push(413);
  const page = await open(context, server);
  const key = await send(page, 'kept text');
  await settled(page, 'refused');
  await page.reload();
  await prepare(page);
  await page.waitForFunction(() => outbox.messages.length === 1);
  const [message] = await messages(page);
  assert.deepEqual(
    [message?.state, message?.problem, message?.status, message?.body],
    ['refused', 'rejected', 413, { message: 'kept text' }],
  );
  assert.equal(server.posts.length, 1);
  await page.evaluate((key) => outbox.retry(key), key);
  await assertArrived(server, page, [key]);
  await context.close();
});

test('without IndexedDB it sends all the same, and says that it keeps nothing', async () => {
  const { server, context } = await visitor();
  await context.addInitScript(() =>
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('The user denied access.', 'SecurityError');
      },
    }),
  );
  server.fates.push('cut', 500);
  const page = await open(context, server);
  assert.equal(await page.evaluate(() => outbox.durable), false);
  const key = await send(page, 'from memory');
  assert.equal((await messages(page))[0]?.kept, false);
  await settled(page, 'sent');
  assert.deepEqual([...server.taken.keys()], [key]);
  assert.deepEqual(server.posts, [key, key, key]);
  await context.close();
});

/** Tabs that come and go, a network that does, and a server that does everything wrong. */
async function storm(seed: number): Promise<void> {
  const next = random(seed);
  const { server, context } = await visitor();
  server.late = 1000;
  const fates: Fate[] = ['cut', 'lost', 'silent', 'late', 500, [503, '1'], 429, 'twice', 200, 200];
  let good = false;
  server.fate = () => (good ? 200 : (fates[Math.floor(next() * fates.length)] as Fate));
  let pages = [await open(context, server)];
  const keys: string[] = [];
  let offline = false;
  for (let step = 0; step < 40; step += 1) {
    const page = pages[Math.floor(next() * pages.length)] as Page;
    const what = next();
    if (what < 0.4) {
      keys.push(await send(page, `step ${step}`));
    } else if (what < 0.5) {
      offline = !offline;
      await context.setOffline(offline);
    } else if (offline) {
      // No page can be opened now.
      await page.waitForTimeout(next() * 200);
    } else if (what < 0.65 && pages.length < 3) {
      pages.push(await open(context, server));
    } else if (what < 0.8) {
      await load(page, server);
    } else if (pages.length > 1) {
      await page.close({ runBeforeUnload: false });
      pages = pages.filter((other) => other !== page);
    }
    await new Promise((done) => setTimeout(done, next() * 150));
  }
  await context.setOffline(false);
  good = true;
  assert.ok(keys.length > 8);
  await assertArrived(server, pages[0] as Page, keys);
  await context.close();
}

describe('every message arrives once, whatever happens', () => {
  const seeds = process.env.SEED ? [Number(process.env.SEED)] : [1, 2, 3];
  for (const seed of seeds) test(`SEED=${seed}`, () => storm(seed));
});
