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
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// `shop.yaml`.
    pub shop: &'a Shop,
    /// For whom the pages are. Those for staff ask search engines to pass them over.
    pub audience: Audience,
    /// For each language of the shop the entries that the audience may read.
    pub entries: &'a BTreeMap<&'a str, Vec<&'a Entry>>,
    /// The name of the style sheet's file, at the top of the build.
    pub style: String,
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
    let stock = Stock::new(source.entries);
    let home = |language: &str, id: &str| stock.home(language, id);
    let site = Site::new(source, stock.products(), &home);
    let mut pages = site.store_wide();
    for (number, entries) in stock.products.values().enumerate() {
        pages.extend(site.product(number, entries));
    }
    site.sitemaps(&mut |page| pages.push(page));
    pages
}

/// Where entries stand on the pages of a build.
#[derive(Debug)]
pub struct Addresses<'a> {
    base_url: Option<&'a str>,
    /// By language and id.
    pages: BTreeMap<&'a str, BTreeMap<&'a str, String>>,
}

impl<'a> Addresses<'a> {
    /// Those of a shop, for each of its languages with the entries that an audience may read.
    #[must_use]
    pub fn new(shop: &'a Shop, entries: &'a BTreeMap<&'a str, Vec<&'a Entry>>) -> Self {
        let stock = Stock::new(entries);
        let home = |language: &str, id: &str| stock.home(language, id);
        // Neither of the others has a part in where a page lies.
        let (audience, style, generator) = (Audience::Public, String::new(), "");
        let source = Source { shop, audience, entries, style, generator };
        let site = Site::new(source, stock.products(), &home);
        let mut pages: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
        for (&language, entries) in entries {
            let pages = pages.entry(language).or_default();
            for entry in entries {
                let Some(home) = site.home(language, &entry.id) else { continue };
                let page = encoded(&site.kinds[home].path(language));
                let page = format!("{page}#{}", page::fragment(&entry.id));
                pages.insert(&entry.id, page);
            }
        }
        Self { base_url: shop.base_url.as_deref(), pages }
    }

    /// The page that an entry is at home on, from the top of the build, and the entry's place on
    /// it, written as an address. `None`: it has no answer to show there.
    #[must_use]
    pub fn page(&self, language: &str, id: &str) -> Option<&str> {
        self.pages.get(language)?.get(id).map(String::as_str)
    }

    /// The same with the public address of the build before it, where the shop has said that.
    #[must_use]
    pub fn url(&self, language: &str, id: &str) -> Option<String> {
        Some(format!("{}{}", self.base_url?, self.page(language, id)?))
    }
}

/// The entries about products that have answers.
struct Stock<'a> {
    /// By the id of the product and the language.
    products: BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a Entry>>>,
    /// By the language and id of an entry, its product.
    homes: BTreeMap<(&'a str, &'a str), &'a str>,
    /// By the id of a product, its number.
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Stock<'a> {
    fn new(entries: &'a BTreeMap<&'a str, Vec<&'a Entry>>) -> Self {
        let mut products: BTreeMap<&str, BTreeMap<&str, Vec<&Entry>>> = BTreeMap::new();
        let mut homes = BTreeMap::new();
        for (&language, entries) in entries {
            for entry in entries.iter().filter(|entry| !entry.answer_html.is_empty()) {
                let Some(product) = entry.product.as_deref() else { continue };
                let of_product = products.entry(product).or_default();
                of_product.entry(language).or_default().push(entry);
                homes.insert((language, entry.id.as_str()), product);
            }
        }
        let numbers = products.keys().copied().zip(0..).collect();
        Self { products, homes, numbers }
    }

    /// The ids, each with its languages.
    fn products(&self) -> Vec<(&'a str, Vec<&'a str>)> {
        self.products.iter().map(|(&id, of)| (id, of.keys().copied().collect())).collect()
    }

    /// The number of the product that an entry is about.
    fn home(&self, language: &str, id: &str) -> Option<usize> {
        Some(self.numbers[self.homes.get(&(language, id))?])
    }
}

/// What a page is about.
enum Kind<'a> {
    Index,
    /// A tag, and the name of its pages' files.
    Topic(&'a str, String),
    /// An id, the name of its pages' files, and their languages.
    Product(&'a str, String, Vec<&'a str>),
}

impl Kind<'_> {
    fn path(&self, language: &str) -> String {
        match self {
            Self::Index => format!("{language}/index.html"),
            Self::Topic(_, name) => format!("{language}/{name}.html"),
            Self::Product(_, name, _) => format!("{language}/products/{name}.html"),
        }
    }
}

/// The number of the first page among the kinds of pages.
const INDEX: usize = 0;

/// Finds the product, by its number in the order of their ids, that an entry with an answer is
/// about: by its language and its id.
pub type Home<'a> = dyn Fn(&str, &str) -> Option<usize> + Sync + 'a;

/// All pages there are, and where entries stand on them.
pub struct Site<'a> {
    source: Source<'a>,
    /// The first page, topics in the shop's order, products in that of their ids.
    kinds: Vec<Kind<'a>>,
    /// How many of the kinds are no products.
    store_wide: usize,
    /// Of each language what its store-wide pages hold.
    languages: BTreeMap<&'a str, Shelves<'a>>,
    home: &'a Home<'a>,
}

/// What the store-wide pages of a language hold.
struct Shelves<'a> {
    /// By the number of a kind, the entries that stand there with their answers: the featured ones
    /// first, then in the order of the editor's files.
    shown: Vec<Vec<&'a Entry>>,
    /// By the id of an entry, the kind of page that it is at home on: its first topic's, or the
    /// first.
    homes: BTreeMap<&'a str, usize>,
}

