//! `faqlet report`: what shoppers asked, from the events of the element.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::{Ran, faqlet, finish, program};

const ENTRIES: [(&str, &str); 5] = [
    (
        "en/order-status.md",
        "---\nquestion: Where is my order?\nalternates: [track my parcel, 'delivery status']\n---\n\
         Under *Account*.\n",
    ),
    (
        "en/countries.md",
        "---\nquestion: Which countries do you deliver to?\r\nalternates:\r\n  - delivery abroad\r\n\
         tags: [x]\r\n---\r\nTo all.\r\n",
    ),
    (
        "en/products.csv",
        "id,question,alternates,answer,product\n\
         kt-clean,How do I clean the kettle?,descale the kettle,\"With vinegar, diluted.\",kt-20000\n\
         kt-warranty,Is the vacuum cleaner under warranty?,,Two years.,\n\
         to-warranty,Is the toaster under warranty?,,One year.,\n\
         vc-parts,Which parts fit the vacuum cleaner?,,Ours.,\n\
         to-parts,Which parts fit the toaster?,,None.,\n",
    ),
    (
        "en/rest.jsonl",
        "{\"id\": \"refund\", \"question\": \"When do I get my refund?\", \"answer\": \"Soon.\"}\n\
         {\"id\": \"gift\", \"question\": \"Can you wrap a present?\", \"alternates\": [ \"gift wrap\" ], \
         \"answer\": \"Yes.\"}\n",
    ),
    (
        "shop.yaml",
        "languages: [en]\ntimeZone: Europe/Budapest\nproducts:\n  kt-20000: {name: Brisa kettle}\n",
    ),
];

