//! Holds the TypeScript types of outcomes and error codes to the Rust ones. Every field is named
//! and every variant has its place here, so a new one does not compile until it has a sample, and
//! `www/tests/types/check.ts` does not compile until the TypeScript types have it.
//! `UPDATE_TYPES=1 cargo test --test types` writes the samples anew.

use std::fs;
use std::iter::successors;
use std::path::Path;

use faqlet::contact::{ContactOption, ShopTime};
use faqlet::index::{Handoff, Index, IndexWriter};
use faqlet::{Hit, Outcome, Reason};

/// Every reason comes after another; a new one does not compile without a place.
fn next_reason(reason: Reason) -> Option<Reason> {
    Some(match reason {
        Reason::Empty => Reason::Unknown,
        Reason::Unknown => Reason::Unsure,
        Reason::Unsure => Reason::Person,
        Reason::Person => Reason::Abuse,
        Reason::Abuse => Reason::Vague,
        Reason::Vague => return None,
    })
}

fn next_handoff(handoff: Handoff) -> Option<Handoff> {
    Some(match handoff {
        Handoff::Never => Handoff::Offer,
        Handoff::Offer => Handoff::Always,
        Handoff::Always => return None,
    })
}

/// Every kind of outcome comes after another.
fn next(outcome: &Outcome) -> Option<Outcome> {
    Some(match outcome {
        Outcome::Answer { .. } => Outcome::Choose {
            entries: hits(),
            confidence: 0.5,
            contact: contact(),
            route: None,
            notices: vec![1],
        },
        Outcome::Choose { .. } => contacts(Reason::Empty, None),
        Outcome::Contact { .. } => return None,
    })
}

fn hits() -> Vec<Hit> {
    let hit = |product: Option<&str>| Hit {
        index: 7,
        id: "order-status".to_owned(),
        question: "Where is my order?".to_owned(),
        product: product.map(str::to_owned),
        tags: vec!["orders".to_owned()],
        score: 0.987654,
        marks: vec![[0, 5]],
    };
    vec![hit(None), hit(Some("kt-200"))]
}

fn contact() -> Vec<ContactOption> {
    let option = |open: bool, changes| ContactOption { id: "phone".to_owned(), open, changes };
    vec![option(true, Some(ShopTime(29_700_000))), option(false, None)]
}

fn answer(entry: Hit, handoff: Handoff, route: Option<u32>) -> Outcome {
    Outcome::Answer {
        entry,
        confidence: 0.9,
        handoff,
        related: hits(),
        contact: contact(),
        route,
        notices: vec![0],
    }
}

fn contacts(reason: Reason, route: Option<u32>) -> Outcome {
    Outcome::Contact {
        reason,
        confidence: 0.1,
        related: hits(),
        contact: contact(),
        route,
        notices: vec![],
    }
}

fn outcomes() -> Vec<Outcome> {
    let handoffs = successors(Some(Handoff::Never), |handoff| next_handoff(*handoff));
    let mut outcomes: Vec<Outcome> = hits()
        .into_iter()
        .cycle()
        .zip(handoffs)
        .map(|(entry, handoff)| answer(entry, handoff, Some(2)))
        .collect();
    let plain = answer(hits().swap_remove(0), Handoff::Offer, None);
    outcomes.extend(successors(Some(plain), next));
    outcomes.push(Outcome::Choose {
        entries: hits(),
        confidence: 0.5,
        contact: contact(),
        route: Some(0),
        notices: vec![],
    });
    let reasons = successors(Some(Reason::Empty), |reason| next_reason(*reason));
    outcomes.extend(reasons.map(|reason| contacts(reason, Some(1))));
    outcomes
}

/// The codes of the errors that the engine gives.
fn codes() -> Vec<&'static str> {
    let whole = IndexWriter::new("en", Default::default()).finish(None);
    let mut newer = whole.clone();
    // After four bytes of magic.
    newer[4..6].copy_from_slice(&99_u16.to_le_bytes());
    let cut = whole[..whole.len() / 2].to_vec();
    [cut, newer].map(|bytes| Index::open(bytes).expect_err("it is not whole").code()).to_vec()
}

#[test]
fn the_outcomes_samples_for_typescript_are_what_the_engine_gives() {
    let outcomes = serde_json::to_string_pretty(&outcomes()).expect("it becomes JSON");
    let codes = serde_json::to_string(&codes()).expect("it becomes JSON");
    let source = format!(
        "// Written by tests/types.rs.\n\
         import type {{ FaqletErrorCode }} from '../../../src/errors.js';\n\
         import type {{ EngineOutcome }} from '../../../src/outcome.js';\n\n\
         export const outcomes = {outcomes} as const satisfies readonly EngineOutcome[];\n\n\
         export const codes = {codes} as const satisfies readonly FaqletErrorCode[];\n"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/tests/types/from-rust/outcomes.ts");
    if std::env::var_os("UPDATE_TYPES").is_some() {
        fs::write(&path, &source).expect("the folder is there");
    }
    let written = fs::read_to_string(path).expect("the samples are there");
    assert_eq!(written, source, "run: UPDATE_TYPES=1 cargo test --test types");
}
