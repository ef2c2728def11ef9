//! Content folders and what is found in them.
//!
//! Each folder in `tests/content/` is a case: the folder `input/`, and in `expected.txt` the
//! entries and findings that come of it on 15 January 2027. `UPDATE_EXPECT=1 cargo test --test
//! content` writes what came; read the difference before committing it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use faqlet::content::{
    Audience, Code, Diagnostic, Entry, Loaded, Severity, SourceFile, Synonyms, load, reference,
    size_limit,
};
use faqlet::editorial::{Depth, review};
use faqlet::index::Handoff;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn today() -> Date {
    date(2027, 1, 15)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(root: &Path) -> Vec<SourceFile> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                let relative = path.strip_prefix(root).unwrap();
                let parts: Vec<&str> =
                    relative.components().map(|part| part.as_os_str().to_str().unwrap()).collect();
                files.push(SourceFile { path: parts.join("/"), bytes: fs::read(&path).unwrap() });
            }
        }
    }
    let mut files = Vec::new();
    walk(root, root, &mut files);
    files
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("tests/content"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 5, "the cases were not found");
    cases
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn show(loaded: &Loaded) -> String {
    let mut text = String::new();
    for entry in &loaded.content.entries {
        writeln!(text, "{} {} {:?}", entry.language, entry.id, entry.question).unwrap();
        let mut field = |name: &str, value: String| writeln!(text, "    {name}: {value}").unwrap();
        if !entry.alternates.is_empty() {
            field("alternates", format!("{:?}", entry.alternates));
        }
        if !entry.tags.is_empty() {
            field("tags", entry.tags.join(", "));
        }
        if !entry.contact.is_empty() {
            field("contact", entry.contact.join(", "));
        }
        if let Some(product) = &entry.product {
            field("product", product.clone());
        }
        if entry.handoff != Handoff::Offer {
            field("handoff", format!("{:?}", entry.handoff));
        }
        if entry.featured {
            field("featured", "true".to_owned());
        }
        if entry.audience != Audience::Public {
            field("audience", format!("{:?}", entry.audience));
        }
        if let Some(owner) = &entry.owner {
            field("owner", owner.clone());
        }
        if let Some(review) = entry.review {
            field("review", review.to_string());
        }
        if let Some(intent) = &entry.intent {
            field("intent", intent.clone());
        }
        if !entry.accept.is_empty() {
            field("accept", format!("{:?}", entry.accept));
        }
        if !entry.not_asked_as.is_empty() {
            field("not asked as", format!("{:?}", entry.not_asked_as));
        }
        field("answer", format!("{:?}", entry.answer_html));
    }
    for (language, synonyms) in &loaded.content.synonyms {
        for Synonyms { words, meanings } in synonyms {
            writeln!(text, "{language} {words:?} => {meanings:?}").unwrap();
        }
    }
    for finding in &loaded.diagnostics {
        let Diagnostic { code, severity, location, excerpt, caret, message, remedy, fix } = finding;
        let place = format!("{}:{}:{}", location.path, location.line, location.column);
        writeln!(text, "\n{} {code} {place}", severity.as_str()).unwrap();
        if !excerpt.is_empty() {
            writeln!(text, "    | {excerpt}").unwrap();
            writeln!(text, "    | {}^", " ".repeat(caret.saturating_sub(1) as usize)).unwrap();
        }
        writeln!(text, "    {message}\n    {remedy}").unwrap();
        if let Some(fix) = fix {
            writeln!(text, "    {fix:?}").unwrap();
        }
    }
    text
}

