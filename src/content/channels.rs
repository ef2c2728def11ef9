//! Reading the contact channels of `shop.yaml`.

use url::Url;

use super::diagnostic::Code;
use super::hours;
use super::node::{Field, Node, Spot, Value, one_of};
use super::shop::{ChannelDraft, Texts, Words};
use super::shop_file::Reader;
use crate::contact::{ChannelKind, Menu, WeeklyHours, When};

pub(super) const CHANNEL_KEYS: &[&str] = &[
    "type",
    "name",
    "url",
    "detail",
    "contactType",
    "availableLanguage",
    "productSupported",
    "hoursAvailable",
    "holidays",
    "replyTime",
    "menu",
    "when",
];

/// The types of channel, each with the one form that its address has, by an example. Links are
/// made from these forms, with a subject, a text or keys to press.
pub(super) const TYPES: &[(&str, ChannelKind, &str)] = &[
    ("chat", ChannelKind::Chat, WEB_PAGE),
    ("email", ChannelKind::Email, "mailto:care@shop.example"),
    ("phone", ChannelKind::Phone, "tel:+3615550123"),
    ("callback", ChannelKind::Callback, WEB_PAGE),
    ("voice-menu", ChannelKind::VoiceMenu, "tel:+3615550123"),
    ("form", ChannelKind::Form, WEB_PAGE),
    ("whatsapp", ChannelKind::Whatsapp, "https://wa.me/36305550123"),
    ("telegram", ChannelKind::Telegram, "https://t.me/shopname"),
    ("messenger", ChannelKind::Messenger, "https://m.me/shopname"),
    ("viber", ChannelKind::Viber, "viber://pa?chatURI=shopname"),
    ("instagram", ChannelKind::Instagram, "https://ig.me/m/shopname"),
    ("x", ChannelKind::X, "https://x.com/shopname"),
    ("vk", ChannelKind::Vk, "https://vk.me/shopname"),
    ("line", ChannelKind::Line, "https://line.me/R/ti/p/@shopname"),
    ("visit", ChannelKind::Visit, WEB_PAGE),
    ("store", ChannelKind::Store, WEB_PAGE),
    ("community", ChannelKind::Community, WEB_PAGE),
];

const WEB_PAGE: &str = "https://shop.example/help";

/// What an example's shop is called.
const NAME: &str = "shopname";

