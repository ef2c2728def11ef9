//! Words typed on another keyboard layout, or in the letters of another script.

use std::ops::Range;

use super::lookup::Lookup;
use super::query::{MatchKind, QueryTerm, interpret};
use crate::text::{Respelling, Script, Token};

/// What a word counts beside one that was written in its own letters.
const REPAIRED_WEIGHT: f32 = 0.95;

/// What was meant with the word at a place, which the index does not know, and how many words
/// that takes: keys of punctuation are letters on other layouts, so that one word may come as
/// several. Only what the index knows counts; `nearly`, the likeliest spelling also does when a
/// slip of the finger parts it from that, or when it is unfinished.
pub(super) fn repaired<D: AsRef<[u8]>>(
    text: &str,
    tokens: &[Token],
    at: usize,
    nearly: bool,
    lookup: &Lookup<'_, D>,
) -> Option<(Vec<QueryTerm>, usize)> {
    let alone = tokens[at].span.clone();
    // To the white space on both sides, but not back into the word before.
    let in_word = |byte: &&u8| !byte.is_ascii_whitespace();
    let (before, after) = text.as_bytes().split_at(alone.end);
    let from = if at == 0 { 0 } else { tokens[at - 1].span.end };
    let length = before[from..alone.start].iter().rev().take_while(in_word).count();
    let run = alone.start - length..alone.end + after.iter().take_while(in_word).count();
    let count = tokens[at..].iter().take_while(|token| token.span.end <= run.end).count();
    let spans = [(run, count), (alone, 1)];
    let spans = if spans[0].0 == spans[1].0 { &spans[1..] } else { &spans };
    for (span, count) in spans {
        if knows_any(&tokens[at..at + count], lookup) {
            continue;
        }
        let typed = text.get(span.clone()).unwrap_or_default();
        for respelling in &lookup.rules().respellings {
            for reversed in [false, true] {
                if reversed && !respelling.both_ways {
                    continue;
                }
                if let Some(terms) = read(typed, respelling, reversed, nearly, span, lookup) {
                    return Some((terms, *count));
                }
            }
        }
    }
    None
}

/// The words of the first spelling that does.
fn read<D: AsRef<[u8]>>(
    typed: &str,
    respelling: &Respelling,
    reversed: bool,
    nearly: bool,
    span: &Range<usize>,
    lookup: &Lookup<'_, D>,
) -> Option<Vec<QueryTerm>> {
    let mut meant = String::new();
    respelling.spell(typed, reversed, &mut |spelt| {
        let taken = nearly || {
            let tokens = lookup.tokens(spelt);
            tokens.iter().all(|token| lookup.term(&token.stem).is_some())
        };
        if taken {
            meant.push_str(spelt);
        }
        taken
    });
    let kind = match respelling.script {
        Script::Layout => MatchKind::Layout,
        Script::Transliteration => MatchKind::Transliteration,
    };
    let mut terms = interpret(&meant, &lookup.tokens(&meant), false, lookup);
    for term in &mut terms {
        match term.candidates.first()?.kind {
            MatchKind::Similar | MatchKind::Typo(2..) => return None,
            _ => {}
        }
        term.span = span.clone();
        for candidate in &mut term.candidates {
            candidate.weight *= REPAIRED_WEIGHT;
            candidate.kind = kind;
        }
    }
    (!terms.is_empty()).then_some(terms)
}

/// Whether the index knows one of the words as it is. Numbers are the same in all letters.
pub(super) fn knows_any<D: AsRef<[u8]>>(tokens: &[Token], lookup: &Lookup<'_, D>) -> bool {
    tokens.iter().any(|token| !token.code && lookup.term(&token.stem).is_some())
}
