//! `faqlet intents`, `--infer-intents`, and what `check` says of intents.

mod support;

use std::fs;
use std::path::Path;

use support::{Ran, demo_shop, faqlet};

const ENTRIES: [(&str, &str); 4] = [
    ("en/status.md", "---\nquestion: How can I track my order?\n---\nHere.\n"),
    ("en/cancel.md", "---\nquestion: How do I cancel my order?\r\ntags: [x]\n---\nSo.\n"),
    (
        "en/more.csv",
        "question,answer\n\"What does delivery cost, and is it ever free?\",\"Much,\nso.\"\n\
         Who wrote Hamlet?,Shakespeare.\n",
    ),
    (
        "en/rest.jsonl",
        "{\"question\": \"How do I reset my password?\", \"answer\": \"So.\"}\n\
         {\"question\": \"Invoice?\", \"answer\": \"Here.\", \"intent\": \"invoice\"}\n",
    ),
];

fn shop() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("en")).unwrap();
    for (path, text) in ENTRIES {
        fs::write(place.path().join(path), text).unwrap();
    }
    place
}

fn run(arguments: &[&str], place: &Path) -> Ran {
    let (command, rest) = arguments.split_first().unwrap();
    faqlet([command, place.to_str().unwrap()].iter().chain(rest))
}

fn read(place: &Path) -> Vec<String> {
    ENTRIES.iter().map(|(path, _)| fs::read_to_string(place.join(path)).unwrap()).collect()
}

#[test]
fn safe_proposals_are_written_and_the_rest_of_a_file_stays() {
    let place = shop();
    let before = read(place.path());
    let proposed = run(&["intents", "--json"], place.path());
    assert_eq!(proposed.code, Some(0), "{}", proposed.err);
    let lines: Vec<serde_json::Value> =
        proposed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 5, "one has an intent already");
    assert_eq!(read(place.path()), before, "nothing is written unasked");
    let hamlet = lines.iter().find(|line| line["question"] == "Who wrote Hamlet?").unwrap();
    assert_eq!(hamlet["safe"], false);
    let safe = lines.iter().filter(|line| line["safe"] == true).count();
    assert!(safe >= 3, "{}", proposed.out);

    let applied = run(&["intents", "--apply"], place.path());
    assert_eq!(applied.code, Some(0), "{}", applied.err);
    assert!(applied.err.starts_with(&format!("{safe} intents written into")), "{}", applied.err);
    let after = read(place.path());
    assert!(after[0].contains("\nintent: order-tracking\n---\nHere.\n"), "{}", after[0]);
    let removed = |text: &str, lines: &[&str]| {
        lines.iter().fold(text.to_owned(), |text, line| text.replacen(line, "", 1))
    };
    assert_eq!(removed(&after[0], &["intent: order-tracking\n"]), before[0]);
    assert_eq!(removed(&after[1], &["intent: cancel-order\n"]), before[1]);
    assert_eq!(removed(&after[3], &[", \"intent\": \"reset-password\""]), before[3]);
    let again = run(&["intents", "--apply"], place.path());
    assert!(again.err.starts_with("0 intents written"), "{}", again.err);
    assert_eq!(read(place.path()), after);
}

#[test]
fn proposals_are_explained() {
    let place = shop();
    let shown = run(&["intents"], place.path());
    assert!(shown.out.starts_with("Safe\n\nen/"), "{}", shown.out);
    assert!(shown.out.contains("status.md:1: How can I track my order?"), "{}", shown.out);
    assert!(shown.out.contains(" % order-tracking: track"), "{}", shown.out);
    let last = shown.out.lines().last().unwrap();
    assert!(last.starts_with("entries without an intent: 5; safe to infer: "), "{last}");
    let none = run(&["intents", "--lang", "hu"], place.path());
    assert_eq!(none.code, Some(2), "{}", none.out);
}

#[test]
fn inferring_writes_nothing() {
    let place = shop();
    let before = read(place.path());
    let out = tempfile::tempdir().unwrap();
    let built =
        run(&["build", "--infer-intents", "--out", out.path().to_str().unwrap()], place.path());
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(built.err.contains("intents inferred, none written"), "{}", built.err);
    let tried = run(&["try", "where is my parcel", "--infer-intents"], place.path());
    assert_eq!(tried.code, Some(0), "{}", tried.err);
    assert_eq!(read(place.path()), before);
}

#[test]
fn check_tells_what_could_be_gained_and_what_is_missing() {
    let place = shop();
    let plain = run(&["check"], place.path());
    assert!(plain.out.contains("without one could be found by"), "{}", plain.out);
    assert!(!plain.out.contains("missing:"), "{}", plain.out);
    let gaps = run(&["check", "--gaps"], place.path());
    assert!(gaps.out.contains("questions that shops like yours get are answered; missing:\n"));
    assert!(gaps.out.contains("\n  refund-time "), "{}", gaps.out);
    for answered in ["invoice", "order-tracking", "reset-password"] {
        assert!(!gaps.out.contains(&format!("\n  {answered} ")), "{answered}: {}", gaps.out);
    }
    let json = run(&["check", "--gaps", "--format", "json"], place.path());
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let (asked, answered) = (&json["gaps"]["en"]["asked"], &json["gaps"]["en"]["answered"]);
    let missing = json["gaps"]["en"]["missing"].as_array().unwrap().len() as u64;
    assert_eq!(asked.as_u64().unwrap(), answered.as_u64().unwrap() + missing);
    assert!(json["totals"]["intentsToInfer"].as_u64().unwrap() >= 3);
}

#[test]
fn the_demo_shop_has_its_intents() {
    let proposed = faqlet(["intents".as_ref(), demo_shop().as_os_str()]);
    let last = proposed.out.lines().last().unwrap_or_default();
    assert!(last.contains("safe to infer: 0,"), "{last}\n{}", proposed.out);
}
