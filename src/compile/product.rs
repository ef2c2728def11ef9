//! A product's entries as files of their own: its shard in each language, its answers, and the
//! manifest that names them.
//!
//! They are made of these entries and the shop's settings alone: what other products and the store
//! have does not matter, so that a changed entry touches the files of its product only, and a build
//! can be spread over many machines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lesson::Lesson;
use super::{
    AnswersReference, FORMAT, FileReference, GENERATOR, OutputFile, answers, localized, reference,
    writer,
};
use crate::content::{Audience, Entry, Shop, Synonyms};

/// What [`Content::synonyms`](crate::content::Content::synonyms) holds.
pub type SynonymsByLanguage = BTreeMap<String, Vec<Synonyms>>;

/// The folder of all that products have of their own, in that of a build.
pub const PRODUCTS_FOLDER: &str = "products";

/// At most so many letters of a file's name are an id's; those of a longer one follow in folders.
const LENGTH: usize = 180;

/// The files of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductFiles {
    /// Shards and answers. Their names change with their content.
    pub files: Vec<OutputFile>,
    /// The product's manifest, which names them. Its name stays.
    pub manifest: OutputFile,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProductManifest<'a> {
    pub format: u32,
    pub generator: &'static str,
    pub product: &'a str,
    /// The languages in which it has entries.
    pub languages: BTreeMap<&'a str, ProductLanguage<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProductLanguage<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    pub index: FileReference,
    pub answers: Vec<AnswersReference>,
    pub entries: usize,
}

/// Compiles the entries of one product that an audience may read, given by language.
///
/// What is in other languages than the shop's, of another product or for another audience is left
/// out; the order in which entries are given does not matter.
#[must_use]
pub fn compile_product(
    shop: &Shop,
    synonyms: &SynonymsByLanguage,
    audience: Audience,
    product: &str,
    entries: &BTreeMap<&str, Vec<&Entry>>,
) -> ProductFiles {
    let default_language = shop.languages.first().map_or("en", String::as_str);
    let names = shop.products.get(product);
    let mut files = Vec::new();
    let mut languages = BTreeMap::new();
    for language in &shop.languages {
        let mut entries = entries.get(language.as_str()).cloned().unwrap_or_default();
        entries.retain(|entry| {
            entry.audience <= audience && entry.product.as_deref() == Some(product)
        });
        if entries.is_empty() {
            continue;
        }
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        let index = shard(shop, synonyms, language, &entries);
        let of_product = ProductLanguage {
            name: names.and_then(|names| localized(names, language, default_language)),
            index: reference(&mut files, PRODUCTS_FOLDER, language, "index", "bin", index),
            answers: answers(&mut files, PRODUCTS_FOLDER, language, &entries),
            entries: entries.len(),
        };
        languages.insert(language.as_str(), of_product);
    }
    let manifest = ProductManifest { format: FORMAT, generator: GENERATOR, product, languages };
    let bytes = serde_json::to_vec(&manifest).expect("strings and numbers become JSON");
    ProductFiles { files, manifest: OutputFile { name: product_manifest(product), bytes } }
}

/// The shard of a product's entries in a language.
pub(super) fn shard(
    shop: &Shop,
    synonyms: &SynonymsByLanguage,
    language: &str,
    entries: &[&Entry],
) -> Vec<u8> {
    let mut writer = writer(shop, synonyms, language, entries);
    let lesson = Lesson::learn(&mut writer);
    writer.finish_shard(lesson.impacts())
}

/// The path of a product's manifest from the top of the build, which pages work out from its id.
///
/// Letters that some file systems or servers treat in their own way become `_` and the digits of
/// their bytes; `id-` keeps names free that Windows has for devices. So no two products have the
/// same one, also where `A` is not told from `a`.
#[must_use]
pub fn product_manifest(product: &str) -> String {
    let mut path = format!("{PRODUCTS_FOLDER}/id-");
    let mut length = 0;
    for byte in product.bytes() {
        // What is longer than names may be goes on in a folder.
        if length >= LENGTH {
            path.push('/');
            length = 0;
        }
        let before = path.len();
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => path.push(byte.into()),
            _ => path.push_str(&format!("_{byte:02x}")),
        }
        length += path.len() - before;
    }
    path + ".json"
}
