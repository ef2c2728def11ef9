//! Content that is read part after part is what it is when it is read at once: the same entries and
//! the same findings.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use faqlet::content::{
    Audience, Code, Content, Diagnostic, Entry, Loaded, Reading, SourceFile, is_streamed, load,
    unknown_files,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const PARTS: usize = 3;

fn today() -> Date {
    date(2027, 1, 15)
}

fn folder(root: &Path, inside: &str, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(root.join(inside)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        let place = root.join(&path);
        if place.is_dir() {
            folder(root, &path, files);
        } else {
            files.push(SourceFile { path, bytes: fs::read(place).unwrap() });
        }
    }
}

/// Reads files so many bytes at a time, and the products in several parts.
fn streamed(files: &[SourceFile], bytes: usize) -> (Content, Vec<Diagnostic>) {
    let (mut entries, settings): (Vec<SourceFile>, Vec<SourceFile>) =
        files.iter().cloned().partition(|file| is_streamed(&file.path));
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    let mut settings = settings;
    settings.sort_by(|a, b| a.path.cmp(&b.path));
    let mut reading = Reading::new(&settings, today()).in_parts_of(bytes);
    reading.report(unknown_files(&settings));
    let mut kept = vec![Vec::new(); PARTS + 1];
    for file in &entries {
        let keep = &mut |product: Option<&str>, text: &[u8]| {
            let part = product.map_or(PARTS, |product| product.len() % PARTS);
            kept[part].extend(text);
            Ok(())
        };
        reading.file(&file.path, &mut &file.bytes[..], keep).unwrap();
    }
    let (catalogue, mut gathered) = reading.finish();
    let mut all: Vec<Entry> =
        kept.iter().flat_map(|kept| gathered.take(catalogue.part(kept))).collect();
    gathered.finish(true);
    assert_eq!(gathered.findings().more().count(), 0);
    all.sort_by(|a, b| (&a.language, &a.id).cmp(&(&b.language, &b.id)));
    counted(&catalogue, &all);
    (Content { entries: all, ..catalogue.content().clone() }, gathered.findings().sorted())
}

/// What is known of the entries without having them holds of them.
fn counted(catalogue: &faqlet::content::Catalogue, entries: &[Entry]) {
    for audience in [Audience::Public, Audience::Staff] {
        let read = || entries.iter().filter(|entry| entry.audience <= audience);
        for language in &catalogue.content().shop.languages {
            let of = |about: bool| {
                let of_language = read().filter(|entry| entry.language == *language);
                of_language.filter(|entry| entry.product.is_some() == about).count()
            };
            let counts = catalogue.counts(language, audience);
            assert_eq!((counts.store_wide, counts.of_products), (of(false), of(true)));
        }
        let mut products: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entry in read().filter(|entry| !entry.answer_html.is_empty()) {
            let Some(product) = &entry.product else {
                assert_eq!(catalogue.product_of(&entry.language, &entry.id, audience), None);
                continue;
            };
            let languages = products.entry(product).or_default();
            if !languages.contains(&entry.language.as_str()) {
                languages.push(&entry.language);
            }
            let number = catalogue.product_of(&entry.language, &entry.id, audience);
            let known = catalogue.products(audience).find(|it| Some(it.number) == number);
            assert_eq!(known.map(|it| it.id), Some(product.as_str()));
        }
        let known: BTreeMap<&str, Vec<&str>> = catalogue
            .products(audience)
            .filter(|it| !it.languages.is_empty())
            .map(|it| (it.id, it.languages))
            .collect();
        assert_eq!(known, products);
    }
}

#[track_caller]
fn same(files: &[SourceFile], bytes: usize, what: &str) {
    let Loaded { content, diagnostics } = load(files, today());
    let (there, found) = streamed(files, bytes);
    assert_eq!(found, diagnostics, "{what}");
    assert_eq!(format!("{:?}", there.entries), format!("{:?}", content.entries), "{what}");
    assert_eq!(format!("{:?}", there.shop), format!("{:?}", content.shop), "{what}");
    assert_eq!(there.synonyms, content.synonyms, "{what}");
}

/// A file that is no text is given up where that is seen; what was read of it before has been.
fn is_text(files: &[SourceFile]) -> bool {
    let is_other = |code| matches!(code, Code::NotUtf8 | Code::Utf16);
    !load(files, today()).diagnostics.iter().any(|finding| is_other(finding.code))
}

