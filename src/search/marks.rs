//! Which letters of a text matched a question.
//!
//! The text is taken apart as the content was, and its words are compared with the terms that the
//! question's words stand for. So what is marked is what was found, whatever lay between the two:
//! an ending, an accent, a slip.

use std::ops::Range;

use super::query::{MatchKind, Query, QueryTerm};
use crate::index::Index;
use crate::text::{Analyzer, Token};

/// Start and end of a marked part, in UTF-16 code units, which is how JavaScript counts in
/// strings: `text.slice(start, end)`.
pub type Mark = (u32, u32);

/// The parts of `text` that match `question`, in order and apart: whole words, and of a word that
/// the question's last, unfinished one begins the letters that were typed. `query` is what
/// `question` was taken apart to.
///
/// The text should be in Unicode Normalization Form C, as the index has its questions. A word in
/// letters that only Form KC makes equal to others (ligatures, full-width letters) stays unmarked.
#[must_use]
pub fn marks<D: AsRef<[u8]>>(
    question: &str,
    query: &Query,
    text: &str,
    index: &Index<D>,
) -> Vec<Mark> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    if query.terms.is_empty() {
        return Vec::new();
    }
    let (terms, analyzer) = (index.terms(), index.analyzer());
    let matched = |token: &Token| {
        let term = terms.get(&token.stem)? as u32;
        part(token, term, text, question, query, analyzer)
    };
    let tokens = analyzer.tokens(text);
    for (number, token) in tokens.iter().enumerate() {
        // What a hyphen parts is in the index as one word, too.
        let joined = tokens.get(number + 1).filter(|next| next.glued).and_then(|next| {
            matched(&Token {
                word: format!("{}{}", token.word, next.word),
                stem: format!("{}{}", token.word, next.stem),
                span: token.span.start..next.span.end,
                ..*token
            })
        });
        for range in matched(token).into_iter().chain(joined) {
            match ranges.last_mut() {
                Some(last) if range.start < last.end => {
                    *last = last.start.min(range.start)..last.end.max(range.end);
                }
                _ => ranges.push(range),
            }
        }
    }
    let (mut at, mut units) = (0, 0);
    let mut units_until = |end: usize| {
        units += text[at..end].chars().map(char::len_utf16).sum::<usize>();
        at = end;
        units as u32
    };
    ranges.iter().map(|range| (units_until(range.start), units_until(range.end))).collect()
}

/// The byte range of a word that matches; the largest where several words of the question do.
fn part(
    token: &Token,
    term: u32,
    text: &str,
    question: &str,
    query: &Query,
    analyzer: &Analyzer,
) -> Option<Range<usize>> {
    let mut largest: Option<Range<usize>> = None;
    for asked in &query.terms {
        for candidate in asked.candidates.iter().filter(|candidate| candidate.term == term) {
            if candidate.kind != MatchKind::Prefix {
                return Some(token.span.clone());
            }
            let part = typed(asked, question, analyzer).map_or(token.span.clone(), |typed| {
                analyzer.place(text, token, common(&token.word, &typed))
            });
            if largest.as_ref().is_none_or(|other| part.len() > other.len()) {
                largest = Some(part);
            }
        }
    }
    largest
}

/// The folded letters of an unfinished word.
fn typed(asked: &QueryTerm, question: &str, analyzer: &Analyzer) -> Option<String> {
    Some(analyzer.tokens(&question[asked.span.clone()]).pop()?.word)
}

/// Where in a word the most letters lie that something typed begins with. That is its beginning,
/// except where the language takes prefixes off; the end of what was typed may have been part of
/// an ending. All of the word where there is none.
fn common(word: &str, typed: &str) -> Range<usize> {
    let mut longest = 0..0;
    for (start, _) in word.char_indices() {
        let same = word[start..].chars().zip(typed.chars()).take_while(|(a, b)| a == b);
        let end = start + same.map(|(c, _)| c.len_utf8()).sum::<usize>();
        if end - start > longest.len() {
            longest = start..end;
        }
    }
    if longest.is_empty() { 0..word.len() } else { longest }
}
