import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import start, { Engine } from '../src/engine/faqlet.js';
import type { Manifest } from '../src/manifest.js';
import type { EngineOutcome } from '../src/outcome.js';
import { atEnd } from './support/at-end.js';
import { buildFaq, faqlet } from './support/faqlet.js';
import { CONTENT, golden, WASM } from './support/paths.js';
import { random } from './support/random.js';

/** How many questions are asked to see whether memory grows: `QUERIES=1000000` for the whole test. */
const QUERIES = Number(process.env.QUERIES ?? 20_000);
const MIB = 1 << 20;

/** What is pasted into the box by accident or on purpose. */
const PASTED: Readonly<Record<string, string>> = {
  '1 MB of one letter': 'a'.repeat(MIB),
  '1 MB of words': 'where is my ordr '.repeat(MIB / 17),
  '10,000 words that nobody knows': Array.from({ length: 10_000 }, (_, n) => `w${n}x`).join(' '),
  'letters that become many': '\ufdfa'.repeat(MIB),
  'marks on one letter': `a${'\u0301'.repeat(MIB)}`,
  'lone surrogates': '\ud800'.repeat(MIB),
  'zero-width characters': 'o\u200br\u200cd\u200de\ufeffr '.repeat(1000),
  'bidirectional controls': '\u202e\u2066order\u2069\u202c '.repeat(1000),
  'one long number': '1,000.'.repeat(MIB / 6),
  'hyphens between letters': 'a-'.repeat(MIB / 2),
};

/** Pieces that questions are put together from. */
const PIECES = [
  ...['where is my order', 'cancl', 'xqzjk', 'KT-200', '1,000.5', 'wi-fi', "don't", 'giftcard'],
  ...['ghbdtn', 'где заказ', 'ё', 'rendelésem', 'kör', 'ű', 'أين طلبي', '\u064b', 'شحنة', '٣'],
  ...[
    '\u200b',
    '\u200f',
    '\u202e',
    '\ufeff',
    '\u00ad',
    '\u0301',
    '\ufdfa',
    'ﬁ',
    '🧺',
    '\u0000',
    '\n',
  ],
  ...['-', '.', "'", ' ', ' ', ' ', '  ', 'İ', 'ß', '½', '\ufffd', '<img src=x onerror=alert(1)>'],
];

describe('hostile questions', () => {
  let memory: WebAssembly.Memory;
  let folder: string;
  let manifest: Manifest;

  const open = async (language: string) => {
    const content = manifest.languages[language];
    assert.ok(content);
    return new Engine(await readFile(join(folder, content.index.file)));
  };

  before(async () => {
    folder = await buildFaq();
    manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    ({ memory } = await start({ module_or_path: await readFile(WASM) }));
  });

  test('only the beginning of what is pasted is read', async (context) => {
    for (const language of ['en', 'ru', 'hu', 'ar']) {
      const engine = await open(language);
      for (const [what, text] of Object.entries(PASTED)) {
        const beginning: EngineOutcome = engine.ask(text.slice(0, 1000));
        const begun = performance.now();
        assert.deepEqual(engine.ask(text), beginning, what);
        const milliseconds = (performance.now() - begun).toFixed(2);
        context.diagnostic(`${language}: ${what}: ${milliseconds} ms`);
      }
      engine.free();
    }
  });

  test('a lone surrogate is what JavaScript says it is', async () => {
    const engine = await open('en');
    for (const [lone, meant] of [
      ['where is my \ud83d order', 'where is my \ufffd order'],
      ['\udc00\ud800', '\ufffd\ufffd'],
      // Cut in the middle where the beginning that is read ends.
      [`${'a '.repeat(499)}a🧺`, `${'a '.repeat(499)}a\ufffd`],
    ] as const) {
      assert.deepEqual(engine.ask(lone), engine.ask(meant));
    }
    engine.free();
  });

  for (const language of ['en', 'ru', 'hu', 'ar']) {
    test(`the engine in WebAssembly agrees with the native one: ${language}`, async () => {
      const next = random(8);
      const piece = () => PIECES[Math.floor(next() * PIECES.length)];
      const questions = Array.from({ length: 250 }, () =>
        Array.from({ length: 1 + Math.floor(next() * 9) }, piece).join(''),
      );
      const place = await mkdtemp(join(tmpdir(), 'faqlet-questions-'));
      atEnd(() => rm(place, { recursive: true, force: true }));
      const file = join(place, 'questions.jsonl');
      await writeFile(file, questions.map((q) => `${JSON.stringify({ q })}\n`).join(''));
      const printed = await faqlet(
        ...['try', CONTENT, '--questions', file, '--lang', language, '--json'],
      );
      const native = printed.split('\n').filter(Boolean);
      assert.equal(native.length, questions.length);
      const engine = await open(language);
      for (const [number, question] of questions.entries()) {
        const outcome: EngineOutcome = engine.ask(question);
        assert.deepEqual(outcome, JSON.parse(native[number] ?? ''), JSON.stringify(question));
      }
      engine.free();
    });
  }

  test('memory does not grow with the questions', async (context) => {
    const engine = await open('en');
    const rows = (await readFile(golden('en'), 'utf8')).split('\n').filter(Boolean);
    const questions = rows.map((row) => (JSON.parse(row) as { q: string }).q);
    questions.push(...Object.values(PASTED).map((text) => text.slice(0, 2000)));
    const ask = (count: number) => {
      for (let number = 0; number < count; number += 1) {
        engine.ask(questions[number % questions.length] ?? '');
      }
    };
    // What is worked out when it is first needed.
    ask(2 * questions.length);
    const pages = memory.buffer.byteLength;
    ask(QUERIES);
    assert.equal(memory.buffer.byteLength, pages);
    context.diagnostic(`${QUERIES} questions: ${pages / 65_536} pages of 64 KiB before and after`);
    engine.free();
  });
});
