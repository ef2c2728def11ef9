//! Alternates: those that are not needed, and those that are missing.
//!
//! What an alternate is worth shows when it is left out and then asked. Leaving out one at a time
//! would take an index for each; here every entry leaves out a fifth of its alternates at once, so
//! five indexes do, however many alternates there are.

use std::collections::BTreeSet;

use crate::compile::index_with;
use crate::content::{Code, Content, Diagnostic, Entry, Places};
use crate::engine::{Engine, Outcome};
use crate::text::normalize;

use super::{ask, engine, stems};

/// Into so many parts the alternates are parted.
const FOLDS: usize = 5;
/// An alternate that is answered with this confidence without being there is not needed.
const SURE: f64 = 0.9;
/// Of fewer alternates nothing can be said.
const LEAST_ALTERNATES: usize = 3;

/// What became of an alternate that was asked while it was left out.
#[derive(Debug, Clone, PartialEq)]
enum Asked {
    /// Its own entry came first; how sure the engine was, if it answered.
    Found(Option<f64>),
    /// Another entry came first, by its number, or none.
    Lost(Option<u32>),
}

/// The alternates of a language's entries, each asked while it was left out.
pub(super) struct HeldOut {
    /// By entry and number of the alternate.
    asked: Vec<Vec<Asked>>,
}

impl HeldOut {
    pub fn new(
        content: &Content,
        language: &str,
        entries: &[&Entry],
        whole: &Engine<Vec<u8>>,
    ) -> Self {
        let calibration = whole.index().calibration();
        let mut asked: Vec<Vec<Asked>> =
            entries.iter().map(|entry| vec![Asked::Lost(None); entry.alternates.len()]).collect();
        for fold in 0..FOLDS {
            if entries.iter().all(|entry| entry.alternates.len() <= fold) {
                break;
            }
            let kept: Vec<Entry> = entries
                .iter()
                .map(|entry| {
                    let mut entry = (*entry).clone();
                    let mut number = 0;
                    entry.alternates.retain(|_| {
                        number += 1;
                        (number - 1) % FOLDS != fold
                    });
                    entry
                })
                .collect();
            let kept: Vec<&Entry> = kept.iter().collect();
            let engine = engine(index_with(content, language, &kept, calibration));
            for (own, entry) in (0..).zip(entries) {
                for number in (fold..entry.alternates.len()).step_by(FOLDS) {
                    let alternate = &entry.alternates[number];
                    asked[own as usize][number] = held_out(&engine, own, entry, alternate);
                }
            }
        }
        Self { asked }
    }
}

fn held_out(engine: &Engine<Vec<u8>>, own: u32, entry: &Entry, alternate: &str) -> Asked {
    let product = entry.product.as_deref();
    let first = engine.rank(&normalize(alternate), product, 1).first().map(|hit| hit.index);
    if first != Some(own) {
        return Asked::Lost(first);
    }
    Asked::Found(match ask(engine, alternate, product) {
        Outcome::Answer { confidence, .. } => Some(confidence),
        _ => None,
    })
}

/// Reports alternates that are not needed and, where alternates were left out and asked, entries of
/// which at least half are lost then.
pub(super) fn check(
    entries: &[&Entry],
    engine: &Engine<Vec<u8>>,
    held_out: Option<&HeldOut>,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) {
    for (number, entry) in entries.iter().enumerate() {
        let asked = held_out.map_or(&[][..], |held_out| &held_out.asked[number]);
        needless(entry, asked, engine, places, found);
        let lost: Vec<usize> =
            (0..asked.len()).filter(|number| matches!(asked[*number], Asked::Lost(_))).collect();
        if asked.len() < LEAST_ALTERNATES || lost.len() < asked.len().div_ceil(2) {
            continue;
        }
        let mut takers: Vec<&Entry> = Vec::new();
        for number in &lost {
            if let Asked::Lost(Some(taker)) = asked[*number]
                && !takers.iter().any(|known| known.id == entries[taker as usize].id)
            {
                takers.push(entries[taker as usize]);
            }
        }
        let alternates: Vec<String> =
            lost.iter().take(3).map(|number| format!("“{}”", entry.alternates[*number])).collect();
        let instead = match takers.is_empty() {
            true => "nothing at all".to_owned(),
            false => super::listed(&takers[..takers.len().min(3)]),
        };
        found.push(places.finding(
            Code::AlternatesWanted,
            entry,
            &entry.question,
            format!(
                "{} of the {} alternates of “{}” would not lead to it if they were not there word \
                 for word: {} found {instead}.",
                lost.len(),
                asked.len(),
                entry.id,
                alternates.join(", "),
            ),
            "Add alternates with the words that shoppers use for it, or to the question what it is \
             about."
                .to_owned(),
        ));
    }
}

fn needless(
    entry: &Entry,
    asked: &[Asked],
    engine: &Engine<Vec<u8>>,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) {
    let mut seen: Vec<(BTreeSet<String>, &str)> =
        vec![(stems(engine, &entry.question), &entry.question)];
    for (number, alternate) in entry.alternates.iter().enumerate() {
        let stems = stems(engine, alternate);
        let same = seen.iter().find(|(other, _)| !stems.is_empty() && *other == stems);
        // What reads the same but for its marks has a finding of its own.
        let twice = seen
            .iter()
            .any(|(_, text)| crate::content::bare(text) == crate::content::bare(alternate));
        let message = match (same, asked.get(number)) {
            _ if twice => None,
            (Some((_, other)), _) => {
                Some(format!("To the search “{alternate}” has the same words as “{other}”."))
            }
            (None, Some(Asked::Found(Some(confidence)))) if *confidence >= SURE => Some(format!(
                "“{alternate}” is answered without standing here, with a confidence of \
                     {confidence:.2}."
            )),
            _ => None,
        };
        if let Some(message) = message {
            let remedy = "Put a wording with other words in its place, or take it out.".to_owned();
            found.push(places.finding(Code::AlternateNeedless, entry, alternate, message, remedy));
        }
        seen.push((stems, alternate));
    }
}
