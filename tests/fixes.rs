//! What `--fix` mends: held to content written right from the start.

use std::collections::BTreeMap;

use faqlet::content::{Code, Loaded, SourceFile, load};
use faqlet::fixes::fix;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn today() -> Date {
    date(2027, 1, 15)
}

fn file(path: &str, bytes: impl Into<Vec<u8>>) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: bytes.into() }
}

const SHOP: &str = "languages: [en]\n\
    contact: { channels: { form: { type: form, name: Form, url: https://shop.example/ } } }\n";

/// How a list, a table or a file may be written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Block,
    Flow,
    Quoted,
    Comma,
    Semicolon,
    Json,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Marked,
    Utf16Little,
    Utf16Big,
}

impl Encoding {
    fn encode(self, text: &str) -> Vec<u8> {
        let units = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
        };
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Marked => format!("\u{FEFF}{text}").into_bytes(),
            Self::Utf16Little => units(u16::to_le_bytes, [0xFF, 0xFE]),
            Self::Utf16Big => units(u16::to_be_bytes, [0xFE, 0xFF]),
        }
    }
}

/// An entry in a form; `handoff` and `review` as they are to be written.
fn written(
    form: Form,
    alternates: &[String],
    handoff: &str,
    review: &str,
    newline: &str,
) -> String {
    let question = "Where is Ő, 注文?";
    let body = "Two blanks end a line  \nas **here**,  and *30.06.2027* stays.\n\n\n";
    let text = match form {
        Form::Block | Form::Flow | Form::Quoted => {
            let list = match form {
                Form::Block => alternates.iter().map(|it| format!("\n  - {it}")).collect(),
                Form::Flow => format!(" [{}]", alternates.join(", ")),
                _ => {
                    let quoted: Vec<String> =
                        alternates.iter().map(|it| format!("\"{it}\"")).collect();
                    format!(" [ {} ] # kept", quoted.join(" , "))
                }
            };
            format!(
                "---\nquestion: \"{question}\"   \n# a comment, kept\nalternates:{list}\n\
                 handoff:   {handoff}\nreview: '{review}'\nowner: [unclosed\n---\n{body}"
            )
            .replace("owner: [unclosed\n", "")
        }
        Form::Comma | Form::Semicolon => {
            let cell = alternates.join("|");
            let row = format!(
                "id,question,alternates,answer,handoff,review\n\
                 x,\"{question}\",{cell},\"say \"\"yes\"\"\",{handoff},{review}\n\n"
            );
            if form == Form::Comma { row } else { row.replace(',', ";").replace("Ő;", "Ő,") }
        }
        Form::Json => {
            let quoted: Vec<String> = alternates.iter().map(|it| format!("\"{it}\"")).collect();
            format!(
                "{{\"note\": 7, \"question\":\"{question}\" , \"alternates\": [{}],\"answer\": \
                 \"a\\nb\", \"handoff\": \"{handoff}\", \"review\": \"{review}\"}}\n\n",
                quoted.join(", ")
            )
        }
    };
    text.replace('\n', newline)
}

fn path(form: Form) -> &'static str {
    match form {
        Form::Block | Form::Flow | Form::Quoted => "en/x.md",
        Form::Comma | Form::Semicolon => "en/x.csv",
        Form::Json => "en/x.jsonl",
    }
}

fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(vec![
        Form::Block,
        Form::Flow,
        Form::Quoted,
        Form::Comma,
        Form::Semicolon,
        Form::Json,
    ])
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop::sample::select(vec![
        Encoding::Utf8,
        Encoding::Marked,
        Encoding::Utf16Little,
        Encoding::Utf16Big,
    ])
}

/// Alternates with some that repeat, and which of them do.
fn alternates() -> impl Strategy<Value = Vec<(String, bool)>> {
    let words = vec!["when", "опять", "متى", "注文", "Őre", "where is ő, 注文"];
    let one = (prop::sample::select(words), 0..4u8);
    prop::collection::vec(one, 1..7).prop_map(|drawn| {
        let mut seen = vec!["where is ő, 注文".to_owned()];
        drawn
            .into_iter()
            .map(|(word, look)| {
                // A comma would part a plain text in a list.
                let word = word.replace(", ", " ");
                let twice = seen.contains(&word);
                seen.push(word.clone());
                let word = match look {
                    0 => word.to_uppercase(),
                    1 => format!("{word}?"),
                    2 => format!("{word}!"),
                    _ => word,
                };
                (word, twice)
            })
            .collect()
    })
}

fn counts(loaded: &Loaded) -> BTreeMap<(Code, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in &loaded.diagnostics {
        *counts.entry((finding.code, finding.location.path.clone())).or_default() += 1;
    }
    counts
}

