import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shopClock } from '../src/shop-time.js';
import { random } from './support/random.js';

const MINUTE = 60_000;

/** Zones that move their clocks at odd times, by odd amounts, or lie at odd distances from UTC. */
const ZONES = [
  'Europe/Budapest',
  'UTC',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Almaty',
  'Asia/Riyadh',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

/** The wall clock by another way: the zone's distance from UTC, added to the instant. */
function byOffset(timeZone: string): (instant: Date) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name?.value ?? '') ?? [];
    const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
    return Math.floor(instant.getTime() / MINUTE) + offset;
  };
}

/** The wall clock as people read it. */
function written(time: number): string {
  return new Date(time * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
}

test('the shop clock agrees with the zone offset at any instant', () => {
  const next = random(1);
  const from = Date.UTC(1975, 0, 1);
  const to = Date.UTC(2037, 0, 1);
  for (const zone of ZONES) {
    const clock = shopClock(zone);
    const oracle = byOffset(zone);
    for (let count = 0; count < 400; count += 1) {
      const instant = new Date(Math.floor(from + next() * (to - from)));
      assert.equal(clock(instant), oracle(instant), `${zone} ${instant.toISOString()}`);
    }
  }
});

test('read back as text, it is what Intl writes for the zone', () => {
  const next = random(2);
  for (const zone of ZONES) {
    const clock = shopClock(zone);
    // Swedish writes dates as ISO does.
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (let count = 0; count < 400; count += 1) {
      const instant = new Date(Math.floor(next() * Date.UTC(2100, 0, 1)));
      assert.equal(written(clock(instant)), format.format(instant), zone);
    }
  }
});

test('every minute of both clock changes in Budapest', () => {
  const clock = shopClock('Europe/Budapest');
  const oracle = byOffset('Europe/Budapest');
  for (const change of [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]) {
    for (let minute = -180; minute <= 180; minute += 1) {
      const instant = new Date(change + minute * MINUTE);
      assert.equal(clock(instant), oracle(instant), instant.toISOString());
    }
  }
  const spring = (minute: number) => written(clock(new Date(Date.UTC(2026, 2, 29, 1, minute))));
  assert.equal(spring(-1), '2026-03-29 01:59');
  assert.equal(spring(0), '2026-03-29 03:00');
  const autumn = (minute: number) => written(clock(new Date(Date.UTC(2026, 9, 25, 1, minute))));
  assert.equal(autumn(-1), '2026-10-25 02:59');
  assert.equal(autumn(0), '2026-10-25 02:00');
});

test('midnight begins the new day, also where the day is another than in UTC', () => {
  assert.equal(shopClock('UTC')(new Date(0)), 0);
  assert.equal(shopClock('UTC')(new Date(-1)), -1);
  assert.equal(shopClock('Asia/Riyadh')(new Date(Date.UTC(1970, 0, 1, 21))), 1440);
});

test('what is no zone or no date is a RangeError', () => {
  assert.throws(() => shopClock('Europe/Kettlewick'), RangeError);
  const clock = shopClock('Europe/Budapest');
  assert.throws(() => clock(new Date(Number.NaN)), RangeError);
});
