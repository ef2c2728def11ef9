//! Which channels come first.

use serde::{Deserialize, Serialize};

use super::channel::Desk;
use super::hours::{OpenState, ShopTime};

/// A channel in an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactOption {
    /// The channel's id.
    pub id: String,
    /// Whether it can be used with the expected reply time now.
    pub open: bool,
    /// Minutes until that changes; absent: not known or never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_in: Option<u32>,
}

impl Desk {
    /// All channels, best first: those that are open before those that are not, then those that
    /// speak the language, then those that the entry prefers, then those that the first
    /// matching route names, then the quickest to reply; the shop's own order decides the rest.
    #[must_use]
    pub fn options(
        &self,
        tags: &[&str],
        preferred: &[&str],
        now: Option<ShopTime>,
    ) -> Vec<ContactOption> {
        let routed = self
            .routes
            .iter()
            .find(|route| route.tags.iter().any(|tag| tags.contains(&tag.as_str())))
            .map_or(&[][..], |route| &route.channels);
        let mut ranked: Vec<((bool, bool, usize, usize, u32), ContactOption)> = Vec::new();
        for channel in &self.channels {
            let state = match (&channel.hours_available, now) {
                (Some(hours), Some(now)) => hours.at(now),
                _ => OpenState::Always,
            };
            let (open, changes_in) = match state {
                OpenState::Always => (true, None),
                OpenState::Open { closes_in } => (true, closes_in),
                OpenState::Closed { opens_in } => (false, opens_in),
            };
            let speaks = channel.available_language.is_empty()
                || channel.available_language.contains(&self.language);
            let id = channel.id.as_str();
            let key = (
                !open,
                !speaks,
                preferred.iter().position(|other| *other == id).unwrap_or(preferred.len()),
                routed.iter().position(|other| other == id).unwrap_or(routed.len()),
                channel.reply_minutes.unwrap_or(u32::MAX),
            );
            let place = ranked.partition_point(|(other, _)| *other <= key);
            ranked.insert(place, (key, ContactOption { id: channel.id.clone(), open, changes_in }));
        }
        ranked.into_iter().map(|(_, option)| option).collect()
    }
}