/// A shop's content, and what shoppers did.
struct Shop {
    place: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join("content/en")).unwrap();
        for (path, text) in ENTRIES {
            fs::write(place.path().join("content").join(path), text).unwrap();
        }
        Self { place }
    }

    fn content(&self) -> PathBuf {
        self.place.path().join("content")
    }

    fn files(&self) -> Vec<String> {
        let read = |(path, _): (&str, _)| fs::read_to_string(self.content().join(path)).unwrap();
        ENTRIES.map(read).to_vec()
    }

    fn events(&self, lines: &[Value]) -> PathBuf {
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.raw(&lines)
    }

    fn raw(&self, lines: impl AsRef<[u8]>) -> PathBuf {
        let path = self.place.path().join("events.ndjson");
        fs::write(&path, lines).unwrap();
        path
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let events = self.place.path().join("events.ndjson");
        let content = self.content();
        let own = ["report", events.to_str().unwrap(), "--content", content.to_str().unwrap()];
        faqlet(own.iter().chain(arguments))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[&["--format", "json"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }
}

fn event(visit: &str, kind: &str, detail: Value) -> Value {
    json!({ "type": kind, "at": "2026-11-20T10:00:00Z", "visit": visit, "detail": detail })
}

fn ask(visit: &str, question: &str, kind: &str) -> Value {
    let reason = if kind == "contact" { json!("unsure") } else { Value::Null };
    let detail = json!({
        "question": question, "kind": kind, "reason": reason, "entries": [], "language": "en",
    });
    event(visit, "ask", detail)
}

fn open(visit: &str, entry: &str, how: &str) -> Value {
    event(visit, "answer", json!({ "id": entry, "question": "", "how": how }))
}

fn rate(visit: &str, entry: &str, helpful: bool) -> Value {
    let detail = json!({ "id": entry, "question": "", "helpful": helpful });
    event(visit, "feedback", detail)
}

/// Shoppers whose choices say what they meant, one in each kind of file.
fn choices() -> Vec<Value> {
    let mut lines = Vec::new();
    for (number, (question, entry)) in [
        ("shipping to Crete, Greece", "countries"),
        ("white crust \"all over\" its inside", "kt-clean"),
        ("money not back on my account yet", "refund"),
        ("ribbon for grandma's birthday", "gift"),
        ("package seems to be lost", "order-status"),
    ]
    .into_iter()
    .enumerate()
    {
        let visit = format!("v{number}");
        lines.extend([ask(&visit, question, "choose"), open(&visit, entry, "chosen")]);
    }
    lines
}

#[test]
fn figures_are_those_of_counting_by_hand() {
    let shop = Shop::new();
    let (mut lines, mut state) = (Vec::new(), 7u64);
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    let mut weeks: BTreeMap<String, u64> = BTreeMap::new();
    for number in 0..500 {
        // Knuth's linear congruential generator.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = (state >> 33) as usize;
        let kinds = ["answer", "choose", "contact"];
        let reasons = ["unknown", "unsure", "person", "abuse", "vague", "empty"];
        let (kind, reason) = (kinds[random % 3], reasons[random / 3 % 6]);
        let products = [None, Some("kt-20000"), Some("other")];
        let product = products[random / 18 % 3];
        let day = 1 + random / 54 % 28;
        let at = format!("2026-11-{day:02}T12:00:00+01:00");
        let mut detail = json!({ "question": format!("question {}", random % 40), "kind": kind,
            "entries": [], "language": "en" });
        if kind == "contact" {
            detail["reason"] = json!(reason);
            *expected.entry(reason.to_owned()).or_default() += 1;
        }
        if let Some(product) = product {
            detail["product"] = json!(product);
        }
        *expected.entry(kind.to_owned()).or_default() += 1;
        *expected.entry(format!("product {}", product.unwrap_or(""))).or_default() += 1;
        // 2026-11-02 is a Monday.
        let monday = if day == 1 {
            "2026-10-26".to_owned()
        } else {
            format!("2026-11-{:02}", (day - 2) / 7 * 7 + 2)
        };
        *weeks.entry(monday).or_default() += 1;
        lines.push(
            json!({ "type": "ask", "at": at, "visit": format!("v{number}"), "detail": detail }),
        );
    }
    shop.events(&lines);
    let report = shop.json(&[]);
    let outcomes = &report["outcomes"];
    assert_eq!(outcomes["questions"], 500);
    for (member, name) in [
        ("answered", "answer"),
        ("askedBack", "choose"),
        ("handedOver", "contact"),
        ("unknown", "unknown"),
        ("unsure", "unsure"),
        ("person", "person"),
        ("abuse", "abuse"),
        ("vague", "vague"),
        ("empty", "empty"),
    ] {
        assert_eq!(outcomes[member], expected[name], "{member}");
    }
    let named = |list: &str| -> BTreeMap<String, u64> {
        let groups = report[list].as_array().unwrap().iter();
        groups
            .map(|it| {
                (
                    it["name"].as_str().unwrap().to_owned(),
                    it["outcomes"]["questions"].as_u64().unwrap(),
                )
            })
            .collect()
    };
    for (product, count) in named("byProduct") {
        assert_eq!(count, expected[&format!("product {product}")], "{product}");
    }
    assert_eq!(named("byWeek"), weeks);
    assert_eq!(named("byLanguage"), BTreeMap::from([("en".to_owned(), 500)]));
    assert_eq!(report["visits"], 500);
}

#[test]
fn it_makes_no_difference_how_visits_are_mixed() {
    let shop = Shop::new();
    let mut visits: Vec<Vec<Value>> = choices().chunks(2).map(<[Value]>::to_vec).collect();
    for number in 0..6 {
        let visit = format!("w{number}");
        visits.push(vec![
            ask(&visit, "shipping to crete, greece!", "contact"),
            ask(&visit, "delivery abroad", "answer"),
            rate(&visit, "countries", number % 2 == 0),
            event(
                &visit,
                "contact",
                json!({ "channel": "phone", "type": "phone", "question": "" }),
            ),
        ]);
    }
    shop.events(&visits.concat());
    let in_turn = shop.json(&[]);
    let longest = visits.iter().map(Vec::len).max().unwrap();
    let mixed: Vec<Value> = (0..longest)
        .flat_map(|at| visits.iter().filter_map(move |visit| visit.get(at).cloned()))
        .collect();
    shop.events(&mixed);
    assert_eq!(shop.json(&[]), in_turn);
    assert_eq!(in_turn["contact"]["channels"][0]["taken"], 6);
    assert_eq!(in_turn["contact"]["channels"][0]["after"][0]["text"], "delivery abroad");
}

#[test]
fn questions_without_an_answer_go_into_clusters_with_suggestions() {
    let shop = Shop::new();
    let texts = ["do you repair watches", "Repair of a watch?", "do you repair wathces"];
    let mut lines: Vec<Value> =
        (0..6).map(|at| ask(&format!("v{at}"), texts[at % 3], "contact")).collect();
    // The same shopper again counts once.
    lines.push(ask("v0", "do you repair watches", "contact"));
    lines.push(ask("other", "Where is my order?", "contact"));
    shop.events(&lines);
    let report = shop.json(&[]);
    let clusters = report["clusters"].as_array().unwrap();
    assert_eq!(clusters.len(), 1, "{clusters:?}");
    assert_eq!(clusters[0]["unanswered"], 6);
    assert_eq!(clusters[0]["wordings"].as_array().unwrap().len(), 3);
    assert_eq!(clusters[0]["suggestion"]["kind"], "new-entry");
    let draft = clusters[0]["suggestion"]["draft"].as_str().unwrap();
    assert!(draft.starts_with("---\nquestion: "), "{draft}");
    assert_eq!(report["answeredSince"], json!({ "clusters": 1, "visits": 1 }));

    // The draft is an entry, and answers what it was made of.
    let path = clusters[0]["suggestion"]["path"].as_str().unwrap();
    fs::write(shop.content().join(path), draft).unwrap();
    let after = shop.json(&[]);
    assert_eq!(after["clusters"], json!([]), "{after}");
}

#[test]
fn wordings_are_written_where_shoppers_have_shown_what_they_meant() {
    let shop = Shop::new();
    let mut lines = choices();
    // One who looked around has shown nothing.
    lines.extend([ask("x", "postage stamps for sale", "contact"), open("x", "refund", "related")]);
    shop.events(&lines);
    let before = shop.files();
    let dry = shop.run(&["--apply", "--dry-run"]);
    assert_eq!(dry.code, Some(0), "{}", dry.err);
    assert_eq!(shop.files(), before, "nothing is written");

    let applied = shop.run(&["--apply"]);
    assert_eq!(applied.code, Some(0), "{}", applied.err);
    assert!(applied.err.contains("5 wordings written into 4 files"), "{}", applied.err);
    let after = shop.files();
    assert!(after[0].contains("[track my parcel, 'delivery status', package seems to be lost]"));
    assert!(after[1].contains("  - delivery abroad\r\n  - \"shipping to Crete, Greece\"\r\n"));
    let cell = ",\"descale the kettle|white crust \"\"all over\"\" its inside\",";
    assert!(after[2].contains(cell), "{}", after[2]);
    assert!(
        after[3].contains("\"Soon.\", \"alternates\": [\"money not back on my account yet\"]}")
    );
    assert!(after[3].contains("[ \"gift wrap\", \"ribbon for grandma's birthday\" ]"));
    assert_eq!(after[4], before[4]);

    let again = shop.run(&["--apply"]);
    assert!(again.err.contains("0 wordings written"), "{}", again.err);
    assert_eq!(shop.files(), after);

    // What was to be reviewed is what was written.
    let other = Shop::new();
    let patch = other.place.path().join("changes.diff");
    fs::write(&patch, &dry.out).unwrap();
    let mut git = Command::new("git");
    git.args(["apply", patch.to_str().unwrap()]).current_dir(other.content());
    let patched = finish(git.env("GIT_CEILING_DIRECTORIES", other.place.path()));
    assert_eq!(patched.code, Some(0), "{}\n{}", patched.err, dry.out);
    assert_eq!(other.files(), after);
}

#[test]
fn who_asks_again_and_is_helped_has_shown_what_they_meant() {
    let shop = Shop::new();
    let again = |visit: &str| {
        let mut second = ask(visit, "Where is my order?", "answer");
        second["detail"]["entries"] = json!(["order-status"]);
        [ask(visit, "courier never showed up", "contact"), second]
    };
    shop.events(&again("a"));
    let once = shop.json(&[]);
    assert_eq!(once["clusters"][0]["taken"][0]["askedAgain"], 1);
    assert_ne!(
        once["clusters"][0]["suggestion"]["shown"], true,
        "one may have changed the subject"
    );
    shop.events(&[again("a"), again("b")].concat());
    let twice = shop.json(&[]);
    let suggestion = &twice["clusters"][0]["suggestion"];
    assert_eq!(suggestion["id"], "order-status");
    assert_eq!((&suggestion["shown"], &suggestion["verified"]), (&json!(true), &json!(true)));
}

#[test]
fn what_would_make_another_question_wrong_is_not_written() {
    let shop = Shop::new();
    let golden = shop.place.path().join("golden.jsonl");
    fs::write(&golden, "{\"q\": \"parcel tracking\", \"gold\": [\"order-status\"]}\n").unwrap();
    let lines: Vec<Value> = (0..3)
        .flat_map(|at| {
            let visit = format!("v{at}");
            [ask(&visit, "parcel tracking", "choose"), open(&visit, "gift", "chosen")]
        })
        .collect();
    shop.events(&lines);
    let before = shop.files();
    let golden = ["--apply", "--golden", golden.to_str().unwrap()];
    let kept = shop.run(&golden);
    assert!(kept.err.contains("0 wordings written"), "{}", kept.err);
    assert_eq!(shop.files(), before);
    // It is the golden question that kept it out.
    let written = shop.run(&["--apply"]);
    assert!(written.err.contains("1 wording written into 1 file"), "{}", written.err);
}

#[test]
fn nothing_personal_or_coarse_comes_out_or_is_written() {
    let shop = Shop::new();
    let secrets = [
        "anna.kovacs@example.com",
        "+36 1 555 0123",
        "4111 1111 1111 1111",
        "KW-2026-10234",
        "9876543",
        "https://shop.example/reset?token=abc",
    ];
    let mut lines = Vec::new();
    for (at, secret) in secrets.iter().enumerate() {
        let visit = format!("v{at}");
        lines.extend([
            ask(&visit, &format!("refund for {secret} missing"), "choose"),
            open(&visit, "refund", "chosen"),
            rate(&visit, "refund", false),
            event(
                &visit,
                "feedback",
                json!({ "id": "refund", "question": "", "helpful": false,
                "missing": format!("call me: {secret}") }),
            ),
            event(
                &visit,
                "contact",
                json!({ "channel": "phone", "type": "phone", "question": "" }),
            ),
            event(&visit, "error", json!({ "code": secret, "message": secret })),
            ask(&visit, &format!("courier of {secret} never came"), "contact"),
        ]);
    }
    for visit in ["c", "d"] {
        lines.extend([
            ask(visit, "where the fuck is the bloody ribbon", "choose"),
            open(visit, "gift", "chosen"),
        ]);
    }
    // The shop's own product is not a number of somebody's.
    lines.extend([ask("p", "kt-20000 smells of plastic", "contact")]);
    shop.events(&lines);
    let before = shop.files();
    for arguments in [
        &["--format", "text"][..],
        &["--format", "json"],
        &["--format", "html"],
        &["--apply", "--guesses", "--dry-run"],
        &["--apply", "--guesses"],
    ] {
        let ran = shop.run(arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        for secret in secrets {
            let digits = secret.rsplit(' ').next().unwrap();
            assert!(!(ran.out.clone() + &ran.err).contains(digits), "{arguments:?}: {secret}");
        }
    }
    assert!(shop.run(&[]).out.contains("kt-20000 smells of plastic"));
    let after = shop.files();
    for (before, after) in before.iter().zip(&after) {
        for word in ["fuck", "[number]", "[phone]", "[e-mail]", "[card]", "[link]"] {
            assert_eq!(before.contains(word), after.contains(word), "{after}");
        }
    }
    let comments = &shop.json(&[])["unhelpful"][0];
    assert_eq!(comments["unhelpful"], 6, "what is written after a rating is no second one");
    assert_eq!(comments["comments"][0]["text"], "call me: [e-mail]");
}

#[test]
fn a_word_that_the_content_lacks_becomes_a_synonym() {
    let shop = Shop::new();
    let mut lines = Vec::new();
    for (visit, question, entry) in
        [("a", "hoover warranty", "kt-warranty"), ("b", "parts for the hoover", "vc-parts")]
    {
        lines.extend([ask(visit, question, "choose"), open(visit, entry, "chosen")]);
    }
    shop.events(&lines);
    let report = shop.json(&[]);
    assert_eq!(report["synonyms"][0]["word"], "hoover", "{}", report["synonyms"]);
    let meaning = report["synonyms"][0]["meaning"].as_str().unwrap();
    assert!(["vacuum", "cleaner"].contains(&meaning), "{meaning}");

    // As a line of synonyms.yaml it does what the report says.
    fs::write(shop.content().join("en/synonyms.yaml"), format!("- hoover => {meaning}\n")).unwrap();
    assert_eq!(shop.json(&[])["synonyms"], json!([]));
}

#[test]
fn the_page_is_whole_and_what_shoppers_wrote_is_only_text() {
    let shop = Shop::new();
    let hostile = "</style><script>alert(1)</script><img src=x onerror=alert(1)> \"'&";
    let mut lines = choices();
    lines.extend([
        ask("h", hostile, "contact"),
        ask("i", "شحن إلى مصر", "contact"),
        open("h", hostile, "related"),
        rate("h", hostile, false),
        event(
            "h",
            "feedback",
            json!({ "id": hostile, "question": "", "helpful": false, "missing": hostile }),
        ),
        event("h", "contact", json!({ "channel": hostile, "type": hostile, "question": hostile })),
        event("h", "error", json!({ "code": hostile })),
    ]);
    lines[0]["detail"]["product"] = json!(hostile);
    shop.events(&lines);
    let out = shop.place.path().join("report.html");
    let ran = shop.run(&["--format", "html", "--out", out.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let page = fs::read_to_string(&out).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
    for piece in ["<script", "<img", "<link", "<iframe", "url(", "@import", "https:", "http:"] {
        assert!(!page.contains(piece), "{piece}");
    }
    let tags: Vec<&str> =
        page.split('<').skip(1).filter_map(|rest| rest.split('>').next()).collect();
    for tag in &tags {
        assert!(![" on", " src=", " style="].iter().any(|it| tag.contains(it)), "{tag}");
    }
    // What is opened is closed, in order.
    let mut stack = Vec::new();
    for tag in &tags[1..] {
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(stack.pop(), Some(name), "{tag}"),
            None if name == "meta" => {}
            None => stack.push(name),
        }
    }
    assert!(stack.is_empty(), "{stack:?}");
    // The page's own policy allows its own style, and nothing else.
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    use base64::Engine as _;
    use sha2::Digest as _;
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style));
    assert!(
        page.contains(&format!("default-src &#39;none&#39;; style-src &#39;sha256-{hash}&#39;"))
    );
    // Each chart has its table.
    assert_eq!(page.matches("class=\"beside\"").count(), 2);
    assert!(page.matches("<caption>").count() >= 3);
}

#[test]
fn days_are_those_of_the_shop_and_languages_are_told_apart() {
    let shop = Shop::new();
    let at = |at: &str, visit: &str, language: &str| {
        let mut line = ask(visit, "gift wrap", "answer");
        line["at"] = json!(at);
        line["detail"]["language"] = json!(language);
        line
    };
    shop.events(&[
        // In Budapest it is the next day.
        at("2026-11-19T23:30:00Z", "a", "en"),
        at("2026-11-20T12:00:00Z", "b", "en"),
        at("2026-11-20T23:30:00Z", "c", "en"),
        at("2026-11-20T12:00:00Z", "d", "de"),
    ]);
    let of = |arguments: &[&str]| shop.json(arguments)["outcomes"]["questions"].clone();
    assert_eq!(of(&[]), 4);
    assert_eq!(of(&["--since", "2026-11-20", "--until", "2026-11-20"]), 3);
    assert_eq!(of(&["--since", "2026-11-21"]), 1);
    assert_eq!(of(&["--language", "en"]), 3);
    for (wrong, said) in [
        (&["--since", "2026-11-21", "--until", "2026-11-20"][..], "is after"),
        (&["--since", "2027-01-01"], "no events of these days"),
        (&["--language", "fr"], "there are: en"),
        (&["--since", "yesterday"], "--since"),
        (&["--dry-run"], "--apply"),
    ] {
        let ran = shop.run(wrong);
        assert_eq!(ran.code, Some(2), "{wrong:?}");
        assert!(ran.err.contains(said), "{wrong:?}: {}", ran.err);
    }
}

#[test]
fn lines_that_cannot_be_read_are_named_and_the_others_count() {
    let shop = Shop::new();
    let good = ask("a", "gift wrap", "answer").to_string();
    let long = format!("{{\"type\":\"ask\",\"x\":\"{}\"}}", "x".repeat(200_000));
    let text = format!(
        "\u{FEFF}{good}\r\n\r\n{{\"type\":\r\n{long}\r\n{}\r\n{}\r\n{{\"type\":\"chat\",\"at\":\"2026-11-20T10:00:00Z\"}}\r\n{}",
        good.replace("2026-11-20T10:00:00Z", "yesterday"),
        good.replace("\"answer\"", "\"maybe\""),
        good.replace("\"ask\"", "\"faqlet:ask\""),
    );
    shop.raw(text);
    let ran = shop.run(&["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["outcomes"]["questions"], 2);
    assert_eq!(report["unreadLines"], 4);
    for said in [
        "4 lines passed over",
        "events.ndjson:3: EOF",
        "events.ndjson:4: the line is longer",
        "events.ndjson:5: “at” is no time",
        "events.ndjson:6: an event of the type “ask” has no “kind”",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}

#[test]
fn what_is_no_file_of_events_is_refused() {
    let shop = Shop::new();
    let utf16: Vec<u8> = "\u{FEFF}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, said) in [
        (Vec::new(), "has no events; a line has the form"),
        (b"\n \n".to_vec(), "has no events"),
        (b"<html>\n".to_vec(), "no line is an event"),
        (vec![0xFF, 0xFE, b'{', 0], "UTF-16"),
        (utf16, "UTF-16"),
        (vec![0, 159, 146, 150], "no line is an event"),
    ] {
        shop.raw(&bytes);
        let ran = shop.run(&[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{bytes:?}");
        assert!(ran.err.contains(said), "{bytes:?}: {}", ran.err);
    }
    fs::remove_file(shop.place.path().join("events.ndjson")).unwrap();
    assert!(shop.run(&[]).err.contains("cannot read"));
    fs::create_dir(shop.place.path().join("events.ndjson")).unwrap();
    let folder = shop.run(&[]);
    assert_eq!(folder.code, Some(2));
    assert!(folder.err.contains("is a folder"), "{}", folder.err);
}

#[test]
fn content_with_errors_is_not_reported_on() {
    let shop = Shop::new();
    shop.events(&choices());
    fs::write(shop.content().join("en/refund-2.md"), "---\nanswer: x\n---\n").unwrap();
    let ran = shop.run(&["--apply"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
}

#[test]
fn events_may_come_by_a_pipe() {
    let shop = Shop::new();
    let mut child = program()
        .args(["report", "-", "--content", shop.content().to_str().unwrap(), "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{}", ask("a", "gift wrap", "answer")).unwrap();
    let output = child.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["events"], 1);
}

/// The lines that the document shows are read, and have what the schema says and no more.
#[test]
fn the_documented_lines_are_what_is_read() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let document = fs::read_to_string(docs.join("report.md")).unwrap();
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(docs.join("events.schema.json")).unwrap())
            .unwrap();
    let lines = document.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let shop = Shop::new();
    shop.raw(lines);
    let ran = shop.run(&["--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["events"], lines.lines().count());
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let known = &schema["$defs"][line["type"].as_str().unwrap()]["properties"];
        for member in line["detail"].as_object().unwrap().keys() {
            assert!(known.get(member).is_some(), "{member}");
        }
    }
    // The members that a report has are in the table.
    let table = document.split("| member | is |").nth(1).unwrap();
    for member in report.as_object().unwrap().keys() {
        assert!(table.contains(&format!("`{member}`")), "{member} is not documented");
    }
}
