//! `faqlet try`: every kind of outcome, as text and as JSON, in the demo shop's four languages.

mod support;

use std::fs;
use std::path::Path;

use faqlet::content::{Entry, SourceFile, load};
use serde_json::{Value, json};
use support::{Ran, demo_shop, faqlet};

const LANGUAGES: [&str; 4] = ["en", "ru", "hu", "ar"];

/// A question in each language that no shop answers.
const OFF_TOPIC: [&str; 4] = [
    "who won the football match yesterday",
    "кто вчера выиграл футбольный матч",
    "ki nyerte tegnap a focimeccset",
    "من فاز في مباراة كرة القدم أمس",
];

/// In each language a question for a person, and one that says nothing.
const REQUESTS: [[&str; 2]; 4] = [
    ["i want to talk to someone", "help me please"],
    ["соедините с оператором", "помогите пожалуйста"],
    ["ügyintézőt kérek", "segítség"],
    ["أريد التحدث مع موظف", "عندي سؤال"],
];

/// A code is matched to the letter or not at all.
const UNKNOWN: &str = "90817263";

fn try_demo(arguments: &[&str]) -> Ran {
    let shop = demo_shop();
    let start = ["try", shop.to_str().expect("the path is UTF-8")];
    faqlet(start.iter().chain(arguments))
}

