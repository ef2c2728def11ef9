//! What an editor's folder says, checked.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::diagnostic::Code;
use crate::contact::Desk;
use crate::index::{Balance, Handoff};
use crate::phrasebook;

/// A whole folder.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// `shop.yaml`, or the defaults where there is none.
    pub shop: Shop,
    /// All entries that parsed, sorted by language and id.
    pub entries: Vec<Entry>,
    /// What `synonyms.yaml` says, by language.
    pub synonyms: BTreeMap<String, Vec<Synonyms>>,
}

impl Content {
    /// What is for an audience: for the public without anything that is for staff, for staff with
    /// all of it. A staff edition has no public address.
    #[must_use]
    pub fn edition(&self, audience: Audience) -> Self {
        let mut edition = self.clone();
        match audience {
            Audience::Public => edition.entries.retain(|it| it.audience == Audience::Public),
            Audience::Staff => edition.shop.base_url = None,
        }
        if !edition.shop.languages_listed {
            let entries = &edition.entries;
            let has_entries = |tag: &String| entries.iter().any(|entry| entry.language == *tag);
            edition.shop.languages.retain(has_entries);
        }
        edition
    }
}

/// Words, or phrases of up to three, that mean others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonyms {
    /// What shoppers type.
    pub words: Vec<String>,
    /// What each of `words` also means. Where they mean each other, the same list.
    pub meanings: Vec<String>,
}

/// What `shop.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct Shop {
    /// The shop's name, by language.
    pub name: BTreeMap<String, String>,
    /// BCP 47 tags, the default language first. Where `shop.yaml` is missing: the languages found.
    pub languages: Vec<String>,
    /// Whether `shop.yaml` lists the languages, so that one without entries is the shop's too.
    pub languages_listed: bool,
    /// IANA name of the time zone that opening hours are in. `None`: hours are not given.
    pub time_zone: Option<String>,
    /// The public address of what a build writes: https, with a slash at its end. `None`: not
    /// said.
    pub base_url: Option<String>,
    /// The kinds of shop that it is, as the phrasebook names them.
    pub kinds: Vec<String>,
    /// Product ids and their names by language. Empty: not declared, any product will do.
    pub products: BTreeMap<String, BTreeMap<String, String>>,
    /// Whether each product's entries are files of their own.
    pub product_shards: ProductShards,
    /// Tags that are topics to browse, with their names by language, in the shop's order.
    pub topics: Vec<(String, BTreeMap<String, String>)>,
    /// How readily answers are shown, by language. A language that is missing: balanced.
    pub balances: BTreeMap<String, Balance>,
    /// The role that keeps right what names no other. `None`: not said.
    pub owner: Option<String>,
    /// Codes of findings that the editor lets be in all files.
    pub accept: Vec<Code>,
    /// The contact desk in each language.
    pub desks: BTreeMap<String, Desk>,
}

/// Whether each product's entries lie in files of their own, a *shard*, which its page loads beside
/// the store-wide ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProductShards {
    /// From more than [`ProductShards::MOST_TOGETHER`] entries on.
    #[default]
    Auto,
    /// However few entries there are.
    Always,
    /// However many entries there are.
    Never,
}

impl ProductShards {
    /// Up to so many entries of products in a language every page has all of them: with 300 the
    /// index is some 30 KiB larger after compression, half of what the engine takes, and shoppers
    /// find a product's entries from everywhere.
    pub const MOST_TOGETHER: usize = 300;

    /// Whether entries of products are apart, where a language has at most so many.
    #[must_use]
    pub fn apart(self, most: usize) -> bool {
        match self {
            Self::Auto => most > Self::MOST_TOGETHER,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// Who may read an entry: each audience may read what those before it may.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody.
    #[default]
    Public,
    /// Staff only: never part of a public build.
    Staff,
}

impl Audience {
    /// As editors and the manifest write it: `public` or `staff`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Staff => "staff",
        }
    }
}

/// One question with its answer.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Unique within its language; the same in all languages for the same entry.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// The question as shown.
    pub question: String,
    /// Other ways to ask it.
    pub alternates: Vec<String>,
    /// The answer as sanitised HTML. Links to other entries are `#faq=<id>`.
    pub answer_html: String,
    /// The answer as plain text, for searching.
    pub answer_text: String,
    /// Topics and other labels.
    pub tags: Vec<String>,
    /// The product it is about; `None`: store-wide.
    pub product: Option<String>,
    /// Ids of the channels preferred when the answer did not help.
    pub contact: Vec<String>,
    /// Whether a person is offered.
    pub handoff: Handoff,
    /// How readily the answer is shown. `None`: as the shop has it.
    pub balance: Option<Balance>,
    /// Whether it comes before others where entries are browsed.
    pub featured: bool,
    /// The role that keeps it right.
    pub owner: Option<String>,
    /// The day after which it is stale.
    pub review: Option<Date>,
    /// Who may read it.
    pub audience: Audience,
    /// The standard question that it answers, by its name in the phrasebook.
    pub intent: Option<String>,
    /// Phrasings of the intent by which it is not to be found.
    pub not_asked_as: Vec<String>,
    /// Codes of findings that the editor lets be in this entry.
    pub accept: Vec<Code>,
    /// Where it starts.
    pub location: Location,
}

impl Entry {
    /// The phrasings that it has from its intent; none without one, or in a language that the
    /// phrasebook does not have.
    #[must_use]
    pub fn inherited(&self) -> Vec<&'static str> {
        self.intent.as_ref().map_or_else(Vec::new, |intent| {
            phrasebook::inherited(intent, &self.language, &self.not_asked_as)
        })
    }
}

/// A place in an editor's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Relative to the content folder, with `/`.
    pub path: String,
    /// From 1; 0: the file as a whole.
    pub line: u32,
    /// In characters, from 1; 0: the line as a whole.
    pub column: u32,
}
