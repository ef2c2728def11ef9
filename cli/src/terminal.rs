//! What people see. Colours are written here always, and taken out where nobody would see them:
//! `--color`, `NO_COLOR`, `CLICOLOR_FORCE` and the terminal say so.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use faqlet::content::{Diagnostic, Severity};

use crate::findings;

/// Writes to the standard output. A reader that has gone, such as `head`, is no error.
pub fn print(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes to the standard error.
pub fn complain(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
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

/// Findings one by one, as people read them. `root` is the folder or file that was read; it goes
/// before the paths, so that a terminal can open them.
pub fn describe(found: &[Diagnostic], root: &Path) -> String {
    findings::pretty(found, root)
}

/// `2 errors, 1 warning`, and how many hints there are, if any.
pub fn totals(findings: &[Diagnostic]) -> String {
    let count = |severity: Severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let hints = match count(Severity::Hint) {
        0 => String::new(),
        hints => format!(", {}", plural(hints, "hint")),
    };
    format!("{}, {}{hints}", plural(errors, "error"), plural(warnings, "warning"))
}

/// `1 entry`-like counts of words that take an s.
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
