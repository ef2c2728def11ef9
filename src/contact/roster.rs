//! Who is there when, for what, and so which channels come first.

use serde::Serialize;

use super::channel::{ChannelKind, Desk};
use super::condition::{Situation, When};
use super::hours::{OpeningHours, ShopTime};
use super::notice::Bounds;

/// What the order of channels depends on: of a [`Desk`] all that is not for the eye.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// All channels, in the shop's order.
    pub shifts: Vec<Shift>,
    /// Which channels take over which topics; the first that matches holds.
    pub takeovers: Vec<Takeover>,
    /// The bounds of all notices, in the shop's order.
    pub notices: Vec<Bounds>,
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
    /// Whether only questions about products belong there.
    pub products_only: bool,
    /// Time to the first reply, in minutes of opening time: expected, or usual for its kind.
    pub reply_minutes: u32,
    /// When somebody is there. `None`: can be used at any time.
    pub hours: Option<OpeningHours>,
    /// Ids of the products on whose pages it is offered. Empty: everywhere.
    pub products: Vec<String>,
    /// To whom it is offered.
    pub when: When,
}

/// Which channels take over the problems with one of some tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// The tags. Empty: any.
    pub tags: Vec<String>,
    /// Ids of the channels, best first.
    pub channels: Vec<String>,
    /// For whom it holds.
    pub when: When,
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
    /// The takeover that matched, as its place in the roster.
    pub route: Option<u32>,
    /// The notices to show, as their places in the roster.
    pub notices: Vec<u32>,
}

impl From<&Desk> for Roster {
    fn from(desk: &Desk) -> Self {
        // Who speaks Portuguese speaks to Brazilians.
        let primary = |tag: &str| tag.split('-').next().map(str::to_owned);
        let shifts = desk.channels.iter().map(|channel| Shift {
            id: channel.id.clone(),
            speaks: channel.available_language.is_empty()
                || channel.available_language.iter().any(|l| primary(l) == primary(&desk.language)),
            takes_messages: channel.kind.takes_messages(),
            products_only: channel.kind == ChannelKind::Community,
            reply_minutes: channel.reply_minutes.unwrap_or(channel.kind.usual_reply_minutes()),
            hours: channel
                .hours_available
                .clone()
                .map(|week| OpeningHours { week, holidays: channel.holidays.clone() }),
            products: channel.product_supported.clone(),
            when: channel.when.clone(),
        });
        let takeovers = desk.routes.iter().map(|route| Takeover {
            tags: route.tags.clone(),
            channels: route.channels.clone(),
            when: route.when.clone(),
        });
        Self {
            shifts: shifts.collect(),
            takeovers: takeovers.collect(),
            notices: desk.notices.iter().map(|notice| notice.bounds.clone()).collect(),
        }
    }
}

/// Stands behind everything that has a place.
const LAST: u32 = u32::MAX;

impl Roster {
    /// The ways to reach the shop.
    #[must_use]
    pub fn reach(&self, situation: &Situation) -> Reach {
        let route = self.takeovers.iter().position(|takeover| takeover.matches(situation));
        let routed = route.map_or(&[][..], |route| &self.takeovers[route].channels);
        let mut ranked: Vec<([u32; 5], ContactOption)> = Vec::new();
        // An outcome is never without a channel: where none is offered, those are that have no
        // conditions, and else all.
        let stages: [fn(&Shift, &Situation) -> bool; 3] =
            [Shift::is_offered, |shift, _| shift.is_for_all(), |_, _| true];
        for stage in stages {
            for shift in self.shifts.iter().filter(|shift| stage(shift, situation)) {
                let (order, option) = shift.option(situation, routed);
                let place = ranked.partition_point(|(other, _)| *other <= order);
                ranked.insert(place, (order, option));
            }
            if !ranked.is_empty() {
                break;
            }
        }
        let notices = (0..).zip(&self.notices).filter(|(_, bounds)| bounds.hold(situation));
        Reach {
            contact: ranked.into_iter().map(|(_, option)| option).collect(),
            route: route.map(|route| route as u32),
            notices: notices.map(|(place, _)| place).collect(),
        }
    }
}

impl Takeover {
    fn matches(&self, situation: &Situation) -> bool {
        let concerns = |tag: &String| situation.topics.contains(&tag.as_str());
        (self.tags.is_empty() || self.tags.iter().any(concerns)) && self.when.holds(situation)
    }
}

impl Shift {
    fn is_offered(&self, situation: &Situation) -> bool {
        let supported = self.products.is_empty()
            || situation.has_any("product", &self.products)
            || (situation.preferred.contains(&self.id.as_str())
                && situation.facts.iter().all(|(key, _)| *key != "product"));
        supported && (situation.about_product || !self.products_only) && self.when.holds(situation)
    }

    /// Whether it is offered whatever the situation.
    fn is_for_all(&self) -> bool {
        !self.products_only && self.products.is_empty() && self.when.is_empty()
    }

    /// The channel as an option, and what decides its place: less is better, the first number
    /// first.
    fn option(&self, situation: &Situation, routed: &[String]) -> ([u32; 5], ContactOption) {
        let (open, changes) = match (&self.hours, situation.now) {
            (Some(hours), Some(now)) => hours.at(now),
            _ => (true, None),
        };
        let wait = match (open, changes, situation.now) {
            (true, ..) => 0,
            (_, Some(changes), Some(now)) => (changes.minutes() - now.minutes()) as u32,
            _ => LAST,
        };
        let preferred = situation.preferred.iter().position(|id| *id == self.id);
        let routed =
            || Some(situation.preferred.len() + routed.iter().position(|id| *id == self.id)?);
        let place = preferred.or_else(routed).map_or(LAST, |place| place as u32);
        let urgent = situation.urgent && open && place != LAST;
        let closed = !open && !self.takes_messages;
        let order = [
            if urgent { 0 } else { 1 + u32::from(!open) + u32::from(closed) },
            u32::from(!urgent && !self.speaks),
            if closed { wait } else { 0 },
            place,
            wait.saturating_add(self.reply_minutes),
        ];
        (order, ContactOption { id: self.id.clone(), open, changes })
    }
}
