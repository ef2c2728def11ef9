import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, at, ready, result, Shop } from '../support/browser.js';
import { LANGUAGES, QUESTIONS } from '../support/questions.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

interface Shift {
  readonly value: number;
  /** Within half a second of the shopper's doing; browsers do not count those. */
  readonly hadRecentInput: boolean;
  readonly sources: string[];
}

/** What moved that the shopper did not move, once everything has come to rest. */
async function shifts(page: Page): Promise<Shift[]> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))),
  );
  return page.evaluate('shifts.splice(0)');
}

const unasked = async (page: Page) =>
  (await shifts(page)).filter(({ hadRecentInput }) => !hadRecentInput);

/** Answers that come when the shopper's own doing is long past. */
const late = (page: Page) =>
  page.route('**/*.answers.*.json', async (route) => {
    await new Promise((done) => setTimeout(done, 900));
    await route.continue();
  });

const PARAGRAPH = `<p>${'What the shop writes around it. '.repeat(30)}</p>`;

for (const width of [360, 1280]) {
  describe(`nothing moves by itself, at ${width} px`, () => {
    for (const mode of ['inline', 'button', 'page']) {
      test(`${mode}: it is opened, asked, and answers late`, async () => {
        const { page, context, faults } = await shop.visit(
          { attributes: { mode }, before: PARAGRAPH, after: PARAGRAPH.repeat(3) },
          { width, prepare: late },
        );
        if (mode === 'button') {
          await at(page, 'launcher').waitFor();
          await shifts(page);
          await at(page, 'launcher').click();
          await at(page, 'panel').waitFor();
          // The page beside the panel stays where it was, whoever opened it.
          assert.deepEqual(await shifts(page), []);
        }
        await ready(page);
        if (mode !== 'button') {
          await at(page, 'question').scrollIntoViewIfNeeded();
          // What the page wrote in its place is taller or shorter than the element, as it happens.
          await shifts(page);
        }
        for (const question of [QUESTIONS.en.typo, 'How do I return an item?']) {
          await ask(page, question);
          await answer(page, question === QUESTIONS.en.typo ? 'order-status' : 'how-to-return');
          assert.deepEqual(await unasked(page), [], question);
        }
        await ask(page, QUESTIONS.en.choice);
        await result(page, 'choose');
        await page.waitForTimeout(600);
        await at(page, 'choice', ' [data-entry="bl-150-dishwasher"]').click();
        await answer(page, 'bl-150-dishwasher');
        assert.deepEqual(await unasked(page), []);
        await ask(page, QUESTIONS.en.unanswerable);
        await result(page, 'contact');
        assert.deepEqual(await unasked(page), []);
        if (mode === 'button') {
          await at(page, 'close').click();
          await at(page, 'panel').waitFor({ state: 'hidden' });
          assert.deepEqual(await shifts(page), []);
        }
        assert.deepEqual(faults, []);
        await context.close();
      });
    }
  });
}

for (const language of LANGUAGES) {
  test(`suggestions cover the page, they do not push it: ${language}`, async () => {
    const { page, context, faults } = await shop.visit({ language, after: PARAGRAPH });
    await ready(page);
    const below = () => page.locator('p').last().boundingBox();
    const before = await below();
    for (const letter of QUESTIONS[language].typo) {
      await at(page, 'question').pressSequentially(letter);
      assert.deepEqual(await below(), before);
    }
    await at(page, 'suggestion').waitFor();
    assert.deepEqual(await below(), before);
    assert.deepEqual(faults, []);
    await context.close();
  });
}
