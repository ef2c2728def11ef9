//! Words of a text and their stems.

use std::ops::Range;

use super::Rules;
use super::fold::{is_ignored, push_folded};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded letters.
    pub word: String,
    /// What it is searched by.
    pub stem: String,
    /// Byte range in the text given.
    pub span: Range<usize>,
    /// Whether only a hyphen, a full stop or the like parts it from the word before.
    pub glued: bool,
    /// Has a digit: a code, a size, a price. Matched to the letter, never stemmed.
    pub code: bool,
    /// One of the language's function words.
    pub function_word: bool,
}

/// Takes texts apart by a language's rules.
#[derive(Debug, Clone)]
pub struct Analyzer {
    rules: Rules,
}

impl Analyzer {
    /// An analyzer by these rules.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self { rules }
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The words of `text`, which is in Unicode Normalization Form KC.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut start = None;
        let mut glued = false;
        let mut letters = text.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let next = letters.peek().map(|next| next.1);
            if c.is_alphanumeric() || (start.is_some() && (is_ignored(c) || inside(c, next))) {
                start.get_or_insert(at);
                continue;
            }
            if let Some(from) = start.take() {
                self.push(text, from..at, glued, &mut tokens);
                glued = matches!(c, '-' | '‐' | '‑' | '.' | '/' | '_')
                    && next.is_some_and(char::is_alphanumeric);
            } else if !is_ignored(c) {
                glued = false;
            }
        }
        if let Some(from) = start {
            self.push(text, from..text.len(), glued, &mut tokens);
        }
        tokens
    }

    /// Appends the letters that one within a word counts as.
    pub(crate) fn fold(&self, c: char, word: &mut String) {
        if is_apostrophe(c) {
            return;
        }
        let before = word.len();
        push_folded(c, word);
        // A language may see its own letters differently; each folds to one letter here.
        if let Some(letter) = word[before..].chars().next()
            && let Some(folded) = self.rules.fold(letter)
        {
            let rest = word.split_off(before + letter.len_utf8());
            word.truncate(before);
            word.push_str(folded);
            word.push_str(&rest);
        }
    }

    /// The letters that a word counts as.
    pub(crate) fn folded(&self, word: &str) -> String {
        let mut folded = String::with_capacity(word.len());
        word.chars().for_each(|c| self.fold(c, &mut folded));
        folded
    }

    fn push(&self, text: &str, span: Range<usize>, glued: bool, out: &mut Vec<Token>) {
        let word = self.folded(&text[span.clone()]);
        if word.is_empty() {
            return;
        }
        let code = word.bytes().any(|b| b.is_ascii_digit());
        let function_word = self.rules.is_function_word(&word);
        let mut stem = word.clone();
        if !code {
            self.rules.stem(&mut stem);
        }
        out.push(Token { word, stem, span, glued, code, function_word });
    }
}

/// An apostrophe between letters belongs to the word: "where's" is what "wheres" is meant for.
fn inside(c: char, next: Option<char>) -> bool {
    is_apostrophe(c) && next.is_some_and(char::is_alphanumeric)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´')
}
