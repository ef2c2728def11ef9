//! What the last word may become while it is being typed.
//!
//! The index has stems and the shopper types letters, so a word on its way to "deliveries" is
//! first shorter than the stem and then longer: "deli", "deliver", "deliverie". Both must find it,
//! or what was found vanishes under the shopper's hands.

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind};
use super::score::rarity;
use crate::text::Token;

/// Fewer letters begin too many words.
const MIN_LETTERS: usize = 2;
/// A stem has at least so many letters before an ending that is being typed.
const MIN_STEM_LETTERS: usize = 3;
/// What a word that may come counts beside one that is there.
const WEIGHT: f32 = 0.6;
/// The same where the letters are a word already: "car", which may be it or become "card".
const LONGER_WEIGHT: f32 = 0.4;

/// Adds to what a word stands for what it may become when it is finished. `candidates` has its
/// own term first where it has one.
pub(super) fn add_endings<D: AsRef<[u8]>>(
    token: &Token,
    lookup: &Lookup<'_, D>,
    candidates: &mut Vec<Candidate>,
) {
    let word = token.word.as_str();
    if word.chars().nth(MIN_LETTERS - 1).is_none() {
        return;
    }
    let known = candidates.len();
    let wordings = lookup.wording_count() as f32;
    let rarity_of = |found: u32| rarity((found as f32).min(wordings), wordings);
    let mut endings = lookup.beginning_with(word);
    if let Some(rest) = lookup.rules().without_prefix(word) {
        endings.extend(lookup.beginning_with(rest));
    }
    if !token.code {
        // Stems before letters that begin an ending: "deliver" for "deliverie".
        for (at, _) in word.char_indices().skip(MIN_STEM_LETTERS) {
            if let Some((beginning, ending)) = word.split_at_checked(at)
                && lookup.rules().begins_ending(beginning, ending)
            {
                // Letters that are a stem may stem further: «használ» to «hasz».
                endings.extend(lookup.term(beginning));
                endings.extend(lookup.word(beginning));
            }
        }
    }
    let mut found = 0;
    for term in endings {
        if candidates.iter().all(|candidate| candidate.term != term) {
            let count = lookup.posting_count(term);
            found += count;
            let weight = 1.0 / rarity_of(count);
            candidates.push(Candidate { term, weight, kind: MatchKind::Prefix });
        }
    }
    // Which of them is meant nobody knows yet, so each is worth what all are worth together;
    // else the rarest word that begins with the letters would lead until it is ruled out.
    let weight = if known > 0 { LONGER_WEIGHT } else { WEIGHT };
    for candidate in &mut candidates[known..] {
        candidate.weight *= weight * rarity_of(found);
    }
}
