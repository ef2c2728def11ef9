//! Questions that begin as the shopper types.
//!
//! Who reads a question below the search box types it on; so what begins as typed must not go
//! before it is typed to its end, however well other entries do for a while. The questions that
//! begin with a longer text are some of those that begin with a shorter one. Of more than a few,
//! the first in the index are taken: what is among them stays among them.

use std::cell::OnceCell;

use super::rank::{Ranked, Ranking, insert};
use crate::index::Index;
use crate::text::{Analyzer, Token};

/// So many are brought forward, since so many are shown at first.
const FEW: usize = 5;
/// What an entry scores at least whose question begins as typed.
const LEAST_SCORE: f32 = 0.1;
/// Share of a score from place to place: too little to count, enough to keep the order.
const STEP: f32 = 1e-4;

/// The questions of all entries as shown, in [`letters`].
#[derive(Debug)]
pub(super) struct Openings {
    /// For each entry its [`first_letters`].
    firsts: Vec<[char; 2]>,
    /// Filled when a question is first looked at: most never are.
    questions: Vec<OnceCell<Box<str>>>,
}

impl Openings {
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let first = |entry| first_letters(index.entry(entry).question, index.analyzer());
        Self {
            firsts: (0..index.entry_count() as u32).map(first).collect(),
            questions: vec![OnceCell::new(); index.entry_count()],
        }
    }

    /// An entry's question.
    pub fn question<D: AsRef<[u8]>>(&self, entry: u32, index: &Index<D>) -> &str {
        self.questions[entry as usize].get_or_init(|| {
            letters(&index.analyzer().tokens(index.entry(entry).question)).into_boxed_str()
        })
    }

    /// The first few of those entries, of all that are `allowed`, whose questions begin with the
    /// [`letters`] of what is typed.
    pub fn beginning<D: AsRef<[u8]>>(
        &self,
        typed: &str,
        index: &Index<D>,
        allowed: impl Fn(u32) -> bool,
    ) -> Beginning {
        let mut beginning = Beginning { entries: Vec::new(), complete: false };
        let typed_first = first_letters(typed, index.analyzer());
        for (entry, first) in (0..).zip(&self.firsts) {
            if !may_begin(first, typed_first) || !allowed(entry) {
                continue;
            }
            let question = self.question(entry, index);
            if !question.starts_with(typed) {
                continue;
            }
            // A question typed to its end is meant, not a longer one.
            let whole = question.len() == typed.len();
            if whole && !beginning.complete {
                beginning.complete = true;
                beginning.entries.clear();
            }
            if whole == beginning.complete && beginning.entries.len() < FEW {
                beginning.entries.push(entry);
            }
        }
        beginning
    }
}

/// Stands for any letter.
const ANY: char = '\0';

/// The first two of the [`letters`] of a text, as far as they are known without taking it apart.
fn first_letters(text: &str, analyzer: &Analyzer) -> [char; 2] {
    let mut folded = String::new();
    for c in text.chars() {
        // What stands between digits may be one of the letters, or be none.
        if !c.is_alphabetic() && (c.is_numeric() || !folded.is_empty()) {
            break;
        }
        if c.is_alphabetic() {
            analyzer.fold(c, &mut folded);
        }
        if folded.len() > 1 && folded.chars().nth(1).is_some() {
            break;
        }
    }
    let mut letters = folded.chars();
    [letters.next().unwrap_or(ANY), letters.next().unwrap_or(ANY)]
}

/// Whether what begins with some letters may be the beginning of what begins with others.
fn may_begin(own: &[char; 2], typed: [char; 2]) -> bool {
    own.iter().zip(typed).all(|(&own, typed)| own == ANY || typed == ANY || own == typed)
}

/// Entries whose questions begin as typed.
pub(super) struct Beginning {
    pub entries: Vec<u32>,
    /// Whether they are typed to their end.
    complete: bool,
}

impl Beginning {
    /// Raises the entries' scores, which must be among those given, so that they are among the
    /// first few.
    pub fn bring_forward(&self, scored: &mut [Ranked]) {
        let best = scored.iter().map(|ranked| ranked.score).fold(LEAST_SCORE, f32::max);
        let mut found = Ranking::new();
        for ranked in scored.iter().filter(|ranked| self.entries.contains(&ranked.entry)) {
            insert(*ranked, &mut found, FEW);
        }
        // An entry with better reasons than its beginning stays first where there is room.
        let all = self.complete || found.len() == FEW;
        let mut score = if all { best * (1.0 + 10.0 * STEP) } else { best };
        for opening in &found {
            if opening.score < best || all {
                score -= STEP * best;
                if let Some(slot) = scored.iter_mut().find(|it| it.entry == opening.entry) {
                    slot.score = score;
                }
            }
        }
    }
}

/// The letters and digits of words, as they count.
pub(super) fn letters(words: &[Token]) -> String {
    words.iter().map(|token| token.word.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang::rules_for;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_may_begin_with_each_of_its_beginnings(
            text in "[a-zA-Z0-9 ,.'’\\-éßœÅа-яЁ\u{600}-\u{652}ﬁ①½]{0,12}|\\PC{0,8}",
            language in prop::sample::select(vec!["en", "ru", "hu", "ar"]),
        ) {
            let analyzer = Analyzer::new(rules_for(language));
            let text = crate::text::normalize(&text);
            let own = first_letters(&text, &analyzer);
            let letters = letters(&analyzer.tokens(&text));
            for (end, _) in letters.char_indices().skip(1).chain([(letters.len(), ' ')]) {
                let typed = &letters[..end];
                prop_assert!(
                    may_begin(&own, first_letters(typed, &analyzer)),
                    "{:?} {} {:?}", own, typed, first_letters(typed, &analyzer)
                );
            }
        }
    }
}
