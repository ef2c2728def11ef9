import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContactMemory, type DeviceStorage } from '../../src/element/views/follow-up.js';
import { random } from '../support/random.js';

class Shelf implements DeviceStorage {
  readonly items = new Map<string, string>();
  getItem(name: string): string | null {
    return this.items.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.items.set(name, value);
  }
  removeItem(name: string): void {
    this.items.delete(name);
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 22);

test('whatever happens when, it is asked once after the last contact, when a reply is due', () => {
  const chance = random(6);
  const outcomes = new Set<boolean>();
  for (let round = 0; round < 300; round += 1) {
    const shelf = new Shelf();
    let now = START;
    let due: number | undefined;
    for (let step = 0; step < 20; step += 1) {
      now += Math.floor(chance() ** 4 * 40 * DAY);
      // Each page has a memory of its own; what they share is the shelf.
      const memory = new ContactMemory(() => shelf);
      if (chance() < 0.3) {
        const reply = Math.floor(chance() ** 3 * 5 * DAY) / MINUTE;
        memory.contacted(reply, now);
        due = Math.max(now + HOUR, now + reply * MINUTE);
        continue;
      }
      const expected = due !== undefined && due <= now && now - due <= 30 * DAY;
      outcomes.add(expected);
      assert.equal(memory.take(now), expected, `round ${round}, step ${step}`);
      if (due !== undefined && due <= now) due = undefined;
    }
  }
  assert.equal(outcomes.size, 2);
});

test('nothing is kept but when the reply was due, and nothing after it was asked', () => {
  const shelf = new Shelf();
  const memory = new ContactMemory(() => shelf);
  memory.contacted(90, START);
  assert.deepEqual([...shelf.items], [['faqlet-contact', String(START + 90 * MINUTE)]]);
  assert.equal(memory.take(START + 2 * HOUR), true);
  assert.equal(shelf.items.size, 0);
});

test('what is not ours, or of a clock that was wrong, is asked about never and then gone', () => {
  for (const text of ['', 'yes', '{}', '-1', 'NaN', String(START + 400 * DAY)]) {
    const shelf = new Shelf();
    shelf.items.set('faqlet-contact', text);
    const memory = new ContactMemory(() => shelf);
    assert.equal(memory.take(START), false, text);
    assert.equal(shelf.items.size, 0, text);
  }
});

test('storage that is refused, full or not there is as if there had been no contact', () => {
  const refused = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  const full: DeviceStorage = { getItem: refused, setItem: refused, removeItem: refused };
  const missing = () => undefined as unknown as DeviceStorage;
  for (const storage of [refused, () => full, missing]) {
    const memory = new ContactMemory(storage);
    memory.contacted(0, START);
    assert.equal(memory.take(START + 2 * HOUR), false);
  }
});
