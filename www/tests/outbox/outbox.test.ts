import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { FaqletError } from '../../src/index.js';
import type { OutboxMessage } from '../../src/outbox/index.js';
import { Outbox, TIMING } from '../../src/outbox/outbox.js';
import { ownTurn } from '../../src/outbox/turn.js';
import { Device, Page } from '../support/outbox.js';
import { random } from '../support/random.js';

const URL = 'https://shop.example/form';
const START = Date.UTC(2026, 10, 22, 12);

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
});

/** Lets everything happen that is due now. */
async function settle(): Promise<void> {
  for (let count = 0; count < 40; count += 1) await new Promise((done) => setImmediate(done));
}

/** Lets time pass, step by step. */
async function pass(milliseconds: number, step = 500): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += step) {
    mock.timers.tick(Math.min(step, milliseconds - passed));
    await settle();
  }
}

/** Answers with each of these in turn, then with the last; notes when it was asked. */
function server(...answers: (number | [status: number, retryAfter: string] | 'down')[]) {
  const times: number[] = [];
  const keys: string[] = [];
  const post = async (_url: string, init: RequestInit) => {
    const { key } = JSON.parse(String(init.body));
    assert.equal(new Headers(init.headers).get('Idempotency-Key'), key);
    keys.push(key);
    times.push(Date.now() - START);
    const answer = answers[Math.min(times.length, answers.length) - 1] ?? 200;
    if (answer === 'down') throw new TypeError('fetch failed');
    const [status, retryAfter] = typeof answer === 'number' ? [answer] : answer;
    return new Response(
      null,
      retryAfter ? { status, headers: { 'Retry-After': retryAfter } } : { status },
    );
  };
  return { post, times, keys };
}

const states = (outbox: Outbox) => outbox.messages.map(({ state }) => state);

