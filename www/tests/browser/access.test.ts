import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, assertContact, at, Demo, ready, result, Shop } from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { LANGUAGES, type Language, QUESTIONS } from '../support/questions.js';

let shop: Shop;
let demo: Demo;

before(async () => {
  shop = await Shop.start();
  demo = await Demo.start();
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function box(page: Page, selector: string): Promise<Box> {
  const found = await page.locator(selector).first().boundingBox();
  assert.ok(found, selector);
  return found;
}

/** How far the first line of an element's text is from the left and the right of its block. */
function margins(page: Page, selector: string, block: string) {
  return page
    .locator(selector)
    .first()
    .evaluate((node, block) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getClientRects()[0] as DOMRect;
      const whole = (node.closest(block) as Element).getBoundingClientRect();
      return { start: text.left - whole.left, end: whole.right - text.right };
    }, block);
}

describe('Arabic is the mirror image of English', () => {
  const WIDTH = 1280;
  /** Parts that begin where their place begins, whatever their words are. */
  const PARTS = ['question', 'contact', 'useful', 'topics', 'contact-option', 'notices'];
  for (const mode of ['inline', 'button', 'page']) {
    test(mode, async () => {
      const boxes = async (language: Language) => {
        const { page, context, faults } = await shop.visit(
          { language, attributes: { mode, product: 'wm-800' } },
          { width: WIDTH, now: '2026-12-01T09:30:00Z' },
        );
        if (mode === 'button') await at(page, 'launcher').click();
        await ready(page);
        const found: Record<string, Box> = {};
        for (const name of [...PARTS, ...(mode === 'button' ? ['launcher', 'panel'] : [])]) {
          if (await page.locator(part(name)).count()) found[name] = await box(page, part(name));
        }
        found.submit = await box(page, part('submit'));
        await ask(page, QUESTIONS[language].unanswerable);
        await result(page, 'contact');
        const number = await margins(
          page,
          `${part('contact-option', '[data-channel="phone"]')} bdi`,
          'li',
        );
        assert.deepEqual(faults, []);
        await context.close();
        return { found, number };
      };
      const en = await boxes('en');
      const ar = await boxes('ar');
      assert.deepEqual(Object.keys(ar.found), Object.keys(en.found));
      assert.ok(Object.keys(en.found).length > 4, Object.keys(en.found).join(', '));
      for (const [name, left] of Object.entries(en.found)) {
        const right = ar.found[name];
        assert.ok(right);
        // What begins at the left in English begins as far from the right in Arabic; what stands
        // at the end, ends there.
        const starts = Math.abs(left.x - (WIDTH - right.x - right.width));
        const ends = Math.abs(WIDTH - left.x - left.width - right.x);
        assert.ok(Math.min(starts, ends) <= 1, `${name}: ${starts}, ${ends}`);
      }
      const { question, submit } = en.found;
      const { question: mirrored, submit: first } = ar.found;
      assert.ok(question && submit && mirrored && first);
      assert.ok(submit.x > question.x + question.width / 2);
      assert.ok(first.x < mirrored.x + mirrored.width / 2);
      // A number keeps its own direction, and stands at the side of the text around it.
      assert.ok(en.number.start < en.number.end && ar.number.end < ar.number.start);
    });
  }

  test('what a shopper writes keeps its own direction', async () => {
    const { page, context, faults } = await shop.visit({ language: 'ar' });
    await ready(page);
    const direction = () =>
      at(page, 'question').evaluate((input) => getComputedStyle(input).direction);
    await at(page, 'question').fill('where is my order');
    assert.equal(await direction(), 'ltr');
    await at(page, 'question').fill(QUESTIONS.ar.typo);
    assert.equal(await direction(), 'rtl');
    assert.deepEqual(faults, []);
    await context.close();
  });
});

for (const language of LANGUAGES) {
  test(`nothing runs over the edge of a narrow phone: ${language}`, async () => {
    for (const mode of ['inline', 'button', 'page']) {
      const { page, context, faults } = await shop.visit(
        { language, attributes: { mode, product: 'wm-800' } },
        { width: 320 },
      );
      if (mode === 'button') await at(page, 'launcher').click();
      await ready(page);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      // Inside a panel that scrolls, too.
      const over = () =>
        page.locator('faqlet-help').evaluate((help) =>
          [...(help.shadowRoot?.querySelectorAll('*') ?? [])]
            .filter((node) => {
              const { left, right, width } = node.getBoundingClientRect();
              const scrolls = node.closest('.scrolls, table, pre, .table');
              return width > 1 && (left < -1 || right > 321) && !scrolls;
            })
            .map((node) => `${node.localName} ${node.getAttribute('part')}`),
        );
      for (const question of [QUESTIONS[language].typo, QUESTIONS[language].unanswerable]) {
        await ask(page, question);
        if (question === QUESTIONS[language].typo) await answer(page, 'order-status');
        else await result(page, 'contact');
        assert.equal(await width(), 320, `${mode}: ${question}`);
        assert.deepEqual(await over(), [], `${mode}: ${question}`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}

test('what is pressed with a finger is large enough', async () => {
  for (const mode of ['inline', 'button', 'page']) {
    const { page, context } = await shop.visit({ attributes: { mode } }, { width: 360 });
    if (mode === 'button') {
      const launcher = await box(page, part('launcher'));
      assert.ok(Math.min(launcher.width, launcher.height) >= 44, JSON.stringify(launcher));
      await at(page, 'launcher').click();
    }
    await ready(page);
    const measure = async () => {
      const targets = page.locator('faqlet-help').locator(
        // Links within sentences are excepted by WCAG 2.2, 2.5.8 Target Size (Minimum).
        'button, input, summary, select, textarea, label:has(input), a:not(p a, li li a)',
      );
      for (const target of await targets.all()) {
        if (!(await target.isVisible())) continue;
        const { width, height } = (await target.boundingBox()) ?? { width: 0, height: 0 };
        const inside = await target.evaluate(
          (node) => !!node.closest('label') && node.localName === 'input',
        );
        const name = `${mode}: ${await target.evaluate((node) => node.outerHTML.slice(0, 120))}`;
        if (!inside) assert.ok(height >= 24 && width >= 24, `${name}: ${width} × ${height}`);
      }
      for (const name of ['question', 'submit', 'close', 'message-send', 'feedback-yes']) {
        if (!(await at(page, name).isVisible())) continue;
        const { height } = await box(page, part(name));
        assert.ok(height >= 44, `${name}: ${height}`);
      }
    };
    await measure();
    await ask(page, QUESTIONS.en.typo);
    await answer(page, 'order-status');
    await measure();
    await ask(page, QUESTIONS.en.unanswerable);
    await result(page, 'contact');
    await page
      .locator(`${part('contact')} > details`)
      .evaluate((more) => more.setAttribute('open', ''));
    await at(page, 'contact-option', `[data-channel="form"] ${part('contact-link')}`).click();
    await measure();
    await context.close();
  }
});

describe('the contact options are always at the same place', () => {
  for (const mode of ['inline', 'button', 'page']) {
    test(mode, async () => {
      const { page, context } = await shop.visit({ attributes: { mode } });
      if (mode === 'button') await at(page, 'launcher').click();
      await ready(page);
      const order = () =>
        page.locator('faqlet-help').evaluate((help) => {
          const names = [
            'notices',
            'ask',
            'useful',
            'topics',
            'answer',
            'choice',
            'reason',
            'contact',
          ];
          const parts = [...(help.shadowRoot?.querySelectorAll('[part]') ?? [])].map((node) =>
            node.getAttribute('part'),
          );
          return names
            .filter((name) => parts.includes(name))
            .sort((one, other) => parts.indexOf(one) - parts.indexOf(other))
            .at(-1);
        });
      assert.equal(await order(), 'contact');
      for (const question of [QUESTIONS.en.typo, QUESTIONS.en.choice, QUESTIONS.en.unanswerable]) {
        await ask(page, question);
        await page.locator('[part~="answer"], [part~="choice"], [part~="reason"]').waitFor();
        assert.equal(await order(), 'contact', question);
      }
      await context.close();
    });
  }
});

describe('the demo shop', () => {
  for (const language of LANGUAGES) {
    test(`helps on its pages: ${language}`, async () => {
      for (const path of ['', 'products/kt-200/', 'products/wm-800/', 'help/']) {
        const { page, context, faults, warnings } = await demo.visit(`/${language}/${path}`, {
          width: 360,
        });
        const html = page.locator('html');
        assert.equal(await html.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr');
        const help = page.locator('faqlet-help');
        await help.scrollIntoViewIfNeeded();
        if (await at(page, 'launcher').count()) await at(page, 'launcher').click();
        await ready(page);
        await ask(page, QUESTIONS[language].typo);
        await answer(page, 'order-status');
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.equal(width, 360, path);
        await assertContact(page);
        assert.deepEqual(faults, []);
        assert.deepEqual(warnings, []);
        await context.close();
      }
    });
  }

  test('without scripts names the ways to reach it on every page', async () => {
    for (const path of ['/en/', '/ar/products/wm-800/', '/hu/help/']) {
      const { page, context } = await demo.visit(path, { profile: { javaScriptEnabled: false } });
      const links = page.locator('faqlet-help a');
      assert.ok((await links.count()) > 3);
      for (const link of await links.all()) assert.ok(await link.isVisible());
      await context.close();
    }
  });
});
