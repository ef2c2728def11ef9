//! An explanation is of the score that the ranking gives, down to its last leaf.

mod demo;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use faqlet::compile::{compile_index, public_entries};
use faqlet::contact::Roster;
use faqlet::content::Entry;
use faqlet::index::{Document, Handoff, Index, IndexWriter, WordingKind};
use faqlet::search::{EntryPart, MatchKind, learn};
use faqlet::text::{Token, normalize};
use faqlet::{AskOptions, Engine, ExplainedEntry, Explanation, Outcome};
use proptest::prelude::*;

/// A language of the demo shop.
struct Demo {
    index: Vec<u8>,
    /// The wordings of each entry, the answer last.
    wordings: Vec<Vec<String>>,
    /// All words of its content.
    words: Vec<String>,
}

impl Demo {
    fn engine(&self) -> Engine<&[u8]> {
        Engine::open(&self.index[..]).expect("the writer's bytes are whole")
    }
}

static DEMO: LazyLock<Vec<Demo>> = LazyLock::new(|| {
    let content = demo::content();
    let of_entry = |entry: &&Entry| {
        let mut wordings = vec![entry.question.clone()];
        wordings.extend(entry.alternates.iter().cloned());
        wordings.push(entry.answer_text.clone());
        wordings
    };
    let languages = content.shop.languages.iter();
    languages
        .map(|language| {
            let entries = public_entries(&content, language);
            let wordings: Vec<Vec<String>> = entries.iter().map(of_entry).collect();
            let words = wordings.iter().flatten().flat_map(|text| text.split_whitespace());
            let words: BTreeSet<String> = words.map(str::to_owned).collect();
            Demo {
                index: compile_index(&content, language),
                words: words.into_iter().collect(),
                wordings,
            }
        })
        .collect()
});

/// What the leaves of a tree add up to.
fn sum_of_leaves(parts: &[EntryPart]) -> f64 {
    let leaves = |part: &EntryPart| match part.words.as_slice() {
        [] => f64::from(part.amount),
        words => words.iter().map(|leaf| f64::from(leaf.amount)).sum(),
    };
    parts.iter().map(leaves).sum()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4
}

/// The explanation agrees with the ranking, entry by entry, and with itself.
#[track_caller]
fn agrees<D: AsRef<[u8]>>(
    engine: &Engine<D>,
    question: &str,
    product: Option<&str>,
) -> Explanation {
    let ranking = engine.rank(question, product, 5);
    let explanation = engine.explain(question, product, 5);
    let explained: Vec<_> = explanation.entries.iter().map(|entry| &entry.hit).collect();
    assert_eq!(explained, ranking.iter().collect::<Vec<_>>(), "{question:?}");
    for (number, entry) in explanation.entries.iter().enumerate() {
        let score = entry.hit.score;
        let sum = sum_of_leaves(&entry.parts);
        assert!(near(sum, score), "{question:?} {}: {sum} for {score}", entry.hit.id);
        for part in entry.parts.iter().filter(|part| !part.words.is_empty()) {
            let sum = part.words.iter().map(|leaf| f64::from(leaf.amount)).sum();
            assert!(near(sum, part.amount.into()), "{question:?} {}: {part:?}", entry.hit.id);
        }
        assert_eq!(entry.place, Some(number + 1));
        assert_eq!(entry.words.len(), explanation.words.len());
        for word in &entry.words {
            let adds = |part: &EntryPart| part.words.iter().any(|leaf| leaf.word == word.word);
            assert_eq!(word.cost.is_some(), word.terms.is_empty());
            assert!(!word.terms.is_empty() || !entry.parts.iter().any(adds), "{word:?}");
        }
        // The same entry asked for by name.
        let id = &entry.hit.id;
        let alone = engine.explain_entry(question, product, id).expect("the entry is there");
        assert_eq!(alone.entries, std::slice::from_ref(entry));
        assert_eq!(alone.words, explanation.words);
    }
    let options = AskOptions { product: product.map(str::to_owned), ..AskOptions::default() };
    let (Outcome::Answer { confidence, .. }
    | Outcome::Choose { confidence, .. }
    | Outcome::Contact { confidence, .. }) = engine.ask(question, &options);
    let explained = explanation.confidence.as_ref().map_or(0.0, |explained| explained.probability);
    assert_eq!(explained, confidence);
    if let Some(explained) = &explanation.confidence {
        let logistic = 1.0 / (1.0 + f64::from(-explained.log_odds).exp());
        assert!(near(logistic, explained.probability), "{explained:?}");
    }
    explanation
}

