import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, at, ready, Shop, told, type Visit } from '../support/browser.js';
import { part } from '../support/engines/shopper.js';

/*
 * Browsers of test machines understand no speech and have no voices; what stands in for them here
 * has the interface of the Web Speech API, and does what a test tells it to.
 */

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

const VOICED = { attributes: { voice: '', product: 'kt-200' } };

/** As the page sees the stand-ins. */
declare global {
  interface Window {
    recognition?: EventTarget & { lang: string };
    calls: string[];
    spoken: (EventTarget & { text: string; lang: string; voice: { name: string } })[];
  }
}

/** Understands what {@link say} says. A text, as a compiler would add to a function. */
const HEARS = `
  window.calls = [];
  window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
    start() {
      calls.push('start');
      window.recognition = this;
    }
    stop() {
      calls.push('stop');
      this.dispatchEvent(new Event('end'));
    }
    abort() {
      calls.push('abort');
      this.dispatchEvent(new Event('end'));
    }
  };`;

/** Understands nothing. */
const DEAF = 'window.SpeechRecognition = window.webkitSpeechRecognition = undefined;';

/** @param parts of what was said so far, each understood for itself */
const say = (page: Page, ...parts: string[]) =>
  page.evaluate((parts) => {
    const results = parts.map((transcript) => Object.assign([{ transcript }], { isFinal: false }));
    window.recognition?.dispatchEvent(Object.assign(new Event('result'), { results }));
  }, parts);

const end = (page: Page, error?: string) =>
  page.evaluate((error) => {
    if (error) window.recognition?.dispatchEvent(Object.assign(new Event('error'), { error }));
    window.recognition?.dispatchEvent(new Event('end'));
  }, error);

/** Has two voices for each language, and has read when {@link finish} says so. */
const speaks = (...languages: string[]) => `
  window.calls = [];
  window.spoken = [];
  const voices = ${JSON.stringify(languages)}.flatMap((lang) =>
    [false, true].map((localService) => ({ lang, localService, name: lang + ' ' + localService })));
  Object.defineProperty(window, 'speechSynthesis', {
    value: Object.assign(new EventTarget(), {
      getVoices: () => voices,
      speak: (utterance) => spoken.push(utterance),
      cancel: () => calls.push('cancel'),
    }),
  });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) {
      super();
      this.text = text;
    }
  };`;

/** Has no voices. */
const MUTE = `Object.defineProperty(window, 'speechSynthesis', { value: undefined });`;

/** Keeps nothing. */
const FORGETS = `
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  }`;

const prepared = (script: string) => ({ prepare: (page: Page) => page.addInitScript(script) });

const finish = (page: Page) =>
  page.evaluate(() => window.spoken.at(-1)?.dispatchEvent(new Event('end')));

async function close({ context, faults }: Visit): Promise<void> {
  assert.deepEqual(faults, []);
  await context.close();
}

test('a spoken question is shown as it is understood, and asked when it is over', async () => {
  const visit = await shop.visit({ ...VOICED, language: 'hu' }, prepared(HEARS));
  const { page } = visit;
  await ready(page);
  const microphone = at(page, 'voice');
  assert.ok(((await microphone.getAttribute('aria-label')) ?? '').length > 5);
  await microphone.focus();
  await page.keyboard.press('Enter');
  await at(page, 'voice', '[aria-pressed="true"]').waitFor();
  assert.equal(await page.evaluate(() => window.recognition?.lang), 'hu');
  assert.ok((await at(page, 'voice-note').innerText()).length > 5);
  await say(page, 'hol van');
  await say(page, 'hol van ', 'a csomagom');
  assert.equal(await at(page, 'question').inputValue(), 'hol van a csomagom');
  assert.equal(await page.locator(part('answer')).count(), 0);
  await end(page);
  await answer(page, 'order-status');
  assert.equal((await told(page, 'faqlet:ask'))[0]?.question, 'hol van a csomagom');
  assert.equal(await microphone.getAttribute('aria-pressed'), 'false');
  await close(visit);
});

