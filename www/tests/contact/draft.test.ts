import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Context, Draft, loadStrings, pageAddress } from '../../src/contact/index.js';
import { random } from '../support/random.js';

const CONTEXT: Context = {
  question: 'Where is it?',
  answers: [
    { id: 'order-status', question: 'Where is my order?' },
    { id: 'delivery-late', question: 'Why is it late?' },
  ],
  product: { id: 'kt-200', name: 'Brisa kettle' },
  page: 'https://shop.example/kettles',
  language: 'hu',
  role: 'Logistics team',
};

test('the message is what the shopper reads, in the words of the interface', async () => {
  const texts: Record<string, string> = {};
  for (const language of ['en', 'ru', 'hu', 'ar']) {
    texts[language] = new Draft(CONTEXT, await loadStrings(language)).text;
  }
  assert.deepEqual(texts, {
    en: [
      'Where is it?\n',
      'Product: Brisa kettle',
      'Answers read: “Where is my order?” and “Why is it late?”',
      'Page: https://shop.example/kettles',
      'Language: Hungarian',
      'For: Logistics team',
    ].join('\n'),
    ru: [
      'Where is it?\n',
      'Товар: Brisa kettle',
      'Прочитанные ответы: «Where is my order?» и «Why is it late?»',
      'Страница: https://shop.example/kettles',
      'Язык: венгерский',
      'Кому: Logistics team',
    ].join('\n'),
    hu: [
      'Where is it?\n',
      'Termék: Brisa kettle',
      'Elolvasott válaszok: „Where is my order?” és „Why is it late?”',
      'Oldal: https://shop.example/kettles',
      'Nyelv: magyar',
      'Címzett: Logistics team',
    ].join('\n'),
    ar: [
      'Where is it?\n',
      'المنتج: Brisa kettle',
      'إجابات قرأتها: «Where is my order?» و«Why is it late?»',
      'الصفحة: https://shop.example/kettles',
      'اللغة: الهنغارية',
      'إلى: Logistics team',
    ].join('\n'),
  });
});

test('what is left out is nowhere; what is in is shown', async () => {
  const strings = await loadStrings('en');
  const next = random(31);
  for (let count = 0; count < 200; count += 1) {
    const draft = new Draft(CONTEXT, strings);
    for (const { name } of draft.parts) draft.include(name, next() < 0.5);
    draft.words = next() < 0.3 ? '' : 'My own words';
    const { text, context } = draft;
    const left = draft.parts.filter(({ name }) => draft.has(name));
    const shown = left.map(({ text }) => text).join('\n');
    assert.equal(text, [draft.words, shown].filter(Boolean).join('\n\n'));
    assert.deepEqual(Object.keys(context).sort(), left.map(({ name }) => name).sort());
    for (const [name, value] of Object.entries(context)) {
      assert.deepEqual(value, CONTEXT[name as keyof Context]);
    }
    // The question was the shopper's to change, and goes only as they left it.
    assert.ok(!JSON.stringify([text, context]).includes('Where is it?'));
  }
});

test('nothing is made up where nothing is known', async () => {
  const draft = new Draft({}, await loadStrings('en'));
  assert.deepEqual([draft.text, draft.parts, draft.context], ['', [], {}]);
  assert.equal(draft.subject, 'A question');
  assert.equal(draft.has('product'), false);
  const odd = new Draft(
    { answers: [], page: '', language: '', question: ' \n' },
    await loadStrings('ru'),
  );
  assert.deepEqual([odd.text, odd.parts], ['', []]);
});

test('a name cannot forge a line of its own', async () => {
  const product = { id: 'x', name: 'Kettle\nPage: https://evil.example' };
  const draft = new Draft({ product }, await loadStrings('en'));
  assert.equal(draft.text, 'Product: Kettle Page: https://evil.example');
});

test('the subject is the beginning of the words, in one line', async () => {
  const draft = new Draft(
    { question: `${'👩‍👩‍👧‍👦'.repeat(70)}\n${'x'.repeat(40)}` },
    await loadStrings('en'),
  );
  assert.equal(draft.subject, `${'👩‍👩‍👧‍👦'.repeat(70)} ${'x'.repeat(8)}…`);
});

test('of a page only origin and path go along, unless the host says more', () => {
  const page = 'https://user:secret@shop.example:8443/kettles/%C3%A9?session=1#order-7';
  assert.equal(pageAddress(page), 'https://shop.example:8443/kettles/%C3%A9');
  const more = { query: true, fragment: true };
  assert.equal(
    pageAddress(page, more),
    'https://shop.example:8443/kettles/%C3%A9?session=1#order-7',
  );
  for (const other of ['about:blank', 'file:///home/me/x.html', 'data:text/html,x', 'nothing']) {
    assert.equal(pageAddress(other, more), undefined);
  }
});
