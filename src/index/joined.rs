//! An index and a product's shard as one index.
//!
//! Both were written by themselves. Here the shard's numbers are put among the index's: its entries
//! and wordings behind the others, its terms where their bytes belong, its names and phrases behind
//! the others where they are not among them. Whoever reads an [`Index`] meets one list of each, as
//! if all entries had been written together; how often a word occurs is counted over both.

use super::entries::EntryView;
use super::read::{Index, Part};
use super::synonyms::Synonyms;
use super::walk::walk;

/// A shard that was joined to an index.
#[derive(Debug)]
pub(super) struct Shard<D> {
    part: Part<D>,
    /// Numbers of entries and wordings of the index itself.
    entries: usize,
    wordings: usize,
    /// For each of its terms the number. Ascending, as the terms are in order of their bytes.
    terms: Vec<u32>,
    /// Of the terms that it alone has the numbers, and how many of the index's come before them.
    own_terms: Vec<u32>,
    places: Vec<u32>,
    /// For each of its names the number.
    names: Vec<u32>,
    /// The names that it alone has, by their numbers in it.
    own_names: Vec<usize>,
    /// For each of its phrases the place among those of both, which begin with the index's.
    phrases: Vec<usize>,
    /// Number of phrases of both.
    phrase_count: usize,
}

impl<D: AsRef<[u8]>> Shard<D> {
    /// Puts the numbers of a shard among those of an index.
    pub fn new(index: &mut Part<D>, mut part: Part<D>) -> Self {
        let (entries, wordings) = (index.entries.rows.len(), index.wordings.entries.len());
        index.wordings.kinds.append(&mut part.wordings.kinds);
        index.wordings.lengths.append(&mut part.wordings.lengths);
        let moved = part.wordings.entries.drain(..).map(|entry| entry + entries as u32);
        index.wordings.entries.extend(moved);

        let (mut names, mut own_names) = (Vec::new(), Vec::new());
        let known = index.entries.names.len();
        for at in 0..part.entries.names.len() {
            let place = (0..known).find(|&place| index.name(place) == part.name(at));
            names.push(place.unwrap_or(known + own_names.len()) as u32);
            if place.is_none() {
                own_names.push(at);
            }
        }
        let product = |own: &u32| own.checked_sub(1).map_or(0, |own| names[own as usize] + 1);
        index.entries.products.extend(part.entries.products.iter().map(product));

        let (terms, own_terms, places) = place_terms(index, &part);
        let (index_terms, part_terms) = (index.term_count(), part.term_count());
        index.synonyms.renumber(|number| {
            let passed = if (number as usize) < index_terms {
                passed(&places, number)
            } else {
                places.len()
            };
            number + passed as u32
        });
        let phrase = |synonyms: &Synonyms, at| synonyms.phrase(at).map(|phrase| phrase.1.to_vec());
        let known = index.synonyms.phrase_count();
        let (mut phrases, mut phrase_count) = (Vec::new(), known);
        for at in 0..part.synonyms.phrase_count() {
            let mut own = phrase(&part.synonyms, at);
            own.iter_mut().flatten().for_each(|term| *term = terms[*term as usize]);
            let place = (0..known).find(|&place| phrase(&index.synonyms, place) == own);
            phrases.push(place.unwrap_or(phrase_count));
            phrase_count += usize::from(place.is_none());
        }
        let all_terms = index_terms + places.len();
        part.synonyms.renumber(|number| match terms.get(number as usize) {
            Some(&term) => term,
            None => (all_terms + phrases[number as usize - part_terms]) as u32,
        });
        Self {
            part,
            entries,
            wordings,
            terms,
            own_terms,
            places,
            names,
            own_names,
            phrases,
            phrase_count,
        }
    }
}

