import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { instantAt, type ShopTime, shopClock } from '../src/shop-time.js';
import { random } from './support/random.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Each with both of its clock changes around the end of 2026, in UTC. */
const CHANGES: Record<string, readonly string[]> = {
  'Europe/Budapest': ['2026-10-25T01:00Z', '2027-03-28T01:00Z'],
  // Forward at midnight: the Friday has no 00:00. Back at midnight: the Thursday has 23:00 twice.
  'Africa/Cairo': ['2026-04-23T22:00Z', '2026-10-29T21:00Z'],
  'America/New_York': ['2026-11-01T06:00Z', '2027-03-14T07:00Z'],
  // By half an hour.
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z'],
  'Asia/Kolkata': ['2026-10-25T01:00Z', '2027-03-28T01:00Z'],
  'Asia/Beirut': ['2026-03-28T22:00Z', '2026-10-24T21:00Z'],
  'America/Havana': ['2026-03-08T05:00Z', '2026-11-01T05:00Z'],
  // A whole day was left out.
  'Pacific/Apia': ['2011-12-30T10:00Z', '2010-09-26T11:00Z'],
  'Africa/Casablanca': ['2026-02-15T02:00Z', '2026-03-22T02:00Z'],
};

const wall = (text: string): ShopTime => Date.parse(`${text.replace(' ', 'T')}:00Z`) / MINUTE;

/** By brute force: each minute around, in order. */
function oracle(clock: (at: Date) => ShopTime, wanted: ShopTime, from: Date): number {
  const shown = (at: number) => clock(new Date(at));
  const goal = wanted;
  const around = goal * MINUTE;
  const right: number[] = [];
  let afterGap: number | undefined;
  for (let at = around - 27 * 60 * MINUTE; at <= around + 27 * 60 * MINUTE; at += MINUTE) {
    const value = shown(at);
    if (value === goal) right.push(at);
    if (afterGap === undefined && value > goal && shown(at - MINUTE) < goal) afterGap = at;
  }
  const found = right.find((at) => at > from.getTime() - MINUTE) ?? right.at(-1) ?? afterGap;
  assert.ok(found !== undefined);
  return found;
}

describe('the wall clock as an instant, at the changes of the clocks', () => {
  for (const [zone, changes] of Object.entries(CHANGES)) {
    const clock = shopClock(zone);
    for (const change of changes) {
      test(`${zone} ${change}`, () => {
        const next = random(17);
        const moment = Date.parse(change);
        for (let count = 0; count < 40; count += 1) {
          const minute = Math.floor((next() - 0.5) * 360);
          const wanted = clock(new Date(moment)) + minute;
          const from = new Date(moment + Math.floor((next() - 0.5) * 360) * MINUTE);
          assert.equal(
            instantAt(clock, wanted, from).toISOString(),
            new Date(oracle(clock, wanted, from)).toISOString(),
            `${JSON.stringify(wanted)} from ${from.toISOString()}`,
          );
        }
      });
    }
  }
});

test('there and back: an instant has a wall clock that leads to it', () => {
  const next = random(23);
  for (const zone of Object.keys(CHANGES)) {
    const clock = shopClock(zone);
    for (let count = 0; count < 300; count += 1) {
      const from = Math.floor(Date.UTC(2005, 0, 1) + next() * 30 * 365 * DAY);
      const at = new Date(Math.floor(from / MINUTE) * MINUTE);
      assert.equal(instantAt(clock, clock(at), at).toISOString(), at.toISOString(), zone);
    }
  }
});

test('a time that is shown twice, never, or at midnight only almost', () => {
  const rows: [zone: string, wanted: string, from: string, instant: string][] = [
    // Shown twice: the first, unless that is over.
    ['Europe/Budapest', '2026-10-25 02:30', '2026-10-24T12:00Z', '2026-10-25T00:30Z'],
    ['Europe/Budapest', '2026-10-25 02:30', '2026-10-25T00:45Z', '2026-10-25T01:30Z'],
    ['Europe/Budapest', '2026-10-25 02:30', '2026-10-25T00:30:59Z', '2026-10-25T00:30Z'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T12:00Z', '2026-04-04T14:45Z'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:50Z', '2026-04-04T15:15Z'],
    ['America/New_York', '2026-11-01 01:00', '2026-11-01T05:30Z', '2026-11-01T06:00Z'],
    // Never shown: the moment after.
    ['Europe/Budapest', '2027-03-28 02:30', '2027-03-27T12:00Z', '2027-03-28T01:00Z'],
    ['America/New_York', '2027-03-14 02:00', '2027-03-13T12:00Z', '2027-03-14T07:00Z'],
    ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03T12:00Z', '2026-10-03T15:30Z'],
    ['Africa/Cairo', '2026-04-24 00:00', '2026-04-23T12:00Z', '2026-04-23T22:00Z'],
    ['Pacific/Apia', '2011-12-30 09:00', '2011-12-29T12:00Z', '2011-12-30T10:00Z'],
    // As ever.
    ['Asia/Kolkata', '2026-10-25 09:00', '2026-10-24T12:00Z', '2026-10-25T03:30Z'],
    ['UTC', '1970-01-01 00:00', '1970-01-01T00:00Z', '1970-01-01T00:00Z'],
  ];
  for (const [zone, wanted, from, instant] of rows) {
    const found = instantAt(shopClock(zone), wall(wanted), new Date(from));
    assert.equal(found.toISOString(), new Date(instant).toISOString(), `${zone} ${wanted}`);
  }
});
