//! How well each entry fits a question.
//!
//! Four views of an entry are added up. All of its wordings taken together are scored by BM25
//! (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), divided by what the
//! question's words are worth, so that scores of different questions can be compared. Its best
//! single wording is scored by how much of both, question and wording, they have in common:
//! "which lights are on in the kitchen" is not "which lights are on". The third is what
//! `learn.rs` learned of which words tell entries apart. Where that leaves entries close, how
//! alike their questions are to this one decides, letter by letter.

use std::cell::OnceCell;

use super::certainty;
use super::openings::Openings;
use super::query::{MatchKind, Query, QueryTerm};
use super::resemblance::Runs;
use crate::index::{Index, WordingKind};

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

/// What the best single wording counts beside all of them together.
const COVERAGE_WEIGHT: f32 = 0.4;
/// What the letters of a question that is an entry's only wording count at most.
const LETTERS_WEIGHT: f32 = 0.45;
/// So many entries are compared by their letters: the best by all else.
const COMPARED: usize = 10;
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
    /// For each term and phrase the number of entries that have it.
    entry_counts: Vec<u32>,
    /// For each term and phrase the number of entries that have it in a question or an alternate.
    asked_counts: Vec<u32>,
    /// For each term where its learned impacts start; for each phrase, after the last one.
    impact_starts: Vec<u32>,
    /// For each entry the number of words in its question and alternates, over the mean.
    entry_lengths: Vec<f32>,
    /// For each entry the number of its wordings but the answer.
    asked_wordings: Vec<u32>,
    /// For each wording what all of its words are worth.
    wording_worths: Vec<f32>,
    /// For each wording what a word in it counts: 1 but in answers.
    wording_weights: Vec<f32>,
    /// Weight of a word that the index does not have.
    unknown_weight: f32,
    /// Filled when a question is first ranked.
    openings: OnceCell<Openings>,
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

/// Sums for one question.
pub(super) struct Sums {
    /// For each wording: what the word in work is worth in it.
    wording_word: Vec<f32>,
    /// For each question and alternate: what it has in common with the words so far.
    pub(super) common: Vec<f32>,
    /// For each entry: what the word in work is worth in its wordings together.
    entry_word: Vec<f32>,
    /// For each entry: the strongest learned impact of the word in work.
    entry_impact: Vec<f32>,
    /// For each entry: BM25 of its wordings together, of the words so far.
    together: Vec<f32>,
    /// For each entry: learned impacts of the words so far.
    learned: Vec<f32>,
    /// Wordings that have the word in work, and entries, and those with an impact.
    met_wordings: Vec<u32>,
    met_entries: Vec<u32>,
    met_impacts: Vec<u32>,
}

impl Scorer {
    /// Reads through the postings of an index once.
    #[must_use]
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let wordings = index.wordings();
        let entries = index.entry_count() as f32;
        let mut entry_lengths = vec![0.0; index.entry_count()];
        let mut asked_wordings = vec![0; index.entry_count()];
        let mut wording_weights = Vec::with_capacity(wordings.entries.len());
        for ((&entry, &length), &kind) in
            wordings.entries.iter().zip(&wordings.lengths).zip(&wordings.kinds)
        {
            let length = f32::from(length);
            if kind == WordingKind::Inherited {
                wording_weights.push(0.0);
            } else if kind == WordingKind::Answer {
                let weight = ANSWER_WEIGHT * libm::sqrtf(ANSWER_LENGTH / (1.0 + length));
                wording_weights.push(weight.min(1.0));
            } else {
                entry_lengths[entry as usize] += length;
                asked_wordings[entry as usize] += 1;
                wording_weights.push(1.0);
            }
        }
        let mean = (entry_lengths.iter().sum::<f32>() / entries).max(1.0);
        entry_lengths.iter_mut().for_each(|length| *length /= mean);

