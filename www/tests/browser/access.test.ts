import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, Demo, ready, result, type } from '../support/browser.js';
import { LANGUAGES, type Language, QUESTIONS } from '../support/questions.js';

let demo: Demo;

before(async () => {
  demo = await Demo.start();
});

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

async function box(page: Page, selector: string): Promise<Box> {
  const found = await page.locator(selector).first().boundingBox();
  assert.ok(found, selector);
  return found;
}

/** How far the first line of an element's text is from the left and the right of its block. */
function margins(page: Page, selector: string, block = selector) {
  return page.locator(selector).evaluate((node, block) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getClientRects()[0] as DOMRect;
    const whole = (node.closest(block) as Element).getBoundingClientRect();
    return { start: text.left - whole.left, end: whole.right - text.right };
  }, block);
}

test('Arabic runs from right to left: the page is the mirror image of the English one', async () => {
  const width = 1280;
  const boxes = async (language: Language) => {
    const { page, context, faults } = await demo.visit(`/${language}/`, { width });
    await ready(page);
    await type(page, QUESTIONS[language].unanswerable);
    await result(page, 'contact');
    await page.locator('#contact > details').evaluate((more) => more.setAttribute('open', ''));
    const html = page.locator('html');
    assert.equal(await html.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr');
    assert.equal(await html.getAttribute('lang'), language);
    const found = {
      brand: await box(page, '.brand'),
      input: await box(page, '#help-question'),
      button: await box(page, '#help-form button'),
      first: await box(page, '.card:nth-child(1)'),
      second: await box(page, '.card:nth-child(2)'),
      align: await margins(page, '#help-result'),
      number: await margins(page, '[data-channel="phone"] bdi', 'li'),
    };
    assert.deepEqual(faults, []);
    await context.close();
    return found;
  };
  const en = await boxes('en');
  const ar = await boxes('ar');
  // A number keeps its own direction, and stands where the text around it begins.
  assert.ok(en.number.start < 1 && ar.number.end < 1);
  const start = (of: Box) => of.x;
  const end = (of: Box) => width - of.x - of.width;
  // What begins at the left in English begins as far from the right in Arabic.
  for (const part of ['brand', 'input', 'first', 'second'] as const) {
    assert.ok(Math.abs(start(en[part]) - end(ar[part])) <= 1, part);
  }
  assert.ok(en.button.x > en.input.x + en.input.width);
  assert.ok(ar.button.x + ar.button.width < ar.input.x);
  assert.ok(en.align.start < 1 && ar.align.end < 1);
});

for (const language of LANGUAGES) {
  test(`by keyboard alone, from the top of the page to the answer: ${language}`, async () => {
    const { page, context, faults } = await demo.visit(`/${language}/`, {
      prepare: (page) => page.clock.install(),
    });
    await ready(page);
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
    let steps = 0;
    while ((await focused()) !== 'help-question') {
      await page.keyboard.press('Tab');
      steps += 1;
      assert.ok(steps < 20, 'the question is not reached');
    }
    await page.keyboard.type(QUESTIONS[language].typo);
    await page.keyboard.press('Enter');
    await answer(page, 'order-status');
    assert.equal(await focused(), 'help-result');
    // The result is read because it has the focus; however long we wait, it is not read twice.
    await page.clock.runFor(10_000);
    assert.equal(await page.locator('#help-status').innerText(), '');
    // And on from there: into the result, and through it to the contact options.
    let reached = false;
    for (let step = 0; step < 30 && !reached; step += 1) {
      await page.keyboard.press('Tab');
      reached = await page.evaluate(() => !!document.activeElement?.closest('#contact-first'));
    }
    assert.ok(reached);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`nothing runs over the edge of a narrow phone: ${language}`, async () => {
    for (const path of ['', 'products/cm-450/', 'products/wm-800/']) {
      const { page, context, faults } = await demo.visit(`/${language}/${path}`, { width: 360 });
      await ready(page);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      await type(page, QUESTIONS[language].typo);
      await answer(page, 'order-status');
      assert.equal(await width(), 360, path);
      await type(page, QUESTIONS[language].unanswerable);
      await result(page, 'contact');
      assert.equal(await width(), 360, path);
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}

test('what is pressed with a finger is large enough', async () => {
  const { page, context } = await demo.visit('/en/', { width: 360 });
  await ready(page);
  await type(page, QUESTIONS.en.typo);
  await answer(page, 'order-status');
  const targets = '#help-form button, .choices button, #contact-first a, .bar a, .examples a';
  for (const target of await page.locator(targets).all()) {
    const { height } = (await target.boundingBox()) ?? { height: 0 };
    // WCAG 2.2, 2.5.8 Target Size (Minimum), in CSS pixels.
    assert.ok(height >= 24, `${await target.innerText()}: ${height}`);
  }
  await context.close();
});
