//! What the shop says of its contact channels.

use serde::Serialize;

use super::hours::WeeklyHours;

/// The kind of a channel: which link it makes and which icon it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// Live chat with a person.
    Chat,
    /// E-mail.
    Email,
    /// Telephone, answered by a person.
    Phone,
    /// The shop calls the shopper back.
    Callback,
    /// An interactive voice menu.
    VoiceMenu,
    /// A contact form.
    Form,
    /// A messenger or social network.
    Messenger,
    /// A visit at the shopper's home, booked online.
    Visit,
    /// A counter in a store.
    Store,
    /// Questions to other customers.
    Community,
}

/// One way to reach the shop, in the words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    /// Names the channel in content and routing.
    pub id: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: ChannelKind,
    /// What the shopper reads on the button.
    pub name: String,
    /// Where it leads: an absolute `https:`, `mailto:` or `tel:` URL.
    pub url: String,
    /// What to show beside the name: a number, an address. `None`: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// BCP 47 tags of the languages spoken. Empty: every language of the shop.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub available_language: Vec<String>,
    /// When somebody is there, in the shop's time zone. `None`: can be used at any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_available: Option<WeeklyHours>,
    /// Expected time to the first reply of a person, in minutes of opening time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_minutes: Option<u32>,
}

/// Which channels take over which topics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The route holds for entries that carry one of these tags.
    pub tags: Vec<String>,
    /// Channel ids, best first.
    pub channels: Vec<String>,
    /// The role that owns such problems, shown to nobody, carried along to the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// The shop's contact desk in one language: its channels in the shop's order, and its routes,
/// of which the first that matches holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Desk {
    /// BCP 47 tag of the language that the names are in.
    pub language: String,
    /// All channels.
    pub channels: Vec<Channel>,
    /// The routing table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
}
