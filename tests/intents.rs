//! How often inferred intents are right, and that writing them changes nothing else of a file.
//!
//! The entries of `tests/intents/*.jsonl` and of the demo shop were given their intents by hand.
//! The pages were written apart from the phrasings; those in `held-out` were not looked at when
//! anything was chosen. `UPDATE_DOCS=1` writes the figures
//! into `docs/phrasebook.md`; with `EVALUATION_SETS` a folder of sets, those of bitext too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use faqlet::content::{Content, Entry, SourceFile, load};
use faqlet::intents::{adopt_safe, gaps, propose, with_intents};
use faqlet::phrasebook::{self, Asked, Inferrer};
use jiff::civil::date;
use proptest::prelude::*;
use serde::Deserialize;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn content(files: &[SourceFile]) -> Content {
    load(files, date(2027, 1, 15)).content
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn demo_shop() -> Content {
    fn walk(folder: &Path, top: &Path, files: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, top, files);
            } else {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                files.push(SourceFile { path: name, bytes: fs::read(&path).unwrap() });
            }
        }
    }
    let top = root().join("faq-data");
    let mut files = Vec::new();
    walk(&top, &top, &mut files);
    content(&files)
}

/// An entry with all intents that are right for it; none: it is no standard question.
#[derive(Debug, Clone, Deserialize)]
struct Labelled {
    question: String,
    #[serde(default)]
    alternates: Vec<String>,
    gold: Vec<String>,
}

/// The pages of a language in a folder, by name.
fn pages(folder: &str, language: &str) -> BTreeMap<String, Vec<Labelled>> {
    let mut pages = BTreeMap::new();
    for path in fs::read_dir(root().join(folder)).unwrap().map(|it| it.unwrap().path()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_file() && name.starts_with(&format!("{language}-")) {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().map(|line| serde_json::from_str(line).expect(line));
            pages.insert(name, lines.collect());
        }
    }
    pages
}

/// What the intents of bitext's entries are, by the set's own labels.
const BITEXT: [(&str, &[&str]); 26] = [
    ("cancel_order", &["cancel-order"]),
    ("change_order", &["change-order"]),
    ("change_shipping_address", &["change-address", "change-account-details"]),
    ("check_cancellation_fee", &["cancel-order"]),
    ("check_invoice", &["invoice"]),
    ("check_payment_methods", &["payment-methods"]),
    ("check_refund_policy", &["return-policy", "refund-method"]),
    ("complaint", &["complaint"]),
    ("contact_customer_service", &["contact"]),
    ("contact_human_agent", &["talk-to-person"]),
    ("create_account", &["create-account"]),
    ("delete_account", &["delete-account"]),
    ("delivery_options", &["delivery-area", "international-delivery", "delivery-options"]),
    ("delivery_period", &["delivery-time", "order-tracking"]),
    ("edit_account", &["change-account-details"]),
    ("get_invoice", &["invoice"]),
    ("get_refund", &["refund-method", "refund-time"]),
    ("newsletter_subscription", &["newsletter-subscribe", "unsubscribe"]),
    ("payment_issue", &["payment-declined"]),
    ("place_order", &["place-order"]),
    ("recover_password", &["reset-password"]),
    ("registration_problems", &["create-account"]),
    ("review", &["leave-review"]),
    ("set_up_shipping_address", &["change-account-details", "change-address"]),
    ("track_order", &["order-tracking"]),
    ("track_refund", &["refund-time"]),
];

fn bitext() -> Option<Vec<Labelled>> {
    let sets = std::env::var_os("EVALUATION_SETS")?;
    let text = fs::read_to_string(Path::new(&sets).join("bitext-k5/entries.jsonl")).unwrap();
    let entries = text.lines().map(|line| {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        let label = BITEXT.iter().find(|(label, _)| line["tags"][0] == *label);
        line["gold"] = serde_json::json!(label.map_or(&[][..], |(_, gold)| gold));
        serde_json::from_value(line).unwrap()
    });
    Some(entries.collect())
}

