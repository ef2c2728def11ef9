//! Which terms of the index a question's words stand for.

use std::cell::OnceCell;

use super::lookup::Lookup;
use super::repair::Attempt;
use super::vocabulary::Vocabulary;
use super::{joining, repair, spelling};
use crate::index::Index;
use crate::text::Token;

/// How a word of a question came to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Typed on another keyboard layout.
    Layout,
    /// Written in the letters of another script.
    Transliteration,
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
/// What a word counts that two known ones make together.
const TOGETHER_WEIGHT: f32 = 0.9;
/// What a word counts beside one that has the accents typed.
const OTHER_ACCENTS_WEIGHT: f32 = 0.9;

impl Query {
    /// Takes a question in Unicode Normalization Form KC apart. The last word may be unfinished
    /// when nothing follows it.
    pub fn new<D: AsRef<[u8]>>(
        text: &str,
        index: &Index<D>,
        vocabulary: &OnceCell<Vocabulary>,
    ) -> Self {
        Self { terms: interpret(text, true, &Lookup::new(index, vocabulary)) }
    }
}

/// A question's words, and what the index knows of them.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// For each word its term.
    pub known: Vec<Option<u32>>,
    /// Whether words are known as they are: any in Latin letters, any in others. Numbers are the
    /// same in all letters, and do not count.
    pub latin: bool,
    pub other: bool,
}

/// What the words of a text stand for; `repairs`, also those in other letters.
pub(super) fn interpret<D: AsRef<[u8]>>(
    text: &str,
    repairs: bool,
    lookup: &Lookup<'_, D>,
) -> Vec<QueryTerm> {
    let tokens = &lookup.tokens(text)[..];
    let known: Vec<_> = tokens.iter().map(|token| lookup.term(&token.stem)).collect();
    let (mut latin, mut other) = (false, false);
    for (token, _) in
        tokens.iter().zip(&known).filter(|(token, term)| !token.code && term.is_some())
    {
        if token.word.is_ascii() { latin = true } else { other = true }
    }
    let words = Words { text, tokens, known, latin, other };
    let mut terms = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        let joined = next.and_then(|next| Some((next, joining::joined(token, next, lookup)?)));
        match (words.known[at], joined) {
            // Two known words stand for themselves, or for what they make together; what the
            // writer tied with a hyphen is one word.
            (Some(term), Some((next, joined))) if !next.glued && words.known[at + 1].is_some() => {
                let mut found = exact(token, term, lookup);
                found.push(Candidate { weight: TOGETHER_WEIGHT, ..joined });
                terms.push(QueryTerm::new(token, found));
                at += 1;
            }
            (_, Some((next, joined))) => {
                let span = token.span.start..next.span.end;
                terms.push(QueryTerm { span, candidates: vec![joined], function_word: false });
                at += 2;
            }
            (Some(term), None) => {
                terms.push(QueryTerm::new(token, exact(token, term, lookup)));
                at += 1;
            }
            (None, None) => {
                let (found, count) = unknown(&words, at, repairs, lookup);
                terms.extend(found);
                at += count;
            }
        }
    }
    terms
}

/// The term of a word that the index knows. Where it has words that differ in their accents
/// alone, those with the accents typed come before the others.
fn exact<D: AsRef<[u8]>>(token: &Token, term: u32, lookup: &Lookup<'_, D>) -> Vec<Candidate> {
    let candidate = |term, weight| Candidate { term, weight, kind: MatchKind::Exact };
    let accented = token.accented.as_ref().and_then(|accented| lookup.term(accented));
    match accented {
        Some(accented) => vec![candidate(accented, 1.0), candidate(term, OTHER_ACCENTS_WEIGHT)],
        None => vec![candidate(term, 1.0)],
    }
}

impl QueryTerm {
    /// A word with the terms that it may stand for.
    pub(super) fn new(token: &Token, candidates: Vec<Candidate>) -> Self {
        Self { span: token.span.clone(), candidates, function_word: token.function_word }
    }
}

/// What the word at a place may stand for, which the index does not know, and how many words that
/// takes: the beginning of a word, other letters, a misspelt word, two in one.
fn unknown<D: AsRef<[u8]>>(
    words: &Words<'_>,
    at: usize,
    repairs: bool,
    lookup: &Lookup<'_, D>,
) -> (Vec<QueryTerm>, usize) {
    let token = &words.tokens[at];
    if token.span.end == words.text.len() {
        let found = completions(token, lookup);
        if !found.is_empty() {
            return (vec![QueryTerm::new(token, found)], 1);
        }
    }
    let repaired =
        |attempt| repairs.then(|| repair::repaired(words, at, attempt, lookup)).flatten();
    if let Some(repaired) = repaired(Attempt::Layout) {
        return repaired;
    }
    // A code or a price is right to the letter or not at all.
    let corrections =
        if token.code { Vec::new() } else { spelling::corrections(&token.stem, lookup) };
    if !corrections.iter().any(|near| matches!(near.kind, MatchKind::Typo(0 | 1))) {
        if let Some(repaired) = repaired(Attempt::Transliteration) {
            return repaired;
        }
        if !token.code
            && let Some(parts) = joining::split(token, lookup)
        {
            return (parts.into(), 1);
        }
    }
    if corrections.is_empty()
        && !(words.latin || words.other)
        && let Some(repaired) = repaired(Attempt::Nearly)
    {
        return repaired;
    }
    (vec![QueryTerm::new(token, corrections)], 1)
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
