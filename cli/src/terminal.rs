//! What people see. Colours are written here always, and taken out where nobody would see them:
//! `--color`, `NO_COLOR`, `CLICOLOR_FORCE` and the terminal say so.

use std::io::Write as _;
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
    complain(&format!("faqlet: {error:#}\n"));
    ExitCode::from(2)
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
