//! What is known of all entries while only a part of them is in memory: a few bytes of each.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::entry::Pending;
use super::model::{Audience, Location};
use super::source::Source;

/// What stands for a language and an id. Of a hundred million entries two have the same by chance
/// once in ten trillion times.
type Key = [u32; 3];

/// A number that stands for no product.
const STORE_WIDE: u32 = u32::MAX;

/// An entry that others may be compared with or link to.
#[derive(Debug, Clone, Copy)]
struct Registered {
    file: u32,
    line: u32,
    column: u32,
    product: u32,
    audience: Audience,
    answered: bool,
}

/// All entries by language and id, and what they have in common.
#[derive(Debug, Default)]
pub(super) struct Register {
    entries: BTreeMap<Key, Registered>,
    paths: Vec<String>,
    /// In the order in which they were found.
    languages: Vec<String>,
    /// Ids with their numbers, which are given in the order in which they were found.
    products: BTreeMap<String, u32>,
    /// By number, the languages that have entries with an answer about the product, and whose.
    of_products: Vec<Vec<(u16, Audience)>>,
    counts: BTreeMap<(String, Audience), Counts>,
    tags: BTreeSet<String>,
    /// Markdown files by path, with their entry's id; `None`: the file has an error of its own, so
    /// the id is not known.
    pub files: BTreeMap<String, Option<String>>,
}

/// How many entries there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// About no product.
    pub store_wide: usize,
    /// About products.
    pub of_products: usize,
}

impl Register {
    /// Takes an entry in. Where there is one with its id already, that one's place comes back.
    /// `answered`: whether its answer is more than nothing.
    pub fn take(
        &mut self,
        pending: &Pending,
        source: &Source,
        answered: bool,
    ) -> Result<(), Location> {
        let entry = &pending.entry;
        let key = key(&entry.language, &entry.id);
        if let Some(first) = self.entries.get(&key) {
            let path = self.paths.get(first.file as usize).cloned().unwrap_or_default();
            return Err(Location { path, line: first.line, column: first.column });
        }
        if self.paths.last() != Some(&source.path) {
            self.paths.push(source.path.clone());
        }
        let Location { line, column, .. } = source.location(pending.id_at);
        let (file, audience) = (number(self.paths.len() - 1), entry.audience);
        let language = self.language(&entry.language);
        let product = entry.product.as_ref().map_or(STORE_WIDE, |id| self.product(id));
        let counts = self.counts.entry((entry.language.clone(), audience)).or_default();
        if product == STORE_WIDE {
            counts.store_wide += 1;
        } else {
            counts.of_products += 1;
            let languages = &mut self.of_products[product as usize];
            if answered && !languages.contains(&(language, audience)) {
                languages.push((language, audience));
            }
        }
        let registered = Registered { file, line, column, product, audience, answered };
        self.entries.insert(key, registered);
        for tag in &entry.tags {
            if !self.tags.contains(tag) {
                self.tags.insert(tag.clone());
            }
        }
        if let Some(id) = self.files.get_mut(&source.path) {
            *id = Some(entry.id.clone());
        }
        Ok(())
    }

    /// Takes in what is only linked to.
    #[cfg(test)]
    pub fn with(&mut self, language: &str, id: &str, audience: Audience) {
        let (file, line, column, product, answered) = (0, 0, 0, STORE_WIDE, true);
        let registered = Registered { file, line, column, product, audience, answered };
        self.entries.insert(key(language, id), registered);
    }

    fn language(&mut self, tag: &str) -> u16 {
        let there = self.languages.iter().position(|language| language == tag);
        let place = there.unwrap_or_else(|| {
            self.languages.push(tag.to_owned());
            self.languages.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    fn product(&mut self, id: &str) -> u32 {
        if let Some(product) = self.products.get(id) {
            return *product;
        }
        let product = number(self.products.len());
        self.products.insert(id.to_owned(), product);
        self.of_products.push(Vec::new());
        product
    }

    /// Whose an entry is; `None`: there is no such entry.
    pub fn audience(&self, language: &str, id: &str) -> Option<Audience> {
        self.entries.get(&key(language, id)).map(|entry| entry.audience)
    }

    /// The product of an entry about one that has an answer for an audience.
    pub fn product_of(&self, language: &str, id: &str, audience: Audience) -> Option<u32> {
        let entry = self.entries.get(&key(language, id))?;
        let about = entry.product != STORE_WIDE;
        (about && entry.answered && entry.audience <= audience).then_some(entry.product)
    }

    /// The languages of all entries.
    pub fn languages(&self) -> BTreeSet<&str> {
        self.languages.iter().map(String::as_str).collect()
    }

    /// The tags of all entries.
    pub fn tags(&self) -> BTreeSet<&str> {
        self.tags.iter().map(String::as_str).collect()
    }

    /// How many entries of a language an audience may read.
    pub fn counts(&self, language: &str, audience: Audience) -> Counts {
        let mut counts = Counts::default();
        for ((of, whose), there) in &self.counts {
            if of == language && *whose <= audience {
                counts.store_wide += there.store_wide;
                counts.of_products += there.of_products;
            }
        }
        counts
    }

    /// The products in the order of their ids, with their numbers and with the languages that have
    /// answers about them for an audience.
    pub fn products(&self, audience: Audience) -> impl Iterator<Item = (&str, u32, Vec<&str>)> {
        self.products.iter().map(move |(id, number)| {
            let languages = &self.of_products[*number as usize];
            let there = languages.iter().filter(|(_, whose)| *whose <= audience);
            let there: BTreeSet<&str> = there
                .map(|(language, _)| self.languages[usize::from(*language)].as_str())
                .collect();
            (id.as_str(), *number, there.into_iter().collect())
        })
    }
}

/// More than four thousand million of anything do not fit into a build.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn key(language: &str, id: &str) -> Key {
    let mut hash = Sha256::new();
    hash.update(language.as_bytes());
    // No language has it.
    hash.update([0]);
    hash.update(id.as_bytes());
    let hash = hash.finalize();
    let part = |n: usize| u32::from_le_bytes([hash[n], hash[n + 1], hash[n + 2], hash[n + 3]]);
    [part(0), part(4), part(8)]
}
