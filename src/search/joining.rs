//! Two words written as one, and one written as two: "giftcard", "pick up", "wi fi".

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind, QueryTerm};
use crate::text::Token;

/// Parts shorter than this are found in too many words.
const MIN_PART_LETTERS: usize = 3;
/// Shorter words fall into two short ones by chance.
const MIN_SPLIT_LETTERS: usize = 7;
/// What each part of a split word counts beside the word written as the content has it.
const SPLIT_WEIGHT: f32 = 0.9;

/// The term that two words make together.
pub(super) fn joined<D: AsRef<[u8]>>(
    token: &Token,
    next: &Token,
    lookup: &Lookup<'_, D>,
) -> Option<Candidate> {
    let term = lookup.term(&[token.word.as_str(), &next.stem].concat())?;
    Some(Candidate { term, weight: 1.0, kind: MatchKind::Joined })
}

/// The two words that an unknown one consists of.
pub(super) fn split<D: AsRef<[u8]>>(
    token: &Token,
    lookup: &Lookup<'_, D>,
) -> Option<[QueryTerm; 2]> {
    if token.word.chars().count() < MIN_SPLIT_LETTERS {
        return None;
    }
    let boundaries = token.word.char_indices().map(|(at, _)| at).skip(MIN_PART_LETTERS);
    for at in boundaries {
        let (left, right) = token.word.split_at_checked(at)?;
        if let Some(left) = part(left, token, lookup)
            && let Some(right) = part(right, token, lookup)
        {
            return Some([left, right]);
        }
    }
    None
}

/// A part as the index has it; where it is long enough for that to say something, by its stem.
fn part<D: AsRef<[u8]>>(word: &str, whole: &Token, lookup: &Lookup<'_, D>) -> Option<QueryTerm> {
    let term = match word.chars().count() {
        0..MIN_PART_LETTERS => None,
        MIN_PART_LETTERS => lookup.term(word),
        _ => lookup.word(word),
    };
    Some(QueryTerm {
        span: whole.span.clone(),
        candidates: vec![Candidate { term: term?, weight: SPLIT_WEIGHT, kind: MatchKind::Joined }],
        function_word: lookup.is_function_word(word),
    })
}