test('where listening fails the shopper is told what to do, and can try again', async () => {
  const visit = await shop.visit(VOICED, prepared(HEARS));
  const { page } = visit;
  await ready(page);
  const notes = new Set<string>();
  for (const error of ['not-allowed', 'no-speech', 'network', undefined]) {
    await at(page, 'voice').click();
    await at(page, 'voice', '[aria-pressed="true"]').waitFor();
    await end(page, error);
    await at(page, 'voice', '[aria-pressed="false"]').waitFor();
    notes.add(await at(page, 'voice-note').innerText());
    assert.equal(await at(page, 'question').inputValue(), '');
  }
  // Nothing said is nothing heard, whether or not the browser says so.
  assert.equal(notes.size, 3);
  assert.ok([...notes].every((note) => note.trim().length > 10));
  // Pressed again, it ends; the element taken away, too.
  await at(page, 'voice').click();
  await at(page, 'voice').click();
  await at(page, 'voice').click();
  await page.evaluate(() => document.querySelector('faqlet-help')?.remove());
  const calls = await page.evaluate(() => window.calls);
  assert.deepEqual(calls.slice(-4), ['start', 'stop', 'start', 'abort']);
  await close(visit);
});

test('an answer is read piece by piece, by a voice of the device, until another takes its place', async () => {
  const visit = await shop.visit(VOICED, prepared(speaks('de-DE', 'en_GB')));
  const { page } = visit;
  await ready(page);
  await ask(page, 'where is my order');
  const text = await answer(page, 'order-status');
  const button = at(page, 'read-aloud');
  const label = await button.innerText();
  await button.click();
  const spoken = await page.evaluate(() =>
    window.spoken.map(({ text, voice }) => [voice.name, text]),
  );
  assert.ok(spoken.every(([voice]) => voice === 'en_GB true'));
  const letters = (text: string) => text.replace(/\s/g, '');
  const title = await at(page, 'answer-question').innerText();
  assert.equal(letters(spoken.map(([, text]) => text).join('')), letters(title + text));
  assert.notEqual(await button.innerText(), label);
  await finish(page);
  assert.equal(await button.innerText(), label);
  await button.click();
  await page.evaluate(() => window.calls.splice(0));
  await ask(page, 'How do I return an item?');
  await answer(page, 'how-to-return');
  assert.deepEqual(await page.evaluate(() => window.calls), ['cancel']);
  assert.equal(await at(page, 'read-aloud').innerText(), label);
  await close(visit);
});

test('what the browser cannot do, or the shop does not want, is not offered', async () => {
  for (const [attributes, script] of [
    [VOICED.attributes, DEAF + MUTE],
    [VOICED.attributes, DEAF + speaks('de-DE')],
    [{}, HEARS + speaks('en-US')],
  ] as const) {
    const visit = await shop.visit({ attributes }, prepared(script));
    const { page } = visit;
    await ready(page);
    await ask(page, 'where is my order');
    await answer(page, 'order-status');
    for (const name of ['voice', 'read-aloud']) {
      assert.equal(await page.locator(part(name)).count(), 0, name);
    }
    await close(visit);
  }
});

test('a browser that keeps nothing still asks, shows contact, and says what it cannot keep', async () => {
  const visit = await shop.visit(VOICED, prepared(FORGETS));
  const { page } = visit;
  await ready(page);
  await ask(page, 'where is my order');
  await answer(page, 'order-status');
  await at(page, 'feedback-no').click();
  await at(page, 'feedback-contact').click();
  await page
    .locator(`${part('contact')} > details`)
    .evaluate((more) => more.setAttribute('open', ''));
  await at(page, 'contact-option', `[data-channel="form"] ${part('contact-link')}`).click();
  await at(page, 'message')
    .getByText(/keeps nothing/)
    .waitFor();
  await at(page, 'message-reply').fill('me@shop.example');
  await at(page, 'message-send').click();
  await at(page, 'outbox-item', '[data-state="sent"]').waitFor();
  await close(visit);
});
