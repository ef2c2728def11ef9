//! Opening hours: spans of each weekday, and other ones on some dates.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

/// Minutes in a day.
pub(crate) const DAY: u16 = 24 * 60;

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

/// The spans that begin on each weekday, Monday first.
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
    /// The spans that begin on each of the days. Empty: closed.
    pub hours: Vec<Span>,
}

/// When a channel is staffed. A span that runs over midnight belongs to the day that it begins
/// on: a closed day does not cut short the evening before, and has no night after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningHours {
    /// In weeks without holidays.
    pub week: WeeklyHours,
    /// The exceptions; of those that name the same day the first holds.
    pub holidays: Vec<Holiday>,
}

impl ShopTime {
    /// Minutes since 1970-01-01 00:00 on the same clock.
    pub(crate) fn minutes(self) -> i64 {
        i64::from(self.day) * i64::from(DAY) + i64::from(self.minute)
    }

    /// `None`: so late that its day has no number.
    fn from_minutes(minutes: i64) -> Option<Self> {
        let day = minutes.div_euclid(i64::from(DAY)).try_into().ok()?;
        Some(Self { day, minute: minutes.rem_euclid(i64::from(DAY)) as u16 })
    }
}

impl Serialize for WeeklyHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut spans = serializer.serialize_seq(None)?;
        for (weekday, hours) in (0..).zip(&self.0) {
            let midnight = weekday * u32::from(DAY);
            for &(start, end) in hours {
                spans
                    .serialize_element(&[midnight + u32::from(start), midnight + u32::from(end)])?;
            }
        }
        spans.end()
    }
}

impl OpeningHours {
    /// Whether somebody is there, and when that changes: `None` where it does not within a year.
    #[must_use]
    pub fn at(&self, now: ShopTime) -> (bool, Option<ShopTime>) {
        let now = now.minutes();
        let mut end = now;
        while let Some(later) = self.until(end) {
            end = later;
            if end > now + AHEAD * i64::from(DAY) {
                return (true, None);
            }
        }
        if end > now {
            return (true, ShopTime::from_minutes(end));
        }
        let today = now.div_euclid(i64::from(DAY));
        let starts = (today..=today + AHEAD)
            .flat_map(|day| self.spans(day).filter(|span| span.0 > now).map(|span| span.0).min());
        (false, starts.min().and_then(ShopTime::from_minutes))
    }

    /// The latest end of the spans that hold a time.
    fn until(&self, time: i64) -> Option<i64> {
        let day = time.div_euclid(i64::from(DAY));
        let spans = self.spans(day - 1).chain(self.spans(day));
        spans.filter(|span| (span.0..span.1).contains(&time)).map(|span| span.1).max()
    }

    /// The spans that begin on a day, in minutes since 1970-01-01 00:00.
    fn spans(&self, day: i64) -> impl Iterator<Item = (i64, i64)> {
        let special =
            |holiday: &&Holiday| i64::from(holiday.first) <= day && day <= i64::from(holiday.last);
        let hours = match self.holidays.iter().find(special) {
            Some(holiday) => &holiday.hours,
            // 1970-01-01 was a Thursday: three days after a Monday.
            None => &self.week.0[(day + 3).rem_euclid(7) as usize],
        };
        let midnight = day * i64::from(DAY);
        hours
            .iter()
            .map(move |&(start, end)| (midnight + i64::from(start), midnight + i64::from(end)))
    }
}
