//! The error that users of the crate see.

use std::fmt;

/// Why an index or a call was refused, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum ErrorKind {
    Corrupt(&'static str),
    Version(u16),
}

impl Error {
    pub(crate) fn corrupt(what: &'static str) -> Self {
        Self { kind: ErrorKind::Corrupt(what) }
    }

    pub(crate) fn version(found: u16) -> Self {
        Self { kind: ErrorKind::Version(found) }
    }

    /// The index is damaged: cut short, changed on the way, or not an index at all.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        matches!(self.kind, ErrorKind::Corrupt(_))
    }

    /// The index was written by another version of faqlet.
    #[must_use]
    pub fn is_version(&self) -> bool {
        matches!(self.kind, ErrorKind::Version(_))
    }

    /// Stable, for programs: `index-corrupt` or `index-version`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            ErrorKind::Corrupt(_) => "index-corrupt",
            ErrorKind::Version(_) => "index-version",
        }
    }
}

impl Error {
    /// What it says, without the code that formats anything.
    pub(crate) fn message(&self) -> String {
        let parts = match self.kind {
            ErrorKind::Corrupt(what) => [
                "the index is damaged (",
                what,
                "): load it again, and if that does not help rebuild it with `faqlet build`",
            ],
            ErrorKind::Version(_) => [
                "the index was written by another version of faqlet: rebuild it with `faqlet build`",
                " of the version that the page uses",
                "",
            ],
        };
        parts.concat()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
