import type { Page } from 'playwright-core';
import { part } from './engines/shopper.js';
import { answer, ask, at, ready, result } from './page.js';
import { type Language, QUESTIONS } from './questions.js';

/** How the element stands on a page. */
export const MODES = ['inline', 'button', 'page'] as const;
export type Mode = (typeof MODES)[number];

/** A Tuesday morning in the demo shop's hours. */
export const OPEN = '2026-12-01T09:30:00Z';
/** A Saturday evening, when nobody is there. */
export const CLOSED = '2026-12-05T20:30:00Z';

/** Questions that a person has to take, beside the answer. */
const URGENT = {
  en: 'A product gave a shock, smoked or hurt someone. What must I do?',
  ru: 'Прибор дымит, пахнет гарью или кого-то травмировало',
  hu: 'Füstöl, égett szagú vagy megrázott a készülék. Mit tegyek most azonnal?',
  ar: 'خرج من الجهاز دخان أو أصابني بأذى، ماذا أفعل الآن؟',
} as const;

/** Ends what the one before left open, then does what leads to the state. */
type Act = (page: Page, language: Language) => Promise<unknown>;

/** Opens the form among the contact options. */
export async function openForm(page: Page): Promise<void> {
  await page
    .locator(`${part('contact')} > details`)
    .evaluate((more) => more.setAttribute('open', ''));
  await at(page, 'contact-option', `[data-channel="form"] ${part('contact-link')}`).click();
  await at(page, 'message-words').waitFor();
}

/** The states in which shoppers see the element, each reached from the one before. */
export const STATES: Readonly<Record<string, Act>> = {
  start: async () => {},
  suggestions: async (page, language) => {
    await at(page, 'question').fill('');
    await at(page, 'question').pressSequentially(QUESTIONS[language].typo.slice(0, -1));
    await at(page, 'suggestion').waitFor();
    await page.keyboard.press('ArrowDown');
  },
  answer: async (page, language) => {
    await ask(page, QUESTIONS[language].typo);
    await answer(page, 'order-status');
  },
  'feedback-yes': async (page) => {
    await at(page, 'feedback-yes').click();
    await at(page, 'feedback-text').waitFor();
  },
  choice: async (page, language) => {
    await ask(page, QUESTIONS[language].choice);
    await result(page, 'choose');
  },
  'feedback-no': async (page) => {
    await at(page, 'choice', ' [data-entry="bl-150-dishwasher"]').click();
    await answer(page, 'bl-150-dishwasher');
    await at(page, 'feedback-no').click();
    await at(page, 'feedback-text').waitFor();
  },
  urgent: async (page, language) => {
    await ask(page, URGENT[language]);
    await answer(page, 'safety-incident');
  },
  contact: async (page, language) => {
    await ask(page, QUESTIONS[language].unanswerable);
    await result(page, 'contact');
  },
  'form-refused': async (page) => {
    await openForm(page);
    await at(page, 'message-send').click();
  },
  'message-waits': async (page) => {
    await page.route('**/help/form', (route) => route.abort());
    await at(page, 'message-reply').fill('anna@example.com');
    await at(page, 'message-send').click();
    // It says so once the first attempt has failed, and then waits for a while.
    await at(page, 'outbox-item', '[data-state="waiting"] button').waitFor();
  },
};

/** Opens the panel where there is one, and waits until the element works. */
export async function begin(page: Page, mode: Mode): Promise<void> {
  if (mode === 'button') await at(page, 'launcher').click();
  await ready(page);
}
