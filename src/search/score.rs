//! How well each entry fits a question.
//!
//! Three views of an entry are added up. All of its wordings taken together are scored by BM25
//! (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), divided by what the
//! question's words are worth, so that scores of different questions can be compared. Its best
//! single wording is scored by how much of both, question and wording, they have in common:
//! "which lights are on in the kitchen" is not "which lights are on". The third is what
//! `learn.rs` learned of which words tell entries apart. What letters add to these is `rank.rs`'s.

use super::occurrences::{self, BLOCK, Occurrence, Occurrences, WordingSet};
use super::query::{MatchKind, QueryTerm};
use super::sums::{EntrySums, Potential, Sums, WordSums, Worth};
use crate::index::{Index, WordingKind};

/// Saturation of repeated words in BM25.
const K1: f32 = 1.0;
/// Share of length normalisation in BM25.
const B: f32 = 0.4;
/// What a word counts in an answer of [`ANSWER_LENGTH`] words beside one in a question. A long
/// answer has some of every question's words.
const ANSWER_WEIGHT: f32 = 0.8;
/// The length of an answer that is short.
const ANSWER_LENGTH: f32 = 20.0;
/// Salience of a word that every entry has.
pub(super) const LEAST_SALIENCE: f32 = 2.0;
/// What a function word counts beside another of the same rarity.
const FUNCTION_WORD_WEIGHT: f32 = 0.5;

/// What scoring needs to know of an index, worked out once.
#[derive(Debug)]
pub struct Scorer {
    occurrences: Occurrences,
    /// For each term and phrase the number of entries that have it.
    entry_counts: Vec<u32>,
    /// For each term and phrase the number of entries that have it in a question, an alternate or
    /// a phrasing.
    asked_counts: Vec<u32>,
    /// For each term and phrase what it counts at most in an entry, as BM25 saturates.
    most_saturated: Vec<f32>,
    /// For each term and phrase what was learned of it at least and at most, in units of the
    /// index: not above zero, and not below.
    impact_ranges: Vec<(i8, i8)>,
    /// For each entry the number of words in its question and alternates, over the mean.
    entry_lengths: Vec<f32>,
    /// For each entry the number of its wordings but the answer.
    pub(super) asked_wordings: Vec<u32>,
    /// For each question and alternate what all of its words are worth.
    wording_worths: Vec<f32>,
    /// For each entry what a word in its answer counts beside one in its question.
    answer_weights: Vec<f32>,
    /// Weight of a word that the index does not have.
    unknown_weight: f32,
    /// What a learned impact is multiplied with.
    impact_unit: f32,
}

/// A word of a question, and what its terms count.
#[derive(Debug)]
pub(super) struct Weighted {
    /// The terms that it may stand for, what counts most first.
    terms: Vec<WeightedTerm>,
    /// What it is worth at most.
    pub(super) worth: Worth,
}

#[derive(Debug, Clone, Copy)]
struct WeightedTerm {
    number: u32,
    /// For BM25.
    worth: f32,
    /// For the learned impacts.
    salience: f32,
}

impl Scorer {
    /// Reads through the postings of an index once.
    #[must_use]
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let wordings = index.wordings();
        let entries = index.entry_count() as f32;
        let mut entry_lengths = vec![0.0; index.entry_count()];
        let mut asked_wordings = vec![0; index.entry_count()];
        let mut answer_weights = vec![0.0; index.entry_count()];
        for ((&entry, &length), &kind) in
            wordings.entries.iter().zip(&wordings.lengths).zip(&wordings.kinds)
        {
            let at = entry as usize;
            let length = f32::from(length);
            match kind {
                WordingKind::Question | WordingKind::Alternate => {
                    entry_lengths[at] += length;
                    asked_wordings[at] += 1;
                }
                WordingKind::Answer => {
                    let weight = ANSWER_WEIGHT * (ANSWER_LENGTH / (1.0 + length)).sqrt();
                    answer_weights[at] = weight.min(1.0);
                }
                WordingKind::Inherited => {}
            }
        }
        let mean = (entry_lengths.iter().sum::<f32>() / entries).max(1.0);
        entry_lengths.iter_mut().for_each(|length| *length /= mean);

