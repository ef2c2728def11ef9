//! Opening hours and reply times, as people write them in `shop.yaml`.

use crate::contact::{Span, WeeklyHours};

/// Minutes in a day.
const DAY: u16 = 24 * 60;

const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// Reads one line of schema.org's `openingHours`.
///
/// # Errors
/// What is wrong, in an editor's words.
pub(super) fn opening(text: &str) -> Result<WeeklyHours, String> {
    let text = plain(text);
    let (days, times) = match text.split_once(char::is_whitespace) {
        Some((days, times)) => (days, Some(times)),
        None if text == "24/7" => ("mo-su", None),
        None if text.starts_with(|c: char| c.is_ascii_digit()) => ("mo-su", Some(&*text)),
        None => (&*text, None),
    };
    let days = parse_days(days)?;
    let spans = times.map_or_else(|| Ok(vec![(0, DAY)]), parse_spans)?;
    let mut week = WeeklyHours::default();
    for day in days {
        week.0[day].extend(&spans);
    }
    Ok(together(vec![week]))
}

/// Reads the hours of one day, such as `09:00-12:00,13:00-17:00`.
///
/// # Errors
/// What is wrong, in an editor's words.
pub(super) fn of_day(text: &str) -> Result<Vec<Span>, String> {
    parse_spans(&plain(text))
}

/// What several lines say, as one.
pub(super) fn together(lines: Vec<WeeklyHours>) -> WeeklyHours {
    let mut week = WeeklyHours::default();
    for line in lines {
        for (day, spans) in week.0.iter_mut().zip(line.0) {
            day.extend(spans);
        }
    }
    WeeklyHours(week.0.map(merged))
}

/// The same times as spans that are sorted and apart.
pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::new();
    for (start, end) in spans {
        match apart.last_mut() {
            Some(before) if start <= before.1 && end.max(before.1) - before.0 <= DAY => {
                before.1 = end.max(before.1);
            }
            _ => apart.push((start, end)),
        }
    }
    apart
}

/// Word processors turn hyphens into dashes.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['–', '—', '‑'], "-")
}

fn parse_spans(times: &str) -> Result<Vec<Span>, String> {
    let times: String = times.split_whitespace().collect();
    times.split(',').map(parse_span).collect()
}

fn parse_days(text: &str) -> Result<Vec<usize>, String> {
    let mut days = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (parse_day(first)?, parse_day(last)?);
        // Sa-Mo goes round the end of the week.
        let count = (last + 7 - first) % 7 + 1;
        days.extend((0..count).map(|day| (first + day) % 7));
    }
    Ok(days)
}

fn parse_day(text: &str) -> Result<usize, String> {
    let day = DAYS.iter().zip(0..).find(|(name, _)| **name == text);
    day.map(|(_, day)| day)
        .ok_or_else(|| format!("“{text}” is not a day; the days are Mo, Tu, We, Th, Fr, Sa and Su"))
}

fn parse_span(text: &str) -> Result<Span, String> {
    let (start, end) = text
        .split_once('-')
        .ok_or_else(|| format!("“{text}” is not a span of time such as 09:00-18:00"))?;
    let (start, end) = (parse_time(start)?, parse_time(end)?);
    if start == DAY {
        return Err("a span cannot start at 24:00; write 00:00 of the next day".to_owned());
    }
    if start == end {
        return Err(format!("“{text}” has no length; the whole day is 00:00-24:00"));
    }
    // A span that ends before it starts ends on the next day.
    Ok((start, if end < start { end + DAY } else { end }))
}

fn parse_time(text: &str) -> Result<u16, String> {
    let wrong = || format!("“{text}” is not a time such as 09:00");
    let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !(1..=2).contains(&hours.len()) || minutes.len() != 2 || !digits(hours) || !digits(minutes) {
        return Err(wrong());
    }
    let hours: u16 = hours.parse().map_err(|_| wrong())?;
    let minutes: u16 = minutes.parse().map_err(|_| wrong())?;
    let time = hours * 60 + minutes;
    if minutes < 60 && time <= DAY { Ok(time) } else { Err(wrong()) }
}

/// Reads a time of day, 00:00 to 24:00, into minutes. `None`: it cannot be read.
pub(super) fn time(text: &str) -> Option<u16> {
    parse_time(text).ok()
}

