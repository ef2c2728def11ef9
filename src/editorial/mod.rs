//! What an editor would say on reading the content: nothing that stops a build, all of it a matter
//! of judgement but for the golden questions, which are the editor's own.
//!
//! Questions are put to the same engine that shoppers have, over the index that a build writes.
//! `docs/editorial.md` says what is looked for and why the limits are what they are.

mod answers;
mod competing;
mod golden;
mod reading;
mod wordings;

use std::collections::BTreeSet;

use crate::compile::{compile_index, public_entries};
use crate::content::{
    Code, Content, Diagnostic, Entry, Places, SourceFile, golden_questions, without_accepted,
};
use crate::engine::{AskOptions, Engine, Outcome};
use crate::text::normalize;

/// How closely the content is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Depth {
    /// Only the golden questions are asked.
    Off,
    /// What most editors want to know.
    #[default]
    Usual,
    /// Also what takes more time, of the machine and of the editor: each alternate is asked while it
    /// is left out, which shows those that are not needed and entries that want more of them.
    Thorough,
}

/// Reads checked content as an editor would, and asks its golden questions. `files` are those that
/// it was made of. Findings that are accepted are left out; the others come by place.
#[must_use]
pub fn review(files: &[SourceFile], content: &Content, depth: Depth) -> Vec<Diagnostic> {
    let places = Places::new(files);
    let mut found = Vec::new();
    let questions = golden_questions(files, content, &mut found);
    for language in &content.shop.languages {
        let entries = public_entries(content, language);
        let mut golden = questions.iter().filter(|it| it.language == *language).peekable();
        if entries.is_empty() || (depth == Depth::Off && golden.peek().is_none()) {
            continue;
        }
        let engine = engine(compile_index(content, language));
        found.extend(golden.filter_map(|golden| golden::ask(golden, &engine)));
        if depth != Depth::Off {
            competing::check(&entries, &engine, &places, &mut found);
            let held_out = (depth == Depth::Thorough)
                .then(|| wordings::HeldOut::new(content, language, &entries, &engine));
            wordings::check(&entries, &engine, held_out.as_ref(), &places, &mut found);
        }
    }
    if depth != Depth::Off {
        for entry in &content.entries {
            answers::check(entry, &places, &mut found);
        }
        owners(content, &places, &mut found);
    }
    without_accepted(content, &mut found);
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found
}

/// Reports entries without an owner where others have one.
fn owners(content: &Content, places: &Places, found: &mut Vec<Diagnostic>) {
    let owned = content.entries.iter().any(|entry| entry.owner.is_some());
    if !owned || content.shop.owner.is_some() {
        return;
    }
    for entry in content.entries.iter().filter(|entry| entry.owner.is_none()) {
        found.push(
            places.finding(
                Code::OwnerMissing,
                entry,
                &entry.question,
                format!("Nobody owns the entry “{}”.", entry.id),
                "Name the role that keeps it right under “owner”, or one for all in shop.yaml."
                    .to_owned(),
            ),
        );
    }
}

fn engine(index: Vec<u8>) -> Engine<Vec<u8>> {
    let Ok(engine) = Engine::open(index) else {
        unreachable!("the reader reads what the writer wrote")
    };
    engine
}

/// What a shopper would get, on the page of a product where one is named.
fn ask(engine: &Engine<Vec<u8>>, question: &str, product: Option<&str>) -> Outcome {
    let options = AskOptions { product: product.map(str::to_owned), ..AskOptions::default() };
    engine.ask(&normalize(question), &options)
}

/// Ids in quotation marks, as a sentence has them.
fn listed(entries: &[&Entry]) -> String {
    let names: Vec<String> = entries.iter().map(|entry| format!("“{}”", entry.id)).collect();
    names.join(", ")
}

/// What a wording is searched by, without function words.
fn stems(engine: &Engine<Vec<u8>>, text: &str) -> BTreeSet<String> {
    let tokens = engine.index().analyzer().tokens(&normalize(text));
    tokens.into_iter().filter(|token| !token.function_word).map(|token| token.stem).collect()
}
