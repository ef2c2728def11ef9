/** What shoppers ask in the browser tests, by language. */
export const QUESTIONS = {
  en: {
    typo: 'trackign number',
    product: 'can it go in the dishwasher',
    unanswerable: 'who won the football last night',
  },
  ru: {
    typo: 'отследтиь мою посылку',
    product: 'в посудомойку его можно?',
    unanswerable: 'кто выиграл вчера в футбол',
  },
  hu: {
    typo: 'hol van a csomgom',
    product: 'elmoshatom mosogatógépben',
    unanswerable: 'ki nyerte tegnap a focimeccset',
  },
  ar: {
    typo: 'تتتبع الطرد',
    product: 'احطها في غسالة الصحون',
    unanswerable: 'مين فاز بالماتش امبارح',
  },
} as const;

/** A language of the demo shop. */
export type Language = keyof typeof QUESTIONS;

/** All languages of the demo shop. */
export const LANGUAGES = Object.keys(QUESTIONS) as Language[];
