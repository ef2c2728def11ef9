import type { ContactOption } from '../outcome.js';
import { shopClock } from '../shop-time.js';
import { kept, languageNames, listFormat } from './kept.js';
import { fill, plural, type Strings } from './strings.js';

/** Whether somebody is there, in words. */
export interface Opening {
  /** `always`: no hours are given, so nobody waits for a person to be there. */
  readonly state: 'always' | 'open' | 'closed';
  /** Such as "Closed, opens tomorrow at 09:00". */
  readonly text: string;
  /** Says whose clock the times are by and what the shop's shows, where the two differ. */
  readonly zone?: string;
}

/** Options of {@link openingOf}. */
export interface OpeningOptions {
  /** Default: now. */
  readonly now?: Date;
  /** IANA name of the shop's time zone: `Faqlet.timeZone`. Absent: as the shopper's. */
  readonly shopZone?: string | undefined;
  /** IANA name of the shopper's time zone. Default: the browser's. */
  readonly zone?: string;
}

const clockOf = kept(shopClock);
const own = kept(() => new Intl.DateTimeFormat());
const relative = kept((locale: string) => new Intl.RelativeTimeFormat(locale));
const dates = kept(
  (locale: string, style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, style),
);

const MINUTE = 60_000;
const MINUTES_A_DAY = 1440;
/** Minutes up to which "in 25 minutes" says more than a time of day. */
const SOON = 60;
/** Days up to which a weekday is sure to mean the next one. */
const WEEK = 7;

/** Whether somebody is there now and when that changes, by the shopper's clock. */
export function openingOf(
  option: Pick<ContactOption, 'open' | 'changesAt' | 'hoursAvailable'>,
  strings: Strings,
  options: OpeningOptions = {},
): Opening {
  const { open, changesAt: at, hoursAvailable } = option;
  const { opening, locale } = strings;
  if (open && !at) {
    return hoursAvailable
      ? { state: 'open', text: opening.open }
      : { state: 'always', text: opening.always };
  }
  const state = open ? 'open' : 'closed';
  if (!at) return { state, text: opening.closed };

  const { now = new Date(), shopZone } = options;
  const zone = options.zone ?? own().resolvedOptions().timeZone;
  const minutes = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / MINUTE));
  if (minutes <= SOON) {
    const within = relative(locale).format(minutes, 'minute');
    return { state, text: fill(open ? opening.closesIn : opening.opensIn, { in: within }) };
  }
  const clock = clockOf(zone);
  const dayOf = (instant: Date) => Math.floor(clock(instant) / MINUTES_A_DAY);
  const days = dayOf(at) - dayOf(now);
  // A day away is as far as a time alone can be understood: "until 02:00" is this night.
  if (open && minutes >= MINUTES_A_DAY) return { state, text: opening.open };
  const time = write(at, locale, zone, { timeStyle: 'short' });
  const clocks = differing(at, zone, shopZone, strings);
  if (open) return { state, text: fill(opening.openUntil, { time }), ...clocks };
  if (days >= WEEK) {
    const date = write(at, locale, zone, { day: 'numeric', month: 'long' });
    return { state, text: fill(opening.opensDate, { date, time }), ...clocks };
  }
  const weekday = (dayOf(at) + 4) % 7; // 1970-01-01 was a Thursday.
  const day = [opening.today, opening.tomorrow][days] ?? (opening.weekdays[weekday] as string);
  return { state, text: fill(opening.opensDay, { day, time }), ...clocks };
}

/** What the shop's clock shows at an instant, where it is not what the shopper's shows. */
function differing(
  at: Date,
  zone: string,
  shopZone: string | undefined,
  { locale, opening }: Strings,
): { zone?: string } {
  if (shopZone === undefined) return {};
  const own = clockOf(zone)(at);
  const shops = clockOf(shopZone)(at);
  if (own === shops) return {};
  const sameDay = Math.floor(own / MINUTES_A_DAY) === Math.floor(shops / MINUTES_A_DAY);
  const time = write(at, locale, shopZone, { timeStyle: 'short' });
  const weekday = sameDay ? '' : write(at, locale, shopZone, { weekday: 'long' });
  return { zone: fill(opening.zone, { when: `${weekday} ${time}`.trim() }) };
}

function write(at: Date, locale: string, zone: string, style: Intl.DateTimeFormatOptions): string {
  return dates(locale, { ...style, timeZone: zone }).format(at);
}

/** How soon a person replies, in words; `undefined` where the shop does not say. */
export function replyTime(
  { replyMinutes }: Pick<ContactOption, 'replyMinutes'>,
  { replies, locale }: Strings,
): string | undefined {
  if (!replyMinutes) return undefined;
  const hours = replyMinutes / 60;
  if (hours < 1) return plural(replies.minutes, replyMinutes, locale);
  if (hours < 24) return plural(replies.hours, Math.round(hours), locale);
  return plural(replies.days, Math.round(hours / 24), locale);
}

/**
 * The languages spoken at a channel, in words, where that of the page is not among them.
 *
 * @param language BCP 47 tag of the page
 */
export function spokenLanguages(
  { availableLanguage = [] }: Pick<ContactOption, 'availableLanguage'>,
  language: string,
  { spoken, locale }: Strings,
): string | undefined {
  const primary = (tag: string) => new Intl.Locale(tag).language;
  if (!availableLanguage.length || availableLanguage.map(primary).includes(primary(language))) {
    return undefined;
  }
  const names = languageNames(locale);
  const list = listFormat(locale);
  return fill(spoken, {
    languages: list.format(availableLanguage.map((tag) => names.of(tag) ?? tag)),
  });
}