        let mut entry_counts = Vec::with_capacity(index.term_and_phrase_count());
        let mut asked_counts = Vec::with_capacity(index.term_and_phrase_count());
        let occurrences = Occurrences::new(index, |all, asked| {
            entry_counts.push(all);
            asked_counts.push(asked);
        });
        let mut this = Self {
            occurrences,
            most_saturated: Vec::with_capacity(entry_counts.len()),
            impact_ranges: Vec::with_capacity(entry_counts.len()),
            entry_counts,
            asked_counts,
            entry_lengths,
            asked_wordings,
            wording_worths: vec![0.0; wordings.entries.len()],
            answer_weights,
            unknown_weight: rarity(0.5, entries),
            impact_unit: index.impact_unit(),
        };
        for number in 0..index.term_and_phrase_count() as u32 {
            this.add_term(number, index.term_count());
        }
        this
    }

    /// Works out what a term counts in wordings and entries.
    fn add_term(&mut self, number: u32, terms: usize) {
        let worth =
            rarity(self.entry_counts[number as usize] as f32, self.entry_lengths.len() as f32);
        let (mut most, mut lowest, mut highest) = (0f32, 0, 0);
        let (mut entry, mut frequency) = (usize::MAX, 0.0);
        for occurrence in self.occurrences.of(number) {
            // The words of phrases are terms of their own.
            if (number as usize) < terms {
                let first = self.occurrences.first_wording(occurrence.block);
                for at in occurrences::asked(occurrence.wordings) {
                    self.wording_worths[first + at] += worth;
                }
            }
            if occurrence.entry != entry {
                (entry, frequency) = (occurrence.entry, 0.0);
            }
            frequency += self.frequency(entry, occurrence.wordings);
            most = most.max(saturated(frequency, self.entry_lengths[entry]));
            lowest = lowest.min(occurrence.impact);
            highest = highest.max(occurrence.impact);
        }
        self.most_saturated.push(most);
        self.impact_ranges.push((lowest, highest));
    }

    /// How often an entry has a word that some of its wordings have.
    fn frequency(&self, entry: usize, wordings: WordingSet) -> f32 {
        let answer =
            if occurrences::has_answer(wordings) { self.answer_weights[entry] } else { 0.0 };
        occurrences::asked_count(wordings) as f32 + answer
    }

    /// A word of a question with what its terms count.
    pub(super) fn weighted(&self, term: &QueryTerm) -> Weighted {
        let share = if term.function_word { FUNCTION_WORD_WEIGHT } else { 1.0 };
        let Some(first) = term.candidates.first() else {
            let unknown = self.unknown_weight;
            let worth = Worth::of(share * unknown, unknown + LEAST_SALIENCE);
            return Weighted { terms: Vec::new(), worth };
        };
        let entries = self.entry_lengths.len() as f32;
        let (mut most, mut most_salient) = (0f32, 0f32);
        let known = first.kind == MatchKind::Exact;
        let mut terms: Vec<WeightedTerm> = Vec::with_capacity(term.candidates.len());
        for candidate in &term.candidates {
            let number = candidate.term as usize;
            let mut worth = share * rarity(self.entry_counts[number] as f32, entries);
            let mut salience = salience(self.asked_counts[number] as f32, entries);
            if (known || candidate.kind == MatchKind::Similar) && most > 0.0 {
                // A rare likeness, completion or synonym of a common word is worth no more than the word.
                worth = worth.min(most);
                salience = salience.min(most_salient);
            }
            most = most.max(worth);
            most_salient = most_salient.max(salience);
            let (worth, salience) = (worth * candidate.weight, salience * candidate.weight);
            let place = terms.partition_point(|other| other.worth >= worth);
            terms.insert(place, WeightedTerm { number: candidate.term, worth, salience });
        }
        Weighted { terms, worth: Worth::of(most, most_salient) }
    }

    /// What a word may add to the score of an entry, for a question of such a worth.
    pub(super) fn potential(&self, word: &Weighted, worth: &Worth) -> Potential {
        let (mut saturated, mut lowest, mut highest) = (0f32, 0f32, 0f32);
        for term in &word.terms {
            let number = term.number as usize;
            saturated += self.most_saturated[number];
            let (low, high) = self.impact_ranges[number];
            let impact = |step: i8| f32::from(step) * self.impact_unit * term.salience;
            lowest = lowest.min(impact(low));
            highest = highest.max(impact(high));
        }
        // Saturation is concave: terms together count no more than one by one.
        Potential::of(&word.worth, saturated.min(K1 + 1.0), lowest..highest, worth)
    }

    /// In how many places a word is looked at.
    pub(super) fn places(&self, word: &Weighted) -> usize {
        word.terms.iter().map(|term| self.occurrences.count(term.number)).sum()
    }

    /// Adds a word of the question to the sums of all entries.
    pub(super) fn add(&self, word: &Weighted, sums: &mut Sums) {
        if let [term] = word.terms.as_slice() {
            return self.add_only(term, word, sums);
        }
        for term in &word.terms {
            for occurrence in self.occurrences.of(term.number) {
                self.meet(term, &occurrence, sums);
            }
        }
        self.settle(word, sums);
    }

    /// Adds a word that stands for one term, as most do. The term's places in an entry follow each
    /// other, so nothing has to be kept until all are met.
    fn add_only(&self, term: &WeightedTerm, word: &Weighted, sums: &mut Sums) {
        let mut rest = self.occurrences.of(term.number).peekable();
        while let Some(Occurrence { entry, wordings, mut impact, .. }) = rest.next() {
            let mut frequency = self.frequency(entry, wordings);
            while let Some(more) = rest.next_if(|more| more.entry == entry) {
                frequency += self.frequency(entry, more.wordings);
                // One of them has it, the others have none.
                impact += more.impact;
            }
            let came_to =
                WordSums { worth: term.worth * frequency, impact: self.impact(term, impact) };
            self.add_word(word, entry, came_to, sums.touch(entry));
        }
    }

    /// Adds a word of the question to the sums of one entry.
    pub(super) fn add_to(&self, entry: u32, word: &Weighted, sums: &mut Sums) {
        for term in &word.terms {
            for block in self.occurrences.blocks(entry) {
                if let Some(occurrence) = self.occurrences.at(term.number, block) {
                    self.meet(term, &occurrence, sums);
                }
            }
        }
        self.settle(word, sums);
    }

    /// Takes notice of a place that has a term of the word in work.
    fn meet(&self, term: &WeightedTerm, occurrence: &Occurrence, sums: &mut Sums) {
        let &Occurrence { block, entry, wordings, impact } = occurrence;
        // In a wording that has several of its terms, the word is worth what the best is.
        let new = sums.meet(block, wordings);
        let own = sums.word(entry);
        own.worth += term.worth * self.frequency(entry, new);
        let impact = self.impact(term, impact);
        if impact.abs() > own.impact.abs() {
            own.impact = impact;
        }
    }

    /// What was learned of a term. What an entry inherits counts only as far as it was learned
    /// from.
    fn impact(&self, term: &WeightedTerm, steps: i8) -> f32 {
        f32::from(steps) * self.impact_unit * term.salience
    }

    /// Adds what the word in work came to.
    fn settle(&self, word: &Weighted, sums: &mut Sums) {
        sums.settle(
            |block| self.occurrences.entry(block),
            |entry, came_to, own| self.add_word(word, entry, came_to, own),
        );
    }

    /// Adds what a word came to in an entry to the entry's sums.
    fn add_word(&self, word: &Weighted, entry: usize, came_to: WordSums, own: &mut EntrySums) {
        let most = word.worth.overlap;
        if came_to.worth > 0.0 {
            // How often the word occurs saturates, what it is worth does not.
            own.together += most * saturated(came_to.worth / most, self.entry_lengths[entry]);
            own.reach += most;
        }
        own.learned += came_to.impact;
    }

    /// The question or alternate of an entry that has the most in common with a question, by its
    /// number, and how much that is: about 0 to 1. `None` where none has anything.
    pub(super) fn best_wording(
        &self,
        entry: u32,
        words: &[Weighted],
        worth: &Worth,
    ) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for block in self.occurrences.blocks(entry) {
            let (common, any) = self.common(block, words);
            let first = self.occurrences.first_wording(block);
            for at in occurrences::asked(any) {
                let coverage = self.coverage(first + at, common[at], worth);
                if coverage > best.map_or(0.0, |best| best.1) {
                    best = Some((first + at, coverage));
                }
            }
        }
        best
    }

    /// What each wording of a block has in common with words, and which have anything.
    fn common(&self, block: usize, words: &[Weighted]) -> ([f32; BLOCK], WordingSet) {
        let (mut common, mut any) = ([0.0; BLOCK], 0);
        for word in words {
            let mut met = 0;
            for term in &word.terms {
                let own = self.occurrences.in_block(term.number, block);
                for at in occurrences::asked(own & !met) {
                    common[at] += term.worth;
                }
                met |= own;
            }
            any |= met;
        }
        (common, any)
    }

    /// What a wording of an entry has in common with words of a question of such a worth.
    #[cfg(feature = "builder")]
    pub(super) fn coverage_by(
        &self,
        entry: u32,
        wording: usize,
        words: &[Weighted],
        worth: &Worth,
    ) -> f32 {
        let mut blocks = self.occurrences.blocks(entry).rev();
        let block = blocks.find(|&block| self.occurrences.first_wording(block) <= wording);
        block.map_or(0.0, |block| {
            let at = wording - self.occurrences.first_wording(block);
            self.coverage(wording, self.common(block, words).0[at], worth)
        })
    }

    /// How much of a wording and of a question of such a worth the two have in common. Linear in
    /// `common`.
    fn coverage(&self, wording: usize, common: f32, worth: &Worth) -> f32 {
        let mean_worth = (worth.overlap + self.wording_worths[wording]) / 2.0;
        common / mean_worth.max(f32::MIN_POSITIVE)
    }

    /// How rare a term is among the entries.
    #[cfg(feature = "builder")]
    pub(super) fn rarity_of(&self, term: u32) -> f32 {
        rarity(self.found_in(term) as f32, self.entry_lengths.len() as f32)
    }

    /// The number of entries that have a term.
    #[cfg(feature = "builder")]
    pub(super) fn found_in(&self, term: u32) -> u32 {
        self.entry_counts[term as usize]
    }

    /// Sums of no words yet.
    pub(super) fn sums(&self) -> Sums {
        Sums::new(self.entry_lengths.len(), self.occurrences.block_count())
    }
}

impl Weighted {
    /// The numbers of the terms and phrases that the word may stand for.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.terms.iter().map(|term| term.number)
    }
}

/// BM25's weight of a word found so often in a text of so many times the mean length.
fn saturated(frequency: f32, length: f32) -> f32 {
    frequency * (K1 + 1.0) / (frequency + K1 * (1.0 - B + B * length))
}

/// Inverse document frequency in the form that stays positive: ln(1 + (N - n + 0.5)/(n + 0.5)).
// Once in the engine, not at each of its uses: this saves 0.2 KiB.
#[inline(never)]
pub(super) fn rarity(found: f32, entries: f32) -> f32 {
    libm::logf(1.0 + (entries - found + 0.5) / (found + 0.5))
}

/// What a word counts as a feature of the learned weights. Not next to nothing where every entry
/// has it, as by [`rarity`]: which of such words tell entries apart is to be learned.
pub(super) fn salience(found: f32, entries: f32) -> f32 {
    rarity(found, entries) + LEAST_SALIENCE
}
