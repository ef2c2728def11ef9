import { data, html, trusted } from './markup.mjs';
import { direction, languages, locales, money, products } from './shop.mjs';

/** @typedef {import('./shop.mjs').Locale} Locale */
/** @typedef {import('./shop.mjs').ProductId} ProductId */
/** @typedef {import('../src/manifest.js').Channel} Channel */

/** As many channels as lie open; the others are one click further. */
const FIRST = 3;

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
    ${helpBox(locale, channels)}
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
    ${helpBox(locale, channels, id)}`,
  });
}

/**
 * The box as it is without a script: the ways to reach the shop. The script adds the rest.
 *
 * @param {Locale} locale
 * @param {readonly Channel[]} channels
 * @param {ProductId} [product]
 */
function helpBox(locale, channels, product) {
  const { help, contact, chat, examples } = locale;
  const title = product
    ? help.productTitle.replace('{product}', locale.products[product].name)
    : help.title;
  const links = examples[product ?? 'shop'].map(
    (question) => html`<li><a href="?q=${encodeURIComponent(question)}#help">${question}</a></li>`,
  );
  return html`<section class="help" id="help" data-product="${product}" aria-labelledby="help-title">
    <h2 id="help-title">${title}</h2>
    <div id="help-notices"></div>
    <form role="search" id="help-form">
      <label for="help-question">${help.label}</label>
      <div class="field">
        <input id="help-question" name="q" type="search" dir="auto" enterkeyhint="search"
          autocomplete="off" maxlength="500">
        <button>${help.submit}</button>
      </div>
    </form>
    <div class="examples">
      <p id="help-examples">${help.examples}</p>
      <ul role="list" aria-labelledby="help-examples">${links}</ul>
    </div>
    <p class="visually-hidden" id="help-status" role="status"></p>
    <div id="help-results"></div>
    <section class="contact" id="contact" aria-labelledby="contact-title">
      <h3 id="contact-title">${contact.title}</h3>
      <ul class="channels" id="contact-first" role="list">
        ${channels.slice(0, FIRST).map(channelItem)}
      </ul>
      <details>
        <summary>${contact.more}</summary>
        <ul class="channels" id="contact-more" role="list">
          ${channels.slice(FIRST).map(channelItem)}
        </ul>
      </details>
      <div id="help-message"></div>
      <div id="help-outbox"></div>
    </section>
    <div id="help-nearest"></div>
    ${data('help-strings', { help, chat })}
  </section>`;
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
 * @param {string} parts.title
 * @param {ReturnType<typeof html>} parts.body
 */
function page({ language, locale, product, title, body }) {
  const { shop, contact } = locale;
  const alternates = languages.map(
    (other) => html`<link rel="alternate" hreflang="${other}" href="${path(other, product)}">`,
  );
  const choices = [...locales].map(
    ([other, { name }]) => html`<li><a href="${path(other, product)}" lang="${other}"
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
  <link rel="stylesheet" href="/assets/help.css">
  <link rel="stylesheet" href="/assets/contact.css">
  <script type="module" src="/assets/main.js"></script>
  ${alternates}
</head>
<body>
  <a class="skip" href="#main">${shop.skip}</a>
  <header class="bar">
    <a class="brand" href="${path(language)}" lang="en" dir="ltr">Kettlewick</a>
    <a class="reach" href="#contact">${contact.title}</a>
    <nav aria-label="${shop.languages}"><ul role="list">${choices}</ul></nav>
  </header>
  <main id="main" tabindex="-1">${body}</main>
  <footer>
    <h2>${shop.stores}</h2>
    <address>${shop.budapest}<br>${shop.szeged}</address>
    <p>${shop.notice}</p>
  </footer>
</body>
</html>
`.toString();
}
