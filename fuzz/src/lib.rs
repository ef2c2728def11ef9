//! What the fuzz targets share: content from one file, and what must hold of all that comes of it.

use std::cell::RefCell;
use std::sync::OnceLock;

use faqlet::Engine;
use faqlet::compile::{compile, compile_index};
use faqlet::content::{Loaded, SourceFile, load};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A shop with one channel, for content that is not about the shop.
pub const SHOP: &str = "languages: [en, ru]\ncontact: { channels: { a: { type: form, name: Form, \
                        url: \"https://shop.example/\" } } }\n";

/// Reads files by their paths.
pub fn read(files: &[(&str, &[u8])]) -> Loaded {
    let file = |(path, bytes): &(&str, &[u8])| SourceFile {
        path: (*path).to_owned(),
        bytes: bytes.to_vec(),
    };
    let files: Vec<SourceFile> = files.iter().map(file).collect();
    load(&files, jiff::civil::date(2027, 1, 15))
}

/// That content was read or refused as it should be: each finding says where and what to do, what
/// was read is inert, and a build of it can be opened.
///
/// # Panics
/// Where that is not so.
pub fn check(loaded: &Loaded) {
    for finding in &loaded.diagnostics {
        assert!(!finding.message.is_empty() && !finding.remedy.is_empty(), "{finding:?}");
        assert!(finding.caret == 0 || !finding.excerpt.is_empty(), "{finding:?}");
    }
    for entry in &loaded.content.entries {
        assert_inert(&entry.answer_html);
    }
    if loaded.has_errors() || loaded.content.entries.len() > 3 {
        return;
    }
    let output = compile(&loaded.content);
    for file in output.files.iter().chain(&output.pages) {
        let inside = file.name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        assert!(inside, "{:?}", file.name);
        if file.name.ends_with(".bin") {
            Engine::open(&file.bytes[..]).expect("a build can be opened");
        }
    }
}

/// The index of a small shop with all that an index can have, in one of two languages.
pub fn index(language: &str) -> &'static [u8] {
    static INDEXES: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
    let indexes = INDEXES.get_or_init(|| {
        let english = b"{\"id\": \"where\", \"question\": \"Where is my order?\", \"alternates\": [\"track my parcel\"], \"answer\": \"In the account.\", \"tags\": [\"orders\"]}\n\
            {\"id\": \"wash\", \"question\": \"Does it go into the dishwasher?\", \"answer\": \"No.\"}\n\
            {\"id\": \"wifi\", \"question\": \"Does the KT-200 have wi-fi?\", \"answer\": \"No, 1.5 l.\"}\n";
        let russian = "{\"id\": \"where\", \"question\": \"Где мой заказ?\", \"answer\": \"В пути.\"}\n";
        let loaded = read(&[
            ("shop.yaml", SHOP.as_bytes()),
            ("en/a.jsonl", english),
            ("en/synonyms.yaml", b"- [parcel, package]\n- hot spot => wi fi\n"),
            ("ru/a.jsonl", russian.as_bytes()),
        ]);
        assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
        ["en", "ru"].map(|language| compile_index(&loaded.content, language))
    });
    &indexes[usize::from(language == "ru")]
}

const ELEMENTS: [&str; 26] = [
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

struct Inert(RefCell<Option<String>>);

impl TokenSink for Inert {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            let element = ELEMENTS.contains(&&*tag.name);
            let attributes = tag.kind == TagKind::EndTag
                || tag.attrs.iter().all(|attribute| {
                    let value = attribute.value.to_ascii_lowercase();
                    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                    // What has another letter in it is no scheme, but a path.
                    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
                    match &*attribute.name.local {
                        "href" | "src" => {
                            !is_scheme || ["http", "https", "mailto", "tel"].contains(&scheme)
                        }
                        "alt" | "rel" | "start" | "dir" => true,
                        _ => false,
                    }
                });
            if !(element && attributes) {
                *self.0.borrow_mut() = Some(format!("{tag:?}"));
            }
        }
        TokenSinkResult::Continue
    }
}

/// That HTML has formatting in it and nothing else.
///
/// # Panics
/// Where it has more.
pub fn assert_inert(html: &str) {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Inert(RefCell::new(None)), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let found = tokenizer.sink.0.into_inner();
    assert!(found.is_none(), "{found:?} in {html}");
}
