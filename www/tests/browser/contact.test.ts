import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, Demo, ready, result, type } from '../support/browser.js';
import { LANGUAGES, QUESTIONS } from './questions.js';

let demo: Demo;

before(async () => {
  demo = await Demo.start();
});

/** A Tuesday in Budapest, in and out of the shop's hours. */
const OPEN = '2026-12-01T09:30:00Z';
const NIGHT = '2026-12-01T21:30:00Z';

const at = (instant: string) => ({
  prepare: (page: Page) => page.clock.setFixedTime(new Date(instant)),
});

async function ask(page: Page, question: string): Promise<void> {
  await page.locator('#help-question').fill(question);
  await page.locator('#help-question').press('Enter');
  await page.locator('.result').waitFor();
}

/** Opens the form, wherever its channel stands. */
async function openForm(page: Page): Promise<void> {
  await page.locator('#contact > details').evaluate((more) => more.setAttribute('open', ''));
  await page.locator('[data-channel="form"] a').click();
  await page.locator('#message-words').waitFor();
}

const text = (page: Page, selector: string) => page.locator(selector).first().innerText();
const href = async (page: Page, channel: string) =>
  (await page.locator(`[data-channel="${channel}"] a`).first().getAttribute('href')) ?? '';
const state = (page: Page, name: string) =>
  page.locator(`#help-outbox li[data-state="${name}"]`).waitFor();

for (const language of LANGUAGES) {
  const { typo, unanswerable } = QUESTIONS[language];

  describe(`a shopper who reads ${language}`, () => {
    test('sees who is there, and at night what answers without anybody', async () => {
      const hours: Record<string, string> = {};
      for (const now of [OPEN, NIGHT]) {
        const { page, context, faults } = await demo.visit(`/${language}/`, at(now));
        await ready(page);
        hours[now] = (await page.locator('[data-channel="phone"] p').first().textContent()) ?? '';
        const first = await page
          .locator('#contact-first li')
          .evaluateAll((items) => items.map((item) => item.querySelector('p')?.className));
        assert.deepEqual(first, ['open', 'open', 'open']);
        assert.deepEqual(faults, []);
        await context.close();
      }
      assert.deepEqual(
        [hours[OPEN]?.replace(/\s/g, ' '), hours[NIGHT]?.replace(/\s/g, ' ')],
        {
          en: ['Open until 20:00', 'Closed, opens tomorrow at 08:00'],
          ru: ['Открыто до 20:00', 'Закрыто, откроется завтра в 08:00'],
          hu: ['Nyitva eddig: 20:00', 'Zárva, holnap 8:00-kor nyit'],
          ar: ['مفتوح حتى الساعة 8:00 م', 'مغلق، يفتح غدًا الساعة 8:00 ص'],
        }[language],
      );
    });

    test('reads what goes along, and it is what goes along', async () => {
      const { page, context, faults } = await demo.visit(`/${language}/products/kt-200/`, at(OPEN));
      await ready(page);
      // Before anything is asked nothing goes along.
      assert.equal(await href(page, 'whatsapp'), 'https://wa.me/36305550123');
      await ask(page, unanswerable);
      await result(page, 'contact');
      const shown = await text(page, '.preview');
      assert.ok(shown.startsWith(`${unanswerable}\n\n`), shown);
      assert.ok(shown.includes(`/${language}/products/kt-200/`), shown);
      const link = async (channel: string, name: string) =>
        new URL(await href(page, channel)).searchParams.get(name)?.replaceAll('\r\n', '\n');
      assert.equal(await link('whatsapp', 'text'), shown);
      assert.equal(await link('email', 'body'), shown);
      // Own words, and without the page.
      await openForm(page);
      await page.locator('#message-words').fill('words & more #1');
      await page.locator('.message input[name="page"]').uncheck();
      const changed = await link('whatsapp', 'text');
      assert.ok(changed?.startsWith('words & more #1\n\n') && !changed.includes('http'), changed);
      // The next question does not take them back.
      await ask(page, typo);
      await answer(page, 'order-status');
      assert.equal(await page.locator('#message-words').inputValue(), 'words & more #1');
      const after = (await link('whatsapp', 'text')) ?? '';
      assert.ok(after.startsWith('words & more #1\n\n') && !after.includes('http'), after);
      assert.ok(after.includes(await text(page, '#help-result')), after);
      assert.deepEqual(faults, []);
      await context.close();
    });

    test('writes by the form, and sees the message arrive', async () => {
      const visit = await demo.visit(`/${language}/`, at(OPEN));
      const { page, faults } = visit;
      await ready(page);
      await ask(page, unanswerable);
      await openForm(page);
      const send = page.locator('.sender button');
      await send.click();
      assert.ok((await text(page, '#message-error')).length > 5);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'message-reply');
      const marker = `${language}-${Math.random()}@shop.example`;
      await page.locator('#message-reply').fill(marker);
      await send.click();
      await state(page, 'sent');
      const got = [...demo.messages.values()].filter(
        (message) => (message as { reply: string }).reply === marker,
      ) as { message: string; channel: string; context: Record<string, unknown> }[];
      assert.equal(got.length, 1);
      assert.ok(got[0]?.message.startsWith(unanswerable));
      assert.equal(got[0]?.channel, 'form');
      const { role: _, ...context } = got[0]?.context ?? {};
      assert.deepEqual(context, { page: new URL(`/${language}/`, demo.url).href, language });
      assert.equal(await page.locator('.message').isVisible(), false);
      assert.deepEqual(faults, []);
      await visit.context.close();
    });

    test('is told what is to be known, before asking and above the answer', async () => {
      const { page, context, faults } = await demo.visit(`/${language}/products/wm-800/`, at(OPEN));
      await ready(page);
      const before = await text(page, '#help-notices li');
      assert.ok(before.length > 30);
      await ask(page, typo);
      await answer(page, 'order-status');
      const above = page.locator('.result .notices li');
      assert.equal(await above.count(), 1);
      assert.notEqual(await above.innerText(), before);
      assert.deepEqual(faults, []);
      await context.close();
    });
  });
}

