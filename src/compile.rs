//! From checked content to the files that a browser loads, as bytes in memory.
//!
//! The same content gives the same bytes: no clock, no random numbers, no unordered maps.

mod compiler;
mod lesson;
mod product;

use std::collections::BTreeMap;

use base64::Engine as _;
use serde::Serialize;
use sha2::{Digest, Sha384};

use crate::contact::{Desk, Roster};
use crate::content::{Audience, Content, Entry, Shop, Synonyms};
use crate::index::{Balance, Calibration, Document, Index, IndexWriter};
use crate::pages::{self, Home, Page, Site, first_page};
use crate::phrasebook::{inherited, intents};
use crate::search::{Fit, calibrate, learn};

pub use compiler::Compiler;
use lesson::Lesson;
pub use product::{
    PRODUCTS_FOLDER, ProductFiles, SynonymsByLanguage, compile_product, product_manifest,
};

/// Version of the manifest and of the answer files.
const FORMAT: u32 = 1;

/// What a build calls itself.
const GENERATOR: &str = concat!("faqlet ", env!("CARGO_PKG_VERSION"));

/// Answers are parted into files of about so many bytes, so that the first one shown does not
/// wait for all the others.
const ANSWER_FILE_BYTES: usize = 32 * 1024;

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path from the top of the build, with `/`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// All that a build writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// For whom it is.
    pub audience: Audience,
    /// Indexes, answers and the style sheet, also those of products that are apart. Their names
    /// change with their content.
    pub files: Vec<OutputFile>,
    /// Of each product that is apart the manifest, which names its files. Their names stay, so each
    /// is replaced, after all files are there.
    pub products: Vec<OutputFile>,
    /// Pages without JavaScript, and their sitemap. Their names stay, so each is replaced.
    pub pages: Vec<OutputFile>,
    /// `manifest.json`, which names the other files. Written last.
    pub manifest: OutputFile,
    /// What the confidence of each language was fitted to.
    pub fits: BTreeMap<String, Fit>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    format: u32,
    generator: &'static str,
    audience: &'static str,
    default_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<&'a str>,
    /// Whether products have manifests of their own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    product_shards: bool,
    languages: BTreeMap<&'a str, LanguageFiles<'a>>,
    style: FileReference,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LanguageFiles<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    page: String,
    index: FileReference,
    answers: Vec<AnswersReference>,
    entries: usize,
    /// `None`: each is in its product's manifest.
    #[serde(skip_serializing_if = "Option::is_none")]
    products: Option<BTreeMap<&'a str, &'a str>>,
    topics: Vec<Topic<'a>>,
    contact: Desk,
}

#[derive(Serialize)]
struct FileReference {
    file: String,
    bytes: usize,
    integrity: String,
}

#[derive(Serialize)]
struct AnswersReference {
    #[serde(flatten)]
    file: FileReference,
    first: usize,
    entries: usize,
}

#[derive(Serialize)]
struct Topic<'a> {
    tag: &'a str,
    name: &'a str,
}

/// Compiles the public entries of all languages.
///
/// # Panics
/// Never on checked content: entries' numbers fit 32 bits.
#[must_use]
pub fn compile(content: &Content) -> Output {
    compile_for(content, Audience::Public)
}

/// Compiles what an audience may read, in all languages.
///
/// # Panics
/// Never on checked content: entries' numbers fit 32 bits.
#[must_use]
pub fn compile_for(content: &Content, audience: Audience) -> Output {
    Compiler::new(audience).compile(content, &mut |_| {})
}

/// The pages of an edition that lacks the entries about products. `entries`: those of each
/// language; `products`: those that have pages, in the order of their ids, each with its languages
/// in the order of their tags.
#[must_use]
pub fn site<'a>(
    edition: &'a Content,
    audience: Audience,
    entries: &'a BTreeMap<&'a str, Vec<&'a Entry>>,
    products: Vec<(&'a str, Vec<&'a str>)>,
    home: &'a Home<'a>,
) -> Site<'a> {
    let style = style(&mut Vec::new()).file;
    let shop = &edition.shop;
    Site::new(
        pages::Source { shop, audience, entries, style, generator: GENERATOR },
        products,
        home,
    )
}

