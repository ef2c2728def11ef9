//! Who is there when, for what, and so which channels come first.

use serde::Serialize;

use super::channel::Desk;
use super::hours::{OpenState, ShopTime, WeeklyHours};

/// What the order of channels depends on: of a [`Desk`] all that is not for the eye.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// All channels, in the shop's order.
    pub shifts: Vec<Shift>,
    /// Which channels take over which topics; the first that matches holds.
    pub takeovers: Vec<Takeover>,
}

/// When a channel is staffed, and how soon it replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The channel's id.
    pub id: String,
    /// Whether somebody there speaks the desk's language.
    pub speaks: bool,
    /// When somebody is there. `None`: can be used at any time.
    pub hours: Option<WeeklyHours>,
    /// Expected time to the first reply, in minutes of opening time.
    pub reply_minutes: Option<u32>,
}

/// Which channels take over the problems with one of some tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// The tags.
    pub tags: Vec<String>,
    /// Ids of the channels, best first.
    pub channels: Vec<String>,
}

/// A channel in an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactOption {
    /// The channel's id.
    pub id: String,
    /// Whether it can be used with the expected reply time now.
    pub open: bool,
    /// Minutes until that changes; absent: not known or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_in: Option<u32>,
}

/// What decides which channel comes first; the fields weigh in this order, less is better.
#[derive(PartialEq, PartialOrd)]
struct Order {
    closed: bool,
    foreign: bool,
    preference: usize,
    routing: usize,
    reply_minutes: u32,
}

impl From<&Desk> for Roster {
    fn from(desk: &Desk) -> Self {
        let shifts = desk.channels.iter().map(|channel| Shift {
            id: channel.id.clone(),
            speaks: channel.available_language.is_empty()
                || channel.available_language.contains(&desk.language),
            hours: channel.hours_available.clone(),
            reply_minutes: channel.reply_minutes,
        });
        let takeovers = desk
            .routes
            .iter()
            .map(|route| Takeover { tags: route.tags.clone(), channels: route.channels.clone() });
        Self { shifts: shifts.collect(), takeovers: takeovers.collect() }
    }
}

impl Roster {
    /// All channels, best first: those that are open before those that are not, then those that
    /// speak the language, then those that the entry prefers, then those that the first
    /// matching takeover names, then the quickest to reply; the shop's own order decides the
    /// rest. Without a time all count as open.
    #[must_use]
    pub fn options(
        &self,
        tags: &[&str],
        preferred: &[&str],
        now: Option<ShopTime>,
    ) -> Vec<ContactOption> {
        let concerns =
            |takeover: &&Takeover| takeover.tags.iter().any(|tag| tags.contains(&tag.as_str()));
        let takeover = self.takeovers.iter().find(concerns);
        let routed = takeover.map_or(&[][..], |takeover| &takeover.channels);
        let mut ranked: Vec<(Order, ContactOption)> = Vec::new();
        for shift in &self.shifts {
            let state = match (&shift.hours, now) {
                (Some(hours), Some(now)) => hours.at(now),
                _ => OpenState::Always,
            };
            let (open, changes_in) = match state {
                OpenState::Always => (true, None),
                OpenState::Open { closes_in } => (true, closes_in),
                OpenState::Closed { opens_in } => (false, opens_in),
            };
            let order = Order {
                closed: !open,
                foreign: !shift.speaks,
                preference: preferred.iter().position(|id| *id == shift.id).unwrap_or(usize::MAX),
                routing: routed.iter().position(|id| *id == shift.id).unwrap_or(usize::MAX),
                reply_minutes: shift.reply_minutes.unwrap_or(u32::MAX),
            };
            let place = ranked.partition_point(|(other, _)| *other <= order);
            ranked.insert(place, (order, ContactOption { id: shift.id.clone(), open, changes_in }));
        }
        ranked.into_iter().map(|(_, option)| option).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday at a time of day.
    fn wednesday(hour: u16, minute: u16) -> ShopTime {
        ShopTime { day: 6, minute: hour * 60 + minute }
    }

    /// Chat on weekdays 9 to 18, e-mail at any time, phone on weekdays 8 to 20 in another
    /// language.
    fn roster() -> Roster {
        let weekdays = |from: u32, to: u32| {
            Some(WeeklyHours::from_spans(
                (0..5).map(|day| (day * 1440 + from * 60, day * 1440 + to * 60)),
            ))
        };
        let shift = |id: &str, speaks, hours, reply_minutes| {
            let id = id.to_owned();
            Shift { id, speaks, hours, reply_minutes }
        };
        let strings = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect();
        Roster {
            shifts: vec![
                shift("email", true, None, Some(1440)),
                shift("form", true, None, None),
                shift("chat", true, weekdays(9, 18), Some(2)),
                shift("phone", false, weekdays(8, 20), Some(5)),
            ],
            takeovers: vec![
                Takeover { tags: strings(&["problems"]), channels: strings(&["form", "phone"]) },
                Takeover { tags: strings(&["orders", "problems"]), channels: strings(&["email"]) },
            ],
        }
    }

    /// Ids in order; those that are closed in brackets.
    fn order(tags: &[&str], preferred: &[&str], now: Option<ShopTime>) -> String {
        let options = roster().options(tags, preferred, now);
        let shown = options
            .into_iter()
            .map(|option| if option.open { option.id } else { format!("({})", option.id) });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn channels_come_in_the_order_that_helps() {
        type Row =
            (&'static [&'static str], &'static [&'static str], Option<ShopTime>, &'static str);
        let noon = Some(wednesday(12, 0));
        let rows: [Row; 8] = [
            (&[], &[], noon, "chat email form phone"),
            (&[], &[], Some(wednesday(19, 0)), "email form phone (chat)"),
            (&[], &[], Some(wednesday(23, 0)), "email form (chat) (phone)"),
            (&[], &[], None, "chat email form phone"),
            (&["orders"], &[], noon, "email chat form phone"),
            (&["problems"], &[], noon, "form chat email phone"),
            (&["problems"], &["email"], noon, "email form chat phone"),
            (&["unheard-of"], &["unheard-of"], noon, "chat email form phone"),
        ];
        for (tags, preferred, now, expected) in rows {
            assert_eq!(order(tags, preferred, now), expected, "{tags:?} {preferred:?} {now:?}");
        }
    }

    #[test]
    fn options_say_when_they_change() {
        let options = roster().options(&[], &[], Some(wednesday(17, 35)));
        let chat = options.iter().find(|option| option.id == "chat").expect("it is there");
        assert_eq!((chat.open, chat.changes_in), (true, Some(25)));
        let options = roster().options(&[], &[], Some(wednesday(19, 0)));
        let chat = options.iter().find(|option| option.id == "chat").expect("it is there");
        assert_eq!((chat.open, chat.changes_in), (false, Some(14 * 60)));
    }
}
