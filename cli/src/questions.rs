//! Files of questions, one JSON object a line.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde::de::DeserializeOwned;

/// The questions of a file, each with the number of its line, from 1. Blank lines and a byte order
/// mark are passed over. `form` says in an error what a line should be.
///
/// # Errors
/// When the file cannot be read, has no question, or has a line of another form.
pub fn read<T: DeserializeOwned>(path: &Path, form: &str) -> Result<Vec<(usize, T)>> {
    let file = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut questions = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(question) => questions.push((number, question)),
            Err(error) => {
                let reason = error.to_string();
                // The library sees one line only, so its place would mislead.
                let reason = reason.split(" at line ").next().unwrap_or_default();
                bail!("{file}:{number}: {reason}; a line has the form {form}");
            }
        }
    }
    ensure!(!questions.is_empty(), "{file} has no questions; a line has the form {form}");
    Ok(questions)
}
