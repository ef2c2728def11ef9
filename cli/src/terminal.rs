//! What people see: findings with the line they are about.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use faqlet::content::{Diagnostic, Severity};

/// Writes to the standard output. A reader that has gone, such as `head`, is no error.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes to the standard error.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says why a command could not do its work.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    let causes: Vec<String> = error
        .chain()
        .map(|cause| cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), reason))
        .collect();
    complain(&format!("faqlet: {}\n", causes.join(": ")));
    ExitCode::from(2)
}

/// Why a file could not be used, in the same words on every system. What systems say of the same
/// fault differs, and their numbers tell an editor nothing.
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "its permissions do not allow it",
        io::ErrorKind::AlreadyExists => "it exists already",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::NotADirectory => "a part of its path is not a folder",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "there is no more room for this user on the disk",
        io::ErrorKind::FileTooLarge => "the file is larger than the system allows",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::InvalidFilename => "the system does not allow such a name",
        io::ErrorKind::InvalidData => "it is not text in UTF-8",
        // Rust has no stable name for this kind yet.
        kind if kind.to_string().starts_with("filesystem loop") => "links lead round in a circle",
        // WASI's number for a folder that is read as if it were a file.
        _ if cfg!(target_os = "wasi") && error.raw_os_error() == Some(8) => "it is a folder",
        _ => {
            let text = error.to_string();
            return text.split(" (os error ").next().unwrap_or_default().to_owned();
        }
    };
    words.to_owned()
}

/// How this program is called: Node.js's launcher says so where it is not by its own name.
pub fn program() -> String {
    std::env::var("FAQLET_COMMAND").unwrap_or_else(|_| "faqlet".to_owned())
}

/// A path as an argument on a command line.
pub fn argument(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\._-:~".contains(c);
    if path.chars().all(plain) { path } else { format!("\"{path}\"") }
}

/// Findings one by one. `root` is the folder or file that was read; it goes before the paths, so
/// that a terminal can open them.
pub fn describe(findings: &[Diagnostic], root: &Path) -> String {
    let folder = if root.is_dir() { root } else { root.parent().unwrap_or(Path::new("")) };
    let mut text = String::new();
    for finding in findings {
        let severity = finding.severity.as_str();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{severity}[{}]: {}", finding.code, finding.message);
        let location = &finding.location;
        let path = match location.path.as_str() {
            "" => root.to_owned(),
            path => folder.join(path),
        };
        let _ = write!(text, "  --> {}", path.display());
        if location.line > 0 {
            let _ = write!(text, ":{}:{}", location.line, location.column);
        }
        text.push('\n');
        if !finding.excerpt.is_empty() {
            let number = location.line.to_string();
            let margin = " ".repeat(number.len());
            let _ = writeln!(text, " {number} | {}", finding.excerpt);
            if finding.caret > 0 {
                let before = finding.excerpt.chars().take(finding.caret as usize - 1);
                let _ = writeln!(text, " {margin} | {}^", indent(before));
            }
        }
        let _ = writeln!(text, "  = {}\n", finding.remedy);
    }
    text
}

/// Blanks as wide as the text: marks that stand over or under a letter take no room, ideographs
/// take twice as much.
fn indent(before: impl Iterator<Item = char>) -> String {
    before
        .map(|c| match u32::from(c) {
            0x0300..=0x036F | 0x0591..=0x05BD | 0x064B..=0x065F | 0x0670 | 0x200B..=0x200F => "",
            0x1100..=0x115F
            | 0x2E80..=0xA4CF
            | 0xAC00..=0xD7A3
            | 0xF900..=0xFAFF
            | 0xFE30..=0xFE6F
            | 0xFF00..=0xFF60
            | 0x1F300..=0x1FAFF
            | 0x20000..=0x3FFFD => "  ",
            _ => " ",
        })
        .collect()
}

/// `2 errors, 1 warning`.
pub fn totals(findings: &[Diagnostic]) -> String {
    let count = |severity: Severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
}

/// `1 entry`-like counts of words that take an s.
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