impl<'a> Site<'a> {
    /// The pages of a shop. `source` may lack the entries about products. `products`: those that
    /// have pages, in the order of their ids, each with its languages in the order of their tags.
    #[must_use]
    pub fn new(
        source: Source<'a>,
        products: Vec<(&'a str, Vec<&'a str>)>,
        home: &'a Home<'a>,
    ) -> Self {
        let shop = source.shop;
        let mut kinds = vec![Kind::Index];
        // The folder of products is a name too.
        let mut names = Names::new(&["index", "products"]);
        for (tag, _) in &shop.topics {
            kinds.push(Kind::Topic(tag, names.name(tag, "topic")));
        }
        let store_wide = kinds.len();
        let mut names = Names::new(&[]);
        for (id, languages) in products {
            kinds.push(Kind::Product(id, names.name(id, "product"), languages));
        }
        let topics: BTreeMap<&str, usize> =
            shop.topics.iter().map(|(tag, _)| &**tag).zip(1..).collect();
        let languages = source.entries.iter().map(|(&language, entries)| {
            let about_none = entries.iter().copied().filter(|entry| entry.product.is_none());
            (language, Shelves::new(about_none.collect(), &topics, store_wide))
        });
        Self { source, languages: languages.collect(), kinds, store_wide, home }
    }

    /// The pages that are not a product's.
    #[must_use]
    pub fn store_wide(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        for number in 0..self.store_wide {
            for language in self.languages_of(number) {
                let text = page::page(self, language, number, self.shown(language, number));
                pages.push(Page { path: self.kinds[number].path(language), text });
            }
        }
        pages
    }

    /// The pages of a product, by its number in the order of their ids: of each language one, with
    /// all its entries.
    #[must_use]
    pub fn product(&self, number: usize, entries: &BTreeMap<&str, Vec<&Entry>>) -> Vec<Page> {
        let number = self.store_wide + number;
        let page = |language| {
            let mut shown: Vec<&Entry> = entries.get(language).cloned().unwrap_or_default();
            arrange(&mut shown);
            let text = page::page(self, language, number, &shown);
            Page { path: self.kinds[number].path(language), text }
        };
        self.languages_of(number).into_iter().map(page).collect()
    }

    /// The sitemap, or several and what names them; none where the public address is not known.
    pub fn sitemaps(&self, write: &mut dyn FnMut(Page)) {
        let Some(base) = &self.source.shop.base_url else { return };
        let mut sitemaps = sitemap::Sitemaps::new(base, self.source.generator, write);
        for (number, kind) in self.kinds.iter().enumerate() {
            let of = |language: &str| Some((language.to_owned(), self.url(&kind.path(language))?));
            let translations = self.languages_of(number).into_iter().map(of);
            sitemaps.add(&translations.flatten().collect());
        }
        sitemaps.finish();
    }

    /// The languages that have a page of a kind, in the shop's order.
    fn languages_of(&self, number: usize) -> Vec<&'a str> {
        let languages = self.source.shop.languages.iter().map(String::as_str);
        languages.filter(|language| self.has(language, number)).collect()
    }

    /// Whether a language has a page of a kind.
    fn has(&self, language: &str, number: usize) -> bool {
        match &self.kinds[number] {
            Kind::Index => true,
            Kind::Topic(..) => !self.shown(language, number).is_empty(),
            Kind::Product(.., languages) => languages.contains(&language),
        }
    }

    /// The entries with their answers on a store-wide page.
    fn shown(&self, language: &str, number: usize) -> &[&'a Entry] {
        self.languages.get(language).map_or(&[], |shelves| &shelves.shown[number])
    }

    /// The kind of page that an entry is at home on; `None`: it has no answer, or is not there.
    fn home(&self, language: &str, id: &str) -> Option<usize> {
        let store_wide = self.languages.get(language).and_then(|of| of.homes.get(id)).copied();
        store_wide.or_else(|| Some(self.store_wide + (self.home)(language, id)?))
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
            Kind::Product(id, ..) => Some(self.product_name(id, language)),
            Kind::Topic(tag, _) => {
                let topic = self.source.shop.topics.iter().find(|(topic, _)| topic == tag);
                let name = topic.and_then(|(_, names)| self.localized(names, language));
                Some(name.unwrap_or(tag).to_owned())
            }
        }
    }
}

impl<'a> Shelves<'a> {
    /// `topics`: the numbers of their kinds; `kinds`: how many store-wide ones there are.
    fn new(mut entries: Vec<&'a Entry>, topics: &BTreeMap<&str, usize>, kinds: usize) -> Self {
        arrange(&mut entries);
        let mut shown = vec![Vec::new(); kinds];
        let mut homes = BTreeMap::new();
        for entry in entries {
            let tags = entry.tags.iter();
            let numbers: BTreeSet<usize> =
                tags.filter_map(|tag| topics.get(&**tag).copied()).collect();
            homes.insert(entry.id.as_str(), numbers.first().copied().unwrap_or(INDEX));
            if entry.featured || numbers.is_empty() {
                shown[INDEX].push(entry);
            }
            for number in numbers {
                shown[number].push(entry);
            }
        }
        Self { shown, homes }
    }
}

/// Brings entries into the order of pages, without those that have no answer.
fn arrange(entries: &mut Vec<&Entry>) {
    entries.retain(|entry| !entry.answer_html.is_empty());
    entries.sort_by_key(|entry| (!entry.featured, &entry.location));
}
