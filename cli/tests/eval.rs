//! `faqlet eval`: figures worked out by hand, details, and files of questions that are not as they
//! should be.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{Ran, demo_shop, faqlet};
use tempfile::TempDir;

/// Words of six letters that share no three in a row, in the order of the alphabet.
const WORDS: [&str; 12] = [
    "anchor", "bridge", "carpet", "donkey", "engine", "forest", "guitar", "hammer", "island",
    "jacket", "kitten", "ladder",
];

/// One in-scope question has its answer first, one second, one fourth, one not at all; of the two
/// out-of-scope ones, one looks like a sure hit and the other has nothing in common.
const QUERIES: &str = r#"{"q": "anchor", "gold": ["anchor"], "kind": "exact"}
{"q": "bridge", "gold": ["carpet"], "kind": "exact"}
{"q": "carpet donkey", "gold": ["donkey"], "kind": "mixed"}
{"q": "engine forest guitar hammer", "gold": ["nowhere", "hammer"], "kind": "mixed"}
{"q": "90817263", "gold": [], "kind": "mixed"}
{"q": "ladder", "gold": [], "kind": "exact", "note": "other keys do not matter", "tags": 7}
"#;

/// A folder with an entry of each word, whose question is the word and which has no answer.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder can be made") };
        let entries = WORDS.map(|word| format!("{{\"id\":\"{word}\",\"question\":\"{word}\"}}\n"));
        place.write("words.jsonl", &entries.concat());
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).expect("the file can be written");
        self.path(name)
    }

    /// `faqlet eval words.jsonl --queries` with these.
    fn eval(&self, queries: &str, options: &[&str]) -> Ran {
        let queries = self.write("queries.jsonl", queries);
        eval(&self.path("words.jsonl"), &queries, options)
    }

    fn report(&self, queries: &str) -> Value {
        report(&self.eval(queries, &["--json"]))
    }

    /// The lines that `--details` writes.
    fn details(&self, dir: &str, queries: &str, options: &[&str]) -> Vec<Value> {
        let details = self.path("details.jsonl");
        let all = [&["--details", details.to_str().expect("UTF-8")], options].concat();
        let ran = eval(&self.path(dir), &self.write("queries.jsonl", queries), &all);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let text = fs::read_to_string(&details).expect("it was written");
        text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
    }
}

fn eval(dir: &Path, queries: &Path, options: &[&str]) -> Ran {
    let start = [Path::new("eval"), dir, Path::new("--queries"), queries];
    faqlet(start.into_iter().chain(options.iter().map(Path::new)))
}

#[track_caller]
fn report(ran: &Ran) -> Value {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).expect("the report is JSON")
}

fn ranked(detail: &Value) -> Vec<(&str, f64)> {
    let hits = detail["ranked"].as_array().expect("it has a list").iter();
    hits.map(|hit| (hit["id"].as_str().unwrap(), hit["score"].as_f64().unwrap())).collect()
}

/// All entries are alike, so a question of one of their words has the same confidence h each time,
/// one of two words less (m), one of four words still less (l), and the code, which no entry has,
/// none. Entries that share as much with the question come in the order of the index.
///
/// In scope, with rank and confidence: anchor 1 h, bridge – h, carpet donkey 2 m, engine forest
/// guitar hammer 4 l. Out of scope: 90817263 0, ladder h.
///
/// - Success@1 = 1/4, Success@3 = 2/4, MRR@10 = (1 + 0 + 1/2 + 1/4) / 4 = 0.4375.
/// - AUROC, pairs against 0: 4 won; against h: 2 ties, 2 lost; (4 + 2/2) / 8 = 0.625.
/// - The same for anchor alone: (1 + 1/2) / 2 = 0.75.
/// - Nine in ten of four are four, so the threshold is l: one of two rejected.
#[test]
fn figures_are_those_worked_out_by_hand() {
    let report = Place::new().report(QUERIES);
    let figures = |of: &Value, expected: Value| {
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(of[name], *value, "{name}");
        }
    };
    assert_eq!(report["queries"], 6);
    let all = json!({
        "inScope": 4, "outOfScope": 2, "successAt1": 0.25, "successAt3": 0.5, "mrrAt10": 0.4375,
        "auroc": 0.625, "aurocCorrect": 0.75, "rejectedAt90": 0.5,
    });
    figures(&report, all);
    // In scope anchor 1 h, bridge – h; out of scope ladder h: all ties, and nothing below h.
    let exact = json!({
        "inScope": 2, "outOfScope": 1, "successAt1": 0.5, "successAt3": 0.5, "mrrAt10": 0.5,
        "auroc": 0.5, "aurocCorrect": 0.5, "rejectedAt90": 0.0,
    });
    figures(&report["kinds"]["exact"], exact);
    // In scope 2 m and 4 l; out of scope 0: every pair won, but no first entry is right.
    let mixed = json!({
        "inScope": 2, "outOfScope": 1, "successAt1": 0.0, "successAt3": 0.5, "mrrAt10": 0.375,
        "auroc": 1.0, "aurocCorrect": null, "rejectedAt90": 1.0,
    });
    figures(&report["kinds"]["mixed"], mixed);
}

