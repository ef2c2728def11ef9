//! Which terms of the index a question's words stand for.

use std::cell::OnceCell;

use serde::Serialize;

use super::lookup::Lookup;
use super::vocabulary::Vocabulary;
use super::{joining, openings, repair, spelling, synonyms, unfinished};
use crate::index::Index;
use crate::text::Token;

/// How a word of a question came to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchKind {
    /// The same stem.
    Exact,
    /// The word may become the term, or a form of it, when it is finished.
    Prefix,
    /// So many slips lie between them.
    Typo(u8),
    /// Alike in their letters.
    Similar,
    /// The editor says that it means the same.
    Synonym,
    /// Two words written as one, or one as two.
    Joined,
    /// Typed on another keyboard layout.
    Layout,
    /// Written in the letters of another script.
    Transliteration,
}

/// A term that a word may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The term's number, or a phrase's.
    pub term: u32,
    /// How much a match of it counts, 0 to 1.
    pub weight: f32,
    /// How it was found.
    pub kind: MatchKind,
}

/// A word of a question and the terms that it may stand for.
#[derive(Debug, Clone)]
pub struct QueryTerm {
    /// Byte range of the word in the question.
    pub span: std::ops::Range<usize>,
    /// Nothing: the index has nothing like it.
    pub candidates: Vec<Candidate>,
    /// One of the language's function words.
    pub function_word: bool,
}

/// A question, taken apart.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Its words.
    pub terms: Vec<QueryTerm>,
    /// All of its letters and digits, as they count.
    pub(super) letters: String,
}

impl Query {
    /// Takes a question in Unicode Normalization Form KC apart. The last word may be unfinished
    /// when nothing follows it.
    pub fn new<D: AsRef<[u8]>>(
        text: &str,
        index: &Index<D>,
        vocabulary: &OnceCell<Vocabulary>,
    ) -> Self {
        let lookup = Lookup::new(index, vocabulary);
        let tokens = lookup.tokens(text);
        let terms = interpret(text, &tokens, true, &lookup);
        Self { terms, letters: openings::letters(&tokens) }
    }
}

/// What the words of a text stand for; `repairs`, also those in other letters.
pub(super) fn interpret<D: AsRef<[u8]>>(
    text: &str,
    tokens: &[Token],
    repairs: bool,
    lookup: &Lookup<'_, D>,
) -> Vec<QueryTerm> {
    // What the words also mean, up to the end of a phrase.
    let (mut meanings, mut until) = (&[][..], 0);
    let mut terms = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if at >= until {
            let (words, found) = synonyms::longest(&tokens[at..], lookup);
            (meanings, until) = (found, at + words);
        }
        let exact = lookup.term(&token.stem);
        if let Some(next) = tokens.get(at + 1)
            && let Some(joined) = joining::joined(token, next, exact.is_some(), lookup)
        {
            terms.push(joined);
            at += 2;
            continue;
        }
        let mut candidates = Vec::new();
        if let Some(term) = exact {
            candidates.push(Candidate { term, weight: 1.0, kind: MatchKind::Exact });
            if lookup.rules().match_similar && !token.code && !token.function_word {
                candidates.extend(spelling::likenesses(&token.stem, term, lookup));
            }
        }
        candidates.extend(meanings.iter().map(synonyms::candidate));
        if token.span.end == text.len() {
            unfinished::add_endings(token, lookup, &mut candidates);
        }
        if !candidates.is_empty() {
            terms.push(QueryTerm::new(token, candidates));
            at += 1;
        } else {
            let (found, count) = unknown(text, tokens, at, repairs, lookup);
            terms.extend(found);
            at += count;
        }
    }
    terms
}

impl QueryTerm {
    /// A word with the terms that it may stand for.
    pub(super) fn new(token: &Token, candidates: Vec<Candidate>) -> Self {
        Self { span: token.span.clone(), candidates, function_word: token.function_word }
    }
}

/// What the word at a place may stand for, which the index does not know, and how many words that
/// takes: other letters, two words in one, a misspelt one.
fn unknown<D: AsRef<[u8]>>(
    text: &str,
    tokens: &[Token],
    at: usize,
    repairs: bool,
    lookup: &Lookup<'_, D>,
) -> (Vec<QueryTerm>, usize) {
    let token = &tokens[at];
    let repaired = |nearly| repair::repaired(text, tokens, at, nearly, lookup);
    if repairs && let Some(repaired) = repaired(false) {
        return repaired;
    }
    // A code or a price is right to the letter or not at all.
    let mut corrections = Vec::new();
    if !token.code {
        corrections = spelling::corrections(&token.stem, lookup);
        // One slip is likelier than a missing space.
        let one_slip = corrections.iter().any(|candidate| candidate.kind == MatchKind::Typo(1));
        if !one_slip && let Some(parts) = joining::split(token, lookup) {
            return (parts.into(), 1);
        }
    }
    if repairs
        && corrections.is_empty()
        && !repair::knows_any(tokens, lookup)
        && let Some(repaired) = repaired(true)
    {
        return repaired;
    }
    (vec![QueryTerm::new(token, corrections)], 1)
}
