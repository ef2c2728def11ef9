//! Words typed on another keyboard layout, or in the letters of another script.

use super::lookup::Lookup;
use super::query::{MatchKind, QueryTerm, Words, interpret};
use crate::text::{Respelling, Script};

/// What a word counts beside one that was written in its own letters.
const REPAIRED_WEIGHT: f32 = 0.95;

/// Longer runs of letters are no words, and would have too many spellings.
const MAX_BYTES: usize = 48;

/// What a spelling must be to count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// Known to the index, by a keyboard layout. Whole words hardly ever come out by chance.
    Layout,
    /// Known to the index, by a transliteration. Of many spellings one may be known by chance.
    Transliteration,
    /// The likeliest one either way, and a slip of the finger from what the index knows, or
    /// unfinished.
    Nearly,
}

/// A run of letters to be read in others.
struct Run<'a> {
    typed: &'a str,
    /// Of so many words.
    count: usize,
    /// The last word may go on.
    unfinished: bool,
}

/// What was meant with the word at a place, which the index does not know, and how many words
/// that takes: keys of punctuation are letters on other layouts, so that one word may come as
/// several.
pub(super) fn repaired<D: AsRef<[u8]>>(
    words: &Words<'_>,
    at: usize,
    attempt: Attempt,
    lookup: &Lookup<'_, D>,
) -> Option<(Vec<QueryTerm>, usize)> {
    let Words { text, tokens, .. } = words;
    let alone = tokens[at].span.clone();
    // To the white space on both sides, but not back into the word before.
    let in_word = |byte: &&u8| !byte.is_ascii_whitespace();
    let (before, after) = text.as_bytes().split_at(alone.end);
    let from = if at == 0 { 0 } else { tokens[at - 1].span.end };
    let start = before[from..alone.start].iter().rev().take_while(in_word).count();
    let end = after.iter().take(MAX_BYTES).take_while(in_word).count();
    let run = alone.start - start..alone.end + end;
    let count = tokens[at..].iter().take_while(|token| token.span.end <= run.end).count();
    // Who transliterates does so throughout; another script in between is a name.
    let mixed = if tokens[at].word.is_ascii() { words.other } else { words.latin };
    let spans = [(run, count), (alone, 1)];
    let spans = if spans[0].0 == spans[1].0 { &spans[1..] } else { &spans };
    for (span, count) in spans {
        // Something else than numbers is known as it is.
        let mut known = tokens.iter().zip(&words.known).skip(at).take(*count);
        if known.any(|(token, term)| !token.code && term.is_some()) {
            continue;
        }
        let typed = text.get(span.clone()).filter(|run| run.len() <= MAX_BYTES);
        let Some(typed) = typed else { continue };
        let run = Run { typed, count: *count, unfinished: span.end == text.len() };
        for respelling in &lookup.rules().respellings {
            let layout = respelling.script == Script::Layout;
            if attempt != Attempt::Nearly && layout != (attempt == Attempt::Layout) {
                continue;
            }
            for reversed in [false, true] {
                let barred = if reversed { !respelling.both_ways } else { mixed && !layout };
                if barred {
                    continue;
                }
                let nearly = attempt == Attempt::Nearly;
                let mut terms = read(&run, respelling, reversed, nearly, lookup);
                if !terms.is_empty() {
                    terms.iter_mut().for_each(|term| term.span = span.clone());
                    return Some((terms, *count));
                }
            }
        }
    }
    None
}

/// The words of the first spelling that does. It may have no more words than were typed, and
/// most of its letters must be in them: what comes out as punctuation was not meant.
fn read<D: AsRef<[u8]>>(
    run: &Run<'_>,
    respelling: &Respelling,
    reversed: bool,
    nearly: bool,
    lookup: &Lookup<'_, D>,
) -> Vec<QueryTerm> {
    let mut meant = String::new();
    respelling.spell(run.typed, reversed, &mut |spelt| {
        let tokens = lookup.tokens(spelt);
        let letters: usize = tokens.iter().map(|token| token.word.len()).sum();
        let taken = tokens.len() <= run.count
            && 2 * letters > spelt.len()
            && (nearly || tokens.iter().all(|token| lookup.term(&token.stem).is_some()));
        if taken {
            meant.push_str(spelt);
        }
        taken || nearly
    });
    if !run.unfinished {
        meant.push(' ');
    }
    let mut terms = interpret(&meant, &lookup.tokens(&meant), false, lookup);
    for term in &mut terms {
        match term.candidates.first().map(|candidate| candidate.kind) {
            None | Some(MatchKind::Similar | MatchKind::Typo(2..)) => return Vec::new(),
            _ => {}
        }
        for candidate in &mut term.candidates {
            candidate.weight *= REPAIRED_WEIGHT;
            candidate.kind = match respelling.script {
                Script::Layout => MatchKind::Layout,
                Script::Transliteration => MatchKind::Transliteration,
            };
        }
    }
    terms
}