#[test]
fn cases_come_out_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let loaded = load(&folder(&case.join("input")), today());
        let came = show(&loaded);
        let expected_path = case.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected_path, &came).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if came != expected {
            wrong.push(format!("{}\n{came}", case.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "not as expected (UPDATE_EXPECT=1 writes it anew):\n{}",
        wrong.join("\n\n")
    );
}

#[test]
fn every_kind_of_finding_has_a_case() {
    let seen: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| {
            let files = folder(&case.join("input"));
            let mut loaded = load(&files, today());
            loaded.diagnostics.extend(review(&files, &loaded.content, Depth::Thorough));
            loaded.diagnostics
        })
        .map(|finding| finding.code.to_string())
        .collect();
    // What depends on the file system and on large files is tested below and with the program.
    let elsewhere = [Code::TooLarge, Code::Unreadable, Code::LeadsOutside, Code::SynonymsTooMany];
    for code in Code::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        assert!(seen.contains(code.as_str()), "no case for {code}: {}", code.title());
    }
}

#[test]
fn codes_are_numbered_once_and_in_order() {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    assert!(codes.iter().all(|code| code.len() == 6 && code.starts_with("FAQ")), "{codes:?}");
}

#[test]
fn the_reference_of_findings_is_up_to_date() {
    let path = root().join("docs/diagnostics.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, reference()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == reference(),
        "docs/diagnostics.md is out of date; run: UPDATE_DOCS=1 cargo test --test content"
    );
}

#[test]
fn the_demo_shop_has_no_errors() {
    let loaded = load(&folder(&root().join("faq-data")), today());
    let errors: Vec<&Diagnostic> =
        loaded.diagnostics.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut languages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in &loaded.content.entries {
        languages.entry(&entry.language).or_default().insert(&entry.id);
    }
    assert_eq!(languages.keys().copied().collect::<Vec<_>>(), ["ar", "en", "hu", "ru"]);
    assert!(languages.values().all(|ids| ids == &languages["en"]), "the same entries in each");
    assert!(languages["en"].len() >= 60);
    for (tag, _) in &loaded.content.shop.topics {
        for language in &loaded.content.shop.languages {
            let mut entries =
                loaded.content.entries.iter().filter(|entry| &entry.language == language);
            assert!(entries.any(|entry| entry.tags.contains(tag)), "nothing on {tag}: {language}");
        }
    }
}

#[test]
fn files_over_the_limit_are_not_read() {
    let limit = usize::try_from(size_limit("en/x.md")).unwrap();
    let mut text = String::from("---\nquestion: Q\n---\n");
    text += &"a".repeat(limit + 1 - text.len());
    let loaded = load(&[file("en/x.md", &text)], today());
    assert!(loaded.content.entries.is_empty());
    let codes: Vec<Code> = loaded.diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::TooLarge]);
    assert!(size_limit("x.jsonl") > size_limit("x.csv"));
}

#[test]
fn synonyms_are_limited_by_language() {
    let line = |number| format!("- word{number} => parcel\n");
    let most: String = (0..2000).map(line).collect();
    let entry = |path| file(path, "---\nquestion: Where is my parcel?\n---\nHere.\n");
    let shop = file("shop.yaml", "languages: [en, hu]\n");
    let load = |in_english: &str, at_the_top: &str| {
        let files = [
            shop.clone(),
            entry("en/a.md"),
            entry("hu/a.md"),
            file("en/synonyms.yaml", in_english),
            file("hu/synonyms.yaml", &line(0)),
            file("synonyms.yaml", at_the_top),
        ];
        let loaded = load(&files, today());
        let found = loaded.diagnostics.iter();
        let found = found.filter(|finding| finding.code == Code::SynonymsTooMany);
        let places: Vec<String> = found.map(|finding| finding.location.path.clone()).collect();
        (loaded.content.synonyms["en"].len(), loaded.content.synonyms["hu"].len(), places)
    };
    assert_eq!(load(&most, ""), (2000, 1, vec![]));
    assert_eq!(load(&most, &line(2000)), (2000, 1, vec!["synonyms.yaml".to_owned()]));
    let more = most.clone() + &line(2000) + &line(2001);
    assert_eq!(load(&more, ""), (2000, 1, vec!["en/synonyms.yaml".to_owned()]));
}

