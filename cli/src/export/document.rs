//! An entry as a search server's document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use faqlet::content::{Entry, Shop};
use faqlet::pages::Addresses;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// What the keys of ids begin with that cannot be keys themselves.
const HASHED: &str = "faqlet-";

/// Most bytes of a key. Meilisearch has 511, OpenSearch 512.
const KEY_BYTES: usize = 511;

/// Makes the documents of a language.
pub struct Documents<'a> {
    pub shop: &'a Shop,
    pub addresses: &'a Addresses<'a>,
    pub language: &'a str,
}

/// The fields, the same for all engines. What an entry does not have is left out, but for lists,
/// which are empty then.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document<'a> {
    /// The document's key.
    pub id: String,
    /// The entry's id, whatever letters it has.
    entry: &'a str,
    language: &'a str,
    question: &'a str,
    alternates: &'a [String],
    /// How the phrasebook has the question asked.
    phrasings: Vec<&'a str>,
    /// As plain text.
    answer: &'a str,
    /// As HTML, sanitised.
    html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_name: Option<&'a str>,
    tags: &'a [String],
    /// Names of the topics among the tags.
    topics: Vec<&'a str>,
    contact: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    intent: Option<&'a str>,
    featured: bool,
    /// 1 for what is featured, else 0: engines sort by numbers.
    priority: u8,
    audience: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl<'a> Documents<'a> {
    pub fn document(&self, entry: &'a Entry) -> Document<'a>
    where
        Self: 'a,
    {
        let shop = self.shop;
        let product = entry.product.as_deref();
        let names = product.and_then(|product| shop.products.get(product));
        let topics = shop.topics.iter().filter(|(tag, _)| entry.tags.contains(tag));
        Document {
            id: key(&entry.id),
            entry: &entry.id,
            language: &entry.language,
            question: &entry.question,
            alternates: &entry.alternates,
            phrasings: entry.inherited(),
            answer: &entry.answer_text,
            html: &entry.answer_html,
            product,
            product_name: names.and_then(|names| self.localized(names)),
            tags: &entry.tags,
            topics: topics.map(|(tag, names)| self.localized(names).unwrap_or(tag)).collect(),
            contact: &entry.contact,
            intent: entry.intent.as_deref(),
            featured: entry.featured,
            priority: entry.featured.into(),
            audience: entry.audience.as_str(),
            page: self.addresses.page(self.language, &entry.id).map(str::to_owned),
            url: self.addresses.url(self.language, &entry.id),
        }
    }

    /// A name in the language, or else in the shop's first one.
    fn localized(&self, names: &'a BTreeMap<String, String>) -> Option<&'a str> {
        let default = self.shop.languages.first().map_or("", String::as_str);
        names.get(self.language).or_else(|| names.get(default)).map(String::as_str)
    }
}

impl Document<'_> {
    /// As JSON on one line, with its end.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers become JSON") + "\n"
    }
}

/// The key of an entry: its id, where that has only the letters that all engines take and that
/// need no escape in an address; otherwise, a hash of it. What looks like a hash is hashed too, so
/// that no two ids have one key.
pub fn key(id: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let fits = !id.is_empty() && id.len() <= KEY_BYTES && id.bytes().all(plain);
    if fits && !id.starts_with(HASHED) {
        return id.to_owned();
    }
    let mut key = HASHED.to_owned();
    for byte in &Sha256::digest(id)[..16] {
        let _ = write!(key, "{byte:02x}");
    }
    key
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_ids_where_they_can_be() {
        for id in ["returns", "kt-200-descale", "A_1", &"a".repeat(511)] {
            assert_eq!(key(id), id);
        }
        for id in ["", "é", "a b", "a/b", "../x", "a\u{0}", "faqlet-1", &"a".repeat(512)] {
            assert_ne!(key(id), id, "{id:?}");
        }
    }

    proptest! {
        #[test]
        fn keys_are_legal_and_of_one_id_each(
            ids in prop::collection::vec("[a-zA-Z0-9_-]{0,3}|\\PC{0,4}|faqlet-[0-9a-f]{0,2}|a{509,514}", 1..30),
        ) {
            let mut of: BTreeMap<String, String> = BTreeMap::new();
            let twice: Vec<String> = ids.iter().map(|id| key(id)).collect();
            for id in ids.iter().chain(&twice) {
                let key = key(id);
                prop_assert!((1..=511).contains(&key.len()));
                prop_assert!(key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
                let before = of.entry(key).or_insert_with(|| id.clone());
                prop_assert_eq!(&*before, id);
            }
        }
    }
}
