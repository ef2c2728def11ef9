//! Opening hours: spans of each weekday, and other ones on some dates.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// For so many days the next change is looked for: a shop that is closed for longer is said to be
/// closed, and not until when.
const AHEAD: i64 = 366;

/// A moment on the shop's wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ShopTime {
    /// Days since 1970-01-01, in the shop's time zone.
    pub day: i32,
    /// Minutes since midnight, 0 to 1439, in the shop's time zone.
    pub minute: u16,
}

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
    pub first: i32,
    /// The last of the days.
    pub last: i32,
    /// The spans that begin on each of the days, sorted. Empty: closed.
    pub hours: Vec<Span>,
}

/// When a channel is staffed: rules, of which the first holds that has the day. A span that runs
/// over midnight belongs to the day that it begins on: a closed day does not cut short the evening
/// before, and has no night after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningHours(pub Vec<DayRule>);

/// The hours of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRule {
    /// The first day that it is for, counted from 1970-01-01.
    pub first: i32,
    /// The last day that it is for.
    pub last: i32,
    /// The weekdays that it is for: bit 0 is Monday.
    pub weekdays: u8,
    /// The spans that begin on each of the days, sorted by their start.
    pub hours: Vec<Span>,
}

impl ShopTime {
    /// Minutes since 1970-01-01 00:00 on the same clock.
    pub(crate) fn minutes(self) -> i64 {
        i64::from(self.day) * DAY + i64::from(self.minute)
    }

    /// `None`: so late that its day has no number.
    fn from_minutes(minutes: i64) -> Option<Self> {
        let day = minutes.div_euclid(DAY).try_into().ok()?;
        Some(Self { day, minute: minutes.rem_euclid(DAY) as u16 })
    }
}

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
    /// The rules for a week and its exceptions.
    #[must_use]
    pub fn new(week: &WeeklyHours, holidays: &[Holiday]) -> Self {
        let special = holidays.iter().map(|Holiday { first, last, hours }| DayRule {
            first: *first,
            last: *last,
            weekdays: 0x7f,
            hours: hours.clone(),
        });
        let mut rules: Vec<DayRule> = special.collect();
        let exceptions = rules.len();
        for (weekday, hours) in week.0.iter().enumerate().filter(|(_, hours)| !hours.is_empty()) {
            let weekdays = 1 << weekday;
            match rules[exceptions..].iter_mut().find(|rule| rule.hours == *hours) {
                Some(rule) => rule.weekdays |= weekdays,
                None => rules.push(DayRule {
                    first: 0,
                    last: i32::MAX,
                    weekdays,
                    hours: hours.clone(),
                }),
            }
        }
        Self(rules)
    }

    /// Whether somebody is there, and when that changes: `None` where it does not within a year.
    #[must_use]
    pub fn at(&self, now: ShopTime) -> (bool, Option<ShopTime>) {
        let now = now.minutes();
        let today = now.div_euclid(DAY);
        // Up to where there is somebody without a break.
        let mut end = now;
        for day in today - 1..today + AHEAD {
            for &(from, to) in self.spans(day) {
                let (from, to) = (day * DAY + i64::from(from), day * DAY + i64::from(to));
                if from > end {
                    let open = end > now;
                    return (open, ShopTime::from_minutes(if open { end } else { from }));
                }
                end = end.max(to);
            }
        }
        let lasts = end == now || end > (today + AHEAD - 1) * DAY;
        (end > now, if lasts { None } else { ShopTime::from_minutes(end) })
    }

    /// The spans that begin on a day.
    fn spans(&self, day: i64) -> &[Span] {
        // 1970-01-01 was a Thursday: three days after a Monday.
        let weekday = 1 << (day + 3).rem_euclid(7);
        let holds = |rule: &&DayRule| {
            rule.weekdays & weekday != 0
                && (i64::from(rule.first)..=i64::from(rule.last)).contains(&day)
        };
        self.0.iter().find(holds).map_or(&[], |rule| &rule.hours)
    }
}
