//! The entries for a question, best first.
//!
//! Entries are scored by their words (`score.rs`). Of the best ones, how alike their questions are
//! to this one counts, too, letter by letter: words leave some entries close.

use std::cell::OnceCell;

use super::certainty;
use super::openings::Openings;
use super::query::Query;
use super::resemblance::Runs;
use super::score::{Scorer, Sums, Weighted, Worth};
use crate::index::Index;

/// An entry with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The entry's number.
    pub entry: u32,
    /// 0: nothing in common; from about 1 on: as good as its own words.
    pub score: f32,
    /// What of the score is for letters in common.
    pub letters: f32,
    /// All that speaks for its being the answer: the score, its letters once more, and what the
    /// question itself adds (`certainty.rs`). From it comes the confidence.
    pub evidence: f32,
}

impl Ranked {
    /// An entry with a score that has yet to be added to.
    pub(crate) fn new(entry: u32, score: f32) -> Self {
        Self { entry, score, letters: 0.0, evidence: 0.0 }
    }
}

/// Entries for a question, best first; of equal ones the first in the index first.
pub type Ranking = Vec<Ranked>;

/// What the letters of a question that is an entry's only wording count at most.
const LETTERS_WEIGHT: f32 = 0.45;
/// So many entries are compared by their letters: the best by all else.
const COMPARED: usize = 10;

/// Ranks the entries of an index.
#[derive(Debug)]
pub struct Ranker {
    scorer: Scorer,
    /// Filled when a question is first ranked.
    openings: OnceCell<Openings>,
}

/// A question's words, and what the entries score for it.
struct Scores<'a> {
    scorer: &'a Scorer,
    words: &'a [Weighted],
    worth: Worth,
    sums: Sums,
    /// For each entry its score; below zero: it cannot be shown. Those that are not among the
    /// best have theirs without what their best wording counts.
    values: Vec<f32>,
}

impl Ranker {
    /// Reads through the postings of an index once.
    #[must_use]
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        Self { scorer: Scorer::new(index), openings: OnceCell::new() }
    }

    /// What scores the entries.
    #[cfg(feature = "builder")]
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// The entries that share anything with a question, or begin so, and pass `allowed`, best
    /// first, at most `limit`.
    pub fn rank<D: AsRef<[u8]>>(
        &self,
        query: &Query,
        index: &Index<D>,
        allowed: impl Fn(u32) -> bool,
        limit: usize,
    ) -> Ranking {
        let scorer = &self.scorer;
        let mut sums = scorer.sums();
        let mut worth = Worth::default();
        let mut guessed = 0.0;
        let mut words = Vec::with_capacity(query.terms.len());
        for term in &query.terms {
            let word = scorer.weighted(term);
            scorer.add(&word, &mut sums);
            if term.is_guessed() {
                guessed += word.worth.overlap;
            }
            worth += word.worth;
            words.push(word);
        }
        // Callers may ask for as many as a number can say.
        let limit = limit.min(index.entry_count());
        let values = Vec::with_capacity(index.entry_count());
        let mut scores = Scores { scorer, words: &words, worth, sums, values };
        scores.fill(index, allowed, limit.max(COMPARED));
        let compared = self.add_letters(query, index, &mut scores);
        let mut ranking = Ranking::with_capacity(limit + 1);
        for (entry, &score) in (0..).zip(&scores.values) {
            if score > 0.0 || (score == 0.0 && scores.sums.found(entry)) {
                insert(Ranked::new(entry, score), &mut ranking, limit);
            }
        }
        let support = certainty::support(worth.overlap, guessed);
        for ranked in &mut ranking {
            let own = compared.iter().find(|other| other.entry == ranked.entry);
            ranked.letters = own.map_or(0.0, |own| own.letters);
            ranked.evidence = ranked.score + ranked.letters + support;
        }
        ranking
    }

    /// Adds what the letters of the best entries' questions count, and brings forward those that
    /// begin as typed. Gives the entries compared.
    fn add_letters<D: AsRef<[u8]>>(
        &self,
        query: &Query,
        index: &Index<D>,
        scores: &mut Scores<'_>,
    ) -> Ranking {
        let mut compared = Ranking::with_capacity(COMPARED + 1);
        if query.letters.is_empty() {
            return compared;
        }
        let openings = self.openings.get_or_init(|| Openings::new(index));
        let beginning =
            openings.beginning(&query.letters, |entry| scores.values[entry as usize] >= 0.0);
        for &entry in &beginning.entries {
            scores.complete(entry);
        }
        for (entry, &score) in (0..).zip(&scores.values) {
            if score > 0.0 {
                insert(Ranked::new(entry, score), &mut compared, COMPARED);
            }
        }
        let asked = Runs::new(&query.letters);
        for ranked in &mut compared {
            let alike = asked.resemblance(&Runs::new(openings.question(ranked.entry)));
            // Only the question's letters are known; it is one of the wordings.
            let wordings = self.scorer.asked_wordings[ranked.entry as usize] as f32;
            ranked.letters = LETTERS_WEIGHT * alike / wordings.max(1.0);
            scores.values[ranked.entry as usize] += ranked.letters;
        }
        beginning.bring_forward(&mut scores.values);
        compared
    }

    /// Whether the question of an entry that was ranked is, letter for letter, the one asked.
    pub fn asks(&self, entry: u32, query: &Query) -> bool {
        let openings = self.openings.get();
        openings.is_some_and(|openings| openings.question(entry) == query.letters)
    }
}

