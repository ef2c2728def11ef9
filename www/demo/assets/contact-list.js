import { byId, element, fill } from './dom.js';

/** @typedef {import('/faqlet/index.js').ContactOption} ContactOption */
/** @typedef {(typeof import('../locales/en.json'))['contact']} Strings */

/** As many options as lie open; the others are one click further. */
const FIRST = 3;
const HOUR = 60;
const DAY = 24 * HOUR;

/** Shows the ways to reach the shop, always at the same place, with who is there now. */
export class ContactList {
  /**
   * @param {Strings} strings
   * @param {string} language
   */
  constructor(strings, language) {
    // The shop writes Western digits in every language, as its answers do.
    const locale = `${language}-u-nu-latn`;
    this.strings = strings;
    this.language = language;
    this.locale = locale;
    this.relative = new Intl.RelativeTimeFormat(locale);
    this.plural = new Intl.PluralRules(locale);
    this.languageNames = new Intl.DisplayNames(locale, { type: 'language' });
  }

  /** @param {readonly ContactOption[]} options best first */
  show(options) {
    const items = options.map((option) => this.item(option));
    byId('contact-first').replaceChildren(...items.slice(0, FIRST));
    byId('contact-more').replaceChildren(...items.slice(FIRST));
  }

  /** @param {ContactOption} option */
  item(option) {
    const { id, name, url, detail, open, replyMinutes, availableLanguage } = option;
    const item = element('li', { 'data-channel': id }, element('a', { href: url }, name));
    // A number or an address keeps its own direction in right-to-left text.
    if (detail) item.append(' ', element('bdi', {}, detail));
    item.append(element('p', { class: open ? 'open' : 'closed' }, this.state(option)));
    if (replyMinutes) item.append(element('p', {}, this.wait(replyMinutes)));
    if (availableLanguage?.length && !availableLanguage.includes(this.language)) {
      const names = availableLanguage.map((tag) => this.languageNames.of(tag) ?? tag);
      const languages = new Intl.ListFormat(this.locale, { type: 'unit' }).format(names);
      item.append(element('p', {}, fill(this.strings.spoken, { languages })));
    }
    return item;
  }

  /** @param {ContactOption} option */
  state({ open, changesIn, hoursAvailable }) {
    const { strings } = this;
    if (!open) {
      return changesIn === undefined
        ? strings.closed
        : fill(strings.opens, { when: this.when(changesIn) });
    }
    if (!hoursAvailable) return strings.anyTime;
    return changesIn !== undefined && changesIn <= HOUR
      ? fill(strings.closes, { when: this.when(changesIn) })
      : strings.open;
  }

  /** @param {number} minutes from now */
  when(minutes) {
    if (minutes < 2 * HOUR) return this.relative.format(minutes, 'minute');
    if (minutes < 2 * DAY) return this.relative.format(Math.round(minutes / HOUR), 'hour');
    return this.relative.format(Math.round(minutes / DAY), 'day');
  }

  /** @param {number} minutes of opening time */
  wait(minutes) {
    const { strings, locale } = this;
    let time;
    if (minutes >= DAY) {
      const days = Math.round(minutes / DAY);
      /** @type {Record<string, string>} */
      const forms = strings.workingDays;
      time = fill(forms[this.plural.select(days)] ?? strings.workingDays.other, { n: `${days}` });
    } else {
      const hours = minutes >= HOUR;
      time = new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: hours ? 'hour' : 'minute',
        unitDisplay: 'long',
        maximumFractionDigits: 0,
      }).format(hours ? minutes / HOUR : minutes);
    }
    return fill(strings.wait, { time });
  }
}