#[track_caller]
fn outcome(arguments: &[&str]) -> Value {
    let ran = try_demo(&[arguments, &["--json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    serde_json::from_str(&ran.out).expect("one outcome")
}

#[track_caller]
fn text(arguments: &[&str]) -> String {
    let ran = try_demo(arguments);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    ran.out
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("it is an object").keys().map(String::as_str).collect()
}

fn ids<'a>(hits: &'a Value) -> Vec<&'a str> {
    let id = |hit: &'a Value| hit["id"].as_str().expect("a hit has an id");
    hits.as_array().expect("hits come in a list").iter().map(id).collect()
}

/// The entries of one of the demo shop's files.
fn entries(path: &str) -> Vec<Entry> {
    let bytes = fs::read(demo_shop().join(path)).expect("the file is there");
    let file = SourceFile { path: path.to_owned(), bytes };
    load(&[file], jiff::civil::date(2027, 1, 1)).content.entries
}

/// Every outcome carries all channels that the shop has for everybody, and those that it has for
/// the question.
#[track_caller]
fn channels_are_there(outcome: &Value, text: &str, for_it: &[&str]) {
    const FOR_ALL: [&str; 9] =
        ["callback", "chat", "email", "form", "keypad", "phone", "store", "telegram", "whatsapp"];
    let mut channels = ids(&outcome["contact"]);
    channels.sort_unstable();
    let mut all = [&FOR_ALL, for_it].concat();
    all.sort_unstable();
    assert_eq!(channels, all);
    assert!(text.contains("Ways to reach the shop:\n  - "), "{text}");
    for url in ["https://kettlewick.example/help/chat", "tel:+3615550123"] {
        assert!(text.contains(url), "{text}");
    }
}

#[test]
fn a_question_in_its_own_words_is_answered() {
    for language in LANGUAGES {
        let entry = entries(&format!("{language}/orders/order-status.md")).remove(0);
        let asked = ["--lang", language, &entry.question];
        let (outcome, text) = (outcome(&asked), text(&asked));
        assert_eq!(
            keys(&outcome),
            ["confidence", "contact", "entry", "handoff", "kind", "notices", "related", "route"],
            "{language}"
        );
        assert_eq!(outcome["kind"], "answer");
        let hit = &outcome["entry"];
        assert_eq!(keys(hit), ["id", "index", "marks", "question", "score", "tags"]);
        assert_eq!(hit["id"], "order-status");
        assert_eq!(hit["question"], entry.question);
        let confidence = outcome["confidence"].as_f64().unwrap();
        assert!((0.5..=1.0).contains(&confidence), "{confidence}");
        channels_are_there(&outcome, &text, &[]);

        let first = format!("answer (confidence {confidence:.2}, offers a person): ");
        assert!(text.starts_with(&(first + &entry.question + "\n\n" + &entry.answer_text)));
        for related in outcome["related"].as_array().unwrap() {
            let line = format!("  - {}", related["question"].as_str().unwrap());
            assert!(text.contains(&line), "{line}");
        }
    }
}

#[test]
fn the_text_says_when_a_person_is_always_there() {
    for language in LANGUAGES {
        let entry = entries(&format!("{language}/problems/safety-incident.md")).remove(0);
        let asked = ["--lang", language, &entry.question];
        assert_eq!(outcome(&asked)["handoff"], "always");
        assert!(text(&asked).contains(", always with a person): "), "{language}");
    }
}

#[test]
fn entries_of_many_products_are_a_choice_and_a_product_decides_it() {
    for language in LANGUAGES {
        let products = entries(&format!("{language}/products.csv"));
        let of = |id: &str| products.iter().find(|entry| entry.id == id).expect("it is there");
        let question = of("kt-200-dishwasher").question.as_str();
        let asked = ["--lang", language, question];
        let (found, shown) = (outcome(&asked), text(&asked));
        assert_eq!(
            keys(&found),
            ["confidence", "contact", "entries", "kind", "notices", "route"],
            "{language}"
        );
        assert_eq!(found["kind"], "choose");
        let mut choices = ids(&found["entries"]);
        choices.sort_unstable();
        assert_eq!(choices, ["bl-150-dishwasher", "cm-450-dishwasher", "kt-200-dishwasher"]);
        assert!(shown.starts_with("choose (confidence "), "{shown}");
        for product in ["bl-150", "cm-450", "kt-200"] {
            let line = format!("  - {question} [{product}] ({product}-dishwasher)\n");
            assert!(shown.contains(&line), "{shown}");
        }
        channels_are_there(&found, &shown, &["community"]);

        for product in ["kt-200", "bl-150"] {
            let id = format!("{product}-dishwasher");
            let asked = ["--lang", language, question, "--product", product];
            let outcome = outcome(&asked);
            assert_eq!((&outcome["kind"], &outcome["entry"]["id"]), (&json!("answer"), &json!(id)));
            assert_eq!(outcome["entry"]["product"], product);
            assert!(text(&asked).contains(&of(&id).answer_text), "{language} {id}");
            let others = ids(&outcome["related"]).into_iter();
            let other_product = |id: &&str| id.ends_with("-dishwasher");
            assert_eq!(others.filter(other_product).count(), 0);
        }
    }
}

#[test]
fn what_nothing_answers_goes_to_a_person() {
    for ((language, off_topic), [person, vague]) in
        LANGUAGES.into_iter().zip(OFF_TOPIC).zip(REQUESTS)
    {
        let cases = [
            ("empty", "?!", "the question has no words"),
            ("unknown", UNKNOWN, "nothing in the content is like it"),
            ("unsure", off_topic, "what was found is probably not meant"),
            ("person", person, "the question asks for a person"),
            ("vague", vague, "the question does not say what it is about"),
        ];
        for (reason, question, why) in cases {
            let asked = ["--lang", language, question];
            let (outcome, text) = (outcome(&asked), text(&asked));
            let expected = ["confidence", "contact", "kind", "notices", "reason", "related"];
            let mut found = keys(&outcome);
            // The topic of a question for a person may have a route.
            found.retain(|key| *key != "route" || reason != "person");
            assert_eq!(found, expected);
            assert_eq!(outcome["kind"], "contact", "{language} {question}");
            assert_eq!(outcome["reason"], reason, "{language} {question}");
            let confidence = outcome["confidence"].as_f64().unwrap();
            // Who asks for a person gets one, however sure the engine is of an answer.
            let asked_for = ["person", "vague"].contains(&reason);
            assert!(confidence < 0.5 || asked_for, "{confidence}");
            let first = format!("contact (confidence {confidence:.2}): {why}\n");
            assert!(text.starts_with(&first), "{text}");
            let related = ids(&outcome["related"]);
            // Where nothing was asked, there is what is most useful.
            assert_eq!(related.is_empty(), reason == "unknown", "{language} {question}");
            assert_eq!(text.contains("May still help:"), !related.is_empty(), "{text}");
            channels_are_there(&outcome, &text, &[]);
        }
    }
}

#[test]
fn a_time_says_who_is_there_and_what_is_announced() {
    let question = "Where is my order?";
    // A Saturday: the telephone until two, the chat not before Monday.
    let at = ["--at", "2026-11-28T13:00", question];
    let (found, shown) = (outcome(&at), text(&at));
    let option = |id: &str| {
        let options = found["contact"].as_array().unwrap();
        options.iter().find(|option| option["id"] == id).expect("it is offered").clone()
    };
    let minutes = |days: u32, minute: u32| days * 1440 + minute;
    let saturday = 20785;
    assert_eq!(
        option("phone"),
        json!({"id": "phone", "open": true, "changes": minutes(saturday, 14 * 60)})
    );
    assert_eq!(
        option("chat"),
        json!({"id": "chat", "open": false, "changes": minutes(saturday + 2, 9 * 60)})
    );
    assert_eq!(option("email"), json!({"id": "email", "open": true}));
    assert_eq!(found["notices"], json!([0]));
    for line in [
        "Notice: Deliveries to Szeged take two days longer because of road works.\n",
        "  - Call us: tel:+3615550123 (open until 14:00)\n",
        "  - Live chat: https://kettlewick.example/help/chat (closed until Monday 2026-11-30 09:00)\n",
        "  - E-mail: mailto:care@kettlewick.example (open)\n",
        "Who takes over: Logistics team; after 3 days Logistics team lead\n",
    ] {
        assert!(shown.contains(line), "{line}{shown}");
    }
    // Without one nothing depends on it.
    let timeless = text(&[question]);
    assert!(!timeless.contains("Notice") && !timeless.contains("(open"), "{timeless}");
}

#[test]
fn facts_of_the_page_decide_what_is_offered() {
    let question = "How long does delivery take?";
    assert_eq!(ids(&outcome(&[question])["contact"])[..2], ["chat", "phone"]);
    let delayed = outcome(&["--fact", "tier=gold", "--fact", "orderStatus=delayed", question]);
    let channels = ids(&delayed["contact"]);
    assert_eq!(channels[..2], ["phone", "chat"]);
    assert!(channels.contains(&"gold-line"), "{channels:?}");

    for (argument, value, words) in [
        ("--at", "noon", "write it like 2026-11-22T14:00"),
        ("--at", "1969-12-31T14:00", "write it like 2026-11-22T14:00"),
        ("--fact", "tier", "write it like tier=gold"),
        ("--fact", "teir=gold", "the keys are locale, tags, tier, orderStatus"),
    ] {
        let ran = try_demo(&[argument, value, question]);
        assert_eq!(ran.code, Some(2), "{value}");
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn a_language_or_product_that_is_not_there_is_named() {
    let ran = try_demo(&["--lang", "de", "Wo ist mein Paket?"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("\"de\"") && ran.err.contains("en, ru, hu, ar"), "{}", ran.err);

    // Upper and lower case are the same to BCP 47.
    let question = "Where is my order?";
    assert_eq!(outcome(&["--lang", "EN", question]), outcome(&["--lang", "en", question]));
    // The shop's first language is the default.
    assert_eq!(outcome(&[question]), outcome(&["--lang", "en", question]));

    // A page may be of a product that has no entries, but on the command line it is mostly a slip.
    let ran = try_demo(&["--product", "kt200", "Is it dishwasher safe?"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.starts_with("note: ") && ran.err.contains("\"kt200\""), "{}", ran.err);
    assert!(!ran.out.contains("[kt-200]"), "{}", ran.out);
}

#[test]
fn a_single_file_is_enough() {
    let place = tempfile::tempdir().unwrap();
    let rows = r#"{"id":"open","lang":"hu","question":"Mikor vannak nyitva?","answer":"Reggel 9-től."}
{"id":"closed","lang":"hu","question":"Mikor zárnak be?","answer":"Este 6-kor."}
"#;
    let table = "id,lang,question,answer\n\
        open,hu,Mikor vannak nyitva?,Reggel 9-től.\n\
        closed,hu,Mikor zárnak be?,Este 6-kor.\n";
    let ask = |name: &str, content: &str| {
        let file = place.path().join(name);
        fs::write(&file, content).unwrap();
        let question = Path::new("mikor vannak nyitva");
        let ran = faqlet([Path::new("try"), &file, question, Path::new("--json")]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        ran.out
    };
    let from_rows = ask("faq.jsonl", rows);
    assert_eq!(from_rows, ask("faq.csv", table));
    let outcome: Value = serde_json::from_str(&from_rows).unwrap();
    assert_eq!((&outcome["kind"], &outcome["entry"]["id"]), (&json!("answer"), &json!("open")));
    assert_eq!(outcome["contact"], json!([]));
}

#[test]
fn content_with_errors_is_not_tried() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("bad.jsonl");
    fs::write(&file, "{\"question\":\"Yes?\",\"handoff\":\"perhaps\",\"answer\":\"No.\"}\n")
        .unwrap();
    let ran = faqlet([Path::new("try"), &file, Path::new("yes")]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("FAQ025") && ran.err.contains("1 error, "), "{}", ran.err);
}

#[test]
fn questions_of_a_file_are_asked_one_by_one() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("asked.jsonl");
    let path = file.to_str().unwrap();
    let asked = "\u{FEFF}{\"q\":\"Where is my order?\",\"gold\":[\"order-status\"]}\r\n\
        \r\n\
        {\"q\":\"Is it dishwasher safe?\",\"product\":\"kt-200\"}\r\n\
        {\"q\":\"Is it dishwasher safe?\"}\r\n";
    fs::write(&file, asked).unwrap();
    let one = |arguments: &[&str]| outcome(arguments).to_string();
    let all = |arguments: &[&str]| {
        let ran = try_demo(&[&["--questions", path, "--json"], arguments].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        let outcomes = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        outcomes.map(|outcome| outcome.to_string()).collect::<Vec<_>>()
    };
    let (order, washing) = ("Where is my order?", "Is it dishwasher safe?");
    let kettle = one(&[washing, "--product", "kt-200"]);
    assert_eq!(all(&[]), [one(&[order]), kettle.clone(), one(&[washing])]);
    // A line's own product goes before the one for all.
    let blender = ["--product", "bl-150"];
    let with_blender = |question| one(&[&[question], &blender[..]].concat());
    assert_eq!(all(&blender), [with_blender(order), kettle, with_blender(washing)]);

    let refused = |content: &str, words: &str| {
        fs::write(&file, content).unwrap();
        let ran = try_demo(&["--questions", path, "--json"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains(words), "{}", ran.err);
    };
    refused("{\"q\":\"a\"}\n{\"question\":\"a\"}\n", "asked.jsonl:2: missing field `q`");
    refused("\n \n", "asked.jsonl has no questions");
    fs::remove_file(&file).unwrap();
    assert_eq!(try_demo(&["--questions", path, "--json"]).code, Some(2));
}
