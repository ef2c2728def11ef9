//! The questions and answers as pages that need no JavaScript: for readers without it, for search
//! engines, and for the day when the engine does not start.
//!
//! Of each language there are `index.html`, one page a topic, and below `products/` one page a
//! product. They hold no text that the content does not have but the few words of `words.rs`, and
//! no script or style of their own, so that they work under any Content-Security-Policy.

mod address;
mod contact;
mod html;
mod linked_data;
mod page;
mod sitemap;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use address::{Names, encoded};
pub use html::{Attributes, Html};

use crate::content::{Audience, Entry, Shop};

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("style.css");

/// A file that has the same name in every build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// From the top of the build, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// What pages are made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// `shop.yaml`.
    pub shop: &'a Shop,
    /// For whom the pages are. Those for staff ask search engines to pass them over.
    pub audience: Audience,
    /// For each language of the shop the entries that the audience may read.
    pub entries: &'a BTreeMap<&'a str, Vec<&'a Entry>>,
    /// The name of the style sheet's file, at the top of the build.
    pub style: &'a str,
    /// The program and version, by which a build knows its own pages.
    pub generator: &'a str,
}

/// The first page of a language.
#[must_use]
pub fn first_page(language: &str) -> String {
    Kind::Index.path(language)
}

/// All pages, and a sitemap where their public address is known.
#[must_use]
pub fn pages(source: Source<'_>) -> Vec<Page> {
    let site = Site::new(source);
    let mut pages = Vec::new();
    let mut listed = Vec::new();
    for (number, kind) in site.kinds.iter().enumerate() {
        let languages = site.languages_of(number);
        for language in &languages {
            let text = page::page(&site, language, number);
            pages.push(Page { path: kind.path(language), text });
        }
        let of = |language: &&str| Some(((*language).to_owned(), site.url(&kind.path(language))?));
        listed.extend(languages.iter().map(of).collect::<Option<sitemap::Translations>>());
    }
    if source.shop.base_url.is_some() {
        let text = sitemap::sitemap(&listed, source.generator);
        pages.push(Page { path: "sitemap.xml".to_owned(), text });
    }
    pages
}

/// Where entries stand on the pages of a build.
#[derive(Debug)]
pub struct Addresses<'a> {
    site: Site<'a>,
}

impl<'a> Addresses<'a> {
    /// Those of a shop, for each of its languages with the entries that an audience may read.
    #[must_use]
    pub fn new(shop: &'a Shop, entries: &'a BTreeMap<&'a str, Vec<&'a Entry>>) -> Self {
        // Neither of the others has a part in where a page lies.
        let audience = Audience::Public;
        Self { site: Site::new(Source { shop, audience, entries, style: "", generator: "" }) }
    }

    /// The page that an entry is at home on, from the top of the build, and the entry's place on
    /// it, written as an address. `None`: it has no answer to show there.
    #[must_use]
    pub fn page(&self, language: &str, id: &str) -> Option<String> {
        let home = *self.site.languages.get(language)?.homes.get(id)?;
        Some(format!("{}#{}", encoded(&self.site.kinds[home].path(language)), page::fragment(id)))
    }

    /// The same with the public address of the build before it, where the shop has said that.
    #[must_use]
    pub fn url(&self, language: &str, id: &str) -> Option<String> {
        let base = self.site.source.shop.base_url.as_ref()?;
        Some(format!("{base}{}", self.page(language, id)?))
    }
}

/// What a page is about.
#[derive(Debug)]
enum Kind<'a> {
    Index,
    /// A tag, and the name of its pages' files.
    Topic(&'a str, String),
    /// An id, and the name of its pages' files.
    Product(&'a str, String),
}

impl Kind<'_> {
    fn path(&self, language: &str) -> String {
        match self {
            Self::Index => format!("{language}/index.html"),
            Self::Topic(_, name) => format!("{language}/{name}.html"),
            Self::Product(_, name) => format!("{language}/products/{name}.html"),
        }
    }
}

/// The number of the first page among the kinds of pages.
const INDEX: usize = 0;

/// All pages there are, and where entries stand on them.
#[derive(Debug)]
struct Site<'a> {
    source: Source<'a>,
    /// The first page, topics in the shop's order, products in that of their ids.
    kinds: Vec<Kind<'a>>,
    /// Of each language what its pages hold.
    languages: BTreeMap<&'a str, Shelves<'a>>,
}

