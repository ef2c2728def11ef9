//! What was learned of an index: which phrasings are worth their bytes, and which words tell its
//! entries apart. It names words and entries as they are written and not by number, so that it can
//! be applied to the next edition of the same content, which saves most of the time of a build.

use std::collections::{BTreeMap, BTreeSet};

use fst::Streamer as _;

use super::whole;
use crate::index::{Impacts, Index, IndexWriter, WordingKind};
use crate::search::{learn, worth_their_bytes};

/// For a word, by the ids of entries.
type ByWord<T> = BTreeMap<String, BTreeMap<String, T>>;

/// What was learned of an index.
#[derive(Debug, Default)]
pub(super) struct Lesson {
    /// The words kept of what entries inherit; `None`: entries inherit nothing.
    kept: Option<ByWord<()>>,
    /// `None`: there is nothing to learn.
    impacts: Option<Impacts>,
    /// The same by word and entry.
    values: ByWord<i8>,
}

impl Lesson {
    /// Learns from what was added to a writer, which keeps of what entries inherit what is worth
    /// its bytes.
    pub fn learn(writer: &mut IndexWriter) -> Self {
        let mut lesson = Self::default();
        if !writer.inherited().is_empty() {
            let plain = writer.finish(None);
            let index = whole(&plain);
            let impacts = learn(&index, writer.inherited());
            let kept = impacts.map(|it| worth_their_bytes(&index, writer.inherited(), &it));
            let kept = kept.unwrap_or_default();
            // What is learned then has to do without what was left out.
            writer.keep_of_inherited(&kept);
            let words = words(&index);
            let kept = kept.iter().map(|&(term, entry)| {
                (words[term as usize].clone(), index.entry(entry).id.to_owned(), ())
            });
            lesson.kept = Some(by_word(kept));
        }
        let plain = writer.finish(None);
        let index = whole(&plain);
        lesson.impacts = learn(&index, writer.inherited());
        if let Some(impacts) = &lesson.impacts {
            let words = words(&index);
            let pairs = pairs(&index).into_iter().zip(&impacts.values);
            lesson.values =
                by_word(pairs.filter(|(_, value)| **value != 0).map(|((term, entry), value)| {
                    (words[term as usize].clone(), index.entry(entry).id.to_owned(), *value)
                }));
        }
        lesson
    }

    /// Applies it to what was added to another writer: words and entries that are new to it count
    /// as if nothing had been learned of them.
    pub fn applied(&self, writer: &mut IndexWriter) -> Option<Impacts> {
        if let Some(kept) = &self.kept {
            let plain = writer.finish(None);
            let index = whole(&plain);
            let words = words(&index);
            let pairs = pairs(&index).into_iter().filter(|&(term, entry)| {
                let of_word = kept.get(&words[term as usize]);
                of_word.is_some_and(|of_word| of_word.contains_key(index.entry(entry).id))
            });
            writer.keep_of_inherited(&pairs.collect());
        }
        let unit = self.impacts.as_ref()?.unit;
        let plain = writer.finish(None);
        let index = whole(&plain);
        let words = words(&index);
        let value = |(term, entry): (u32, u32)| {
            let of_word = self.values.get(&words[term as usize]);
            of_word.and_then(|it| it.get(index.entry(entry).id)).copied().unwrap_or(0)
        };
        Some(Impacts { unit, values: pairs(&index).into_iter().map(value).collect() })
    }

    /// What the index is finished with that it was learned from.
    pub fn impacts(&self) -> Option<&Impacts> {
        self.impacts.as_ref()
    }
}

fn by_word<T>(pairs: impl Iterator<Item = (String, String, T)>) -> ByWord<T> {
    let mut by_word = ByWord::new();
    for (word, id, value) in pairs {
        by_word.entry(word).or_default().insert(id, value);
    }
    by_word
}

/// The terms of an index, by number.
fn words(index: &Index<&[u8]>) -> Vec<String> {
    let mut words = Vec::with_capacity(index.term_count());
    let map = index.terms();
    let mut keys = map.keys();
    while let Some(word) = keys.next() {
        words.push(String::from_utf8_lossy(word).into_owned());
    }
    words
}

/// Terms and the entries that have them other than in the answer: what impacts are of, in their
/// order.
fn pairs(index: &Index<&[u8]>) -> Vec<(u32, u32)> {
    let wordings = index.wordings();
    let mut pairs = Vec::new();
    for term in 0..index.term_count() as u32 {
        let mut entries = BTreeSet::new();
        for wording in index.postings(term) {
            if wordings.kinds[wording as usize] != WordingKind::Answer {
                entries.insert(wordings.entries[wording as usize]);
            }
        }
        pairs.extend(entries.into_iter().map(|entry| (term, entry)));
    }
    pairs
}