#[derive(Debug, Default, Clone, Copy)]
struct Figures {
    entries: usize,
    with_intent: usize,
    first: usize,
    safe: usize,
    wrong: usize,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.entries += other.entries;
        self.with_intent += other.with_intent;
        self.first += other.first;
        self.safe += other.safe;
        self.wrong += other.wrong;
    }

    fn row(&self, name: &str) -> String {
        let Self { entries, with_intent, first, safe, wrong } = self;
        let found = 100.0 * (safe - wrong) as f64 / *with_intent as f64;
        format!(
            "| {name} | {entries} | {with_intent} | {first} | {safe} | {wrong} | {found:.0} % |"
        )
    }
}

fn measure(inferrer: &Inferrer, entries: &[Labelled], products: &[Option<&str>]) -> Figures {
    let asked: Vec<Asked> = entries
        .iter()
        .enumerate()
        .map(|(number, entry)| Asked {
            question: &entry.question,
            alternates: &entry.alternates,
            product: products.get(number).copied().flatten(),
            of_shop: false,
        })
        .collect();
    let mut figures = Figures { entries: entries.len(), ..Figures::default() };
    for (entry, inferred) in entries.iter().zip(inferrer.infer(&asked)) {
        figures.with_intent += usize::from(!entry.gold.is_empty());
        let Some(inferred) = inferred else { continue };
        let right = entry.gold.contains(&inferred.intent.name);
        figures.first += usize::from(right);
        figures.safe += usize::from(inferred.is_safe());
        figures.wrong += usize::from(inferred.is_safe() && !right);
    }
    figures
}

/// Compares the figures with the page, or writes them into it. A row that was not measured, for
/// want of the set, stays.
fn hold_page_to(rows: &[String]) {
    const BEGIN: &str = "<!-- figures -->\n";
    const END: &str = "<!-- end of figures -->";
    let path = root().join("docs/phrasebook.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for figures");
    let (old, after) = rest.split_once(END).expect("the place for figures ends");
    let name = |row: &str| row.split('|').nth(1).unwrap_or_default().trim().to_owned();
    let mut new: Vec<String> = rows.to_vec();
    let unmeasured = |row: &&str| rows.iter().all(|measured| name(measured) != name(row));
    new.extend(old.lines().filter(unmeasured).map(str::to_owned));
    let new = new.join("\n") + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{new}{END}{after}")).unwrap();
    } else {
        assert_eq!(old, new, "UPDATE_DOCS=1 writes docs/phrasebook.md anew");
    }
}

