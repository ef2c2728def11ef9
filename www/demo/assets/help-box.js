import { fill, pageAddress, Visit } from '/faqlet/contact/index.js';
import { showAnswerHtml } from './answer-html.js';
import { byId, element, marked } from './dom.js';

/** @typedef {import('/faqlet/index.js').Faqlet} Faqlet */
/** @typedef {import('/faqlet/index.js').Hit} Hit */
/** @typedef {import('/faqlet/index.js').Notice} Notice */
/** @typedef {import('/faqlet/index.js').Outcome} Outcome */
/** @typedef {import('./contact-list.js').ContactList} ContactList */
/** @typedef {(typeof import('../locales/en.json'))['help']} Strings */

/** Milliseconds without a key before the question so far is asked. */
const PAUSE = 150;
/** Milliseconds without a key before the outcome is read out, so as not to talk over typing. */
const SILENCE = 900;
/** Letters from which on an unfinished question says anything. */
const ENOUGH = 3;
/** Entries shown where none of them is thought to be the answer. */
const NEAREST = 3;
/** Of the answers shown, the last ones go along with a message. */
const READ = 3;
const ENTRY_LINK = '#faq=';
/** Where an entry's question goes in the text of a button. */
const QUESTION = '{question}';

/** The box in which a shopper asks, and the results below it. */
export class HelpBox {
  /**
   * @param {Strings} strings
   * @param {ContactList} contact
   * @param {() => Promise<Faqlet>} load
   */
  constructor(strings, contact, load) {
    this.strings = strings;
    this.contact = contact;
    this.load = load;
    this.visit = new Visit();
    /** @type {Outcome | undefined} */
    this.last = undefined;
    /** @type {Hit[]} the answers shown, the last one last */
    this.read = [];
    this.product = byId('help').dataset.product;
    this.form = /** @type {HTMLFormElement} */ (byId('help-form'));
    this.input = /** @type {HTMLInputElement} */ (byId('help-question'));
    this.status = byId('help-status');
    this.results = byId('help-results');
    this.nearest = byId('help-nearest');
    /** @type {Faqlet | undefined} */
    this.faq = undefined;
    this.loading = false;
    /** Whether the question was sent while nothing could answer it yet. */
    this.sent = false;
    /** Rises with everything shown, so that what arrives late can tell that it is. */
    this.turn = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.typing = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.speaking = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.counting = undefined;
  }

  /** Listens, and loads what answers. */
  start() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener('input', (event) => {
      // Half a syllable of an input method is no question; `compositionend` follows.
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.typed();
    });
    this.input.addEventListener('compositionend', () => this.typed());
    addEventListener('hashchange', () => this.openLinked());

