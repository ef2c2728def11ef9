//! What the documents say: links that lead somewhere, schemas that an editor finds, and the
//! question that the README asks first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use faqlet::compile::compile_index;
use faqlet::content::{SourceFile, load};
use faqlet::{AskOptions, Engine, Outcome};
use jiff::civil::date;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Markdown files of the folders that have documents.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [root().to_owned(), root().join("docs"), root().join("www")] {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// The text without code, in which nothing is a link or a heading.
fn prose(text: &str) -> String {
    let blocks = text.split("\n```").step_by(2);
    let lines = blocks.flat_map(str::lines);
    let spans = lines.map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join(" "));
    spans.collect::<Vec<_>>().join("\n")
}

/// Where links and pictures lead to.
fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let after = prose.split("](").skip(1);
    after.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
}

/// The names by which headings can be linked to.
fn anchors(text: &str) -> BTreeSet<String> {
    let text = text.split("\n```").step_by(2).flat_map(str::lines);
    let headings = text.filter(|line| line.starts_with('#'));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    headings
        .map(|line| {
            let title: String = line.trim_start_matches('#').trim().chars().filter(kept).collect();
            title.to_lowercase().replace(' ', "-")
        })
        .collect()
}

#[test]
fn links_between_documents_lead_somewhere() {
    let (mut checked, mut dead) = (0, Vec::new());
    for document in documents() {
        let text = read(&document);
        for link in links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() {
                document.clone()
            } else {
                document.parent().expect("a file lies in a folder").join(path)
            };
            let whole =
                target.exists() && (anchor.is_empty() || anchors(&read(&target)).contains(anchor));
            if !whole {
                dead.push(format!("{}: {link}", document.display()));
            }
            checked += 1;
        }
    }
    assert!(checked > 40, "only {checked} links were found");
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn an_editor_finds_the_schemas() {
    let readme = links(&read(&root().join("README.md")));
    for schema in ["docs/shop.schema.json", "docs/entry.schema.json"] {
        assert!(readme.iter().any(|link| link == schema), "the README does not link to {schema}");
        let json = read(&root().join(schema));
        let json: serde_json::Value = serde_json::from_str(&json).expect(schema);
        assert!(json["$schema"].is_string() && json["properties"].is_object(), "{schema}");
    }

    // The language server looks for exactly this, before anything else in the file.
    let shop = root().join("faq-data").join("shop.yaml");
    let text = read(&shop);
    let first = text.lines().next().expect("the file is not empty");
    let named = first.strip_prefix("# yaml-language-server: $schema=").expect("names its schema");
    let found = shop.parent().expect("a file lies in a folder").join(named).canonicalize();
    let schema = root().join("docs").join("shop.schema.json").canonicalize();
    assert_eq!(found.expect("it is there"), schema.expect("it is there"));
    assert!(read(&root().join("README.md")).contains(first), "the README shows another line");
}

#[test]
fn the_question_in_the_readme_has_its_answer() {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                let name = path.strip_prefix(root).expect("it lies inside").to_string_lossy();
                let bytes = fs::read(&path).expect("the file can be read");
                files.push(SourceFile { path: name.replace('\\', "/"), bytes });
            }
        }
    }
    let readme = read(&root().join("README.md"));
    let command = readme.split_once("cargo xtask demo --once \"").expect("the command is there").1;
    let question = command.split_once('"').expect("the question ends").0;

    let (shop, mut files) = (root().join("faq-data"), Vec::new());
    walk(&shop, &shop, &mut files);
    let content = load(&files, date(2027, 1, 15)).content;
    let engine = Engine::open(compile_index(&content, "en")).expect("it was just written");
    match engine.ask(&faqlet::text::normalize(question), &AskOptions::default()) {
        Outcome::Answer { entry, .. } => assert_eq!(entry.id, "order-status"),
        other => panic!("{other:?}"),
    }
}
