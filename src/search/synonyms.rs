//! What the words of a question also mean, as the editor says.

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind};
use crate::text::Token;

/// Phrases have at most so many words.
const MAX_WORDS: usize = 3;
/// What a synonym counts beside the word itself.
const WEIGHT: f32 = 0.85;

/// How many words make the longest phrase at the start that also means something, and the terms
/// and phrases that each of its words then stands for.
pub(super) fn longest<D: AsRef<[u8]>>(
    tokens: &[Token],
    lookup: &Lookup<'_, D>,
) -> (usize, Vec<u32>) {
    let mut longest = (1, Vec::new());
    let mut stems = String::new();
    for (token, words) in tokens.iter().take(MAX_WORDS).zip(1..) {
        stems.push_str(&token.stem);
        let meanings = lookup.synonyms(&stems);
        if !meanings.is_empty() {
            longest = (words, meanings);
        }
        stems.push(' ');
    }
    longest
}

/// A term or phrase as a meaning of a word.
pub(super) fn candidate(&term: &u32) -> Candidate {
    Candidate { term, weight: WEIGHT, kind: MatchKind::Synonym }
}
