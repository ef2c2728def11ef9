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
    /// When somebody is there.
    pub hours: OpeningHours,
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
    /// The first minute.
    pub starts: ShopTime,
    /// The first minute in which it is over.
    pub ends: ShopTime,
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
                    .map_or_else(OpeningHours::default, |week| {
                        OpeningHours::new(week, &channel.holidays)
                    }),
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
const UNNAMED: u64 = 0x3ff;
/// The longest wait in minutes that counts, 31 years.
const MOST: u64 = 0xff_ffff;
/// The bit of what is not offered, before all others.
const OFFER: u32 = 63;

impl Roster {
    /// The ways to reach the shop, best first:
    ///
    /// 1. What is offered to this shopper; all others are left out, unless nothing would be left.
    /// 2. Where a person must be beside the answer: what is open of the channels that the entry or
    ///    its route names, in whatever language and at whatever speed.
    /// 3. What is open; then what takes messages though nobody is there; then what is closed.
    /// 4. What speaks the shopper's language: to be understood comes before all that follows.
    /// 5. Of what is closed, what opens first.
    /// 6. What the entry names, in its order; then what its route names, in its order.
    /// 7. What will have replied first, the wait for it to open included.
    /// 8. The shop's own order.
    ///
    /// Without a time all channels count as open.
    #[must_use]
    pub fn reach<'a>(&'a self, mut situation: Situation<'a>) -> Reach {
        let holds = |takeover: &Takeover| takeover.when.holds(&situation.facts);
        let route = self.takeovers.iter().position(holds);
        if let Some(route) = route {
            situation.named.extend(self.takeovers[route].channels.iter().map(String::as_str));
        }
        let (mut orders, mut contact) = (Vec::new(), Vec::new());
        for shift in &self.shifts {
            let (order, option) = shift.option(&situation);
            let place = orders.iter().filter(|other| **other <= order).count();
            orders.insert(place, order);
            contact.insert(place, option);
        }
        // An outcome is never without a channel: where none is offered, all are.
        let offered = orders.iter().filter(|order| **order >> OFFER == 0).count();
        if offered > 0 {
            contact.truncate(offered);
        }
        let mut notices = Vec::new();
        for (place, notice) in (0..).zip(&self.announcements) {
            if situation.now.is_some_and(|now| notice.starts <= now && now < notice.ends)
                && notice.when.holds(&situation.facts)
            {
                notices.push(place);
            }
        }
        Reach { contact, route: route.map(|route| route as u32), notices }
    }
}

impl Shift {
    /// The channel as an option, and what decides its place: less is better.
    fn option(&self, situation: &Situation) -> (u64, ContactOption) {
        let (open, changes) = match situation.now {
            Some(now) => self.hours.at(now),
            None => (true, None),
        };
        let wait = match (open, changes, situation.now) {
            (true, ..) => 0,
            (_, Some(changes), Some(now)) => changes.0.abs_diff(now.0).into(),
            _ => MOST,
        };
        let place = situation.named.iter().position(|id| *id == self.id);
        let place = place.map_or(UNNAMED, |place| (place as u64).min(UNNAMED - 1));
        let closed = !open && !self.takes_messages;
        let urgent = situation.urgent && open && place != UNNAMED;
        let class = if urgent { 0 } else { 1 + u64::from(!open) + u64::from(closed) };
        let order = u64::from(!self.when.holds(&situation.facts)) << OFFER
            | class << 61
            | u64::from(!urgent && !self.speaks) << 60
            | if closed { wait } else { 0 } << 34
            | place << 24
            | (wait + u64::from(self.reply_minutes)).min(MOST);
        (order, ContactOption { id: self.id.clone(), open, changes })
    }
}
