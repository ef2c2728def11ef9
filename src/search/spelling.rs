//! What a misspelt word stands for.

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind};
use super::vocabulary::Neighbour;

/// The nearest so many terms are taken.
const MAX_CORRECTIONS: usize = 8;
/// Share of letter pairs from which on two words are alike without being a slip apart.
const MIN_SIMILARITY: f32 = 0.5;
/// Likenesses of shorter words are other words.
const MIN_LIKENESS_LETTERS: usize = 4;
/// What a term counts that lies one slip away, and two.
const SLIP_WEIGHTS: [f32; 3] = [1.0, 0.95, 0.8];
/// What a term counts that is merely alike, times its likeness.
const SIMILAR_WEIGHT: f32 = 0.6;

/// The terms that a word may stand for which the index does not know, best first.
pub(super) fn corrections<D: AsRef<[u8]>>(word: &str, lookup: &Lookup<'_, D>) -> Vec<Candidate> {
    let neighbours = lookup.neighbours(word, MIN_SIMILARITY);
    // Where a slip of the finger explains the word, what merely looks like it does not matter.
    let slip = neighbours.iter().any(|near| near.distance.is_some());
    let mut best: Vec<Candidate> = Vec::with_capacity(MAX_CORRECTIONS + 1);
    for near in neighbours.into_iter().filter(|near| !slip || near.distance.is_some()) {
        let (weight, kind) = match near.distance {
            Some(distance) => (
                SLIP_WEIGHTS[usize::from(distance).min(2)] * (0.7 + 0.3 * near.similarity),
                MatchKind::Typo(distance),
            ),
            None => (SIMILAR_WEIGHT * near.similarity, MatchKind::Similar),
        };
        // Kept best first by insertion; the list is short, and a sort would weigh more.
        let at = best.iter().position(|other| other.weight < weight).unwrap_or(best.len());
        if at < MAX_CORRECTIONS {
            best.insert(at, Candidate { term: near.term, weight, kind });
            best.truncate(MAX_CORRECTIONS);
        }
    }
    best
}

/// Terms like a known one, in a language whose rules leave many forms of a word apart.
pub(super) fn likenesses<D: AsRef<[u8]>>(
    word: &str,
    term: u32,
    lookup: &Lookup<'_, D>,
) -> Vec<Candidate> {
    if word.chars().count() < MIN_LIKENESS_LETTERS {
        return Vec::new();
    }
    let neighbours = lookup.neighbours(word, MIN_SIMILARITY).into_iter();
    let alike = neighbours.filter(|near| near.term != term && near.similarity >= MIN_SIMILARITY);
    let candidate = |near: Neighbour| Candidate {
        term: near.term,
        weight: SIMILAR_WEIGHT * near.similarity,
        kind: MatchKind::Similar,
    };
    alike.map(candidate).collect()
}
