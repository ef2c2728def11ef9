import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, assertFocus, at, ready, result, Shop, told } from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { LANGUAGES, QUESTIONS } from '../support/questions.js';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
});

/** A Tuesday in Budapest, in and out of the shop's hours. */
const OPEN = '2026-12-01T09:30:00Z';
const NIGHT = '2026-12-01T21:30:00Z';

const channel = (page: Page, id: string, rest = '') =>
  at(page, 'contact-option', `[data-channel="${id}"]${rest}`);
const href = async (page: Page, id: string) =>
  (await channel(page, id, ` ${part('contact-link')}`).getAttribute('href')) ?? '';

/** Shows the options that are one click further. */
const showAll = (page: Page) =>
  page.locator(`${part('contact')} > details`).evaluate((more) => more.setAttribute('open', ''));

/** Opens the form, wherever its channel stands. */
async function openForm(page: Page): Promise<void> {
  await showAll(page);
  await channel(page, 'form', ` ${part('contact-link')}`).click();
  await at(page, 'message-words').waitFor();
}

/** Shows the message as it goes along, where it is folded away. */
const preview = (page: Page) => at(page, 'message-preview').innerText();

for (const language of LANGUAGES) {
  const { typo, unanswerable } = QUESTIONS[language];

  describe(`a shopper who reads ${language}`, () => {
    test('sees who is there, and at night what answers without anybody', async () => {
      const hours: string[] = [];
      for (const now of [OPEN, NIGHT]) {
        const { page, context, faults } = await shop.visit({ language }, { now });
        await ready(page);
        await showAll(page);
        hours.push((await channel(page, 'phone', ' p').textContent()) ?? '');
        const first = await page
          .locator(`${part('contact')} > ul > li`)
          .evaluateAll((items) => items.map((item) => item.querySelector('p')?.className));
        assert.deepEqual(first, ['open', 'open', 'open']);
        assert.deepEqual(faults, []);
        await context.close();
      }
      assert.deepEqual(
        hours.map((text) => text.replace(/\s/g, ' ')),
        {
          en: ['Open until 8:00 PM', 'Closed, opens tomorrow at 8:00 AM'],
          ru: ['Открыто до 20:00', 'Закрыто, откроется завтра в 08:00'],
          hu: ['Nyitva eddig: 20:00', 'Zárva, holnap 8:00-kor nyit'],
          ar: ['مفتوح حتى الساعة 8:00 م', 'مغلق، يفتح غدًا الساعة 8:00 ص'],
        }[language],
      );
    });

    test('reads what goes along, and it is what goes along', async () => {
      const { page, context, faults } = await shop.visit(
        { language, attributes: { product: 'kt-200' } },
        { now: OPEN },
      );
      await ready(page);
      // Before anything is asked nothing goes along.
      assert.equal(await href(page, 'whatsapp'), 'https://wa.me/36305550123');
      await ask(page, unanswerable);
      await result(page, 'contact');
      const shown = await preview(page);
      assert.ok(shown.startsWith(`${unanswerable}\n\n`), shown);
      assert.ok(shown.includes(new URL(page.url()).pathname), shown);
      const link = async (id: string, name: string) =>
        new URL(await href(page, id)).searchParams.get(name)?.replaceAll('\r\n', '\n');
      assert.equal(await link('whatsapp', 'text'), shown);
      assert.equal(await link('email', 'body'), shown);
      // Own words, and without the page.
      await openForm(page);
      await at(page, 'message-words').fill('words & more #1');
      await at(page, 'message', ' input[name="page"]').uncheck();
      const changed = await link('whatsapp', 'text');
      assert.ok(changed?.startsWith('words & more #1\n\n') && !changed.includes('http'), changed);
      // The next question does not take them back.
      await ask(page, typo);
      await answer(page, 'order-status');
      assert.equal(await at(page, 'message-words').inputValue(), 'words & more #1');
      const after = (await link('whatsapp', 'text')) ?? '';
      assert.ok(after.startsWith('words & more #1\n\n') && !after.includes('http'), after);
      assert.ok(after.includes(await at(page, 'answer-question').innerText()), after);
      assert.deepEqual(faults, []);
      await context.close();
    });

    test('writes by the form, and sees the message arrive', async () => {
      const { page, context, faults } = await shop.visit({ language }, { now: OPEN });
      await ready(page);
      await ask(page, unanswerable);
      await openForm(page);
      await assertFocus(page, 'message-words');
      await at(page, 'message-send').click();
      await assertFocus(page, 'message-reply');
      assert.equal(await at(page, 'message-reply').getAttribute('aria-invalid'), 'true');
      const error = page.locator('#message-error');
      assert.ok((await error.innerText()).length > 5);
      const marker = `${language}@shop.example`;
      await at(page, 'message-reply').fill(marker);
      await at(page, 'message-send').click();
      await at(page, 'outbox-item', '[data-state="sent"]').waitFor();
      const got = shop.host.messages('/help/form').filter(({ reply }) => reply === marker);
      assert.equal(got.length, 1);
      assert.ok(String(got[0]?.message).startsWith(unanswerable));
      assert.equal(got[0]?.channel, 'form');
      const { role: _, ...rest } = (got[0]?.context ?? {}) as Record<string, unknown>;
      assert.deepEqual(rest, { page: page.url().replace(/#.*/, ''), language });
      assert.deepEqual(await told(page, 'faqlet:contact'), [
        { channel: 'form', type: 'form', question: unanswerable },
      ]);
      assert.equal(await at(page, 'message').isVisible(), false);
      assert.deepEqual(faults, []);
      await context.close();
    });

    test('is told what is to be known, before asking and above the answer', async () => {
      const { page, context, faults } = await shop.visit(
        { language, attributes: { product: 'wm-800' } },
        { now: OPEN },
      );
      await ready(page);
      const before = await at(page, 'notice').innerText();
      assert.ok(before.length > 30);
      await ask(page, typo);
      await answer(page, 'order-status');
      const above = page.locator(`${part('answer')} ${part('notice')}`);
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
    const { page, context, faults } = await shop.visit({ language }, { now: NIGHT });
    await ready(page);
    await ask(page, question);
    assert.ok((await answer(page, 'safety-incident')).length > 50);
    const line = at(page, 'answer', ` ${part('contact-link')}`);
    assert.equal(await line.getAttribute('href'), 'tel:+3615550123');
    const top = async (name: string, rest = '') =>
      (await at(page, name, rest).boundingBox())?.y ?? 0;
    assert.ok((await top('answer', ` ${part('contact-link')}`)) < (await top('answer-body')));
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('the voice menu is led through to the topic asked about', async () => {
  const { page, context, faults } = await shop.visit({}, { now: OPEN });
  await ready(page);
  assert.equal(await href(page, 'keypad'), 'tel:+3615550124');
  await ask(page, 'How do I return an item?');
  await answer(page, 'how-to-return');
  assert.equal(await href(page, 'keypad'), 'tel:+3615550124,3,1');
  assert.equal(await channel(page, 'keypad', ' .hint').textContent(), 'Then press 3 1');
  assert.deepEqual(faults, []);
  await context.close();
});

test('in another time zone the times are the shopper’s, and say so', async () => {
  const { page, context, faults } = await shop.visit({}, { zone: 'America/New_York', now: NIGHT });
  await ready(page);
  const lines = await page
    .locator(`${part('contact-option', '[data-channel="phone"]')} p:not(.hint)`)
    .allTextContents();
  assert.deepEqual(
    lines.slice(0, 2).map((line) => line.replace(/\s/g, ' ')),
    ['Closed, opens tomorrow at 2:00 AM', 'your time; 8:00 AM at the shop'],
  );
  assert.deepEqual(faults, []);
  await context.close();
});

test('the chat provider gets what the shopper agreed to; without one the link is followed', async () => {
  const { page, context } = await shop.visit({}, { now: OPEN });
  await ready(page);
  await ask(page, QUESTIONS.en.unanswerable);
  const shown = await preview(page);
  await page.evaluate(() =>
    addEventListener('faqlet:chat', (event) => event.preventDefault(), { once: true }),
  );
  const chat = channel(page, 'chat', ` ${part('contact-link')}`);
  const url = page.url();
  await chat.click();
  const [request] = await told(page, 'faqlet:chat');
  assert.deepEqual((request?.message as { text: string } | undefined)?.text, shown);
  assert.equal(page.url(), url);
  assert.equal((await told(page, 'faqlet:contact')).length, 1);
  // Nobody takes it now.
  const address = await chat.getAttribute('href');
  const followed = page.waitForRequest(address ?? '');
  await context.route('**/help/chat*', (route) => route.fulfill({ body: 'chat' }));
  await chat.click();
  await followed;
  await context.close();
});

test('the message is copied where it cannot go along', async () => {
  const { page, context, faults } = await shop.visit({}, { now: OPEN });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ready(page);
  await ask(page, QUESTIONS.en.unanswerable);
  const shown = await preview(page);
  await at(page, 'message-copy').click();
  await at(page, 'message', ' [role="status"]:has-text("Copied")').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
  // Longer than a mail program takes: part of it goes along, and the page says so.
  await openForm(page);
  await at(page, 'message-words').fill('ж'.repeat(2000));
  assert.match(await channel(page, 'email', ' .hint').innerText(), /Only the beginning/);
  assert.ok((await href(page, 'email')).length <= 2000);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a message waits while the network is off, over a reload, and then goes by itself', async () => {
  const { page, context } = await shop.visit({ language: 'hu' });
  await ready(page);
  let down = true;
  await context.route('**/help/form', (route) => (down ? route.abort() : route.continue()));
  await openForm(page);
  await at(page, 'message-words').fill('Várakozó üzenet');
  await at(page, 'message-reply').fill('waiting@shop.example');
  await at(page, 'message-send').click();
  const item = (state: string) => at(page, 'outbox-item', `[data-state="${state}"]`);
  await item('waiting').waitFor();
  assert.equal(await at(page, 'outbox-title').innerText(), '1 üzenet küldésre vár');
  await page.reload();
  await item('waiting').waitFor();
  assert.match(await item('waiting').innerText(), /Várakozó/);
  down = false;
  await context.setOffline(true);
  await context.setOffline(false);
  await item('sent').waitFor();
  const got = shop.host
    .messages('/help/form')
    .filter(({ reply }) => reply === 'waiting@shop.example');
  assert.equal(got.length, 1);
  await item('sent').locator('button').click();
  await at(page, 'outbox').waitFor({ state: 'hidden' });
  await assertFocus(page, 'contact-title');
  await context.close();
});

test('a refused message keeps its text, and can be sent again or deleted', async () => {
  const { page, context } = await shop.visit({ language: 'ru' });
  await ready(page);
  await context.route('**/help/form', (route) => route.fulfill({ status: 403 }));
  await openForm(page);
  await at(page, 'message-words').fill('Отклонённое сообщение');
  await at(page, 'message-reply').fill('refused@shop.example');
  await at(page, 'message-send').click();
  const refused = at(page, 'outbox-item', '[data-state="refused"]');
  await refused.waitFor();
  assert.match(await refused.innerText(), /Отклонённое сообщение/);
  assert.match(await refused.innerText(), /другой способ/);
  await refused.locator('button').nth(1).click();
  await at(page, 'outbox').waitFor({ state: 'hidden' });
  await page.reload();
  await ready(page);
  assert.equal(await page.locator(part('outbox-item')).count(), 0);
  await context.close();
});

/** Whether the contact section stands above what was found. */
async function contactIsFirst(page: Page): Promise<boolean> {
  const [contact, found] = await Promise.all([
    at(page, 'contact').boundingBox(),
    page.locator('[part~="answer"], [part~="reason"]').first().boundingBox(),
  ]);
  assert.ok(contact && found);
  return contact.y < found.y;
}

test('after two unhelpful answers contact comes first, on the next page too', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  for (const [question, id] of [
    ['where is my order', 'order-status'],
    ['How do I return an item?', 'how-to-return'],
  ] as const) {
    await ask(page, question);
    await answer(page, id);
    assert.equal(await contactIsFirst(page), false);
    await at(page, 'feedback-no').click();
    await at(page, 'feedback-text').waitFor();
  }
  assert.equal(await contactIsFirst(page), true);
  await page.goto(shop.host.page({ attributes: { product: 'kt-200' } }));
  await ready(page);
  await ask(page, 'where is my order');
  await answer(page, 'order-status');
  assert.equal(await contactIsFirst(page), true);
  assert.deepEqual(faults, []);
  await context.close();
});

test('after three questions without an answer contact comes first', async () => {
  const { page, context, faults } = await shop.visit();
  await ready(page);
  for (const [count, question] of [
    QUESTIONS.en.unanswerable,
    'recipe for goulash soup',
    'football scores of yesterday',
  ].entries()) {
    await ask(page, question);
    await told(page, 'faqlet:ask', count + 1);
    await result(page, 'contact');
    assert.equal(await contactIsFirst(page), count === 2);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('a question to other customers is posted, on product pages alone', async () => {
  const community = { community: '/help/community' };
  const { page, context, faults } = await shop.visit({
    attributes: { ...community, product: 'kt-200' },
  });
  await ready(page);
  await at(page, 'community', ' summary').click();
  await at(page, 'community-words').fill('How loud is it?');
  await at(page, 'community-send').click();
  await assertEventually(() => shop.host.messages('/help/community').length === 1);
  assert.deepEqual(shop.host.messages('/help/community'), [
    { message: 'How loud is it?', product: 'kt-200', language: 'en' },
  ]);
  assert.deepEqual(faults, []);
  await context.close();
  const elsewhere = await shop.visit({ attributes: community });
  await ready(elsewhere.page);
  assert.equal(await elsewhere.page.locator(part('community')).count(), 0);
  await elsewhere.context.close();
});

test('on the next visit after a contact the shopper is asked once whether it is settled', async () => {
  const { page, context, faults } = await shop.visit(
    {},
    { prepare: (page) => page.clock.install({ time: OPEN }) },
  );
  await ready(page);
  await ask(page, QUESTIONS.en.unanswerable);
  await page.evaluate(() =>
    document.addEventListener('click', (click) => click.preventDefault(), true),
  );
  await showAll(page);
  await channel(page, 'email', ` ${part('contact-link')}`).click();
  await told(page, 'faqlet:contact');
  // The same visit: it is too early to ask.
  await page.reload();
  await ready(page);
  assert.equal(await page.locator(part('follow-up')).count(), 0);
  // By now the working day that the shop takes for mails is over.
  await page.clock.setSystemTime(new Date('2026-12-02T10:30:00Z'));
  await page.reload();
  await ready(page);
  const followUp = at(page, 'follow-up');
  await followUp.waitFor();
  await followUp.locator('button').first().click();
  const [said] = await told(page, 'faqlet:feedback');
  assert.equal(typeof said?.settled, 'boolean');
  await page.reload();
  await ready(page);
  assert.equal(await page.locator(part('follow-up')).count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('Arabic mirrors the message too, and nothing runs over the edge of a narrow phone', async () => {
  for (const language of LANGUAGES) {
    const { page, context, faults } = await shop.visit(
      { language, attributes: { product: 'wm-800' } },
      { width: 360, now: NIGHT },
    );
    await ready(page);
    await ask(page, QUESTIONS[language].unanswerable);
    await openForm(page);
    await at(page, 'message-words').fill('https://shop.example/'.repeat(20));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, language);
    const label = await at(page, 'message', ' fieldset label').boundingBox();
    const box = await at(page, 'message', ' fieldset input').boundingBox();
    assert.ok(label && box);
    const fromStart = box.x - label.x;
    const fromEnd = label.x + label.width - box.x - box.width;
    assert.ok(language === 'ar' ? fromEnd < fromStart : fromStart < fromEnd);
    assert.deepEqual(faults, []);
    await context.close();
  }
});

async function assertEventually(holds: () => boolean): Promise<void> {
  for (let count = 0; !holds(); count += 1) {
    assert.ok(count < 1200, 'waited for half a minute');
    await new Promise((done) => setTimeout(done, 25));
  }
}
