import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  answer,
  ask,
  assertContact,
  assertFocus,
  at,
  events,
  ready,
  result,
  Shop,
  told,
  type,
} from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { LANGUAGES, QUESTIONS } from '../support/questions.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

for (const language of LANGUAGES) {
  const { typo, product, unanswerable } = QUESTIONS[language];

  describe(`a shopper who reads ${language}`, () => {
    test('misspells a question and gets the right answer', async () => {
      const { page, context, faults, warnings } = await shop.visit({ language });
      await ready(page);
      await type(page, typo);
      await page.keyboard.press('Enter');
      assert.ok((await answer(page, 'order-status')).length > 100);
      await assertFocus(page, 'answer-question');
      await assertContact(page);
      assert.deepEqual(faults, []);
      assert.deepEqual(warnings, []);
      await context.close();
    });

    test('asks what the shop cannot answer and is shown whom to ask', async () => {
      const { page, context, faults, warnings } = await shop.visit({ language });
      await ready(page);
      await ask(page, unanswerable);
      assert.ok((await result(page, 'contact')).length > 20);
      assert.equal(await page.locator(part('answer')).count(), 0);
      await assertContact(page);
      assert.deepEqual(faults, []);
      assert.deepEqual(warnings, []);
      await context.close();
    });

    test('asks the same on two product pages and gets the answer of each', async () => {
      const answers = new Set<string>();
      for (const id of ['kt-200', 'bl-150']) {
        const { page, context, faults, warnings } = await shop.visit({
          language,
          attributes: { product: id },
        });
        await ready(page);
        await ask(page, product);
        answers.add(await answer(page, `${id}-dishwasher`));
        assert.deepEqual(faults, []);
        assert.deepEqual(warnings, []);
        await context.close();
      }
      assert.equal(answers.size, 2);
    });
  });
}

test('what nobody can answer is said in words of its own for each reason', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  const said = new Map<unknown, string>();
  for (const [question, reason] of [
    [QUESTIONS.en.unanswerable, 'unsure'],
    ['xqzzy', 'unknown'],
    ['I want to talk to a human', 'person'],
    ['you stupid idiots', 'abuse'],
    ['help', 'vague'],
  ] as const) {
    await ask(page, question);
    await result(page, 'contact');
    assert.equal((await told(page, 'faqlet:ask', said.size + 1)).at(-1)?.reason, reason);
    const heading = at(page, 'reason', ' h3');
    said.set(reason, await heading.innerText());
  }
  assert.equal(new Set(said.values()).size, said.size, JSON.stringify([...said]));
  assert.deepEqual(faults, []);
  await context.close();
});

test('two products with the same question are told apart by name', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  await ask(page, QUESTIONS.en.choice);
  await result(page, 'choose');
  const choices = page.locator(`${part('choice')} [data-entry]`);
  const labels = await choices.allInnerTexts();
  assert.ok(labels.length >= 2);
  assert.equal(new Set(labels).size, labels.length, labels.join('; '));
  const blender = at(page, 'choice', ' [data-entry="bl-150-dishwasher"]');
  assert.match(await blender.innerText(), /Zest/);
  await blender.click();
  assert.match(await answer(page, 'bl-150-dishwasher'), /top rack/);
  await assertFocus(page, 'answer-question');
  const said = (await events(page)).map(({ type, detail }) => [type, detail.how ?? detail.kind]);
  assert.deepEqual(said, [
    ['faqlet:ask', 'choose'],
    ['faqlet:answer', 'chosen'],
  ]);
  assert.deepEqual(faults, []);
  await context.close();
});

test('related and nearest questions open in place', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  for (const question of ['where is my order', QUESTIONS.en.unanswerable]) {
    await ask(page, question);
    const other = at(page, 'related', ' [data-entry]');
    const id = await other.getAttribute('data-entry');
    assert.ok(id);
    await other.click();
    assert.ok((await answer(page, id)).length > 0);
    const opened = (await told(page, 'faqlet:answer')).at(-1);
    assert.deepEqual([opened?.id, opened?.how], [id, 'related']);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('suggestions mark the letters that match, and only those', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  await type(page, 'is it dishw');
  const suggestion = at(page, 'suggestion', '[data-entry="bl-150-dishwasher"]');
  await suggestion.waitFor();
  const marked = (await suggestion.locator('mark').allInnerTexts()).join(' ');
  assert.match(marked, /dishw/i);
  assert.doesNotMatch(marked, /top|safe|blender/i);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a link inside an answer opens the entry that it names, each time', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  for (let time = 0; time < 2; time += 1) {
    await ask(page, 'where is my order');
    await answer(page, 'order-status');
    await at(page, 'answer-body', ' a[href$="#faq=delivery-late"]').click();
    assert.ok((await answer(page, 'delivery-late')).length > 100);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('a question that is taken back leaves nothing behind', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  await ask(page, 'where is my order');
  await answer(page, 'order-status');
  await at(page, 'question').fill('');
  await at(page, 'question').press('Enter');
  await page.locator(part('answer')).waitFor({ state: 'detached' });
  await assertContact(page);
  assert.deepEqual(faults, []);
  await context.close();
});

test('each question is told to the page once, and no letter of it before', async () => {
  const { page, context } = await shop.visit();
  await ready(page);
  await type(page, 'where is my order');
  await at(page, 'suggestion').waitFor();
  assert.deepEqual(await events(page), []);
  await page.keyboard.press('Enter');
  await answer(page, 'order-status');
  const said = await events(page);
  assert.deepEqual(
    said.map(({ type }) => type),
    ['faqlet:ask', 'faqlet:answer'],
  );
  const { confidence, entries, ...asked } = said[0]?.detail ?? {};
  assert.deepEqual(asked, { question: 'where is my order', kind: 'answer', language: 'en' });
  assert.ok(Number(confidence) > 0.5 && Number(confidence) <= 1);
  assert.equal((entries as string[])[0], 'order-status');
  await context.close();
});

test('feedback is told to the page, with words where there are some', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  await ask(page, 'where is my order');
  await at(page, 'feedback-yes').click();
  await at(page, 'feedback-text').fill('clear');
  await at(page, 'feedback-send').click();
  await ask(page, 'How do I return an item?');
  await answer(page, 'how-to-return');
  await at(page, 'feedback-no').click();
  await at(page, 'feedback-text').fill('for a gift');
  await at(page, 'feedback-send').click();
  const said = await told(page, 'faqlet:feedback', 4);
  assert.deepEqual(
    said.map(({ id, helpful, comment, missing }) => [id, helpful, comment ?? missing]),
    [
      ['order-status', true, undefined],
      ['order-status', true, 'clear'],
      ['how-to-return', false, undefined],
      ['how-to-return', false, 'for a gift'],
    ],
  );
  assert.deepEqual(faults, []);
  await context.close();
});
