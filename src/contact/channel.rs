//! What the shop says of its contact channels.

use serde::{Serialize, Serializer};

use super::hours::{Holiday, ShopTime, WeeklyHours};

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
    /// WhatsApp.
    Whatsapp,
    /// Telegram.
    Telegram,
    /// Facebook Messenger.
    Messenger,
    /// Viber.
    Viber,
    /// Messages on Instagram.
    Instagram,
    /// X, formerly Twitter.
    X,
    /// VK.
    Vk,
    /// LINE.
    Line,
    /// A visit at the shopper's home, booked online.
    Visit,
    /// A counter in a store.
    Store,
    /// Questions to other customers, on a product's page.
    Community,
}

impl ChannelKind {
    /// Whether a shopper can use it to the full while nobody is there: a message waits, a booking
    /// is taken.
    #[must_use]
    pub fn takes_messages(self) -> bool {
        !matches!(self, Self::Chat | Self::Phone | Self::VoiceMenu | Self::Store)
    }

    /// The usual time to a first reply, in minutes, where the shop does not say it. Only the order
    /// of channels depends on it; shoppers are not told a time that nobody promised.
    #[must_use]
    pub fn usual_reply_minutes(self) -> u32 {
        match self {
            Self::Chat | Self::Phone => 10,
            Self::Whatsapp
            | Self::Telegram
            | Self::Messenger
            | Self::Viber
            | Self::Instagram
            | Self::X
            | Self::Vk
            | Self::Line => 4 * 60,
            Self::Email | Self::Callback | Self::Form => 24 * 60,
            // A menu gives no answer that was not foreseen; the others take a way or some days.
            Self::VoiceMenu | Self::Visit | Self::Store | Self::Community => 3 * 24 * 60,
        }
    }
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
    /// Where it leads, in the one form that its kind has.
    pub url: String,
    /// What to show beside the name: a number, an address. `None`: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What it is for, in schema.org's sense: `customer support`, `technical support`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_type: Option<String>,
    /// BCP 47 tags of the languages spoken. Empty: every language of the shop.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub available_language: Vec<String>,
    /// Ids of the products on whose pages it is offered. Empty: everywhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub product_supported: Vec<String>,
    /// When somebody is there, in the shop's time zone. `None`: can be used at any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_available: Option<WeeklyHours>,
    /// The days with other hours, sorted and apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// Expected time to the first reply of a person, in minutes of opening time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_minutes: Option<u32>,
    /// Of a voice menu: topics and the keys to press for them; a comma is a pause.
    #[serde(skip_serializing_if = "Menu::is_empty")]
    pub menu: Menu,
    /// To whom it is offered.
    #[serde(skip_serializing_if = "When::is_empty")]
    pub when: When,
}

impl Channel {
    /// Whether somebody there speaks a language. Who speaks Portuguese speaks it to Brazilians.
    #[must_use]
    pub fn speaks(&self, language: &str) -> bool {
        let primary = |tag: &str| tag.split('-').next().map(str::to_owned);
        let spoken = &self.available_language;
        spoken.is_empty() || spoken.iter().any(|tag| primary(tag) == primary(language))
    }
}

/// Tags of topics and the keys of a telephone that lead to them, in the shop's order. In JSON an
/// object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Menu(pub Vec<(String, String)>);

impl Menu {
    /// Whether it has no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Menu {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(tag, keys)| (tag, keys)))
    }
}

/// A condition on what is known of a shopper: of each key that it names, one of the values. Without
/// keys it always holds. In JSON an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When(pub Vec<(String, Vec<String>)>);

impl When {
    /// Whether it always holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, values)| (key, values)))
    }
}

/// Which channels take over which topics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The route holds for entries that carry one of these tags. Empty: for all.
    pub tags: Vec<String>,
    /// Channel ids, best first.
    pub channels: Vec<String>,
    /// The role that owns such problems, in the words of the language; it goes along with the
    /// message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// To whom it goes up, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalation: Option<Escalation>,
    /// For whom the route holds.
    #[serde(skip)]
    pub when: When,
}

/// What becomes of a problem that its role has not settled in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Escalation {
    /// The role that takes over.
    pub role: String,
    /// After so many minutes; a working day counts as a day.
    pub after_minutes: u32,
}

/// Something that shoppers should know before they ask, in the words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Names the notice.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Where more is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When and to whom it is shown.
    #[serde(skip)]
    pub bounds: Bounds,
}

/// When and to whom a notice is shown; all of it must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// The first minute.
    pub starts: ShopTime,
    /// The first minute in which it is over.
    pub ends: ShopTime,
    /// Ids of the products that it is about. Empty: no product in particular.
    pub products: Vec<String>,
    /// Topics that it is about. Empty: no topic in particular.
    pub tags: Vec<String>,
    /// Whom it concerns.
    pub when: When,
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
    /// What is announced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}