#[test]
fn safe_inferences_are_right() {
    let shop = demo_shop();
    let mut rows = vec![
        "| content | entries | with an intent | first is right | safe | of these wrong | found |"
            .to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    let [mut apart, mut on_pages, mut held_out, mut all] = [Figures::default(); 4];
    for language in ["en", "ru", "hu", "ar"] {
        let names = shop.shop.products.values().chain([&shop.shop.name]);
        let names: Vec<&str> = names.map(|names| names[language].as_str()).collect();
        let inferrer = Inferrer::new(language, &names).unwrap();
        let of_language = |entry: &&Entry| entry.language == language;
        let entries: Vec<&Entry> = shop.entries.iter().filter(of_language).collect();
        let products: Vec<Option<&str>> =
            entries.iter().map(|entry| entry.product.as_deref()).collect();
        let mut labelled: Vec<Labelled> = entries
            .iter()
            .map(|entry| Labelled {
                question: entry.question.clone(),
                alternates: entry.alternates.clone(),
                gold: entry.intent.iter().cloned().collect(),
            })
            .collect();
        let figures = measure(&inferrer, &labelled, &products);
        all.add(figures);
        rows.push(figures.row(&format!("demo shop, {language}")));
        labelled.iter_mut().for_each(|entry| entry.alternates.clear());
        let figures = measure(&inferrer, &labelled, &products);
        all.add(figures);
        rows.push(figures.row(&format!("the same, questions only, {language}")));
        for (name, page) in pages("tests/intents/held-out", language) {
            let figures = measure(&inferrer, &page, &[]);
            held_out.add(figures);
            rows.push(figures.row(&format!("{name}, held out")));
        }
        let fitted_on = pages("tests/intents", language);
        assert!(fitted_on.len() >= 2, "{language} has {} pages", fitted_on.len());
        for (name, page) in fitted_on {
            assert!((25..=40).contains(&page.len()), "{name}");
            let figures = measure(&inferrer, &page, &[]);
            apart.add(figures);
            on_pages.add(figures);
            rows.push(figures.row(&name));
        }
    }
    rows.push(on_pages.row("all pages fitted on"));
    rows.push(held_out.row("all pages held out"));
    // Last, where its row stays when the set is not there.
    if let Some(entries) = bitext() {
        let figures = measure(&Inferrer::new("en", &[]).unwrap(), &entries, &[]);
        apart.add(figures);
        rows.push(figures.row("bitext-k5"));
    }
    all.add(apart);
    assert!(apart.safe > 80 && 50 * apart.wrong <= apart.safe, "fitted on, and bitext: {apart:?}");
    assert!(all.safe > 400 && 50 * all.wrong <= all.safe, "of all: {all:?}");
    // Too few to say more than that hardly any are wrong.
    assert!(held_out.safe > 25 && held_out.wrong * 50 <= held_out.safe, "held out: {held_out:?}");
    hold_page_to(&rows);
}

#[test]
fn a_bank_gets_no_intents() {
    let questions = [
        "How do I transfer money abroad?",
        "What is the exchange rate for euros?",
        "My card was swallowed by the machine",
        "How do I change my PIN?",
        "Why was my card payment declined?",
        "How do I open a savings account?",
        "What interest do I get?",
        "Can I raise my overdraft limit?",
        "How do I verify my identity?",
        "How long does a transfer take?",
        "Where can I withdraw cash?",
        "How do I delete my account?",
        "Which currencies can I hold?",
        "I was charged a fee for a withdrawal",
        "How do I freeze a lost card?",
        "Can I apply for a mortgage online?",
        "How do I top up by cheque?",
        "Why is my balance wrong?",
        "How do I set up a standing order?",
        "Is my money insured?",
    ];
    let none = Vec::new();
    let asked = questions.map(|question| Asked {
        question,
        alternates: &none,
        product: None,
        of_shop: false,
    });
    let inferrer = Inferrer::new("en", &[]).unwrap();
    let safe = |asked: &[Asked]| {
        let inferred = inferrer.infer(asked);
        inferred.iter().flatten().filter(|inference| inference.is_safe()).count()
    };
    assert_eq!(safe(&asked), 0);
    // The same questions among a shop's products are a shop's.
    let of_shop = asked.map(|asked| Asked { of_shop: true, ..asked });
    assert!(safe(&of_shop) > 0);
}

#[test]
fn a_proposal_says_why_and_is_adopted_when_safe() {
    let shop = "languages: [en, de]\nproducts: { k1: { name: Zephyr kettle } }\ncontact: { channels: \
                { chat: { type: chat, name: Chat, url: \"https://shop.example\" } } }";
    let lines = [
        r#"{"id":"a","question":"Where can I track my parcel?","answer":"Here.","product":"k1"}"#,
        r#"{"id":"b","question":"Is the Zephyr kettle dishwasher safe?","answer":"No.","product":"k1"}"#,
        r#"{"id":"c","question":"Wie lange dauert die Lieferung?","answer":"Kurz.","lang":"de"}"#,
        r#"{"id":"d","question":"Where can I track my parcel?","answer":"So.","intent":"invoice"}"#,
    ];
    let mut content = content(&[file("shop.yaml", shop), file("all.jsonl", &lines.join("\n"))]);
    assert!(propose(&content, "de").is_empty(), "there is no German phrasebook");
    let proposals = propose(&content, "en");
    let ids: Vec<&str> = proposals.iter().map(|it| content.entries[it.entry].id.as_str()).collect();
    assert_eq!(ids, ["a", "b"], "what has an intent keeps it");
    let [tracking, dishwasher] = &proposals[..] else { unreachable!() };
    assert_eq!(tracking.inference.intent.name, "order-tracking");
    assert!(tracking.inference.words.contains(&"track".to_owned()), "{tracking:?}");
    assert_eq!(dishwasher.inference.intent.name, "dishwasher-safe");
    assert!(!dishwasher.inference.words.contains(&"zephyr".to_owned()), "{dishwasher:?}");
    for proposal in &proposals {
        let name = &proposal.inference.intent.name;
        let texts = phrasebook::inherited(name, "en", &[]);
        assert!(texts.contains(&proposal.inference.phrasing), "{proposal:?}");
        assert!((0.0..=1.0).contains(&proposal.inference.probability));
    }
    let safe = proposals.iter().filter(|it| it.inference.is_safe()).count();
    assert!(safe > 0);
    assert_eq!(adopt_safe(&mut content), safe);
    assert_eq!(content.entries.iter().filter(|it| it.intent.is_some()).count(), safe + 1);
    assert_eq!(adopt_safe(&mut content), 0);
}

#[test]
fn gaps_are_what_no_public_entry_answers() {
    let lines = [
        r#"{"question":"a","answer":"a","intent":"invoice"}"#,
        r#"{"question":"b","answer":"a","intent":"vat","audience":"staff"}"#,
        r#"{"question":"c","answer":"a","intent":"ingredients"}"#,
        r#"{"question":"d","answer":"a","intent":"invoice","product":"x"}"#,
    ];
    let mut content = content(&[file("all.jsonl", &lines.join("\n"))]);
    let names = |content: &Content| -> Vec<&str> {
        gaps(content, "en").missing.iter().map(|intent| intent.name.as_str()).collect()
    };
    let every = gaps(&content, "en");
    assert_eq!(every.answered, 1, "an invoice; not what staff alone read, nor what food shops get");
    assert_eq!(every.asked, every.answered + every.missing.len());
    let missing = names(&content);
    assert!(missing.contains(&"vat") && !missing.contains(&"invoice"));
    assert!(!missing.contains(&"allergens"));
    assert!(every.missing.is_sorted_by_key(|intent| !intent.often));
    content.shop.kinds = vec!["food".to_owned()];
    let food = gaps(&content, "en");
    assert!(food.asked > every.asked && food.answered == 2);
    assert!(names(&content).contains(&"allergens"));
    assert_eq!(gaps(&content, "hu").answered, 0);
}

fn is_subsequence(short: &[u8], long: &[u8]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|byte| rest.any(|other| other == byte))
}

