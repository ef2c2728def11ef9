//! Which letters of a text matched a question.
//!
//! The text is taken apart as the content was, and its words are compared with the terms that the
//! question's words stand for. So what is marked is what was found, whatever lay between the two:
//! an ending, an accent, a slip.

use std::cell::RefCell;
use std::ops::Range;

use super::query::{Candidate, MatchKind, Query};
use crate::index::Index;
use crate::text::{Analyzer, is_ignored, part as letters};

/// Start and end of a marked part, in UTF-16 code units, which is how JavaScript counts in
/// strings: `text.slice(start, end)`.
pub type Mark = [u32; 2];

/// A text that is shown: its words that the index knows, with what a hyphen makes of two, in
/// order. To take a text apart takes longer than to mark it.
#[derive(Debug)]
pub struct Shown {
    words: Vec<(u32, Range<usize>)>,
    /// The terms of the words alone.
    present: Vec<u32>,
}

impl Shown {
    /// Takes a text apart. It should be in Unicode Normalization Form C, as the index has its
    /// questions. A word in letters that only Form KC makes equal to others (ligatures, full-width
    /// letters) stays unmarked.
    pub fn new<D: AsRef<[u8]>>(text: &str, index: &Index<D>) -> Self {
        let tokens = index.analyzer().tokens(text);
        let mut shown = Self { words: Vec::new(), present: Vec::new() };
        for (number, token) in tokens.iter().enumerate() {
            // What a hyphen parts is in the index as one word, too.
            if let Some(next) = tokens.get(number + 1)
                && next.glued
                && let Some(term) = index.term(&(token.word.clone() + &next.stem))
            {
                shown.words.push((term, token.span.start..next.span.end));
            }
            if let Some(term) = index.term(&token.stem) {
                shown.words.push((term, token.span.clone()));
                shown.present.push(term);
            }
        }
        shown
    }
}

/// So many questions are kept taken apart.
const KEPT: usize = 128;

/// Entries' questions as shown, of which the last ones are kept taken apart: while a shopper
/// types, the same ones are shown again and again.
#[derive(Debug, Default)]
pub struct ShownQuestions {
    /// By the number of the entry, modulo [`KEPT`].
    kept: RefCell<Vec<Option<(u32, Shown)>>>,
}

impl ShownQuestions {
    /// The [`marks`] of an entry's question.
    pub fn marks<D: AsRef<[u8]>>(
        &self,
        entry: u32,
        question: &str,
        query: &Query,
        index: &Index<D>,
    ) -> Vec<Mark> {
        let text = index.entry(entry).question;
        let mut kept = self.kept.borrow_mut();
        kept.resize_with(KEPT, || None);
        let slot = &mut kept[entry as usize % KEPT];
        if slot.as_ref().is_none_or(|(number, _)| *number != entry) {
            *slot = Some((entry, Shown::new(text, index)));
        }
        match slot {
            Some((_, shown)) => marks(question, query, text, shown, index),
            None => Vec::new(),
        }
    }
}

/// The parts of a text that match `question`, in order and apart: whole words, and of a word that
/// the question's last, unfinished one begins the letters that were typed. `query` is what
/// `question` was taken apart to, `shown` what the text was.
#[must_use]
pub fn marks<D: AsRef<[u8]>>(
    question: &str,
    query: &Query,
    text: &str,
    shown: &Shown,
    index: &Index<D>,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (term, word) in &shown.words {
        let part = part(*term, &shown.present, word.clone(), text, question, query, index);
        let Some(Range { start, end }) = part else { continue };
        let (start, end) = (start as u32, end as u32);
        match marks.last_mut() {
            // A word and what a hyphen makes of it may both match, by a different number of
            // letters.
            Some(last) if start < last[1] => *last = [last[0].min(start), last[1].max(end)],
            _ => marks.push([start, end]),
        }
    }
    let (mut at, mut units) = (0, 0);
    for bound in marks.iter_mut().flatten() {
        let end = *bound as usize;
        units += letters(text, at..end).encode_utf16().count();
        at = end;
        *bound = units as u32;
    }
    marks
}

/// The byte range of a word that matches; the largest where several words of the question do. A
/// phrase matches only where the text has all of it: `present` are the text's terms.
fn part<D: AsRef<[u8]>>(
    term: u32,
    present: &[u32],
    word: Range<usize>,
    text: &str,
    question: &str,
    query: &Query,
    index: &Index<D>,
) -> Option<Range<usize>> {
    let analyzer = index.analyzer();
    let mut largest: Option<Range<usize>> = None;
    for asked in &query.terms {
        let means = |candidate: &&Candidate| {
            let phrase = index.phrase(candidate.term);
            candidate.term == term
                || (phrase.contains(&term) && phrase.iter().all(|word| present.contains(word)))
        };
        for candidate in asked.candidates.iter().filter(means) {
            if candidate.kind != MatchKind::Prefix {
                return Some(word);
            }
            let typed = analyzer.folded(letters(question, asked.span.clone()));
            let part = begun(&typed, text, &word, analyzer);
            if largest.as_ref().is_none_or(|other| part.len() > other.len()) {
                largest = Some(part);
            }
        }
    }
    largest
}

/// Where in a word of `text` the most letters lie that something typed begins with. That is its beginning,
/// except where the language takes prefixes off; the end of what was typed may have been part of
/// an ending. All of the word where there is none.
fn begun(typed: &str, text: &str, word: &Range<usize>, analyzer: &Analyzer) -> Range<usize> {
    let mut longest = 0..0;
    let mut folded = String::new();
    for (start, _) in letters(text, word.clone()).char_indices() {
        let start = word.start + start;
        let (mut end, mut rest) = (start, typed);
        for (at, c) in letters(text, start..word.end).char_indices() {
            folded.clear();
            analyzer.fold(c, &mut folded);
            let letter = c.is_alphanumeric() || is_ignored(c);
            let begun = rest.len() < typed.len();
            match rest.strip_prefix(folded.as_str()) {
                // What folds to nothing is an accent, and goes with the letter it stands on.
                Some(after) if letter && (begun || !folded.is_empty()) => {
                    rest = after;
                    end = start + at + c.len_utf8();
                }
                _ if letter || !begun => break,
                // An apostrophe or a hyphen goes with the letters around it.
                _ => {}
            }
        }
        if end - start > longest.len() {
            longest = start..end;
        }
    }
    if longest.is_empty() { word.clone() } else { longest }
}
