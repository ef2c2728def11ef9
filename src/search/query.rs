//! Which terms of the index a question's words stand for.

use std::cell::OnceCell;

use super::vocabulary::{Neighbour, Vocabulary};
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

/// Words shorter than this are neither completed nor corrected, unless they are all there is.
const MIN_PREFIX_LETTERS: usize = 2;
/// More completions than this say nothing.
const MAX_COMPLETIONS: usize = 64;
const MAX_NEIGHBOURS: usize = 8;
const MIN_SIMILARITY: f32 = 0.5;
const PREFIX_WEIGHT: f32 = 0.8;
const TYPO_WEIGHTS: [f32; 3] = [1.0, 0.85, 0.7];
const SIMILAR_WEIGHT: f32 = 0.6;

impl Query {
    /// Takes a question in Unicode Normalization Form KC apart. The last word may be unfinished
    /// when nothing follows it.
    pub fn new<D: AsRef<[u8]>>(
        text: &str,
        index: &Index<D>,
        vocabulary: &OnceCell<Vocabulary>,
    ) -> Self {
        let tokens = index.analyzer().tokens(text);
        let map = index.terms();
        let lookup = |term: &str| map.get(term).map(|number| number as u32);
        let mut terms = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let token = &tokens[at];
            let exact = lookup(&token.stem);
            if let Some(next) = tokens.get(at + 1)
                && let Some(joined) = joined(token, next, exact.is_some(), &lookup)
            {
                terms.push(QueryTerm {
                    span: token.span.start..next.span.end,
                    candidates: vec![Candidate {
                        term: joined,
                        weight: 1.0,
                        kind: MatchKind::Joined,
                    }],
                    function_word: false,
                });
                at += 2;
                continue;
            }
            at += 1;
            let candidates = if let Some(term) = exact {
                vec![Candidate { term, weight: 1.0, kind: MatchKind::Exact }]
            } else {
                let last = at == tokens.len() && token.span.end == text.len();
                let mut found = if last { completions(token, &map) } else { Vec::new() };
                if found.is_empty() && !token.code {
                    if let Some(parts) = split(token, &lookup) {
                        terms.extend(parts);
                        continue;
                    }
                    let vocabulary = vocabulary.get_or_init(|| vocabulary_of(index));
                    found = corrections(vocabulary.neighbours(&token.stem, MIN_SIMILARITY));
                }
                found
            };
            terms.push(QueryTerm {
                span: token.span.clone(),
                candidates,
                function_word: token.function_word,
            });
        }
        Self { terms }
    }
}

fn vocabulary_of<D: AsRef<[u8]>>(index: &Index<D>) -> Vocabulary {
    let map = index.terms();
    let mut terms = Vec::new();
    let mut stream = map.keys();
    while let Some(term) = fst::Streamer::next(&mut stream) {
        terms.push(String::from_utf8_lossy(term).into_owned());
    }
    Vocabulary::new(terms.iter().map(String::as_str))
}

/// The term that two words make together, where the index knows it and not both of them, or
/// where the writer tied them with a hyphen.
fn joined(
    token: &Token,
    next: &Token,
    known: bool,
    lookup: &impl Fn(&str) -> Option<u32>,
) -> Option<u32> {
    if known && !next.glued && lookup(&next.stem).is_some() {
        return None;
    }
    lookup(&format!("{}{}", token.word, next.stem))
}

/// The two words that an unknown one consists of.
fn split(token: &Token, lookup: &impl Fn(&str) -> Option<u32>) -> Option<[QueryTerm; 2]> {
    let boundaries = token.stem.char_indices().map(|(at, _)| at).skip(3);
    for at in boundaries {
        let (left, right) = token.stem.split_at(at);
        if right.chars().count() < 3 {
            break;
        }
        if let (Some(left), Some(right)) = (lookup(left), lookup(right)) {
            return Some([left, right].map(|term| QueryTerm {
                span: token.span.clone(),
                candidates: vec![Candidate { term, weight: 0.9, kind: MatchKind::Joined }],
                function_word: false,
            }));
        }
    }
    None
}

/// Terms that begin with an unfinished word.
fn completions(token: &Token, map: &fst::Map<&[u8]>) -> Vec<Candidate> {
    if token.word.chars().count() < MIN_PREFIX_LETTERS {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut stream = fst::IntoStreamer::into_stream(map.range().ge(&token.word));
    while let Some((term, number)) = fst::Streamer::next(&mut stream) {
        if !term.starts_with(token.word.as_bytes()) || found.len() == MAX_COMPLETIONS {
            break;
        }
        found.push(Candidate {
            term: number as u32,
            weight: PREFIX_WEIGHT,
            kind: MatchKind::Prefix,
        });
    }
    found
}

/// The nearest terms of those found, weighed by how near they are.
fn corrections(neighbours: Vec<Neighbour>) -> Vec<Candidate> {
    let mut best: Vec<Candidate> = Vec::with_capacity(MAX_NEIGHBOURS + 1);
    // Where a slip of the finger explains the word, what merely looks like it does not matter.
    let slip = neighbours.iter().any(|near| near.distance.is_some());
    for near in neighbours.into_iter().filter(|near| !slip || near.distance.is_some()) {
        let (weight, kind) = match near.distance {
            Some(distance) => (
                TYPO_WEIGHTS[usize::from(distance).min(2)] * (0.5 + 0.5 * near.similarity),
                MatchKind::Typo(distance),
            ),
            None => (SIMILAR_WEIGHT * near.similarity, MatchKind::Similar),
        };
        // Kept best first by insertion; the list is short, and a sort would weigh more.
        let at = best.iter().position(|other| other.weight < weight).unwrap_or(best.len());
        if at < MAX_NEIGHBOURS {
            best.insert(at, Candidate { term: near.term, weight, kind });
            best.truncate(MAX_NEIGHBOURS);
        }
    }
    best
}
