import {
  contactLink,
  fill,
  offerChat,
  openingOf,
  replyTime,
  spokenLanguages,
} from '/faqlet/contact/index.js';
import { byId, element } from './dom.js';

/** @typedef {import('/faqlet/contact/index.js').ContactOption} ContactOption */
/** @typedef {import('/faqlet/contact/index.js').Strings} Strings */
/** @typedef {import('/faqlet/contact/index.js').Message} Message */
/** @typedef {import('./composer.js').Composer} Composer */

/** As many options as lie open; the others are one click further. */
const FIRST = 3;
/** Channels in which a message is written, and can be pasted where it does not go along. */
const WRITTEN = /^(email|whatsapp|telegram|messenger|viber|instagram|x|vk|line)$/;

/** Shows the ways to reach the shop, always at the same place, with who is there now. */
export class ContactList {
  /**
   * @param {Strings} strings
   * @param {string} language
   * @param {Composer} composer what goes along
   */
  constructor(strings, language, composer) {
    this.strings = strings;
    this.language = language;
    this.composer = composer;
    /** @type {string | undefined} */
    this.shopZone = undefined;
    /** @type {readonly string[]} */
    this.tags = [];
    /** @type {Map<HTMLAnchorElement, ContactOption>} */
    this.links = new Map();
    composer.changed = () => this.carry();
  }

  /**
   * @param {readonly ContactOption[]} options best first
   * @param {readonly string[]} tags the topics asked about
   */
  show(options, tags) {
    this.tags = tags;
    this.links.clear();
    const items = options.map((option) => this.item(option));
    byId('contact-first').replaceChildren(...items.slice(0, FIRST));
    byId('contact-more').replaceChildren(...items.slice(FIRST));
    this.composer.form = options.find(({ type }) => type === 'form');
    this.carry();
  }

  /** @param {ContactOption} option */
  item(option) {
    const { strings, shopZone } = this;
    const { id, type, url, name, detail } = option;
    const link = element('a', { href: url }, name);
    this.links.set(link, option);
    const item = element('li', { 'data-channel': id }, link);
    // A number or an address keeps its own direction in right-to-left text.
    if (detail) item.append(' ', element('bdi', {}, detail));
    const { state, text, zone } = openingOf(option, strings, { shopZone });
    item.append(element('p', { class: state === 'closed' ? 'closed' : 'open' }, text));
    const rest = [
      zone,
      replyTime(option, strings),
      spokenLanguages(option, this.language, strings),
    ];
    for (const line of rest) if (line) item.append(element('p', {}, line));
    item.append(element('p', { class: 'hint', hidden: '' }));
    link.addEventListener('click', (click) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey) return;
      if (type === 'form') {
        click.preventDefault();
        this.composer.open();
      } else if (type === 'chat' && offerChat(link, this.composer.chat(option))) {
        click.preventDefault();
      }
    });
    return item;
  }

  /** Writes into the links what goes along, and beside them what does not. */
  carry() {
    const { message } = this.composer;
    const { draft, press } = this.strings;
    for (const [link, option] of this.links) {
      const { href, carries, digits } = contactLink(option, message, this.tags);
      link.href = href;
      const hint = /** @type {HTMLElement} */ (link.parentElement?.querySelector('.hint'));
      const written = message.text && WRITTEN.test(option.type) && carries !== 'all';
      const text = digits
        ? fill(press, { keys: [...digits].filter((key) => key !== ',').join(' ') })
        : written
          ? draft[carries]
          : '';
      hint.textContent = text;
      hint.hidden = !text;
    }
  }
}
