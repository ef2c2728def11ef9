import { data, html, trusted } from './markup.mjs';
import { direction, languages, locales, money, products } from './shop.mjs';

/** @typedef {import('./shop.mjs').Locale} Locale */
/** @typedef {import('./shop.mjs').ProductId} ProductId */
/** @typedef {import('../src/manifest.js').Channel} Channel */

/**
 * The shop writes Western digits in every language, as its answers do, and English as in Europe.
 *
 * @type {Record<string, string>}
 */
const LOCALES = { en: 'en-GB', ar: 'ar-u-nu-latn' };

/** Where the help page and the page of the stores are. */
const HELP = 'help';
const STORES = 'stores';

/**
 * Where a page is.
 *
 * @param {string} language
 * @param {ProductId} [product]
 */
export const path = (language, product) =>
  product ? `/${language}/products/${product}/` : `/${language}/`;

/**
 * A page, or `undefined` where there is none at that path.
 *
 * @param {string} pathname
 * @param {(language: string) => readonly Channel[]} channelsOf
 * @returns {string | undefined}
 */
export function pageAt(pathname, channelsOf) {
  for (const [language, locale] of locales) {
    // Without a script nobody knows for whom a condition holds.
    const contact = channelsOf(language).filter(({ when }) => !when);
    if (pathname === path(language)) return shopFront(language, locale, contact);
    if (pathname === `${path(language)}${HELP}/`) return helpPage(language, locale, contact);
    if (pathname === `${path(language)}${STORES}/`) return storesPage(language, locale, contact);
    for (const id of products.keys()) {
      if (pathname === path(language, id)) return productPage(language, locale, contact, id);
    }
  }
  return undefined;
}

/**
 * @param {string} language
 * @param {Locale} locale
 * @param {readonly Channel[]} channels
 */
function shopFront(language, locale, channels) {
  const shelf = [...products].map(([id, { price, drawing }]) => {
    const { name, summary } = locale.products[id];
    return html`<li class="card">
      ${trusted(drawing)}
      <h3><a href="${path(language, id)}">${name}</a></h3>
      <p>${summary}</p>
      <p class="price">${money(price, language)}</p>
    </li>`;
  });
  return page({
    language,
    locale,
    title: locale.shop.title,
    body: html`<div class="hero">
      <h1>${locale.shop.headline}</h1>
      <p>${locale.shop.intro}</p>
    </div>
    ${help(language, locale, channels, {})}
    <section aria-labelledby="products">
      <h2 id="products">${locale.shop.products}</h2>
      <ul class="shelf" role="list">${shelf}</ul>
    </section>`,
  });
}

/**
 * @param {string} language
 * @param {Locale} locale
 * @param {readonly Channel[]} channels
 * @param {ProductId} id
 */
function productPage(language, locale, channels, id) {
  const { name, summary, description, specs } = locale.products[id];
  const { price, drawing } = /** @type {{ price: number, drawing: string }} */ (products.get(id));
  const rows = specs.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return page({
    language,
    locale,
    product: id,
    title: `${name} – Kettlewick`,
    body: html`<p class="back"><a href="${path(language)}">${locale.shop.back}</a></p>
    <article class="product">
      <div class="picture">${trusted(drawing)}</div>
      <div>
        <h1>${name}</h1>
        <p class="summary">${summary}</p>
        <p>${description}</p>
        <p class="price">${money(price, language)}</p>
        <p class="stock">${locale.shop.stock}</p>
        <h2>${locale.shop.specs}</h2>
        <dl class="specs">${rows}</dl>
      </div>
    </article>
    ${help(language, locale, channels, { product: id })}`,
  });
}

/**
 * @param {string} language
 * @param {Locale} locale
 * @param {readonly Channel[]} channels
 */
function helpPage(language, locale, channels) {
  return page({
    language,
    locale,
    place: HELP,
    title: `${locale.shop.help} – Kettlewick`,
    body: html`<h1>${locale.shop.help}</h1>
    ${help(language, locale, channels, { mode: 'page' })}`,
  });
}

/**
 * @param {string} language
 * @param {Locale} locale
 * @param {readonly Channel[]} channels
 */
function storesPage(language, locale, channels) {
  const { shop } = locale;
  return page({
    language,
    locale,
    place: STORES,
    title: `${shop.visit} – Kettlewick`,
    body: html`<h1>${shop.visit}</h1>
    <address class="stores"><p>${shop.budapest}</p><p>${shop.szeged}</p></address>`,
    end: help(language, locale, channels, { mode: 'button' }),
  });
}

/**
 * The shop's help. What is in it is there without a script: the ways to reach the shop.
 *
 * @param {string} language
 * @param {Locale} locale
 * @param {readonly Channel[]} channels
 * @param {{ mode?: 'page' | 'button', product?: ProductId }} options
 */
function help(language, locale, channels, { mode, product }) {
  return html`<faqlet-help id="help" src="/faq/" lang="${LOCALES[language] ?? language}" voice
    ${mode ? html`mode="${mode}"` : ''}
    ${product ? html`product="${product}" community="/help/questions"` : ''}>
    <h2>${locale.contact.title}</h2>
    <ul class="channels" role="list">${channels.map(channelItem)}</ul>
    <p><a href="/faq/${language}/">${locale.shop.questions}</a></p>
  </faqlet-help>`;
}

/** @param {Channel} channel */
function channelItem({ id, name, url, detail }) {
  return html`<li data-channel="${id}">
    <a href="${url}">${name}</a> ${detail ? html`<bdi>${detail}</bdi>` : ''}
  </li>`;
}

/**
 * @param {object} parts
 * @param {string} parts.language
 * @param {Locale} parts.locale
 * @param {ProductId} [parts.product]
 * @param {string} [parts.place] of the page within its language
 * @param {string} parts.title
 * @param {ReturnType<typeof html>} parts.body
 * @param {ReturnType<typeof html>} [parts.end] below all the rest
 */
function page({ language, locale, product, place, title, body, end }) {
  const { shop, chat } = locale;
  /** @param {string} other */
  const here = (other) => (place ? `${path(other)}${place}/` : path(other, product));
  const alternates = languages.map(
    (other) => html`<link rel="alternate" hreflang="${other}" href="${here(other)}">`,
  );
  const choices = [...locales].map(
    ([other, { name }]) => html`<li><a href="${here(other)}" lang="${other}"
      hreflang="${other}" dir="${direction(other)}"
      ${other === language ? html`aria-current="true"` : ''}>${name}</a></li>`,
  );
  return html`<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/shop.css">
  <script type="module" src="/assets/main.js"></script>
  ${alternates}
</head>
<body>
  <a class="skip" href="#main">${shop.skip}</a>
  <header class="bar">
    <a class="brand" href="${path(language)}" lang="en" dir="ltr">Kettlewick</a>
    <a class="reach" href="${path(language)}${HELP}/">${shop.help}</a>
    <nav aria-label="${shop.languages}"><ul role="list">${choices}</ul></nav>
  </header>
  <main id="main" tabindex="-1">${body}</main>
  <footer>
    <h2><a href="${path(language)}${STORES}/">${shop.stores}</a></h2>
    <address>${shop.budapest}<br>${shop.szeged}</address>
    <p>${shop.notice}</p>
  </footer>
  ${end}
  ${data('chat-strings', chat)}
</body>
</html>
`.toString();
}
