/** A moment on the shop's wall clock, as the engine takes it. */
export interface ShopTime {
  /** Days since 1970-01-01 in the shop's time zone. */
  readonly day: number;
  /** Minutes since midnight, 0 to 1439, in the shop's time zone. */
  readonly minute: number;
}

const MINUTES_A_DAY = 1440;

/**
 * A clock for one time zone. Making the formatter costs far more than using it, so a clock is made
 * once and kept.
 *
 * @param timeZone IANA name, such as `Europe/Budapest`.
 * @returns a function from an instant to the wall clock; it throws a `RangeError` for an invalid
 * `Date`.
 * @throws RangeError where the runtime does not know the time zone.
 */
export function shopClock(timeZone: string): (instant: Date) => ShopTime {
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
    // Read as if it were UTC, which has no daylight saving: every day has 1440 minutes.
    const minutes = Date.UTC(year, month - 1, day, hour, minute) / 60_000;
    const days = Math.floor(minutes / MINUTES_A_DAY);
    return { day: days, minute: minutes - days * MINUTES_A_DAY };
  };
}

const DAY = MINUTES_A_DAY * 60_000;

/**
 * The instant at which a clock shows a time, from `from` on. Where the clock is set back and shows
 * it twice, the first of the two that is not before `from` (the later one where both are); where it
 * is set forward and never shows it, the moment after the gap.
 *
 * @param clock of {@link shopClock}
 */
export function instantAt(
  clock: (instant: Date) => ShopTime,
  { day, minute }: ShopTime,
  from: Date,
): Date {
  const shown = (at: number) => {
    const { day, minute } = clock(new Date(at));
    return day * DAY + minute * 60_000;
  };
  const wanted = day * DAY + minute * 60_000;
  // No zone is more than a day from UTC: these are its distances from UTC around that time.
  const candidates = [1, 0, -1].map((days) => {
    const near = wanted + days * DAY;
    return wanted - (shown(near) - near);
  });
  candidates.sort((a, b) => a - b);
  const right = candidates.filter((at) => shown(at) === wanted);
  // A whole minute counts as now until it is over.
  const found = right.find((at) => at > from.getTime() - 60_000) ?? right.at(-1);
  if (found !== undefined) return new Date(found);
  let [before = 0, , after = 0] = candidates;
  while (after - before > 60_000) {
    const middle = before + Math.floor((after - before) / 120_000) * 60_000;
    if (shown(middle) < wanted) before = middle;
    else after = middle;
  }
  return new Date(after);
}
