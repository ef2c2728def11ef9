import { Faqlet } from '/faqlet/index.js';
import { byId } from './dom.js';
import { HelpBox } from './help-box.js';

const { lang } = document.documentElement;
const box = new HelpBox(JSON.parse(byId('help-strings').textContent ?? ''), lang, () =>
  Faqlet.load({ base: '/faq/', language: lang }),
);
box.start();