impl Reader<'_> {
    pub fn channel(&mut self, channel: &Field) -> ChannelDraft {
        let id = &channel.key;
        let mut draft = ChannelDraft {
            id: id.clone(),
            essentials: None,
            detail: None,
            contact_type: None,
            available_language: Vec::new(),
            product_supported: Vec::new(),
            hours_available: None,
            holidays: Vec::new(),
            reply_minutes: None,
            menu: Menu::default(),
            when: When::default(),
        };
        let (mut kind, mut name, mut url) = (None, None, None);
        let (mut holidays_at, mut menu_at) = (None, None);
        let mut given = [false; 3];
        for field in self.fields(&channel.node, id, CHANNEL_KEYS) {
            let node = &field.node;
            match field.key.as_str() {
                "type" => {
                    given[0] = !matches!(node.value, Value::Absent);
                    kind = self.channel_type(node);
                }
                "name" => {
                    name = self.words(node, &format!("{id}: name"));
                    given[1] = name.is_some();
                }
                "url" => {
                    url = self.words(node, &format!("{id}: url"));
                    given[2] = url.is_some();
                }
                "detail" => draft.detail = self.words(node, &format!("{id}: detail")),
                "contactType" => {
                    draft.contact_type = self.text(node, "contactType").map(|spot| spot.text);
                }
                "availableLanguage" => {
                    let spots = self.list(node, "availableLanguage");
                    draft.available_language =
                        spots.iter().filter_map(|spot| self.language(spot)).collect();
                }
                "productSupported" => {
                    draft.product_supported = self.named_products(node, "productSupported");
                }
                "hoursAvailable" => {
                    self.needs_clock(node.at, "Opening hours are given");
                    draft.hours_available = self.hours(node);
                }
                "holidays" => {
                    holidays_at = Some(field.key_at);
                    draft.holidays = self.holidays(node);
                }
                "replyTime" => draft.reply_minutes = self.minutes(node, "replyTime"),
                "menu" => {
                    menu_at = Some(field.key_at);
                    draft.menu = self.menu(node);
                }
                "when" => draft.when = self.when(node),
                _ => {}
            }
        }
        for (given, what) in given.into_iter().zip(["type", "name", "url"]) {
            self.require(given, channel, what);
        }
        if let (Some(at), None) = (holidays_at, &draft.hours_available) {
            self.without_effect(at, format!("“{id}” has holidays, but no opening hours."));
        }
        if let (Some(at), Some(_)) = (menu_at, kind.filter(|kind| *kind != ChannelKind::VoiceMenu))
        {
            self.report(
                Code::MenuInvalid,
                at,
                format!("“{id}” is no voice menu, so it has no keys to press."),
                "Take “menu” out, or write “type: voice-menu”.".to_owned(),
            );
        }
        if let (Some(kind), Some(words)) = (kind, &url)
            && !self.urls_fit(words, kind)
        {
            url = None;
        }
        draft.essentials = kind.zip(name).zip(url).map(|((kind, name), url)| (kind, name, url));
        draft
    }

    fn channel_type(&mut self, node: &Node) -> Option<ChannelKind> {
        let spot = self.text(node, "type")?;
        let kind = TYPES.iter().find(|(word, ..)| *word == spot.text).map(|(_, kind, _)| *kind);
        if kind.is_none() {
            self.report(
                Code::ShopValue,
                spot.at,
                format!("“{}” is not a type of channel.", spot.text),
                one_of(&spot.text, TYPES.iter().map(|(word, ..)| *word)),
            );
        }
        kind
    }

    fn urls_fit(&mut self, words: &Words, kind: ChannelKind) -> bool {
        let spots: Vec<&Spot> = match &words.texts {
            Texts::Plain(spot) => vec![spot],
            Texts::ByLanguage(by_language) => by_language.values().collect(),
        };
        let mut fit = true;
        for (word, _, example) in TYPES.iter().filter(|(_, of, _)| *of == kind) {
            for spot in spots.iter().filter(|spot| !fits(&spot.text, example)) {
                fit = false;
                self.report(
                    Code::UrlInvalid,
                    spot.at,
                    format!("“{}” is not an address of the type “{word}”.", spot.text),
                    format!("Write it in the form {example}"),
                );
            }
        }
        fit
    }

    fn hours(&mut self, node: &Node) -> Option<WeeklyHours> {
        let mut lines = Vec::new();
        for spot in self.list(node, "hoursAvailable") {
            match hours::opening(&spot.text) {
                Ok(hours) => lines.push(hours),
                Err(reason) => self.report(
                    Code::HoursInvalid,
                    spot.at,
                    format!("The opening hours “{}” cannot be read: {reason}.", spot.text),
                    "Write them like “Mo-Fr 09:00-18:00” or “Sa,Su 10:00-14:00”.".to_owned(),
                ),
            }
        }
        (!lines.is_empty()).then(|| hours::together(lines))
    }

    fn menu(&mut self, node: &Node) -> Menu {
        let mut menu = Menu::default();
        for field in self.fields(node, "menu", &[]) {
            let Some(keys) = self.text(&field.node, "menu") else { continue };
            let pressed = |c: char| c.is_ascii_digit() || matches!(c, '*' | '#');
            if !keys.text.chars().all(|c| pressed(c) || c == ',') || !keys.text.contains(pressed) {
                self.report(
                    Code::MenuInvalid,
                    keys.at,
                    format!("“{}” are not keys of a telephone.", keys.text),
                    "Write them like “2” or, with a pause between two menus, “2,1”.".to_owned(),
                );
            }
            self.named_tags.push(Spot { text: field.key.clone(), at: field.key_at });
            menu.0.push((field.key.clone(), keys.text));
        }
        menu
    }
}

/// Whether an address has the form of an example.
fn fits(url: &str, example: &str) -> bool {
    // Browsers leave tabs and line breaks out of an address, so that it is another than is read.
    if url.contains(char::is_control) {
        return false;
    }
    let between = |min: usize, max: usize, text: &str, allowed: &dyn Fn(char) -> bool| {
        (min..=max).contains(&text.chars().count()) && text.chars().all(allowed)
    };
    if let Some(start) = example.strip_suffix(NAME) {
        let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        return url.strip_prefix(start).is_some_and(|name| between(1, 64, name, &in_name));
    }
    if let Some(number) = url.strip_prefix("tel:+").filter(|_| example.starts_with("tel:")) {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let in_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')');
        return number.chars().all(in_number) && between(5, 15, &digits, &|c| c != ' ');
    }
    if let Some(start) = example.strip_suffix("36305550123") {
        let number = url.strip_prefix(start).unwrap_or_default();
        return between(7, 15, number, &|c| c.is_ascii_digit()) && !number.starts_with('0');
    }
    if let Some(address) = url.strip_prefix("mailto:").filter(|_| example.starts_with("mailto:")) {
        let in_address = |c: char| c.is_ascii_alphanumeric() || "@.!#$'*+-/=^_`{|}~".contains(c);
        let domain = address.split_once('@').filter(|(name, _)| !name.is_empty());
        let in_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        return between(3, 254, address, &in_address)
            && domain.is_some_and(|(_, domain)| {
                domain.split('.').count() > 1
                    && domain.split('.').all(|label| between(1, 63, label, &in_domain))
            });
    }
    example == WEB_PAGE
        && Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}
