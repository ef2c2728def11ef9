import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  answer,
  ask,
  assertFocus,
  at,
  events,
  focused,
  ready,
  result,
  Shop,
  told,
  type Visit,
  type VisitOptions,
} from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { LANGUAGES, type Language, QUESTIONS } from '../support/questions.js';
import { MODES, type Mode } from '../support/states.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

const PHONE: VisitOptions = {
  width: 390,
  height: 780,
  profile: { hasTouch: true, isMobile: true },
};

/** A page with something to reach before and after the element. */
const visit = (mode: Mode, language: Language, options: VisitOptions = {}): Promise<Visit> =>
  shop.visit(
    {
      language,
      attributes: { mode },
      before: '<p><a class="before" href="#before">Before</a></p>',
      after: '<p><a class="after" href="#after">After</a></p>',
    },
    options,
  );

/** Presses a key until a part has the focus. */
async function reach(page: Page, name: string, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  while (!(await focused(page)).split(' ').includes(name)) {
    assert.ok(passed.length < 60, `${name} is not reached: ${passed.join(', ')}`);
    await page.keyboard.press(key);
    passed.push(await focused(page));
  }
}

const fault = async ({ faults, context }: Visit) => {
  assert.deepEqual(faults, []);
  await context.close();
};

for (const language of LANGUAGES) {
  const { typo, unanswerable } = QUESTIONS[language];
  for (const mode of MODES) {
    describe(`${mode}, ${language}`, () => {
      test('by keyboard alone, from before the element to after it', async () => {
        const visited = await visit(mode, language);
        const { page } = visited;
        if (mode === 'button') {
          await reach(page, 'launcher');
          await page.keyboard.press('Enter');
          await at(page, 'panel').waitFor();
          assert.ok(await at(page, 'panel').evaluate((panel) => panel.matches(':focus-within')));
        } else {
          await ready(page);
        }
        await reach(page, 'question');
        await page.keyboard.type(typo);
        await page.keyboard.press('Enter');
        await answer(page, 'order-status');
        await assertFocus(page, 'answer-question');
        // The result is heard because it has the focus, and not a second time.
        assert.equal((await at(page, 'status').textContent())?.trim(), '');
        await reach(page, 'feedback-yes');
        await reach(page, 'contact-link');
        await reach(page, 'question', 'Shift+Tab');
        if (mode === 'button') {
          await page.keyboard.press('Escape');
          await at(page, 'panel').waitFor({ state: 'hidden' });
          await assertFocus(page, 'launcher');
        }
        for (let steps = 0; !(await page.locator('.after:focus').count()); steps += 1) {
          assert.ok(steps < 60, 'the keyboard is held');
          await page.keyboard.press('Tab');
        }
        await fault(visited);
      });

      test('by touch alone', async () => {
        const visited = await visit(mode, language, PHONE);
        const { page } = visited;
        if (mode === 'button') {
          await at(page, 'launcher').tap();
          const box = await at(page, 'panel').boundingBox();
          // A sheet at the bottom, as wide as the phone.
          assert.ok(box && Math.abs(box.y + box.height - 780) <= 1 && box.width >= 389);
          assert.ok(box.y > 0, 'the page is still seen above it');
        } else {
          await at(page, 'question').scrollIntoViewIfNeeded();
        }
        await ready(page);
        await at(page, 'question').tap();
        await page.keyboard.insertText(typo);
        await at(page, 'submit').tap();
        await answer(page, 'order-status');
        const related = at(page, 'related', ' [data-entry]');
        const id = (await related.getAttribute('data-entry')) ?? '';
        await related.tap();
        await answer(page, id);
        await at(page, 'question').fill(unanswerable);
        await at(page, 'submit').tap();
        await result(page, 'contact');
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
        if (mode === 'button') {
          await at(page, 'close').tap();
          await at(page, 'panel').waitFor({ state: 'hidden' });
        }
        await fault(visited);
      });

      test('by pointer alone, once the words are typed', async () => {
        const visited = await visit(mode, language);
        const { page } = visited;
        if (mode === 'button') await at(page, 'launcher').click();
        await ready(page);
        await at(page, 'question').click();
        await page.keyboard.type(typo);
        const suggestion = at(page, 'suggestion', '[data-entry="order-status"]');
        await suggestion.waitFor();
        // Passing over them chooses none.
        await suggestion.hover();
        assert.deepEqual(await events(page), []);
        await suggestion.click();
        await answer(page, 'order-status');
        assert.equal((await told(page, 'faqlet:answer'))[0]?.how, 'suggestion');
        assert.equal(await page.locator(part('suggestion')).count(), 0);
        await at(page, 'answer', ` ${part('feedback-yes')}`).click();
        assert.equal((await told(page, 'faqlet:feedback'))[0]?.helpful, true);
        if (mode === 'button') {
          await at(page, 'close').click();
          await at(page, 'panel').waitFor({ state: 'hidden' });
          await assertFocus(page, 'launcher');
        }
        await fault(visited);
      });

      test('while letters are being composed no key is taken from them', async () => {
        const visited = await visit(mode, language);
        const { page, context } = visited;
        if (mode === 'button') await at(page, 'launcher').click();
        await ready(page);
        await at(page, 'question').focus();
        const protocol = await context.newCDPSession(page);
        for (let end = 1; end <= typo.length; end += 1) {
          await protocol.send('Input.imeSetComposition', {
            text: typo.slice(0, end),
            selectionStart: end,
            selectionEnd: end,
          });
        }
        assert.equal(await at(page, 'question').inputValue(), typo);
        for (const key of ['ArrowDown', 'Enter', 'Escape']) {
          // As an input method hands keys through.
          await protocol.send('Input.dispatchKeyEvent', {
            type: 'rawKeyDown',
            key,
            code: key,
            windowsVirtualKeyCode: 229,
          });
        }
        assert.equal(await page.locator(part('suggestion', '[aria-selected="true"]')).count(), 0);
        assert.deepEqual(await events(page), []);
        assert.equal(await at(page, 'question').inputValue(), typo);
        if (mode === 'button') assert.ok(await at(page, 'panel').isVisible());
        await protocol.send('Input.insertText', { text: typo });
        assert.equal(await at(page, 'question').inputValue(), typo);
        await page.keyboard.press('Enter');
        await answer(page, 'order-status');
        await fault(visited);
      });
    });
  }
}

