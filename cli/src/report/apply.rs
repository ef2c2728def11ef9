//! Wordings into the editor's files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use faqlet::content::{Content, SourceFile, load};
use faqlet::edit::with_alternates;

use super::suggestions::Addition;
use crate::{diff, folder, output, terminal};

/// What is to be written into one file.
#[derive(Debug)]
pub struct Edit {
    /// Relative to the content folder.
    name: String,
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
    wordings: usize,
}

/// The edits of all files.
#[derive(Debug, Default)]
pub struct Edits {
    pub edits: Vec<Edit>,
    /// What could not be written, and why.
    pub notes: Vec<String>,
}

/// Puts wordings into the files that the entries are from, in memory.
///
/// # Errors
/// When the files cannot be read, or the changed content would have errors.
pub fn edits(root: &Path, content: &Content, additions: &[&Addition]) -> Result<Edits> {
    let mut of_file: BTreeMap<&str, BTreeMap<u32, Vec<String>>> = BTreeMap::new();
    for addition in additions {
        let of = |entry: &&faqlet::content::Entry| {
            entry.id == addition.entry && entry.language == addition.language
        };
        let Some(entry) = content.entries.iter().find(of) else { continue };
        let lines = of_file.entry(&entry.location.path).or_default();
        lines.entry(entry.location.line).or_default().push(addition.wording.clone());
    }
    let (mut files, _) = folder::read_files(root)?;
    let mut found = Edits::default();
    for file in &mut files {
        let Some(lines) = of_file.get(file.path.as_str()) else { continue };
        let path = if root.is_dir() { root.join(&file.path) } else { root.to_owned() };
        let (after, wordings) = written(file, lines, &mut found.notes);
        if wordings > 0 {
            let (name, before) = (file.path.clone(), std::mem::replace(&mut file.bytes, after));
            let after = file.bytes.clone();
            found.edits.push(Edit { name, path, before, after, wordings });
        }
    }
    let loaded = load(&files, crate::today());
    ensure!(
        !loaded.has_errors(),
        "nothing is written, since the content would have errors then:\n{}",
        terminal::describe(&loaded.diagnostics, root)
    );
    Ok(found)
}

/// A file with as many of the wordings as fit into it safely, and how many these are.
fn written(
    file: &SourceFile,
    lines: &BTreeMap<u32, Vec<String>>,
    notes: &mut Vec<String>,
) -> (Vec<u8>, usize) {
    if let Ok(bytes) = with_alternates(file, lines) {
        return (bytes, lines.values().map(Vec::len).sum());
    }
    // One that does not fit must not keep out the others. Lines stay where they are.
    let (mut file, mut wordings) = (file.clone(), 0);
    for (&line, texts) in lines {
        for text in texts {
            match with_alternates(&file, &BTreeMap::from([(line, vec![text.clone()])])) {
                Ok(bytes) => {
                    file.bytes = bytes;
                    wordings += 1;
                }
                Err(reason) => {
                    notes.push(format!("{}:{line}: “{text}”: {reason}", file.path));
                }
            }
        }
    }
    (file.bytes, wordings)
}

impl Edits {
    /// The changes as a unified diff, as `git apply` and `patch -p1` take it from the content
    /// folder.
    pub fn diff(&self) -> String {
        let mut text = String::new();
        for edit in &self.edits {
            let [before, after] =
                [&edit.before, &edit.after].map(|bytes| String::from_utf8_lossy(bytes));
            text += &diff::unified(&edit.name, &before, &after);
        }
        text
    }

    /// Writes the files, each whole or not at all; says how much was written.
    ///
    /// # Errors
    /// When one cannot be written; those before it are.
    pub fn write(&self) -> Result<String> {
        for edit in &self.edits {
            output::replace(&edit.path, &edit.after)?;
        }
        let wordings = self.edits.iter().map(|edit| edit.wordings).sum();
        let wordings = terminal::plural(wordings, "wording");
        Ok(format!("{wordings} written into {}\n", terminal::plural(self.edits.len(), "file")))
    }
}