test('a message is kept before it is posted, and forgotten when it has arrived', async () => {
  const device = new Device();
  const { post, keys } = server(201);
  const { outbox } = new Page(device, post);
  const seen: string[] = [];
  outbox.subscribe((messages) => seen.push(messages.map(({ state }) => state).join()));
  const body = { message: 'Where is it?', nested: { a: [1] } };
  const sending = outbox.send(URL, body);
  body.nested.a.push(2);
  const message = await sending;
  assert.equal(device.messages.size, 1);
  assert.equal(message.kept, true);
  assert.match(message.key, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  await settle();
  assert.deepEqual(keys, [message.key]);
  assert.deepEqual([...new Set(seen)], ['', 'waiting', 'sending', 'sent']);
  assert.deepEqual(outbox.messages[0]?.body, { message: 'Where is it?', nested: { a: [1] } });
  assert.equal(device.messages.size, 0);
  await pass(3_600_000, 60_000);
  assert.equal(keys.length, 1);
});

describe('what an answer leads to', () => {
  for (const status of [200, 201, 202, 204]) {
    test(`${status}: sent`, async () => {
      const { outbox } = new Page(new Device(), server(status).post);
      await outbox.send(URL, {});
      await settle();
      assert.deepEqual(states(outbox), ['sent']);
    });
  }
  for (const status of [400, 401, 403, 404, 405, 410, 411, 413, 414, 415, 418, 422, 451]) {
    test(`${status}: refused, and the text stays`, async () => {
      const device = new Device();
      const { post, keys } = server(status);
      const { outbox } = new Page(device, post);
      await outbox.send(URL, { message: 'text' });
      await pass(3_600_000, 60_000);
      assert.equal(keys.length, 1);
      const [message] = outbox.messages;
      assert.deepEqual(
        [message?.state, message?.problem, message?.status, message?.body],
        ['refused', 'rejected', status, { message: 'text' }],
      );
      assert.equal(device.messages.size, 1);
    });
  }
  for (const status of [408, 409, 421, 425, 429, 500, 502, 503, 504, 'down'] as const) {
    test(`${status}: again later`, async () => {
      const { post, keys } = server(status, status, 200);
      const { outbox } = new Page(new Device(), post);
      await outbox.send(URL, {});
      await settle();
      const [message] = outbox.messages;
      const problem = status === 'down' ? 'unreachable' : 'busy';
      assert.deepEqual([message?.state, message?.problem], ['waiting', problem]);
      await pass(60_000);
      assert.deepEqual(states(outbox), ['sent']);
      assert.equal(keys.length, 3);
      assert.equal(new Set(keys).size, 1);
    });
  }
});

test('waits double from 2 s to 5 min, of which chance takes up to a half', async () => {
  const { post, times } = server('down');
  const { outbox } = new Page(new Device(), post, { random: () => 0.5 });
  await outbox.send(URL, {});
  await pass(1_800_000, 250);
  const waits = times.slice(1).map((time, index) => time - (times[index] as number));
  const expected = [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((wait) => wait * 750);
  for (const [index, wait] of expected.entries()) {
    assert.ok(Math.abs((waits[index] ?? 0) - wait) <= 250, `${waits}`);
  }
  for (const chance of [0, 0.999]) {
    const { post, times } = server('down');
    const page = new Page(new Device(), post, { random: () => chance });
    await page.outbox.send(URL, {});
    await pass(4_000, 100);
    const wait = (times[1] ?? 0) - (times[0] ?? 0);
    assert.ok(Math.abs(wait - (chance ? 2000 : 1000)) <= 100, `${wait}`);
  }
});

describe('Retry-After is waited for', () => {
  const date = (milliseconds: number) => new Date(START + milliseconds).toUTCString();
  for (const [header, wait] of [
    ['120', 120_000],
    [date(90_000), 90_000],
    [date(-90_000), 2_000],
    ['soon', 2_000],
    ['-5', 2_000],
    ['999999999', 86_400_000],
  ] as const) {
    test(header, async () => {
      const { post, times } = server([503, header], 200);
      const { outbox } = new Page(new Device(), post, { random: () => 0.999 });
      await outbox.send(URL, {});
      await settle();
      // Neither a better connection nor an impatient shopper shortens it.
      outbox.wake();
      await outbox.retry(outbox.messages[0]?.key ?? '');
      await pass(wait - 1000, 1000);
      assert.equal(times.length, 1);
      await pass(302_000, 1000);
      assert.equal(times.length, 2);
    });
  }
});

test('when the connection is back, what waits for it goes at once', async () => {
  const { post, times } = server('down', 'down', 'down', 'down', 'down', 'down', 200);
  const { outbox } = new Page(new Device(), post);
  await outbox.send(URL, {});
  await pass(60_000);
  assert.equal(times.length, 6);
  outbox.wake();
  await settle();
  assert.deepEqual(states(outbox), ['sent']);
});

test('a server that does not answer is given up on, and asked again', async () => {
  let asked = 0;
  const post = (_url: string, { signal }: RequestInit) =>
    new Promise<Response>((done, failed) => {
      asked += 1;
      if (asked > 1) return done(new Response());
      signal?.addEventListener('abort', () => failed(signal.reason));
    });
  const { outbox } = new Page(new Device(), post);
  await outbox.send(URL, {});
  await pass(29_000, 1000);
  assert.deepEqual(states(outbox), ['sending']);
  await pass(5_000, 1000);
  assert.deepEqual([states(outbox), asked], [['sent'], 2]);
});

test('refused: sent again with the same key when the shopper says so, or deleted', async () => {
  const device = new Device();
  const { post, keys } = server(404, 404, 200);
  const { outbox } = new Page(device, post);
  const { key } = await outbox.send(URL, {});
  await outbox.send(URL, {});
  await settle();
  assert.deepEqual(states(outbox), ['refused', 'refused']);
  await outbox.retry(key);
  await settle();
  const other = outbox.messages.find((message) => message.key !== key)?.key ?? '';
  assert.deepEqual(keys, [key, other, key]);
  await outbox.discard(other);
  assert.deepEqual(states(outbox), ['sent']);
  assert.equal(device.messages.size, 0);
});

test('after three days a message waits for the shopper, after thirty it is forgotten', async () => {
  const device = new Device();
  const { post, keys } = server('down');
  const first = new Page(device, post);
  await first.outbox.send(URL, { message: 'old' });
  await settle();
  device.kill(first);
  mock.timers.tick(TIMING.giveUpAfter + 1);
  const second = new Page(device, post);
  await settle();
  assert.deepEqual(
    second.outbox.messages.map(({ state, problem }) => [state, problem]),
    [['refused', 'expired']],
  );
  assert.equal(keys.length, 1);
  await second.outbox.retry(keys[0] ?? '');
  await settle();
  assert.deepEqual(keys, [keys[0], keys[0]]);
  device.kill(second);
  mock.timers.tick(TIMING.giveUpAfter + 1);
  const third = new Page(device, post);
  await settle();
  device.kill(third);
  mock.timers.tick(TIMING.forgetAfter);
  const fourth = new Page(device, post);
  await settle();
  assert.deepEqual([fourth.outbox.messages, device.messages.size], [[], 0]);
});

test('a clock that is set back does not make a message wait for days', async () => {
  const device = new Device();
  const { post, keys } = server('down', 200);
  const page = new Page(device, post);
  await page.outbox.send(URL, {});
  await settle();
  device.kill(page);
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START - 10 * 86_400_000 });
  new Page(device, post);
  await settle();
  assert.equal(keys.length, 2);
});

