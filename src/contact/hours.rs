//! Opening hours, as minutes of a week.

use serde::Serialize;

/// Minutes in a week.
pub const WEEK: u32 = 7 * 24 * 60;

/// A moment on the shop's wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopTime {
    /// Days since 1970-01-01, in the shop's time zone.
    pub day: i32,
    /// Minutes since midnight, 0 to 1439, in the shop's time zone.
    pub minute: u16,
}

/// Spans in which a channel is staffed: `[start, end)` in minutes since Monday 00:00 in the
/// shop's time zone, sorted, not touching, `start < 10080`; `end` may run past 10080, where the
/// last span goes on into Monday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct WeeklyHours(Vec<(u32, u32)>);

/// Whether a channel is staffed now, and for how long that stays so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// Can be used at any time.
    Always,
    /// Staffed, for so many minutes more.
    Open {
        /// Minutes until it closes, at least 1; `None` where it never closes.
        closes_in: Option<u32>,
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
            for minute in 0..end.saturating_sub(start).min(WEEK) {
                open[((start % WEEK + minute) % WEEK) as usize] = true;
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

    /// Whether somebody is there at a time.
    #[must_use]
    pub fn at(&self, now: ShopTime) -> OpenState {
        let minute = now.minute_of_week();
        // A span that runs past the end of the week covers its first minutes too.
        let inside = |&(start, end): &(u32, u32)| {
            [minute, minute + WEEK].into_iter().find(|at| (start..end).contains(at))
        };
        for span in &self.0 {
            if let Some(at) = inside(span) {
                let always = span.1 - span.0 >= WEEK;
                return OpenState::Open { closes_in: (!always).then(|| span.1 - at) };
            }
        }
        let waits = self.0.iter().map(|&(start, _)| (start + WEEK - minute) % WEEK);
        OpenState::Closed { opens_in: waits.min() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(minute_of_week: u32) -> ShopTime {
        // 1970-01-05 was a Monday.
        let day = 4 + (minute_of_week / 1440) as i32;
        ShopTime { day, minute: (minute_of_week % 1440) as u16 }
    }

    proptest! {
        #[test]
        fn agrees_with_asking_every_minute(
            spans in prop::collection::vec((0u32..WEEK, 1u32..3000), 0..6),
            minute in 0u32..WEEK,
        ) {
            let spans: Vec<_> = spans.iter().map(|&(start, length)| (start, start + length)).collect();
            let open = |minute: u32| {
                let at = minute % WEEK;
                spans.iter().any(|&(start, end)| {
                    (start..end).contains(&at) || (start..end).contains(&(at + WEEK))
                })
            };
            let until = |wanted: bool| (1..=WEEK).find(|wait| open(minute + wait) == wanted);
            let hours = WeeklyHours::from_spans(spans.clone());
            let expected = if open(minute) {
                OpenState::Open { closes_in: until(false) }
            } else {
                OpenState::Closed { opens_in: until(true) }
            };
            prop_assert_eq!(hours.at(time(minute)), expected);
            prop_assert_eq!(time(minute).minute_of_week(), minute);
        }

        #[test]
        fn spans_given_again_stay_the_same(
            spans in prop::collection::vec((0u32..WEEK, 1u32..3000), 0..6),
        ) {
            let spans = spans.iter().map(|&(start, length)| (start, start + length));
            let hours = WeeklyHours::from_spans(spans);
            prop_assert_eq!(&WeeklyHours::from_spans(hours.spans().to_vec()), &hours);
        }
    }

    #[test]
    fn round_the_clock_never_closes() {
        let hours = WeeklyHours::from_spans([(0, WEEK)]);
        assert_eq!(hours.at(time(77)), OpenState::Open { closes_in: None });
    }
}