impl Scores<'_> {
    /// Scores all entries, those that may be among so many best ones to the end.
    fn fill<D: AsRef<[u8]>>(
        &mut self,
        index: &Index<D>,
        allowed: impl Fn(u32) -> bool,
        depth: usize,
    ) {
        let mut best = Ranking::with_capacity(depth + 1);
        for entry in 0..index.entry_count() as u32 {
            let found = self.sums.found(entry);
            let score = match (allowed(entry), found) {
                (false, _) => -1.0,
                (true, false) => 0.0,
                (true, true) => self.sums.parts(entry, 0.0, &self.worth).score(),
            };
            self.values.push(score);
            if found && score >= 0.0 {
                insert(Ranked::new(entry, score), &mut best, depth);
            }
        }
        let mut least = f32::INFINITY;
        for ranked in &best {
            least = least.min(self.complete(ranked.entry));
        }
        if best.len() < depth {
            return;
        }
        // Whoever cannot come up to the last of these by its best wording is not among the best.
        let distinct = self.stand_for_distinct_terms(index);
        for entry in 0..index.entry_count() as u32 {
            if self.values[entry as usize] >= 0.0
                && self.sums.found(entry)
                && self.sums.most(entry, &self.worth, distinct) >= least
                && !best.iter().any(|other| other.entry == entry)
            {
                self.complete(entry);
            }
        }
    }

    /// Scores an entry with its best wording.
    fn complete(&mut self, entry: u32) -> f32 {
        let best = self.scorer.best_wording(entry, self.words, &self.worth);
        let coverage = best.map_or(0.0, |best| best.1);
        let score = self.sums.parts(entry, coverage, &self.worth).score();
        self.values[entry as usize] = score;
        score
    }

    /// Whether no two words may stand for the same term, and none for a phrase.
    fn stand_for_distinct_terms<D: AsRef<[u8]>>(&self, index: &Index<D>) -> bool {
        for (at, word) in self.words.iter().enumerate() {
            for number in word.numbers() {
                let phrase = number as usize >= index.term_count();
                if phrase
                    || self.words[at + 1..].iter().any(|other| other.numbers().any(|n| n == number))
                {
                    return false;
                }
            }
        }
        true
    }
}

/// Puts an entry into a ranking, after those as good as it, and keeps it within `limit`. Rankings
/// are short, and a sort would weigh more.
// Once in the engine, not at each of its uses: this saves 0.1 KiB.
#[inline(never)]
pub fn insert(ranked: Ranked, ranking: &mut Ranking, limit: usize) {
    // Most come too late.
    if ranking.len() == limit && ranking.last().is_none_or(|last| last.score >= ranked.score) {
        return;
    }
    let place = ranking.partition_point(|other| other.score >= ranked.score);
    ranking.truncate(limit - 1);
    ranking.insert(place, ranked);
}
