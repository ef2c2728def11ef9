//! Findings: what is wrong, where, and what to do about it.

use super::model::Location;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops a build.
    Error,
    /// Worth mending; does not stop a build.
    Warning,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Stable: `FAQ001` …
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub location: Location,
    /// The line in question; empty where there is none.
    pub excerpt: String,
    /// What is wrong, in an editor's words.
    pub message: String,
    /// What to do about it, in an editor's words.
    pub remedy: String,
}
