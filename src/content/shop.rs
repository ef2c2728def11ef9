//! What `shop.yaml` says, and how it is put into each language of the shop.

use std::collections::BTreeMap;

use crate::contact::{
    Bounds, Channel, ChannelKind, Desk, Escalation, Holiday, Menu, Notice, Route, WeeklyHours, When,
};

use super::diagnostic::{Code, Diagnostic};
use super::entry::BALANCES;
use super::holidays;
use super::model::{ProductShards, Shop};
use super::node::Spot;
use super::source::Source;

/// The file as it was written, before the names are put into each language.
#[derive(Debug, Default)]
pub(super) struct ShopDraft {
    pub name: Option<Words>,
    /// Canonical tags, the default language first.
    pub languages: Vec<String>,
    pub time_zone: Option<String>,
    pub base_url: Option<String>,
    pub kinds: Vec<String>,
    pub owner: Option<String>,
    pub accept: Vec<Code>,
    /// How readily answers are shown.
    pub confidence: Option<Words>,
    pub products: Vec<(String, Option<Words>)>,
    pub product_shards: ProductShards,
    pub topics: Vec<(Spot, Option<Words>)>,
    /// Days on which all channels that have hours have others.
    pub holidays: Vec<Holiday>,
    pub channels: Vec<ChannelDraft>,
    pub routes: Vec<RouteDraft>,
    pub notices: Vec<NoticeDraft>,
    /// The tags that routes, notices, conditions and voice menus name, to be looked for among the
    /// entries.
    pub named_tags: Vec<Spot>,
}

/// A text in one or more languages.
#[derive(Debug)]
pub(super) struct Words {
    /// For findings: which text it is, such as `chat: name`.
    pub what: String,
    pub at: usize,
    pub texts: Texts,
}

#[derive(Debug)]
pub(super) enum Texts {
    /// The same in all languages.
    Plain(Spot),
    ByLanguage(BTreeMap<String, Spot>),
}

#[derive(Debug)]
pub(super) struct RouteDraft {
    pub tags: Vec<String>,
    pub channels: Vec<String>,
    pub role: Option<Words>,
    pub escalation: Option<EscalationDraft>,
    pub when: When,
}

#[derive(Debug)]
pub(super) struct EscalationDraft {
    pub role: Words,
    pub after_minutes: u32,
}

#[derive(Debug)]
pub(super) struct ChannelDraft {
    pub id: String,
    /// What every channel needs; `None`: something is missing or wrong, which a finding says.
    pub essentials: Option<(ChannelKind, Words, Words)>,
    pub detail: Option<Words>,
    pub contact_type: Option<String>,
    pub available_language: Vec<String>,
    pub product_supported: Vec<String>,
    pub hours_available: Option<WeeklyHours>,
    /// Its own, which hold before those of all channels.
    pub holidays: Vec<Holiday>,
    pub reply_minutes: Option<u32>,
    pub menu: Menu,
    pub when: When,
}

impl ChannelDraft {
    /// Whether it is left out for some shoppers.
    pub fn is_for_some(&self) -> bool {
        let kind = self.essentials.as_ref().map(|(kind, ..)| *kind);
        kind == Some(ChannelKind::Community)
            || !self.product_supported.is_empty()
            || !self.when.is_empty()
    }
}

#[derive(Debug)]
pub(super) struct NoticeDraft {
    pub id: String,
    pub text: Words,
    pub url: Option<Words>,
    pub bounds: Bounds,
}

impl ShopDraft {
    pub fn products(&self) -> Vec<&str> {
        self.products.iter().map(|(id, _)| id.as_str()).collect()
    }

    pub fn channels(&self) -> Vec<&str> {
        self.channels.iter().map(|channel| channel.id.as_str()).collect()
    }

    pub fn topics(&self) -> Vec<&str> {
        self.topics.iter().map(|(tag, _)| tag.text.as_str()).collect()
    }

    /// The tags that topics and everything else is for.
    pub fn tags(&self) -> impl Iterator<Item = &Spot> {
        self.topics.iter().map(|(tag, _)| tag).chain(&self.named_tags)
    }

