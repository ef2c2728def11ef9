//! Days with other hours, and the dates and times of notices, as people write them in `shop.yaml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::diagnostic::Code;
use super::hours;
use super::node::{Node, Spot};
use super::shop_file::Reader;
use crate::contact::{Holiday, Span};

/// The longest span of days under one key: more is a slip in the year.
const LONGEST: u32 = 366;

/// Other writings of a date are read by the parser too; the format has one. What does not lie in
/// 2000 to 2999 is a slip.
pub(super) fn date(text: &str) -> Option<Date> {
    text.parse().ok().filter(|date: &Date| text.len() == 10 && date.year() / 1000 == 2)
}

/// Days since 1970-01-01, of a day that is not before.
pub(super) fn day_number(date: Date) -> u32 {
    (date - Date::constant(1970, 1, 1)).get_days().unsigned_abs()
}

/// The holidays of one channel: its own, and on other days those of all channels, sorted and
/// apart.
pub(super) fn together(all: &[Holiday], own: &[Holiday]) -> Vec<Holiday> {
    let mut days: BTreeMap<u32, &Vec<Span>> = BTreeMap::new();
    for holiday in all.iter().chain(own) {
        days.extend((holiday.first..=holiday.last).map(|day| (day, &holiday.hours)));
    }
    let mut holidays: Vec<Holiday> = Vec::new();
    for (day, hours) in days {
        match holidays.last_mut() {
            Some(before) if before.last + 1 == day && before.hours == *hours => before.last = day,
            _ => holidays.push(Holiday { first: day, last: day, hours: hours.clone() }),
        }
    }
    holidays
}

impl Reader<'_> {
    /// Days or spans of days, each with its hours.
    pub fn holidays(&mut self, node: &Node) -> Vec<Holiday> {
        let mut holidays: Vec<Holiday> = Vec::new();
        for field in self.fields(node, "holidays", &[]) {
            let days = Spot { text: field.key.clone(), at: field.key_at };
            let hours = self.holiday_hours(&field.node);
            let (Some((first, last)), Some(hours)) = (self.days(&days), hours) else { continue };
            if holidays.iter().any(|other| first <= other.last && other.first <= last) {
                self.report(
                    Code::HolidayInvalid,
                    days.at,
                    format!("A day of “{}” is given twice.", days.text),
                    "Give each day once, in this list.".to_owned(),
                );
            }
            holidays.push(Holiday { first, last, hours });
        }
        holidays
    }

    fn days(&mut self, spot: &Spot) -> Option<(u32, u32)> {
        let (first, last) = spot.text.split_once('/').unwrap_or((&spot.text, &spot.text));
        let dates = date(first.trim()).zip(date(last.trim()));
        let days = dates.map(|(first, last)| (day_number(first), day_number(last)));
        let problem = match days {
            None => "is not a day, nor a span of days",
            Some((first, last)) if last < first => "ends before it begins",
            Some((first, last)) if last - first >= LONGEST => "is longer than a year",
            Some(_) => return days,
        };
        self.report(
            Code::HolidayInvalid,
            spot.at,
            format!("“{}” {problem}.", spot.text),
            "Write a day like 2026-12-24, or the first and the last of several like \
             2026-12-25/2026-12-26."
                .to_owned(),
        );
        None
    }

    fn holiday_hours(&mut self, node: &Node) -> Option<Vec<Span>> {
        let spots = self.list(node, "holidays");
        if let [spot] = &spots[..]
            && spot.text.eq_ignore_ascii_case("closed")
        {
            return Some(Vec::new());
        }
        let mut spans = Vec::new();
        for spot in &spots {
            match hours::of_day(&spot.text) {
                Ok(more) => spans.extend(more),
                Err(reason) => {
                    self.report(
                        Code::HolidayInvalid,
                        spot.at,
                        format!("The hours “{}” cannot be read: {reason}.", spot.text),
                        "Write them like “09:00-12:00”, or “closed”.".to_owned(),
                    );
                    return None;
                }
            }
        }
        if spots.is_empty() {
            self.report(
                Code::HolidayInvalid,
                node.at,
                "A holiday has no hours.".to_owned(),
                "Write them like “09:00-12:00”, or “closed”.".to_owned(),
            );
            return None;
        }
        Some(hours::merged(spans))
    }
}
