import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { PATIENCE, part } from './engines/shopper.js';

/** The first element of a part of the contract, in whichever shadow root it is. */
export function at(page: Page, name: string, rest = ''): Locator {
  return page.locator(part(name, rest)).first();
}

/** Waits until the element works. */
export async function ready(page: Page, index = 0): Promise<void> {
  await page.locator('faqlet-help').nth(index).waitFor({ state: 'attached' });
  await page.waitForFunction(
    (index) =>
      document.querySelectorAll('faqlet-help')[index]?.getAttribute('data-state') === 'ready',
    index,
  );
}

/** Types as a person does, one key after the other. */
export async function type(page: Page, question: string): Promise<void> {
  await at(page, 'question').fill('');
  await at(page, 'question').pressSequentially(question);
}

/** Asks a whole question. */
export async function ask(page: Page, question: string): Promise<void> {
  await at(page, 'question').fill(question);
  await at(page, 'question').press('Enter');
}

/** The part that shows what a question led to, by the kind of its outcome. */
const RESULTS = { answer: 'answer', choose: 'choice', contact: 'reason' } as const;

/** What the shopper reads, once what their question led to is there. */
export async function result(page: Page, kind: keyof typeof RESULTS): Promise<string> {
  const region = at(page, RESULTS[kind]);
  await region.waitFor();
  return region.innerText();
}

/** The answer that is shown, once that of an entry is there. */
export async function answer(page: Page, id: string): Promise<string> {
  const body = page.locator(
    `${part('answer', `[data-entry="${id}"]`)} ${part('answer-body')}:not([aria-busy="true"])`,
  );
  await body.waitFor();
  return body.innerText();
}

/** The part that has the focus, or the name of the element that has; empty: nothing. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.getAttribute('part') || (node === document.body ? '' : (node?.localName ?? ''));
  });
}

/** Waits until a part has the focus: it goes there a moment after the page has changed. */
export async function assertFocus(page: Page, name: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  while ((await focused(page)) !== name && Date.now() < end) await page.waitForTimeout(20);
  assert.equal(await focused(page), name);
}

/** What the element told the page, in order. Pages of {@link Host} keep it. */
export function events(page: Page): Promise<{ type: string; detail: Record<string, unknown> }[]> {
  return page.evaluate('events');
}

/** The details of the events of a name, once there are so many. */
export async function told(
  page: Page,
  name: string,
  count = 1,
): Promise<Record<string, unknown>[]> {
  await page.waitForFunction(
    `events.filter(({ type }) => type === ${JSON.stringify(name)}).length >= ${count}`,
  );
  return (await events(page)).filter(({ type }) => type === name).map(({ detail }) => detail);
}

/** Asserts that the contact options are there to be used. */
export async function assertContact(page: Page): Promise<void> {
  await at(page, 'contact-link').waitFor();
  const links = page.locator(part('contact-link'));
  const open = page.locator(`${part('contact')} > ul ${part('contact-link')}`);
  assert.ok((await open.count()) >= 3);
  const more = page.locator(`${part('contact')} > details`);
  await more.evaluate((details) => details.setAttribute('open', ''));
  assert.ok((await links.count()) > (await open.count()));
  for (const link of await links.all()) {
    assert.ok(await link.isVisible());
    assert.match((await link.getAttribute('href')) ?? '', /^(https?|mailto|tel):/);
    assert.ok((await link.innerText()).length > 1);
  }
}