#[test]
fn folders_are_read_alike_at_once_and_part_after_part() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(root.join("tests/content")).unwrap();
    let mut folders: Vec<_> = cases.map(|it| it.unwrap().path().join("input")).collect();
    folders.push(root.join("faq-data"));
    assert!(folders.len() > 20);
    let mut in_small_parts = 0;
    for path in folders {
        let mut files = Vec::new();
        folder(&path, "", &mut files);
        let what = path.display().to_string();
        same(&files, 1 << 20, &what);
        if is_text(&files) {
            in_small_parts += 1;
            for bytes in [1, 200] {
                same(&files, bytes, &format!("{what}, {bytes} bytes at a time"));
            }
        }
    }
    assert!(in_small_parts > 20);
}

/// A cell as it may stand in a table, with and without quotation marks.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c ?é]{0,6}",
        1 => "\"[a-c,\n ]{0,8}\"",
        1 => "\"[a-c]{0,3}\"\"\n[a-c]{0,3}\"",
        1 => "\"?[a-c\"]{0,4}",
        1 => "p[1-3]",
    ]
}

fn table() -> impl Strategy<Value = String> {
    let row = prop::collection::vec(cell(), 3..5).prop_map(|cells| cells.join(","));
    let end = prop::sample::select(vec!["\n", "\r\n", "\n\n", "\n"]);
    let rows = prop::collection::vec((row, end), 0..12);
    rows.prop_map(|rows| {
        let rows: String = rows.into_iter().map(|(row, end)| row + end).collect();
        format!("question,answer,product\n{rows}")
    })
}

fn line() -> impl Strategy<Value = String> {
    let known = ("[a-d]{0,2}", "[a-d]{0,3}", "p[1-3]").prop_map(|(question, answer, product)| {
        format!("{{\"question\":\"{question}\",\"answer\":\"{answer}\",\"product\":\"{product}\"}}")
    });
    prop_oneof![
        6 => known,
        1 => "[a-d]{1,2}".prop_map(|word| format!("{{\"question\":\"{word}\",\"{word}x\":1}}")),
        1 => "[a-d]{1,2}".prop_map(|word| {
            format!(" {{\"question\":\"{word}\",\"answer\":\"[x](#faq={word})\",\"accept\":\"FAQ022\"}}")
        }),
        1 => Just(String::new()),
        1 => Just("{\"question\":".to_owned()),
    ]
}

proptest! {
    #[test]
    fn generated_files_are_read_alike(
        table in table(),
        lines in prop::collection::vec(line(), 0..12),
        bytes in 1usize..60,
    ) {
        let file = |path: &str, text: &str| {
            SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
        };
        let files = [
            file("shop.yaml", "languages: [en, hu]\ncontact: {channels: {}}\naccept: [FAQ032]\n"),
            file("en/table.csv", &table),
            file("en/lines.jsonl", &lines.join("\n")),
            file("hu/lines.jsonl", &lines.concat()),
            file("synonyms.yaml", "- [a, aa]\n- b => c d, abc\n"),
        ];
        same(&files, bytes, "generated");
    }
}

#[test]
fn a_line_without_end_is_a_finding() {
    let mut bytes = b"{\"question\": \"A?\", \"answer\": \"Yes.\"}\n{\"question\": \"".to_vec();
    bytes.resize(20 << 20, b'a');
    let mut reading = Reading::new(&[], today());
    reading.file("en/long.jsonl", &mut &bytes[..], &mut |_, _| Ok(())).unwrap();
    let (_, gathered) = reading.finish();
    let found = gathered.findings().sorted();
    let there: Vec<_> = found.iter().map(|it| (it.code, it.location.line)).collect();
    assert!(there.contains(&(Code::TooLarge, 2)), "{there:?}");
}

#[test]
fn of_very_many_findings_the_first_are_kept_and_all_are_counted() {
    let lines = "{\"question\": \"A?\", \"nonsense\n".repeat(2500);
    let mut reading = Reading::new(&[], today());
    reading.file("en/bad.jsonl", &mut lines.as_bytes(), &mut |_, _| Ok(())).unwrap();
    let (_, gathered) = reading.finish();
    let findings = gathered.findings();
    assert!(findings.has_errors());
    assert_eq!(findings.sorted().iter().filter(|it| it.code == Code::JsonLine).count(), 1000);
    assert_eq!(findings.more().collect::<Vec<_>>(), [(Code::JsonLine, 1500)]);
}