#[test]
fn opening_hours_and_names_reach_the_desk() {
    let shop = "languages: [en, hu]\ntimeZone: europe/budapest\ncontact:\n  channels:\n    chat:\n\
                \x20     type: chat\n      name: { en: Chat, hu: Csevegés }\n\
                \x20     url: https://shop.example/chat\n      availableLanguage: hu\n\
                \x20     hoursAvailable: [Mo 22:00-02:00, Tu 01:00-03:00]\n\
                \x20     replyTime: 2 hours\n  routing:\n    - { tags: a, channels: chat, role: R }\n";
    let entry = "---\nquestion: Q\ntags: a\n---\nA\n";
    let loaded =
        load(&[file("shop.yaml", shop), file("en/q.md", entry), file("hu/q.md", entry)], today());
    assert_eq!(loaded.diagnostics, []);
    let shop = loaded.content.shop;
    assert_eq!(shop.time_zone.as_deref(), Some("Europe/Budapest"));
    let desk = &shop.desks["hu"];
    assert_eq!(desk.channels[0].name, "Csevegés");
    assert_eq!(shop.desks["en"].channels[0].name, "Chat");
    assert_eq!(desk.channels[0].available_language, ["hu"]);
    assert_eq!(desk.channels[0].reply_minutes, Some(120));
    let hours = desk.channels[0].hours_available.as_ref().unwrap();
    assert_eq!(hours.0[0], [(22 * 60, 26 * 60)]);
    assert_eq!(hours.0[1], [(60, 180)]);
    assert_eq!(desk.routes[0].role.as_deref(), Some("R"));
}

#[test]
fn what_a_page_shows_of_the_desk_is_in_the_manifest() {
    let shop = r#"
languages: [en, hu]
timeZone: Europe/Budapest
contact:
  holidays: { 2026-12-24: 09:00-12:00, 2026-12-25/2026-12-26: closed, 2027-01-01: closed }
  channels:
    phone:
      type: voice-menu
      name: { en: Call, hu: Hívás }
      url: tel:+3615550123
      contactType: customer support
      productSupported: kt-200
      hoursAvailable: [Su 22:00-02:00, Mo 09:00-12:00, Mo 11:00-13:00]
      holidays: { 2026-12-24: closed, 2026-12-31: [9:00-10:00, 11:00-12:00] }
      menu: { b: 2, a: "1,1" }
      when: { tier: gold, locale: [HU, pt-br] }
    mail: { type: email, name: Mail, url: "mailto:care@shop.example" }
  routing:
    - tags: a
      channels: mail
      role: Team
      escalation: { role: Manager, after: 2 hours }
      when: { tier: gold }
notices:
  late: { text: { en: Late, hu: Késik }, url: "https://shop.example/n", ends: 2027-01-31 }
"#;
    let entry = "---\nquestion: Q\ntags: [a, b]\n---\nA\n";
    let files = [file("shop.yaml", shop), file("en/q.md", entry), file("hu/q.md", entry)];
    let loaded = load(&files, today());
    assert_eq!(loaded.diagnostics, []);
    let manifest = faqlet::compile::compile(&loaded.content).manifest.bytes;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let day = |month, day| (date(2026, month, day) - date(1970, 1, 1)).get_days();
    let expected = serde_json::json!({
        "language": "hu",
        "channels": [
            {
                "id": "phone",
                "type": "voice-menu",
                "name": "Hívás",
                "url": "tel:+3615550123",
                "contactType": "customer support",
                "productSupported": ["kt-200"],
                "hoursAvailable": [[540, 780], [9960, 10200]],
                "holidays": [
                    { "first": day(12, 24), "last": day(12, 26), "hours": [] },
                    { "first": day(12, 31), "last": day(12, 31), "hours": [[540, 600], [660, 720]] },
                    { "first": day(12, 31) + 1, "last": day(12, 31) + 1, "hours": [] },
                ],
                "menu": { "b": "2", "a": "1,1" },
                "when": { "tier": ["gold"], "locale": ["hu", "pt-BR"] },
            },
            { "id": "mail", "type": "email", "name": "Mail", "url": "mailto:care@shop.example" },
        ],
        "routes": [{
            "tags": ["a"],
            "channels": ["mail"],
            "role": "Team",
            "escalation": { "role": "Manager", "afterMinutes": 120 },
        }],
        "notices": [{ "id": "late", "text": "Késik", "url": "https://shop.example/n" }],
    });
    assert_eq!(manifest["languages"]["hu"]["contact"], expected);
}

