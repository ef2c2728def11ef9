import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, assertContact, at, ready, result, Shop } from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { element, STRICT } from '../support/host.js';
import { QUESTIONS } from '../support/questions.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

/** What shops' stylesheets do to elements that they do not know. */
const HOSTILE = `
* { all: unset !important; display: inline !important; }
* { letter-spacing: 9px !important; word-spacing: 9px !important; text-indent: 9px !important;
    text-transform: uppercase !important; text-align: right !important; cursor: none !important;
    white-space: nowrap !important; line-height: 5 !important; list-style: square !important; }
button, input, a, li, section, dialog { display: none !important; position: fixed !important;
    opacity: 0 !important; transform: rotate(9deg) !important; }
[part], .message, .answer, #contact-title { display: none !important; }
faqlet-help { display: block !important; }`;

/** What the element's parts look like, in all that a page's own style could have changed. */
const looks = (page: Page) =>
  page.locator(part('question')).evaluate((input) => {
    const root = input.getRootNode() as ShadowRoot;
    return [...root.querySelectorAll('[part]')].map((node) => {
      const { display, position, opacity, transform, ...style } = getComputedStyle(node);
      const { letterSpacing, wordSpacing, textIndent, textTransform, textAlign } = style;
      const { cursor, whiteSpace, lineHeight, listStyleType, fontSize } = style;
      return {
        ...{ part: node.getAttribute('part'), display, position, opacity, transform },
        ...{ letterSpacing, wordSpacing, textIndent, textTransform, textAlign },
        ...{ cursor, whiteSpace, lineHeight, listStyleType, fontSize },
      };
    });
  });

test('a page’s own style reaches nothing inside but its font and colours', async () => {
  const seen: unknown[] = [];
  for (const style of ['', HOSTILE]) {
    const { page, context, faults } = await shop.visit({ style }, { now: '2026-12-01T09:30:00Z' });
    await ready(page);
    await ask(page, 'where is my order');
    await answer(page, 'order-status');
    assert.ok(await at(page, 'question').isVisible());
    seen.push(await looks(page));
    assert.deepEqual(faults, []);
    await context.close();
  }
  assert.deepEqual(seen[1], seen[0]);
});

test('it takes the shop’s font', async () => {
  const { page, context } = await shop.visit({ style: 'body { font: 18px/1.4 "DejaVu Serif" }' });
  await ready(page);
  const font = await at(page, 'question').evaluate((node) => getComputedStyle(node).fontFamily);
  assert.match(font, /DejaVu Serif/);
  await context.close();
});

test('everything works under the policies of careful shops', async () => {
  for (const policy of [STRICT, `${STRICT}; trusted-types faqlet lit-html; style-src 'self'`]) {
    for (const mode of ['inline', 'button', 'page']) {
      const { page, context, faults } = await shop.visit({ policy, attributes: { mode } });
      if (mode === 'button') await at(page, 'launcher').click();
      await ready(page);
      await ask(page, 'where is my order');
      assert.ok((await answer(page, 'order-status')).length > 100);
      await ask(page, QUESTIONS.en.unanswerable);
      await result(page, 'contact');
      await assertContact(page);
      // What a policy refuses is an error of the console.
      assert.deepEqual(faults, []);
      await context.close();
    }
  }
});

test('two elements on one page know nothing of each other', async () => {
  const body =
    element({ id: 'one', product: 'kt-200' }) + element({ id: 'two', product: 'bl-150' });
  const { page, context, faults } = await shop.visit(shop.host.document(body));
  const answers = new Set<string>();
  for (const [index, [id, entry]] of Object.entries({
    one: 'kt-200-dishwasher',
    two: 'bl-150-dishwasher',
  }).entries()) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await ready(page, index);
    await page.locator(`#${id} ${part('question')}`).fill(QUESTIONS.en.product);
    await page.locator(`#${id} ${part('question')}`).press('Enter');
    const body = page.locator(
      `#${id} ${part('answer', `[data-entry="${entry}"]`)} ${part('answer-body')}`,
    );
    await body.waitFor();
    answers.add(await body.innerText());
  }
  assert.equal(answers.size, 2);
  assert.equal(await page.locator(part('answer')).count(), 2);
  assert.deepEqual(faults, []);
  await context.close();
});

