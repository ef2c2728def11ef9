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
