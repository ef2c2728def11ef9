//! Questions that compete: each would be answered by the other.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::content::{Code, Diagnostic, Entry, Places};
use crate::engine::Engine;
use crate::search::{Query, Ranker};
use crate::text::normalize;

/// Two entries compete where the other one's score for a question has at least this share of the
/// own one's: the engine offers both to choose from at 0.92, and a question in a shopper's words
/// is never as near as the editor's own.
const SHARE: f32 = 0.85;

/// What would answer an entry's question if the entry were not there.
struct Rival {
    entry: u32,
    share: f32,
}

/// Reports pairs of entries, once each, at the one that comes later in the files.
pub(super) fn check(
    entries: &[&Entry],
    engine: &Engine<Vec<u8>>,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) {
    let ranker = Ranker::new(engine.index());
    let vocabulary = OnceCell::new();
    let rivals: BTreeMap<u32, Rival> = (0..)
        .zip(entries)
        .filter_map(|(own, entry)| {
            let query = Query::new(&normalize(&entry.question), engine.index(), &vocabulary);
            let product = engine.index().product(own);
            // On a product's page, its own entries and store-wide ones are found.
            let allowed = |other: u32| {
                let of = engine.index().product(other);
                product.is_none() && of.is_none()
                    || product.is_some() && (of.is_none() || of == product)
            };
            let ranking = ranker.rank(&query, engine.index(), allowed, 3);
            let score = ranking.iter().find(|ranked| ranked.entry == own)?.score;
            let other = ranking.iter().find(|ranked| ranked.entry != own)?;
            Some((own, Rival { entry: other.entry, share: other.score / score }))
        })
        .collect();
    for (&own, rival) in &rivals {
        let back =
            rivals.get(&rival.entry).is_some_and(|back| back.entry == own && back.share >= SHARE);
        if rival.entry < own && rival.share >= SHARE && back {
            let (entry, other) = (entries[own as usize], entries[rival.entry as usize]);
            found.push(
                places.finding(
                    Code::QuestionsCompete,
                    entry,
                    &entry.question,
                    format!(
                        "“{}” competes with “{}” ({}): the search can hardly tell them apart.",
                        entry.question, other.question, other.id
                    ),
                    "Make one entry of the two, or name in each what tells it from the other."
                        .to_owned(),
                ),
            );
        }
    }
}
