//! What the last word may become while it is being typed.
//!
//! The index has stems and the shopper types letters, so a word on its way to "deliveries" is
//! first shorter than the stem and then longer: "deli", "deliver", "deliverie". Both must find it,
//! or what was found vanishes under the shopper's hands.

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind};
use super::score::rarity;
use crate::text::{Token, is_apostrophe};

/// Fewer letters begin too many words.
const MIN_LETTERS: usize = 2;
/// A stem has at least so many letters before an ending that is being typed.
const MIN_STEM_LETTERS: usize = 3;
/// A limit to the work for two letters of a large vocabulary.
const MAX_COMPLETIONS: usize = 1024;
/// What a word that may come counts beside one that is there.
const WEIGHT: f32 = 0.6;
/// The same where the letters are a word already: "car", which may be it or become "card".
const LONGER_WEIGHT: f32 = 0.4;

/// Whether the last word of a question may go on, by what follows it: nothing, or an apostrophe
/// that may turn out to stand inside of it.
pub(super) fn may_go_on(rest: &str) -> bool {
    rest.chars().all(is_apostrophe)
}

/// The terms that an unfinished word may yet stand for, beside `exact`, the one that it stands
/// for as it is.
pub(super) fn endings<D: AsRef<[u8]>>(
    token: &Token,
    exact: Option<u32>,
    lookup: &Lookup<'_, D>,
) -> Vec<Candidate> {
    if token.word.chars().nth(MIN_LETTERS - 1).is_none() {
        return Vec::new();
    }
    let mut terms = lookup.beginning_with(&token.word, MAX_COMPLETIONS);
    if let Some(rest) = lookup.rules().without_prefix(&token.word) {
        terms.extend(lookup.beginning_with(rest, MAX_COMPLETIONS));
    }
    if !token.code {
        for term in stems_before_endings(&token.word, lookup) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms.retain(|&term| Some(term) != exact);
    let weight = if exact.is_some() { LONGER_WEIGHT } else { WEIGHT };
    // Which of them is meant nobody knows yet, so each is worth what all are worth together;
    // else the rarest word that begins with the letters would lead until it is ruled out.
    let wordings = lookup.wording_count() as f32;
    let found: u32 = terms.iter().map(|&term| lookup.posting_count(term)).sum();
    let all = rarity((found as f32).min(wordings), wordings);
    let candidate = |term| {
        let own = rarity(lookup.posting_count(term) as f32, wordings);
        Candidate { term, weight: weight * all / own, kind: MatchKind::Prefix }
    };
    terms.into_iter().map(candidate).collect()
}

/// The terms of a word's beginnings after which its letters begin an ending: "deliver" for
/// "deliverie".
fn stems_before_endings<D: AsRef<[u8]>>(word: &str, lookup: &Lookup<'_, D>) -> Vec<u32> {
    let mut terms = Vec::new();
    for (at, _) in word.char_indices().skip(MIN_STEM_LETTERS) {
        if let Some((beginning, ending)) = word.split_at_checked(at)
            && lookup.rules().begins_ending(beginning, ending)
        {
            // Letters that are a stem may stem further: «használ» to «hasz».
            let mut stem = beginning.to_owned();
            terms.extend(lookup.term(&stem));
            lookup.rules().stem(&mut stem);
            terms.extend(lookup.term(&stem));
        }
    }
    terms
}
