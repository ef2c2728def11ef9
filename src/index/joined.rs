//! An index and a product's shard as one index.
//!
//! Both were written by themselves. Here their terms and phrases get numbers among those of both,
//! terms in the order of their bytes; the shard's entries, wordings and names come behind the
//! index's. Whoever reads an [`Index`] meets one list of each, as if all entries had been written
//! together, and how often a word occurs is counted over both.

use super::entries::EntryView;
use super::read::{Index, Part};
use super::walk::{self, walk};

/// A shard that was joined to an index.
#[derive(Debug)]
pub(super) struct Shard<D> {
    part: Part<D>,
    /// Numbers of entries, wordings and names of the index itself.
    entries: usize,
    wordings: u32,
    names: usize,
    /// For each of its names the number; where the index has it, the index's.
    name_numbers: Vec<u32>,
    /// For each term or phrase of the index itself the number.
    of_index: Vec<u32>,
    /// For each of its terms and phrases the number.
    of_shard: Vec<u32>,
    /// For each number the term or phrase of the index and of the shard; [`NONE`] in one.
    back: Vec<[u32; 2]>,
    /// How many of them are terms.
    terms: usize,
}

/// How many impacts of an index and of its shard were asked for.
#[derive(Debug, Default)]
pub struct LearnedSoFar([usize; 2]);

/// What stands for no term and no phrase.
// Not the highest number of 32 bits, to which nothing can be added.
const NONE: u32 = u32::MAX >> 1;

impl<D: AsRef<[u8]>> Index<D> {
    /// Joins what was read of a shard, whose wordings are there from a number on.
    pub(super) fn add(&mut self, mut part: Part<D>, wordings: u32) {
        let index = &mut self.part;
        let entries = index.entries.rows.len();
        let names = index.entries.names.len();
        let mut name_numbers = Vec::with_capacity(part.entries.names.len());
        for at in 0..part.entries.names.len() {
            let number = self.name_number(part.name(at));
            name_numbers.push(number.unwrap_or((names + at) as u32));
        }
        let index = &mut self.part;
        for &product in &part.entries.products {
            let number = product.checked_sub(1).map_or(0, |name| name_numbers[name as usize] + 1);
            index.entries.products.push(number);
        }

        let mut back = places(index, &part);
        let terms = back.len();
        let mut of_index = numbers(&back, 0, index.term_count());
        let mut of_shard = numbers(&back, 1, part.term_count());
        index.synonyms.renumber(true, &of_index);
        part.synonyms.renumber(true, &of_shard);
        let known = index.synonyms.phrase_count();
        for at in 0..known {
            back.push([of_index.len() as u32, NONE]);
            of_index.push((terms + at) as u32);
        }
        for at in 0..part.synonyms.phrase_count() {
            let own = of_shard.len() as u32;
            let words = part.synonyms.phrase(at).1;
            let same = (0..known).find(|&place| index.synonyms.phrase(place).1 == words);
            let place = terms + same.unwrap_or(back.len() - terms);
            if same.is_none() {
                back.push([NONE, NONE]);
            }
            back[place][1] = own;
            of_shard.push(place as u32);
        }
        index.synonyms.renumber(false, &of_index);
        part.synonyms.renumber(false, &of_shard);
        self.shard = Some(Shard {
            part,
            entries,
            wordings,
            names,
            name_numbers,
            of_index,
            of_shard,
            back,
            terms,
        });
    }

    /// What the next learned impact is multiplied with: the index's unit, or a shard's where nothing
    /// was learned of the index.
    #[must_use]
    pub fn impact_unit(&self) -> f32 {
        let unit = self.part.impact_unit;
        self.shard.as_ref().filter(|_| unit == 0.0).map_or(unit, |shard| shard.part.impact_unit)
    }

