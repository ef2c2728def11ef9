//! Words looked up in an index: as they are, as beginnings, as likenesses.

use std::cell::OnceCell;

use fst::raw::{Fst, Node};

use super::vocabulary::{Neighbour, Vocabulary};
use crate::index::Index;
use crate::text::{Rules, Token};

/// A limit to the work for two letters of a large vocabulary.
const MAX_COMPLETIONS: usize = 1024;

/// An index as the interpretation of a question sees it.
pub(super) struct Lookup<'a, D> {
    index: &'a Index<D>,
    terms: fst::Map<&'a [u8]>,
    vocabulary: &'a OnceCell<Vocabulary>,
}

impl<'a, D: AsRef<[u8]>> Lookup<'a, D> {
    /// The vocabulary is filled when a word first needs it.
    pub fn new(index: &'a Index<D>, vocabulary: &'a OnceCell<Vocabulary>) -> Self {
        Self { index, terms: index.terms(), vocabulary }
    }

    /// The number of a term.
    // Once in the engine, not at each of its uses: this saves 0.2 KiB.
    #[inline(never)]
    pub fn term(&self, term: &str) -> Option<u32> {
        self.terms.get(term).map(|number| number as u32)
    }

    /// The number of the term that a folded word is searched by.
    pub fn word(&self, word: &str) -> Option<u32> {
        let mut stem = word.to_owned();
        self.rules().stem(&mut stem);
        self.term(&stem)
    }

    /// The words of a text, as the content's were taken apart.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        self.index.analyzer().tokens(text)
    }

    /// Whether a folded word is one of the language's function words.
    pub fn is_function_word(&self, word: &str) -> bool {
        self.index.analyzer().is_function_word(word)
    }

    /// The language's rules.
    pub fn rules(&self) -> &'a Rules {
        self.index.analyzer().rules()
    }

    /// Gives the terms that begin with some letters, in order, at most [`MAX_COMPLETIONS`].
    pub fn beginning_with(&self, letters: &str, give: &mut dyn FnMut(u32)) {
        let mut left = MAX_COMPLETIONS;
        walk(self.terms.as_fst(), letters.as_bytes(), &mut |_, number| {
            give(number);
            left -= 1;
            left > 0
        });
    }

    /// The terms and phrases that stems, separated by blanks, also mean.
    pub fn synonyms(&self, stems: &str) -> &'a [u32] {
        self.index.synonyms(stems)
    }

    /// The number of wordings.
    pub fn wording_count(&self) -> usize {
        self.index.wordings().entries.len()
    }

    /// The number of wordings that have a term.
    pub fn posting_count(&self, term: u32) -> u32 {
        self.index.posting_count(term)
    }

    /// The terms like a word, as [`Vocabulary::neighbours`] finds them.
    pub fn neighbours(&self, word: &str, min_similarity: f32) -> Vec<Neighbour> {
        let vocabulary = self.vocabulary.get_or_init(|| {
            let terms = self.index.terms();
            let mut list = Vec::with_capacity(terms.len());
            walk(terms.as_fst(), &[], &mut |term, _| {
                list.push(String::from_utf8_lossy(term).into_owned());
                true
            });
            Vocabulary::new(list.iter().map(String::as_str))
        });
        vocabulary.neighbours(word, min_similarity)
    }
}

/// Gives the terms that begin with some bytes, in order, each with its number, while it is told to
/// go on. The crate's own streams do the same, with bounds and automata that make them 2 KiB more
/// in the engine.
fn walk(fst: &Fst<&[u8]>, beginning: &[u8], give: &mut dyn FnMut(&[u8], u32) -> bool) {
    let (mut node, mut number) = (fst.root(), 0);
    for &byte in beginning {
        let Some(at) = node.find_input(byte) else { return };
        let way = node.transition(at);
        (node, number) = (fst.node(way.addr), number + way.out.value());
    }
    let mut term = beginning.to_vec();
    // A list and no recursion: whoever writes an index may make its terms as long as they like.
    let mut path: Vec<(Node<'_>, usize, u64)> = Vec::new();
    loop {
        if node.is_final() && !give(&term, (number + node.final_output().value()) as u32) {
            return;
        }
        path.push((node, 0, number));
        let way = loop {
            let Some((node, next, _)) = path.last_mut() else { return };
            if *next < node.len() {
                *next += 1;
                break node.transition(*next - 1);
            }
            path.pop();
            term.pop();
        };
        let before = path.last().map_or(0, |before| before.2);
        term.push(way.inp);
        (node, number) = (fst.node(way.addr), before + way.out.value());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn walks_as_the_crate_does(
            terms in prop::collection::btree_set("[a-c]{1,5}|[а-в]{1,3}", 1..60),
            beginning in "[a-c]{0,3}|[а-в]{0,2}",
        ) {
            let numbered = terms.iter().map(String::as_str).zip(0..);
            let map = fst::Map::from_iter(numbered).expect("they are sorted");
            let map = fst::Map::new(map.as_fst().as_bytes()).expect("it was just written");
            let mut found = Vec::new();
            walk(map.as_fst(), beginning.as_bytes(), &mut |term, number| {
                found.push((String::from_utf8(term.to_vec()).expect("as it was"), number));
                true
            });
            let begin = |(_, term): &(u32, &String)| term.starts_with(&beginning);
            let expected: Vec<_> = (0u32..).zip(&terms).filter(begin).collect();
            let expected: Vec<_> = expected.iter().map(|&(n, term)| (term.clone(), n)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