describe('the question is a combobox with a list', () => {
  const open = async (): Promise<Visit> => {
    const visited = await shop.visit();
    await ready(visited.page);
    await at(visited.page, 'question').pressSequentially('where is my ord');
    await at(visited.page, 'suggestion').nth(0).waitFor();
    return visited;
  };
  const selected = async (page: Page): Promise<number> => {
    const options = await page.locator(part('suggestion')).all();
    const id = await at(page, 'question').getAttribute('aria-activedescendant');
    const found: number[] = [];
    for (const [index, option] of options.entries()) {
      const is = (await option.getAttribute('aria-selected')) === 'true';
      assert.equal(is, !!id && (await option.getAttribute('id')) === id);
      if (is) found.push(index);
    }
    assert.ok(found.length <= 1);
    return found[0] ?? -1;
  };

  test('roles, names and what they point to', async () => {
    const visited = await open();
    const { page } = visited;
    const question = at(page, 'question');
    assert.equal(await question.getAttribute('role'), 'combobox');
    assert.equal(await question.getAttribute('aria-autocomplete'), 'list');
    assert.equal(await question.getAttribute('aria-expanded'), 'true');
    const list = at(page, 'suggestions');
    assert.equal(await list.getAttribute('role'), 'listbox');
    assert.equal(await question.getAttribute('aria-controls'), await list.getAttribute('id'));
    assert.equal(await at(page, 'suggestion').getAttribute('role'), 'option');
    // How many there are is said once the typing has stopped.
    await page.locator(part('status'), { hasText: /\d/ }).first().waitFor({ state: 'attached' });
    assert.equal(await at(page, 'status').getAttribute('role'), 'status');
    await fault(visited);
  });

  test('arrows walk through the list and around it, and the words stay', async () => {
    const visited = await open();
    const { page } = visited;
    const count = await page.locator(part('suggestion')).count();
    assert.ok(count > 1);
    assert.equal(await selected(page), -1, 'nothing is chosen for the shopper');
    const seen: number[] = [];
    for (let step = 0; step <= count; step += 1) {
      await page.keyboard.press('ArrowDown');
      seen.push(await selected(page));
    }
    assert.deepEqual(seen.slice(0, count), [...Array(count).keys()]);
    assert.ok(seen[count] === 0 || seen[count] === -1);
    await page.keyboard.press('Escape');
    await at(page, 'question').fill('');
    await at(page, 'question').pressSequentially('where is my ord');
    await at(page, 'suggestion').waitFor();
    await page.keyboard.press('ArrowUp');
    assert.equal(await selected(page), count - 1);
    assert.equal(await at(page, 'question').inputValue(), 'where is my ord');
    await assertFocus(page, 'question');
    await fault(visited);
  });

  test('Home and End belong to the words', async () => {
    const visited = await open();
    const { page } = visited;
    const caret = () =>
      at(page, 'question').evaluate((input) => (input as HTMLInputElement).selectionStart);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    assert.equal(await caret(), 0);
    assert.equal(await selected(page), -1);
    await page.keyboard.press('End');
    assert.equal(await caret(), 'where is my ord'.length);
    await fault(visited);
  });

  test('Escape closes the list, and then takes the words back', async () => {
    const visited = await open();
    const { page } = visited;
    await page.keyboard.press('Escape');
    assert.equal(await at(page, 'question').getAttribute('aria-expanded'), 'false');
    assert.equal(await at(page, 'question').inputValue(), 'where is my ord');
    await page.keyboard.press('ArrowDown');
    assert.equal(await at(page, 'question').getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal(await at(page, 'question').inputValue(), '');
    await fault(visited);
  });

  test('Enter asks what is written unless one was chosen, and Tab chooses none', async () => {
    const visited = await open();
    const { page } = visited;
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    assert.equal(await at(page, 'question').getAttribute('aria-expanded'), 'false');
    assert.deepEqual(await events(page), []);
    await ask(page, 'where is my order');
    assert.equal((await told(page, 'faqlet:ask'))[0]?.question, 'where is my order');
    await fault(visited);
  });
});
