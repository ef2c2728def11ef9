import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, at, ready, result, Shop, told } from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { element } from '../support/host.js';
import { QUESTIONS } from '../support/questions.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

const fragment = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

test('question, choice and answer each are a step, and Back and Forward walk them', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  await ask(page, QUESTIONS.en.choice);
  await result(page, 'choose');
  assert.equal(fragment(page), `#faq-ask=${QUESTIONS.en.choice}`);
  await at(page, 'choice', ' [data-entry="bl-150-dishwasher"]').click();
  await answer(page, 'bl-150-dishwasher');
  assert.equal(fragment(page), '#faq=bl-150-dishwasher');
  await page.goBack();
  await result(page, 'choose');
  assert.equal(await at(page, 'question').inputValue(), QUESTIONS.en.choice);
  await page.goBack();
  await page.locator(part('choice')).waitFor({ state: 'detached' });
  assert.equal(fragment(page), '');
  await page.goForward();
  await result(page, 'choose');
  await page.goForward();
  await answer(page, 'bl-150-dishwasher');
  assert.deepEqual(faults, []);
  await context.close();
});

test('an address with an answer or a question opens it, in each mode', async () => {
  for (const mode of ['inline', 'button', 'page']) {
    const url = shop.host.page({ language: 'hu', attributes: { mode } });
    const { page, context, faults } = await shop.visit(`${url}#faq=delivery-late`);
    assert.ok((await answer(page, 'delivery-late')).length > 100);
    const [opened] = await told(page, 'faqlet:answer');
    assert.deepEqual([opened?.id, opened?.how], ['delivery-late', 'link']);
    if (mode === 'button') assert.ok(await at(page, 'panel').isVisible());
    await page.goto('about:blank');
    await page.goto(`${url}#faq-ask=${encodeURIComponent(QUESTIONS.hu.typo)}`);
    await answer(page, 'order-status');
    assert.equal(await at(page, 'question').inputValue(), QUESTIONS.hu.typo);
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('an address that names nothing, or is damaged, is as no address', async () => {
  for (const hash of ['#faq=no-such-entry', '#faq=%E0%A4%A', '#faq=', '#faq-ask=', '#faqs=a']) {
    const { page, context, faults } = await shop.visit(`${shop.host.page()}${hash}`);
    await ready(page);
    assert.equal(await page.locator(part('answer')).count(), 0, hash);
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('an address of the shop’s own is left alone', async () => {
  const { page, context, faults } = await shop.visit(`${shop.host.page()}#reviews`);
  await ready(page);
  assert.equal(fragment(page), '#reviews');
  await page.evaluate(() => {
    location.hash = '#specs';
  });
  assert.equal(await page.locator(part('answer')).count(), 0);
  assert.equal(fragment(page), '#specs');
  await context.close();
  assert.deepEqual(faults, []);
});

test('where the shop wants no address, none is written and none is read', async () => {
  const attributes = { fragment: 'none' };
  const { page, context, faults } = await shop.visit(
    `${shop.host.page({ attributes })}#faq=delivery-late`,
  );
  await ready(page);
  assert.equal(await page.locator(part('answer')).count(), 0);
  await ask(page, 'where is my order');
  await answer(page, 'order-status');
  assert.equal(fragment(page), '#faq=delivery-late');
  assert.deepEqual(faults, []);
  await context.close();
});

test('an answer’s own link is copied, and leads to it', async () => {
  const { page, context, faults } = await shop.visit();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ready(page);
  await ask(page, 'where is my order');
  await answer(page, 'order-status');
  await at(page, 'copy-link').click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '');
  const url = new URL(await copied());
  assert.equal(url.hash, '#faq=order-status');
  const other = await context.newPage();
  await other.goto(url.href);
  assert.ok((await answer(other, 'order-status')).length > 100);
  assert.deepEqual(faults, []);
  await context.close();
});

test('of two elements only the first has the address, unless each has its own', async () => {
  for (const second of ['faq', 'other']) {
    const url = shop.host.document(
      element({ id: 'one' }) + element({ id: 'two', fragment: second, product: 'kt-200' }),
    );
    const { page, context, faults } = await shop.visit(`${url}#faq=delivery-late`);
    await ready(page, 0);
    const open = (id: string) =>
      page.locator(`#${id} ${part('answer', '[data-entry="delivery-late"]')}`);
    await open('one').waitFor();
    await page.locator('#two').scrollIntoViewIfNeeded();
    await ready(page, 1);
    assert.equal(await open('two').count(), 0);
    await page.locator(`#two ${part('question')}`).fill('where is my order');
    await page.locator(`#two ${part('question')}`).press('Enter');
    await page.locator(`#two ${part('answer')}`).waitFor();
    assert.equal(fragment(page).startsWith('#other'), second === 'other', fragment(page));
    assert.equal(await open('one').count(), second === 'faq' ? 1 : await open('one').count());
    assert.deepEqual(faults, []);
    await context.close();
  }
});