fn style(files: &mut Vec<OutputFile>) -> FileReference {
    reference(files, "", "pages", "style", "css", pages::STYLE.as_bytes().to_vec())
}

/// Puts together the files of an edition, which has the index of each language. `whole`: its
/// products are not elsewhere, so that there can be pages.
fn assemble(
    content: &Content,
    audience: Audience,
    mut indexes: BTreeMap<String, (Vec<u8>, Fit)>,
    apart: Vec<ProductFiles>,
    whole: bool,
) -> Output {
    let shop = &content.shop;
    let default_language = shop.languages.first().map_or("en", String::as_str);
    let is_apart = products_apart(content);
    let mut files = Vec::new();
    let mut fits = BTreeMap::new();
    let mut languages = BTreeMap::new();
    let all: BTreeMap<&str, Vec<&Entry>> = shop
        .languages
        .iter()
        .map(|language| (language.as_str(), entries_of(content, language)))
        .collect();
    for language in &shop.languages {
        let entries = indexed_entries(content, language);
        let Some((bytes, fit)) = indexes.remove(language) else { continue };
        fits.insert(language.clone(), fit);
        let index = reference(&mut files, "", language, "index", "bin", bytes);
        languages.insert(
            language.as_str(),
            LanguageFiles {
                name: localized(&shop.name, language, default_language),
                page: first_page(language),
                index,
                answers: answers(&mut files, "", language, &entries),
                entries: entries.len(),
                products: (!is_apart).then(|| {
                    let named = |(id, names)| {
                        let id: &String = id;
                        (id.as_str(), localized(names, language, default_language).unwrap_or(id))
                    };
                    shop.products.iter().map(named).collect()
                }),
                topics: shop
                    .topics
                    .iter()
                    .map(|(tag, names)| Topic {
                        tag,
                        name: localized(names, language, default_language).unwrap_or(tag),
                    })
                    .collect(),
                contact: shop.desks.get(language).cloned().unwrap_or_default(),
            },
        );
    }
    let mut products = Vec::with_capacity(apart.len());
    for product in apart {
        files.extend(product.files);
        products.push(product.manifest);
    }
    let style = style(&mut files);
    let mut pages = Vec::new();
    if whole {
        let (entries, style) = (&all, style.file.clone());
        let source = pages::Source { shop, audience, entries, style, generator: GENERATOR };
        let page = |page: Page| OutputFile { name: page.path, bytes: page.text.into_bytes() };
        pages.extend(pages::pages(source).into_iter().map(page));
    }
    let manifest = Manifest {
        format: FORMAT,
        generator: GENERATOR,
        audience: audience.as_str(),
        default_language,
        time_zone: shop.time_zone.as_deref(),
        product_shards: is_apart,
        languages,
        style,
    };
    let manifest = serde_json::to_vec(&manifest).expect("strings and numbers become JSON");
    Output {
        audience,
        files,
        products,
        pages,
        manifest: OutputFile { name: "manifest.json".to_owned(), bytes: manifest },
        fits,
    }
}

/// The entries of a language that everybody may read, in the order of their ids, which is the
/// order of their numbers in the index.
#[must_use]
pub fn public_entries<'a>(content: &'a Content, language: &str) -> Vec<&'a Entry> {
    let entries = entries_of(content, language).into_iter();
    entries.filter(|entry| entry.audience == Audience::Public).collect()
}

/// All entries of a language, in the same order.
#[must_use]
pub fn entries_of<'a>(content: &'a Content, language: &str) -> Vec<&'a Entry> {
    content.entries.iter().filter(|entry| entry.language == language).collect()
}

