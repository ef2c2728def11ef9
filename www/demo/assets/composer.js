import { Draft } from '/faqlet/contact/index.js';
import { byId, element } from './dom.js';

/** @typedef {import('/faqlet/contact/index.js').Context} Context */
/** @typedef {import('/faqlet/contact/index.js').ContactOption} ContactOption */
/** @typedef {import('/faqlet/contact/index.js').ChatRequest} ChatRequest */
/** @typedef {import('/faqlet/contact/index.js').PartName} PartName */
/** @typedef {import('/faqlet/contact/index.js').Strings} Strings */
/** @typedef {import('/faqlet/outbox/index.js').Outbox} Outbox */

/** Where a shopper sees and changes what goes along, and sends it by the shop's form. */
export class Composer {
  /**
   * @param {Strings} strings
   * @param {Promise<Outbox>} outbox
   */
  constructor(strings, outbox) {
    this.strings = strings;
    this.outbox = outbox;
    this.draft = new Draft({}, strings);
    /** @type {ContactOption | undefined} */
    this.form = undefined;
    /** Called when what goes along has changed. */
    this.changed = () => {};
    /** Whether the words are the shopper's own by now. */
    this.own = false;
    /** @type {Set<PartName>} */
    this.without = new Set();

    const { draft, form } = strings;
    this.preview = element('div', { class: 'preview' });
    this.words = element('textarea', { id: 'message-words', rows: '4', dir: 'auto' });
    this.parts = element('fieldset', {}, element('legend', {}, draft.parts));
    this.reply = element('input', { id: 'message-reply', dir: 'auto', autocomplete: 'email' });
    this.error = element('p', { class: 'error', id: 'message-error', role: 'alert' });
    this.status = element('p', { role: 'status' });
    this.sender = element(
      'div',
      { class: 'sender' },
      element('label', { for: 'message-reply' }, form.reply),
      this.reply,
      this.error,
      element('button', {}, form.send),
    );
    const copy = element('button', { type: 'button', class: 'quiet' }, draft.copy);
    this.details = element(
      'details',
      {},
      element('summary', {}, draft.change),
      element('label', { for: 'message-words' }, draft.words),
      this.words,
      this.parts,
      element('p', { class: 'small' }, draft.hint),
      this.sender,
    );
    this.box = element(
      'form',
      { class: 'message', novalidate: '', hidden: '' },
      element('h4', {}, draft.title),
      this.preview,
      copy,
      this.status,
      this.details,
    );
    byId('help-message').replaceChildren(this.box);
    copy.addEventListener('click', () => this.copy());
    this.words.addEventListener('input', () => {
      this.own = true;
      this.draft.words = this.words.value;
      this.refresh();
    });
    this.box.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    outbox.then(({ durable }) => {
      if (!durable) this.sender.append(element('p', { class: 'small' }, strings.outbox.notKept));
    });
  }

  /** What goes along: nothing that is not on the page to be read. */
  get message() {
    return this.box.hidden ? { text: '' } : this.draft.message;
  }

  /**
   * @param {ContactOption} channel
   * @returns {ChatRequest}
   */
  chat(channel) {
    const { message, draft, box } = this;
    return { channel, message, context: box.hidden ? {} : draft.context };
  }

  /**
   * Takes what is known by now. What the shopper wrote or left out stays so.
   *
   * @param {Context} context
   */
  update(context) {
    const words = this.words.value;
    this.draft = new Draft(context, this.strings);
    if (this.own) this.draft.words = words;
    else this.words.value = this.draft.words;
    const lines = this.draft.parts.map(({ name, text, value }) => {
      this.draft.include(name, !this.without.has(name));
      const box = element('input', { type: 'checkbox', name });
      box.checked = this.draft.has(name);
      box.addEventListener('change', () => {
        this.without[box.checked ? 'delete' : 'add'](name);
        this.draft.include(name, box.checked);
        this.refresh();
      });
      return element('label', {}, box, element('span', {}, ...isolated(text, value)));
    });
    this.parts.replaceChildren(element('legend', {}, this.strings.draft.parts), ...lines);
    this.parts.hidden = !lines.length;
    this.box.hidden = !context.question && this.box.hidden;
    this.refresh();
  }

  refresh() {
    const { draft } = this;
    const lines = draft.parts
      .filter(({ name }) => draft.has(name))
      .map(({ text, value }) => element('div', {}, ...isolated(text, value)));
    const words = draft.words.trim();
    this.preview.replaceChildren(
      ...(words ? [element('p', { dir: 'auto' }, words)] : []),
      ...lines,
    );
    this.sender.hidden = !this.form;
    this.status.textContent = '';
    this.error.textContent = '';
    this.changed();
  }

  /** Shows all of it, to write and to send. */
  open() {
    this.box.hidden = false;
    this.details.open = true;
    this.refresh();
    this.words.focus();
  }

  async copy() {
    const { copied, notCopied } = this.strings.draft;
    let done = true;
    try {
      await navigator.clipboard.writeText(this.draft.text);
    } catch {
      done = false;
    }
    this.status.textContent = done ? copied : notCopied;
  }

  async send() {
    const { form, draft, reply, words } = this;
    const { missingWords, missingReply } = this.strings.form;
    if (!form) return;
    const [field, text] = !words.value.trim()
      ? [words, missingWords]
      : !reply.value.trim()
        ? [reply, missingReply]
        : [undefined, ''];
    this.error.textContent = text;
    for (const each of [words, reply]) {
      each.toggleAttribute('aria-invalid', each === field);
      if (each === field) each.setAttribute('aria-describedby', 'message-error');
      else each.removeAttribute('aria-describedby');
    }
    if (field) {
      this.details.open = true;
      field.focus();
      return;
    }
    const body = { channel: form.id, message: draft.text, reply: reply.value.trim() };
    const outbox = await this.outbox;
    // The shop's address is not this machine's; the demo takes its messages itself.
    const url = new URL(new URL(form.url).pathname, location.href);
    await outbox.send(url, { ...body, context: draft.context });
    this.own = false;
    this.draft.words = '';
    words.value = '';
    this.details.open = false;
    this.box.hidden = true;
    this.refresh();
    byId('outbox-title').focus();
  }
}

/**
 * A line in which the value keeps its own direction: an address in Arabic text.
 *
 * @param {string} text
 * @param {string} value which is in it
 */
function isolated(text, value) {
  const start = text.indexOf(value);
  const end = start + value.length;
  return [text.slice(0, start), element('bdi', {}, value), text.slice(end)];
}
