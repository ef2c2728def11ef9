//! Questions that compete: each would be answered by the other.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::content::{Code, Diagnostic, Entry, Places};
use crate::engine::Engine;
use crate::search::{Query, Ranked, Ranker};
use crate::text::normalize;

use super::stems;

/// Reports pairs of entries, once each, at the one with the later id: asked the question of either
/// without it there, the engine would answer with the other; and neither question has a word, other
/// than function words, that the other entry is not asked by.
pub(super) fn check(
    entries: &[&Entry],
    engine: &Engine<Vec<u8>>,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) {
    let instead = instead(entries, engine);
    for (own, entry) in entries.iter().enumerate() {
        let Some(rival) = instead[own].filter(|rival| *rival < own) else { continue };
        let other = entries[rival];
        if instead[rival] == Some(own)
            && has_words_of(other, entry, engine)
            && has_words_of(entry, other, engine)
        {
            found.push(
                places.finding(
                    Code::QuestionsCompete,
                    entry,
                    &entry.question,
                    format!(
                        "“{}” competes with “{}” ({}): each would be answered by the other.",
                        entry.question, other.question, other.id
                    ),
                    "Make one entry of the two, or name in each what tells it from the other."
                        .to_owned(),
                ),
            );
        }
    }
}

/// For each entry the one that would answer its question if it were not there.
fn instead(entries: &[&Entry], engine: &Engine<Vec<u8>>) -> Vec<Option<usize>> {
    let index = engine.index();
    let ranker = Ranker::new(index);
    let vocabulary = OnceCell::new();
    let answers = |best: &Ranked| {
        let calibration = index.calibration();
        let balance = index.entry(best.entry).balance.unwrap_or(calibration.balance);
        let log_odds = calibration.intercept + calibration.slope * best.evidence;
        1.0 / (1.0 + libm::expf(-log_odds)) >= balance.threshold()
    };
    let of_entry = |(own, entry): (u32, &&Entry)| {
        let query = Query::new(&normalize(&entry.question), index, &vocabulary);
        // Shoppers tell products from each other by the page that they are on.
        let allowed = |other: u32| other != own && index.product(other) == index.product(own);
        let ranking = ranker.rank(&query, index, allowed, 1);
        ranking.first().filter(|best| answers(best)).map(|best| best.entry as usize)
    };
    (0..).zip(entries).map(of_entry).collect()
}

/// Whether an entry is asked by all words of another's question.
fn has_words_of(entry: &Entry, other: &Entry, engine: &Engine<Vec<u8>>) -> bool {
    let wanted = stems(engine, &other.question);
    let wordings = entry.alternates.iter().chain([&entry.question]);
    let has: BTreeSet<String> = wordings.flat_map(|wording| stems(engine, wording)).collect();
    !wanted.is_empty() && wanted.is_subset(&has)
}
