//! The standard questions that no entry answers.

use std::collections::BTreeSet;

use crate::content::{Audience, Content};
use crate::phrasebook::{self, Intent};

/// What a language's entries answer of the questions that shops of its kinds get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// How many of the questions are answered.
    pub answered: usize,
    /// How many there are.
    pub asked: usize,
    /// Those that no entry answers: the most asked first, then in the phrasebook's order.
    pub missing: Vec<&'static Intent>,
}

/// Compares the intents of a language's public entries with what shops of the kinds in `shop.yaml`
/// are asked; without a kind, with what every shop is.
#[must_use]
pub fn gaps(content: &Content, language: &str) -> Gaps {
    let public = content
        .entries
        .iter()
        .filter(|entry| entry.language == language && entry.audience == Audience::Public);
    let answered: BTreeSet<&str> = public.filter_map(|entry| entry.intent.as_deref()).collect();
    let asked: Vec<&Intent> = phrasebook::asked_of(&content.shop.kinds).collect();
    let mut missing: Vec<&Intent> =
        asked.iter().copied().filter(|intent| !answered.contains(intent.name.as_str())).collect();
    missing.sort_by_key(|intent| !intent.often);
    Gaps { answered: asked.len() - missing.len(), asked: asked.len(), missing }
}
