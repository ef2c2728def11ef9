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
use crate::index::{Index, WordingKind};

/// What the best single wording counts beside all of them together.
const COVERAGE_WEIGHT: f32 = 0.4;
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

/// An entry's score by what it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    together: f32,
    coverage: f32,
    learned: f32,
}

/// What the words of a question are worth at most. Scores are in shares of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Worth {
    /// For BM25.
    pub(super) overlap: f32,
    /// For the learned impacts, squared: theirs are vectors of length 1.
    squares: f32,
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

/// Sums for one question.
pub(super) struct Sums {
    /// For each block of wordings those that have the word in work.
    met: Vec<WordingSet>,
    /// For each entry: what the word in work is worth in its wordings together.
    entry_word: Vec<f32>,
    /// For each entry: the strongest learned impact of the word in work.
    entry_impact: Vec<f32>,
    /// For each entry: BM25 of its wordings together, of the words so far.
    together: Vec<f32>,
    /// For each entry: what the words so far are worth at most that it has.
    reach: Vec<f32>,
    /// For each entry: learned impacts of the words so far.
    learned: Vec<f32>,
    /// Blocks that have the word in work, each entry's next to each other.
    met_blocks: Vec<u32>,
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
                    let weight = ANSWER_WEIGHT * libm::sqrtf(ANSWER_LENGTH / (1.0 + length));
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
        let mut wording_worths = vec![0.0; wordings.entries.len()];
        // The words of phrases are terms of their own.
        for (term, &count) in (0..index.term_count() as u32).zip(&entry_counts) {
            let worth = rarity(count as f32, entries);
            for occurrence in occurrences.of(term) {
                let first = occurrences.first_wording(occurrence.block);
                for at in occurrences::asked(occurrence.wordings) {
                    wording_worths[first + at] += worth;
                }
            }
        }
        Self {
            occurrences,
            entry_counts,
            asked_counts,
            entry_lengths,
            asked_wordings,
            wording_worths,
            answer_weights,
            unknown_weight: rarity(0.5, entries),
            impact_unit: index.impact_unit(),
        }
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

    /// Adds a word of the question to all sums.
    pub(super) fn add(&self, word: &Weighted, sums: &mut Sums) {
        let most = word.worth.overlap;
        for term in &word.terms {
            for Occurrence { block, entry, wordings, impact } in self.occurrences.of(term.number) {
                let met = &mut sums.met[block];
                if *met == 0 {
                    sums.met_blocks.push(block as u32);
                }
                // In a wording that has several of its terms, the word is worth what the best is.
                let new = wordings & !*met;
                *met |= wordings;
                let mut frequency = occurrences::asked_count(new) as f32;
                if occurrences::has_answer(new) {
                    frequency += self.answer_weights[entry];
                }
                sums.entry_word[entry] += term.worth * frequency;
                // What an entry inherits counts only as far as it was learned from.
                let impact = f32::from(impact) * self.impact_unit * term.salience;
                let strongest = &mut sums.entry_impact[entry];
                if impact.abs() > strongest.abs() {
                    *strongest = impact;
                }
            }
        }
        // An entry of several blocks is met at its first one, and has nothing left at the others;
        // one that only inherits the word may be in the list more than once.
        for block in sums.met_blocks.drain(..) {
            let block = block as usize;
            sums.met[block] = 0;
            let at = self.occurrences.entry(block);
            let worth = std::mem::take(&mut sums.entry_word[at]);
            if worth > 0.0 {
                // How often the word occurs saturates, what it is worth does not.
                sums.together[at] += most * saturated(worth / most, self.entry_lengths[at]);
                sums.reach[at] += most;
            }
            sums.learned[at] += std::mem::take(&mut sums.entry_impact[at]);
        }
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
        let entries = || vec![0.0; self.entry_lengths.len()];
        Sums {
            met: vec![0; self.occurrences.block_count()],
            entry_word: entries(),
            entry_impact: entries(),
            together: entries(),
            reach: entries(),
            learned: entries(),
            met_blocks: Vec::new(),
        }
    }
}

impl Sums {
    /// Whether an entry has anything of the question.
    pub(super) fn found(&self, entry: u32) -> bool {
        self.together[entry as usize] > 0.0 || self.learned[entry as usize] > 0.0
    }

    /// The parts of an entry's score. They are linear in the sums and in the coverage of its best
    /// wording, so those of single words add up to those of all.
    pub(super) fn parts(&self, entry: u32, coverage: f32, worth: &Worth) -> Parts {
        let at = entry as usize;
        Parts {
            together: self.together[at] / worth.overlap.max(f32::MIN_POSITIVE),
            coverage: COVERAGE_WEIGHT * coverage,
            learned: self.learned[at] / libm::sqrtf(worth.squares).max(f32::MIN_POSITIVE),
        }
    }

    /// What an entry scores at most. Words that stand for `distinct` terms have no more in common
    /// with a wording than it is worth; otherwise it may be as good as worth nothing else.
    pub(super) fn most(&self, entry: u32, worth: &Worth, distinct: bool) -> f32 {
        let common = self.reach[entry as usize];
        let least_worth = if distinct { common } else { 0.0 };
        let coverage = 2.0 * common / (worth.overlap + least_worth).max(f32::MIN_POSITIVE);
        // Sums in another order differ in the last digits.
        self.parts(entry, coverage, worth).score() * 1.0001
    }
}

impl Parts {
    /// What they make together. What was learned may speak against an entry, though not more
    /// than all else speaks for it.
    pub(super) fn score(&self) -> f32 {
        (self.together + self.coverage + self.learned).max(0.0)
    }

    /// All parts, each with the name that an explanation gives it.
    #[cfg(feature = "builder")]
    pub(super) fn named(&self) -> [(&'static str, f32); 3] {
        [("together", self.together), ("wording", self.coverage), ("learned", self.learned)]
    }
}

impl Weighted {
    /// The numbers of the terms and phrases that the word may stand for.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.terms.iter().map(|term| term.number)
    }
}

impl Worth {
    fn of(overlap: f32, salience: f32) -> Self {
        Self { overlap, squares: salience * salience }
    }
}

impl std::ops::AddAssign for Worth {
    fn add_assign(&mut self, other: Self) {
        self.overlap += other.overlap;
        self.squares += other.squares;
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
