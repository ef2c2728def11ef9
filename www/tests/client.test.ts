import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { Faqlet, FaqletError, type FaqletErrorCode, type LoadOptions } from '../src/index.js';
import type { AnswerChunk, Channel } from '../src/manifest.js';
import { buildFaq } from './support/faqlet.js';
import { cut, FolderServer } from './support/folder-server.js';
import { WASM } from './support/paths.js';
import { random } from './support/random.js';

const WEEK = 7 * 1440;
const LANGUAGES = ['en', 'ru', 'hu', 'ar'];

let folder: string;
let engine: Buffer<ArrayBuffer>;

before(async () => {
  folder = await buildFaq();
  engine = await readFile(WASM);
});

const load = (server: FolderServer, options: Partial<LoadOptions> = {}) =>
  Faqlet.load({ base: server.base, engine, ...options });

async function fails(act: () => unknown, code: FaqletErrorCode): Promise<FaqletError> {
  let thrown: unknown;
  try {
    await act();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof FaqletError, `expected ${code}, got ${thrown}`);
  assert.equal(thrown.code, code, thrown.message);
  assert.equal(thrown.name, 'FaqletError');
  return thrown;
}

test('each language loads with its own words and direction', async () => {
  const server = await FolderServer.start(folder);
  for (const language of LANGUAGES) {
    const faq = await load(server, { language: `${language}-XX` });
    const content = server.manifest.languages[language];
    assert.equal(faq.language, language);
    assert.equal(faq.direction, language === 'ar' ? 'rtl' : 'ltr');
    assert.deepEqual(faq.topics, content?.topics);
    assert.deepEqual(faq.products, content?.products);
    assert.equal(faq.page.href, new URL(`${language}/index.html`, server.base).href);
    faq.close();
  }
  const faq = await load(server, { language: 'de' });
  assert.equal(faq.language, server.manifest.defaultLanguage);
  faq.close();
});

test('asking needs the manifest and one index; an answer needs one file more, once', async () => {
  const server = await FolderServer.start(folder);
  const faq = await load(server, { language: 'hu' });
  const content = server.manifest.languages.hu;
  assert.ok(content);
  faq.ask('hol a csomagom');
  assert.deepEqual(server.requests, ['manifest.json', content.index.file]);

  server.requests.length = 0;
  const first = content.answers[0];
  assert.ok(first);
  const numbers = Array.from({ length: first.entries }, (_, index) => first.first + index);
  await Promise.all(numbers.map((index) => faq.answer({ index })));
  for (const index of numbers) await faq.answer({ index });
  assert.deepEqual(server.requests, [first.file]);
  faq.close();
});

test('an outcome has every channel that is for all, with its details and whether it is open', async () => {
  const server = await FolderServer.start(folder);
  for (const language of LANGUAGES) {
    const faq = await load(server, { language });
    const channels = new Map(
      server.manifest.languages[language]?.contact.channels.map((channel) => [channel.id, channel]),
    );
    assert.ok(channels.size > 0);
    for (const query of ['', 'asdfgh jklqw', 'E20']) {
      const { contact } = faq.ask(query);
      const offered = new Set(contact.map(({ id }) => id));
      assert.equal(offered.size, contact.length);
      for (const [id, channel] of channels) {
        const forAll = !('productSupported' in channel) && !('when' in channel);
        if (forAll && channel.type !== 'community') assert.ok(offered.has(id), id);
      }
      for (const { open, changesAt, ...channel } of contact) {
        assert.deepEqual(channel, channels.get(channel.id));
        assert.equal(typeof open, 'boolean');
        assert.ok(changesAt === undefined || changesAt.getTime() > Date.now());
      }
    }
    faq.close();
  }
});

