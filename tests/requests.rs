//! Questions that are for a person, or are none: hand-written ones in each language, asked of the
//! demo shop, and ordinary questions that must not be taken for them.

mod demo;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use faqlet::compile::public_entries;
use faqlet::content::Content;
use faqlet::phrasebook::{intents, phrasings};
use faqlet::search::{Query, Request};
use faqlet::text::normalize;
use faqlet::{AskOptions, Engine, Outcome, Reason};

/// Rows of a language at least, and of those that are ordinary questions.
const AT_LEAST: usize = 60;
const ORDINARY_AT_LEAST: usize = 25;

/// A row of a language's file. `gibberish` hits the same few keys; `nonsense` has no word either.
#[derive(serde::Deserialize)]
struct Row {
    q: String,
    kind: String,
}

fn rows(language: &str) -> Vec<Row> {
    let path = demo::path(&format!("tests/requests/{language}.jsonl"));
    let text = fs::read_to_string(&path).expect("every language has questions");
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn outcome(engine: &Engine<Vec<u8>>, question: &str) -> Outcome {
    engine.ask(&normalize(question), &AskOptions::default())
}

fn reason(engine: &Engine<Vec<u8>>, question: &str) -> Option<Reason> {
    match outcome(engine, question) {
        Outcome::Contact { reason, .. } => Some(reason),
        _ => None,
    }
}

/// What is not for the content to answer.
fn request(engine: &Engine<Vec<u8>>, question: &str) -> Option<Reason> {
    let caught = [Reason::Person, Reason::Abuse, Reason::Vague];
    reason(engine, question).filter(|reason| caught.contains(reason))
}

/// Runs a check on each language of the demo shop; it gives what is wrong.
fn check(wrong_of: impl Fn(&str, &Engine<Vec<u8>>, &Content) -> Vec<String>) {
    let content = demo::content();
    let of = |language: &String| wrong_of(language, &demo::engine(&content, language), &content);
    let wrong: Vec<String> = content.shop.languages.iter().flat_map(of).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn questions_are_of_their_kinds() {
    check(|language, engine, _| {
        let is = |row: &Row| {
            let reason = reason(engine, &row.q);
            match row.kind.as_str() {
                "person" => reason == Some(Reason::Person),
                "abuse" => reason == Some(Reason::Abuse),
                "vague" => reason == Some(Reason::Vague),
                "gibberish" => reason == Some(Reason::Unknown),
                "nonsense" => matches!(reason, Some(Reason::Unknown | Reason::Unsure)),
                "question" => request(engine, &row.q).is_none(),
                other => panic!("{language}: no kind {other}"),
            }
        };
        let wrong = rows(language).into_iter().filter(|row| !is(row));
        wrong.map(|row| format!("{language}: {}: {:?}", row.q, outcome(engine, &row.q))).collect()
    });
}

#[test]
fn every_language_has_enough_of_every_kind() {
    let mut kinds = BTreeSet::new();
    for language in demo::content().shop.languages {
        let rows = rows(&language);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *counts.entry(&row.kind).or_default() += 1);
        assert!(rows.len() >= AT_LEAST, "{language}: {}", rows.len());
        assert!(counts["question"] >= ORDINARY_AT_LEAST, "{language}: {counts:?}");
        let questions: BTreeSet<&str> = rows.iter().map(|row| row.q.as_str()).collect();
        assert_eq!(questions.len(), rows.len(), "{language}: a question stands twice");
        kinds.insert(counts.keys().map(|&kind| kind.to_owned()).collect::<Vec<_>>());
    }
    assert_eq!(kinds.len(), 1, "{kinds:?}");
}

/// Golden questions that ask for a person, though an entry of the demo shop answers them too.
const GOLDEN_FOR_A_PERSON: [&str; 5] = [
    "is there anyone i can talk to at 7pm",
    "speaking to the managers",
    "nem az ügyintézővel akarok tárgyalni hanem aki dönthet",
    "hogyan tudok robot helyett ügyintézőt kapni",
    "vezetőjükkel beszélnék",
];

#[test]
fn golden_questions_stay_with_the_content() {
    check(|language, engine, _| {
        let mut wrong = Vec::new();
        for row in demo::golden(language) {
            let question = row.q.as_str();
            let expected = GOLDEN_FOR_A_PERSON.contains(&question).then_some(Reason::Person);
            let found = match engine.ask(&normalize(question), &row.options()) {
                Outcome::Contact { reason: Reason::Unsure | Reason::Unknown, .. } => None,
                Outcome::Contact { reason, .. } => Some(reason),
                _ => None,
            };
            let in_scope = row.kind != "oos";
            if in_scope && found != expected {
                wrong.push(format!("{language}: {question}: {found:?}, not {expected:?}"));
            }
        }
        wrong
    });
}

/// Intents whose phrasings may ask for a person.
const FOR_A_PERSON: [&str; 4] = ["talk-to-person", "speak-to-manager", "contact", "complaint"];
/// Share of the phrasings of `talk-to-person` that do, in per cent. The others mostly say what has
/// happened: "I keep getting the same automated answer".
const ASKING_AT_LEAST: usize = 60;

#[test]
fn of_the_phrasebook_only_those_who_want_a_person_get_one() {
    check(|language, engine, _| {
        let mut wrong = Vec::new();
        let vocabulary = OnceCell::new();
        // Before any ranking, which would take its time.
        let kind = |text: &str| Query::new(&normalize(text), engine.index(), &vocabulary).request;
        for intent in intents() {
            let phrasings = phrasings(&intent.name, language);
            let asks = |text: &str| kind(text) == Some(Request::Person);
            let asking = phrasings.iter().filter(|phrasing| asks(&phrasing.text)).count();
            for phrasing in phrasings {
                let allowed = FOR_A_PERSON.contains(&intent.name.as_str());
                match kind(&phrasing.text) {
                    None => {}
                    Some(Request::Person) if allowed => {}
                    Some(found) => {
                        let text = &phrasing.text;
                        wrong.push(format!("{language} {}: {text}: {found:?}", intent.name));
                    }
                }
            }
            if FOR_A_PERSON.contains(&intent.name.as_str()) {
                eprintln!("{language} {}: {asking} of {}", intent.name, phrasings.len());
            }
            if intent.name == "talk-to-person" && 100 * asking < ASKING_AT_LEAST * phrasings.len() {
                wrong.push(format!("{language}: only {asking} of {}", phrasings.len()));
            }
        }
        wrong
    });
}

#[test]
fn what_an_editor_answers_is_answered() {
    check(|language, engine, content| {
        let entries = public_entries(content, language);
        let caught = entries.iter().filter(|entry| {
            let options = AskOptions { product: entry.product.clone(), ..AskOptions::default() };
            let outcome = engine.ask(&normalize(&entry.question), &options);
            matches!(
                outcome,
                Outcome::Contact { reason: Reason::Person | Reason::Abuse | Reason::Vague, .. }
            )
        });
        caught.map(|entry| format!("{language}: {}", entry.question)).collect()
    });
}

/// What is said before and after a question out of politeness.
fn polite(language: &str) -> [[&'static str; 2]; 2] {
    match language {
        "en" => [["hello,", "please"], ["please", "thanks"]],
        "ru" => [["здравствуйте,", "пожалуйста"], ["подскажите пожалуйста,", "спасибо"]],
        "hu" => [["jó napot,", "kérem"], ["üdvözlöm,", "köszönöm"]],
        "ar" => [["مرحبا،", "من فضلك"], ["لو سمحت", "شكرا"]],
        other => panic!("no politeness in {other}"),
    }
}

#[test]
fn politeness_case_and_marks_change_nothing() {
    check(|language, engine, _| {
        let mut wrong = Vec::new();
        for Row { q, .. } in rows(language) {
            let found = request(engine, &q);
            // In other letters, marks and capitals may be letters of their own.
            if matches!(language, "en" | "hu") != q.chars().any(|c| c.is_ascii_alphabetic()) {
                continue;
            }
            let mut others = vec![q.to_lowercase(), q.to_uppercase(), format!("  {q}?! ")];
            for [before, after] in polite(language) {
                others.extend([format!("{before} {q}"), format!("{q} {after}")]);
            }
            for other in others {
                let now = request(engine, &other);
                if now != found {
                    wrong.push(format!("{language}: {q}: {found:?}; {other}: {now:?}"));
                }
            }
        }
        wrong
    });
}

/// Words that ask for a person alone, and survive a slip.
const MISTYPED: [(&str, &str); 4] = [
    ("en", "operator human agent representative"),
    ("ru", "оператор консультант"),
    ("hu", "ügyintéző operátor ügyfélszolgálatos"),
    ("ar", "الموظفين"),
];

#[test]
fn a_slip_inside_of_a_word_changes_nothing() {
    check(|language, engine, _| {
        let (_, words) = MISTYPED.iter().find(|(of, _)| *of == language).expect("words");
        let mut wrong = Vec::new();
        for word in words.split(' ') {
            let letters: Vec<char> = word.chars().collect();
            for at in 1..letters.len() - 2 {
                let (mut swapped, mut left_out, mut doubled) =
                    (letters.clone(), letters.clone(), letters.clone());
                swapped.swap(at, at + 1);
                left_out.remove(at);
                doubled.insert(at, letters[at]);
                for typed in [swapped, left_out, doubled] {
                    let typed: String = typed.into_iter().collect();
                    if request(engine, &typed) != Some(Reason::Person) {
                        wrong.push(format!("{language}: {typed}: {:?}", outcome(engine, &typed)));
                    }
                }
            }
        }
        wrong
    });
}

#[test]
fn who_swears_gets_the_answer() {
    let rows = [
        ("en", "where is my order", "where is my fucking order"),
        ("en", "the kettle does not switch on", "the damn kettle does not switch on"),
        ("ru", "где мой заказ", "где блять мой заказ"),
        ("ru", "как вернуть товар", "как вернуть хуевый товар"),
        ("hu", "hol van a csomagom", "hol van a kurva csomagom"),
        ("hu", "hogyan küldhetem vissza", "bazdmeg hogyan küldhetem vissza"),
        ("ar", "وين طلبي يا", "وين طلبي يا حمير"),
        ("ar", "كيف أرجع المنتج", "كيف أرجع خرا المنتج"),
    ];
    check(|language, engine, _| {
        let rows = rows.iter().filter(|row| row.0 == language);
        let ranked = |question: &str| -> Vec<(String, f64)> {
            // With a blank behind it, the last word is finished in both.
            let hits = engine.rank(&format!("{} ", normalize(question)), None, 5);
            hits.into_iter().map(|hit| (hit.id, hit.score)).collect()
        };
        let wrong = rows.filter(|(_, plain, coarse)| ranked(plain) != ranked(coarse));
        wrong.map(|(_, plain, coarse)| format!("{coarse}: not as {plain}")).collect()
    });
}

/// Letter by letter, what comes nearest stays in sight, whatever the question is taken for.
#[test]
fn suggestions_stay_while_a_question_is_typed() {
    check(|language, engine, _| {
        let mut wrong = Vec::new();
        let rows = rows(language).into_iter().filter(|row| row.kind == "person");
        for Row { q, .. } in rows.step_by(4) {
            for (end, _) in q.char_indices().skip(1) {
                let typed = &normalize(&q[..end]);
                let outcome = engine.ask(typed, &AskOptions::default());
                let Outcome::Contact { reason, related, .. } = outcome else { continue };
                let best = engine.rank(typed, None, 1);
                if reason != Reason::Unknown && related.first() != best.first() {
                    wrong.push(format!("{language}: {typed}: {related:?}, not {best:?}"));
                }
            }
        }
        wrong
    });
}

#[test]
fn the_topic_of_who_asks_for_a_person_decides_the_channels() {
    let engine = demo::engine(&demo::content(), "en");
    let channels = |question: &str| match outcome(&engine, question) {
        Outcome::Answer { contact, .. }
        | Outcome::Choose { contact, .. }
        | Outcome::Contact { contact, .. } => contact,
    };
    let smoke = "there is smoke coming out of the washing machine";
    assert_eq!(reason(&engine, smoke), None);
    let person = format!("i need to talk to a human, {smoke}");
    assert_eq!(reason(&engine, &person), Some(Reason::Person));
    assert_eq!(channels(&person), channels(smoke));
    assert_ne!(channels(&person), channels("talk to a human"));
}
