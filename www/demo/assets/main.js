import { loadStrings } from '/faqlet/contact/index.js';
import { Faqlet } from '/faqlet/index.js';
import { openOutbox } from '/faqlet/outbox/index.js';
import { Composer } from './composer.js';
import { ContactList } from './contact-list.js';
import { connectDemoChat } from './demo-chat.js';
import { byId } from './dom.js';
import { HelpBox } from './help-box.js';
import { showOutbox } from './outbox-list.js';

const { lang } = document.documentElement;
/**
 * The shop writes Western digits in every language, as its answers do, and English as in Europe.
 *
 * @type {Record<string, string>}
 */
const LOCALES = { en: 'en-GB', ar: 'ar-u-nu-latn' };

const { help, chat } = JSON.parse(byId('help-strings').textContent ?? '');
const outbox = openOutbox();
const load = () => Faqlet.load({ base: '/faq/', language: lang });
// Together: the help box waits for the engine itself.
const loading = load();
loading.catch(() => {});

const strings = await loadStrings(LOCALES[lang] ?? lang);
const contact = new ContactList(strings, lang, new Composer(strings, outbox));
let first = true;
const box = new HelpBox(help, contact, () => {
  const started = first ? loading : load();
  first = false;
  return started;
});
box.start();
connectDemoChat(chat);
showOutbox(strings, await outbox);