test('there is something to browse on every page, and all of a topic', async () => {
  const server = await FolderServer.start(folder);
  for (const language of LANGUAGES) {
    const faq = await load(server, { language });
    const start = faq.browse();
    assert.equal(start.length, 5);
    assert.deepEqual(faq.browse({ limit: 2 }), start.slice(0, 2));
    const unasked = faq.ask('');
    assert.deepEqual(unasked.kind === 'contact' && unasked.related, start);
    for (const product of Object.keys(faq.products)) {
      const owners = faq.browse({ product }).map((hit) => hit.product);
      assert.ok(owners.includes(product) && owners.includes(undefined), product);
      assert.ok(
        owners.every((owner) => owner === product || owner === undefined),
        product,
      );
    }
    for (const { tag } of faq.topics) {
      const all = faq.browse({ topic: tag });
      assert.ok(all.every(({ tags, product }) => tags.includes(tag) && product === undefined));
      assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
      assert.deepEqual(faq.browse({ topic: tag, limit: 1 }), all.slice(0, 1));
    }
    assert.ok(faq.browse({ topic: 'orders' }).length > 5);
    assert.equal(faq.browse({ topic: 'orders' })[0]?.id, 'order-status');
    assert.deepEqual(faq.browse({ topic: 'unheard-of' }), []);
    await fails(() => faq.browse({ limit: 0 }), 'invalid-argument');
    faq.close();
    await fails(() => faq.browse(), 'engine-unavailable');
  }
});

test('what matches the question is marked in the entries shown, in all scripts', async () => {
  const server = await FolderServer.start(folder);
  const rows: [language: string, query: string, id: string, marked: string[]][] = [
    ['en', 'Is it dishwahser', 'bl-150-dishwasher', ['Is', 'it', 'dishwasher']],
    ['en', 'where is my ord', 'order-status', ['Where', 'is', 'my', 'ord']],
  ];
  for (const language of LANGUAGES) {
    const faq = await load(server, { language });
    const hits = (query: string) => {
      const outcome = faq.ask(query);
      if (outcome.kind === 'choose') return outcome.entries;
      return outcome.kind === 'answer' ? [outcome.entry, ...outcome.related] : outcome.related;
    };
    const own = faq.entry('order-status');
    assert.ok(own);
    assert.deepEqual(own.marks, []);
    // All of its words, and nothing between them.
    const whole = own.question.match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
    rows.push([language, own.question, 'order-status', whole]);
    // The same letters, decomposed, as some systems send them.
    rows.push([language, own.question.normalize('NFD'), 'order-status', whole]);
    for (const [, query, id, marked] of rows.filter(([of]) => of === language)) {
      const hit = hits(query).find((hit) => hit.id === id);
      assert.ok(hit, `${id} for ${query}`);
      const parts = hit.marks.map(([start, end]) => hit.question.slice(start, end));
      assert.deepEqual(parts, marked, query);
    }
    faq.close();
  }
});

/** Whether somebody is there, by the manifest, at a minute of the week. */
function staffed({ hoursAvailable }: Channel, minute: number): boolean {
  // The last span of a week may run on into Monday.
  const spans = hoursAvailable ?? [[0, WEEK]];
  return spans.some(([from, to]) => [minute, minute + WEEK].some((at) => from <= at && at < to));
}

test('a channel is open exactly in its hours, and until the minute that is said', async () => {
  const server = await FolderServer.start(folder);
  const { timeZone, languages } = server.manifest;
  const channels = languages.en?.contact.channels ?? [];
  assert.ok(channels.some(({ hoursAvailable }) => hoursAvailable));
  // Budapest: an hour ahead of UTC in winter, two in summer.
  assert.equal(timeZone, 'Europe/Budapest');
  const faq = await load(server);
  const next = random(5);
  const monday = Date.UTC(2027, 0, 4);
  for (const [ahead, from] of [
    [60, monday],
    [120, Date.UTC(2027, 6, 5)],
  ] as const) {
    for (let count = 0; count < 60; count += 1) {
      const minute = Math.floor(next() * WEEK);
      const now = new Date(from + (minute - ahead + next()) * 60_000);
      const options = new Map(faq.ask('', { now }).contact.map((option) => [option.id, option]));
      for (const channel of channels) {
        const open = staffed(channel, minute);
        let until = 1;
        while (until <= WEEK && staffed(channel, (minute + until) % WEEK) === open) until += 1;
        const option = options.get(channel.id);
        // Not offered to all.
        if (!option) continue;
        const place = `${channel.id} ${now.toISOString()}`;
        assert.equal(option.open, open, place);
        const changesAt = Math.floor(now.getTime() / 60_000 + until) * 60_000;
        assert.equal(option.changesAt?.getTime(), until > WEEK ? undefined : changesAt, place);
      }
    }
  }
  faq.close();
});