#[test]
fn kinds_add_up_and_percentiles_are_in_order() {
    let report = Place::new().report(QUERIES);
    let kinds = report["kinds"].as_object().unwrap();
    assert_eq!(kinds.len(), 2);
    let counts =
        ["/inScope", "/outOfScope", "/outcomes/answer", "/outcomes/choose", "/outcomes/contact"];
    let count = |of: &Value, name: &str| of.pointer(name).and_then(Value::as_u64).expect(name);
    for name in counts {
        let sum: u64 = kinds.values().map(|kind| count(kind, name)).sum();
        assert_eq!(sum, count(&report, name), "{name}");
    }
    let outcomes: u64 = counts[2..].iter().map(|name| count(&report, name)).sum();
    assert_eq!(outcomes, 6);
    assert!(count(&report, "/outcomes/contact") >= 1, "90817263 is in no entry");
    let micros = ["p50", "p95", "p99"].map(|name| report["micros"][name].as_f64().expect(name));
    assert!(micros.is_sorted(), "{micros:?}");
}

#[test]
fn the_table_has_the_same_figures() {
    let place = Place::new();
    let report = place.report(QUERIES);
    let outcomes = &report["outcomes"];
    let outcomes = format!("{}/{}/{}", outcomes["answer"], outcomes["choose"], outcomes["contact"]);
    let table = place.eval(QUERIES, &[]).out;
    let rows: Vec<Vec<&str>> =
        table.lines().map(|line| line.split_whitespace().collect()).collect();
    let columns =
        ["in", "out", "S@1", "S@3", "MRR@10", "AUROC", "correct", "rej@90", "ECE", "chose", "hit"];
    assert_eq!(rows[0][..11], columns);
    let figure = |name: &str| report[name].as_f64();
    let error = format!("{:.3}", figure("calibrationError").expect("there are questions"));
    let percent =
        |name: &str| figure(name).map_or("–".to_owned(), |share| format!("{:.1}", 100.0 * share));
    let (chose, hit) = (percent("choiceShare"), percent("choiceSuccess"));
    let all = ["all", "4", "2", "25.0", "50.0", "0.438", "0.625", "0.750", "50.0"];
    assert_eq!(rows[1][..9], all);
    assert_eq!(rows[1][9..], [&error, &chose, &hit, &outcomes]);
    assert_eq!((rows[2][0], rows[3][0]), ("exact", "mixed"));
    assert_eq!(rows[3][7], "–", "no first entry is right in the kind mixed");
    assert!(table.lines().last().unwrap().starts_with("time to an outcome: p50 "));
}

