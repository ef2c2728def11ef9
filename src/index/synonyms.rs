//! The section SYNO: what words mean beside themselves, by the editor.

#[cfg(feature = "builder")]
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::read::skip_postings;
#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};

/// Synonyms of which only what leads to a term is there.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// The phrases, numbered on from the terms; then what shoppers type, sorted by its stems.
    rows: Vec<Row>,
    phrases: usize,
}

#[derive(Debug)]
struct Row {
    /// Where in the data the postings of a phrase lie, or the stems of what shoppers type.
    bytes: Range<usize>,
    /// The terms of a phrase, or the terms and phrases that something also means.
    numbers: Vec<u32>,
}

impl Synonyms {
    /// Reads the section of an index with so many terms and wordings.
    pub fn read(
        data: &[u8],
        section: Range<usize>,
        terms: usize,
        wordings: usize,
    ) -> Result<Self, Truncated> {
        let mut reader = Reader::new(&data[section.clone()]);
        let phrases = reader.count()?;
        let mut rows = Vec::new();
        while !reader.is_empty() {
            let is_phrase = rows.len() < phrases;
            let length = reader.count()?;
            let from = section.end - reader.len();
            if is_phrase {
                skip_postings(&mut reader, length as u32, wordings)?;
            } else {
                reader.slice(length)?;
            }
            let bytes = from..section.end - reader.len();
            let limit = if is_phrase { terms } else { terms + phrases };
            let mut numbers = Vec::new();
            for _ in 0..reader.count()? {
                let number = reader.varint()?;
                if number as usize >= limit {
                    return Err(Truncated);
                }
                numbers.push(number);
            }
            rows.push(Row { bytes, numbers });
        }
        if rows.len() < phrases { Err(Truncated) } else { Ok(Self { rows, phrases }) }
    }

    /// Number of phrases.
    pub fn phrase_count(&self) -> usize {
        self.phrases
    }

    /// Where the postings of a phrase lie, and its terms; nothing where there is no such phrase.
    pub fn phrase(&self, number: usize) -> (Range<usize>, &[u32]) {
        let row = self.rows[..self.phrases].get(number);
        row.map_or((0..0, &[]), |row| (row.bytes.clone(), &row.numbers))
    }

    /// Gives the terms of phrases other numbers, or the terms and phrases of all else.
    #[inline(never)]
    pub fn renumber(&mut self, phrases: bool, numbers: &[u32]) {
        let (of_phrases, others) = self.rows.split_at_mut(self.phrases);
        for row in if phrases { of_phrases } else { others } {
            row.numbers.iter_mut().for_each(|number| *number = numbers[*number as usize]);
        }
    }

    /// What stems, separated by blanks, also mean.
    pub fn of(&self, stems: &str, data: &[u8]) -> &[u32] {
        let rules = &self.rows[self.phrases..];
        let place = rules.partition_point(|row| data[row.bytes.clone()] < *stems.as_bytes());
        match rules.get(place) {
            Some(row) if data[row.bytes.clone()] == *stems.as_bytes() => &row.numbers,
            _ => &[],
        }
    }
}

/// Synonyms as they are collected, in stems.
#[cfg(feature = "builder")]
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// The stems of a word or phrase, separated by blanks, and of what it also means.
    meanings: BTreeMap<String, BTreeSet<Vec<String>>>,
}

#[cfg(feature = "builder")]
impl Rules {
    pub fn add(&mut self, word: &[String], meaning: Vec<String>) {
        if !word.is_empty() && !meaning.is_empty() && word != meaning {
            self.meanings.entry(word.join(" ")).or_default().insert(meaning);
        }
    }

    /// The section for an index with these terms and their wordings; `None` where nothing leads
    /// to any.
    pub fn write(&self, postings: &BTreeMap<&str, Vec<u32>>) -> Option<Vec<u8>> {
        let numbers: BTreeMap<&str, u32> = postings.keys().copied().zip(0..).collect();
        let mut phrases: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
        let mut rules = Vec::new();
        for (word, meanings) in &self.meanings {
            let mut meant = BTreeSet::new();
            for stems in meanings {
                let wordings = wordings_of(stems, postings);
                if wordings.is_empty() {
                    continue;
                }
                let terms: Vec<u32> = stems.iter().map(|stem| numbers[&**stem]).collect();
                meant.insert(if let [term] = terms[..] {
                    term
                } else {
                    let phrase = (terms, wordings);
                    let place = phrases.iter().position(|other| *other == phrase);
                    let place = place.unwrap_or_else(|| {
                        phrases.push(phrase);
                        phrases.len() - 1
                    });
                    (numbers.len() + place) as u32
                });
            }
            if !meant.is_empty() {
                rules.push((word, meant));
            }
        }
        if rules.is_empty() {
            return None;
        }
        let mut syno = Writer::default();
        syno.varint(phrases.len() as u64);
        for (terms, wordings) in phrases {
            syno.varint(wordings.len() as u64);
            syno.postings(&wordings);
            syno.varint(terms.len() as u64);
            terms.into_iter().for_each(|term| syno.varint(term.into()));
        }
        for (word, meant) in rules {
            syno.string(word);
            syno.varint(meant.len() as u64);
            meant.into_iter().for_each(|number| syno.varint(number.into()));
        }
        Some(syno.bytes)
    }
}

/// The wordings that have all of some terms.
#[cfg(feature = "builder")]
fn wordings_of(stems: &[String], postings: &BTreeMap<&str, Vec<u32>>) -> Vec<u32> {
    let lists: Option<Vec<&Vec<u32>>> =
        stems.iter().map(|stem| postings.get(stem.as_str())).collect();
    let mut lists = lists.unwrap_or_default().into_iter();
    let Some(mut wordings) = lists.next().cloned() else { return Vec::new() };
    lists.for_each(|list| wordings.retain(|wording| list.binary_search(wording).is_ok()));
    wordings
}
