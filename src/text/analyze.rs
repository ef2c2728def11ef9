//! Words of a text and their stems.

use std::ops::Range;

use super::fold::{is_ignored, push_folded, small};
use super::{Rules, part};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded letters.
    pub word: String,
    /// What it is searched by.
    pub stem: String,
    /// The stem with its accents; `None` where it has none.
    pub accented: Option<String>,
    /// Byte range in the text given.
    pub span: Range<usize>,
    /// Whether only a hyphen, a full stop or the like parts it from the word before.
    pub glued: bool,
    /// Has a digit: a code, a size, a price. Matched to the letter, never stemmed.
    pub code: bool,
    /// One of the language's function words.
    pub function_word: bool,
}

/// A word of more letters is none.
const MAX_WORD_LETTERS: usize = 50;

impl Token {
    /// Whether it is too long to be a word, and so is neither indexed nor searched.
    pub(crate) fn is_overlong(&self) -> bool {
        self.word.chars().nth(MAX_WORD_LETTERS).is_some()
    }
}

/// Takes texts apart by a language's rules.
#[derive(Debug, Clone)]
pub struct Analyzer {
    rules: Rules,
    /// Whether the language sees any letter of ASCII differently.
    folds_ascii: bool,
    /// For each function word its [`beginning`]; ascending as they are.
    function_words: Vec<u64>,
}

impl Analyzer {
    /// An analyzer by these rules.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        let folds_ascii = rules.folds.iter().any(|fold| fold.0.is_ascii());
        let function_words = rules.function_words.iter().map(|word| beginning(word)).collect();
        Self { rules, folds_ascii, function_words }
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether a folded word is one of the language's function words.
    #[must_use]
    pub fn is_function_word(&self, word: &str) -> bool {
        let own = beginning(word);
        let at = self.function_words.partition_point(|&other| other < own);
        let mut same = self.function_words[at..].iter().zip(&self.rules.function_words[at..]);
        same.by_ref().take_while(|(other, _)| **other == own).any(|(_, known)| known == word)
    }

    /// The words of `text`, which is in Unicode Normalization Form KC.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut start = None;
        let mut glued = false;
        // Whether the word in work has begun with a digit, and no letter has come since.
        let mut number = false;
        let mut letters = text.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let next = letters.peek().map(|next| next.1);
            let inside = is_ignored(c)
                || is_apostrophe(c) && next.is_some_and(char::is_alphanumeric)
                || number && is_separator(c) && next.is_some_and(char::is_numeric);
            // Some marks count as alphabetic, and yet stand on a letter or on nothing.
            let letter = c.is_alphanumeric() && !is_ignored(c);
            if letter || (start.is_some() && inside) {
                // "2l" is "2 l", while "e20" is a code.
                if number
                    && letter
                    && c.is_alphabetic()
                    && let Some(from) = start.take()
                {
                    self.push(text, from..at, glued, &mut tokens);
                    glued = true;
                }
                number = if start.is_none() { c.is_numeric() } else { number };
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
        if let Some(letter) = word.get(before..).and_then(|new| new.chars().next())
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
        let mut word = String::with_capacity(span.len());
        let mut accented = String::new();
        let text = part(text, span.clone());
        // Most words of most texts: nothing in them but their case counts as another letter.
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !self.folds_ascii {
            word.push_str(text);
            word.make_ascii_lowercase();
        } else {
            let mut letters = String::new();
            let mut rest = text.chars();
            while let Some(c) = rest.next() {
                letters.clear();
                if is_separator(c) {
                    // Three digits behind it, and it parts thousands: 1,000 is 1000, as is 1.000.
                    let digits = rest.clone().take_while(|c| c.is_numeric()).count();
                    letters.push_str(if digits == 3 { "" } else { "." });
                } else {
                    self.fold(c, &mut letters);
                }
                word.push_str(&letters);
                match c {
                    '\u{c0}'..='\u{17f}' if letters.len() == 1 => accented.push(small(c)),
                    _ => accented.push_str(&letters),
                }
            }
        }
        if word.is_empty() {
            return;
        }
        let code = word.bytes().any(|b| b.is_ascii_digit());
        let function_word = self.is_function_word(&word);
        let mut stem = word.clone();
        if !code {
            self.rules.stem(&mut stem);
        }
        // Both have the same number of letters, so that of the accented ones as many are the
        // stem's, unless that has letters of its own.
        let accented = (accented != word && word.starts_with(&stem))
            .then(|| -> String { accented.chars().take(stem.chars().count()).collect() })
            .filter(|accented| !accented.is_empty() && *accented != stem);
        out.push(Token { word, stem, accented, span, glued, code, function_word });
    }
}

/// The first eight bytes of a word as a number, in whose order words are. To compare numbers is
/// many times as fast as to compare strings.
fn beginning(word: &str) -> u64 {
    let bytes = word.bytes().chain(std::iter::repeat(0));
    bytes.take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

/// What parts the digits of a number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´')
}