test('without a store it sends from memory, and says that it cannot keep', async () => {
  const { post, keys } = server('down', 400, 200);
  const outbox = new Outbox({ turn: ownTurn, timing: TIMING, random: () => 0, post });
  assert.equal(outbox.durable, false);
  const { kept, key } = await outbox.send(URL, { message: 'text' });
  assert.equal(kept, false);
  await settle();
  assert.deepEqual(states(outbox), ['waiting']);
  await pass(5_000);
  assert.deepEqual(states(outbox), ['refused']);
  await pass(600_000, 10_000);
  assert.equal(keys.length, 2);
  await outbox.retry(key);
  await settle();
  assert.deepEqual(states(outbox), ['sent']);
  await outbox.send(URL, {});
  await outbox.discard(outbox.messages[1]?.key ?? '');
  await settle();
  assert.deepEqual(states(outbox), ['sent']);
});

test('a store that fails in the midst: the page still sends, and says what is not kept', async () => {
  for (const failing of ['add', 'replace', 'remove', 'all'] as const) {
    const device = new Device();
    device[failing] = async () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const { post, keys } = server('down', 200);
    const { outbox } = new Page(device, post);
    await outbox.send(URL, {});
    await pass(10_000);
    assert.deepEqual(states(outbox), ['sent'], failing);
    assert.equal(keys.length, 2, failing);
    if (failing === 'add') assert.equal(outbox.messages[0]?.kept, false);
  }
});

test('an address that nothing can be posted to is the caller’s mistake', async () => {
  const { outbox } = new Page(new Device(), server(200).post);
  for (const url of ['mailto:a@b.example', 'javascript:alert(1)']) {
    await assert.rejects(outbox.send(url, {}), (error) => {
      assert.ok(error instanceof FaqletError);
      assert.equal(error.code, 'invalid-argument');
      return true;
    });
  }
});

test('a closed outbox sends nothing more; the next page does', async () => {
  const device = new Device();
  const { post, keys } = server('down', 200);
  const { outbox } = new Page(device, post);
  await outbox.send(URL, {});
  await settle();
  outbox.close();
  outbox.wake();
  await pass(600_000, 10_000);
  assert.equal(keys.length, 1);
  const next = new Page(device, post);
  await settle();
  assert.deepEqual(states(next.outbox), ['sent']);
});

