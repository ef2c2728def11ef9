//! How well each entry fits a question.
//!
//! Two views of an entry are scored by BM25 (Robertson and Zaragoza, "The Probabilistic
//! Relevance Framework", 2009) and mixed: all of its wordings taken together, which wins where
//! an entry has many, and its best single wording, which wins where it has few. The sum is
//! divided by what a perfect match of the question would get, so that scores of different
//! questions can be compared.

use super::query::Query;
use crate::index::{Index, WordingKind};

/// An entry with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The entry's number.
    pub entry: u32,
    /// 0: nothing in common; about 1: the question in its own words.
    pub score: f32,
}

/// Entries for a question, best first; of equal ones the first in the index first.
pub type Ranking = Vec<Ranked>;

/// Share of an entry's score that comes from its wordings taken together; the rest comes from
/// the best single one.
const TOGETHER_SHARE: f32 = 0.75;
/// Saturation of repeated words in BM25.
const K1: f32 = 1.2;
/// Share of length normalisation in BM25.
const B: f32 = 0.5;
/// What a word found only in the answer counts beside one found in a question.
const ANSWER_WEIGHT: f32 = 0.25;
/// What a function word counts beside another of the same rarity.
const FUNCTION_WORD_WEIGHT: f32 = 0.5;

/// What scoring needs to know of an index, worked out once.
#[derive(Debug)]
pub struct Scorer {
    /// For each term the number of entries that have it.
    entry_counts: Vec<u32>,
    /// For each entry the number of words in its question and alternates.
    entry_lengths: Vec<f32>,
    mean_entry_length: f32,
    mean_wording_length: f32,
    /// Weight of a word that the index does not have.
    unknown_weight: f32,
}

impl Scorer {
    /// Reads through the postings of an index once.
    #[must_use]
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let wordings = index.wordings();
        let mut entry_lengths = vec![0.0; index.entry_count()];
        let mut asked = 0;
        for ((&entry, &length), &kind) in
            wordings.entries.iter().zip(&wordings.lengths).zip(&wordings.kinds)
        {
            if kind != WordingKind::Answer {
                entry_lengths[entry as usize] += f32::from(length);
                asked += 1;
            }
        }
        let mut entry_counts = Vec::with_capacity(index.term_count());
        for term in 0..index.term_count() as u32 {
            let mut count = 0;
            let mut last = None;
            for wording in index.postings(term) {
                let entry = wordings.entries[wording as usize];
                count += u32::from(last != Some(entry));
                last = Some(entry);
            }
            entry_counts.push(count);
        }
        let words: f32 = entry_lengths.iter().sum();
        let entries = index.entry_count() as f32;
        Self {
            entry_counts,
            mean_entry_length: words / entries.max(1.0),
            mean_wording_length: words / (asked as f32).max(1.0),
            entry_lengths,
            unknown_weight: rarity(0.5, entries),
        }
    }

    /// The entries that share anything with a question and pass `allowed`, best first, at most
    /// `limit`.
    pub fn rank<D: AsRef<[u8]>>(
        &self,
        query: &Query,
        index: &Index<D>,
        allowed: impl Fn(u32) -> bool,
        limit: usize,
    ) -> Ranking {
        let wordings = index.wordings();
        let mut together = vec![0f32; index.entry_count()];
        let mut best = vec![0f32; index.entry_count()];
        let mut single = vec![0f32; wordings.entries.len()];
        let mut of_term = vec![0f32; wordings.entries.len()];
        let mut in_entry = vec![0f32; index.entry_count()];
        let mut met_wordings = Vec::new();
        let mut met_entries = Vec::new();
        let mut ideal = 0.0;
        for term in &query.terms {
            let share = if term.function_word { FUNCTION_WORD_WEIGHT } else { 1.0 };
            let mut weight = 0f32;
            for candidate in &term.candidates {
                let entries = index.entry_count() as f32;
                let found = self.entry_counts[candidate.term as usize] as f32;
                let worth = share * rarity(found, entries);
                weight = weight.max(worth);
                for wording in index.postings(candidate.term) {
                    let slot = &mut of_term[wording as usize];
                    if *slot == 0.0 {
                        met_wordings.push(wording);
                    }
                    *slot = slot.max(worth * candidate.weight);
                }
            }
            if term.candidates.is_empty() {
                weight = share * self.unknown_weight;
            }
            ideal += weight;
            for wording in met_wordings.drain(..) {
                let at = wording as usize;
                let worth = std::mem::take(&mut of_term[at]);
                let entry = wordings.entries[at];
                let slot = &mut in_entry[entry as usize];
                if *slot == 0.0 {
                    met_entries.push(entry);
                }
                if wordings.kinds[at] == WordingKind::Answer {
                    *slot += ANSWER_WEIGHT * worth;
                } else {
                    *slot += worth;
                    let length = f32::from(wordings.lengths[at]) / self.mean_wording_length;
                    single[at] += worth * (K1 + 1.0) / (1.0 + K1 * (1.0 - B + B * length));
                }
            }
            for entry in met_entries.drain(..) {
                // `in_entry` is worth times frequency; the frequency saturates, the worth not.
                let found = std::mem::take(&mut in_entry[entry as usize]);
                let frequency = found / weight;
                let length = self.entry_lengths[entry as usize] / self.mean_entry_length.max(1.0);
                together[entry as usize] +=
                    weight * frequency * (K1 + 1.0) / (frequency + K1 * (1.0 - B + B * length));
            }
        }
        for (&score, &entry) in single.iter().zip(&wordings.entries) {
            let slot = &mut best[entry as usize];
            *slot = slot.max(score);
        }
        let mut ranking: Ranking = Vec::with_capacity(limit + 1);
        for entry in 0..index.entry_count() as u32 {
            let at = entry as usize;
            let score = TOGETHER_SHARE * together[at] + (1.0 - TOGETHER_SHARE) * best[at];
            if score <= 0.0 || !allowed(entry) {
                continue;
            }
            let full = ranking.len() >= limit;
            if full && ranking.last().is_some_and(|last| last.score >= score) {
                continue;
            }
            let place = ranking.partition_point(|other| other.score >= score);
            ranking.insert(place, Ranked { entry, score });
            ranking.truncate(limit);
        }
        for ranked in &mut ranking {
            ranked.score /= ideal.max(f32::MIN_POSITIVE);
        }
        ranking
    }
}

/// Inverse document frequency in the form that stays positive: ln(1 + (N - n + 0.5)/(n + 0.5)).
fn rarity(found: f32, entries: f32) -> f32 {
    libm::logf(1.0 + (entries - found + 0.5) / (found + 0.5))
}
