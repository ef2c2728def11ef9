//! From text to terms: one pipeline for content and for questions.
//!
//! A language is data ([`Rules`]): folding, prefix and suffix rules, function words, keyboard
//! layouts and transliterations, words that ask for a person. The rules are written in `lang/`,
//! used by the builder, and travel inside the index; the browser has only the interpreter. So
//! what analysed the content analyses the question, whatever versions the two have, and a shop
//! downloads the languages that it uses.
//!
//! Must never: look at an index, rank, or treat content and questions differently.

mod analyze;
mod fold;
#[cfg(feature = "builder")]
pub mod lang;
mod requests;
mod respell;
mod rules;

pub use analyze::{Analyzer, Token};
pub(crate) use fold::is_ignored;
#[cfg(feature = "builder")]
pub use fold::{compose, normalize};
pub use requests::{Part, Requests, Role};
pub use respell::{Respelling, Script};
pub use rules::{Affix, Condition, Direction, Pairs, Rules, Step};

/// A part of a text; nothing where that is not whole letters of it. What the engine needs of a
/// text it takes so: the message of an index that fails prints characters, for which it brings
/// tables of 3 KiB into the download.
pub(crate) fn part(text: &str, range: std::ops::Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}