test('every entry has the answer that was written for it, however they are cut into files', async () => {
  const server = await FolderServer.start(folder);
  const next = random(3);
  for (const language of LANGUAGES) {
    const answers = server.answers(language);
    assert.ok(answers.length >= 60);
    const { manifest } = server;
    const content = manifest.languages[language];
    assert.ok(content);
    const chunks: AnswerChunk[] = [];
    for (let first = 0; first < answers.length; ) {
      const part = answers.slice(first, first + 1 + Math.floor(next() * 20));
      const file = server.put(`${language}.${first}.json`, Buffer.from(JSON.stringify(part)));
      chunks.push({ ...file, first, entries: part.length });
      first += part.length;
    }
    Object.assign(content, { answers: chunks });
    server.manifest = manifest;
    const faq = await load(server, { language });
    for (const [index, answer] of answers.entries()) {
      assert.equal(await faq.answer({ index }), answer);
    }
    for (const index of [-1, 0.5 - answers.length, answers.length, Number.NaN]) {
      await fails(() => faq.answer({ index }), 'invalid-argument');
    }
    faq.close();
  }
});

test('an answer that cannot be fetched is fetched again at the next call', async () => {
  const server = await FolderServer.start(folder);
  const faq = await load(server);
  const file = server.manifest.languages.en?.answers[0]?.file;
  assert.ok(file);
  server.faults.set(file, cut);
  await fails(() => faq.answer({ index: 0 }), 'answer-unreachable');
  server.faults.set(file, (response) => response.writeHead(503).end());
  await fails(() => faq.answer({ index: 0 }), 'answer-unreachable');
  server.faults.set(file, (response) => response.end('["another text"]'));
  await fails(() => faq.answer({ index: 0 }), 'answer-unreachable');
  server.faults.delete(file);
  assert.equal(await faq.answer({ index: 0 }), server.answers('en')[0]);
  faq.close();
});

test('a file of answers with too few of them is refused whole', async () => {
  const server = await FolderServer.start(folder);
  const { manifest } = server;
  const content = manifest.languages.en;
  assert.ok(content);
  const answers = server.answers('en');
  const file = server.put('short.json', Buffer.from(JSON.stringify(answers.slice(1))));
  Object.assign(content, { answers: [{ ...file, first: 0, entries: answers.length }] });
  server.manifest = manifest;
  const faq = await load(server);
  await fails(() => faq.answer({ index: 0 }), 'answer-unreachable');
  faq.close();
});

test('an entry is found by its id', async () => {
  const server = await FolderServer.start(folder);
  for (const language of LANGUAGES) {
    const faq = await load(server, { language });
    const hit = faq.entry('return-policy');
    assert.equal(hit?.id, 'return-policy');
    assert.ok(hit.question.length > 0);
    assert.equal(await faq.answer(hit), server.answers(language)[hit.index]);
    assert.equal(faq.entry('no-such-entry'), undefined);
    faq.close();
  }
});

test('the folder may be named with or without a slash, as a string or a URL', async () => {
  const server = await FolderServer.start(folder);
  for (const base of [server.base, server.base.slice(0, -1), new URL(server.base)]) {
    (await load(server, { base })).close();
  }
  await fails(() => load(server, { base: 'faq/' }), 'invalid-argument');
});

test('requests go through the fetch that was given', async () => {
  const server = await FolderServer.start(folder);
  const asked: string[] = [];
  const faq = await load(server, {
    fetch: (input, init) => {
      asked.push(String(input));
      return fetch(input, init);
    },
  });
  await faq.answer({ index: 0 });
  const { index, answers } = server.manifest.languages.en ?? {};
  assert.deepEqual(
    asked,
    ['manifest.json', index?.file, answers?.[0]?.file].map((name) => `${server.base}${name}`),
  );
  faq.close();
});

test('loading stops with the reason of the signal', async () => {
  const server = await FolderServer.start(folder);
  const reason = new Error('gone to another page');
  await assert.rejects(load(server, { signal: AbortSignal.abort(reason) }), reason);
  assert.deepEqual(server.requests, []);

  const controller = new AbortController();
  server.faults.set('manifest.json', () => controller.abort(reason));
  await assert.rejects(load(server, { signal: controller.signal }), reason);

  server.faults.delete('manifest.json');
  (await load(server, { signal: new AbortController().signal })).close();
});