test('other pages see what becomes of a message', async () => {
  const device = new Device();
  const { post } = server('down', 200);
  const one = new Page(device, post);
  const other = new Page(device, post);
  const seen: string[] = [];
  other.outbox.subscribe((messages) => seen.push(messages.map(({ state }) => state).join()));
  const { key } = await one.outbox.send(URL, {});
  await pass(10_000);
  assert.deepEqual(
    seen.filter((state, index) => state !== seen[index - 1]),
    ['', 'waiting', 'sending', 'waiting', 'sending', 'sent'],
  );
  const third = await one.outbox.send(URL, {});
  await one.outbox.discard(third.key);
  await settle();
  assert.deepEqual(
    other.outbox.messages.map((message) => message.key),
    [key],
  );
});

/**
 * A device with pages that come and go at random, and a server that does everything wrong that a
 * server and a network can. It keeps to its keys, as documented.
 */
async function storm(seed: number, lease: boolean): Promise<void> {
  const next = random(seed);
  const device = new Device();
  const accepted = new Map<string, number>();
  const flying = new Set<string>();
  const acknowledged = new Set<string>();
  let good = false;
  const post = async (_url: string, { body, signal }: RequestInit) => {
    const { key } = JSON.parse(String(body));
    assert.ok(!acknowledged.has(key), 'posted after it was acknowledged');
    // A page that is gone leaves its request behind, which only the server can tell.
    if (pages.every(({ gone }) => !gone)) assert.ok(!flying.has(key), 'posted twice at once');
    flying.add(key);
    try {
      const fate = good ? 0.99 : next();
      const sleep = () => new Promise<void>((done) => setTimeout(done, next() * 3000));
      await sleep();
      if (fate < 0.2) throw new TypeError('refused before it was read');
      if (fate < 0.35) return new Response(null, { status: fate < 0.25 ? 500 : 429 });
      if (fate < 0.45) {
        return new Response(null, { status: 503, headers: { 'Retry-After': '3' } });
      }
      accepted.set(key, (accepted.get(key) ?? 0) + 1);
      if (fate < 0.6) throw new TypeError('the answer got lost');
      if (fate < 0.7) {
        // It never comes.
        await new Promise((_, failed) => {
          signal?.addEventListener('abort', () => failed(signal.reason));
        });
      }
      await sleep();
      return new Response();
    } finally {
      flying.delete(key);
    }
  };
  const pages: Page[] = [];
  const open = () => {
    const timing = { patience: 5_000, firstWait: 500, longestWait: 8_000 };
    const page = new Page(device, post, { timing, random: next, lease });
    page.outbox.subscribe((messages: readonly OutboxMessage[]) => {
      for (const { state, key } of messages) if (state === 'sent') acknowledged.add(key);
    });
    pages.push(page);
  };
  const written: string[] = [];
  open();
  for (let step = 0; step < 120; step += 1) {
    const living = pages.filter(({ gone }) => !gone);
    const page = living[Math.floor(next() * living.length)] as Page;
    const what = next();
    if (what < 0.15) {
      written.push((await page.outbox.send(URL, { step })).key);
    } else if (what < 0.22) {
      // Kept, and then gone before anything else happens.
      device.kill(page);
      if (living.length === 1) open();
    } else if (what < 0.3 && living.length < 4) {
      open();
    } else if (what < 0.4) {
      page.outbox.wake();
    }
    await pass(next() * 4000, 400);
  }
  good = true;
  await pass(180_000, 1000);
  assert.ok(written.length > 5);
  assert.deepEqual([...accepted.keys()].sort(), [...written].sort());
  assert.equal(device.messages.size, 0);
}

describe('every message arrives, whatever happens, and none is posted once it was acknowledged', () => {
  for (const lease of [false, true]) {
    const seeds = process.env.SEED ? [Number(process.env.SEED)] : [1, 2, 3, 4, 5, 6];
    for (const seed of seeds) {
      test(`${lease ? 'by lease' : 'by lock'}, SEED=${seed}`, () => storm(seed, lease));
    }
  }
});
