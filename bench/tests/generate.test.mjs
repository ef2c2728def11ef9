import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { generateShop, productName } from '../lib/generate.mjs';
import { random, sample } from '../lib/random.mjs';

const SENTENCES = [
  'Where is my parcel?',
  'How do I return the shoes that I bought yesterday?',
  'Do you ship abroad',
  'Why was my card declined again',
];

test('the same sentences give the same shop, on every machine and in every year', () => {
  const shop = JSON.stringify(generateShop(SENTENCES, 500));
  const hash = createHash('sha256').update(shop).digest('hex');
  assert.equal(hash, '2e1b01525c0b35bed8001f1f2ebe1033a45ceebb2b8d6e5cd3e1a6fd7e7dcb33');
});

test('a shop has as many entries as asked for, and questions that some of them answer', () => {
  for (const count of [1, 7, 299, 300, 301, 1000]) {
    const { entries, questions } = generateShop(SENTENCES, count);
    assert.equal(entries.length, count);
    assert.equal(new Set(entries.map(({ id }) => id)).size, count);
    assert.ok(questions.length > 0 && questions.length <= 300, `${questions.length}`);
    assert.ok(questions.length >= Math.min(count, 150), `${questions.length}`);
    for (const question of questions) assert.match(question, /\S/);
  }
});

test('no two products have a name in common, and none is a syllable', () => {
  const names = Array.from({ length: 20_000 }, (_, number) => productName(number));
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.every((name) => name.length >= 4));
});

test('a sample has each element at most once, and all where there are fewer', () => {
  const list = Array.from({ length: 50 }, (_, number) => number);
  for (const count of [0, 1, 20, 50, 80]) {
    const some = sample(list, count, random(count));
    assert.equal(some.length, Math.min(count, 50));
    assert.equal(new Set(some).size, some.length);
    assert.ok(some.every((number) => list.includes(number)));
  }
  assert.notDeepEqual(sample(list, 50, random(1)), list);
});
