//! Words looked up in an index: as they are, as beginnings, as likenesses.

use std::cell::OnceCell;

use super::vocabulary::{Neighbour, Vocabulary};
use crate::index::Index;
use crate::text::{Rules, Token};

/// A limit to the work for two letters of a large vocabulary.
const MAX_COMPLETIONS: usize = 1024;

/// An index as the interpretation of a question sees it.
pub(super) struct Lookup<'a, D> {
    index: &'a Index<D>,
    vocabulary: &'a OnceCell<Vocabulary>,
}

impl<'a, D: AsRef<[u8]>> Lookup<'a, D> {
    /// The vocabulary is filled when a word first needs it.
    pub fn new(index: &'a Index<D>, vocabulary: &'a OnceCell<Vocabulary>) -> Self {
        Self { index, vocabulary }
    }

    /// The number of a term.
    pub fn term(&self, term: &str) -> Option<u32> {
        self.index.term(term)
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

    /// The terms that begin with some letters, in order, at most [`MAX_COMPLETIONS`].
    pub fn beginning_with(&self, letters: &str) -> Vec<u32> {
        self.index.terms_beginning_with(letters, MAX_COMPLETIONS)
    }

    /// The terms and phrases that stems, separated by blanks, also mean.
    pub fn synonyms(&self, stems: &str) -> Vec<u32> {
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
            let list = self.index.term_list();
            Vocabulary::new(list.iter().map(String::as_str))
        });
        vocabulary.neighbours(word, min_similarity)
    }
}