/// The numbers of a shard's terms among those of both, of the terms that it alone has the numbers
/// again, and how many terms of the index come before each of these.
fn place_terms<D: AsRef<[u8]>>(index: &Part<D>, part: &Part<D>) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let all = index.terms();
    let (mut own, mut shared) = (Vec::new(), Vec::new());
    walk(part.terms().as_fst(), &[], &mut |term, number| {
        match all.get(term) {
            Some(place) => shared.push((number, place as u32)),
            None => own.push((term.to_vec(), number)),
        }
        true
    });
    let (mut places, mut before) = (Vec::with_capacity(own.len()), 0);
    walk(all.as_fst(), &[], &mut |term, _| {
        while own.get(places.len()).is_some_and(|(own, _)| own.as_slice() < term) {
            places.push(before);
        }
        before += 1;
        places.len() < own.len()
    });
    places.resize(own.len(), index.term_count() as u32);
    let mut terms = vec![0; part.term_count()];
    let mut own_terms = Vec::with_capacity(own.len());
    for ((_, number), place) in own.iter().zip(&places) {
        terms[*number as usize] = place + own_terms.len() as u32;
        own_terms.push(place + own_terms.len() as u32);
    }
    for (number, place) in shared {
        terms[number as usize] = place + passed(&places, place) as u32;
    }
    (terms, own_terms, places)
}

/// How many of a shard's own terms come before a term of the index.
fn passed(places: &[u32], term: u32) -> usize {
    places.partition_point(|&place| place <= term)
}

impl<D: AsRef<[u8]>> Index<D> {
    /// The number of the first entry of a shard, or above all numbers.
    #[must_use]
    pub fn shard_start(&self) -> u32 {
        self.shard.as_ref().map_or(u32::MAX, |shard| shard.entries as u32)
    }

