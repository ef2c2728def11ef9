//! Questions that begin as the shopper types.
//!
//! Who reads a question below the search box types it on; so what begins as typed must not go
//! before it is typed to its end, however well other entries do for a while. The questions that
//! begin with a longer text are some of those that begin with a shorter one. Of more than a few,
//! the first in the index are taken: what is among them stays among them.

use super::score::{Ranked, Ranking};
use super::unfinished;
use crate::index::Index;
use crate::text::{Token, part};

/// So many are brought forward, since so many are shown at first.
const FEW: usize = 5;
/// What an entry scores at least whose question begins as typed.
const LEAST_SCORE: f32 = 0.1;
/// Where one question is typed to its end, the share of the best score that longer ones have at
/// least: near it, and not too close to call.
const LONGER_SHARE: f32 = 0.85;

/// The questions of all entries as shown, in folded words, each word followed by a blank.
#[derive(Debug)]
pub(super) struct Openings {
    questions: String,
    /// For each entry where its question starts; one more for the end.
    starts: Vec<u32>,
}

impl Openings {
    pub fn new<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let mut questions = String::new();
        let mut starts = vec![0];
        for entry in 0..index.entry_count() as u32 {
            push_words(&index.analyzer().tokens(index.entry(entry).question), &mut questions);
            starts.push(questions.len() as u32);
        }
        Self { questions, starts }
    }

    /// Brings entries forward whose questions begin with an [`opening`]. `score_of` gives the
    /// score of an entry that may be shown, `ranking` has the best of them.
    pub fn bring_forward(
        &self,
        opening: &str,
        score_of: impl Fn(u32) -> Option<f32>,
        ranking: &mut Ranking,
    ) {
        let mut found: Vec<(bool, Ranked)> = Vec::with_capacity(FEW);
        for (ends, entry) in self.starts.windows(2).zip(0..) {
            let question = part(&self.questions, ends[0] as usize..ends[1] as usize);
            let Some(rest) = question.strip_prefix(opening) else { continue };
            let Some(score) = score_of(entry) else { continue };
            let whole = matches!(rest, "" | " ");
            if found.len() == FEW {
                if !whole || found[FEW - 1].0 {
                    continue;
                }
                found.pop();
            }
            let better = |other: &(bool, Ranked)| (other.0, other.1.score) >= (whole, score);
            found.insert(found.partition_point(better), (whole, Ranked { entry, score }));
        }
        let Some(&(whole, first)) = found.first() else { return };
        ranking.retain(|ranked| found.iter().all(|other| other.1.entry != ranked.entry));
        let best = ranking.first().map_or(0.0, |ranked| ranked.score);
        let top = found.iter().fold(best.max(LEAST_SCORE), |top, other| top.max(other.1.score));
        // An entry with better reasons than its beginning stays first, where there is room.
        let mut place = usize::from(!whole && found.len() < FEW && best > first.score);
        for (is_whole, Ranked { entry, score }) in found {
            if is_whole || !whole {
                ranking.insert(place, Ranked { entry, score: top });
                place += 1;
            } else {
                let score = score.max(LONGER_SHARE * top);
                let place = ranking.partition_point(|other| other.score >= score);
                ranking.insert(place, Ranked { entry, score });
            }
        }
    }
}

/// What a question begins with that starts so; nothing where it has no words.
pub(super) fn opening(text: &str, tokens: &[Token]) -> String {
    let mut opening = String::new();
    push_words(tokens, &mut opening);
    if let Some(last) = tokens.last()
        && unfinished::may_go_on(part(text, last.span.end..text.len()))
    {
        opening.pop();
    }
    opening
}

fn push_words(tokens: &[Token], out: &mut String) {
    for token in tokens {
        out.push_str(&token.word);
        out.push(' ');
    }
}
