//! Compiling the same content again and again while it is written.
//!
//! Most of a build's time goes into what is learned of the wordings. Where a language has not
//! changed, its index is kept; where it has, the last lesson and calibration serve until there is
//! time for new ones.

use std::collections::BTreeMap;

use sha2::{Digest, Sha384};

use super::product::{ProductFiles, compile_product};
use super::{
    Calibrated, Output, assemble, balance, calibrated_index, indexed_entries, products_apart,
    writer,
};
use crate::content::{Audience, Content, Entry};

/// Compiles editions of content for one audience, and remembers what it can use again.
#[derive(Debug)]
pub struct Compiler {
    audience: Audience,
    languages: BTreeMap<String, Kept>,
    /// Of the products that are apart, by id, with the hash of all that they are made of.
    products: BTreeMap<String, ([u8; 48], ProductFiles)>,
}

/// The index of a language.
#[derive(Debug)]
struct Kept {
    /// Of all that the index is made of.
    hash: [u8; 48],
    index: Calibrated,
    /// Whether it is what a build would write; otherwise lesson and calibration are older than the
    /// content.
    exact: bool,
}

impl Compiler {
    /// A compiler that remembers nothing yet.
    #[must_use]
    pub fn new(audience: Audience) -> Self {
        Self { audience, languages: BTreeMap::new(), products: BTreeMap::new() }
    }

    /// Compiles content. The output is that of a compiler without memory, byte for byte.
    ///
    /// `progress` is told each language that takes time, before it does.
    pub fn compile(&mut self, content: &Content, progress: &mut dyn FnMut(&str)) -> Output {
        self.run(&content.edition(self.audience), true, true, progress)
    }

    /// Compiles content whose entries about products are elsewhere: all but what these have of
    /// their own, and but the pages, for which there is [`site`](super::site).
    pub fn compile_store_wide(
        &mut self,
        content: &Content,
        progress: &mut dyn FnMut(&str),
    ) -> Output {
        self.run(&content.edition(self.audience), true, false, progress)
    }

    /// Compiles content as fast as can be: where a language has changed, words are weighed and the
    /// confidence is fitted as they were before. [`Compiler::refine`] makes up for it.
    pub fn preview(&mut self, content: &Content) -> Output {
        self.run(&content.edition(self.audience), false, true, &mut |_| {})
    }

    /// Makes one language exact that is not. `content` is that of the last [`Compiler::preview`].
    /// Returns whether there was one.
    pub fn refine(&mut self, content: &Content) -> bool {
        let Some(language) =
            self.languages.iter().find(|(_, kept)| !kept.exact).map(|(tag, _)| tag.clone())
        else {
            return false;
        };
        let edition = content.edition(self.audience);
        let hash = hash(&edition, &language);
        let index = calibrated_index(&edition, &language, &indexed_entries(&edition, &language));
        self.languages.insert(language, Kept { hash, index, exact: true });
        true
    }

    /// Whether the last output is what [`Compiler::compile`] gives.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.languages.values().all(|kept| kept.exact)
    }

    fn run(
        &mut self,
        edition: &Content,
        exact: bool,
        whole: bool,
        progress: &mut dyn FnMut(&str),
    ) -> Output {
        let mut former = std::mem::take(&mut self.languages);
        let mut indexes = BTreeMap::new();
        for language in &edition.shop.languages {
            let hash = hash(edition, language);
            let kept = match former.remove(language) {
                Some(kept) if kept.hash == hash && (kept.exact || !exact) => kept,
                Some(kept) if !exact => {
                    let index = again(edition, language, kept.index);
                    Kept { hash, index, exact: false }
                }
                _ => {
                    progress(language);
                    let entries = indexed_entries(edition, language);
                    let index = calibrated_index(edition, language, &entries);
                    Kept { hash, index, exact: true }
                }
            };
            indexes.insert(language.clone(), (kept.index.bytes.clone(), kept.index.fit));
            self.languages.insert(language.clone(), kept);
        }
        let apart = if products_apart(edition) { self.products(edition) } else { Vec::new() };
        assemble(edition, self.audience, indexes, apart, whole)
    }

    /// The files of all products, of which those are kept that have not changed.
    fn products(&mut self, edition: &Content) -> Vec<ProductFiles> {
        let mut former = std::mem::take(&mut self.products);
        let mut products: BTreeMap<&str, BTreeMap<&str, Vec<&Entry>>> = BTreeMap::new();
        for entry in &edition.entries {
            if let Some(product) = &entry.product {
                let of_product = products.entry(product).or_default();
                of_product.entry(&entry.language).or_default().push(entry);
            }
        }
        let Content { shop, synonyms, .. } = edition;
        for (product, entries) in products {
            let names = shop.products.get(product);
            let parts = format!("{:?}", (&shop.languages, &shop.topics, names, synonyms, &entries));
            let hash = Sha384::digest(parts).into();
            let kept = former.remove(product).filter(|(of, _)| *of == hash);
            let kept = kept.unwrap_or_else(|| {
                (hash, compile_product(shop, synonyms, self.audience, product, &entries))
            });
            self.products.insert(product.to_owned(), kept);
        }
        self.products.values().map(|(_, files)| files.clone()).collect()
    }
}

/// The index of changed content, by what was learned before.
fn again(edition: &Content, language: &str, before: Calibrated) -> Calibrated {
    let Calibrated { mut fit, lesson, .. } = before;
    let entries = indexed_entries(edition, language);
    let mut writer = writer(&edition.shop, &edition.synonyms, language, &entries);
    let impacts = lesson.applied(&mut writer);
    fit.calibration.balance = balance(edition, language);
    writer.set_calibration(fit.calibration);
    Calibrated { bytes: writer.finish(impacts.as_ref()), fit, lesson }
}

/// Of all that the index of a language is made of. What is printed for people is never stored, so
/// that its form may change from version to version.
fn hash(edition: &Content, language: &str) -> [u8; 48] {
    let shop = &edition.shop;
    let of_shop = (&shop.topics, shop.desks.get(language), balance(edition, language));
    let parts = (indexed_entries(edition, language), of_shop, edition.synonyms.get(language));
    Sha384::digest(format!("{parts:?}")).into()
}
