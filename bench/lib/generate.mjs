import { pick, random } from './random.mjs';

/** Of which the names of products are made. */
const SYLLABLES = [
  ...['ka', 'ro', 'mi', 'ten', 'vo', 'lux', 'ar', 'bel'],
  ...['sy', 'dra', 'pen', 'ost', 'qui', 'nar', 'fel', 'zu'],
];
/** Entries for each product, on average. */
const ENTRIES_OF_PRODUCT = 5;
const ALTERNATES = 3;
const QUESTIONS = 300;
/** How many of the questions have a letter left out. */
const MISSPELT = 0.3;

/**
 * A large shop: entries of sentences that people wrote, each question with a product's name, so
 * that the vocabulary grows with the shop as it does in real ones. A few products are in many
 * entries and most in few. The same sentences and count give the same shop.
 *
 * @param {readonly string[]} sentences
 * @param {number} count of entries
 * @returns {{ entries: import('./types.js').Entry[], questions: string[] }}
 */
export function generateShop(sentences, count) {
  const next = random(1);
  const products = Math.max(20, Math.round(count / ENTRIES_OF_PRODUCT));
  const entries = Array.from({ length: count }, (_, number) => {
    const product = productName(Math.floor(products * next() * next()));
    const question = pick(sentences, next).replace(/\?$/, '');
    return {
      id: `entry-${number}`,
      question: `${question} ${product}`,
      alternates: Array.from({ length: ALTERNATES }, () => pick(sentences, next)),
      answer: pick(sentences, next),
    };
  });
  const step = Math.max(1, Math.ceil(count / QUESTIONS));
  const questions = entries
    .filter((_, number) => number % step === 0)
    .map(({ question }) => reworded(question, next));
  return { entries, questions };
}

/**
 * A name that no other number has.
 *
 * @param {number} number
 * @returns {string}
 */
export function productName(number) {
  let name = '';
  // From 16 on, so that no name is a single syllable, which would be a word.
  for (let rest = number + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    name += SYLLABLES[rest % SYLLABLES.length];
  }
  return name;
}

/**
 * A question as another shopper may ask it: a word less, and now and then a letter less.
 *
 * @param {string} question
 * @param {() => number} next
 * @returns {string}
 */
function reworded(question, next) {
  const words = question.split(/\s+/);
  if (words.length > 4) words.splice(Math.floor(next() * words.length), 1);
  if (next() < MISSPELT) {
    const place = Math.floor(next() * words.length);
    const word = words[place] ?? '';
    if (word.length > 4) {
      const letter = 1 + Math.floor(next() * (word.length - 2));
      words[place] = word.slice(0, letter) + word.slice(letter + 1);
    }
  }
  return words.join(' ');
}