/// Whether the entries of products are apart in an edition, as the shop has it.
#[must_use]
pub fn products_apart(edition: &Content) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in edition.entries.iter().filter(|entry| entry.product.is_some()) {
        *counts.entry(&entry.language).or_default() += 1;
    }
    edition.shop.product_shards.apart(counts.into_values().max().unwrap_or(0))
}

/// Of an edition the entries in the store-wide index of a language, in the order of their numbers:
/// all, or those of no product where products are apart.
#[must_use]
pub fn indexed_entries<'a>(edition: &'a Content, language: &str) -> Vec<&'a Entry> {
    let apart = products_apart(edition);
    let entries = entries_of(edition, language).into_iter();
    entries.filter(|entry| !apart || entry.product.is_none()).collect()
}

/// The index of a language's public entries, of products too.
#[must_use]
pub fn compile_index(content: &Content, language: &str) -> Vec<u8> {
    calibrated_index(content, language, &public_entries(content, language)).bytes
}

/// The index of a language.
#[derive(Debug)]
struct Calibrated {
    bytes: Vec<u8>,
    /// What its confidence was fitted to.
    fit: Fit,
    /// What was learned of it.
    lesson: Lesson,
}

/// The index of entries of a language.
fn calibrated_index(content: &Content, language: &str, entries: &[&Entry]) -> Calibrated {
    let mut writer = writer(&content.shop, &content.synonyms, language, entries);
    let lesson = Lesson::learn(&mut writer);
    let plain = writer.finish(lesson.impacts());
    let mut wordings: Vec<(u32, &str)> = Vec::new();
    for (number, entry) in (0..).zip(entries) {
        wordings.push((number, &entry.question));
        wordings.extend(entry.alternates.iter().map(|alternate| (number, alternate.as_str())));
    }
    let mut fit = calibrate(&whole(&plain), &wordings);
    fit.calibration.balance = balance(content, language);
    writer.set_calibration(fit.calibration);
    Calibrated { bytes: writer.finish(lesson.impacts()), fit, lesson }
}

fn balance(content: &Content, language: &str) -> Balance {
    content.shop.balances.get(language).copied().unwrap_or_default()
}

/// The index of some entries in a good part less time: with a confidence that was fitted before, and
/// with all phrasings that entries inherit, not only those worth their bytes.
pub(crate) fn index_with(
    content: &Content,
    language: &str,
    entries: &[&Entry],
    calibration: Calibration,
) -> Vec<u8> {
    let mut writer = writer(&content.shop, &content.synonyms, language, entries);
    writer.set_calibration(calibration);
    let plain = writer.finish(None);
    writer.finish(learn(&whole(&plain), writer.inherited()).as_ref())
}

fn whole(bytes: &[u8]) -> Index<&[u8]> {
    let Ok(index) = Index::open(bytes) else {
        unreachable!("the reader reads what the writer wrote")
    };
    index
}

fn writer(
    shop: &Shop,
    synonyms: &SynonymsByLanguage,
    language: &str,
    entries: &[&Entry],
) -> IndexWriter {
    let roster = shop.desks.get(language).map(Roster::from).unwrap_or_default();
    let mut writer = IndexWriter::new(language, roster);
    let topics = shop.topics.iter().map(|(tag, _)| tag);
    writer.set_topics(
        topics
            .filter(|tag| entries.iter().any(|entry| entry.tags.contains(tag)))
            .map(String::as_str),
    );
    for (entry, turn) in entries.iter().zip(turns(shop, entries)) {
        writer.add(&Document {
            id: &entry.id,
            question: &entry.question,
            alternates: &entry.alternates,
            answer: &entry.answer_text,
            tags: &entry.tags,
            product: entry.product.as_deref(),
            contact: &entry.contact,
            inherited: &entry.inherited(),
            handoff: entry.handoff,
            balance: entry.balance,
            featured: entry.featured,
            turn,
        });
    }
    for Synonyms { words, meanings } in synonyms.get(language).into_iter().flatten() {
        for word in words {
            for meaning in meanings {
                writer.add_synonym(word, meaning);
            }
        }
    }
    let named: Vec<&str> = entries.iter().filter_map(|entry| entry.intent.as_deref()).collect();
    // Where most entries have none, they are what the intents' words must not take from, and
    // their own words say that better.
    if !named.is_empty() && 2 * named.len() >= entries.len() {
        for intent in intents().iter().filter(|intent| !named.contains(&intent.name.as_str())) {
            writer.add_nobodys(&inherited(&intent.name, language, &[]));
        }
    }
    writer
}

