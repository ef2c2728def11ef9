//! Content by an attacker: markup through every field of every kind of file ends as inert text,
//! and what is not content is refused with a finding.
//!
//! The vectors, by class, are in `tests/hostile/markup.json`; the browser tests show them to a
//! browser. Here the output is taken apart by the tokenizer of a browser engine.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use faqlet::compile::compile;
use faqlet::content::{Code, Loaded, SourceFile, load};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::json;
use url::Url;

fn vectors() -> Vec<String> {
    let text = include_str!("hostile/markup.json");
    let classes: BTreeMap<String, Vec<String>> = serde_json::from_str(text).expect("it is JSON");
    let vectors: Vec<String> = classes.into_values().flatten().collect();
    assert!(vectors.len() >= 150, "{} vectors", vectors.len());
    vectors
}

fn read(files: &[(&str, String)]) -> Loaded {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: text.clone().into() })
        .collect();
    load(&files, jiff::civil::date(2027, 1, 15))
}

/// A start tag with its attributes, as a browser sees it.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Collects start tags.
#[derive(Default)]
struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        let attributes = tag.attrs.iter();
        let attributes = attributes
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
            .collect();
        let name = tag.name.to_string();
        // As the tree builder tells the tokenizer.
        let result = match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            _ => TokenSinkResult::Continue,
        };
        self.0.borrow_mut().push(Tag { name, attributes });
        result
    }
}