/// An entry as an editor thinks of it, to be written in each kind of file.
#[derive(Debug, Clone)]
struct Draft {
    question: String,
    alternates: Vec<String>,
    answer: String,
    tags: Vec<String>,
    product: Option<String>,
    handoff: Option<&'static str>,
    audience: Option<&'static str>,
    review: Option<&'static str>,
}

fn draft() -> impl Strategy<Value = Draft> {
    let words = "[a-zа-яőűأب][a-zA-Zа-яőűأب0-9 ,;:'\"#?!&<>\\[\\]{}*%-]{0,20}[a-zа-яأ?]";
    (
        words,
        prop::collection::vec(words, 0..4),
        "[a-zа-яا][a-zа-яا \",;*_`<&>\\n-]{0,60}[a-z]",
        prop::collection::vec("[a-z]{1,6}", 0..3),
        prop::option::of("[a-z]{2}-[0-9]{3}"),
        prop::option::of(prop::sample::select(vec!["never", "offer", "always"])),
        prop::option::of(prop::sample::select(vec!["public", "staff"])),
        prop::option::of(prop::sample::select(vec!["2027-06-30", "2026-12-31"])),
    )
        .prop_map(
            |(question, alternates, answer, tags, product, handoff, audience, review)| Draft {
                question,
                alternates,
                answer,
                tags,
                product,
                handoff,
                audience,
                review,
            },
        )
}

/// JSON is YAML, and quoting as JSON does is right there whatever the text.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn as_markdown(draft: &Draft, newline: &str) -> String {
    let mut text = format!("---\nquestion: {}\nalternates:\n", quoted(&draft.question));
    for alternate in &draft.alternates {
        text += &format!("  - {}\n", quoted(alternate));
    }
    text += &format!("tags: [{}]\n", draft.tags.join(", "));
    let fields = [
        ("product", draft.product.as_deref()),
        ("handoff", draft.handoff),
        ("audience", draft.audience),
        ("review", draft.review),
    ];
    for (key, value) in fields {
        text += &format!("{key}: {}\n", value.unwrap_or_default());
    }
    text += &format!("---\n{}\n", draft.answer);
    text.replace('\n', newline)
}

fn as_csv(draft: &Draft, delimiter: &str) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let header = "id,question,alternates,answer,tags,product,handoff,audience,review";
    let row = [
        cell("x"),
        cell(&draft.question),
        cell(&draft.alternates.join("|")),
        cell(&draft.answer),
        draft.tags.join("|"),
        draft.product.clone().unwrap_or_default(),
        draft.handoff.unwrap_or_default().to_owned(),
        draft.audience.unwrap_or_default().to_owned(),
        draft.review.unwrap_or_default().to_owned(),
    ];
    format!("{}\n{}\n", header.replace(',', delimiter), row.join(delimiter))
}

fn as_json(draft: &Draft) -> String {
    let value = serde_json::json!({
        "id": "x",
        "question": draft.question,
        "alternates": draft.alternates,
        "answer": draft.answer,
        "tags": draft.tags,
        "product": draft.product,
        "handoff": draft.handoff.unwrap_or_default(),
        "audience": draft.audience,
        "review": draft.review,
    });
    format!("{value}\n")
}

