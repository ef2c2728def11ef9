//! The next language starts here: copy this file, and give the reasons for every rule.
//!
//! 1. Which letters count as the same? Accents of Latin letters are folded already.
//! 2. Which endings tell apart forms of one word that shoppers use alike? Take few and sure
//!    ones: two words that become one by mistake are worse than two forms that stay apart,
//!    since the fuzzy matching brings such forms together again.
//! 3. Which words say little? They count for less, but they stay.
//! 4. On which other layout, or in which other letters, are its words typed?
//! 5. How do people ask for a person, and which of these words also say something else?
//!
//! `docs/languages.md` has the parts one by one, and what they cost.

use super::{Rules, requests, suffixes, words};
use crate::text::rules::Condition::None;

pub fn rules() -> Rules {
    Rules {
        language: String::new(),
        folds: vec![],
        vowels: "aeiouy".to_owned(),
        steps: vec![suffixes().with(3, None, "").build()],
        function_words: words(""),
        match_similar: true,
        respellings: vec![],
        requests: requests([], "", ""),
    }
}
