//! The editor's golden questions: whether each gets the answer it should, and if not, why.

use crate::content::{Code, Diagnostic, Golden};
use crate::engine::{Engine, Explanation, Hit, Outcome, Reason};
use crate::text::normalize;

use super::ask as outcome;

/// Asks a question. `None`: it gets what it should.
pub(super) fn ask(golden: &Golden, engine: &Engine<Vec<u8>>) -> Option<Diagnostic> {
    let asked = &golden.asked;
    let product = asked.product.as_deref();
    let is_right = |hit: &Hit| asked.entry.contains(&hit.id);
    let outcome = outcome(engine, &asked.question, product);
    let (got, winner) = match &outcome {
        Outcome::Contact { .. } if asked.entry.is_empty() => return None,
        Outcome::Answer { entry, .. } if is_right(entry) => return None,
        Outcome::Choose { entries, .. } if entries.iter().any(is_right) => return None,
        Outcome::Answer { entry, confidence, .. } => {
            (format!("is answered by “{}” ({confidence:.2} sure)", entry.id), Some(&entry.id))
        }
        Outcome::Choose { entries, .. } => {
            let ids: Vec<String> = entries.iter().map(|hit| format!("“{}”", hit.id)).collect();
            (format!("lets choose between {}", ids.join(", ")), entries.first().map(|hit| &hit.id))
        }
        Outcome::Contact { reason, confidence, related, .. } => {
            let first = related.first();
            (
                contact(*reason, *confidence, first, first.is_some_and(is_right)),
                first.map(|it| &it.id),
            )
        }
    };
    let question = &asked.question;
    let wanted = match asked.entry.as_slice() {
        [] => "nothing in the content answers it".to_owned(),
        [id] => format!("“{id}” should answer it"),
        ids => format!("one of {} should", quoted(ids.iter().map(String::as_str))),
    };
    let normal = normalize(question);
    let words = |id: &str| {
        engine.explain_entry(&normal, product, id).map_or_else(Vec::new, |it| words_of(&it))
    };
    let of_winner = winner.map_or_else(Vec::new, |id| words(id));
    let mut message = format!("“{question}” {got}, and {wanted}.");
    let right = asked.entry.first();
    let of_right = right.map_or_else(Vec::new, |id| words(id));
    if let Some(winner) = winner.filter(|winner| right != Some(winner)) {
        message += &format!(" “{winner}” has of its words: {}.", shown(&of_winner));
    }
    if let Some(right) = right {
        message += &format!(" “{right}” has: {}.", shown(&of_right));
    }
    let missing: Vec<String> =
        of_winner.iter().filter(|word| !of_right.contains(word)).cloned().collect();
    let remedy = match right {
        None => {
            "Take the words that it matched by out of that entry's alternates, or give the entry \
             “confidence: cautious”."
                .to_owned()
        }
        Some(id) if of_right.is_empty() => format!(
            "Add “{question}” to the alternates of “{id}”; or, where it says the same in other \
             words, add these to synonyms.yaml."
        ),
        Some(id) if missing.is_empty() => {
            format!("Add “{question}” to the alternates of “{id}”.")
        }
        Some(id) => format!(
            "Add “{question}” to the alternates of “{id}”, which lacks {}.",
            quoted(missing.iter().map(String::as_str))
        ),
    };
    Some(golden.finding(Code::GoldenFailed, message, remedy))
}

/// How a question came to a person.
fn contact(reason: Reason, confidence: f64, first: Option<&Hit>, right: bool) -> String {
    let why = match reason {
        Reason::Empty => "has no words",
        Reason::Unknown => "has nothing in common with the content",
        Reason::Person => "asks for a person",
        Reason::Abuse => "has coarse words and no others",
        Reason::Vague => "does not say what it is about",
        Reason::Unsure => {
            return match (first, right) {
                (Some(hit), true) => format!(
                    "finds “{}” first, but is not sure enough of it ({confidence:.2}) to show it",
                    hit.id
                ),
                (Some(hit), false) => {
                    format!("leads to a person; nearest is “{}” ({confidence:.2} sure)", hit.id)
                }
                (None, _) => "leads to a person".to_owned(),
            };
        }
    };
    format!("{why}, so it leads to a person")
}

/// The words of the question that the first entry explained has, as they were asked.
fn words_of(explanation: &Explanation) -> Vec<String> {
    let Some(entry) = explanation.entries.first() else { return Vec::new() };
    let has = entry.words.iter().filter(|word| !word.terms.is_empty());
    let words = has.filter_map(|word| explanation.words.get(word.word));
    words.filter(|word| !word.function_word).map(|word| word.text.clone()).collect()
}

fn shown(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn quoted<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(|text| format!("“{text}”")).collect::<Vec<_>>().join(", ")
}
