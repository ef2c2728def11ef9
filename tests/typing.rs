//! Every question of the demo shop, typed letter by letter.

mod demo;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use faqlet::compile::public_entries;
use faqlet::contact::Roster;
use faqlet::content::Entry;
use faqlet::index::{Document, Handoff, IndexWriter};
use faqlet::search::Query;
use faqlet::text::normalize;
use faqlet::{AskOptions, Engine, Hit, Outcome};

/// So many entries are shown at first.
const SHOWN: usize = 5;

/// A text up to each of its letters in turn, as typed so far.
fn typed(text: &str) -> impl Iterator<Item = String> + '_ {
    text.char_indices().map(|(at, c)| normalize(&text[..at + c.len_utf8()]))
}

/// The ids of the entries that an outcome shows.
fn shown(outcome: &Outcome) -> Vec<&str> {
    let hits: Vec<&Hit> = match outcome {
        Outcome::Answer { entry, related, .. } => std::iter::once(entry).chain(related).collect(),
        Outcome::Choose { entries, .. } => entries.iter().collect(),
        Outcome::Contact { related, .. } => related.iter().collect(),
    };
    hits.into_iter().take(SHOWN).map(|hit| hit.id.as_str()).collect()
}

/// What goes wrong while an entry's question is typed on a page.
fn faults(engine: &Engine<Vec<u8>>, entry: &Entry, product: Option<&str>) -> Vec<String> {
    let options = AskOptions { product: product.map(str::to_owned), ..AskOptions::default() };
    let mut faults = Vec::new();
    let (mut was_ranked, mut was_shown) = (false, false);
    let mut letters = 0;
    for text in typed(&entry.question) {
        letters += usize::from(text.ends_with(char::is_alphanumeric));
        let mut fault = |what| faults.push(format!("{}: {what}: {text:?}", entry.id));
        let ranking = engine.rank(&text, product, SHOWN);
        if letters >= 2 && ranking.is_empty() {
            fault("nothing is found");
        }
        let is_ranked = ranking.iter().any(|hit| hit.id == entry.id);
        if was_ranked && !is_ranked {
            fault("no longer among the first");
        }
        let outcome = engine.ask(&text, &options);
        let is_shown = shown(&outcome).contains(&entry.id.as_str());
        if was_shown && !is_shown {
            fault("no longer shown");
        }
        (was_ranked, was_shown) = (was_ranked || is_ranked, was_shown || is_shown);
    }
    if !was_shown {
        faults.push(format!("{}: never shown", entry.id));
    }
    faults
}

#[test]
fn a_question_once_shown_stays_while_it_is_typed() {
    let content = demo::content();
    let mut wrong = Vec::new();
    for language in &content.shop.languages {
        let engine = demo::engine(&content, language);
        for entry in public_entries(&content, language) {
            wrong.extend(faults(&engine, entry, entry.product.as_deref()));
            if entry.product.is_some() {
                wrong.extend(faults(&engine, entry, None));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// "car" is a word, and the beginning of another.
#[test]
fn a_known_word_may_become_another() {
    let mut writer = IndexWriter::new("en", Roster::default());
    for (id, question) in [("gift-card", "gift card balance"), ("car", "a car for deliveries")] {
        writer.add(&Document {
            id,
            question,
            alternates: &[],
            answer: "",
            tags: &[],
            product: None,
            contact: &[],
            inherited: &[],
            handoff: Handoff::Offer,
            balance: None,
            featured: false,
            turn: 0,
        });
    }
    let engine = Engine::open(writer.finish(None)).expect("the writer's bytes are whole");
    let ranked = |question: &str| -> Vec<String> {
        engine.rank(question, None, SHOWN).into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ranked("pay by car"), ["car", "gift-card"]);
    assert_eq!(ranked("pay by card"), ["gift-card"]);
    assert_eq!(ranked("pay by car "), ["car"]);
    assert_eq!(ranked("pay by car?"), ["car"]);
}

/// Stem and prefix agree: of a word of the content typed letter by letter, what it stands for
/// when finished is looked for all the while. Where it is not, the letters so far end like
/// another word's ending in the middle of this one's.
#[test]
fn a_word_is_looked_for_while_it_is_typed() {
    let content = demo::content();
    for language in &content.shop.languages {
        let engine = demo::engine(&content, language);
        let index = engine.index();
        let vocabulary = OnceCell::new();
        let mut words = BTreeSet::new();
        for entry in public_entries(&content, language) {
            for text in entry.alternates.iter().chain([&entry.question, &entry.answer_text]) {
                let tokens = index.analyzer().tokens(&normalize(text));
                words.extend(tokens.into_iter().map(|token| (token.word, token.stem)));
            }
        }
        let (mut count, mut missed) = (0, Vec::new());
        for (word, stem) in &words {
            let term = index.terms().get(stem).expect("the content's words are indexed") as u32;
            for letters in typed(word).skip(2) {
                count += 1;
                let query = Query::new(&letters, index, &vocabulary);
                let mut candidates = query.terms.iter().flat_map(|term| &term.candidates);
                if !candidates.any(|candidate| candidate.term == term) {
                    missed.push(format!("{letters} of {word}"));
                }
            }
        }
        assert!(count > 5000, "{language}: too few words to show much");
        let share = missed.len() as f64 / f64::from(count);
        assert!(share < 0.02, "{language}: {share}: {}", missed.join(", "));
    }
}
