//! Properties that hold for whatever is imported.

use std::fs;
use std::path::Path;

use faqlet::content::{SourceFile, load};
use proptest::prelude::*;

use super::draft::{Body, Draft, Place};
use super::entry::{Given, prepare};
use super::markdown_text::{from_text, words};
use super::to_markdown::convert;
use super::{Answers, Destination, Importer, Options, Report};

fn nowhere(url: &str) -> Option<String> {
    Some(url.to_owned())
}

/// The text that shoppers see of an answer in Markdown.
fn shown(markdown: &str) -> String {
    let bytes = format!("---\nquestion: q\n---\n{markdown}\n").into_bytes();
    let loaded = load(&[SourceFile { path: "en/x.md".to_owned(), bytes }], super::entry::DAY);
    loaded.content.entries[0].answer_text.clone()
}

/// Pieces that mean something to Markdown, HTML, YAML or CSV, and words in four languages.
fn piece() -> impl Strategy<Value = String> {
    let marks = [
        "*",
        "**",
        "_",
        "__",
        "~~",
        "`",
        "```",
        "[",
        "]",
        "(",
        ")",
        "](x)",
        "![",
        "!",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "&",
        "&amp;",
        "&#42;",
        "#",
        "##",
        "-",
        "- ",
        "+",
        "1.",
        "12)",
        "=",
        "---",
        "***",
        "|",
        "|-|",
        "\\",
        ":",
        ": ",
        " #",
        "'",
        "\"",
        "{",
        "}",
        "%",
        "@",
        "?",
        "> ",
        "https://shop.example/a_b?c=1&copy=2",
        "http://",
        "...",
        "\t",
        "\u{a0}",
        "\u{200f}",
        "\u{85}",
        "null",
        "~",
        "---\n",
        "\n",
        "\n\n",
        "    ",
        ";",
        ",",
        "=1+1",
        "../",
    ];
    prop_oneof![
        prop::sample::select(marks.to_vec()).prop_map(str::to_owned),
        "[a-z]{1,5}",
        prop::sample::select(vec!["Заказ", "őrült", "أين", "طلبي", "長", "e\u{301}", "5", "Å"])
            .prop_map(str::to_owned),
        Just(" ".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

/// A tree of HTML whose text is known: the text with a line end where a block starts or ends, and
/// the HTML.
fn html() -> impl Strategy<Value = (String, String)> {
    let leaf = text().prop_map(|text| {
        let text = text.replace(['\n', '\t'], " ");
        let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        (text, html)
    });
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner, 1..4).prop_map(|parts| {
            let (texts, htmls): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            (texts.concat(), htmls.concat())
        });
        let inline =
            ["b", "strong", "em", "i", "del", "span", "a href=\"https://x.example/(1)\"", "u"];
        let block =
            ["p", "div", "ul><li", "ol start=3><li", "blockquote", "table><tr><td", "section"];
        prop_oneof![
            (several.clone(), prop::sample::select(inline.to_vec())).prop_map(
                |((text, html), tag)| {
                    (text, format!("<{tag}>{html}</{}>", tag.split(' ').next().unwrap_or(tag)))
                }
            ),
            (several, prop::sample::select(block.to_vec())).prop_map(|((text, html), tag)| {
                let mut close: Vec<String> = tag
                    .split("><")
                    .map(|tag| format!("</{}>", tag.split(' ').next().unwrap_or(tag)))
                    .collect();
                close.reverse();
                (format!("\n{text}\n"), format!("<{tag}>{html}{}", close.concat()))
            }),
        ]
    })
}

fn prepared(body: Body, question: &str) -> Result<super::entry::Prepared, String> {
    let draft = Draft::new(Place::of_file("x"), question.to_owned(), body);
    let given = Given { product: None, tags: &[], links: &nowhere, targets: &[], path: "en/x.md" };
    prepare(&draft, &given)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn plain_text_shows_as_it_is(text in text()) {
        let expected = super::markdown_text::without_controls(&text);
        let seen = shown(&from_text(&expected));
        prop_assert_eq!(words(&seen), words(&expected), "{}", from_text(&expected));
    }

    #[test]
    fn html_keeps_its_words((text, html) in html()) {
        let html = super::markdown_text::without_controls(&html);
        let expected = super::markdown_text::without_controls(&text);
        // What a parser moves around, such as text between the rows of a table, is no matter here.
        let converted = convert(&html, &nowhere);
        prop_assume!(words(&converted.text).concat() == words(&expected).concat());
        match prepared(Body::Html(html.clone()), "q") {
            Ok(entry) => {
                let (_, answer) = entry.text.split_once("\n---\n").unwrap();
                let seen = shown(answer);
                prop_assert_eq!(words(&seen), words(&converted.text), "{}\n{}", html, answer);
            }
            Err(reason) => prop_assert!(words(&expected).is_empty(), "{reason}: {html}"),
        }
    }

    #[test]
    fn any_bytes_between_tags_are_harmless(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<", ">", "/", "script>", "<img", " src=", "\"", "'", "javascript:", " onerror=x",
            "<a href=", "&lt;", "<svg>", "<style>", "<!--", "-->", "]]>", "<table>", "<td>", "<li>",
            "<pre>", "<code>", "`", "|", "\n", "<b>", "</b>", "<p>", "word", "<br>", "<h2>", "<select>",
        ]), 0..30,
    )) {
        let html = parts.concat();
        match prepared(Body::Html(html.clone()), "q") {
            Ok(entry) => {
                prop_assert!(!entry.shown.contains("<script"));
                prop_assert!(!entry.shown.contains("=\"javascript:"));
            }
            Err(reason) => prop_assert!(reason.starts_with("there is no answer"), "{reason}: {html}"),
        }
    }

    #[test]
    fn questions_come_back_as_they_are(question in text()) {
        let expected = super::entry::one_line(&question);
        match prepared(Body::Text("a".to_owned()), &question) {
            Ok(_) => prop_assert!(!expected.is_empty()),
            Err(reason) => prop_assert!(expected.is_empty(), "{reason}: {question}"),
        }
    }
}

