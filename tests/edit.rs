//! Alternates written into editors' files: what is read back has them, and all else is as it was.

use std::collections::BTreeMap;

use faqlet::content::{Content, SourceFile, load};
use faqlet::edit::with_alternates;
use jiff::civil::date;
use proptest::prelude::*;

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn content(file: &SourceFile) -> Content {
    load(std::slice::from_ref(file), date(2027, 1, 1)).content
}

fn added(path: &str, text: &str, more: &[&str]) -> Option<String> {
    let file = file(path, text);
    let line = content(&file).entries[0].location.line;
    let more = more.iter().map(|text| (*text).to_owned()).collect();
    let written = with_alternates(&file, &BTreeMap::from([(line, more)])).ok()?;
    Some(String::from_utf8(written).expect("text stays text"))
}

#[test]
fn the_form_of_the_file_is_kept() {
    let cases = [
        ("---\nquestion: Q\n---\nA", "---\nquestion: Q\nalternates:\n  - new one\n---\nA"),
        (
            "---\nquestion: Q\nalternates: [a, 'it''s]', \"b\"]  # as heard\ntags: [x]\n---\nA",
            "---\nquestion: Q\nalternates: [a, 'it''s]', \"b\", new one]  # as heard\ntags: [x]\n---\nA",
        ),
        (
            "---\nalternates: [\n  don't,\n  b,\n]\nquestion: Q\n---\nA",
            "---\nalternates: [\n  don't,\n  b, new one\n]\nquestion: Q\n---\nA",
        ),
        (
            "---\r\nalternates:\r\n- a\r\n# heard twice\r\n- b\r\n\r\nquestion: Q\r\n---\r\nA",
            "---\r\nalternates:\r\n- a\r\n# heard twice\r\n- b\r\n- new one\r\n\r\nquestion: Q\r\n---\r\nA",
        ),
        (
            "---\nquestion: Q\nalternates: []\n---\nalternates: [a]\n",
            "---\nquestion: Q\nalternates: [new one]\n---\nalternates: [a]\n",
        ),
        (
            "---\nquestion: Q\nalternates: only this\n---\nA",
            "---\nquestion: Q\nalternates: [only this, new one]\n---\nA",
        ),
        (
            "---\nquestion: Q\nalternates:\n---\nA",
            "---\nquestion: Q\nalternates:\n  - new one\n---\nA",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(added("en/a.md", text, &["new one"]).as_deref(), Some(expected));
    }
    let cases = [
        ("question,answer\nQ,A", "question,answer,alternates\nQ,A,new one"),
        ("alternates;question;answer\n;Q;A", "alternates;question;answer\nnew one;Q;A"),
        ("question,alternates,answer\nQ,a|b,A", "question,alternates,answer\nQ,a|b|new one,A"),
        ("question,alternates,answer\nQ,\"a|\",A", "question,alternates,answer\nQ,\"a|new one\",A"),
    ];
    for (text, expected) in cases {
        assert_eq!(added("en/a.csv", text, &["new one"]).as_deref(), Some(expected));
    }
    let cases = [
        (
            "{\"question\": \"Q\", \"alternates\": [\"a]\" ], \"answer\": \"A\"}\n",
            "{\"question\": \"Q\", \"alternates\": [\"a]\", \"new one\" ], \"answer\": \"A\"}\n",
        ),
        (
            "\u{FEFF}{\"question\": \"Q\", \"alternates\": null}",
            "\u{FEFF}{\"question\": \"Q\", \"alternates\": [\"new one\"]}",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(added("en/a.jsonl", text, &["new one"]).as_deref(), Some(expected));
    }
}

#[test]
fn what_would_read_otherwise_is_refused() {
    // In braces a line more would be no field more; a single text is no list in JSON Lines.
    assert_eq!(added("en/a.md", "---\n{ question: Q }\n---\nA", &["new"]), None);
    assert_eq!(added("en/a.jsonl", "{\"question\": \"Q\", \"alternates\": \"a\"}", &["new"]), None);
    // A table parts alternates by a stroke, and a spreadsheet runs what begins as a formula.
    let table = "question,alternates,answer\nQ,,A";
    for text in ["this|that", "=1+1", "+36", "-2", "@SUM(1)"] {
        assert_eq!(added("en/a.csv", table, &[text]), None, "{text}");
    }
}

fn wording() -> impl Strategy<Value = String> {
    "[a-zéőбشم0-9\"'#:,;\\[\\]{}&*!?=+@%\\\\-]{1,6}( [a-zéбش\"'#:,;\\[\\]\\\\?-]{1,5}){0,3}"
}

proptest! {
    /// Whatever is added to a list in either form, it is read back with what was there.
    #[test]
    fn wordings_are_read_back(
        there in prop::collection::vec(wording(), 0..4),
        more in prop::collection::vec(wording(), 1..3),
        form in 0usize..4,
        newline in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let json = |texts: &[String]| serde_json::to_string(texts).unwrap();
        let cell = there.join("|").replace('"', "\"\"");
        let (path, text) = match form {
            0 => ("en/a.md", format!("---\nalternates: {}\nquestion: Q\n---\nA", json(&there))),
            1 => {
                let items: String =
                    there.iter().map(|it| format!("    - {}\n", serde_json::json!(it))).collect();
                ("en/a.md", format!("---\nquestion: Q\nalternates:\n{items}---\nA"))
            }
            2 => ("en/a.jsonl", format!("{{\"alternates\": {}, \"question\": \"Q\"}}\n", json(&there))),
            _ => ("en/a.csv", format!("question,alternates,answer\nQ,\"{cell}\",A\n")),
        };
        let file = file(path, &text.replace('\n', newline));
        let before = content(&file).entries;
        prop_assert_eq!(&before[0].alternates, &there);
        let lines = BTreeMap::from([(before[0].location.line, more.clone())]);
        let written = with_alternates(&file, &lines);
        let formula = form == 3 && there.is_empty() && more[0].starts_with(['=', '+', '-', '@']);
        prop_assert_eq!(written.is_err(), formula);
        if let Ok(bytes) = written {
            let kept = file.bytes.iter();
            let mut rest = bytes.iter();
            prop_assert!(kept.into_iter().all(|byte| rest.any(|other| other == byte)));
            let after = content(&SourceFile { bytes, ..file }).entries;
            prop_assert_eq!(&after[0].alternates, &[there, more].concat());
            prop_assert_eq!(&after[0].question, "Q");
        }
    }

    #[test]
    fn any_file_is_written_to_safely_or_not_at_all(
        text in "(---\n)?(question: |alternates:|\\[|\\]|- |\\{|\\}|\"|'|,|;|\\||---\n|\n| |\r|a|é){0,25}",
        extension in prop::sample::select(vec!["md", "csv", "jsonl", "txt"]),
        line in 0u32..4,
    ) {
        let file = file(&format!("en/x.{extension}"), &text);
        let more = vec!["new one".to_owned()];
        if let Ok(bytes) = with_alternates(&file, &BTreeMap::from([(line, more)])) {
            let ids = |file: &SourceFile| -> Vec<(String, String)> {
                content(file).entries.into_iter().map(|it| (it.id, it.question)).collect()
            };
            let before = ids(&file);
            prop_assert_eq!(before, ids(&SourceFile { bytes, ..file }));
        }
    }
}
