//! Opening hours, as minutes of a week.

use serde::{Deserialize, Serialize};

/// Minutes in a week.
pub const WEEK: u32 = 7 * 24 * 60;

/// A moment on the shop's wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopTime {
    /// Days since 1970-01-01, in the shop's time zone.
    pub day: i32,
    /// Minutes since midnight, 0 to 1439, in the shop's time zone.
    pub minute: u16,
}

/// Spans in which a channel is staffed: `[start, end)` in minutes since Monday 00:00 in the
/// shop's time zone, sorted, not touching, `start < 10080`; `end` may run past 10080, where the
/// last span goes on into Monday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeeklyHours(Vec<(u32, u32)>);

/// Whether a channel is staffed now, and for how long that stays so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// Can be used at any time.
    Always,
    /// Staffed, for so many minutes more.
    Open {
        /// Minutes until it closes, at least 1.
        closes_in: u32,
    },
    /// Not staffed, for so many minutes more.
    Closed {
        /// Minutes until it opens, at least 1; `None` where it never opens.
        opens_in: Option<u32>,
    },
}

impl ShopTime {
    /// Minutes since Monday 00:00.
    #[must_use]
    pub fn minute_of_week(self) -> u32 {
        // 1970-01-01 was a Thursday: three days after a Monday.
        let weekday = (i64::from(self.day) + 3).rem_euclid(7) as u32;
        weekday * 24 * 60 + u32::from(self.minute)
    }
}

impl WeeklyHours {
    /// Takes spans in any order, overlapping or touching, each `[start, end)` with
    /// `start < end`; `end` may run past the end of the week.
    #[must_use]
    pub fn from_spans(spans: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut open = vec![false; WEEK as usize];
        for (start, end) in spans {
            for minute in start..end.min(start + WEEK) {
                open[(minute % WEEK) as usize] = true;
            }
        }
        let at = |minute: u32| open[(minute % WEEK) as usize];
        let mut merged = Vec::new();
        let mut minute = 0;
        while minute < WEEK {
            let starts = at(minute) && !at(minute + WEEK - 1);
            if starts {
                let mut end = minute + 1;
                while at(end) {
                    end += 1;
                }
                merged.push((minute, end));
                minute = end;
            } else {
                minute += 1;
            }
        }
        if merged.is_empty() && open.iter().all(|&open| open) {
            merged.push((0, WEEK));
        }
        Self(merged)
    }

    /// The spans, as described at the type.
    #[must_use]
    pub fn spans(&self) -> &[(u32, u32)] {
        &self.0
    }
}
