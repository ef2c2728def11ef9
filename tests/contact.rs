//! Who can be reached when: tables of situations and what is said in them.
//!
//! Each folder in `tests/contact/` has a `shop.yaml`, some entries, and in `rows.txt` the situations, one a line:
//! the time on the shop's clock; the language; the question, by its entry's id; what the page
//! says; the channels, best first; the role that takes over; the notices. A channel is followed
//! by when its state changes, on the same day or another; those that are closed are in brackets.
//! Zones and daylight saving are not here: the engine has the shop's wall clock.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use faqlet::compile::compile_index;
use faqlet::contact::{ContactOption, Desk, ShopTime};
use faqlet::content::{Loaded, SourceFile, load};
use faqlet::{AskOptions, Engine, Outcome};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, date};

const EPOCH: Date = Date::constant(1970, 1, 1);

struct Shop {
    loaded: Loaded,
    engines: BTreeMap<String, Engine<Vec<u8>>>,
}

/// The question that is asked where no entry is meant.
const UNKNOWN: &str = "xqzzy";

fn shop(folder: &Path) -> Shop {
    let entries = fs::read(folder.join("entries.csv")).expect("the entries are there");
    let shop = fs::read(folder.join("shop.yaml")).expect("the shop is there");
    let file =
        |path: &str, bytes: &[u8]| SourceFile { path: path.to_owned(), bytes: bytes.to_vec() };
    let languages = load(&[file("shop.yaml", &shop)], date(2026, 11, 1)).content.shop.languages;
    let mut files = vec![file("shop.yaml", &shop)];
    files.extend(languages.iter().map(|tag| file(&format!("{tag}/all.csv"), &entries)));
    let loaded = load(&files, date(2026, 11, 1));
    assert!(!loaded.has_errors(), "{:#?}", loaded.diagnostics);
    let engine = |tag: &String| {
        let engine = Engine::open(compile_index(&loaded.content, tag));
        (tag.clone(), engine.expect("the writer's bytes are whole"))
    };
    let engines = languages.iter().map(engine).collect();
    Shop { loaded, engines }
}

fn clock(text: &str) -> ShopTime {
    let time: DateTime = text.replace(' ', "T").parse().expect("a time");
    let days = (time.date() - EPOCH).get_days();
    ShopTime((days * 1440 + i32::from(time.hour()) * 60 + i32::from(time.minute())) as u32)
}

fn shown(option: &ContactOption, now: Option<ShopTime>) -> String {
    let mut text = option.id.clone();
    if let (Some(ShopTime(changes)), Some(ShopTime(now))) = (option.changes, now) {
        text += " ";
        if changes / 1440 != now / 1440 {
            let day = EPOCH.checked_add(i64::from(changes / 1440).days()).expect("a day");
            text += &day.strftime(if changes < now + 7 * 1440 { "%a " } else { "%F " }).to_string();
        }
        let _ = write!(text, "{:02}:{:02}", changes / 60 % 24, changes % 60);
    }
    if option.open { text } else { format!("({text})") }
}

/// What comes of a row's first four cells.
fn said(shop: &Shop, cells: &[&str]) -> [String; 3] {
    let [time, language, entry, facts] = cells else { panic!("{cells:?}: cells are missing") };
    let content = &shop.loaded.content;
    let question = content.entries.iter().find(|one| one.id == *entry);
    let question = question.map_or(UNKNOWN, |entry| &entry.question);
    let mut facts: Vec<&str> = facts.split_whitespace().collect();
    let product = facts.iter().find_map(|fact| fact.strip_prefix("product="));
    let product = product.map(str::to_owned);
    facts.retain(|fact| !fact.starts_with("product="));
    let locale = format!("locale={language}");
    if !facts.iter().any(|fact| fact.starts_with("locale=")) {
        facts.push(&locale);
    }
    let now = (!time.is_empty()).then(|| clock(time));
    let options = AskOptions { product, now, facts: facts.join("\n"), ..AskOptions::default() };
    let outcome = shop.engines[*language].ask(question, &options);
    let (contact, route, notices) = match &outcome {
        Outcome::Answer { entry: hit, contact, route, notices, .. } => {
            assert_eq!(hit.id, *entry);
            (contact, route, notices)
        }
        Outcome::Contact { contact, route, notices, .. } => {
            assert!(entry.is_empty(), "{entry} is not found");
            (contact, route, notices)
        }
        Outcome::Choose { .. } => panic!("{entry} is not found alone"),
    };
    let desk: &Desk = &content.shop.desks[*language];
    let options: Vec<String> = contact.iter().map(|option| shown(option, now)).collect();
    let role = route.and_then(|route| desk.routes[route as usize].role.clone());
    let notices: Vec<&str> =
        notices.iter().map(|place| desk.notices[*place as usize].id.as_str()).collect();
    [options.join(", "), role.unwrap_or_default(), notices.join(" ")]
}

#[test]
fn every_situation_has_its_ways_to_the_shop() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contact");
    let (mut rows, mut wrong) = (0, String::new());
    for name in ["hours", "order", "conditions"] {
        let folder = root.join(name);
        let shop = shop(&folder);
        let table = fs::read_to_string(folder.join("rows.txt")).expect("the rows are there");
        for (line, number) in table.lines().zip(1..) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let (given, expected) = cells.split_at(4);
            let said = said(&shop, given);
            if said != expected {
                let _ = writeln!(wrong, "{name}/rows.txt:{number}\n{}", said.join(" | "));
            }
            rows += 1;
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{wrong}");
    assert!(rows >= 60, "only {rows} rows were found");
}
