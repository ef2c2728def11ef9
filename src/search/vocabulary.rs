//! The words of an index as a table to look up misspelt ones in.
//!
//! Built from the fst when a question first needs it, so that it costs no bytes on the way to
//! the browser. A word's letter pairs select the terms that could be near, which are then
//! measured. Against automata over the fst this takes about half the time.

use super::edit_distance;

/// Letter pairs are told apart by so many bits of a hash. Two pairs that fall together only
/// cost a measurement more.
const PAIR_BITS: u32 = 11;

/// All terms of an index, by number and by letter pairs.
#[derive(Debug)]
pub struct Vocabulary {
    letters: Vec<char>,
    /// For each term where its letters start; one more for the end.
    starts: Vec<u32>,
    /// For each pair where its terms start in `pair_terms`; one more for the end.
    pair_starts: Vec<u32>,
    /// Terms that have a pair, as often as they have it.
    pair_terms: Vec<u32>,
}

/// A term near a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The term's number.
    pub term: u32,
    /// Slips between the two; `None`: more than [`slips_forgiven`], though alike in their
    /// letter pairs.
    pub distance: Option<u8>,
    /// Share of letter pairs in common (Dice's coefficient), 0 to 1.
    pub similarity: f32,
}

/// How many slips are forgiven in a word of so many letters. In shorter words too many
/// neighbours are words of their own.
#[must_use]
pub fn slips_forgiven(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

impl Vocabulary {
    /// Takes the terms in order of their numbers.
    pub fn new<'a>(terms: impl Iterator<Item = &'a str>) -> Self {
        let mut letters: Vec<char> = Vec::new();
        let mut starts = vec![0];
        for term in terms {
            letters.extend(term.chars());
            starts.push(letters.len() as u32);
        }
        // Counting sort: count, add up, place.
        let ranges = || starts.windows(2).map(|ends| ends[0] as usize..ends[1] as usize);
        let mut pair_starts = vec![0u32; (1 << PAIR_BITS) + 1];
        for pair in ranges().flat_map(|range| pairs(&letters[range])) {
            pair_starts[pair + 1] += 1;
        }
        for pair in 0..1 << PAIR_BITS {
            pair_starts[pair + 1] += pair_starts[pair];
        }
        let mut next = pair_starts.clone();
        let mut pair_terms = vec![0; pair_starts[1 << PAIR_BITS] as usize];
        for (term, range) in ranges().enumerate() {
            for pair in pairs(&letters[range]) {
                pair_terms[next[pair] as usize] = term as u32;
                next[pair] += 1;
            }
        }
        Self { letters, starts, pair_starts, pair_terms }
    }

    /// Number of terms.
    fn len(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    fn term(&self, number: u32) -> &[char] {
        let number = number as usize;
        &self.letters[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// The terms within [`slips_forgiven`] of a word, and those that share at least
    /// `min_similarity` of their letter pairs with it.
    pub fn neighbours(&self, word: &str, min_similarity: f32) -> Vec<Neighbour> {
        let word = edit_distance::letters(word);
        let limit = slips_forgiven(word.len());
        let mut shared = vec![0u8; self.len() as usize];
        let mut met = Vec::new();
        for pair in pairs(&word) {
            let range = self.pair_starts[pair] as usize..self.pair_starts[pair + 1] as usize;
            for &term in &self.pair_terms[range] {
                let count = &mut shared[term as usize];
                if *count == 0 {
                    met.push(term);
                }
                *count = count.saturating_add(1);
            }
        }
        // A slip spoils at most three of a word's letters + 1 pairs (a swap; others two).
        let needed = (word.len() + 1).saturating_sub(3 * limit);
        let mut neighbours = Vec::new();
        for term in met {
            let letters = self.term(term);
            let count = usize::from(shared[term as usize]);
            let similarity = (2 * count) as f32 / (word.len() + letters.len() + 2) as f32;
            let distance = if limit > 0 && count >= needed {
                edit_distance::within(&word, letters, limit).map(|distance| distance as u8)
            } else {
                None
            };
            if distance.is_some() || similarity >= min_similarity {
                neighbours.push(Neighbour { term, distance, similarity });
            }
        }
        neighbours
    }
}

/// The letter pairs of a word, its ends marked, as hashes of [`PAIR_BITS`] bits. A word of n
/// letters has n + 1.
fn pairs(word: &[char]) -> impl Iterator<Item = usize> + '_ {
    let edge = '\0';
    let before = std::iter::once(edge).chain(word.iter().copied());
    let after = word.iter().copied().chain(std::iter::once(edge));
    before.zip(after).map(|(a, b)| {
        // Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4).
        let mixed = (a as u32).wrapping_mul(0x9e37_79b1).rotate_left(5) ^ b as u32;
        (mixed.wrapping_mul(0x9e37_79b1) >> (32 - PAIR_BITS)) as usize
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_brute_force_finds(
            terms in prop::collection::btree_set("[a-d]{1,10}|[а-г]{1,10}|[őúáé]{1,10}|[ا-ث]{1,10}", 1..60),
            word in "[a-d]{1,10}|[а-г]{1,10}|[őúáé]{1,10}|[ا-ث]{1,10}",
        ) {
            let vocabulary = Vocabulary::new(terms.iter().map(String::as_str));
            let letters: Vec<char> = word.chars().collect();
            let limit = slips_forgiven(letters.len());
            let mut expected = Vec::new();
            for (number, term) in terms.iter().enumerate() {
                let term: Vec<char> = term.chars().collect();
                if limit > 0 && let Some(distance) = edit_distance::within(&letters, &term, limit) {
                    expected.push((number as u32, distance as u8));
                }
            }
            let mut found: Vec<(u32, u8)> = vocabulary
                .neighbours(&word, 2.0)
                .into_iter()
                .filter_map(|near| near.distance.map(|distance| (near.term, distance)))
                .collect();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
