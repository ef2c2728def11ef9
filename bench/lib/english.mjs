import { stemmer } from '@orama/stemmers/english';
import { stopwords } from '@orama/stopwords/english';

/** Words that say nothing of what a question is about. */
export const STOP_WORDS = new Set(stopwords);

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
