//! What a question itself adds to the evidence for its entries.
//!
//! Scores are shares of what a question's words are worth. That a long question has half of its
//! words in an entry says more than that one word of two is there, and what is found by guessing
//! at the spelling says less than what is found as it stands. Weights were chosen on sets of shoppers'
//! and other questions in four languages, with and without alternates (`docs/confidence.md`); what
//! they come to as a probability is calibrated for each index, see `calibrate.rs`.

/// What the logarithm of a question's worth speaks for its best entries.
const WORTH_SUPPORT: f32 = 0.25;
/// What a question of guessed words alone speaks against them.
const GUESS_COST: f32 = 0.3;

/// What a question itself adds to the evidence for its entries: `worth` is what its words are
/// worth at most, `guessed` what those are worth that match by their spelling alone.
pub(super) fn support(worth: f32, guessed: f32) -> f32 {
    let worth = worth.max(1.0);
    WORTH_SUPPORT * libm::logf(worth) - GUESS_COST * guessed / worth
}