    /// Number of terms.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.part.term_count() + self.shard.as_ref().map_or(0, |shard| shard.own_terms.len())
    }

    /// Number of terms and phrases. A phrase's number is above all terms'.
    #[must_use]
    pub fn term_and_phrase_count(&self) -> usize {
        let own = self.part.synonyms.phrase_count();
        self.term_count() + self.shard.as_ref().map_or(own, |shard| shard.phrase_count)
    }

    /// The number of a term.
    #[must_use]
    // Once in the engine, not at each of its uses: this saves 0.2 KiB.
    #[inline(never)]
    pub fn term(&self, term: &str) -> Option<u32> {
        let number = |part: &Part<D>| part.terms().get(term).map(|number| number as u32);
        let own = number(&self.part).map(|number| self.joined(number));
        own.or_else(|| {
            let shard = self.shard.as_ref()?;
            number(&shard.part).map(|number| shard.terms[number as usize])
        })
    }

    /// The number of a term of the index itself among those of both.
    fn joined(&self, number: u32) -> u32 {
        number + self.shard.as_ref().map_or(0, |shard| passed(&shard.places, number)) as u32
    }

    /// Gives the terms that begin with some bytes, in order, each with its number, while it is told
    /// to go on.
    // The terms of both, which their numbers put in order.
    pub fn walk(&self, beginning: &[u8], give: &mut dyn FnMut(&[u8], u32) -> bool) {
        let mut own = Vec::new();
        if let Some(shard) = &self.shard {
            walk(shard.part.terms().as_fst(), beginning, &mut |term, number| {
                let number = shard.terms[number as usize];
                if shard.own_terms.binary_search(&number).is_ok() {
                    own.push((term.to_vec(), number));
                }
                true
            });
        }
        let (mut at, mut go_on) = (0, true);
        let mut give_own =
            |until: u32, go_on: &mut bool, give: &mut dyn FnMut(&[u8], u32) -> bool| {
                while *go_on
                    && let Some((term, number)) = own.get(at)
                    && *number < until
                {
                    *go_on = give(term, *number);
                    at += 1;
                }
            };
        walk(self.part.terms().as_fst(), beginning, &mut |term, number| {
            let number = self.joined(number);
            give_own(number, &mut go_on, give);
            go_on = go_on && give(term, number);
            go_on
        });
        give_own(u32::MAX, &mut go_on, give);
    }

    /// All terms in the order of their numbers.
    #[must_use]
    pub fn term_list(&self) -> Vec<String> {
        let mut list = Vec::with_capacity(self.term_count());
        self.walk(&[], &mut |term, _| {
            list.push(String::from_utf8_lossy(term).into_owned());
            true
        });
        list
    }

    /// The numbers of a term or phrase in the index itself and in the shard.
    fn numbers(&self, number: u32) -> (Option<u32>, Option<u32>) {
        let Some(shard) = &self.shard else { return (Some(number), None) };
        let Some(phrase) = (number as usize).checked_sub(self.term_count()) else {
            let own = shard.terms.binary_search(&number).ok().map(|at| at as u32);
            let before = shard.own_terms.binary_search(&number);
            return (before.err().map(|before| number - before as u32), own);
        };
        let own = shard.phrases.iter().position(|&place| place == phrase);
        let known = phrase < self.part.synonyms.phrase_count();
        (
            known.then_some((self.part.term_count() + phrase) as u32),
            own.map(|at| (shard.part.term_count() + at) as u32),
        )
    }

    /// The wordings that have a term, or all terms of a phrase, ascending.
    pub fn postings(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let (number, own) = self.numbers(number);
        let own = self.shard.iter().flat_map(move |shard| {
            shard.part.postings(own).map(|wording| wording + shard.wordings as u32)
        });
        self.part.postings(number).chain(own)
    }

    /// The number of wordings that have a term.
    #[must_use]
    pub fn posting_count(&self, term: u32) -> u32 {
        let (term, own) = self.numbers(term);
        let own = self.shard.as_ref().map_or(0, |shard| shard.part.posting_count(own));
        self.part.posting_count(term) + own
    }

    /// The terms of a phrase; none for the number of a term.
    #[must_use]
    pub fn phrase(&self, number: u32) -> &[u32] {
        let Some(phrase) = (number as usize).checked_sub(self.term_count()) else { return &[] };
        let found = self.part.synonyms.phrase(phrase).or_else(|| {
            let shard = self.shard.as_ref()?;
            shard.part.synonyms.phrase(shard.phrases.iter().position(|&place| place == phrase)?)
        });
        found.map_or(&[], |phrase| phrase.1)
    }

    /// The terms and phrases that stems, separated by blanks, also mean, by their numbers.
    #[must_use]
    pub fn synonyms(&self, stems: &str) -> Vec<u32> {
        let of = |part: &Part<D>| part.synonyms.of(stems, part.data.as_ref());
        let mut meanings = of(&self.part);
        for meaning in self.shard.iter().flat_map(|shard| of(&shard.part)) {
            let place = meanings.partition_point(|&other| other < meaning);
            if meanings.get(place) != Some(&meaning) {
                meanings.insert(place, meaning);
            }
        }
        meanings
    }

    /// An entry by its number.
    ///
    /// # Panics
    /// When there are not so many entries.
    #[must_use]
    pub fn entry(&self, number: u32) -> EntryView<'_> {
        let number = number as usize;
        match &self.shard {
            Some(shard) if number >= shard.entries => {
                let mut entry = shard.part.entry(number - shard.entries);
                entry.product = entry.product.map(|name| shard.names[name as usize]);
                entry.names = &shard.names;
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
    pub fn name(&self, number: u32) -> &str {
        let number = number as usize;
        let known = self.part.entries.names.len();
        match &self.shard {
            Some(shard) if number >= known => shard.part.name(shard.own_names[number - known]),
            _ => self.part.name(number),
        }
    }

    /// The number of names.
    pub(super) fn name_count(&self) -> usize {
        let own = self.shard.as_ref().map_or(0, |shard| shard.own_names.len());
        self.part.entries.names.len() + own
    }
}
