//! Opening hours: spans of each weekday, and other ones on some dates.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// For so many days the next change is looked for: a shop that is closed for longer is said to be
/// closed, and not until when.
const AHEAD: i64 = 366;

/// A moment on the shop's wall clock: minutes since 1970-01-01 00:00 on the same clock. Every day
/// has 1440 of them, also where the clock is put forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct ShopTime(pub u32);

/// `[start, end)` in minutes since the midnight at which its day begins: `start` below 1440, and
/// `end` above it by 1440 at most, so that a span may run into the next day.
pub type Span = (u16, u16);

/// The spans that begin on each weekday, Monday first; of each day sorted.
///
/// In JSON a list of `[start, end)` in minutes since Monday 00:00.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeeklyHours(pub [Vec<Span>; 7]);

/// Days whose hours replace those of their weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// The first of the days, counted from 1970-01-01.
    pub first: u32,
    /// The last of the days.
    pub last: u32,
    /// The spans that begin on each of the days, sorted. Empty: closed.
    pub hours: Vec<Span>,
}

/// When a channel is staffed: nothing for one that can be used at any time, or else the spans of
/// days, of each day by their start. A span that runs over midnight belongs to the day that it
/// begins on: a closed day does not cut short the evening before, and has no night after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningHours(pub Vec<DaySpan>);

/// A span on some days. Those of special days stand before all others, which do not hold on these
/// days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaySpan {
    /// The first day that it is for, counted from 1970-01-01.
    pub first: u32,
    /// The last day that it is for.
    pub last: u32,
    /// The weekdays that it is for: bit 0 is Monday. With bit 7 its days are special.
    pub weekdays: u8,
    /// When it begins, in minutes since the midnight of its day.
    pub start: u16,
    /// When it ends, on the same count. Not after its start: the day is closed.
    pub end: u16,
}

/// The bit of special days.
const SPECIAL: u8 = 0x80;

impl Serialize for WeeklyHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut spans = serializer.serialize_seq(None)?;
        for (weekday, hours) in (0..).zip(&self.0) {
            let midnight = weekday * DAY as u32;
            for &(start, end) in hours {
                spans
                    .serialize_element(&[midnight + u32::from(start), midnight + u32::from(end)])?;
            }
        }
        spans.end()
    }
}

impl OpeningHours {
    /// The spans of a week and its exceptions, of which no two have a day in common.
    #[must_use]
    pub fn new(week: &WeeklyHours, holidays: &[Holiday]) -> Self {
        let mut spans = Vec::new();
        for &Holiday { first, last, ref hours } in holidays {
            let hours = if hours.is_empty() { &[(0, 0)][..] } else { hours };
            spans.extend(hours.iter().map(|&(start, end)| DaySpan {
                first,
                last,
                weekdays: SPECIAL | 0x7f,
                start,
                end,
            }));
        }
        let mut weekly: Vec<DaySpan> = Vec::new();
        for (weekday, hours) in week.0.iter().enumerate() {
            for &(start, end) in hours {
                match weekly.iter_mut().find(|span| (span.start, span.end) == (start, end)) {
                    Some(span) => span.weekdays |= 1 << weekday,
                    None => weekly.push(DaySpan {
                        first: 0,
                        last: u32::MAX,
                        weekdays: 1 << weekday,
                        start,
                        end,
                    }),
                }
            }
        }
        weekly.sort_by_key(|span| span.start);
        spans.extend(weekly);
        Self(spans)
    }

    /// Whether somebody is there, and when that changes: `None` where it does not within a year.
    #[must_use]
    pub fn at(&self, now: ShopTime) -> (bool, Option<ShopTime>) {
        let now = i64::from(now.0);
        // Up to where there is somebody without a break.
        let mut end = now;
        let mut day = now.div_euclid(DAY) - 1;
        let horizon = day + AHEAD;
        while day < horizon && !self.0.is_empty() {
            // 1970-01-01 was a Thursday: three days after a Monday.
            let weekday = 1 << (day + 3).rem_euclid(7);
            let mut special = 0;
            for span in &self.0 {
                if span.weekdays & weekday == 0
                    || span.weekdays & SPECIAL < special
                    || day < i64::from(span.first)
                    || day > i64::from(span.last)
                {
                    continue;
                }
                special = span.weekdays & SPECIAL;
                let (from, to) =
                    (day * DAY + i64::from(span.start), day * DAY + i64::from(span.end));
                if from >= to {
                    continue;
                }
                if from > end {
                    let open = end > now;
                    let changes = if open { end } else { from };
                    return (open, changes.try_into().ok().map(ShopTime));
                }
                end = end.max(to);
            }
            day += 1;
        }
        let changes = if end > now && end < horizon * DAY { end.try_into().ok() } else { None };
        (end > now || self.0.is_empty(), changes.map(ShopTime))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTES: u32 = 24 * 60;
    /// 2026-11-02, a Monday.
    const MONDAY: u32 = 20759;

    fn span() -> impl Strategy<Value = Span> {
        // Whole days and common edges come up as often as any others.
        let start = prop_oneof![Just(0), Just(1380), 0u16..1440];
        let length = prop_oneof![Just(1440), Just(60), 1u16..=1440];
        (start, length).prop_map(|(start, length)| (start, start + length))
    }

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        prop::collection::vec(span(), 0..3).prop_map(|mut spans| {
            spans.sort_unstable();
            spans
        })
    }