    /// The impact of a term for an entry that has it in a question, an alternate or a phrasing, in
    /// units of the index. To be asked for each term, for each such entry, ascending.
    pub fn impact(&self, entry: u32, so_far: &mut LearnedSoFar) -> i8 {
        let shard = self.shard.as_ref().filter(|shard| entry as usize >= shard.entries);
        let part = shard.map_or(&self.part, |shard| &shard.part);
        let passed = &mut so_far.0[usize::from(shard.is_some())];
        let impact = part.impacts().get(*passed).map_or(0, |impact| impact.cast_signed());
        *passed += 1;
        // Of the two each has a unit of its own.
        (f32::from(impact) * (part.impact_unit / self.impact_unit())) as i8
    }

    /// Number of terms.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.shard.as_ref().map_or(self.part.term_count(), |shard| shard.terms)
    }

    /// Number of terms and phrases. A phrase's number is above all terms'.
    #[must_use]
    pub fn term_and_phrase_count(&self) -> usize {
        let own = self.part.term_count() + self.part.synonyms.phrase_count();
        self.shard.as_ref().map_or(own, |shard| shard.back.len())
    }

    /// The number of a term.
    #[must_use]
    // Once in the engine, not at each of its uses: this saves 0.2 KiB.
    #[inline(never)]
    pub fn term(&self, term: &str) -> Option<u32> {
        let number = |part: &Part<D>| walk::number(part.terms().as_fst(), term);
        if let Some(number) = number(&self.part) {
            return Some(self.joined(number));
        }
        let shard = self.shard.as_ref()?;
        number(&shard.part).map(|number| shard.of_shard[number as usize])
    }

    /// The number of a term of the index itself.
    fn joined(&self, number: u32) -> u32 {
        self.shard.as_ref().map_or(number, |shard| shard.of_index[number as usize])
    }

    /// The numbers of the terms that begin with some letters, in order, at most `limit`.
    #[must_use]
    pub fn terms_beginning_with(&self, letters: &str, limit: usize) -> Vec<u32> {
        let mut found = Vec::new();
        walk(self.part.terms().as_fst(), letters.as_bytes(), &mut |_, number| {
            found.push(self.joined(number));
            found.len() < limit
        });
        if let Some(shard) = &self.shard {
            walk(shard.part.terms().as_fst(), letters.as_bytes(), &mut |_, number| {
                insert(shard.of_shard[number as usize], &mut found);
                true
            });
            found.truncate(limit);
        }
        found
    }

    /// All terms in the order of their numbers.
    #[must_use]
    pub fn term_list(&self) -> Vec<String> {
        let mut list = Vec::new();
        list.resize_with(self.term_count(), String::new);
        let mut put = |number: u32, term: &[u8]| {
            list[number as usize] = String::from_utf8_lossy(term).into_owned();
            true
        };
        walk(self.part.terms().as_fst(), &[], &mut |term, number| put(self.joined(number), term));
        if let Some(shard) = &self.shard {
            walk(shard.part.terms().as_fst(), &[], &mut |term, number| {
                put(shard.of_shard[number as usize], term)
            });
        }
        list
    }

    /// The term or phrase of this number in the index itself and in the shard.
    #[inline(never)]
    fn parted(&self, number: u32) -> [u32; 2] {
        self.shard.as_ref().map_or([number, NONE], |shard| shard.back[number as usize])
    }

    /// The wordings that have a term, or all terms of a phrase, ascending.
    pub fn postings(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let [number, own] = self.parted(number);
        let own = self.shard.iter().flat_map(move |shard| {
            shard.part.postings(own).map(|wording| wording + shard.wordings)
        });
        self.part.postings(number).chain(own)
    }

    /// The number of wordings that have a term.
    #[must_use]
    pub fn posting_count(&self, term: u32) -> u32 {
        let [term, own] = self.parted(term);
        let own = self.shard.as_ref().map_or(0, |shard| shard.part.posting_count(own));
        self.part.posting_count(term) + own
    }

    /// The terms of a phrase; none for the number of a term.
    #[must_use]
    pub fn phrase(&self, number: u32) -> &[u32] {
        if (number as usize) < self.term_count() {
            return &[];
        }
        match (&self.shard, self.parted(number)) {
            (Some(shard), [NONE, own]) => shard.part.phrase(own).1,
            (_, [own, _]) => self.part.phrase(own).1,
        }
    }

    /// The terms and phrases that stems, separated by blanks, also mean, by their numbers.
    #[must_use]
    pub fn synonyms(&self, stems: &str) -> Vec<u32> {
        let mut meanings = self.part.synonyms.of(stems, self.part.data.as_ref()).to_vec();
        if let Some(Shard { part, .. }) = &self.shard {
            for &meaning in part.synonyms.of(stems, part.data.as_ref()) {
                insert(meaning, &mut meanings);
            }
        }
        meanings
    }

    /// An entry by its number.
    ///
    /// # Panics
    /// When there are not so many entries.
    #[must_use]
    #[inline(never)]
    pub fn entry(&self, number: u32) -> EntryView<'_> {
        let number = number as usize;
        match &self.shard {
            Some(shard) if number >= shard.entries => {
                let mut entry = shard.part.entry(number - shard.entries);
                entry.product = entry.product.map(|name| shard.name_numbers[name as usize]);
                entry.names = &shard.name_numbers;
                entry
            }
            _ => self.part.entry(number),
        }
    }

    /// A name of a product, tag or channel by its number. Those of topics that have entries come
    /// first, in the shop's order.
    ///
    /// # Panics
    /// When there are not so many names.
    #[must_use]
    #[inline(never)]
    pub fn name(&self, number: u32) -> &str {
        let number = number as usize;
        match &self.shard {
            Some(shard) if number >= shard.names => shard.part.name(number - shard.names),
            _ => self.part.name(number),
        }
    }

    /// The number of a name; `None` where no entry has it.
    #[must_use]
    // Once in the engine, not at each of its uses: this saves 0.1 KiB.
    #[inline(never)]
    pub fn name_number(&self, name: &str) -> Option<u32> {
        let own = self.shard.as_ref().map_or(0, |shard| shard.name_numbers.len());
        let count = self.part.entries.names.len() + own;
        (0..count as u32).find(|&number| self.name(number) == name)
    }
}

