import { connectChat } from '/faqlet/browser/contact.js';
import { element } from './dom.js';

/**
 * Stands in for a chat provider: shows what such a one would get.
 *
 * @param {(typeof import('../locales/en.json'))['chat']} strings
 */
export function connectDemoChat({ title, note, close }) {
  connectChat(document, ({ message }) => {
    const dialog = element(
      'dialog',
      { class: 'chat', 'aria-labelledby': 'chat-title' },
      element('h2', { id: 'chat-title' }, title),
      element('p', {}, note),
      element('blockquote', { dir: 'auto' }, message.text || '…'),
      element('form', { method: 'dialog' }, element('button', {}, close)),
    );
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  });
}
