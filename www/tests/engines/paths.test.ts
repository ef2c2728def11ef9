import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startChromium } from '../support/engines/chromium.js';
import type { Driver } from '../support/engines/driver.js';
import { startFirefox } from '../support/engines/firefox.js';
import { inFocus, part, Shopper } from '../support/engines/shopper.js';
import { steadfast } from '../support/engines/steadfast.js';
import { startWebKit } from '../support/engines/webkit.js';
import { FALLBACK, Host } from '../support/host.js';
import { LANGUAGES, type Language, QUESTIONS } from '../support/questions.js';

let host: Host;

before(async () => {
  host = await Host.start();
});

const READY = 'faqlet-help[data-state="ready"]';
const QUESTION = part('question');
const ANSWER = (id: string) =>
  `${part('answer', `[data-entry="${id}"]`)} ${part('answer-body')}:not([aria-busy="true"])`;

/** Asks by keyboard alone, from wherever the focus is. */
async function ask(shopper: Shopper, question: string): Promise<void> {
  await shopper.tabTo(QUESTION);
  await shopper.driver.type(question);
  await shopper.driver.press('Enter');
}

const events = (shopper: Shopper, name: string): Promise<Record<string, unknown>[]> =>
  shopper.driver.run(
    (name) =>
      (
        globalThis as unknown as { events: { type: string; detail: Record<string, unknown> }[] }
      ).events
        .filter(({ type }) => type === name)
        .map(({ detail }) => detail),
    name,
  );

const hash = (shopper: Shopper) => shopper.driver.run(() => decodeURIComponent(location.hash));