/// For the numbers of both, in the order of the terms' bytes, the terms of index and shard.
fn places<D: AsRef<[u8]>>(index: &Part<D>, part: &Part<D>) -> Vec<[u32; 2]> {
    let mut own: Vec<(Vec<u8>, u32)> = Vec::with_capacity(part.term_count());
    walk(part.terms().as_fst(), &[], &mut |term, number| {
        own.push((term.to_vec(), number));
        true
    });
    let mut own = own.iter().peekable();
    let mut places = Vec::with_capacity(index.term_count() + part.term_count());
    walk(index.terms().as_fst(), &[], &mut |term, number| {
        let mut place = [number, NONE];
        while let Some((word, own)) = own.next_if(|(word, _)| word.as_slice() <= term) {
            if word == term {
                place[1] = *own;
            } else {
                places.push([NONE, *own]);
            }
        }
        places.push(place);
        true
    });
    places.extend(own.map(|(_, number)| [NONE, *number]));
    places
}

/// For each term of one of the two its number among those of both.
fn numbers(places: &[[u32; 2]], which: usize, count: usize) -> Vec<u32> {
    let mut numbers = vec![0; count];
    for (place, number) in places.iter().zip(0..) {
        if place[which] != NONE {
            numbers[place[which] as usize] = number;
        }
    }
    numbers
}

/// Puts a number where it belongs among ascending ones, if it is not there.
#[inline(never)]
fn insert(number: u32, numbers: &mut Vec<u32>) {
    let place = numbers.partition_point(|&other| other < number);
    if numbers.get(place) != Some(&number) {
        numbers.insert(place, number);
    }
}