/// What an entry is browsed with.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Shelf<'a> {
    Product(&'a str),
    Featured,
    Topic(Option<&'a str>),
}

/// For each entry, how many come before it on its shelf: the featured ones first, then in the
/// order of the editor's files.
fn turns(shop: &Shop, entries: &[&Entry]) -> Vec<u32> {
    let topics = &shop.topics;
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&number| (!entries[number].featured, &entries[number].location));
    let mut taken: BTreeMap<Shelf<'_>, u32> = BTreeMap::new();
    let mut turns = vec![0; entries.len()];
    for number in order {
        let Entry { product, featured, tags, .. } = entries[number];
        let topic = || topics.iter().map(|(tag, _)| tag).find(|&tag| tags.contains(tag));
        let shelf = match product {
            Some(product) => Shelf::Product(product),
            None if *featured => Shelf::Featured,
            None => Shelf::Topic(topic().map(String::as_str)),
        };
        let taken = taken.entry(shelf).or_default();
        turns[number] = *taken;
        *taken += 1;
    }
    turns
}

/// The finished index of what was added to a writer, with what can be learned of it.
#[must_use]
pub fn finish(mut writer: IndexWriter) -> Vec<u8> {
    let lesson = Lesson::learn(&mut writer);
    writer.finish(lesson.impacts())
}

fn localized<'a>(
    names: &'a BTreeMap<String, String>,
    language: &str,
    default_language: &str,
) -> Option<&'a str> {
    names.get(language).or_else(|| names.get(default_language)).map(String::as_str)
}

fn answers(
    files: &mut Vec<OutputFile>,
    folder: &str,
    language: &str,
    entries: &[&Entry],
) -> Vec<AnswersReference> {
    let mut references = Vec::new();
    let mut first = 0;
    while first < entries.len() {
        let mut answers = Vec::new();
        let mut bytes = 0;
        for entry in &entries[first..] {
            if bytes + entry.answer_html.len() > ANSWER_FILE_BYTES && !answers.is_empty() {
                break;
            }
            bytes += entry.answer_html.len();
            answers.push(entry.answer_html.as_str());
        }
        let json = serde_json::to_vec(&answers).expect("strings become JSON");
        let count = answers.len();
        references.push(AnswersReference {
            file: reference(files, folder, language, "answers", "json", json),
            first,
            entries: count,
        });
        first += count;
    }
    references
}

/// Keeps a file under a name with the hash of its content. `folder`: where, each in one of 256
/// folders in it; none: at the top. `of`: the language that it is of.
fn reference(
    files: &mut Vec<OutputFile>,
    folder: &str,
    of: &str,
    part: &str,
    extension: &str,
    bytes: Vec<u8>,
) -> FileReference {
    let hash = Sha384::digest(&bytes);
    let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = format!("{of}.{part}.{short}.{extension}");
    if !folder.is_empty() {
        // Hundreds of thousands of files in one folder are slow on many systems.
        file = format!("{folder}/{}/{file}", &short[..2]);
    }
    let integrity = format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(hash));
    let reference = FileReference { file: file.clone(), bytes: bytes.len(), integrity };
    files.push(OutputFile { name: file, bytes });
    reference
}

#[cfg(test)]
mod types;