    fn week() -> impl Strategy<Value = WeeklyHours> {
        prop::array::uniform7(spans()).prop_map(WeeklyHours)
    }

    /// Days around the times that are asked about, and far too long closures, none twice.
    fn holidays() -> impl Strategy<Value = Vec<Holiday>> {
        let holiday = (0u32..14, prop_oneof![0u32..3, Just(400)], spans());
        let holiday = holiday.prop_map(|(first, length, hours)| Holiday {
            first: MONDAY + first,
            last: MONDAY + first + length,
            hours,
        });
        prop::collection::vec(holiday, 0..3).prop_map(|holidays: Vec<Holiday>| {
            let mut apart: Vec<Holiday> = Vec::new();
            for holiday in holidays {
                if apart.iter().all(|one| one.last < holiday.first || holiday.last < one.first) {
                    apart.push(holiday);
                }
            }
            apart
        })
    }

    /// For each minute from the day before Monday on whether somebody is there, by filling in the
    /// hours of each day.
    fn staffed(week: &WeeklyHours, holidays: &[Holiday], days: u32) -> Vec<bool> {
        let mut minutes = vec![false; (days * MINUTES) as usize];
        for day in 0..days {
            let date = MONDAY - 1 + day;
            let special = holidays.iter().find(|h| (h.first..=h.last).contains(&date));
            let spans = special.map_or(&week.0[(day as usize + 6) % 7], |holiday| &holiday.hours);
            for &(start, end) in spans {
                let from = day * MINUTES + u32::from(start);
                let to = (day * MINUTES + u32::from(end)).min(days * MINUTES);
                minutes[from as usize..to as usize].fill(true);
            }
        }
        minutes
    }

    proptest! {
        #[test]
        fn agrees_with_asking_every_minute(
            week in week(),
            holidays in holidays(),
            minute in prop_oneof![0u32..9 * MINUTES, (0u32..216).prop_map(|hour| hour * 60)],
        ) {
            prop_assume!(week.0.iter().any(|day| !day.is_empty()) || !holidays.is_empty());
            let days = AHEAD as u32 + 12;
            let minutes = staffed(&week, &holidays, days);
            let now = MINUTES + minute;
            let open = minutes[now as usize];
            // Spans are followed that begin within the days ahead, and all end a day later.
            let ahead = (now / MINUTES + AHEAD as u32 - 1) * MINUTES;
            let change = (now..ahead + MINUTES).find(|at| minutes[*at as usize] != open);
            let epoch = (MONDAY - 1) * MINUTES;
            let (said, changes) = OpeningHours::new(&week, &holidays).at(ShopTime(epoch + now));
            prop_assert_eq!(said, open);
            match change.filter(|change| *change < ahead) {
                Some(change) => prop_assert_eq!(changes, Some(ShopTime(epoch + change))),
                // At the very edge it may or may not be seen.
                None => prop_assert!(
                    changes.is_none() || changes.map(|at| at.0 - epoch) == change
                ),
            }
        }

        #[test]
        fn no_hours_make_it_panic(
            spans in prop::collection::vec(
                (any::<u32>(), any::<u32>(), any::<u8>(), any::<u16>(), any::<u16>()),
                0..6,
            ),
            now in prop_oneof![any::<u32>(), Just(0), Just(u32::MAX)],
        ) {
            let spans = spans.into_iter().map(|(first, last, weekdays, start, end)| {
                DaySpan { first, last, weekdays, start, end }
            });
            let (_, changes) = OpeningHours(spans.collect()).at(ShopTime(now));
            prop_assert!(changes.is_none_or(|changes| changes.0 > now));
        }
    }

    #[test]
    fn without_hours_it_can_be_used_at_any_time() {
        assert_eq!(OpeningHours::default().at(ShopTime(MONDAY * MINUTES)), (true, None));
    }
}