    const asked = new URLSearchParams(location.search).get('q');
    if (asked) this.input.value = asked;
    this.connect();
  }

  async connect() {
    if (this.loading) return;
    this.loading = true;
    try {
      this.faq = await this.load();
    } catch (error) {
      console.warn('faqlet could not be loaded:', error);
      this.unavailable();
      return;
    } finally {
      this.loading = false;
    }
    for (const part of [this.results, this.nearest]) {
      part.lang = this.faq.language;
      part.dir = this.faq.direction;
    }
    this.contact.shopZone = this.faq.timeZone;
    const { contact, notices } = this.outcome('');
    this.contact.show(contact, []);
    byId('help-notices').replaceChildren(...this.notices(notices, []));
    this.orderContact();
    if (!this.openLinked()) this.ask(this.sent);
  }

  unavailable() {
    const { unavailable } = this.strings;
    this.show('unavailable', unavailable);
    this.say(unavailable, 0);
  }

  typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.ask(false), PAUSE);
  }

  send() {
    clearTimeout(this.typing);
    this.sent = true;
    if (this.faq) {
      this.ask(true);
    } else {
      this.say(this.strings.loading, 0);
      // After a failure, sending again tries again.
      this.connect();
    }
  }

  /** @param {string} question */
  outcome(question) {
    return /** @type {Faqlet} */ (this.faq).ask(question, this.situation());
  }

  situation() {
    return this.product ? { product: this.product } : {};
  }

  /** @param {boolean} sent the question is complete: lead to the result */
  ask(sent) {
    if (!this.faq) return;
    if (location.hash.startsWith(ENTRY_LINK)) {
      // So that following the same link again is a change.
      history.replaceState(null, '', location.pathname + location.search);
    }
    const question = this.input.value.trim();
    const outcome = this.outcome(question);
    this.last = outcome;
    this.contact.show(outcome.contact, topicsOf(outcome));
    const unfinished = !sent && [...question].length < ENOUGH;
    if (unfinished || (outcome.kind === 'contact' && outcome.reason === 'empty')) {
      this.clear();
      return;
    }
    this.showOutcome(outcome);
    clearTimeout(this.counting);
    if (sent) this.seen();
    else this.counting = setTimeout(() => this.seen(), SILENCE);
    if (sent) this.lead();
  }

  /** The shopper has seen what their question led to. */
  seen() {
    if (!this.last) return;
    this.visit.asked(this.input.value, this.last);
    this.orderContact();
  }

  /** The ways to reach the shop come first, once the visit has gone badly enough. */
  orderContact() {
    const contact = byId('contact');
    if (this.visit.contactFirst) this.results.before(contact);
  }

  /** Tells the shopper, and nobody else, what would go along with a message. */
  shareContext() {
    const { faq, product, contact, last } = this;
    const page = pageAddress(location.href);
    const role = last?.route?.role;
    contact.composer.update({
      question: this.input.value.trim(),
      answers: this.read.slice(-READ),
      ...(product && { product: { id: product, name: faq?.products[product] ?? product } }),
      ...(page && { page }),
      ...(faq && { language: faq.language }),
      ...(role && { role }),
    });
  }

  /**
   * @param {readonly Notice[]} notices
   * @param {readonly Notice[]} known which stand above already
   */
  notices(notices, known) {
    const items = notices
      .filter(({ id }) => !known.some((other) => other.id === id))
      .map(({ text, url }) =>
        element(
          'li',
          {},
          text,
          ...(url ? [' ', element('a', { href: url }, this.strings.more)] : []),
        ),
      );
    const list = { class: 'notices', role: 'list', 'aria-label': this.strings.notices };
    return items.length ? [element('ul', list, ...items)] : [];
  }

  clear() {
    this.turn += 1;
    this.results.replaceChildren();
    this.nearest.replaceChildren();
    this.say('', 0);
  }

  /** @param {Outcome} outcome */
  showOutcome(outcome) {
    const { strings } = this;
    if (outcome.kind === 'answer') {
      this.showEntry(outcome.entry, outcome.related, outcome.handoff, outcome.notices);
    } else if (outcome.kind === 'choose') {
      const { entries } = outcome;
      this.show('choose', strings.choose, this.choices(entries, entries));
      this.shareContext();
    } else {
      const { related, reason } = outcome;
      // An empty question is shown nowhere; to the types it is a vague one.
      this.show('contact', strings.reasons[reason === 'empty' ? 'vague' : reason]);
      this.shareContext();
      // Below the contact options: nothing comes between the line and those.
      this.nearest.replaceChildren(
        ...this.others(strings.nearest, related.slice(0, NEAREST), related),
      );
    }
  }

  /**
   * @param {Hit} entry
   * @param {readonly Hit[]} related
   * @param {'never' | 'offer' | 'always'} handoff
   * @param {readonly Notice[]} [notices]
   */
  showEntry(entry, related, handoff, notices = []) {
    const { strings } = this;
    const answer = element('div', { class: 'answer' });
    const about = this.productOf(entry);
    const urgent = handoff === 'always' && this.last?.contact[0];
    const result = this.show(
      'answer',
      entry.question,
      ...(about ? [element('p', { class: 'about' }, about)] : []),
      ...this.notices(notices, this.faq?.notices(this.situation()) ?? []),
      ...(urgent ? [this.urgent(urgent)] : []),
      answer,
      this.rating(),
      ...this.others(strings.related, related, [entry, ...related]),
    );
    this.read = [...this.read.filter(({ id }) => id !== entry.id), entry];
    this.shareContext();
    result.dataset.entry = entry.id;
    this.say(fill(strings.answerFound, { question: entry.question }), SILENCE);
    this.fetchAnswer(entry, answer);
  }

  /**
   * Where an answer alone will not do: the person to talk to, above it.
   *
   * @param {import('/faqlet/index.js').ContactOption} option
   */
  urgent(option) {
    const item = this.contact.item(option);
    this.contact.carry();
    const list = element('ul', { class: 'channels', role: 'list' }, item);
    return element('div', { class: 'urgent' }, element('p', {}, this.strings.person), list);
  }

  /** Asks whether the answer helped. */
  rating() {
    const { rate, yes, no, thanks, sorry, offer } = this.strings;
    const box = element('p', { class: 'rating', role: 'group', 'aria-label': rate }, rate, ' ');
    for (const helpful of [true, false]) {
      const button = element('button', { type: 'button', class: 'quiet' }, helpful ? yes : no);
      button.addEventListener('click', () => {
        this.visit.rated(helpful);
        this.orderContact();
        const link = element('a', { href: '#contact' }, offer);
        box.replaceChildren(...(helpful ? [thanks] : [sorry, ' ', link]));
        this.say(helpful ? thanks : sorry, 0);
      });
      box.append(button);
    }
    return box;
  }

  /**
   * @param {Hit} entry
   * @param {Element} target
   */
  async fetchAnswer(entry, target) {
    const { turn, strings } = this;
    target.setAttribute('aria-busy', 'true');
    try {
      const html = await /** @type {Faqlet} */ (this.faq).answer(entry);
      showAnswerHtml(target, html);
    } catch (error) {
      console.warn('faqlet could not load an answer:', error);
      const retry = element('button', { type: 'button' }, strings.retry);
      retry.addEventListener('click', () => this.fetchAnswer(entry, target));
      target.replaceChildren(element('p', {}, strings.unanswered), retry);
      if (turn === this.turn) this.say(strings.unanswered, 0);
    }
    target.removeAttribute('aria-busy');
  }

  /**
   * @param {string} title
   * @param {readonly Hit[]} hits
   * @param {readonly Hit[]} all what stays at hand after one of them was chosen
   */
  others(title, hits, all) {
    return hits.length ? [element('h4', {}, title), this.choices(hits, all)] : [];
  }

  /**
   * @param {readonly Hit[]} hits
   * @param {readonly Hit[]} all
   */
  choices(hits, all) {
    const items = hits.map((hit) => {
      const { id, question, marks } = hit;
      const product = this.productOf(hit);
      const label = product ? fill(this.strings.about, { product }) : QUESTION;
      const [before = '', after = ''] = label.split(QUESTION);
      const button = element(
        'button',
        { type: 'button', 'data-entry': id },
        before,
        ...marked(question, marks),
        after,
      );
      button.addEventListener('click', () => {
        this.showEntry(
          hit,
          all.filter((other) => other !== hit),
          'offer',
        );
        this.lead();
      });
      return element('li', {}, button);
    });
    return element('ul', { class: 'choices', role: 'list' }, ...items);
  }

  /**
   * The name of the entry's product, where the page is not that product's own.
   *
   * @param {Hit} hit
   */
  productOf({ product }) {
    return product && product !== this.product ? (this.faq?.products[product] ?? product) : '';
  }

  /**
   * Opens the entry that the address names; links within answers do so.
   *
   * @returns {boolean} whether there is one
   */
  openLinked() {
    if (!this.faq || !location.hash.startsWith(ENTRY_LINK)) return false;
    const entry = this.faq.entry(decoded(location.hash.slice(ENTRY_LINK.length)));
    if (!entry) return false;
    this.showEntry(entry, [], 'offer');
    this.lead();
    return true;
  }

  /**
   * Shows a result in place of the one before.
   *
   * @param {string} kind
   * @param {string} title
   * @param {...Node} content
   */
  show(kind, title, ...content) {
    this.turn += 1;
    const heading = element('h3', { id: 'help-result', tabindex: '-1' }, title);
    const result = element(
      'section',
      { class: 'result', 'data-kind': kind, 'aria-labelledby': 'help-result' },
      heading,
      ...content,
    );
    this.results.replaceChildren(result);
    this.nearest.replaceChildren();
    this.say(title, SILENCE);
    return result;
  }

  /** Takes the keyboard, and with it a screen reader, to the result. */
  lead() {
    clearTimeout(this.typing);
    this.sent = false;
    // The result is read because it gets the focus: do not read it twice.
    this.say('', 0);
    byId('help-result').focus();
  }

  /**
   * @param {string} text for those who hear the page
   * @param {number} delay in milliseconds
   */
  say(text, delay) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      if (this.status.textContent !== text) this.status.textContent = text;
    }, delay);
  }
}

/**
 * The topics of what was asked, as far as they are known.
 *
 * @param {Outcome} outcome
 */
function topicsOf(outcome) {
  return outcome.kind === 'answer' ? outcome.entry.tags : (outcome.route?.tags ?? []);
}

/** @param {string} text from an address, which anyone may have written */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