    /// Puts all names into each of the languages. `source`: where untranslated ones are reported.
    pub fn resolve(
        self,
        languages: Vec<String>,
        source: Option<&Source>,
        found: &mut Vec<Diagnostic>,
    ) -> Shop {
        let mut names = Names { languages: &languages, source, found };
        let all = |words: Option<&Words>, names: &mut Names| {
            words.map(|words| names.all(words)).unwrap_or_default()
        };
        let name = all(self.name.as_ref(), &mut names);
        let products = self
            .products
            .iter()
            .map(|(id, words)| (id.clone(), all(words.as_ref(), &mut names)))
            .collect();
        let topics = self
            .topics
            .iter()
            .map(|(tag, words)| (tag.text.clone(), all(words.as_ref(), &mut names)))
            .collect();
        let mut desks: BTreeMap<String, Desk> = BTreeMap::new();
        for language in &languages {
            let language = language.clone();
            desks.insert(language.clone(), Desk { language, ..Desk::default() });
        }
        for route in &self.routes {
            let role = all(route.role.as_ref(), &mut names);
            let escalation =
                route.escalation.as_ref().map(|it| (names.all(&it.role), it.after_minutes));
            for (language, desk) in &mut desks {
                desk.routes.push(Route {
                    tags: route.tags.clone(),
                    channels: route.channels.clone(),
                    role: role.get(language).cloned(),
                    escalation: escalation.as_ref().map(|(role, after_minutes)| Escalation {
                        role: role.get(language).cloned().unwrap_or_default(),
                        after_minutes: *after_minutes,
                    }),
                    when: route.when.clone(),
                });
            }
        }
        for channel in &self.channels {
            let Some((kind, name, url)) = &channel.essentials else {
                continue;
            };
            let (name, url) = (names.all(name), names.all(url));
            let detail = all(channel.detail.as_ref(), &mut names);
            let hours = channel.hours_available.as_ref();
            let holidays = hours
                .map_or_else(Vec::new, |_| holidays::together(&self.holidays, &channel.holidays));
            for (language, desk) in &mut desks {
                let in_language = |words: &BTreeMap<String, String>| words.get(language).cloned();
                desk.channels.push(Channel {
                    id: channel.id.clone(),
                    kind: *kind,
                    name: in_language(&name).unwrap_or_default(),
                    url: in_language(&url).unwrap_or_default(),
                    detail: in_language(&detail),
                    contact_type: channel.contact_type.clone(),
                    available_language: channel.available_language.clone(),
                    product_supported: channel.product_supported.clone(),
                    hours_available: channel.hours_available.clone(),
                    holidays: holidays.clone(),
                    reply_minutes: channel.reply_minutes,
                    menu: channel.menu.clone(),
                    when: channel.when.clone(),
                });
            }
        }
        for notice in &self.notices {
            let text = names.all(&notice.text);
            let url = all(notice.url.as_ref(), &mut names);
            for (language, desk) in &mut desks {
                desk.notices.push(Notice {
                    id: notice.id.clone(),
                    text: text.get(language).cloned().unwrap_or_default(),
                    url: url.get(language).cloned(),
                    bounds: notice.bounds.clone(),
                });
            }
        }
        let balance = |language: &String| {
            let spot = match &self.confidence.as_ref()?.texts {
                Texts::Plain(spot) => spot,
                Texts::ByLanguage(by_language) => by_language.get(language)?,
            };
            let (_, balance) = BALANCES.iter().find(|(word, _)| *word == spot.text)?;
            Some((language.clone(), *balance))
        };
        Shop {
            balances: languages.iter().filter_map(balance).collect(),
            name,
            languages,
            languages_listed: !self.languages.is_empty(),
            time_zone: self.time_zone,
            base_url: self.base_url,
            kinds: self.kinds,
            owner: self.owner,
            accept: self.accept,
            products,
            product_shards: self.product_shards,
            topics,
            desks,
        }
    }
}

struct Names<'a> {
    languages: &'a [String],
    source: Option<&'a Source>,
    found: &'a mut Vec<Diagnostic>,
}

impl Names<'_> {
    fn all(&mut self, words: &Words) -> BTreeMap<String, String> {
        let by_language = match &words.texts {
            Texts::Plain(spot) => {
                let each = self.languages.iter();
                return each.map(|language| (language.clone(), spot.text.clone())).collect();
            }
            Texts::ByLanguage(by_language) => by_language,
        };
        let default = self.languages.iter().find_map(|language| by_language.get(language));
        let Some(default) = default.or_else(|| by_language.values().next()) else {
            return BTreeMap::new();
        };
        let mut missing: Vec<&str> = Vec::new();
        let mut texts = BTreeMap::new();
        for language in self.languages {
            let spot = by_language.get(language).unwrap_or_else(|| {
                missing.push(language);
                default
            });
            texts.insert(language.clone(), spot.text.clone());
        }
        if let (Some(source), false) = (self.source, missing.is_empty()) {
            self.found.push(Diagnostic::at(
                Code::ShopTranslation,
                source,
                words.at,
                format!("“{}” is not given in: {}.", words.what, missing.join(", ")),
                format!("Add it; until then “{}” is shown.", default.text),
            ));
        }
        texts
    }
}
