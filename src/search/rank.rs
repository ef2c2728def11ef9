//! The entries for a question, best first.
//!
//! Entries are scored by their words (`score.rs`). Of the best ones, how alike their questions are
//! to this one counts, too, letter by letter: words leave some entries close.

use std::cell::{OnceCell, RefCell};

use super::certainty;
use super::openings::Openings;
use super::query::Query;
use super::resemblance::Runs;
use super::score::{Scorer, Weighted};
use super::sums::{Potential, Sums, Worth};
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
/// Looking a word up in an entry takes as long as so many places of a word, one after the other.
const LOOK_UP: usize = 8;

/// Ranks the entries of an index.
#[derive(Debug)]
pub struct Ranker {
    scorer: Scorer,
    /// Kept from question to question: to set them up takes longer than most questions.
    sums: RefCell<Sums>,
    /// Filled when a question is first ranked.
    openings: OnceCell<Openings>,
}

/// A question's words, and what the entries score for it.
struct Scores<'a> {
    scorer: &'a Scorer,
    /// The rarest first.
    words: &'a [Weighted],
    worth: Worth,
    sums: &'a mut Sums,
    /// The entries that can be shown and may be among the best, in no order. Those that are not
    /// have a score without what their best wording counts.
    scored: Vec<Ranked>,
}

impl Ranker {
    /// Reads through the postings of an index once.
    #[must_use]
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let scorer = Scorer::new(index);
        let sums = RefCell::new(scorer.sums());
        Self { scorer, sums, openings: OnceCell::new() }
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
        let mut worth = Worth::default();
        let mut guessed = 0.0;
        let mut words = Vec::with_capacity(query.terms.len());
        for term in &query.terms {
            let word = scorer.weighted(term);
            if term.is_guessed() {
                guessed += word.worth.overlap;
            }
            worth += word.worth;
            let rarer = |other: &Weighted| other.worth.overlap >= word.worth.overlap;
            words.insert(words.partition_point(rarer), word);
        }
        // Callers may ask for as many as a number can say.
        let limit = limit.min(index.entry_count());
        let mut sums = self.sums.borrow_mut();
        sums.clear();
        let scored = Vec::new();
        let mut scores = Scores { scorer, words: &words, worth, sums: &mut sums, scored };
        scores.fill(index, &allowed, limit.max(COMPARED));
        let compared = self.add_letters(query, index, allowed, &mut scores);
        let mut ranking = Ranking::with_capacity(limit + 1);
        for &ranked in &scores.scored {
            insert(ranked, &mut ranking, limit);
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
        allowed: impl Fn(u32) -> bool,
        scores: &mut Scores<'_>,
    ) -> Ranking {
        let mut compared = Ranking::with_capacity(COMPARED + 1);
        if query.letters.is_empty() {
            return compared;
        }
        let openings = self.openings.get_or_init(|| Openings::new(index));
        let beginning = openings.beginning(&query.letters, index, allowed);
        for &entry in &beginning.entries {
            scores.add(entry);
        }
        for ranked in scores.scored.iter().filter(|ranked| ranked.score > 0.0) {
            insert(*ranked, &mut compared, COMPARED);
        }
        let asked = Runs::new(&query.letters);
        for ranked in &mut compared {
            let alike = asked.resemblance(&Runs::new(openings.question(ranked.entry, index)));
            // Only the question's letters are known; it is one of the wordings.
            let wordings = self.scorer.asked_wordings[ranked.entry as usize] as f32;
            ranked.letters = LETTERS_WEIGHT * alike / wordings.max(1.0);
        }
        for ranked in &mut scores.scored {
            let own = compared.iter().find(|other| other.entry == ranked.entry);
            ranked.score += own.map_or(0.0, |own| own.letters);
        }
        beginning.bring_forward(&mut scores.scored);
        compared
    }

    /// Whether the question of an entry that was ranked is, letter for letter, the one asked.
    pub fn asks<D: AsRef<[u8]>>(&self, entry: u32, query: &Query, index: &Index<D>) -> bool {
        let openings = self.openings.get();
        openings.is_some_and(|openings| openings.question(entry, index) == query.letters)
    }
}

