import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { built, ROOT } from '../lib/built.mjs';
import { race } from '../lib/rounds.mjs';
import { useScratch } from '../lib/scratch.mjs';
import { sections } from '../lib/sections.mjs';
import { quantile, spread } from '../lib/statistics.mjs';
import { figure, fill, table, time } from '../lib/table.mjs';
import { originOf, sizesByOrigin } from '../lib/wasm.mjs';
import { weigh } from '../parts/scale.mjs';
import faqlet from '../peers/faqlet.mjs';

useScratch();

test('quantiles are values, and the share of values below is as asked', () => {
  const values = Array.from({ length: 100 }, (_, number) => (number * 37) % 100);
  for (const share of [0, 0.25, 0.5, 0.95, 0.99]) {
    assert.equal(quantile(values, share), Math.round(share * 100));
  }
  assert.equal(quantile(values, 1), 99);
  assert.deepEqual(spread([3, 1, 2]), { best: 1, median: 2, worst: 3 });
});

test('all take part in every round, asked each question alike, and the best round counts', async () => {
  let clock = 0;
  /** @type {Record<string, number>} */
  const asked = {};
  const contestant = (/** @type {string} */ name, /** @type {number} */ cost) => ({
    name,
    questions: ['a', 'b', 'c', 'd'],
    ask(/** @type {string} */ question) {
      asked[name + question] = (asked[name + question] ?? 0) + 1;
      clock += cost;
      return cost > 5 ? Promise.resolve() : undefined;
    },
  });
  const costs = await race([contestant('cheap', 3), contestant('dear', 30)], () => clock, 2);
  assert.deepEqual(
    costs.map(({ mean }) => mean.best),
    [3, 30],
  );
  assert.deepEqual(
    costs.map(({ p50, p99 }) => [p50, p99]),
    [
      [3, 3],
      [30, 30],
    ],
  );
  assert.deepEqual(
    costs.map(({ questions }) => questions),
    [4, 4],
  );
  for (const name of ['cheap', 'dear']) {
    const counts = new Set(['a', 'b', 'c', 'd'].map((question) => asked[name + question]));
    assert.equal(counts.size, 1, `${[...counts]}`);
  }
});

test('figures have three digits', () => {
  assert.equal(figure(0.012345), '0.0123');
  assert.equal(figure(12.345), '12.3');
  assert.equal(figure(999.6), '1,000');
  assert.equal(figure(1234.5), '1,235');
  assert.equal(figure(1234567), '1,234,567');
  assert.equal(time(16.74), '16.7 µs');
  assert.equal(time(1234), '1.23 ms');
  assert.equal(time(1234567), '1,230 ms');
});

test('a part of a page is replaced and the rest stays', () => {
  const page = 'a\n<!-- x -->\nold\n<!-- /x -->\nb\n';
  const once = fill(page, 'x', table(['k', 'v'], [['one', '1']]));
  assert.equal(once, 'a\n<!-- x -->\n\n| k | v |\n|---|--:|\n| one | 1 |\n\n<!-- /x -->\nb\n');
  assert.equal(fill(once, 'x', 'new'), 'a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb\n');
  assert.throws(() => fill(page, 'y', ''), /<!-- y -->/);
});

test('both pages have a place for every table', () => {
  const read = (/** @type {string} */ name) => readFileSync(join(ROOT, 'docs', name), 'utf8');
  const places = ['peers', 'query', 'chromium', 'scale', 'engine', 'cold-start'];
  for (const place of places) fill(read('benchmarks.md'), place, '');
  for (const place of ['bytes', 'index']) fill(read('performance.md'), place, '');
});

test('functions are counted by the module or the crate that they come from', () => {
  for (const [name, origin] of [
    ['faqlet::search::rank::Ranker::rank::h041768998e8a24c0', 'faqlet::search::rank'],
    ['faqlet::search::marks::marks::h041768998e8a24c0', 'faqlet::search::marks'],
    ['faqlet::engine::Engine<D>::ask::h041768998e8a24c0', 'faqlet::engine'],
    ['faqlet::bytes::Reader::varint::h041768998e8a24c0', 'faqlet::bytes'],
    ['<fst::raw::Fst<D> as core::fmt::Debug>::fmt::h0', 'fst'],
    ['core::str::converts::from_utf8::h041768998e8a24c0', 'core'],
    ['<core[c5930c85a12de822]::str::Chars>::next', 'core'],
    ['engine_ask externref shim', 'export engine_ask, with what is inlined'],
    ['memcpy', 'memory and glue'],
  ]) {
    assert.equal(originOf(String(name)), origin);
  }
});

test('the parts of the engine are the whole engine', () => {
  const engine = readFileSync(join(built().dist, 'engine', 'faqlet_bg.wasm'));
  const sum = [...sizesByOrigin(engine).values()].reduce((sum, size) => sum + size, 0);
  // What is missing are the headers of sections and functions, and the list of features.
  assert.ok(sum < engine.length && sum > 0.95 * engine.length, `${sum} of ${engine.length}`);
  assert.throws(() => sizesByOrigin(engine.subarray(0, engine.length / 2)), /ends too early/);
});

test('the sections of an index are the whole index, and its texts are weighed', async () => {
  const entries = ['How do I return shoes?', 'Where is my parcel?'].map((question, number) => ({
    id: `entry-${number}`,
    question,
    alternates: [`${question} please`],
    answer: 'Look into your account, where everything about your orders is.',
  }));
  const { folder } = await faqlet(built()).build(entries);
  const { languages } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const index = readFileSync(join(folder, languages.en.index.file));
  const parts = sections(index);
  assert.ok(parts.some(({ name }) => name === 'POST'));
  const sum = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  // The header, a row for each section, and up to three bytes that fill each of them up.
  const missing = index.length - sum - 24 - 16 * parts.length;
  assert.ok(missing >= 0 && missing <= 3 * parts.length, `${missing}`);
  const sizes = weigh(folder, true);
  assert.ok(sizes.index < sizes.gzip && sizes.brotli < sizes.gzip);
  assert.throws(() => sections(Buffer.alloc(64)), /no index/);
});
