//! The demo shop, for the tests that ask it questions.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use faqlet::Engine;
use faqlet::compile::compile_index;
use faqlet::content::{Content, SourceFile, load};

/// A file of the repository.
pub fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The demo shop's content.
pub fn content() -> Content {
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
    assert!(!loaded.has_errors(), "{:#?}", loaded.diagnostics);
    loaded.content
}

/// The engine of one of its languages, over the bytes that a build writes.
pub fn engine(content: &Content, language: &str) -> Engine<Vec<u8>> {
    Engine::open(compile_index(content, language)).expect("the writer's bytes are whole")
}