impl Scores<'_> {
    /// Scores the entries that can be shown and may be among so many best ones.
    fn fill<D: AsRef<[u8]>>(
        &mut self,
        index: &Index<D>,
        allowed: impl Fn(u32) -> bool,
        depth: usize,
    ) {
        let distinct = self.stand_for_distinct_terms(index);
        self.add_words(&allowed, depth, distinct);
        let mut best = Ranking::with_capacity(depth + 1);
        for &entry in self.sums.touched() {
            if self.sums.found(entry) && allowed(entry) {
                let ranked = Ranked::new(entry, self.sums.parts(entry, 0.0, &self.worth).score());
                self.scored.push(ranked);
                insert(ranked, &mut best, depth);
            }
        }
        let mut least = f32::INFINITY;
        for ranked in &mut best {
            ranked.score = self.complete(ranked.entry);
            least = least.min(ranked.score);
        }
        // Whoever cannot come up to the last of these by its best wording is not among the best.
        let few = best.len() < depth;
        for at in 0..self.scored.len() {
            let entry = self.scored[at].entry;
            if let Some(done) = best.iter().find(|other| other.entry == entry) {
                self.scored[at].score = done.score;
            } else if !few
                && self.sums.most(entry, &Potential::default(), &self.worth, distinct) >= least
            {
                self.scored[at].score = self.complete(entry);
            }
        }
    }

    /// Adds the words to the sums of the entries. When no entry can come to be among so many best
    /// ones by the rest alone, the rest is looked up for those that still can (MaxScore; Turtle
    /// and Flood, "Query evaluation: strategies and optimizations", 1995).
    fn add_words(&mut self, allowed: impl Fn(u32) -> bool, depth: usize, distinct: bool) {
        for (at, word) in self.words.iter().enumerate() {
            let rest = &self.words[at..];
            let places: usize = rest.iter().map(|word| self.scorer.places(word)).sum();
            if places > LOOK_UP * rest.len() * self.sums.touched().len().max(depth)
                && let Some(entries) = self.still_among(&allowed, depth, rest, distinct)
            {
                self.sums.keep(&entries);
                for word in rest {
                    for &entry in &entries {
                        self.scorer.add_to(entry, word, self.sums);
                    }
                }
                return;
            }
            self.scorer.add(word, self.sums);
        }
    }

    /// The entries that may be among so many best ones with the rest of the words. `None` where
    /// those may be that have none of the words so far.
    fn still_among(
        &self,
        allowed: impl Fn(u32) -> bool,
        depth: usize,
        rest: &[Weighted],
        distinct: bool,
    ) -> Option<Vec<u32>> {
        let mut potential = Potential::default();
        for word in rest {
            potential += self.scorer.potential(word, &self.worth);
        }
        let mut best = Ranking::with_capacity(depth + 1);
        for &entry in self.sums.touched() {
            let sure = self.sums.parts(entry, 0.0, &self.worth).sum() + potential.least;
            if sure > 0.0 && allowed(entry) {
                insert(Ranked::new(entry, sure), &mut best, depth);
            }
        }
        let least = best.get(depth - 1)?.score;
        if potential.most(&self.worth, distinct) >= least {
            return None;
        }
        let may = |&&entry: &&u32| {
            self.sums.most(entry, &potential, &self.worth, distinct) >= least && allowed(entry)
        };
        Some(self.sums.touched().iter().filter(may).copied().collect())
    }

    /// Sees to it that an entry has its score with its best wording.
    fn add(&mut self, entry: u32) {
        // Its words may have been passed over.
        if !self.sums.is_touched(entry) {
            for word in self.words {
                self.scorer.add_to(entry, word, self.sums);
            }
        }
        let score = self.complete(entry);
        match self.scored.iter_mut().find(|ranked| ranked.entry == entry) {
            Some(ranked) => ranked.score = score,
            None => self.scored.push(Ranked::new(entry, score)),
        }
    }

    /// The score of an entry with its best wording.
    fn complete(&self, entry: u32) -> f32 {
        let best = self.scorer.best_wording(entry, self.words, &self.worth);
        let coverage = best.map_or(0.0, |best| best.1);
        self.sums.parts(entry, coverage, &self.worth).score()
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

/// Puts an entry into a ranking, of those as good as it by its number, and keeps it within
/// `limit`. Rankings are short, and a sort would weigh more.
// Once in the engine, not at each of its uses: this saves 0.1 KiB.
#[inline(never)]
pub fn insert(ranked: Ranked, ranking: &mut Ranking, limit: usize) {
    let before = |other: &Ranked| {
        other.score > ranked.score || other.score == ranked.score && other.entry < ranked.entry
    };
    // Most come too late.
    if ranking.len() == limit && ranking.last().is_none_or(before) {
        return;
    }
    let place = ranking.partition_point(before);
    ranking.truncate(limit - 1);
    ranking.insert(place, ranked);
}