proptest! {
    #[test]
    fn what_is_mended_is_as_if_it_had_been_written_so(
        form in form(),
        encoding in encoding(),
        alternates in alternates(),
        handoff in prop::sample::select(vec!["never", "Never", "ALWAYS", "offer"]),
        review in prop::sample::select(vec![
            "2027-06-30", "2027/06/30", "2027.6.30", "2027. 06. 30.", "30.06.2027", "20270630",
            "30/06/2027", "٢٠٢٧-٠٦-٣٠",
        ]),
        windows in any::<bool>(),
    ) {
        let newline = if windows { "\r\n" } else { "\n" };
        let all: Vec<String> = alternates.iter().map(|(word, _)| word.clone()).collect();
        let once: Vec<String> =
            alternates.into_iter().filter(|(_, twice)| !twice).map(|(word, _)| word).collect();
        let dirty = written(form, &all, handoff, review, newline);
        let clean = written(form, &once, &handoff.to_lowercase(), "2027-06-30", newline);
        let files = [file("shop.yaml", SHOP), file(path(form), encoding.encode(&dirty))];
        let fixes = fix(&files, today());
        prop_assert!(fixes.left.is_empty(), "{:?}", fixes.left);
        if encoding.encode(&dirty) == clean.as_bytes() {
            prop_assert!(fixes.files.is_empty());
        } else {
            let mended = String::from_utf8(fixes.files[0].bytes.clone()).unwrap();
            prop_assert_eq!(&mended, &clean);
            prop_assert_eq!(fixes.files.len(), 1);
        }
    }

    #[test]
    fn nothing_is_found_anew_and_a_second_time_changes_nothing(
        text in "(---\n)?((question: [a-c?]{1,3}|alternates: \\[[a-cA-C?', ]{0,9}\\]|alternates:\n  - a\n  - \"A\"\n|review: [0-9./-]{6,10}|handoff: (Never|ALWAYS|x)|featured: (TRUE|Yes)|accept: FAQ1)\n){0,5}(---\n)?a *b* {0,2}",
        table in "(question|alternates|answer|review)(,(question|alternates|answer|review)){2,3}\n([a-c|AB\"]{0,5},[a-c|AB\"]{0,5},[0-9./]{0,10}(,a)?\n){0,3}",
        lines in "(\\{\"question\": ?\"[a-c]\", ?\"alternates\": ?\\[(\"[a-cA-C]\"(, ?\"[a-cA-C]\"){0,3})?\\], \"review\": ?(20270630|\"1.2.2027\")\\}\n){0,3}",
        encodings in (encoding(), encoding(), encoding()),
    ) {
        let files = [
            file("shop.yaml", SHOP),
            file("en/x.md", encodings.0.encode(&text)),
            file("en/y.csv", encodings.1.encode(&table)),
            file("en/z.jsonl", encodings.2.encode(&lines)),
        ];
        let before = load(&files, today());
        let fixes = fix(&files, today());
        let mut mended = files.to_vec();
        for file in &fixes.files {
            let place = mended.iter().position(|old| old.path == file.path).unwrap();
            prop_assert_ne!(&mended[place].bytes, &file.bytes, "a file is named that stays");
            mended[place] = file.clone();
        }
        let after = load(&mended, today());
        // Of a file in UTF-16 nothing was known but that.
        let known = |path: &str| {
            !before.diagnostics.iter().any(|it| it.code == Code::Utf16 && it.location.path == path)
        };
        let all_known = ["en/x.md", "en/y.csv", "en/z.jsonl"].into_iter().all(known);
        let counted = counts(&before);
        for (kind, count) in counts(&after) {
            if all_known {
                prop_assert!(counted.get(&kind) >= Some(&count), "{:?} in {:?}", kind, mended);
            }
        }
        let again = fix(&mended, today());
        prop_assert!(again.files.is_empty() && again.done.is_empty(), "{:?}", again.done);
    }
}

#[test]
fn what_cannot_be_mended_safely_is_left_and_named() {
    // The repeated alternate goes over two lines, of which taking one out would change another.
    let text =
        "---\nquestion: Is it open?\nalternates:\n  - is it\n    open\n  - shut\n---\nYes.\n";
    let files = [file("shop.yaml", SHOP), file("en/x.md", text)];
    let fixes = fix(&files, today());
    assert!(fixes.files.is_empty() && fixes.done.is_empty(), "{fixes:?}");
    assert_eq!(fixes.left.len(), 1);
    assert_eq!(fixes.left[0].code, Code::WordingTwice);
}

#[test]
fn golden_questions_are_read_in_their_new_encoding() {
    let entry = file("en/x.md", "---\nquestion: Is it open?\n---\nYes.\n");
    let line = "{\"question\": \"открыто?\", \"entry\": \"x\"}\n";
    for encoding in [Encoding::Marked, Encoding::Utf16Little] {
        let questions = file("en/questions.jsonl", encoding.encode(line));
        let fixes = fix(&[file("shop.yaml", SHOP), entry.clone(), questions], today());
        assert_eq!(fixes.files.len(), 1, "{fixes:?}");
        assert_eq!(fixes.files[0].bytes, line.as_bytes());
    }
}

#[test]
fn half_a_file_in_utf_16_is_not_mended() {
    let mut bytes = Encoding::Utf16Little.encode("---\nquestion: Q\n---\nA\n");
    bytes.pop();
    let lone = [0xFF, 0xFE, 0x00, 0xD8];
    for bytes in [bytes, lone.to_vec()] {
        let fixes = fix(&[file("en/x.md", bytes)], today());
        assert!(fixes.files.is_empty() && fixes.left.is_empty(), "{fixes:?}");
    }
}
