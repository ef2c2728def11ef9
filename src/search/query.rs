//! Which terms of the index a question's words stand for.

use std::cell::OnceCell;

use serde::Serialize;

use super::lookup::Lookup;
use super::vocabulary::Vocabulary;
use super::{joining, spelling};
use crate::index::Index;
use crate::text::Token;

/// How a word of a question came to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchKind {
    /// The same stem.
    Exact,
    /// The word is the beginning of the term.
    Prefix,
    /// So many slips lie between them.
    Typo(u8),
    /// Alike in their letters.
    Similar,
    /// Two words written as one, or one as two.
    Joined,
}

/// A term that a word may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The term's number.
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
}

/// Fewer letters begin too many words.
const MIN_PREFIX_LETTERS: usize = 2;
/// More completions than this say nothing.
const MAX_COMPLETIONS: usize = 64;
/// What a completion counts beside the whole word.
const PREFIX_WEIGHT: f32 = 0.8;

impl Query {
    /// Takes a question in Unicode Normalization Form KC apart. The last word may be unfinished
    /// when nothing follows it.
    pub fn new<D: AsRef<[u8]>>(
        text: &str,
        index: &Index<D>,
        vocabulary: &OnceCell<Vocabulary>,
    ) -> Self {
        let tokens = index.analyzer().tokens(text);
        let rules = index.analyzer().rules();
        let lookup = Lookup::new(index, vocabulary);
        let mut terms = Vec::with_capacity(tokens.len());
        let mut rest = &tokens[..];
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            let exact = lookup.term(&token.stem);
            if let Some(next) = after.first()
                && let Some(joined) = joining::joined(token, next, exact.is_some(), &lookup)
            {
                terms.push(joined);
                rest = &after[1..];
            } else if let Some(term) = exact {
                let mut candidates = vec![Candidate { term, weight: 1.0, kind: MatchKind::Exact }];
                if rules.match_similar && !token.code && !token.function_word {
                    candidates.extend(spelling::likenesses(&token.stem, term, &lookup));
                }
                terms.push(QueryTerm::new(token, candidates));
            } else {
                let unfinished = after.is_empty() && token.span.end == text.len();
                terms.extend(unknown(token, unfinished, &lookup));
            }
        }
        Self { terms }
    }
}

impl QueryTerm {
    /// A word with the terms that it may stand for.
    pub(super) fn new(token: &Token, candidates: Vec<Candidate>) -> Self {
        Self { span: token.span.clone(), candidates, function_word: token.function_word }
    }
}

/// What a word that the index does not know may stand for: the beginning of a word, two words
/// in one, a misspelt one.
fn unknown<D: AsRef<[u8]>>(
    token: &Token,
    unfinished: bool,
    lookup: &Lookup<'_, D>,
) -> Vec<QueryTerm> {
    if unfinished {
        let found = completions(token, lookup);
        if !found.is_empty() {
            return vec![QueryTerm::new(token, found)];
        }
    }
    // A code or a price is right to the letter or not at all.
    if token.code {
        return vec![QueryTerm::new(token, Vec::new())];
    }
    let corrections = spelling::corrections(&token.stem, lookup);
    // One slip is likelier than a missing space.
    let one_slip = corrections.iter().any(|candidate| candidate.kind == MatchKind::Typo(1));
    if !one_slip && let Some(parts) = joining::split(token, lookup) {
        return parts.into();
    }
    vec![QueryTerm::new(token, corrections)]
}

/// Terms that begin with an unfinished word.
fn completions<D: AsRef<[u8]>>(token: &Token, lookup: &Lookup<'_, D>) -> Vec<Candidate> {
    if token.word.chars().count() < MIN_PREFIX_LETTERS {
        return Vec::new();
    }
    let found = lookup.beginning_with(&token.word, MAX_COMPLETIONS);
    let candidate = |term| Candidate { term, weight: PREFIX_WEIGHT, kind: MatchKind::Prefix };
    found.into_iter().map(candidate).collect()
}
