//! Where texts stand in the files that were read.

use std::collections::BTreeMap;

use super::diagnostic::{Code, Diagnostic};
use super::model::Entry;
use super::source::{Source, SourceFile, is_read};

/// The files of a folder, for findings about what was made of them.
#[derive(Debug)]
pub struct Places {
    sources: BTreeMap<String, Source>,
}

impl Places {
    /// Takes in the files that can be read.
    #[must_use]
    pub fn new(files: &[SourceFile]) -> Self {
        // What cannot be decoded has been reported by who read it.
        let decoded = files
            .iter()
            .filter(|file| is_read(&file.path))
            .filter_map(|file| Source::decode(file, &mut Vec::new()));
        Self { sources: decoded.map(|source| (source.path.clone(), source)).collect() }
    }

    /// A finding about a text of an entry, at the place where it is written; where that is not as
    /// it reads, as with quotation marks inside, at the entry's start.
    #[must_use]
    pub fn finding(
        &self,
        code: Code,
        entry: &Entry,
        text: &str,
        message: String,
        remedy: String,
    ) -> Diagnostic {
        let place = &entry.location;
        let Some(source) = self.sources.get(&place.path) else {
            return Diagnostic::of_file(code, &place.path, message, remedy);
        };
        let start = source.offset(place.line, place.column);
        let found = source.text[start..].find(text).filter(|_| !text.is_empty());
        Diagnostic::at(code, source, start + found.unwrap_or(0), message, remedy)
    }
}
