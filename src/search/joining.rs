//! Two words written as one, and one written as two: "giftcard", "pick up", "wi fi".

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind, QueryTerm};
use crate::text::Token;

/// Parts shorter than this are found in too many words.
const MIN_PART_LETTERS: usize = 3;
/// What each part of a split word counts beside the word written as the content has it.
const SPLIT_WEIGHT: f32 = 0.9;

/// The term that two words make together, where the index knows it and not both of them, or
/// where the writer tied them with a hyphen.
pub(super) fn joined<D: AsRef<[u8]>>(
    token: &Token,
    next: &Token,
    known: bool,
    lookup: &Lookup<'_, D>,
) -> Option<QueryTerm> {
    if known && !next.glued && lookup.term(&next.stem).is_some() {
        return None;
    }
    let term = lookup.term(&format!("{}{}", token.word, next.stem))?;
    Some(QueryTerm {
        span: token.span.start..next.span.end,
        candidates: vec![Candidate { term, weight: 1.0, kind: MatchKind::Joined }],
        function_word: false,
    })
}

/// The two words that an unknown one consists of.
pub(super) fn split<D: AsRef<[u8]>>(
    token: &Token,
    lookup: &Lookup<'_, D>,
) -> Option<[QueryTerm; 2]> {
    let boundaries = token.word.char_indices().map(|(at, _)| at).skip(MIN_PART_LETTERS);
    for at in boundaries {
        let (left, right) = token.word.split_at_checked(at)?;
        if right.chars().count() < MIN_PART_LETTERS {
            break;
        }
        if let Some(left) = lookup.word(left)
            && let Some(right) = lookup.word(right)
        {
            return Some([left, right].map(|term| QueryTerm {
                span: token.span.clone(),
                candidates: vec![Candidate { term, weight: SPLIT_WEIGHT, kind: MatchKind::Joined }],
                function_word: false,
            }));
        }
    }
    None
}
