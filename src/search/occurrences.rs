//! The postings as scoring needs them: for each term the entries that have it, with a bit for each
//! wording. An entry may have tens of wordings, most of which share words with most questions;
//! what is summed up by entries is so summed up without looking at each of them.

use std::ops::Range;

use crate::index::{Index, LearnedSoFar, WordingKind};

/// So many questions and alternates fit into a block, beside an answer. An entry that has more
/// has several blocks.
pub(super) const BLOCK: usize = 31;
/// The bit of an answer; those below are the question's and the alternates', in their order.
const ANSWER: u32 = 1 << BLOCK;

/// Wordings of one block, as bits.
pub(super) type WordingSet = u32;

/// A term in a block of an entry's wordings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    pub block: usize,
    pub entry: usize,
    /// Those that have the term; none where the entry only inherits it.
    pub wordings: WordingSet,
    /// What was learned of the term for the entry, in units of the index: at one occurrence for
    /// each entry, at others 0.
    pub impact: i8,
}

/// All terms of an index in all entries.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// For each term and phrase where its occurrences start; one more for the end.
    starts: Vec<u32>,
    /// For each occurrence its block. Ascending for each term.
    blocks: Vec<u32>,
    wordings: Vec<WordingSet>,
    /// Empty where nothing was learned.
    impacts: Vec<i8>,
    /// For each block its entry.
    entries: Vec<u32>,
    /// For each block the number of its first wording.
    firsts: Vec<u32>,
    /// For each entry its first block; one more for the end.
    of_entries: Vec<u32>,
}

