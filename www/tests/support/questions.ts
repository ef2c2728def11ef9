/**
 * What shoppers ask in the browser tests, by language: a question with a slip that
 * `order-status` answers; one about a product, asked on its page; one that two products' entries
 * answer; and one that the shop cannot answer.
 */
export const QUESTIONS = {
  en: {
    typo: 'trackign number',
    product: 'can it go in the dishwasher',
    choice: 'is it dishwasher safe',
    unanswerable: 'who won the football last night',
  },
  ru: {
    typo: 'отследтиь мою посылку',
    product: 'в посудомойку его можно?',
    choice: 'можно мыть в посудомойке',
    unanswerable: 'кто выиграл вчера в футбол',
  },
  hu: {
    typo: 'hol van a csomgom',
    product: 'elmoshatom mosogatógépben',
    choice: 'mosogatógépben mosható?',
    unanswerable: 'ki nyerte tegnap a focimeccset',
  },
  ar: {
    typo: 'تتتبع الطرد',
    product: 'احطها في غسالة الصحون',
    choice: 'هل تغسل في غسالة الصحون؟',
    unanswerable: 'مين فاز بالماتش امبارح',
  },
} as const;

/** A language of the demo shop. */
export type Language = keyof typeof QUESTIONS;

/** All languages of the demo shop. */
export const LANGUAGES = Object.keys(QUESTIONS) as Language[];