        let mut entry_counts = Vec::with_capacity(index.term_count());
        let mut asked_counts = Vec::with_capacity(index.term_count());
        let mut impact_starts = Vec::with_capacity(index.term_count());
        let mut wording_worths = vec![0.0; wordings.entries.len()];
        let mut impacts = 0;
        for term in 0..index.term_and_phrase_count() as u32 {
            let (mut all, mut asked) = (Distinct::default(), Distinct::default());
            for wording in index.postings(term) {
                let entry = wordings.entries[wording as usize];
                match wordings.kinds[wording as usize] {
                    WordingKind::Question | WordingKind::Alternate => {
                        all.add(entry);
                        asked.add(entry);
                    }
                    WordingKind::Answer => all.add(entry),
                    WordingKind::Inherited => asked.add(entry),
                }
            }
            entry_counts.push(all.count);
            asked_counts.push(asked.count);
            impact_starts.push(impacts);
            if !index.phrase(term).is_empty() {
                // Its words are counted already, and nothing was learned of it.
                continue;
            }
            for wording in index.postings(term) {
                wording_worths[wording as usize] += rarity(all.count as f32, entries);
            }
            impacts += asked.count;
        }
        Self {
            entry_counts,
            asked_counts,
            impact_starts,
            entry_lengths,
            asked_wordings,
            wording_worths,
            wording_weights,
            unknown_weight: rarity(0.5, entries),
            openings: OnceCell::new(),
        }
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
        let mut sums = Sums::new(index.entry_count(), index.wordings().entries.len());
        let mut worth = Worth::default();
        let mut guessed = 0.0;
        for term in &query.terms {
            let own = self.add(term, index, &mut sums);
            if term.is_guessed() {
                guessed += own.overlap;
            }
            worth += own;
        }
        let mut coverage = vec![0f32; index.entry_count()];
        for (wording, &entry) in index.wordings().entries.iter().enumerate() {
            let slot = &mut coverage[entry as usize];
            *slot = slot.max(self.coverage(wording, sums.common[wording], &worth));
        }
        // Callers may ask for as many as a number can say.
        let limit = limit.min(index.entry_count());
        let mut scores: Vec<f32> = Vec::with_capacity(index.entry_count());
        for (entry, &coverage) in (0..).zip(&coverage) {
            // Below zero: not to be found.
            let score = match (allowed(entry), sums.found(entry)) {
                (true, true) => sums.parts(entry, coverage, &worth).score(),
                (true, false) => 0.0,
                (false, _) => -1.0,
            };
            scores.push(score);
        }
        let compared = self.add_letters(query, index, &mut scores);
        let mut ranking: Ranking = Vec::with_capacity(limit + 1);
        for (entry, &score) in (0..).zip(&scores) {
            if score > 0.0 || (score == 0.0 && sums.found(entry)) {
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
        scores: &mut [f32],
    ) -> Ranking {
        let mut compared: Ranking = Vec::with_capacity(COMPARED + 1);
        if query.letters.is_empty() {
            return compared;
        }
        let openings = self.openings.get_or_init(|| Openings::new(index));
        for (entry, &score) in (0..).zip(&*scores) {
            if score > 0.0 {
                insert(Ranked::new(entry, score), &mut compared, COMPARED);
            }
        }
        let asked = Runs::new(&query.letters);
        for ranked in &mut compared {
            let alike = asked.resemblance(&Runs::new(openings.question(ranked.entry)));
            // Only the question's letters are known; it is one of the wordings.
            let wordings = self.asked_wordings[ranked.entry as usize] as f32;
            ranked.letters = LETTERS_WEIGHT * alike / wordings.max(1.0);
            scores[ranked.entry as usize] += ranked.letters;
        }
        openings.bring_forward(&query.letters, scores);
        compared
    }

    /// Whether the question of an entry that was ranked is, letter for letter, the one asked.
    pub fn asks(&self, entry: u32, query: &Query) -> bool {
        let openings = self.openings.get();
        openings.is_some_and(|openings| openings.question(entry) == query.letters)
    }

    /// How much of a wording and of a question of such a worth the two have in common, 0 to about
    /// 1. Linear in `common`.
    pub(super) fn coverage(&self, wording: usize, common: f32, worth: &Worth) -> f32 {
        let mean_worth = (worth.overlap + self.wording_worths[wording]) / 2.0;
        common / mean_worth.max(f32::MIN_POSITIVE)
    }

    /// How rare a term is among the entries.
    #[cfg(feature = "builder")]
    pub(super) fn rarity_of<D: AsRef<[u8]>>(&self, term: u32, index: &Index<D>) -> f32 {
        rarity(self.found_in(term) as f32, index.entry_count() as f32)
    }

    /// The number of entries that have a term.
    #[cfg(feature = "builder")]
    pub(super) fn found_in(&self, term: u32) -> u32 {
        self.entry_counts[term as usize]
    }

    /// Adds a word of the question to all sums; gives what it is worth at most.
    pub(super) fn add<D: AsRef<[u8]>>(
        &self,
        term: &QueryTerm,
        index: &Index<D>,
        sums: &mut Sums,
    ) -> Worth {
        let share = if term.function_word { FUNCTION_WORD_WEIGHT } else { 1.0 };
        if term.candidates.is_empty() {
            let unknown = self.unknown_weight;
            return Worth::of(share * unknown, unknown + LEAST_SALIENCE);
        }
        let wordings = index.wordings();
        let entries = index.entry_count() as f32;
        let (mut most, mut most_rare) = (0f32, 0f32);
        let known = term.candidates[0].kind == MatchKind::Exact;
        for candidate in &term.candidates {
            let number = candidate.term as usize;
            let mut worth = share * rarity(self.entry_counts[number] as f32, entries);
            let mut rare = salience(self.asked_counts[number] as f32, entries);
            if (known || candidate.kind == MatchKind::Similar) && most > 0.0 {
                // A rare likeness, completion or synonym of a common word is worth no more than the word.
                worth = worth.min(most);
                rare = rare.min(most_rare);
            }
            most = most.max(worth);
            most_rare = most_rare.max(rare);
            let impacts = index.impacts(self.impact_starts[number], self.asked_counts[number]);
            let mut impacts = impacts.into_iter();
            let mut last = None;
            for wording in index.postings(candidate.term) {
                let kind = wordings.kinds[wording as usize];
                // What an entry inherits counts only as far as it was learned from.
                if kind != WordingKind::Inherited {
                    let slot = &mut sums.wording_word[wording as usize];
                    if *slot == 0.0 {
                        sums.met_wordings.push(wording);
                    }
                    *slot = slot.max(worth * candidate.weight);
                }
                let entry = wordings.entries[wording as usize];
                if kind != WordingKind::Answer && last != Some(entry) {
                    last = Some(entry);
                    let impact = impacts.next().unwrap_or(0.0) * rare * candidate.weight;
                    let slot = &mut sums.entry_impact[entry as usize];
                    if *slot == 0.0 {
                        sums.met_impacts.push(entry);
                    }
                    if impact.abs() > slot.abs() {
                        *slot = impact;
                    }
                }
            }
        }
        for wording in sums.met_wordings.drain(..) {
            let at = wording as usize;
            let worth = std::mem::take(&mut sums.wording_word[at]);
            let entry = wordings.entries[at];
            let slot = &mut sums.entry_word[entry as usize];
            if *slot == 0.0 {
                sums.met_entries.push(entry);
            }
            *slot += self.wording_weights[at] * worth;
            if wordings.kinds[at] != WordingKind::Answer {
                sums.common[at] += worth;
            }
        }
        for entry in sums.met_entries.drain(..) {
            let at = entry as usize;
            // A sum of worths; how often the word occurs saturates, what it is worth does not.
            let frequency = std::mem::take(&mut sums.entry_word[at]) / most;
            sums.together[at] += most * saturated(frequency, self.entry_lengths[at]);
        }
        for entry in sums.met_impacts.drain(..) {
            // Where its impact is 0, an entry may be in the list more than once.
            sums.learned[entry as usize] += std::mem::take(&mut sums.entry_impact[entry as usize]);
        }
        Worth::of(most, most_rare)
    }
}

impl Sums {
    pub(super) fn new(entries: usize, wordings: usize) -> Self {
        Self {
            wording_word: vec![0.0; wordings],
            common: vec![0.0; wordings],
            entry_word: vec![0.0; entries],
            entry_impact: vec![0.0; entries],
            together: vec![0.0; entries],
            learned: vec![0.0; entries],
            met_wordings: Vec::new(),
            met_entries: Vec::new(),
            met_impacts: Vec::new(),
        }
    }

    /// Whether an entry has anything of the question.
    fn found(&self, entry: u32) -> bool {
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

impl Worth {
    fn of(overlap: f32, rarity: f32) -> Self {
        Self { overlap, squares: rarity * rarity }
    }
}

impl std::ops::AddAssign for Worth {
    fn add_assign(&mut self, other: Self) {
        self.overlap += other.overlap;
        self.squares += other.squares;
    }
}

/// Puts an entry into a ranking, after those as good as it, and keeps it within `limit`. Rankings
/// are short, and a sort would weigh more.
// Once in the engine, not at each of its uses: this saves 0.1 KiB.
#[inline(never)]
pub fn insert(ranked: Ranked, ranking: &mut Ranking, limit: usize) {
    let place = ranking.partition_point(|other| other.score >= ranked.score);
    if place < limit {
        ranking.truncate(limit - 1);
        ranking.insert(place, ranked);
    }
}

/// Counts runs of equal numbers.
#[derive(Default)]
struct Distinct {
    last: Option<u32>,
    count: u32,
}

impl Distinct {
    fn add(&mut self, number: u32) {
        self.count += u32::from(self.last != Some(number));
        self.last = Some(number);
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