/// Cells as spreadsheet programs write them.
fn cell() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "yes",
        "Igen, \"persze\"",
        "a\nb",
        "x;y",
        "da\tda",
        " gap ",
        "нет",
        "1,5",
        "\"",
    ])
    .prop_map(str::to_owned)
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains(['"', '\n', '\r', delimiter]) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

proptest! {
    #[test]
    fn intents_are_added_to_tables_and_nothing_else_changes(
        rows in prop::collection::vec((cell(), any::<bool>()), 1..6),
        delimiter in prop::sample::select(vec![',', ';', '\t']),
        newline in prop::sample::select(vec!["\n", "\r\n"]),
        column in any::<bool>(),
        ends in any::<bool>(),
        blank in any::<bool>(),
    ) {
        let mut lines = vec![["id", "question", "answer"].join(&delimiter.to_string())];
        for (number, (cell, _)) in rows.iter().enumerate() {
            let cells = [format!("e{number}"), format!("Q{number} {cell}"), "A".to_owned()];
            let cells = cells.iter().map(|cell| quoted(cell, delimiter)).collect::<Vec<_>>();
            lines.push(cells.join(&delimiter.to_string()));
        }
        if column {
            lines[0] += &format!("{delimiter}intent");
            lines[1..].iter_mut().for_each(|line| line.push(delimiter));
        }
        let mut text = lines.join(newline);
        if blank { text = text.replacen(newline, &newline.repeat(2), 1); }
        if ends { text += newline; }
        let table = file("en/t.csv", &text);
        let before = content(std::slice::from_ref(&table));
        prop_assert_eq!(before.entries.len(), rows.len());
        let wanted = |entry: &Entry| rows[entry.id[1..].parse::<usize>().unwrap()].1;
        let intents: BTreeMap<u32, &str> = before
            .entries.iter().filter(|entry| wanted(entry))
            .map(|entry| (entry.location.line, "invoice")).collect();
        let written = with_intents(&table, &intents).unwrap();
        prop_assert!(is_subsequence(&table.bytes, &written));
        let added = "invoice".len() * intents.len()
            + if column { 0 } else { "intent".len() + 1 + rows.len() };
        prop_assert_eq!(written.len(), table.bytes.len() + added);
        let after = content(&[SourceFile { bytes: written, ..table }]);
        for (before, after) in before.entries.iter().zip(&after.entries) {
            prop_assert_eq!(&after.intent, &wanted(before).then(|| "invoice".to_owned()));
            prop_assert_eq!(&after.question, &before.question);
            prop_assert_eq!(&after.answer_html, &before.answer_html);
        }
    }

    #[test]
    fn any_file_is_written_to_safely_or_not_at_all(
        text in "(---\n)?([a-z]{1,3}: |question: |\\{|\\}|\"|,|---\n|\n|intent:| |\r|é){0,20}",
        extension in prop::sample::select(vec!["md", "csv", "jsonl", "txt"]),
        line in 0u32..4,
    ) {
        let file = file(&format!("en/x.{extension}"), &text);
        let intents = BTreeMap::from([(line, "invoice")]);
        if let Ok(written) = with_intents(&file, &intents) {
            prop_assert!(is_subsequence(&file.bytes, &written));
            let ids = |bytes: Vec<u8>| -> Vec<(String, String)> {
                let file = SourceFile { path: file.path.clone(), bytes };
                content(&[file]).entries.into_iter().map(|it| (it.id, it.question)).collect()
            };
            prop_assert_eq!(ids(file.bytes.clone()), ids(written));
        }
    }
}