test('a matter for a person: the answer, and above it the line for it', async () => {
  for (const [language, question] of [
    ['en', 'A product gave a shock, smoked or hurt someone. What must I do?'],
    ['ar', 'خرج من الجهاز دخان أو أصابني بأذى، ماذا أفعل الآن؟'],
  ] as const) {
    const { page, context, faults } = await demo.visit(`/${language}/`, at(NIGHT));
    await ready(page);
    await ask(page, question);
    assert.ok((await answer(page, 'safety-incident')).length > 50);
    const line = page.locator('.urgent a');
    assert.equal(await line.getAttribute('href'), 'tel:+3615550123');
    const box = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? 0;
    assert.ok((await box('.urgent')) < (await box('.answer')));
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('the voice menu is led through to the topic asked about', async () => {
  const { page, context, faults } = await demo.visit('/en/', at(OPEN));
  await ready(page);
  assert.equal(await href(page, 'keypad'), 'tel:+3615550124');
  await ask(page, 'How do I return an item?');
  await answer(page, 'how-to-return');
  assert.equal(await href(page, 'keypad'), 'tel:+3615550124,3,1');
  const hint = page.locator('[data-channel="keypad"] .hint');
  assert.equal(await hint.textContent(), 'Then press 3 1');
  assert.deepEqual(faults, []);
  await context.close();
});

test('in another time zone the times are the shopper’s, and say so', async () => {
  const zone = 'America/New_York';
  const { page, context, faults } = await demo.visit('/en/', { zone, ...at(NIGHT) });
  await ready(page);
  assert.deepEqual(faults, []);
  const lines = await page.locator('[data-channel="phone"] p:not(.hint)').allTextContents();
  assert.deepEqual(lines.slice(0, 2), [
    'Closed, opens tomorrow at 02:00',
    'your time; 08:00 at the shop',
  ]);
  await context.close();
});

test('the chat provider gets what the shopper agreed to; without one the link is followed', async () => {
  const { page, context, faults } = await demo.visit('/en/', at(OPEN));
  await ready(page);
  await ask(page, QUESTIONS.en.unanswerable);
  const shown = await text(page, '.preview');
  const chat = page.locator('[data-channel="chat"] a').first();
  await chat.click();
  assert.equal(await text(page, 'dialog blockquote'), shown);
  await page.locator('dialog button').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  // Somebody stands before the provider and lets nobody through.
  await page.evaluate(() =>
    addEventListener('faqlet:chat', (event) => event.stopImmediatePropagation(), true),
  );
  const followed = page.waitForRequest('https://kettlewick.example/help/chat');
  await context.route('https://kettlewick.example/**', (route) => route.fulfill({ body: 'chat' }));
  await chat.click();
  await followed;
  await context.close();
});

test('the message is copied where it cannot go along', async () => {
  const { page, context, faults } = await demo.visit('/en/', at(OPEN));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ready(page);
  await ask(page, QUESTIONS.en.unanswerable);
  const shown = await text(page, '.preview');
  await page.locator('.message .quiet').click();
  await page.locator('.message [role="status"]', { hasText: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
  // Longer than a mail program takes: part of it goes along, and the page says so.
  await openForm(page);
  await page.locator('#message-words').fill('ж'.repeat(2000));
  assert.match(await text(page, '[data-channel="email"] .hint'), /Only the beginning/);
  assert.ok((await href(page, 'email')).length <= 2000);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a message waits while the network is off, over a reload, and then goes by itself', async () => {
  const { page, context } = await demo.visit('/hu/');
  await ready(page);
  let down = true;
  await context.route('**/help/form', (route) => (down ? route.abort() : route.continue()));
  await openForm(page);
  await page.locator('#message-words').fill('Várakozó üzenet');
  await page.locator('#message-reply').fill('waiting@shop.example');
  await page.locator('.sender button').click();
  await state(page, 'waiting');
  assert.equal(await text(page, '#outbox-title'), '1 üzenet küldésre vár');
  await page.reload();
  await state(page, 'waiting');
  assert.match(await text(page, '#help-outbox .words'), /Várakozó/);
  down = false;
  await context.setOffline(true);
  await context.setOffline(false);
  await state(page, 'sent');
  const got = [...demo.messages.values()].filter(
    (message) => (message as { reply: string }).reply === 'waiting@shop.example',
  );
  assert.equal(got.length, 1);
  await page.locator('#help-outbox button').click();
  await page.locator('#help-outbox section').waitFor({ state: 'hidden' });
  await context.close();
});

test('a refused message keeps its text, and can be sent again or deleted', async () => {
  const { page, context } = await demo.visit('/ru/');
  await ready(page);
  await context.route('**/help/form', (route) => route.fulfill({ status: 403 }));
  await openForm(page);
  await page.locator('#message-words').fill('Отклонённое сообщение');
  await page.locator('#message-reply').fill('refused@shop.example');
  await page.locator('.sender button').click();
  await state(page, 'refused');
  assert.match(await text(page, '#help-outbox .words'), /Отклонённое сообщение/);
  assert.match(await text(page, '#help-outbox .state'), /другой способ/);
  await page.locator('#help-outbox button').nth(1).click();
  await page.locator('#help-outbox section').waitFor({ state: 'hidden' });
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('#help-outbox li').count(), 0);
  await context.close();
});

test('after two unhelpful answers contact comes first, on the next page too', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  const contactIsFirst = () =>
    page.evaluate(() => {
      const [contact, results] = ['contact', 'help-results'].map((id) =>
        document.getElementById(id),
      );
      return !!(
        contact &&
        results &&
        contact.compareDocumentPosition(results) & Node.DOCUMENT_POSITION_FOLLOWING
      );
    });
  for (const [question, id] of [
    ['where is my order', 'order-status'],
    ['How do I return an item?', 'how-to-return'],
  ] as const) {
    assert.equal(await contactIsFirst(), false);
    await ask(page, question);
    await answer(page, id);
    await page.locator('.rating button').nth(1).click();
    await page.locator('.rating a').waitFor();
  }
  assert.equal(await contactIsFirst(), true);
  await page.goto(new URL('/en/products/kt-200/', demo.url).href);
  await ready(page);
  assert.equal(await contactIsFirst(), true);
  assert.deepEqual(faults, []);
  await context.close();
});

test('after three questions without an answer contact comes first, and letters are no questions', async () => {
  const { page, context, faults } = await demo.visit('/en/');
  await ready(page);
  const contactIsFirst = () => page.locator('#contact ~ #help-results').count();
  await type(page, QUESTIONS.en.unanswerable);
  await result(page, 'contact');
  await page.locator('#help-question').press('Enter');
  for (const question of ['recipe for goulash soup', 'football scores of yesterday']) {
    assert.equal(await contactIsFirst(), 0);
    await ask(page, question);
    await result(page, 'contact');
  }
  assert.equal(await contactIsFirst(), 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test('Arabic mirrors the message too, and nothing runs over the edge of a narrow phone', async () => {
  for (const language of LANGUAGES) {
    const { page, context, faults } = await demo.visit(`/${language}/products/wm-800/`, {
      width: 360,
      ...at(NIGHT),
    });
    await ready(page);
    await ask(page, QUESTIONS[language].unanswerable);
    await openForm(page);
    await page.locator('#message-words').fill('https://shop.example/'.repeat(20));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, language);
    const label = await page.locator('.message fieldset label').first().boundingBox();
    const box = await page.locator('.message fieldset input').first().boundingBox();
    assert.ok(label && box);
    const fromStart = box.x - label.x;
    const fromEnd = label.x + label.width - box.x - box.width;
    assert.ok(language === 'ar' ? fromEnd < 1 && fromStart > 100 : fromStart < 1);
    const targets = '.message button, .message label:has(input), .message summary, #message-reply';
    for (const target of await page.locator(targets).all()) {
      const { height } = (await target.boundingBox()) ?? { height: 0 };
      // WCAG 2.2, 2.5.8 Target Size (Minimum), in CSS pixels.
      assert.ok(height >= 24, `${await target.innerText()}: ${height}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
