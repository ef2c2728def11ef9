//! `faqlet explain`: a tree that adds up, in words and in JSON.

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Ran, demo_shop, faqlet};

fn explain(arguments: &[&str]) -> Ran {
    let shop = demo_shop();
    let start = ["explain", shop.to_str().expect("the path is UTF-8")];
    faqlet(start.iter().chain(arguments))
}

#[track_caller]
fn text(arguments: &[&str]) -> String {
    let ran = explain(arguments);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    ran.out
}

#[track_caller]
fn report(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(&[arguments, &["--json"]].concat())).expect("one report")
}

#[track_caller]
fn list(value: &Value) -> &[Value] {
    value.as_array().expect("it is a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("it is a number")
}

/// What the leaves of an entry's tree add up to.
fn sum_of_leaves(entry: &Value) -> f64 {
    let leaves = |part: &Value| match list(&part["words"]) {
        [] => number(&part["amount"]),
        words => words.iter().map(|leaf| number(&leaf["amount"])).sum(),
    };
    list(&entry["parts"]).iter().map(leaves).sum()
}

/// The numbers before the parts of a printed tree; those of words stand further in.
fn amounts(tree: &str) -> Vec<f64> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let parts = tree.lines().filter(|line| (2..=3).contains(&indent(line)));
    parts.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

#[test]
fn the_tree_of_every_entry_adds_up() {
    let questions = [
        ("en", "wheres my parcle please xqzzy"),
        ("ru", "отследтиь мою посылку"),
        ("hu", "hol van a csomgom"),
        ("ar", "تتتبع الطرد"),
    ];
    for (language, question) in questions {
        let asked = ["--lang", language, question];
        let report = report(&asked);
        let entries = list(&report["entries"]);
        assert_eq!(entries.len(), 3, "{language}");
        let shown = text(&asked);
        let trees: Vec<&str> = shown.split("\n\n").skip(2).collect();
        assert_eq!(trees.len(), entries.len(), "{shown}");
        for ((entry, tree), place) in entries.iter().zip(trees).zip(1..) {
            let score = number(&entry["score"]);
            assert!((sum_of_leaves(entry) - score).abs() < 1e-4, "{entry}");
            assert_eq!(entry["place"], place);
            let id = entry["id"].as_str().unwrap();
            assert!(tree.starts_with(&format!("{place}. ")), "{tree}");
            assert!(tree.lines().next().unwrap().ends_with(&format!("({id}): {score:.4}")));
            // What is printed is rounded, each number by half of the last place at most.
            let parts = amounts(tree);
            assert_eq!(parts.len(), list(&entry["parts"]).len(), "{tree}");
            assert!((parts.iter().sum::<f64>() - score).abs() < 5e-4, "{tree}");
        }
        for word in list(&report["words"]) {
            assert!(shown.contains(&format!("\n{}: worth ", word["text"].as_str().unwrap())));
        }
    }
}

#[test]
fn the_outcome_is_the_one_of_try() {
    let shop = demo_shop();
    for question in ["where is my order", "is it dishwasher safe", "who won the match", "?!"] {
        let asked = [shop.to_str().unwrap(), question, "--json"];
        let tried = faqlet(["try"].iter().chain(&asked)).out;
        let tried: Value = serde_json::from_str(&tried).unwrap();
        let report = report(&[question]);
        assert_eq!(report["outcome"], tried["kind"], "{question}");
        let probability = report["confidence"]["probability"].as_f64().unwrap_or(0.0);
        assert_eq!(probability, number(&tried["confidence"]), "{question}");
        let first = text(&[question]);
        assert!(first.starts_with(&format!("{}: ", tried["kind"].as_str().unwrap())), "{first}");
    }
}

#[test]
fn each_word_says_how_it_was_understood() {
    let report = report(&["--limit", "1", "parcels parcle 90817263 giftcard my"]);
    let words = list(&report["words"]);
    let matched = |word: usize| &words[word]["terms"][0]["match"];
    assert_eq!(matched(0), "exact");
    assert_eq!(*matched(1), json!({ "typo": 1 }));
    assert_eq!(words[2]["terms"], json!([]));
    assert_eq!(matched(3), "joined");
    assert_eq!(words.last().unwrap()["functionWord"], true);
    let costs = list(&report["entries"][0]["words"]).iter().filter(|word| word["cost"].is_number());
    assert!(costs.count() >= 1);

    let shown = text(&["--limit", "1", "parcels parcle 90817263 giftcard my"]);
    for words in [
        "\n  the same stem: parcel, weight 1.00, rarity ",
        "\n  1 slip: parcel, weight 0.",
        "\n  stands for nothing in the content; nearest: ",
        "\n  joined or split: gift, weight ",
        ", a function word\n",
        "\n  90817263: not in the entry, which costs 0.",
    ] {
        assert!(shown.contains(words), "{words:?} in {shown}");
    }
}

#[test]
fn the_best_wording_is_shown_with_what_matched() {
    let shown = text(&["--limit", "1", "trakc a parcle of mine"]);
    let best = shown.lines().find(|line| line.contains("its best single wording, alternate "));
    let best = best.unwrap_or_else(|| panic!("{shown}"));
    assert!(best.contains("[track]") && best.contains("[parcel]"), "{best}");
}

#[test]
fn one_entry_can_be_asked_for_by_its_id() {
    let asked = ["where is my order", "--entry", "invoice"];
    let report = report(&asked);
    let entry = &report["entries"][0];
    assert_eq!((list(&report["entries"]).len(), &entry["id"]), (1, &json!("invoice")));
    assert!(entry["place"].as_u64().unwrap() > 1);
    assert!((sum_of_leaves(entry) - number(&entry["score"])).abs() < 1e-4);

    // Of another product than the page's: its words match, and still it is not found.
    let asked = ["is it dishwasher safe", "--product", "kt-200", "--entry", "bl-150-dishwasher"];
    let shown = text(&asked);
    assert!(shown.contains("\nnot found: ") && shown.contains("[bl-150]"), "{shown}");
    assert!(shown.starts_with("answer: "), "{shown}");

    let unknown = explain(&["where is my order", "--entry", "invoices"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""));
    assert!(unknown.err.contains("\"invoices\"") && unknown.err.contains("\"en\""));
}

#[test]
fn it_says_why_a_person_takes_over() {
    let question = "can i talk to someone about my broken washer";
    assert_eq!(report(&[question])["reason"], "person");
    assert!(text(&[question]).contains("\n  the question asks for a person\n"));
    // Near some terms by its letters, and still nothing that was meant.
    let gibberish = report(&["asdasd"]);
    assert_eq!(gibberish["reason"], "unknown");
    assert!(!list(&gibberish["entries"]).is_empty());
    assert_eq!(gibberish["confidence"], Value::Null);
    assert!(text(&["asdasd"]).starts_with("contact: keys were hit, so nothing is suggested\n"));
    // The content answers.
    assert_eq!(report(&["where is my order"])["reason"], Value::Null);
}

#[test]
fn what_is_not_there_is_named() {
    let nothing = text(&["90817263"]);
    assert!(nothing.starts_with("contact: nothing in the content is like the question\n"));
    assert_eq!(explain(&["--lang", "de", "Wo?"]).code, Some(2));
    let ran = explain(&["--product", "kt200", "Is it dishwasher safe?"]);
    assert!(ran.code == Some(0) && ran.err.starts_with("note: "), "{}", ran.err);

    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("bad.jsonl");
    fs::write(&file, "{\"question\":\"Yes?\",\"handoff\":\"perhaps\",\"answer\":\"No.\"}\n")
        .unwrap();
    let ran = faqlet(["explain", file.to_str().unwrap(), "yes"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("FAQ025"), "{}", ran.err);
}