/// A word of the demo shop's content as somebody types it: whole, unfinished, with two letters
/// swapped; or anything.
fn typed_word() -> impl Strategy<Value = (prop::sample::Index, u8, prop::sample::Index)> {
    (any::<prop::sample::Index>(), 0u8..6, any::<prop::sample::Index>())
}

fn misspelt(word: &str, slip: u8, at: prop::sample::Index) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at.index(letters.len());
    match slip {
        0 => letters.truncate(at + 1),
        1 if at > 0 => letters.swap(at - 1, at),
        2 => letters.insert(at, 'q'),
        _ => {}
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_leaves_add_up_on_the_demo_shop(
        language in 0usize..4,
        words in prop::collection::vec(typed_word(), 0..9),
        noise in "\\PC{0,8}",
        product in prop::option::of(prop::sample::select(vec!["kt-200", "bl-150", "none"])),
    ) {
        let demo = &DEMO[language];
        let engine = demo.engine();
        let mut question: Vec<String> = words
            .iter()
            .map(|(word, slip, at)| misspelt(word.get::<String>(&demo.words), *slip, *at))
            .collect();
        question.insert(question.len() / 2, noise);
        let question = normalize(&question.join(" "));
        let explanation = agrees(&engine, &question, product);

        // Where a word is said to be found, it is, by the definition.
        let analyzer = engine.index().analyzer();
        for entry in &explanation.entries {
            let wordings = &demo.wordings[entry.hit.index as usize];
            for term in entry.words.iter().flat_map(|word| &word.terms) {
                let has_term = |wording: &String| {
                    let tokens = analyzer.tokens(&normalize(wording));
                    // A hyphen parts two words that are found as one, too.
                    let glued = tokens.windows(2).filter(|pair| pair[1].glued);
                    let joined: Vec<String> =
                        glued.map(|pair| format!("{}{}", pair[0].word, pair[1].stem)).collect();
                    let found_by = |stem: &str| {
                        let own = |token: &Token| {
                            token.stem == stem || token.accented.as_deref() == Some(stem)
                        };
                        tokens.iter().any(own) || joined.iter().any(|joined| joined == stem)
                    };
                    // Of a phrase, all words.
                    term.term.split(' ').all(found_by)
                };
                let expected: Vec<usize> =
                    (0..wordings.len()).filter(|&number| has_term(&wordings[number])).collect();
                // What is left of the phrasings is up to what was learned of them.
                let own = term.wordings.iter().filter(|place| place.kind != WordingKind::Inherited);
                let found: Vec<usize> = own.map(|place| place.number).collect();
                prop_assert_eq!(found, expected, "{} {} {:?}", entry.hit.id, term.term, wordings);
            }
        }
    }

    #[test]
    fn the_leaves_add_up_on_made_up_content(
        entries in prop::collection::vec(
            (prop::collection::vec("([abc]{1,2} ){1,6}", 1..5), "([abcd]{1,2} ){0,9}"),
            1..12,
        ),
        question in "([abcde]{1,2} ){0,6}[abc]?",
        learned in any::<bool>(),
    ) {
        let mut writer = IndexWriter::new("en", Roster::default());
        for (number, (wordings, answer)) in entries.iter().enumerate() {
            writer.add(&Document {
                id: &format!("e{number}"),
                question: &wordings[0],
                alternates: &wordings[1..],
                answer,
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
        let plain = writer.finish(None);
        let impacts = learn(&Index::open(&plain[..]).expect("the writer's bytes are whole"), &[]);
        let bytes = if learned { writer.finish(impacts.as_ref()) } else { plain };
        let engine = Engine::open(bytes).expect("the writer's bytes are whole");
        agrees(&engine, &question, None);
    }

    /// The cost of a word against the definition: the score without the word. Its letters are not
    /// part of the cost.
    #[test]
    fn a_word_costs_what_the_score_rises_without_it(
        language in 0usize..4,
        words in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let demo = &DEMO[language];
        let engine = demo.engine();
        let known: Vec<&str> = words.iter().map(|word| word.get::<String>(&demo.words).as_str()).collect();
        // Codes in front, which are near nothing and join nothing: the word is never the
        // unfinished one, and the question begins like no other with it or without.
        let without = format!("51627384 {}", normalize(&known.join(" ")));
        let with = format!("90817263 {without}");
        let before = engine.explain(&without, None, usize::MAX).entries;
        for entry in engine.explain(&with, None, 5).entries {
            let cost = entry.words[0].cost.expect("no entry has it");
            let before = before.iter().find(|other| other.hit.id == entry.hit.id);
            let rise = of_words(before.expect("it is found")) - of_words(&entry);
            prop_assert!(near(rise, cost.into()), "{with:?}");
        }
    }
}

/// The score but for what comes of the questions' letters.
fn of_words(entry: &ExplainedEntry) -> f64 {
    let letters = entry.parts.iter().filter(|part| ["letters", "opening"].contains(&part.part));
    entry.hit.score - letters.map(|part| f64::from(part.amount)).sum::<f64>()
}

#[test]
fn golden_questions_are_explained() {
    for (demo, language) in DEMO.iter().zip(["en", "ru", "hu", "ar"]) {
        let engine = demo.engine();
        assert_eq!(engine.index().analyzer().rules().language, language);
        let rows = std::fs::read_to_string(demo::path(&format!("tests/golden/{language}.jsonl")));
        let rows = rows.expect("there are golden questions");
        let mut asked = 0;
        for row in rows.lines().step_by(7) {
            let row: serde_json::Value = serde_json::from_str(row).expect("a row is JSON");
            let question = normalize(row["q"].as_str().expect("a row has a question"));
            agrees(&engine, &question, row["product"].as_str());
            asked += 1;
        }
        assert!(asked > 20, "{language}: {asked}");
    }
}

#[test]
fn each_way_to_match_is_named() {
    let engine = DEMO[0].engine();
    let kind_of = |question: &str, word: usize| {
        let explanation = engine.explain(question, None, 1);
        explanation.words[word].terms.first().map(|term| (term.term.clone(), term.kind))
    };
    let term = |term: &str, kind| Some((term.to_owned(), kind));
    assert_eq!(kind_of("parcels here", 0), term("parcel", MatchKind::Exact));
    assert_eq!(kind_of("track my parc", 2), term("parcel", MatchKind::Prefix));
    assert_eq!(kind_of("parcle here", 0), term("parcel", MatchKind::Typo(1)));
    assert_eq!(kind_of("giftcard here", 0), term("gift", MatchKind::Joined));
    assert_eq!(kind_of("90817263 here", 0), None);
}

#[test]
fn an_unknown_word_names_what_is_near() {
    let engine = DEMO[0].engine();
    let explanation = engine.explain("kt20 parcelling", None, 1);
    let word = &explanation.words[0];
    assert!(word.terms.is_empty() && word.worth > 0.0);
    assert!((1..=3).contains(&word.nearest.len()), "{word:?}");
    let likeness: Vec<f32> = word.nearest.iter().map(|near| near.similarity).collect();
    assert!(likeness.is_sorted_by(|a, b| a >= b), "{likeness:?}");
    assert!(word.nearest.iter().any(|near| near.term.starts_with("kt")), "{word:?}");
}

#[test]
fn an_entry_that_is_not_found_is_explained_all_the_same() {
    let engine = DEMO[0].engine();
    let id = engine.rank("how loud is it", Some("vc-310"), 1).remove(0).id;
    let other = engine.explain_entry("how loud is it", Some("bl-150"), &id).expect("it is there");
    assert_eq!(other.entries[0].place, None);
    // Of another product, so not ranked, though its words match as well.
    let own = engine.explain_entry("how loud is it", Some("vc-310"), &id).expect("it is there");
    assert_eq!(own.entries[0].place, Some(1));
    assert!(near(of_words(&own.entries[0]), of_words(&other.entries[0])));
    assert_eq!(
        of_words(&other.entries[0]),
        other.entries[0].hit.score,
        "only what is ranked is compared by its letters"
    );
    assert!(engine.explain_entry("how loud is it", None, "unheard-of").is_none());

    let nothing = engine.explain_entry("90817263", None, "order-status").expect("it is there");
    assert_eq!((nothing.confidence, nothing.entries[0].place), (None, None));
    assert_eq!(nothing.entries[0].hit.score, 0.0);
    assert!(engine.explain("90817263", None, 3).entries.is_empty());
}

#[test]
fn the_best_wording_is_the_one_that_was_asked() {
    for demo in DEMO.iter() {
        let engine = demo.engine();
        for wordings in demo.wordings.iter().step_by(9) {
            let alternates = wordings.len() - 2;
            for (number, wording) in wordings[..=alternates].iter().enumerate() {
                let explanation = engine.explain(&normalize(wording), None, 1);
                let first = &explanation.entries[0];
                let best = first.best_wording.expect("a wording was asked");
                let own = &demo.wordings[first.hit.index as usize];
                assert_eq!(best.kind == WordingKind::Question, best.number == 0);
                assert_ne!(best.kind, WordingKind::Answer);
                if own == wordings {
                    assert_eq!(best.number, number, "{wording}");
                }
            }
        }
    }
}