/** Counts what is listened to, observed and timed outside of shadow trees. */
const COUNT = `
globalThis.listening = new Map();
const targets = [window, document, document.documentElement];
for (const name of ['matchMedia']) {
  const original = window[name];
  window[name] = (...args) => { const list = original.apply(window, args); targets.push(list); return list; };
}
const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
const known = new Map();
const key = (type, listener, options) =>
  type + (typeof options === 'boolean' ? options : !!options?.capture);
EventTarget.prototype.addEventListener = function (type, listener, options) {
  const target = this ?? window;
  if (targets.includes(target) && listener) {
    const of = known.get(listener) ?? new Set();
    known.set(listener, of.add(key(type, listener, options)));
    listening.set(listener, of);
    options?.signal?.addEventListener('abort', () => listening.delete(listener));
  }
  return add.call(target, type, listener, options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
  const target = this ?? window;
  const of = known.get(listener);
  if (targets.includes(target) && of) {
    of.delete(key(type, listener, options));
    if (!of.size) listening.delete(listener);
  }
  return remove.call(target, type, listener, options);
};
globalThis.observing = new Set();
for (const name of ['IntersectionObserver', 'ResizeObserver', 'MutationObserver']) {
  window[name] = class extends window[name] {
    observe(...args) { observing.add(this); return super.observe(...args); }
    disconnect() { observing.delete(this); return super.disconnect(); }
  };
}
globalThis.timing = new Set();
const { setTimeout: start, clearTimeout: stop, setInterval: repeat, clearInterval: end } = window;
window.setTimeout = (act, ...rest) => {
  const id = start(() => { timing.delete(id); act(); }, ...rest);
  timing.add(id);
  return id;
};
window.clearTimeout = (id) => { timing.delete(id); stop(id); };
window.setInterval = (...args) => { const id = repeat(...args); timing.add(id); return id; };
window.clearInterval = (id) => { timing.delete(id); end(id); };`;

test('an element that is removed leaves no listener, observer or timer, and works when it is put back', async () => {
  for (const mode of ['inline', 'button', 'page']) {
    const url = shop.host.document('<div id="place"></div>');
    const { page, context, faults } = await shop.visit(url, {
      prepare: (page) => page.addInitScript(COUNT),
    });
    const left = () =>
      page.evaluate(`({
        listeners: [...listening.values()].flatMap((types) => [...types]).sort(),
        observers: observing.size,
        timers: timing.size,
      })`) as Promise<{ listeners: string[]; observers: number; timers: number }>;
    await page.waitForFunction(() => !!customElements.get('faqlet-help'));
    const before = await left();
    await page.evaluate((mode) => {
      const help = Object.assign(document.createElement('faqlet-help'), { src: '/faq/', mode });
      document.getElementById('place')?.append(help);
      (globalThis as unknown as { help: Element }).help = help;
    }, mode);
    for (let time = 0; time < 3; time += 1) {
      if (mode === 'button') await at(page, 'launcher').click();
      await ready(page);
      await at(page, 'question').fill('');
      await at(page, 'question').pressSequentially('where is my');
      await at(page, 'suggestion').waitFor();
      if (time !== 1) {
        await ask(page, 'where is my order');
        await answer(page, 'order-status');
      }
      // In the midst of the last letter's work, too.
      await page.keyboard.press('a');
      await page.evaluate('help.remove()');
      await page.waitForTimeout(50);
      assert.deepEqual(await left(), before, mode);
      await page.evaluate(() => {
        history.replaceState(null, '', location.pathname);
        document.getElementById('place')?.append((globalThis as unknown as { help: Element }).help);
      });
    }
    await page.evaluate('help.remove()');
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('an element that was never near the viewport leaves nothing either, and defining it twice is harmless', async () => {
  const url = shop.host.document('<div style="height: 4000px"></div><div id="place"></div>');
  const { page, context } = await shop.visit(url, {
    prepare: (page) => page.addInitScript(COUNT),
  });
  await page.waitForFunction(() => !!customElements.get('faqlet-help'));
  const counts = () => page.evaluate('[observing.size, timing.size, listening.size]');
  const before = await counts();
  await page.evaluate(async () => {
    const again = '/faqlet/browser/define.js?again';
    await import(again);
    for (let time = 0; time < 3; time += 1) {
      const help = document.createElement('faqlet-help');
      document.getElementById('place')?.append(help);
      await new Promise(requestAnimationFrame);
      help.remove();
    }
  });
  assert.deepEqual(await counts(), before);
  await context.close();
});

test('attributes can change at any time', async () => {
  const { page, context, faults } = await shop.visit({ attributes: { product: 'kt-200' } });
  await ready(page);
  const set = (name: string, value: string) =>
    page
      .locator('faqlet-help')
      .evaluate((help, [name, value]) => help.setAttribute(name, value), [name, value] as const);
  await set('product', 'bl-150');
  await ask(page, QUESTIONS.en.product);
  await answer(page, 'bl-150-dishwasher');
  await set('lang', 'hu');
  await page
    .locator(`${part('submit')}:not(:has-text("Ask"))`)
    .first()
    .waitFor();
  await ready(page);
  await ask(page, QUESTIONS.hu.typo);
  await answer(page, 'order-status');
  await set('mode', 'button');
  await at(page, 'launcher').click();
  await at(page, 'panel').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
