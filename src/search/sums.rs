//! What the words of a question add up to in each entry.

use std::ops::Range;

use super::occurrences::WordingSet;

/// What the best single wording counts beside all of them together.
const COVERAGE_WEIGHT: f32 = 0.4;

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

/// What words add to the score of an entry that has them, at most and at least.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Potential {
    /// Without what its best wording counts.
    most: f32,
    /// At most zero.
    pub(super) least: f32,
    /// What the words are worth.
    reach: f32,
}

/// Sums for one question.
#[derive(Debug)]
pub(super) struct Sums {
    entries: Vec<EntrySums>,
    /// For each entry what the word in work has come to.
    words: Vec<WordSums>,
    /// For each block of wordings those that have the word in work.
    met: Vec<WordingSet>,
    /// Blocks that have the word in work, each entry's next to each other.
    met_blocks: Vec<u32>,
    /// The entries that have anything of the question so far, each once.
    touched: Vec<u32>,
}

/// The sums of an entry.
#[derive(Debug, Clone, Default)]
pub(super) struct EntrySums {
    /// BM25 of its wordings together, of the words so far.
    pub(super) together: f32,
    /// What the words so far are worth at most that it has.
    pub(super) reach: f32,
    /// Learned impacts of the words so far.
    pub(super) learned: f32,
    touched: bool,
}

/// What a word has come to in an entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordSums {
    /// What it is worth in its wordings together.
    pub(super) worth: f32,
    /// Its strongest learned impact.
    pub(super) impact: f32,
}

impl Sums {
    pub(super) fn new(entries: usize, blocks: usize) -> Self {
        Self {
            entries: vec![EntrySums::default(); entries],
            words: vec![WordSums::default(); entries],
            met: vec![0; blocks],
            met_blocks: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// Back to no words.
    pub(super) fn clear(&mut self) {
        for entry in self.touched.drain(..) {
            self.entries[entry as usize] = EntrySums::default();
        }
    }

    /// The entries that have anything of the question so far, as they were met.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// Whether an entry has anything of the question so far.
    pub(super) fn is_touched(&self, entry: u32) -> bool {
        self.entries[entry as usize].touched
    }

    /// Forgets all entries but some.
    pub(super) fn keep(&mut self, entries: &[u32]) {
        let mut kept = Vec::with_capacity(entries.len());
        for &entry in entries {
            kept.push(std::mem::take(&mut self.entries[entry as usize]));
        }
        self.clear();
        for (&entry, own) in entries.iter().zip(kept) {
            self.entries[entry as usize] = own;
            self.touched.push(entry);
        }
    }

    /// Of wordings that have the word in work those that were not met yet.
    pub(super) fn meet(&mut self, block: usize, wordings: WordingSet) -> WordingSet {
        let met = &mut self.met[block];
        if *met == 0 {
            self.met_blocks.push(block as u32);
        }
        let new = wordings & !*met;
        *met |= wordings;
        new
    }

    /// The sums of an entry, to add a word to.
    pub(super) fn touch(&mut self, entry: usize) -> &mut EntrySums {
        let own = &mut self.entries[entry];
        if !std::mem::replace(&mut own.touched, true) {
            self.touched.push(entry as u32);
        }
        own
    }

    /// What the word in work has come to in an entry.
    pub(super) fn word(&mut self, entry: usize) -> &mut WordSums {
        &mut self.words[entry]
    }

    /// Ends the word in work: gives the entry of each block that was met, with what the word came
    /// to.
    // An entry of several blocks is met at its first one, and has nothing left at the others; one
    // that only inherits the word may be in the list more than once.
    pub(super) fn settle(
        &mut self,
        entry_of: impl Fn(usize) -> usize,
        mut add: impl FnMut(usize, WordSums, &mut EntrySums),
    ) {
        for at in 0..self.met_blocks.len() {
            let block = self.met_blocks[at] as usize;
            self.met[block] = 0;
            let entry = entry_of(block);
            let word = std::mem::take(&mut self.words[entry]);
            add(entry, word, self.touch(entry));
        }
        self.met_blocks.clear();
    }

    /// Whether an entry has anything of the question.
    pub(super) fn found(&self, entry: u32) -> bool {
        let own = &self.entries[entry as usize];
        own.together > 0.0 || own.learned > 0.0
    }

    /// The parts of an entry's score. They are linear in the sums and in the coverage of its best
    /// wording, so those of single words add up to those of all.
    pub(super) fn parts(&self, entry: u32, coverage: f32, worth: &Worth) -> Parts {
        let own = &self.entries[entry as usize];
        Parts {
            together: own.together / worth.overlap.max(f32::MIN_POSITIVE),
            coverage: COVERAGE_WEIGHT * coverage,
            learned: own.learned / worth.squares.sqrt().max(f32::MIN_POSITIVE),
        }
    }

    /// What an entry scores at most that may have words besides its own. Words that stand for
    /// `distinct` terms have no more in common with a wording than it is worth; otherwise it may be
    /// as good as worth nothing else.
    pub(super) fn most(&self, entry: u32, rest: &Potential, worth: &Worth, distinct: bool) -> f32 {
        let own = self.parts(entry, 0.0, worth).sum();
        let reach = rest.reach + self.entries[entry as usize].reach;
        Potential { most: rest.most + own, least: rest.least, reach }.most(worth, distinct)
    }
}

impl Parts {
    /// What they make together. What was learned may speak against an entry, though not more
    /// than all else speaks for it.
    pub(super) fn score(&self) -> f32 {
        self.sum().max(0.0)
    }

    /// The same, also below zero.
    pub(super) fn sum(&self) -> f32 {
        self.together + self.coverage + self.learned
    }

    /// All parts, each with the name that an explanation gives it.
    #[cfg(feature = "builder")]
    pub(super) fn named(&self) -> [(&'static str, f32); 3] {
        [("together", self.together), ("wording", self.coverage), ("learned", self.learned)]
    }
}

impl Potential {
    /// Of a word with such an own worth, by how far it saturates and by the range of its learned
    /// impacts, in a question of such a worth.
    pub(super) fn of(own: &Worth, saturated: f32, impacts: Range<f32>, worth: &Worth) -> Self {
        let length = worth.squares.sqrt().max(f32::MIN_POSITIVE);
        let together = own.overlap * saturated / worth.overlap.max(f32::MIN_POSITIVE);
        Self {
            most: together + impacts.end / length,
            least: impacts.start / length,
            reach: own.overlap,
        }
    }

    /// What an entry scores at most that has no other words.
    pub(super) fn most(&self, worth: &Worth, distinct: bool) -> f32 {
        let least_worth = if distinct { self.reach } else { 0.0 };
        let mean_worth = (worth.overlap + least_worth) / 2.0;
        let coverage = self.reach / mean_worth.max(f32::MIN_POSITIVE);
        // Sums in another order differ in the last digits.
        (self.most + COVERAGE_WEIGHT * coverage).max(0.0) * 1.0001
    }
}

impl std::ops::AddAssign for Potential {
    fn add_assign(&mut self, other: Self) {
        self.most += other.most;
        self.least += other.least;
        self.reach += other.reach;
    }
}

impl Worth {
    pub(super) fn of(overlap: f32, salience: f32) -> Self {
        Self { overlap, squares: salience * salience }
    }
}

impl std::ops::AddAssign for Worth {
    fn add_assign(&mut self, other: Self) {
        self.overlap += other.overlap;
        self.squares += other.squares;
    }
}