for (const [name, start] of Object.entries({
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
})) {
  describe(name, () => {
    let driver: Driver;
    let shopper: Shopper;

    before(async () => {
      driver = await steadfast(start);
      shopper = new Shopper(driver);
    });
    after(() => driver?.close());

    for (const language of LANGUAGES) {
      const { typo, unanswerable, choice } = QUESTIONS[language];

      test(`a question is answered, asked back or taken by people: ${language}`, async () => {
        await driver.open(host.page({ language }));
        await ask(shopper, typo);
        const answer = await shopper.see(ANSWER('order-status'));
        assert.ok(answer.text.length > 100);
        // The keyboard is led to the answer.
        await shopper.see(part('answer-question'), inFocus);
        const [asked] = await events(shopper, 'faqlet:ask');
        assert.deepEqual([asked?.question, asked?.kind], [typo, 'answer']);

        await driver.open(host.page({ language }));
        await ask(shopper, choice);
        await shopper.see(part('choice'));
        const chosen = `${part('choice')} [data-entry="bl-150-dishwasher"]`;
        await shopper.click(chosen);
        assert.ok((await shopper.see(ANSWER('bl-150-dishwasher'))).text.length > 20);
        await shopper.gone(part('choice'));

        await driver.open(host.page({ language }));
        await ask(shopper, unanswerable);
        const contact = await shopper.see(part('contact-option', '[data-channel="email"]'));
        assert.ok(contact.text.length > 2);
        const [refused] = await events(shopper, 'faqlet:ask');
        assert.equal(refused?.kind, 'contact');
        assert.deepEqual(await shopper.all(part('answer')), []);
      });
    }

    test('each product page has its own answer', async () => {
      const answers = new Set<string>();
      for (const id of ['kt-200', 'bl-150']) {
        await driver.open(host.page({ attributes: { product: id } }));
        await ask(shopper, QUESTIONS.en.product);
        answers.add((await shopper.see(ANSWER(`${id}-dishwasher`))).text);
      }
      assert.equal(answers.size, 2);
    });

    test('a suggestion is chosen by keyboard alone', async () => {
      await driver.open(host.page());
      await shopper.tabTo(QUESTION);
      await driver.type('where is my ord');
      await shopper.see(part('suggestion'));
      assert.equal((await shopper.see(QUESTION)).attributes['aria-expanded'], 'true');
      await driver.press('ArrowDown');
      const first = await shopper.see(part('suggestion', '[aria-selected="true"]'));
      const input = await shopper.see(QUESTION);
      assert.ok(input.focused, 'the focus stays in the question');
      assert.equal(input.attributes['aria-activedescendant'], first.attributes.id);
      const id = first.attributes['data-entry'] ?? '';
      await driver.press('Enter');
      await shopper.see(ANSWER(id));
      const [answered] = await events(shopper, 'faqlet:answer');
      assert.deepEqual([answered?.id, answered?.how], [id, 'suggestion']);
      // And on to the people, by keyboard alone.
      await shopper.tabTo(part('contact-link'));
    });

    test('the panel opens, takes the focus, and gives it back', async () => {
      await driver.open(host.page({ attributes: { mode: 'button' } }));
      await shopper.tabTo(part('launcher'));
      await driver.press('Enter');
      await shopper.see(part('panel'), inFocus);
      await ask(shopper, QUESTIONS.en.typo);
      await shopper.see(ANSWER('order-status'));
      await driver.press('Escape');
      await shopper.gone(part('panel'));
      await shopper.see(part('launcher'), inFocus);
      await shopper.click(part('launcher'));
      await shopper.see(part('panel'));
      await shopper.click(part('close'));
      await shopper.gone(part('panel'));
      await shopper.see(part('launcher'), inFocus);
    });

    test('the help page has topics, and each its questions', async () => {
      await driver.open(host.page({ attributes: { mode: 'page' } }));
      await shopper.see(part('topics'));
      const topics = await shopper.all(part('topic'));
      assert.ok(topics.length > 2);
      const useful = `${part('useful')} [data-entry]`;
      const { attributes } = await shopper.see(useful);
      await shopper.click(useful);
      await shopper.see(ANSWER(attributes['data-entry'] ?? ''));
      const [answered] = await events(shopper, 'faqlet:answer');
      assert.deepEqual([answered?.id, answered?.how], [attributes['data-entry'], 'browse']);
    });

    test('an answer has an address, and the Back button leads back', async () => {
      const url = host.page();
      await driver.open(url);
      await ask(shopper, QUESTIONS.en.typo);
      await shopper.see(ANSWER('order-status'));
      assert.match(await hash(shopper), /^#faq/);
      const related = `${part('related')} [data-entry]`;
      const id = (await shopper.see(related)).attributes['data-entry'] ?? '';
      await shopper.click(related);
      await shopper.see(ANSWER(id));
      assert.equal(await hash(shopper), `#faq=${id}`);
      await driver.back();
      await shopper.see(ANSWER('order-status'));
      await driver.back();
      await shopper.gone(part('answer'));
      assert.equal(await hash(shopper), '');
      await driver.open(`${url}#faq=delivery-late`);
      await shopper.see(ANSWER('delivery-late'));
    });

    test('a message written here arrives', async () => {
      await driver.open(host.page({ language: 'hu' }));
      await ask(shopper, QUESTIONS.hu.unanswerable);
      await shopper.see(part('contact-option'));
      await openForm(shopper);
      const reply = `${name}@shop.example`;
      await shopper.click(part('message-reply'));
      await driver.type(reply);
      await shopper.click(part('message-send'));
      await shopper.see(part('outbox-item', '[data-state="sent"]'));
      const got = host.messages('/help/form').filter((message) => message.reply === reply);
      assert.equal(got.length, 1);
      assert.ok(String(got[0]?.message).startsWith(QUESTIONS.hu.unanswerable));
    });

    test('Arabic is laid out from right to left, English from left to right', async () => {
      for (const language of ['ar', 'en'] as Language[]) {
        await driver.open(host.page({ language }));
        await shopper.see(READY);
        const question = await shopper.see(QUESTION);
        const submit = await shopper.see(part('submit'));
        assert.equal(language === 'ar', submit.x + submit.width / 2 < question.x + 1);
      }
    });

    test('what cannot be loaded leaves what the shop wrote', async () => {
      await driver.open(host.page({ attributes: { src: '/nothing/' } }));
      await shopper.tabTo('faqlet-help');
      await shopper.see('faqlet-help[data-state="fallback"]');
      assert.equal((await shopper.see('faqlet-help a[href^="tel:"]')).text, FALLBACK);
      assert.deepEqual(
        (await shopper.all(QUESTION)).filter(({ visible }) => visible),
        [],
      );
    });
  });
}

/** Opens the form's channel, wherever it stands among the options. */
async function openForm(shopper: Shopper): Promise<void> {
  const form = part('contact-option', '[data-channel="form"]');
  const shown = (await shopper.all(form)).some(({ visible }) => visible);
  if (!shown) await shopper.click(`${part('contact')} details > summary`);
  await shopper.click(`${form} ${part('contact-link')}`);
  await shopper.see(part('message-words'));
}
