//! Quality control of the phrasebook: `cargo xtask phrasebook` runs all of it, optimised.
//!
//! With `EVALUATION_SETS` a folder of evaluation sets, no phrasing may be a text of theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use faqlet::Engine;
use faqlet::contact::Roster;
use faqlet::index::{Document, Handoff, Index, IndexWriter};
use faqlet::phrasebook::{Register, SOURCES, bare, intents, languages, phrasings};
use faqlet::search::learn;
use faqlet::text::normalize;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Intent and text of all phrasings of a language.
fn all(language: &str) -> Vec<(&'static str, &'static str)> {
    let of_intent = |name: &'static str| {
        phrasings(name, language).iter().map(move |phrasing| (name, phrasing.text.as_str()))
    };
    intents().iter().flat_map(|intent| of_intent(&intent.name)).collect()
}

/// The intents of a language's file that have a comment right above.
fn commented(language: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for source in SOURCES.iter().filter(|source| source.language == language) {
        let lines: Vec<&str> = source.text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with("# ")) {
            found.extend(pair[1].strip_suffix(':'));
        }
    }
    found
}

#[test]
fn no_phrasing_stands_twice() {
    let mut wrong = Vec::new();
    for language in languages() {
        let mut first: BTreeMap<String, (&str, &str)> = BTreeMap::new();
        for (intent, text) in all(language) {
            let key = bare(text);
            assert!(!key.is_empty(), "{language} {intent}: {text:?}");
            if let Some((other, same)) = first.insert(key, (intent, text)) {
                wrong.push(format!("{language}: {text:?} of {intent} is {same:?} of {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_intent_has_enough_or_says_why_not() {
    let mut wrong = Vec::new();
    for language in languages() {
        let commented = commented(language);
        for intent in intents() {
            let count = phrasings(&intent.name, language).len();
            let needed = if intent.often { 30 } else { 20 };
            if count < needed && !commented.contains(intent.name.as_str()) {
                wrong.push(format!("{language} {}: {count} of {needed}", intent.name));
            }
        }
    }
    assert!(wrong.is_empty(), "too few, and no comment above:\n{}", wrong.join("\n"));
}

/// Shares in per cent that a language's phrasings may have, by register. The dialects of Arabic
/// count as colloquial.
const REGISTERS: [(&str, f64, f64); 5] = [
    ("keywords", 12.0, 28.0),
    ("plain", 22.0, 38.0),
    ("colloquial", 14.0, 32.0),
    ("formal", 7.0, 17.0),
    ("situation", 14.0, 28.0),
];
/// The same by number of words, from and to.
const LENGTHS: [(usize, usize, f64, f64); 3] =
    [(1, 1, 1.0, 7.0), (2, 3, 12.0, 30.0), (11, usize::MAX, 4.0, 17.0)];

#[test]
fn registers_and_lengths_are_mixed() {
    let mut wrong = Vec::new();
    for language in languages() {
        let all: Vec<_> =
            intents().iter().flat_map(|intent| phrasings(&intent.name, language)).collect();
        let share = |count: usize| 100.0 * count as f64 / all.len() as f64;
        let mut hold = |what: String, count: usize, from: f64, to: f64| {
            let share = share(count);
            if !(from..=to).contains(&share) {
                wrong.push(format!("{language} {what}: {share:.1} %, not {from} to {to}"));
            }
        };
        for (name, from, to) in REGISTERS {
            let count = all.iter().filter(|phrasing| register(phrasing.register) == name).count();
            hold(name.to_owned(), count, from, to);
        }
        for (shortest, longest, from, to) in LENGTHS {
            let words = |text: &str| text.split_whitespace().count();
            let fits = |text: &str| (shortest..=longest).contains(&words(text));
            let count = all.iter().filter(|phrasing| fits(&phrasing.text)).count();
            hold(format!("{shortest} words and more"), count, from, to);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn register(register: Register) -> &'static str {
    match register {
        Register::Gulf | Register::Egyptian | Register::Levantine => "colloquial",
        register => Register::ALL.iter().find(|(_, known)| *known == register).unwrap().0,
    }
}

/// Texts by which the search is measured.
fn evaluation_texts() -> BTreeMap<String, PathBuf> {
    let mut files = vec![];
    jsonl_files(&root().join("tests/golden"), &mut files);
    jsonl_files(&root().join("tests/intents"), &mut files);
    assert!(files.len() >= 12, "the golden questions and pages were not found");
    if let Some(sets) = std::env::var_os("EVALUATION_SETS") {
        let before = files.len();
        jsonl_files(Path::new(&sets), &mut files);
        assert!(files.len() > before, "there are no evaluation sets in {sets:?}");
    }
    let mut texts = BTreeMap::new();
    for file in files {
        for line in fs::read_to_string(&file).unwrap().lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let alternates = line["alternates"].as_array().into_iter().flatten();
            for text in [&line["q"], &line["orig"], &line["question"]].into_iter().chain(alternates)
            {
                let key = text.as_str().map(bare).unwrap_or_default();
                // A single word or two is nobody's text.
                if key.split(' ').count() > 3 {
                    texts.insert(key, file.clone());
                }
            }
        }
    }
    texts
}

fn jsonl_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            jsonl_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
}

#[test]
fn no_phrasing_is_a_text_of_the_evaluation() {
    let texts = evaluation_texts();
    let mut wrong = Vec::new();
    for language in languages() {
        for (intent, text) in all(language) {
            if let Some(file) = texts.get(&bare(text)) {
                wrong.push(format!("{language} {intent}: {text:?} in {}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} phrasings:\n{}", wrong.len(), wrong.join("\n"));
}

/// Parts that the phrasings are held out in, one at a time.
const FOLDS: usize = 10;

/// An index of all phrasings but one part. An intent without any left keeps its name.
fn without(fold: usize, language: &str) -> Engine<Vec<u8>> {
    let mut writer = IndexWriter::new(language, Roster::default());
    for intent in intents() {
        let kept = phrasings(&intent.name, language).iter().enumerate();
        let kept: Vec<String> = kept
            .filter(|(number, _)| number % FOLDS != fold)
            .map(|(_, phrasing)| phrasing.text.clone())
            .collect();
        let (question, alternates) = kept.split_first().expect("an intent has many phrasings");
        writer.add(&Document {
            id: &intent.name,
            question,
            alternates,
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
    let plain = writer.finish(None);
    let impacts = learn(&Index::open(&plain[..]).unwrap(), &[]);
    Engine::open(writer.finish(impacts.as_ref())).unwrap()
}

/// Phrasings, by intent, that do not find their own intent among the first three by the others.
fn missed(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut missed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fold in 0..FOLDS {
        let engine = without(fold, language);
        for intent in intents() {
            let held = phrasings(&intent.name, language).iter().skip(fold).step_by(FOLDS);
            for phrasing in held {
                let hits = engine.rank(&normalize(&phrasing.text), None, 3);
                if !hits.iter().any(|hit| hit.id == intent.name) {
                    let texts = missed.entry(intent.name.clone()).or_default();
                    texts.insert(phrasing.text.clone());
                }
            }
        }
    }
    missed
}
/// The exceptions of a language, by intent, and those of them that give no reason. A line here is
/// `intent:`, or in double quotes `- phrasing: "…"` and `reason: "…"`.
fn exceptions(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = root().join(format!("phrasebook/{language}/exceptions.yaml"));
    let text = fs::read_to_string(&path).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut intent = String::new();
    let mut reasons = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(phrasing) = line.strip_prefix("- phrasing: ") {
            let phrasing = serde_json::from_str(phrasing).expect(line);
            assert!(found.entry(intent.clone()).or_default().insert(phrasing), "twice: {line}");
        } else if let Some(reason) = line.strip_prefix("reason: ") {
            let reason: String = serde_json::from_str(reason).expect(line);
            assert!(reason.len() > 10, "{line}");
            reasons += 1;
        } else if let Some(name) = line.strip_suffix(':') {
            name.clone_into(&mut intent);
        } else {
            assert!(line.is_empty(), "{}: {line}", path.display());
        }
    }
    let count: usize = found.values().map(BTreeSet::len).sum();
    assert_eq!(count, reasons, "{} gives each a reason", path.display());
    found
}

#[test]
#[ignore = "slow without optimisation: run by `cargo xtask phrasebook`"]
fn every_phrasing_leads_to_its_intent_by_the_others() {
    let mut wrong = Vec::new();
    for language in languages() {
        let (missed, listed) = (missed(language), exceptions(language));
        for intent in intents() {
            let none = BTreeSet::new();
            let missed = missed.get(&intent.name).unwrap_or(&none);
            let listed = listed.get(&intent.name).unwrap_or(&none);
            for text in missed.difference(listed) {
                wrong.push(format!("{language} {}: {text:?} is led elsewhere", intent.name));
            }
            for text in listed.difference(missed) {
                wrong.push(format!("{language} {}: {text:?} is no exception", intent.name));
            }
        }
        let unknown = listed.keys().find(|name| intents().iter().all(|it| it.name != **name));
        assert_eq!(unknown, None, "an exception of {language} is of no intent");
    }
    assert!(
        wrong.is_empty(),
        "{} phrasings (drop or move them, or list them with a reason):\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
