//! Compiling the same content again and again while it is written.
//!
//! Most of a build's time goes into what is learned of the wordings. Where a language has not
//! changed, its index is kept; where it has, the last lesson and calibration serve until there is
//! time for new ones.

use std::collections::BTreeMap;

use sha2::{Digest, Sha384};

use super::{Calibrated, Output, assemble, balance, calibrated_index, entries_of, writer};
use crate::content::{Audience, Content};

/// Compiles editions of content for one audience, and remembers what it can use again.
#[derive(Debug)]
pub struct Compiler {
    audience: Audience,
    languages: BTreeMap<String, Kept>,
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
        Self { audience, languages: BTreeMap::new() }
    }

    /// Compiles content. The output is that of a compiler without memory, byte for byte.
    ///
    /// `progress` is told each language that takes time, before it does.
    pub fn compile(&mut self, content: &Content, progress: &mut dyn FnMut(&str)) -> Output {
        self.run(&content.edition(self.audience), true, progress)
    }

    /// Compiles content as fast as can be: where a language has changed, words are weighed and the
    /// confidence is fitted as they were before. [`Compiler::refine`] makes up for it.
    pub fn preview(&mut self, content: &Content) -> Output {
        self.run(&content.edition(self.audience), false, &mut |_| {})
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
        let index = calibrated_index(&edition, &language, &entries_of(&edition, &language));
        self.languages.insert(language, Kept { hash, index, exact: true });
        true
    }

    /// Whether the last output is what [`Compiler::compile`] gives.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.languages.values().all(|kept| kept.exact)
    }

    fn run(&mut self, edition: &Content, exact: bool, progress: &mut dyn FnMut(&str)) -> Output {
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
                    let entries = entries_of(edition, language);
                    let index = calibrated_index(edition, language, &entries);
                    Kept { hash, index, exact: true }
                }
            };
            indexes.insert(language.clone(), (kept.index.bytes.clone(), kept.index.fit));
            self.languages.insert(language.clone(), kept);
        }
        assemble(edition, self.audience, indexes)
    }
}

/// The index of changed content, by what was learned before.
fn again(edition: &Content, language: &str, before: Calibrated) -> Calibrated {
    let Calibrated { mut fit, lesson, .. } = before;
    let mut writer = writer(edition, language, &entries_of(edition, language));
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
    let parts = (entries_of(edition, language), of_shop, edition.synonyms.get(language));
    Sha384::digest(format!("{parts:?}")).into()
}
