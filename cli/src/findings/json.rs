//! Findings as JSON objects.

use faqlet::content::Diagnostic;
use serde::Serialize;

/// A finding as programs read it.
#[derive(Serialize)]
pub struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    title: &'a str,
    path: &'a str,
    /// From 1; 0: the file as a whole.
    line: u32,
    /// In characters, from 1; 0: the line as a whole.
    column: u32,
    excerpt: &'a str,
    message: &'a str,
    remedy: &'a str,
    /// Whether `--fix` mends it.
    fixable: bool,
}

/// A finding for JSON.
pub fn finding(finding: &Diagnostic) -> Finding<'_> {
    Finding {
        code: finding.code.as_str(),
        severity: finding.severity.as_str(),
        title: finding.code.title(),
        path: &finding.location.path,
        line: finding.location.line,
        column: finding.location.column,
        excerpt: &finding.excerpt,
        message: &finding.message,
        remedy: &finding.remedy,
        fixable: finding.fix.is_some(),
    }
}
