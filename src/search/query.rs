//! Which terms of the index a question's words stand for.

use std::cell::OnceCell;

use serde::Serialize;

use super::lookup::Lookup;
use super::repair::Attempt;
use super::request::{self, Request};
use super::vocabulary::Vocabulary;
use super::{joining, openings, repair, spelling, synonyms, unfinished};
use crate::index::Index;
use crate::text::{Token, part};

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
    /// What it is where it is not for the content to answer.
    pub request: Option<Request>,
    /// All of its letters and digits, as they count.
    pub(super) letters: String,
}

/// So many characters of a question are read. What is longer was pasted; a complaint that takes
/// long to come to its point has said by then what it is about.
const MAX_CHARACTERS: usize = 500;
/// So many words are read in other letters where the index does not know them. Whoever types on
/// another keyboard has shown it by then, and reading one so takes as long as many others.
const MAX_REPAIRED: usize = 32;
/// What a word counts that two known ones make together.
const TOGETHER_WEIGHT: f32 = 0.9;
/// What a word counts beside one that has the accents typed.
const OTHER_ACCENTS_WEIGHT: f32 = 0.95;

impl Query {
    /// Takes a question in Unicode Normalization Form KC apart, as far as it is read: the first
    /// 500 characters. The last word may be unfinished when nothing follows it.
    pub fn new<D: AsRef<[u8]>>(
        text: &str,
        index: &Index<D>,
        vocabulary: &OnceCell<Vocabulary>,
    ) -> Self {
        let lookup = Lookup::new(index, vocabulary);
        let end = text.char_indices().nth(MAX_CHARACTERS).map_or(text.len(), |(at, _)| at);
        let text = part(text, 0..end);
        let mut tokens = lookup.tokens(text);
        let request = request::request(text, &mut tokens, &lookup);
        let terms = interpret(text, &tokens, true, &lookup);
        // What is merely like a word in its letters does not explain it.
        let alike = |term: &QueryTerm| {
            let first = term.candidates.first();
            term.function_word || first.is_none_or(|first| first.kind == MatchKind::Similar)
        };
        let request =
            request.filter(|&request| request != Request::Gibberish || terms.iter().all(alike));
        Self { terms, request, letters: openings::letters(&tokens) }
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
    tokens: &[Token],
    repairs: bool,
    lookup: &Lookup<'_, D>,
) -> Vec<QueryTerm> {
    let known: Vec<_> = tokens.iter().map(|token| lookup.term(&token.stem)).collect();
    let (mut latin, mut other) = (false, false);
    for (token, term) in tokens.iter().zip(&known) {
        if term.is_some() && !token.code {
            *(if token.word.is_ascii() { &mut latin } else { &mut other }) = true;
        }
    }
    let words = Words { text, tokens, known, latin, other };
    // What the words also mean, up to the end of a phrase.
    let (mut meanings, mut until) = (Vec::new(), 0);
    let mut terms = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.word.is_empty() {
            at += 1;
            continue;
        }
        if token.is_overlong() {
            terms.push(QueryTerm::new(token, Vec::new()));
            at += 1;
            continue;
        }
        if at >= until {
            let (count, found) = synonyms::longest(&tokens[at..], lookup);
            (meanings, until) = (found, at + count);
        }
        let next = tokens.get(at + 1);
        let joined = next.and_then(|next| Some((next, joining::joined(token, next, lookup)?)));
        let both_known = words.known[at].is_some() && words.known.get(at + 1) != Some(&None);
        if let Some((next, joined)) = joined
            && (next.glued || !both_known)
        {
            let span = token.span.start..next.span.end;
            terms.push(QueryTerm { span, candidates: vec![joined], function_word: false });
            at += 2;
            continue;
        }
        let mut candidates = Vec::new();
        if let Some(term) = words.known[at] {
            candidates = exact(token, term, lookup);
            // Two known words stand for themselves, or for what they make together.
            let together = joined.map(|(_, term)| Candidate { weight: TOGETHER_WEIGHT, ..term });
            candidates.extend(together);
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
            let (found, count) = unknown(&words, at, repairs, lookup);
            terms.extend(found);
            at += count;
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
    /// Whether nothing is known but words that are spelt like it.
    pub(super) fn is_guessed(&self) -> bool {
        let first = self.candidates.first().map(|candidate| candidate.kind);
        matches!(first, Some(MatchKind::Typo(_) | MatchKind::Similar))
    }

    /// A word with the terms that it may stand for.
    pub(super) fn new(token: &Token, candidates: Vec<Candidate>) -> Self {
        Self { span: token.span.clone(), candidates, function_word: token.function_word }
    }
}

/// What the word at a place may stand for, which the index does not know, and how many words that
/// takes: other letters, a misspelt word, two in one.
fn unknown<D: AsRef<[u8]>>(
    words: &Words<'_>,
    at: usize,
    repairs: bool,
    lookup: &Lookup<'_, D>,
) -> (Vec<QueryTerm>, usize) {
    let token = &words.tokens[at];
    let repairs = repairs && at < MAX_REPAIRED;
    let repaired =
        |attempt| repairs.then(|| repair::repaired(words, at, attempt, lookup)).flatten();
    if let Some(repaired) = repaired(Attempt::Layout) {
        return repaired;
    }
    // A code or a price is right to the letter or not at all.
    let corrections =
        if token.code { Vec::new() } else { spelling::corrections(&token.stem, lookup) };
    // One slip is likelier than a missing space.
    if !corrections.iter().any(|near| near.kind == MatchKind::Typo(1)) {
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
