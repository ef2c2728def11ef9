//! The demo shop and the golden questions to it, for the tests that ask them.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use faqlet::compile::compile_index;
use faqlet::content::{Content, Loaded, SourceFile, load};
use faqlet::{AskOptions, Engine, Outcome};

/// A file of the repository.
pub fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The demo shop's content.
pub fn content() -> Content {
    let loaded = folder().1;
    assert!(!loaded.has_errors(), "{:#?}", loaded.diagnostics);
    loaded.content
}

/// The demo shop's files and what is read from them.
pub fn folder() -> (Vec<SourceFile>, Loaded) {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).expect("a folder of the demo shop can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                walk(root, &path, files);
                continue;
            }
            let inside = path.strip_prefix(root).expect("it lies there");
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let bytes = fs::read(&path).expect("a file of the demo shop can be read");
            files.push(SourceFile { path: parts.join("/"), bytes });
        }
    }
    let root = path("faq-data");
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    let loaded = load(&files, jiff::civil::date(2027, 1, 15));
    (files, loaded)
}

/// The engine of one of its languages, over the bytes that a build writes.
pub fn engine(content: &Content, language: &str) -> Engine<Vec<u8>> {
    Engine::open(compile_index(content, language)).expect("the writer's bytes are whole")
}

/// A golden question.
#[derive(serde::Deserialize)]
pub struct Row {
    /// As typed.
    pub q: String,
    /// The ids of which one is right first; empty where nothing in the content answers.
    pub gold: Vec<String>,
    pub kind: String,
    pub product: Option<String>,
}

impl Row {
    /// On the page that it is asked on.
    pub fn options(&self) -> AskOptions {
        AskOptions { product: self.product.clone(), ..AskOptions::default() }
    }
}

/// The golden questions of a language.
pub fn golden(language: &str) -> Vec<Row> {
    let path = path(&format!("tests/golden/{language}.jsonl"));
    let text = fs::read_to_string(path).expect("every language has golden questions");
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// How sure the engine is of the first entry.
pub fn confidence(outcome: &Outcome) -> f64 {
    match outcome {
        Outcome::Answer { confidence, .. }
        | Outcome::Choose { confidence, .. }
        | Outcome::Contact { confidence, .. } => *confidence,
    }
}

/// The probability that one of the first is larger than one of the second; ties count half.
pub fn auroc(ones: &[f64], others: &[f64]) -> f64 {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let wins = pairs.map(|(one, other)| match one.total_cmp(other) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    });
    wins.sum::<f64>() / (ones.len() * others.len()) as f64
}