#[test]
fn intents_are_added_to_entries_of_all_kinds() {
    let cases = [
        ("en/a.md", "---\nquestion: Q\n---\nA\n", "---\nquestion: Q\nintent: vat\n---\nA\n"),
        (
            "en/a.md",
            "\u{FEFF}---\r\nquestion: Q\r\ntags: [a]\r\n---\r\nA",
            "\u{FEFF}---\r\nquestion: Q\r\ntags: [a]\r\nintent: vat\r\n---\r\nA",
        ),
        (
            "en/a.jsonl",
            "\n{\"question\": \"Q}\", \"answer\": \"A\" } \r\n",
            "\n{\"question\": \"Q}\", \"answer\": \"A\", \"intent\": \"vat\" } \r\n",
        ),
        ("en/a.csv", "question,answer\n\nQ,A", "question,answer,intent\n\nQ,A,vat"),
        ("en/a.csv", "intent;question;answer\n;Q;A", "intent;question;answer\nvat;Q;A"),
    ];
    for (path, text, expected) in cases {
        let file = file(path, text);
        let line = content(std::slice::from_ref(&file)).entries[0].location.line;
        let written = with_intents(&file, &BTreeMap::from([(line, "vat")]));
        let written = written.map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(written.as_deref(), Ok(expected));
    }
    // In braces a line more would be no field more.
    let braces = file("en/a.md", "---\n{ question: Q }\n---\nA\n");
    assert!(with_intents(&braces, &BTreeMap::from([(1, "vat")])).is_err());
}