/// Runs the check over a folder: its errors.
fn errors(root: &Path) -> Vec<String> {
    let (files, found) = crate::folder::read_files(root).unwrap();
    let loaded = load(&files, super::entry::DAY);
    let all = loaded.diagnostics.iter().chain(&found);
    let errors = all.filter(|it| it.severity == faqlet::content::Severity::Error);
    errors.map(|it| format!("{} {} {}", it.location.path, it.code, it.message)).collect()
}

fn importer(into: &Path) -> Importer {
    let report = Report::new(None, false).unwrap();
    Importer::new(Destination::new(into).unwrap(), report, false, false)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn what_is_imported_passes_the_check(rows in prop::collection::vec((text(), text(), text(), text()), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("content");
        fs::create_dir_all(root.join("en")).unwrap();
        fs::write(root.join("shop.yaml"), "languages: [en]\n").unwrap();
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut table = String::from("question,answer,tags,id\r\n");
        for (question, answer, tags, id) in &rows {
            let row = [question, answer, tags, id].map(|cell| quoted(cell));
            table += &(row.join(",") + "\r\n");
        }
        let source = folder.path().join("t.csv");
        fs::write(&source, table).unwrap();
        let options = Options { answers: Answers::Text, language: "en".to_owned(), ..Options::default() };
        for _ in 0..2 {
            let mut importer = importer(&root.join("en"));
            super::csv::read(&source, "t.csv", &options, &mut importer).unwrap();
            importer.finish(&root).unwrap();
        }
        let found = errors(&root);
        let usable = rows.iter().any(|(question, answer, ..)| {
            !super::entry::one_line(question).is_empty() && !super::entry::one_line(answer).is_empty()
        });
        prop_assert!(found.is_empty() || (!usable && found[0].contains("FAQ007")), "{found:?}");
        // A second import adds nothing.
        let count = fs::read_dir(root.join("en")).unwrap().count();
        prop_assert!(count <= rows.len());
        prop_assert!(!usable || count > 0);
    }
}

#[test]
fn html_becomes_the_markdown_that_editors_write() {
    let cases = [
        ("<p>One <b>two</b>, <i>three</i>.</p><p>Four</p>", "One **two**, *three*.\n\nFour"),
        ("un<b>believ</b>able", "un**believ**able"),
        ("<b>No.</b>Yes", "<strong>No.</strong>Yes"),
        ("<b> spaced </b>x", "**spaced** x"),
        ("<em>a</em><strong>b</strong>", "<em>a</em><strong>b</strong>"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=\"9\"><li>a<li>b</ol>", "9. a\n10. b"),
        ("a<br>b<br><br>", "a\\\nb"),
        ("<h1>T</h1>x", "## T\n\nx"),
        (
            "<table><tr><th>a<th>b<tr><td>1|2<td>x<br>y</table>",
            "| a | b |\n|---|---|\n| 1\\|2 | x<br>y |",
        ),
        ("<pre>a\n  `b`</pre>", "```\na\n  `b`\n```"),
        ("<code>a`b</code>", "``a`b``"),
        (
            "<a href='https://x.example/?a=1&amp;copy=(2)'>x</a>",
            "[x](https://x.example/?a=1&amp;copy=%282%29)",
        ),
        ("hey!<a href='https://x.example/'>x</a>", "hey\\![x](https://x.example/)"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<details><summary>More</summary><p>x</p></details>", "**More**\n\nx"),
        ("1. no list", "1\\. no list"),
    ];
    for (html, markdown) in cases {
        let converted = convert(html, &nowhere);
        assert_eq!(converted.markdown, markdown, "{html}");
        assert_eq!(words(&shown(markdown)), words(&converted.text), "{html}");
    }
}

#[test]
fn what_answers_cannot_have_is_said() {
    let html = "<script>x</script><iframe src='//v.example/1'></iframe><a href='javascript:x'>a</a>\
                <img src='data:x'><input>";
    let converted = convert(html, &nowhere);
    assert_eq!(converted.markdown, "a");
    let lost = converted.lost.join("\n");
    for what in ["a script", "https://v.example/1", "javascript:x", "<input>", "a picture"] {
        assert!(lost.contains(what), "{what} in {lost}");
    }
}

#[test]
fn deep_nesting_does_not_overflow() {
    for part in
        ["<div>", "<ul><li>", "<b>", "<blockquote>", "<a href=x>", "<table><td>", "<span><p>"]
    {
        let entry = prepared(Body::Html(part.repeat(3000) + "end"), "q").unwrap();
        assert!(entry.text.contains("end"), "{part}");
    }
}
