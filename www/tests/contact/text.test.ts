import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, graphemes } from '../../src/contact/text.js';

const HARD = [
  'plain text',
  'e\u0301a\u0308o\u030b',
  '👩‍👩‍👧‍👦 family, 👍🏽 thumb, 🏳️‍🌈 flag, 🏴󠁧󠁢󠁳󠁣󠁴󠁿 Scotland',
  '🇭🇺🇷🇸🇪🇬🇬🇧',
  'السّعرُ مُناسِبٌ جدًّا',
  'ёлка й и\u0306',
  '1️⃣ ☪️ ❤️‍🔥',
  'line\nbreak',
];

test('without Intl.Segmenter, characters are told apart the same on what shoppers write', () => {
  for (const text of HARD) {
    assert.deepEqual(graphemes(text, undefined as never), graphemes(text), text);
  }
});

test('the beginning that fits is the longest that does', () => {
  for (const text of HARD) {
    for (let length = 0; length <= text.length; length += 1) {
      const short = cut(text, (text) => text.length <= length);
      assert.ok(short.length <= length);
      if (short === text) continue;
      const whole = graphemes(text);
      const beginnings = whole.map((_, count) => `${whole.slice(0, count).join('').trimEnd()}…`);
      const best = beginnings.filter((text) => text !== '…' && text.length <= length).at(-1) ?? '';
      assert.equal(short, best, `${text} ${length}`);
    }
  }
});