#[test]
fn details_rank_ten_entries_whatever_the_outcome() {
    let details = Place::new().details("words.jsonl", QUERIES, &[]);
    let queries: Vec<Value> =
        QUERIES.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(details.len(), queries.len());
    for (detail, query) in details.iter().zip(&queries) {
        let mut keys: Vec<&String> = detail.as_object().unwrap().keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, ["confidence", "gold", "outcome", "q", "ranked"]);
        assert_eq!((&detail["q"], &detail["gold"]), (&query["q"], &query["gold"]));
        let outcome = detail["outcome"].as_str().unwrap();
        assert!(["answer", "choose", "contact"].contains(&outcome), "{outcome}");

        // Those that share a word, in the order of the index, then the others in that order.
        let asked: Vec<&str> = query["q"].as_str().unwrap().split(' ').collect();
        let (shared, others): (Vec<&str>, Vec<&str>) =
            WORDS.iter().partition(|word| asked.contains(word));
        let expected: Vec<&str> = shared.iter().chain(&others).copied().take(10).collect();
        let ranked = ranked(detail);
        assert_eq!(ranked.iter().map(|hit| hit.0).collect::<Vec<_>>(), expected);
        for (id, score) in ranked {
            assert_eq!(score > 0.0, shared.contains(&id), "{id} {score}");
        }
    }
    let unknown = &details[4];
    assert_eq!((&unknown["outcome"], &unknown["confidence"]), (&json!("contact"), &json!(0.0)));
}

#[test]
fn entries_that_only_fill_up_do_not_count_as_found() {
    let place = Place::new();
    // The details have it first, since it is the first of the index.
    let queries = r#"{"q": "90817263", "gold": ["anchor"]}"#;
    assert_eq!(ranked(&place.details("words.jsonl", queries, &[])[0])[0], ("anchor", 0.0));
    let report = place.report(queries);
    assert_eq!((&report["successAt1"], &report["mrrAt10"]), (&json!(0.0), &json!(0.0)));
}

#[test]
fn a_product_leaves_out_other_products_unless_ignored() {
    let place = Place::new();
    let entries = "id,question,answer,product\n\
        a-wash,Can it be washed?,No.,a-1\n\
        b-wash,Can it be washed?,Yes.,b-2\n\
        c-wash,Can it be washed?,At times.,c-3\n\
        shop,Where is the shop?,Here.,\n";
    place.write("products.csv", entries);
    let queries = r#"{"q": "can it be washed", "gold": ["b-wash"], "product": "b-2"}"#;
    let details = |options: &[&str]| place.details("products.csv", queries, options).remove(0);
    let found = |detail: &Value| {
        let found = ranked(detail).into_iter().filter(|hit| hit.1 > 0.0);
        found.map(|hit| hit.0.to_owned()).collect::<Vec<_>>()
    };
    let with = details(&[]);
    assert_eq!(found(&with), ["b-wash"]);
    assert_eq!(ranked(&with).len(), 4, "the others fill up");
    assert_eq!(found(&details(&["--ignore-product"])), ["a-wash", "b-wash", "c-wash"]);

    let figures = |options: &[&str]| {
        let queries = place.path("queries.jsonl");
        let report = report(&eval(&place.path("products.csv"), &queries, options));
        (report["successAt1"].clone(), report["successAt3"].clone(), report["mrrAt10"].clone())
    };
    assert_eq!(figures(&["--json"]), (json!(1.0), json!(1.0), json!(1.0)));
    let ignored = figures(&["--json", "--ignore-product"]);
    assert_eq!(ignored, (json!(0.0), json!(1.0), json!(0.5)));
}

#[test]
fn questions_that_nothing_answers_can_stand_alone() {
    let queries = "{\"q\": \"90817263\", \"gold\": []}\n{\"q\": \"ladder\", \"gold\": []}\n";
    let place = Place::new();
    let report = place.report(queries);
    assert_eq!((&report["inScope"], &report["outOfScope"]), (&json!(0), &json!(2)));
    for name in ["successAt1", "successAt3", "mrrAt10", "auroc", "aurocCorrect", "rejectedAt90"] {
        assert_eq!(report[name], Value::Null, "{name}");
    }
    assert_eq!(report["kinds"], json!({}));
    let table = place.eval(queries, &[]).out;
    let row: Vec<&str> = table.lines().nth(1).unwrap().split_whitespace().collect();
    assert_eq!(row[..9], ["all", "0", "2", "–", "–", "–", "–", "–", "–"]);
}

