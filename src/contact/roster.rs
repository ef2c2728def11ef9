//! Who is there when, for what, and so which channels come first.

use serde::Serialize;

use super::channel::{Channel, ChannelKind, Desk, When};
use super::condition::{Condition, Situation};
use super::hours::{OpeningHours, ShopTime};

/// What the order of channels depends on: of a [`Desk`] all that is not for the eye.
///
/// Its conditions are about these facts: `locale`, `product`, `tags`, `tier` and `orderStatus`, as
/// editors name them; `for`, the product that a question is about or else the channels that the
/// entry names; and `about=product` where a question is about a product and not the shop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// All channels, in the shop's order.
    pub shifts: Vec<Shift>,
    /// Which channels take over what; the first whose condition holds does.
    pub takeovers: Vec<Takeover>,
    /// When and to whom the notices are shown, in the shop's order.
    pub announcements: Vec<Announcement>,
}

/// When a channel is staffed, for whom, and how soon it replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The channel's id.
    pub id: String,
    /// Whether somebody there speaks the desk's language.
    pub speaks: bool,
    /// Whether it can be used to the full while nobody is there.
    pub takes_messages: bool,
    /// Time to the first reply, in minutes of opening time: expected, or usual for its kind.
    pub reply_minutes: u32,
    /// When somebody is there. `None`: can be used at any time.
    pub hours: Option<OpeningHours>,
    /// To whom it is offered.
    pub when: Condition,
}

/// Which channels take over some problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// Ids of the channels, best first.
    pub channels: Vec<String>,
    /// Which problems, and whose.
    pub when: Condition,
}

/// When and to whom a notice is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The first minute, counted from 1970-01-01 00:00 on the shop's clock.
    pub starts: u32,
    /// The first minute in which it is over.
    pub ends: u32,
    /// To whom.
    pub when: Condition,
}

/// A channel in an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactOption {
    /// The channel's id.
    pub id: String,
    /// Whether it can be used with the expected reply time now.
    pub open: bool,
    /// When that changes, on the shop's clock; absent: not known or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<ShopTime>,
}

/// The ways to reach the shop in a situation, and what to say there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The channels that are offered, best first.
    pub contact: Vec<ContactOption>,
    /// The takeover that holds, as its place in the roster.
    pub route: Option<u32>,
    /// The notices to show, as their places in the roster.
    pub notices: Vec<u32>,
}

impl From<&Desk> for Roster {
    fn from(desk: &Desk) -> Self {
        let condition = |when: &When, more: &[(&str, &[String])]| {
            let clause = |key: &str, values: &[String]| {
                let lines: Vec<String> =
                    values.iter().map(|value| [key, "=", value].concat()).collect();
                lines.join("\n").to_ascii_lowercase()
            };
            let more = more.iter().filter(|(_, values)| !values.is_empty());
            let clauses = when.0.iter().map(|(key, values)| clause(key, values));
            Condition(clauses.chain(more.map(|(key, values)| clause(key, values))).collect())
        };
        let takeovers = desk.routes.iter().map(|route| Takeover {
            channels: route.channels.clone(),
            when: condition(&route.when, &[("tags", &route.tags)]),
        });
        let announcements = desk.notices.iter().map(|notice| {
            let bounds = &notice.bounds;
            let about: [(&str, &[String]); 2] =
                [("product", &bounds.products), ("tags", &bounds.tags)];
            let when = condition(&bounds.when, &about);
            Announcement { starts: bounds.starts, ends: bounds.ends, when }
        });
        let shift = |channel: &Channel| {
            let mut products = channel.product_supported.clone();
            if !products.is_empty() {
                products.push(channel.id.clone());
            }
            let mut when = condition(&channel.when, &[("for", &products)]);
            if channel.kind == ChannelKind::Community {
                when.0.push("about=product".to_owned());
            }
            Shift {
                id: channel.id.clone(),
                speaks: channel.speaks(&desk.language),
                takes_messages: channel.kind.takes_messages(),
                reply_minutes: channel.reply_minutes.unwrap_or(channel.kind.usual_reply_minutes()),
                hours: channel
                    .hours_available
                    .as_ref()
                    .map(|week| OpeningHours::new(week, &channel.holidays)),
                when,
            }
        };
        Self {
            shifts: desk.channels.iter().map(shift).collect(),
            takeovers: takeovers.collect(),
            announcements: announcements.collect(),
        }
    }
}

/// The place of channels that neither the entry nor the route names, behind those that are named.
const UNNAMED: u64 = 0xfff;
/// The longest wait in minutes that counts, 31 years.
const MOST: u64 = 0xff_ffff;

impl Roster {
    /// The ways to reach the shop.
    #[must_use]
    pub fn reach(&self, situation: &Situation) -> Reach {
        let route = self.takeovers.iter().position(|takeover| takeover.when.holds(&situation.facts));
        let routed = route.map_or(&[][..], |route| &self.takeovers[route].channels);
        let mut ranked: Vec<(u64, ContactOption)> = Vec::new();
        // Where no channel is offered, those are that have no conditions, and else all.
        for stage in 0..3 {
            for shift in &self.shifts {
                let offered = match stage {
                    0 => shift.when.holds(&situation.facts),
                    1 => shift.when.0.is_empty(),
                    _ => true,
                };
                if offered {
                    let (order, option) = shift.option(situation, routed);
                    let place = ranked.iter().take_while(|(other, _)| *other <= order).count();
                    ranked.insert(place, (order, option));
                }
            }
            if !ranked.is_empty() {
                break;
            }
        }
        let now = situation.now.map(ShopTime::minutes);
        let shown = |notice: &Announcement| {
            now.is_some_and(|now| (notice.starts.into()..notice.ends.into()).contains(&now))
                && notice.when.holds(&situation.facts)
        };
        let notices = (0..).zip(&self.announcements).filter(|(_, notice)| shown(notice));
        Reach {
            contact: ranked.into_iter().map(|(_, option)| option).collect(),
            route: route.map(|route| route as u32),
            notices: notices.map(|(place, _)| place).collect(),
        }
    }
}

impl Shift {
    /// The channel as an option, and what decides its place: less is better.
    fn option(&self, situation: &Situation, routed: &[String]) -> (u64, ContactOption) {
        let (mut open, mut changes, mut wait) = (true, None, 0);
        if let (Some(hours), Some(now)) = (&self.hours, situation.now) {
            (open, changes) = hours.at(now);
            if !open {
                wait = changes.map_or(MOST, |changes| (changes.minutes() - now.minutes()) as u64);
            }
        }
        let named = situation.preferred.iter().copied().chain(routed.iter().map(String::as_str));
        let place = named.take(UNNAMED as usize).position(|id| id == self.id);
        let place = place.map_or(UNNAMED, |place| place as u64);
        let closed = !open && !self.takes_messages;
        let urgent = situation.urgent && open && place != UNNAMED;
        let class = match (urgent, open, closed) {
            (true, ..) => 0,
            (_, true, _) => 2,
            (.., false) => 4,
            (.., true) => 6,
        } + u64::from(!urgent && !self.speaks);
        let opens = if closed { wait } else { 0 };
        let reply = (wait + u64::from(self.reply_minutes)).min(MOST);
        let order = class << 60 | opens << 36 | place << 24 | reply;
        (order, ContactOption { id: self.id.clone(), open, changes })
    }
}
