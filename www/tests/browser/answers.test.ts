import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { answer, assertContact, Demo, ready, result, type } from '../support/browser.js';
import { LANGUAGES, QUESTIONS } from './questions.js';

let demo: Demo;

before(async () => {
  demo = await Demo.start();
});

for (const language of LANGUAGES) {
  const { typo, product, unanswerable } = QUESTIONS[language];

  describe(`a shopper who reads ${language}`, () => {
    test('misspells a question and gets the right answer while typing', async () => {
      const { page, context, faults, warnings } = await demo.visit(`/${language}/`);
      await ready(page);
      await type(page, typo);
      assert.ok((await answer(page, 'order-status')).length > 100);
      const heading = await page.locator('#help-result').innerText();
      // Read out politely, once the typing has stopped.
      await page.locator('#help-status', { hasText: heading }).waitFor({ state: 'attached' });
      assert.equal(await page.locator('#help-status').getAttribute('role'), 'status');
      await assertContact(page);
      assert.deepEqual(faults, []);
      assert.deepEqual(warnings, []);
      await context.close();
    });

    test('asks what the shop cannot answer and is shown whom to ask', async () => {
      const { page, context, faults, warnings } = await demo.visit(`/${language}/`);
      await ready(page);
      await type(page, unanswerable);
      assert.ok((await result(page, 'contact')).length > 20);
      assert.equal(await page.locator('.answer').count(), 0);
      await assertContact(page);
      assert.deepEqual(faults, []);
      assert.deepEqual(warnings, []);
      await context.close();
    });

    test('asks the same on two product pages and gets the answer of each', async () => {
      const answers = new Set<string>();
      for (const id of ['kt-200', 'bl-150']) {
        const { page, context, faults, warnings } = await demo.visit(
          `/${language}/products/${id}/`,
        );
        await ready(page);
        await type(page, product);
        await page.keyboard.press('Enter');
        answers.add(await answer(page, `${id}-dishwasher`));
        assert.deepEqual(faults, []);
        assert.deepEqual(warnings, []);
        await context.close();
      }
      assert.equal(answers.size, 2);
    });
  });
}

test('two products with the same question are told apart by name', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  await type(page, 'is it dishwasher safe');
  await result(page, 'choose');
  const labels = await page.locator('.choices button').allInnerTexts();
  assert.ok(labels.length >= 2);
  assert.equal(new Set(labels).size, labels.length, labels.join('; '));
  const blender = page.locator('.choices button[data-entry="bl-150-dishwasher"]');
  assert.match(await blender.innerText(), /Zest/);
  assert.deepEqual(await blender.locator('mark').allInnerTexts(), [
    'Is',
    'it',
    'dishwasher',
    'safe',
  ]);
  await blender.click();
  assert.match(await answer(page, 'bl-150-dishwasher'), /top rack/);
  assert.equal(
    await page.locator('#help-result').evaluate((node) => document.activeElement === node),
    true,
  );
  assert.deepEqual(faults, []);
  await context.close();
});

test('a related question opens in place', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  await type(page, 'where is my order');
  await answer(page, 'order-status');
  const related = page.locator('.choices button').first();
  const id = await related.getAttribute('data-entry');
  assert.ok(id);
  await related.click();
  assert.ok((await answer(page, id)).length > 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('what comes nearest stands below the contact options, and opens in place', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  await type(page, QUESTIONS.en.unanswerable);
  await result(page, 'contact');
  const nearest = page.locator('#help-nearest button').first();
  const id = await nearest.getAttribute('data-entry');
  assert.ok(id);
  const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? 0;
  assert.ok((await top('#contact')) < (await top('#help-nearest')));
  await nearest.click();
  assert.ok((await answer(page, id)).length > 0);
  assert.equal(await page.locator('#help-nearest button').count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a link inside an answer opens the entry that it names, each time, and from outside', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  for (let time = 0; time < 2; time += 1) {
    await type(page, 'where is my order');
    await answer(page, 'order-status');
    await page.locator('.answer a[href="#faq=delivery-late"]').click();
    assert.ok((await answer(page, 'delivery-late')).length > 100);
  }
  const { page: other, context: another } = await demo.visit('/hu/#faq=delivery-late');
  assert.ok((await answer(other, 'delivery-late')).length > 100);
  const { page: lost, context: third } = await demo.visit('/en/#faq=%E0%A4%A');
  await ready(lost);
  assert.equal(await lost.locator('.result').count(), 0);
  assert.deepEqual(faults, []);
  await Promise.all([context, another, third].map((each) => each.close()));
});

test('an example question works as a plain link', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  await page.locator('.examples a').first().click();
  await answer(page, 'order-status');
  assert.match(page.url(), /\?q=/);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a question that is taken back leaves nothing behind', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  await type(page, 'where is my order');
  await answer(page, 'order-status');
  await page.locator('#help-question').fill('');
  await page.locator('.result').waitFor({ state: 'detached' });
  await assertContact(page);
  assert.deepEqual(faults, []);
  await context.close();
});
