import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from '../../src/element/views/read-aloud.js';
import { random } from '../support/random.js';

const SENTENCES = {
  en: ['Is it loud?', 'No: it hums at 24 dB, as a library does.', 'Clean it “now and then”!'],
  ru: ['Он громкий?', 'Нет, он тихий, как библиотека.', 'Чистите его иногда!'],
  hu: ['Hangos?', 'Nem, halkan zúg, mint egy könyvtár.', 'Néha tisztítsa meg!'],
  ar: ['هل صوته عالٍ؟', 'لا، صوته خافت كما في المكتبة.', 'نظّفه من حين إلى آخر!'],
};

test('every letter is read, in order, line by line, and long lines sentence by sentence', () => {
  const chance = random(24);
  for (const [language, sentences] of Object.entries(SENTENCES)) {
    for (let round = 0; round < 50; round += 1) {
      const some = (most: number) => Math.floor(chance() * most);
      const lines = Array.from({ length: some(6) }, () =>
        Array.from({ length: some(20) }, () => sentences[some(3)]).join(' '),
      );
      const text = lines.join(['\n', '\n\n', ' \n\t'][some(3)]);
      const pieces = piecesOf(text, language);
      assert.equal(pieces.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
      const expected = lines.flatMap((line) =>
        line.length > 200 ? line.split(/(?<=[.!?؟]) /) : [line].filter(Boolean),
      );
      assert.deepEqual(pieces, expected);
    }
  }
});