fn tags(html: &str) -> Vec<Tag> {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// What an address leads to when a browser follows it from a page of the shop.
fn is_harmless(address: &str) -> bool {
    let page = Url::parse("https://shop.example/faq/").expect("an address");
    let harmless = ["https", "http", "mailto", "tel", "viber"];
    // What is no address is not followed.
    page.join(address).is_ok_and(|url| harmless.contains(&url.scheme()))
        || page.join(address).is_err()
}

const IN_ANSWERS: [&str; 26] = [
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "img",
    "code",
    "pre",
    "blockquote",
    "strong",
    "em",
    "br",
    "hr",
    "del",
    "figure",
    "figcaption",
    "bdi",
];

#[track_caller]
fn assert_inert_answer(html: &str, vector: &str) {
    for tag in tags(html) {
        assert!(IN_ANSWERS.contains(&&*tag.name), "{vector:?} gives {tag:?} in {html}");
        for (name, value) in &tag.attributes {
            let known = match &*tag.name {
                "a" => ["href", "rel"].contains(&&**name),
                "img" => ["src", "alt"].contains(&&**name),
                "ol" => name == "start",
                "bdi" => name == "dir",
                _ => false,
            };
            assert!(known, "{vector:?} gives {tag:?}");
            let followed = name == "href" || name == "src";
            assert!(!followed || is_harmless(value), "{vector:?} gives {tag:?}");
        }
    }
}

#[track_caller]
fn assert_inert_page(path: &str, html: &str, vector: &str) {
    for tag in tags(html) {
        let own = [
            "html", "head", "meta", "title", "link", "body", "header", "main", "footer", "nav",
            "section", "article", "div", "h1", "h5", "h6", "span",
        ];
        let data = tag.name == "script"
            && tag.attributes == [("type".to_owned(), "application/ld+json".to_owned())];
        let known = own.contains(&&*tag.name) || IN_ANSWERS.contains(&&*tag.name) || data;
        assert!(known, "{path}: {vector:?} gives {tag:?}");
        for (name, value) in &tag.attributes {
            let inert = !name.starts_with("on")
                && !["style", "srcset", "srcdoc", "http-equiv"].contains(&&**name);
            assert!(inert, "{path}: {vector:?} gives {tag:?}");
            let followed = ["href", "src", "action", "formaction", "ping"].contains(&&**name);
            assert!(!followed || is_harmless(value), "{path}: {vector:?} gives {tag:?}");
        }
        let style = tag.name == "link"
            && tag.attributes.contains(&("rel".to_owned(), "stylesheet".to_owned()));
        let elsewhere = |value: &String| value.contains("//");
        assert!(!style || !tag.attributes.iter().any(|(_, value)| elsewhere(value)), "{tag:?}");
    }
}

fn quoted(text: &str) -> String {
    // JSON's strings are YAML's, but for some control characters.
    json!(text).to_string()
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

const SHOP: &str = "languages: [en]\ncontact: { channels: { a: { type: form, name: Form, url: \"https://shop.example/\" } } }\n";

/// Every vector as an answer in Markdown, CSV and JSON Lines: the three come out alike, with
/// nothing but formatting in them.
#[test]
fn markup_in_answers_ends_as_formatting() {
    for vector in vectors() {
        let answers = [
            read(&[
                ("shop.yaml", SHOP.into()),
                ("en/a.md", format!("---\nquestion: Q\n---\n{vector}\n\nEnd.\n")),
            ]),
            read(&[
                ("shop.yaml", SHOP.into()),
                (
                    "en/a.csv",
                    format!("id,question,answer\na,Q,{}\n", cell(&format!("{vector}\n\nEnd."))),
                ),
            ]),
            read(&[
                ("shop.yaml", SHOP.into()),
                (
                    "en/a.jsonl",
                    json!({"id": "a", "question": "Q", "answer": format!("{vector}\n\nEnd.")})
                        .to_string(),
                ),
            ]),
        ];
        let html: BTreeSet<&str> =
            answers.iter().map(|loaded| loaded.content.entries[0].answer_html.as_str()).collect();
        assert_eq!(html.len(), 1, "{vector:?}");
        for html in html {
            assert_inert_answer(html, &vector);
        }
    }
}

/// Every vector in every text of `shop.yaml` and of an entry, and the pages made of it.
#[test]
fn markup_in_names_ends_as_text() {
    for vector in vectors() {
        let text = quoted(&vector);
        let shop = format!(
            "languages: [en]\nname: {text}\nbaseURL: https://shop.example/faq/\ntimeZone: Europe/Budapest\n\
             topics: {{ t: {text} }}\nproducts: {{ p: {{ name: {text} }} }}\n\
             notices: {{ n: {{ text: {text}, url: \"https://shop.example/\", ends: 2028-01-01 }} }}\n\
             contact:\n  channels:\n    a: {{ type: form, name: {text}, detail: {text}, contactType: {text}, url: \"https://shop.example/\" }}\n"
        );
        let entry = json!({
            "id": vector, "question": vector, "alternates": [vector], "tags": ["t"], "product": "p",
            "answer": "Yes.",
        });
        let loaded = read(&[("shop.yaml", shop), ("en/a.jsonl", entry.to_string())]);
        if loaded.has_errors() {
            continue;
        }
        let output = compile(&loaded.content);
        assert!(!output.pages.is_empty(), "{vector:?}");
        for page in &output.pages {
            let inside =
                page.name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
            assert!(inside && !page.name.contains('\\'), "{:?}", page.name);
            let html = std::str::from_utf8(&page.bytes).expect("pages are UTF-8");
            if page.name.ends_with(".html") {
                assert_inert_page(&page.name, html, &vector);
            }
        }
    }
}

/// An address of a channel is refused, or leads to nothing but the channel.
#[test]
fn addresses_of_channels_and_notices_cannot_run() {
    let types = [
        ("chat", "https://shop.example/"),
        ("email", "mailto:care@shop.example"),
        ("phone", "tel:+3615550123"),
        ("voice-menu", "tel:+3615550123"),
        ("form", "https://shop.example/"),
        ("whatsapp", "https://wa.me/36305550123"),
        ("viber", "viber://pa?chatURI=shop"),
        ("visit", "https://shop.example/"),
    ];
    let (mut kept, mut notices) = (0, 0);
    for (kind, good) in types {
        let addresses = vectors().into_iter().flat_map(|vector| {
            let address = vector.trim_start_matches("[x](").trim_end_matches(')').to_owned();
            [
                address.clone(),
                vector.clone(),
                format!("{good}{vector}"),
                format!("{good}?x={vector}"),
                format!("\u{1}{address}"),
                format!(" {address}"),
            ]
        });
        for address in addresses.chain([good.to_owned()]) {
            let shop = format!(
                "languages: [en]\ntimeZone: Europe/Budapest\ncontact: {{ channels: {{ a: {{ type: {kind}, name: A, url: {address} }} }} }}\n\
                 notices: {{ n: {{ text: T, url: {address}, ends: 2028-01-01 }} }}\n",
                address = quoted(&address),
            );
            let entry = json!({"id": "a", "question": "Q", "answer": "Yes."});
            let loaded = read(&[("shop.yaml", shop), ("en/a.jsonl", entry.to_string())]);
            for (language, desk) in &loaded.content.shop.desks {
                for channel in &desk.channels {
                    assert_eq!(language, "en");
                    kept += 1;
                    let scheme = channel.url.split(':').next().unwrap_or_default();
                    let own = good.split(':').next().unwrap_or_default();
                    assert_eq!(scheme, own, "{address:?} gives {}", channel.url);
                    assert!(!channel.url.contains(|c: char| c.is_control()), "{:?}", channel.url);
                }
            }
            if loaded.has_errors() {
                continue;
            }
            for desk in loaded.content.shop.desks.values() {
                for url in desk.notices.iter().filter_map(|notice| notice.url.as_ref()) {
                    assert!(url.starts_with("https://"), "{address:?} gives {url}");
                    assert!(!url.contains(char::is_control), "{url:?}");
                    notices += 1;
                }
            }
        }
    }
    assert!(notices > 0, "the good ones at least are kept");
    assert!(kept >= types.len(), "the good ones at least are kept");
}

#[test]
fn what_is_no_content_is_refused_with_a_finding() {
    let bomb = {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
            text += &format!("a{level}: &a{level} [{aliases}]\n");
        }
        text
    };
    let front_matter = format!("---\nquestion: Q\n{bomb}---\nYes.\n");
    let good = "---\nquestion: Q\n---\nYes.\n".to_owned();
    let link = |target: &str| format!("---\nquestion: Q\n---\n[x]({target})\n");
    let deep = format!("question: {}\n", "[".repeat(100_000));
    let cases = [
        (Code::YamlFeature, vec![("shop.yaml", bomb.clone()), ("en/a.md", good.clone())]),
        (Code::YamlFeature, vec![("en/synonyms.yaml", bomb.clone()), ("en/a.md", good.clone())]),
        (Code::YamlFeature, vec![("en/a.md", front_matter)]),
        (Code::YamlFeature, vec![("shop.yaml", "name: !!python/object:os.system x\n".into())]),
        (Code::LinkDead, vec![("en/a.md", link("../../../../etc/passwd.md"))]),
        (Code::LinkDead, vec![("en/a.md", link("%2e%2e/%2e%2e/%2e%2e/etc/passwd.md"))]),
        (Code::LinkDead, vec![("en/a.md", link("/etc/passwd.md"))]),
        (Code::LinkDead, vec![("en/a.md", link("#faq=..%2F..%2Fx"))]),
        (Code::MarkupRemoved, vec![("en/a.md", link("file:///etc/passwd"))]),
        (Code::YamlSyntax, vec![("shop.yaml", deep.clone())]),
        (Code::TooLarge, vec![("shop.yaml", " ".repeat((16 << 20) + 1))]),
        (Code::TooLarge, vec![("en/a.csv", " ".repeat((16 << 20) + 1))]),
    ];
    for (code, files) in cases {
        let found = read(&files).diagnostics;
        assert!(
            found.iter().any(|finding| finding.code == code && !finding.remedy.is_empty()),
            "{code:?} for {:?}: {found:?}",
            files[0].0,
        );
    }
}

/// Ids and tags that climb out of the folder name no file outside of it.
#[test]
fn ids_lead_to_no_file_outside() {
    let ids = [
        "../x",
        "..",
        "/etc/passwd",
        "..\\x",
        "C:\\x",
        "con",
        "a/../../b",
        "%2e%2e/x",
        "x\u{0}y",
        ".htaccess",
        "-",
        "\u{202e}x",
    ];
    let lines: String = ids
        .iter()
        .map(|id| json!({"id": id, "question": format!("Q {id}"), "answer": "Yes.", "tags": [id], "product": id}).to_string() + "\n")
        .collect();
    let products: String =
        ids.iter().map(|id| format!("  {}: {{ name: P }}\n", quoted(id))).collect();
    let topics: String = ids.iter().map(|id| format!("  {}: T\n", quoted(id))).collect();
    let loaded = read(&[
        ("shop.yaml", format!("{SHOP}products:\n{products}topics:\n{topics}")),
        ("en/a.jsonl", lines),
    ]);
    let output = compile(&loaded.content);
    let names = output
        .files
        .iter()
        .map(|file| &file.name)
        .chain(output.pages.iter().map(|page| &page.name));
    let mut count = 0;
    for name in names {
        count += 1;
        for part in name.split('/') {
            assert!(
                !part.is_empty()
                    && !part.starts_with('.')
                    && !part.contains(['\\', ':', '\0', '%']),
                "{name:?}"
            );
        }
    }
    assert!(count > ids.len(), "pages for what was let through: {:?}", loaded.diagnostics);
}