test('a malformed language is refused', async () => {
  const server = await FolderServer.start(folder);
  await fails(() => load(server, { language: 'en_US' }), 'language-unknown');
});

test('options out of range are refused, and what follows works', async () => {
  const server = await FolderServer.start(folder);
  const faq = await load(server);
  await fails(() => faq.ask('parcel', { now: new Date('soon') }), 'invalid-argument');
  for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    await fails(() => faq.ask('parcel', { limit }), 'invalid-argument');
  }
  assert.equal(faq.ask('parcel').contact.length > 0, true);
  faq.close();
});

test('after closing, asking is an error, and closing again is none', async () => {
  const server = await FolderServer.start(folder);
  const faq = await load(server);
  const other = await load(server, { language: 'ar' });
  faq.close();
  faq.close();
  await fails(() => faq.ask('parcel'), 'engine-unavailable');
  await fails(() => faq.entry('return-policy'), 'engine-unavailable');
  assert.equal(other.ask('').kind, 'contact');
  other.close();
});

test('a manifest that cannot be fetched', async () => {
  const server = await FolderServer.start();
  const missing = await fails(() => load(server), 'manifest-unreachable');
  assert.match(missing.message, /manifest\.json.*404/);

  server.faults.set('manifest.json', cut);
  assert.ok((await fails(() => load(server), 'manifest-unreachable')).cause);

  server.faults.set('manifest.json', (response) => response.destroy());
  await fails(() => load(server), 'manifest-unreachable');
});

test('a manifest that is not one', async () => {
  const server = await FolderServer.start(folder);
  const good = server.manifest;
  const en = good.languages.en;
  const texts = [
    '',
    '{',
    'null',
    '[]',
    '{"format":1}',
    '<!doctype html><title>Not found</title>',
    JSON.stringify({ ...good, format: 2 }),
    JSON.stringify({ ...good, defaultLanguage: 'xx' }),
    JSON.stringify({ ...good, languages: {} }),
    JSON.stringify({ ...good, timeZone: 'Europe/Kettlewick' }),
    JSON.stringify({ ...good, languages: { en: null } }),
    JSON.stringify({ ...good, languages: { en: { ...en, index: {} } } }),
    JSON.stringify({ ...good, languages: { en: { ...en, answers: [{ file: 1 }] } } }),
    JSON.stringify({ ...good, languages: { en: { ...en, contact: undefined } } }),
  ];
  for (const text of texts) {
    server.files.set('manifest.json', Buffer.from(text));
    const { message } = await fails(() => load(server), 'manifest-invalid');
    assert.match(message, /[Rr]ebuild/, text.slice(0, 60));
  }
});

test('an index that cannot be fetched, or is not the one that the manifest names', async () => {
  const server = await FolderServer.start(folder);
  const file = server.manifest.languages.en?.index.file;
  assert.ok(file);
  const bytes = server.files.get(file);
  assert.ok(bytes);

  const other = Buffer.from(bytes);
  other[other.length >> 1] = ~(other[other.length >> 1] ?? 0);
  for (const wrong of [other, bytes.subarray(1), Buffer.alloc(0)]) {
    server.files.set(file, wrong);
    await fails(() => load(server), 'index-unreachable');
  }
  server.faults.set(file, cut);
  await fails(() => load(server), 'index-unreachable');
  server.faults.clear();
  server.files.delete(file);
  assert.match((await fails(() => load(server), 'index-unreachable')).message, /one build/);

  server.files.set(file, bytes);
  (await load(server)).close();
});

test('a damaged index under a right hash is found by the engine', async () => {
  const server = await FolderServer.start(folder);
  const { manifest } = server;
  const content = manifest.languages.en;
  assert.ok(content);
  const bytes = server.files.get(content.index.file);
  assert.ok(bytes);
  const next = random(4);
  for (let count = 0; count < 40; count += 1) {
    const damaged = Buffer.from(bytes);
    const at = Math.floor(next() * damaged.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(next() * 8));
    const length = count % 4 === 0 ? at : damaged.length;
    Object.assign(content, { index: server.put('damaged.bin', damaged.subarray(0, length)) });
    server.manifest = manifest;
    await assert.rejects(load(server), (error) => {
      assert.ok(error instanceof FaqletError);
      assert.match(error.code, /^index-(corrupt|version)$/, `byte ${at}: ${error.message}`);
      return true;
    });
  }
});
