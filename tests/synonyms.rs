//! What an editor's synonyms do for a shopper's question.

use std::collections::BTreeSet;

use faqlet::compile::compile_index;
use faqlet::content::{SourceFile, load};
use faqlet::search::MatchKind;
use faqlet::{Engine, Hit};
use proptest::prelude::*;

const QUESTIONS: [&str; 6] = [
    "Where is my parcel?",
    "Is my package insured?",
    "Does the vacuum cleaner have a bag?",
    "Can I get a cleaner for leather?",
    "What does the vacuum pump do?",
    "Is the coffee machine faulty?",
];

/// The engine of a shop with these questions and synonyms.
fn engine(synonyms: &str) -> Engine<Vec<u8>> {
    let file = |path: String, text: String| SourceFile { path, bytes: text.into_bytes() };
    let mut files: Vec<SourceFile> = (0..)
        .zip(QUESTIONS)
        .map(|(number, question)| {
            file(format!("en/{number}.md"), format!("---\nquestion: {question}\n---\nYes.\n"))
        })
        .collect();
    files.push(file("en/synonyms.yaml".to_owned(), synonyms.to_owned()));
    let loaded = load(&files, jiff::civil::date(2027, 1, 15));
    assert!(!loaded.has_errors(), "{:#?}", loaded.diagnostics);
    Engine::open(compile_index(&loaded.content, "en")).expect("the writer's bytes are whole")
}

/// The questions found, best first.
fn found(engine: &Engine<Vec<u8>>, question: &str) -> Vec<String> {
    let hits = engine.rank(question, None, QUESTIONS.len());
    hits.into_iter().map(|hit| hit.question).collect()
}

#[test]
fn words_in_a_list_find_each_other_and_the_word_itself_comes_first() {
    let engine = engine("- [parcel, package, box]");
    assert_eq!(found(&engine, "lost parcel"), [QUESTIONS[0], QUESTIONS[1]]);
    assert_eq!(found(&engine, "lost package"), [QUESTIONS[1], QUESTIONS[0]]);
    assert_eq!(found(&engine, "lost boxes").len(), 2);
}

#[test]
fn an_arrow_leads_one_way() {
    let engine = engine("- parcel => package");
    assert_eq!(found(&engine, "lost parcel"), [QUESTIONS[0], QUESTIONS[1]]);
    assert_eq!(found(&engine, "lost package"), [QUESTIONS[1]]);
}

#[test]
fn meanings_are_not_passed_on() {
    let engine = engine("- box => parcel\n- [parcel, package]");
    assert_eq!(found(&engine, "lost box"), [QUESTIONS[0]]);
}

#[test]
fn a_phrase_is_found_where_all_of_it_stands() {
    let engine = engine("- hoover, dust sucker => vacuum cleaner");
    for question in ["new hoover", "Dust suckers!", "hoovers"] {
        assert_eq!(found(&engine, question), [QUESTIONS[2]], "{question}");
    }
    let none: [&str; 0] = [];
    assert_eq!(found(&engine, "dust"), none);
    assert_eq!(found(&engine, "sucker dust"), none);
}

#[test]
fn the_longest_phrase_holds() {
    let engine = engine("- espresso maker => coffee machine\n- espresso => parcel");
    assert_eq!(found(&engine, "espresso maker"), [QUESTIONS[5]]);
    assert_eq!(found(&engine, "espresso"), [QUESTIONS[0]]);
}

#[test]
fn a_synonym_is_explained_and_marked() {
    let engine = engine("- hoover => vacuum cleaner");
    let explanation = engine.explain("hoover", None, 1);
    let term = &explanation.words[0].terms[0];
    assert_eq!((&*term.term, term.kind), ("vacuum cleaner", MatchKind::Synonym));
    let Hit { question, marks, .. } = engine.rank("hoover", None, 1).remove(0);
    let marked: Vec<&str> =
        marks.iter().map(|&[from, to]| &question[from as usize..to as usize]).collect();
    assert_eq!(marked, ["vacuum", "cleaner"]);
}

proptest! {
    /// A word in a list finds what each word of the list finds by itself, and no more.
    #[test]
    fn a_list_finds_what_its_words_find(
        words in prop::collection::btree_set("parcel|package|vacuum|coffee|faulty|leather", 2..5),
        asked in any::<prop::sample::Index>(),
    ) {
        let words: Vec<String> = words.into_iter().collect();
        let plain = engine("");
        let with = engine(&format!("- [{}]", words.join(", ")));
        let all: BTreeSet<String> = words.iter().flat_map(|word| found(&plain, word)).collect();
        let question = asked.get(&words);
        let after: BTreeSet<String> = found(&with, question).into_iter().collect();
        prop_assert_eq!(after, all, "{}", question);
    }
}
