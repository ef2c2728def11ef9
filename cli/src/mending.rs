//! What `faqlet check --fix` writes, and what it says about it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use faqlet::content::SourceFile;
use faqlet::fixes::Fixes;

use crate::{diff, output, terminal};

/// Writes the files, each as a whole or not at all, and says what was done.
///
/// # Errors
/// When a file cannot be written; it is then as it was, those before it are written.
pub fn apply(root: &Path, fixes: &Fixes) -> Result<String> {
    let mut text = String::new();
    for file in &fixes.files {
        let path = if root.is_dir() { root.join(&file.path) } else { root.to_owned() };
        output::replace(&path, &file.bytes)?;
        described(&mut text, &file.path, fixes);
    }
    left(&mut text, fixes);
    let (done, files) = (fixes.done.len(), fixes.files.len());
    Ok(text
        + &match done {
            0 => "nothing to mend\n".to_owned(),
            _ => format!("{done} mended in {}\n", terminal::plural(files, "file")),
        })
}

/// What would change, as a unified diff, and what that would mend.
pub fn diff(files: &[SourceFile], fixes: &Fixes) -> String {
    let mut text = String::new();
    for file in &fixes.files {
        described(&mut text, &file.path, fixes);
        let before = files.iter().find(|old| old.path == file.path);
        let before = before.map_or_else(Default::default, |old| decoded(&old.bytes));
        text += &diff::unified(&file.path, &before, &decoded(&file.bytes));
    }
    left(&mut text, fixes);
    if fixes.files.is_empty() {
        text += "nothing to mend\n";
    }
    text
}

/// The text of a file, whatever its encoding is.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let units = |unit: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].chunks_exact(2);
        let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units).into()
    };
    match bytes {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes),
    }
}

fn described(text: &mut String, path: &str, fixes: &Fixes) {
    for done in fixes.done.iter().filter(|done| done.location.path == path) {
        let line = done.location.line;
        let place = if line > 0 { format!("{path}:{line}") } else { path.to_owned() };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "mended[{}] {place}: {}", done.code, done.what);
    }
}

fn left(text: &mut String, fixes: &Fixes) {
    for finding in &fixes.left {
        let (path, line) = (&finding.location.path, finding.location.line);
        let _ = writeln!(
            text,
            "left[{}] {path}:{line}: it is written so that a program cannot mend it safely",
            finding.code
        );
    }
}