#[test]
fn a_mark_at_the_start_and_line_ends_of_windows_do_not_matter() {
    let place = Place::new();
    let timeless = |mut report: Value| {
        report["micros"].take();
        report
    };
    let plain = timeless(place.report(QUERIES));
    let windows = format!("\u{FEFF}\r\n{}\r\n  \r\n", QUERIES.replace('\n', "\r\n\r\n"));
    assert_eq!(timeless(place.report(&windows)), plain);
    assert_eq!(timeless(place.report(QUERIES.trim_end())), plain);
}

#[test]
fn lines_of_another_form_are_named() {
    let place = Place::new();
    let refused = |queries: &str, words: &str| {
        let ran = place.eval(queries, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains(words), "{}", ran.err);
        assert!(
            ran.err.contains(r#"a line has the form {"question":"…","entry":"id"}"#),
            "{}",
            ran.err
        );
    };
    refused("{\"q\": \"anchor\"}\n", "queries.jsonl:1: missing field `entry`");
    let second = |line: &str| format!("\r\n{}\r\n{line}\r\n", QUERIES.lines().next().unwrap());
    refused(&second("{\"gold\": []}"), "queries.jsonl:3: missing field `question`");
    let neither = "queries.jsonl:3: “entry” is neither an id, nor a list of ids, nor null";
    refused(&second("{\"q\": \"a\", \"gold\": 1}"), neither);
    refused(&second("{\"q\": \"a\", \"gold\": [1]}"), neither);
    refused(&second("anchor"), "queries.jsonl:3: expected value");
    refused(&second("{\"q\": \"anchor\", "), "queries.jsonl:3: EOF");
    refused("", "queries.jsonl has no questions");
    refused("\u{FEFF}\n  \n", "queries.jsonl has no questions");
}

#[test]
fn files_that_are_not_there_are_named() {
    let place = Place::new();
    let queries = place.write("queries.jsonl", QUERIES);
    let missing = |dir: &str, queries: &Path, options: &[&str], name: &str| {
        let ran = eval(&place.path(dir), queries, options);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        let last = ran.err.lines().last().unwrap_or_default();
        assert!(last.starts_with("faqlet: cannot ") && last.contains(name), "{}", ran.err);
    };
    missing("words.jsonl", &place.path("none.jsonl"), &[], "none.jsonl");
    missing("none", &queries, &[], "none");
    let details = place.path("none/details.jsonl");
    missing("words.jsonl", &queries, &["--details", details.to_str().unwrap()], "details.jsonl");
}

#[test]
fn ids_that_no_entry_has_are_named_once() {
    let place = Place::new();
    let ran = place.eval(QUERIES, &[]);
    assert_eq!(ran.code, Some(0));
    let note = ran.err.lines().find(|line| line.starts_with("note: ")).expect("there is a note");
    assert!(note.contains("1 id ") && note.contains("\"nowhere\" at "), "{note}");
    assert!(note.contains("queries.jsonl:4"), "{note}");
    let known: String = QUERIES.lines().take(3).map(|line| format!("{line}\n")).collect();
    assert_eq!(place.eval(&known, &[]).err, "");
}

#[test]
fn content_with_errors_is_not_measured() {
    let place = Place::new();
    place.write("words.jsonl", "{\"id\":\"a\",\"question\":\"\"}\n");
    let ran = place.eval(QUERIES, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("FAQ020"), "{}", ran.err);
}

#[test]
fn the_demo_shop_is_measured_in_the_language_asked_for() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/hu.jsonl");
    let ran = eval(&demo_shop(), &golden, &["--lang", "hu", "--json"]);
    assert_eq!(ran.err, "", "every id in gold is known");
    let report = report(&ran);
    let lines = fs::read_to_string(&golden).unwrap().lines().count();
    assert_eq!(report["queries"], lines);
    let right = |report: &Value| report["successAt3"].as_f64().expect("some are in scope");
    let english = eval(&demo_shop(), &golden, &["--lang", "en", "--json"]);
    let english: Value = serde_json::from_str(&english.out).unwrap();
    assert!(right(&report) > right(&english), "Hungarian questions were asked of another language");
}
