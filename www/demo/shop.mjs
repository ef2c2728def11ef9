import { readFileSync } from 'node:fs';

/** @typedef {typeof import('./locales/en.json')} Locale */
/** @typedef {keyof Locale['products']} ProductId */

/**
 * @param {string} path
 * @returns {string}
 */
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The languages of the shop, the default first. */
export const languages = ['en', 'ru', 'hu', 'ar'];

/** @type {Map<string, Locale>} */
export const locales = new Map(
  languages.map((language) => [language, JSON.parse(read(`./locales/${language}.json`))]),
);

/**
 * The goods: ids and prices in EUR, in the order of the shelf, each with its drawing.
 *
 * @type {Map<ProductId, { price: number, drawing: string }>}
 */
export const products = new Map(
  /** @type {[ProductId, number][]} */ ([
    ['kt-200', 59],
    ['cm-450', 449],
    ['bl-150', 89],
    ['vc-310', 249],
    ['ap-120', 179],
    ['wm-800', 529],
  ]).map(([id, price]) => [id, { price, drawing: read(`./drawings/${id}.svg`) }]),
);

/** @param {string} language */
export const direction = (language) => (language === 'ar' ? 'rtl' : 'ltr');

/**
 * @param {number} amount in EUR
 * @param {string} language
 */
export function money(amount, language) {
  // The shop writes Western digits in every language, as its answers do.
  return new Intl.NumberFormat(`${language}-u-nu-latn`, {
    style: 'currency',
    currency: 'EUR',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(amount);
}
