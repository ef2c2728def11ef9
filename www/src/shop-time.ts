/**
 * A moment on a wall clock, as the engine takes it: minutes since it showed 1970-01-01 00:00, were
 * every day 1440 minutes long, which they are not where clocks are moved.
 */
export type ShopTime = number;

const MINUTE = 60_000;
/** Minutes. */
const DAY = 1440;

/**
 * A clock for one time zone. Making the formatter costs far more than using it, so a clock is made
 * once and kept.
 *
 * @param timeZone IANA name, such as `Europe/Budapest`.
 * @returns a function from an instant to the wall clock; it throws a `RangeError` for an invalid
 * `Date`.
 * @throws RangeError where the runtime does not know the time zone.
 */
export function shopClock(timeZone: string): (instant: Date | number) => ShopTime {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant) => {
    const field: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) field[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = field;
    // Read as if it were UTC, which has no daylight saving.
    return Date.UTC(year, month - 1, day, hour, minute) / MINUTE;
  };
}

/**
 * The instant at which a clock shows a time, from `from` on. Where the clock is set back and shows
 * it twice, the first of the two that is not before `from` (the later one where both are); where it
 * is set forward and never shows it, the moment after the gap.
 *
 * @param clock of {@link shopClock}
 */
export function instantAt(
  clock: (instant: Date | number) => ShopTime,
  wanted: ShopTime,
  from: Date,
): Date {
  const shown = (minute: number) => clock(minute * MINUTE);
  // The clock's distances from UTC before and after; no zone is as far as a day from UTC.
  const distances = [-DAY, DAY].map((away) => shown(wanted + away) - wanted - away);
  const first = wanted - Math.max(...distances);
  const last = wanted - Math.min(...distances);
  // A whole minute counts as now until it is over.
  const inTime = shown(first) === wanted && first > from.getTime() / MINUTE - 1;
  let at = !inTime && shown(last) === wanted ? last : first;
  // Nothing to do but in a gap.
  while (shown(at) < wanted) at += 1;
  return new Date(at * MINUTE);
}
