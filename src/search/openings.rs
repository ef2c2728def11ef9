//! Questions that begin as the shopper types.
//!
//! Who reads a question below the search box types it on; so what begins as typed must not go
//! before it is typed to its end, however well other entries do for a while. The questions that
//! begin with a longer text are some of those that begin with a shorter one. Of more than a few,
//! the first in the index are taken: what is among them stays among them.

use super::rank::{Ranked, Ranking, insert};
use crate::index::Index;
use crate::text::Token;

/// So many are brought forward, since so many are shown at first.
const FEW: usize = 5;
/// What an entry scores at least whose question begins as typed.
const LEAST_SCORE: f32 = 0.1;
/// Share of a score from place to place: too little to count, enough to keep the order.
const STEP: f32 = 1e-4;

/// The questions of all entries as shown, in [`letters`].
#[derive(Debug)]
pub(super) struct Openings {
    questions: Vec<String>,
}

impl Openings {
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let question = |entry| letters(&index.analyzer().tokens(index.entry(entry).question));
        Self { questions: (0..index.entry_count() as u32).map(question).collect() }
    }

    /// An entry's question.
    pub fn question(&self, entry: u32) -> &str {
        &self.questions[entry as usize]
    }

    /// The first few of those entries, of all that are `allowed`, whose questions begin with the
    /// [`letters`] of what is typed.
    pub fn beginning(&self, typed: &str, allowed: impl Fn(u32) -> bool) -> Beginning {
        let mut beginning = Beginning { entries: Vec::new(), complete: false };
        for (entry, question) in (0..).zip(&self.questions) {
            if !question.starts_with(typed) || !allowed(entry) {
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

/// Entries whose questions begin as typed.
pub(super) struct Beginning {
    pub entries: Vec<u32>,
    /// Whether they are typed to their end.
    complete: bool,
}

impl Beginning {
    /// Raises the entries' scores so that they are among the first few.
    pub fn bring_forward(&self, scores: &mut [f32]) {
        let best = scores.iter().copied().fold(LEAST_SCORE, f32::max);
        let mut found = Ranking::new();
        for &entry in &self.entries {
            insert(Ranked::new(entry, scores[entry as usize]), &mut found, FEW);
        }
        // An entry with better reasons than its beginning stays first where there is room.
        let all = self.complete || found.len() == FEW;
        let mut score = if all { best * (1.0 + 10.0 * STEP) } else { best };
        for ranked in &found {
            let slot = &mut scores[ranked.entry as usize];
            if *slot < best || all {
                score -= STEP * best;
                *slot = score;
            }
        }
    }
}

/// The letters and digits of words, as they count.
pub(super) fn letters(words: &[Token]) -> String {
    words.iter().map(|token| token.word.as_str()).collect()
}