/// What the pages of a language hold.
#[derive(Debug)]
struct Shelves<'a> {
    /// By the number of a kind, the entries that stand there with their answers: the featured ones
    /// first, then in the order of the editor's files.
    shown: Vec<Vec<&'a Entry>>,
    /// By the id of an entry, the kind of page that it is at home on: its product's, its first
    /// topic's, or the first.
    homes: BTreeMap<&'a str, usize>,
}

impl<'a> Site<'a> {
    fn new(source: Source<'a>) -> Self {
        let shop = source.shop;
        let mut kinds = vec![Kind::Index];
        // The folder of products is a name too.
        let mut names = Names::new(&["index", "products"]);
        for (tag, _) in &shop.topics {
            kinds.push(Kind::Topic(tag, names.name(tag, "topic")));
        }
        let of_entries = source.entries.values().flatten();
        let products: BTreeSet<&str> =
            of_entries.filter_map(|entry| entry.product.as_deref()).collect();
        let mut names = Names::new(&[]);
        for id in products {
            kinds.push(Kind::Product(id, names.name(id, "product")));
        }
        let languages = source.entries.iter();
        let languages =
            languages.map(|(&language, entries)| (language, Shelves::new(entries, &kinds)));
        Self { source, languages: languages.collect(), kinds }
    }

    /// The languages that have a page of a kind, in the shop's order.
    fn languages_of(&self, number: usize) -> Vec<&'a str> {
        let has = |language: &&str| number == INDEX || !self.shown(language, number).is_empty();
        self.source.shop.languages.iter().map(String::as_str).filter(has).collect()
    }

    /// The entries with their answers on a page.
    fn shown(&self, language: &str, number: usize) -> &[&'a Entry] {
        self.languages.get(language).map_or(&[], |shelves| &shelves.shown[number])
    }

    /// The public address of a page, where the shop has said it.
    fn url(&self, path: &str) -> Option<String> {
        let base = self.source.shop.base_url.as_ref()?;
        Some(format!("{base}{}", encoded(path)))
    }

    /// A name in a language, or else in the shop's default one.
    fn localized<'n>(
        &self,
        names: &'n BTreeMap<String, String>,
        language: &str,
    ) -> Option<&'n str> {
        let default = self.source.shop.languages.first()?;
        names.get(language).or_else(|| names.get(default)).map(String::as_str)
    }

    fn product_name(&self, id: &str, language: &str) -> String {
        let names = self.source.shop.products.get(id);
        names.and_then(|names| self.localized(names, language)).unwrap_or(id).to_owned()
    }

    /// What a page is about, in words; nothing for the first page.
    fn subject(&self, number: usize, language: &str) -> Option<String> {
        match &self.kinds[number] {
            Kind::Index => None,
            Kind::Product(id, _) => Some(self.product_name(id, language)),
            Kind::Topic(tag, _) => {
                let topic = self.source.shop.topics.iter().find(|(topic, _)| topic == tag);
                let name = topic.and_then(|(_, names)| self.localized(names, language));
                Some(name.unwrap_or(tag).to_owned())
            }
        }
    }
}

impl<'a> Shelves<'a> {
    fn new(entries: &[&'a Entry], kinds: &[Kind<'_>]) -> Self {
        let mut topics = BTreeMap::new();
        let mut products = BTreeMap::new();
        for (number, kind) in kinds.iter().enumerate() {
            match kind {
                Kind::Index => {}
                Kind::Topic(tag, _) => drop(topics.insert(*tag, number)),
                Kind::Product(id, _) => drop(products.insert(*id, number)),
            }
        }
        let mut entries: Vec<&Entry> = entries.to_vec();
        entries.retain(|entry| !entry.answer_html.is_empty());
        entries.sort_by_key(|entry| (!entry.featured, &entry.location));
        let mut shown = vec![Vec::new(); kinds.len()];
        let mut homes = BTreeMap::new();
        for entry in entries {
            let own = entry.product.as_deref().and_then(|id| products.get(id).copied());
            let numbers: BTreeSet<usize> = match own {
                Some(number) => [number].into(),
                None => entry.tags.iter().filter_map(|tag| topics.get(&**tag).copied()).collect(),
            };
            homes.insert(entry.id.as_str(), numbers.first().copied().unwrap_or(INDEX));
            if own.is_none() && (entry.featured || numbers.is_empty()) {
                shown[INDEX].push(entry);
            }
            for number in numbers {
                shown[number].push(entry);
            }
        }
        Self { shown, homes }
    }
}
