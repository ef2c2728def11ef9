import { stemmer } from '@orama/stemmers/english';
import { stopwords } from '@orama/stopwords/english';

/** Words that say nothing of what a question is about. */
export const STOP_WORDS = new Set(stopwords);

/**
 * The words of a text, in lower case.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return text.toLowerCase().normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** @type {Map<string, string>} */
const stems = new Map();

/**
 * The stem of an English word, by Snowball's rules. Remembered, as the libraries do that stem: the
 * rules take longer than a search.
 *
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = stemmer(word);
    stems.set(word, stem);
  }
  return stem;
}