fn bare(entry: &Entry) -> String {
    let mut entry = entry.clone();
    entry.location.path.clear();
    entry.location.line = 0;
    entry.location.column = 0;
    format!("{entry:?}")
}

/// Files of every kind, to be broken.
fn valid() -> Vec<SourceFile> {
    let mut files = folder(&root().join("tests/content/complete/input"));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn check_places(files: &[SourceFile], loaded: &Loaded) {
    for finding in &loaded.diagnostics {
        let location = &finding.location;
        if location.line == 0 {
            assert_eq!((location.column, &*finding.excerpt), (0, ""));
            continue;
        }
        let file = files.iter().find(|file| file.path == location.path).unwrap();
        let text = String::from_utf8_lossy(&file.bytes);
        let line = text.split('\n').nth(location.line as usize - 1);
        let line = line.unwrap_or_else(|| panic!("no such line: {finding:?}"));
        let length = line.trim_start_matches('\u{feff}').chars().count();
        // One past the end is where something is missing.
        assert!(location.column as usize <= length + 1, "no such column: {finding:?}");
        assert!(finding.caret as usize <= finding.excerpt.chars().count() + 1);
    }
    let places: Vec<_> = loaded.diagnostics.iter().map(|f| f.location.clone()).collect();
    assert!(places.is_sorted());
}

proptest! {
    #[test]
    fn the_three_kinds_of_file_say_the_same(draft in draft()) {
        let texts = [
            ("en/x.md", as_markdown(&draft, "\n")),
            ("en/x.md", as_markdown(&draft, "\r\n")),
            ("en/x.csv", as_csv(&draft, ",")),
            ("en/x.csv", as_csv(&draft, ";")),
            ("en/x.jsonl", as_json(&draft)),
        ];
        let entries: Vec<String> = texts
            .iter()
            .map(|(path, text)| {
                let loaded = load(&[file(path, text)], today());
                assert_eq!(loaded.content.entries.len(), 1, "{text}\n{:?}", loaded.diagnostics);
                bare(&loaded.content.entries[0])
            })
            .collect();
        for (entry, (_, text)) in entries.iter().zip(&texts) {
            prop_assert_eq!(entry, &entries[0], "{}", text);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        path in prop::sample::select(vec![
            "shop.yaml", "en/x.md", "x.csv", "hu/a/x.jsonl", "en/questions.jsonl", "x", "", "/", "..md",
        ]),
    ) {
        let files = [SourceFile { path: path.to_owned(), bytes }];
        check_places(&files, &load(&files, today()));
    }

    #[test]
    fn arbitrary_paths_never_panic(path in "[a-zA-Z./ _\\-é~]{0,30}(\\.md|\\.csv|\\.jsonl|)") {
        let files = [file(&path, "---\nquestion: Q\n---\n[a](../b.md)\n")];
        let _ = load(&files, today());
    }

    #[test]
    fn broken_files_never_panic(
        edits in prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                any::<prop::sample::Index>(),
                0..12usize,
                prop::sample::select(vec![
                    "", "\n", "\"", "'", "---\n", "\t", ": ", "- ", "{", "}", "[", "]", "|", "&a ",
                    "*a ", "!!x ", "é", "\u{feff}", "\r", ";", ",", "<b>", "](x.md)", "\\u", "\0",
                ]),
            ),
            1..6,
        ),
    ) {
        let mut files = valid();
        for (which, place, removed, inserted) in edits {
            let number = which.index(files.len());
            let bytes = &mut files[number].bytes;
            let at = place.index(bytes.len() + 1);
            let end = (at + removed).min(bytes.len());
            bytes.splice(at..end, inserted.bytes());
        }
        check_places(&files, &load(&files, today()));
    }

    #[test]
    fn the_order_of_files_makes_no_difference(files in Just(valid()).prop_shuffle()) {
        prop_assert_eq!(show(&load(&files, today())), show(&load(&valid(), today())));
    }
}
