//! Which entries answer which standard questions. Not in the browser.

mod gaps;

use std::collections::BTreeMap;

pub use gaps::{Gaps, gaps};

use crate::content::{Content, Entry, Shop};
pub use crate::edit::{Cannot, with_intents};
use crate::phrasebook::{Asked, Inference, Inferrer};

/// An intent for an entry that has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Number of the entry in [`Content::entries`].
    pub entry: usize,
    /// The intent, and why.
    pub inference: Inference,
}

/// Proposes intents for the entries of a language that have none, in their order. Entries that are
/// like nothing in the phrasebook are left out, and so are all where it does not have the language.
#[must_use]
pub fn propose(content: &Content, language: &str) -> Vec<Proposal> {
    let of_language = |(_, entry): &(usize, &Entry)| entry.language == language;
    let entries: Vec<(usize, &Entry)> =
        content.entries.iter().enumerate().filter(of_language).collect();
    if entries.iter().all(|(_, entry)| entry.intent.is_some()) {
        return Vec::new();
    }
    let Some(inferrer) = Inferrer::new(language, &names(&content.shop, language)) else {
        return Vec::new();
    };
    let asked: Vec<Asked> = entries
        .iter()
        .map(|(_, entry)| Asked {
            question: &entry.question,
            alternates: &entry.alternates,
            product: entry.product.as_deref(),
            of_shop: entry.intent.is_some(),
        })
        .collect();
    let inferred = entries.into_iter().zip(inferrer.infer(&asked));
    inferred
        .filter(|((_, entry), _)| entry.intent.is_none())
        .filter_map(|((entry, _), inference)| Some(Proposal { entry, inference: inference? }))
        .collect()
}

/// Gives all entries that have no intent the one that is safe to infer; returns how many got one.
pub fn adopt_safe(content: &mut Content) -> usize {
    let languages = content.shop.languages.clone();
    let mut adopted = 0;
    for language in &languages {
        for Proposal { entry, inference } in propose(content, language) {
            if inference.is_safe() {
                content.entries[entry].intent = Some(inference.intent.name.clone());
                adopted += 1;
            }
        }
    }
    adopted
}

/// What the shop and its products are called in a language.
fn names<'a>(shop: &'a Shop, language: &str) -> Vec<&'a str> {
    let names = |texts: &'a BTreeMap<String, String>| texts.get(language).map(String::as_str);
    shop.products.values().filter_map(names).chain(names(&shop.name)).collect()
}
