import { plural } from '/faqlet/contact/index.js';
import { byId, element } from './dom.js';

/** @typedef {import('/faqlet/contact/index.js').Strings} Strings */
/** @typedef {import('/faqlet/outbox/index.js').Outbox} Outbox */
/** @typedef {import('/faqlet/outbox/index.js').OutboxMessage} OutboxMessage */

/**
 * Shows what has become of the shopper's messages, on this page and those before.
 *
 * @param {Strings} strings
 * @param {Outbox} outbox
 */
export function showOutbox({ outbox: texts, locale }, outbox) {
  const title = element('h4', { id: 'outbox-title', tabindex: '-1' });
  const list = element('ul', { role: 'list', 'aria-live': 'polite' });
  const region = element('section', { class: 'outbox', 'aria-labelledby': 'outbox-title' });
  region.append(title, list);
  region.hidden = true;
  byId('help-outbox').replaceChildren(region);
  /** @type {Map<string, { item: HTMLElement, state: HTMLElement, buttons: HTMLElement, shown: string }>} */
  const items = new Map();

  /** @param {OutboxMessage} message */
  const add = ({ key, body }) => {
    const state = element('p', { class: 'state' });
    const buttons = element('p', { class: 'buttons' });
    const [first = ''] = String(body.message).split('\n');
    const words = element('p', { class: 'words', dir: 'auto' }, first);
    const item = element('li', { 'data-key': key }, words, state, buttons);
    list.append(item);
    const entry = { item, state, buttons, shown: '' };
    items.set(key, entry);
    return entry;
  };

  /** @param {OutboxMessage} message */
  const textOf = ({ state, problem, kept }) => {
    if (state === 'refused') return problem === 'expired' ? texts.expired : texts.rejected;
    return state === 'waiting' && !kept ? texts.waitingMemory : texts[state];
  };

  /** @param {OutboxMessage} message */
  const actions = ({ key, state, problem }) => {
    const act = (/** @type {string} */ label, /** @type {() => void} */ act) => {
      const button = element('button', { type: 'button', class: 'quiet' }, label);
      button.addEventListener('click', act);
      return button;
    };
    const again = act(texts.again, () => outbox.retry(key));
    const gone = (/** @type {string} */ label) => act(label, () => outbox.discard(key));
    if (state === 'sent') return [gone(texts.dismiss)];
    if (state === 'refused' || problem === 'unreachable') return [again, gone(texts.discard)];
    return [];
  };

  outbox.subscribe((messages) => {
    region.hidden = !messages.length;
    const waiting = messages.filter(({ state }) => /^(waiting|sending)$/.test(state)).length;
    title.textContent = waiting ? plural(texts.pending, waiting, locale) : texts.title;
    for (const message of messages) {
      const entry = items.get(message.key) ?? add(message);
      const shown = `${message.state} ${message.problem}`;
      // What has not changed is left alone: it may have the focus, and is not to be read again.
      if (entry.shown === shown) continue;
      entry.shown = shown;
      entry.item.dataset.state = message.state;
      entry.state.textContent = textOf(message);
      entry.buttons.replaceChildren(...actions(message));
    }
    for (const [key, { item }] of items) {
      if (messages.some((message) => message.key === key)) continue;
      item.remove();
      items.delete(key);
    }
  });
}
