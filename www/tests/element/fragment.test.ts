import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatPlace, type Place, parsePlace } from '../../src/element/fragment.js';
import { random } from '../support/random.js';

const LETTERS = ['a', 'Z', '0', ' ', '%', '#', '&', '=', '+', '/', '?', '"', 'ű', 'я', 'س', '🫖'];

/** Any text, of letters that addresses treat each in another way. */
function texts(count: number): string[] {
  const next = random(6);
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 1 + Math.floor(next() * 12) },
      () => LETTERS[Math.floor(next() * LETTERS.length)],
    ).join(''),
  );
}

describe('the place that an address names', () => {
  test('is the one that was written into it', () => {
    for (const text of texts(500)) {
      const places: Place[] = [{ entry: text }];
      if (text.trim()) places.push({ question: text.trim() });
      for (const place of places) {
        for (const key of ['faq', 'help-2']) {
          // As a browser reads it back from the address bar.
          const { hash } = new URL(formatPlace(place, key), 'https://shop.example/');
          assert.deepEqual(parsePlace(hash, key), place);
          assert.equal(parsePlace(hash, 'other'), undefined);
        }
      }
    }
  });

  test('is none where the address is about something else, or about nothing', () => {
    const others = ['', '#', '#faq', '#faq=', '#faq-ask=', '#faq-ask=%20', '#faqs=a', '#reviews'];
    for (const hash of others) assert.equal(parsePlace(hash, 'faq'), undefined, hash);
  });

  test('is read as it stands where somebody wrote it without encoding', () => {
    assert.deepEqual(parsePlace('#faq-ask=100% sure?', 'faq'), { question: '100% sure?' });
  });
});