impl Occurrences {
    /// Reads through the postings of an index once. For each term and phrase `each` gets the
    /// number of entries that have it, and of those that have it in a question, an alternate or
    /// a phrasing.
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>, mut each: impl FnMut(u32, u32)) -> Self {
        let mut this = Self::default();
        let places = this.add_blocks(index);
        // Where wordings share few words, as those of large indexes do, this is nearly what is
        // needed; lists that grow by doubling would take half as much again.
        let most =
            (0..index.term_count() as u32).map(|term| index.posting_count(term) as usize).sum();
        this.blocks.reserve_exact(most);
        this.wordings.reserve_exact(most);
        if index.impact_unit() != 0.0 {
            this.impacts.reserve_exact(most);
        }
        let wordings = index.wordings();
        let mut learned = LearnedSoFar::default();
        for term in 0..index.term_and_phrase_count() as u32 {
            this.starts.push(this.blocks.len() as u32);
            let (mut all, mut asked) = (Distinct::default(), Distinct::default());
            let is_term = index.phrase(term).is_empty();
            for wording in index.postings(term) {
                let (block, bit) = places[wording as usize];
                let entry = this.entries[block as usize];
                let kind = wordings.kinds[wording as usize];
                if kind != WordingKind::Inherited {
                    all.add(entry);
                }
                let first = kind != WordingKind::Answer && asked.add(entry) && is_term;
                let impact = if first { index.impact(entry, &mut learned) } else { 0 };
                let start = this.starts.last().map_or(0, |&start| start as usize);
                if this.blocks.len() == start || this.blocks.last() != Some(&block) {
                    this.blocks.push(block);
                    this.wordings.push(0);
                    if index.impact_unit() != 0.0 {
                        this.impacts.push(0);
                    }
                }
                if let Some(set) = this.wordings.last_mut() {
                    *set |= bit;
                }
                if let Some(own) = this.impacts.last_mut().filter(|_| first) {
                    *own = impact;
                }
            }
            each(all.count, asked.count);
        }
        this.starts.push(this.blocks.len() as u32);
        this
    }

    /// Parts the wordings of all entries into blocks; gives each wording's block and bit.
    fn add_blocks<D: AsRef<[u8]>>(&mut self, index: &Index<D>) -> Vec<(u32, WordingSet)> {
        let wordings = index.wordings();
        let mut places = Vec::with_capacity(wordings.entries.len());
        let mut asked = 0;
        for (number, (&entry, &kind)) in (0..).zip(wordings.entries.iter().zip(&wordings.kinds)) {
            let is_asked = matches!(kind, WordingKind::Question | WordingKind::Alternate);
            if self.entries.last() != Some(&entry) || is_asked && asked == BLOCK {
                self.of_entries.resize(entry as usize + 1, self.entries.len() as u32);
                self.entries.push(entry);
                self.firsts.push(number);
                asked = 0;
            }
            let bit = match kind {
                WordingKind::Question | WordingKind::Alternate => 1 << asked,
                WordingKind::Answer => ANSWER,
                WordingKind::Inherited => 0,
            };
            asked += usize::from(is_asked);
            places.push((self.entries.len() as u32 - 1, bit));
        }
        self.of_entries.resize(index.entry_count() + 1, self.entries.len() as u32);
        places
    }

    /// Where a term or phrase occurs, in the order of the entries.
    pub fn of(&self, term: u32) -> impl Iterator<Item = Occurrence> + '_ {
        let range = self.range(term);
        let impacts = self.impacts.get(range.clone()).unwrap_or_default();
        let mut impacts = impacts.iter();
        self.blocks[range.clone()].iter().zip(&self.wordings[range]).map(
            move |(&block, &wordings)| {
                let block = block as usize;
                let impact = impacts.next().copied().unwrap_or(0);
                Occurrence { block, entry: self.entries[block] as usize, wordings, impact }
            },
        )
    }

    /// In how many blocks a term or phrase occurs.
    pub fn count(&self, term: u32) -> usize {
        self.range(term).len()
    }

    /// Where a term or phrase occurs in a block.
    pub fn at(&self, term: u32, block: usize) -> Option<Occurrence> {
        let range = self.range(term);
        let place = range.start + self.blocks[range].binary_search(&(block as u32)).ok()?;
        Some(Occurrence {
            block,
            entry: self.entry(block),
            wordings: self.wordings[place],
            impact: self.impacts.get(place).copied().unwrap_or(0),
        })
    }

    /// The wordings of a block that have a term or phrase.
    pub fn in_block(&self, term: u32, block: usize) -> WordingSet {
        self.at(term, block).map_or(0, |occurrence| occurrence.wordings)
    }

    /// The blocks of an entry.
    pub fn blocks(&self, entry: u32) -> Range<usize> {
        let at = entry as usize;
        self.of_entries[at] as usize..self.of_entries[at + 1] as usize
    }

    /// The number of all blocks.
    pub fn block_count(&self) -> usize {
        self.entries.len()
    }

    /// The entry of a block.
    pub fn entry(&self, block: usize) -> usize {
        self.entries[block] as usize
    }

    /// The number of the first wording of a block.
    pub fn first_wording(&self, block: usize) -> usize {
        self.firsts[block] as usize
    }

    fn range(&self, term: u32) -> Range<usize> {
        let at = term as usize;
        self.starts[at] as usize..self.starts[at + 1] as usize
    }
}

/// The questions and alternates of a set, as places in their block.
pub(super) fn asked(set: WordingSet) -> impl Iterator<Item = usize> {
    let mut rest = set & !ANSWER;
    std::iter::from_fn(move || {
        let at = rest.trailing_zeros() as usize;
        rest &= rest.wrapping_sub(1);
        (at < BLOCK).then_some(at)
    })
}

/// How many questions and alternates a set has.
pub(super) fn asked_count(set: WordingSet) -> u32 {
    (set & !ANSWER).count_ones()
}

/// Whether a set has the answer.
pub(super) fn has_answer(set: WordingSet) -> bool {
    set & ANSWER != 0
}

/// Counts runs of equal numbers.
#[derive(Default)]
struct Distinct {
    last: Option<u32>,
    count: u32,
}

impl Distinct {
    /// Whether the number is another than the last.
    fn add(&mut self, number: u32) -> bool {
        let other = self.last != Some(number);
        self.count += u32::from(other);
        self.last = Some(number);
        other
    }
}