/// Reads a reply time into minutes; a working day counts as one day. At most 60 days. `None`: it
/// cannot be read.
pub(super) fn reply_time(text: &str) -> Option<u32> {
    const DAY: u32 = 24 * 60;
    const LONGEST: u32 = 60 * DAY;
    let text = text.trim().to_lowercase();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (count, unit) = text.split_at(digits);
    let unit = match unit.trim() {
        "minute" | "minutes" | "min" => 1,
        "hour" | "hours" | "h" => 60,
        "day" | "days" | "working day" | "working days" | "business day" | "business days" => DAY,
        _ => return None,
    };
    let minutes = count.parse::<u32>().ok()?.checked_mul(unit)?;
    (1..=LONGEST).contains(&minutes).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    /// Spans in minutes since Monday 00:00.
    fn in_minutes(hours: &WeeklyHours) -> Vec<(u32, u32)> {
        let of_day = |(day, spans): (u32, &Vec<Span>)| {
            let midnight = day * 1440;
            let minutes = move |&(start, end): &Span| {
                (midnight + u32::from(start), midnight + u32::from(end))
            };
            spans.iter().map(minutes).collect::<Vec<_>>()
        };
        (0..).zip(&hours.0).flat_map(of_day).collect()
    }

    proptest! {
        /// The oracle asks of each minute of the week on its own whether it is open.
        #[test]
        fn spans_hold_the_minutes_that_are_written(
            first in 0..7usize,
            last in 0..7usize,
            single in 0..7usize,
            start in 0..1440u32,
            length in 1..1440u32,
        ) {
            let end = (start + length) % 1440;
            let text = format!(
                "{}-{},{} {:02}:{:02}-{:02}:{:02}",
                NAMES[first], NAMES[last], NAMES[single],
                start / 60, start % 60, end / 60, end % 60,
            );
            let hours = in_minutes(&opening(&text).unwrap());
            let is_day = |day: usize| {
                day == single
                    || if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last }
            };
            for minute in (0..7 * 1440).step_by(7) {
                let (day, time) = (minute / 1440, minute as u32 % 1440);
                let today = is_day(day) && time >= start && time < start + length;
                let over_midnight = is_day((day + 6) % 7) && time + 1440 < start + length;
                let minute = minute as u32;
                let open = hours.iter().any(|&(from, to)| {
                    (from..to).contains(&minute) || (from..to).contains(&(minute + 7 * 1440))
                });
                prop_assert_eq!(open, today || over_midnight, "{} at {}", text, minute);
            }
        }

        #[test]
        fn arbitrary_text_is_read_or_refused(text in "[MoTuSu0-9:,/ \\-–é]{0,20}") {
            if let Ok(hours) = opening(&text) {
                let spans = hours.0.iter().flatten();
                prop_assert!(spans.clone().count() > 0);
                for (start, end) in spans {
                    prop_assert!(start < end && *start < DAY && end - start <= DAY);
                }
            }
            prop_assert!(of_day(&text).is_err() || opening(&text).is_ok());
            prop_assert!(reply_time(&text).is_none_or(|minutes| minutes > 0));
        }
    }

    #[test]
    fn usual_ways_to_write_hours() {
        let each_day =
            |start, end| (0..7u32).map(|day| (day * 1440 + start, day * 1440 + end)).collect();
        let cases = [
            ("24/7", each_day(0, 1440)),
            ("Mo-Su", each_day(0, 1440)),
            ("09:00-10:00", each_day(540, 600)),
            ("Mo 09:00-12:00,11:00-13:00,13:00-14:00", vec![(540, 840)]),
            ("Mo,Mo 09:00-12:00", vec![(540, 720)]),
            ("Mo 9:00-12:00,13:00-17:00", vec![(540, 720), (780, 1020)]),
            ("mo 09:00 – 18:00", vec![(540, 1080)]),
            ("Su 22:00-02:00", vec![(9960, 10200)]),
            ("Mo 00:00-24:00", vec![(0, 1440)]),
            ("Su-Mo 08:00-09:00", vec![(480, 540), (9120, 9180)]),
        ];
        for (text, expected) in cases {
            let hours = opening(text).unwrap_or_else(|reason| panic!("{text}: {reason}"));
            assert_eq!(in_minutes(&hours), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_hours_is_refused() {
        for text in [
            "",
            "Mon-Fri 09:00-18:00",
            "Mo 9-18",
            "Mo 09:00",
            "Mo 09:60-10:00",
            "Mo 24:00-25:00",
            "Mo 09:00-09:00",
            "Mo 24:00-02:00",
            "Mo-Tu-We 09:00-10:00",
            "Mo, Tu 09:00-10:00",
        ] {
            assert!(opening(text).is_err(), "{text}");
        }
    }

    #[test]
    fn reply_times() {
        let cases = [
            ("2 minutes", Some(2)),
            ("1 hour", Some(60)),
            ("4 hours", Some(240)),
            ("1 working day", Some(1440)),
            ("2 Days", Some(2880)),
            ("0 minutes", None),
            ("soon", None),
            ("1.5 hours", None),
            ("minutes", None),
            ("99999999 days", None),
            ("61 days", None),
        ];
        for (text, expected) in cases {
            assert_eq!(reply_time(text), expected, "{text}");
        }
    }
}
