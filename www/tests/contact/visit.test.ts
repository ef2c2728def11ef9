import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Visit, type VisitStorage } from '../../src/contact/index.js';

class Shelf implements VisitStorage {
  readonly items = new Map<string, string>();
  getItem(name: string): string | null {
    return this.items.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.items.set(name, value);
  }
}

const NONE = { kind: 'contact' } as const;
const SOME = { kind: 'answer' } as const;

test('contact comes first after two unhelpful answers', () => {
  const visit = new Visit(new Shelf());
  visit.rated(false);
  visit.rated(true);
  assert.equal(visit.contactFirst, false);
  visit.rated(false);
  assert.equal(visit.contactFirst, true);
  visit.rated(true);
  assert.equal(visit.contactFirst, true);
});

test('contact comes first after three questions without an answer, however they are typed', () => {
  const visit = new Visit(new Shelf());
  // One question, typed on, taken back, and sent.
  for (const text of ['does it', 'does it fly', 'does it fly?', 'does it fly', 'does it fly ']) {
    visit.asked(text, NONE);
  }
  visit.asked('', NONE);
  visit.asked('where is my order', SOME);
  visit.asked('can it sing', NONE);
  assert.equal(visit.contactFirst, false);
  // Typed on until there is an answer: not a question without one.
  visit.asked('dish', NONE);
  visit.asked('dishwasher', SOME);
  assert.equal(visit.contactFirst, false);
  visit.asked('is it alive', NONE);
  assert.equal(visit.contactFirst, true);
});

test('it lasts from page to page, also over a page that came back', () => {
  const shelf = new Shelf();
  const first = new Visit(shelf);
  first.rated(false);
  const second = new Visit(shelf);
  assert.equal(second.contactFirst, false);
  second.rated(false);
  assert.equal(second.contactFirst, true);
  assert.equal(first.contactFirst, true);
  assert.equal(new Visit(new Shelf()).contactFirst, false);
});

test('nothing but counts is kept', () => {
  const shelf = new Shelf();
  const visit = new Visit(shelf);
  visit.asked('my card number is 4111', NONE);
  visit.rated(false);
  assert.deepEqual([...shelf.items], [['faqlet-visit', '{"unhelpful":1,"unanswered":1}']]);
});

test('where storage is refused, full or spoilt, the page still counts', () => {
  const refusing: VisitStorage = {
    getItem: () => {
      throw new DOMException('refused', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('refused', 'SecurityError');
    },
  };
  const full: VisitStorage = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  for (const storage of [undefined, refusing, full]) {
    const visit = new Visit(storage);
    visit.rated(false);
    visit.rated(false);
    assert.equal(visit.contactFirst, true);
  }
  for (const spoilt of ['nonsense', '{"unhelpful":"2","unanswered":1e300}', '[]', 'null']) {
    const shelf = new Shelf();
    shelf.setItem('faqlet-visit', spoilt);
    const visit = new Visit(shelf);
    assert.equal(visit.contactFirst, false, spoilt);
    visit.rated(false);
    visit.rated(false);
    assert.equal(visit.contactFirst, true, spoilt);
  }
});
