//! Findings with the line they are about, for people.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use faqlet::content::{Diagnostic, Severity};

use super::path_of;

/// Findings one by one, in colour.
pub fn pretty(findings: &[Diagnostic], root: &Path) -> String {
    let renderer = Renderer::styled();
    findings.iter().map(|finding| one(finding, root, &renderer) + "\n\n").collect()
}

fn one(finding: &Diagnostic, root: &Path, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name(Some("hint")),
    };
    let location = &finding.location;
    let path = path_of(finding, root).display().to_string();
    let title = level.primary_title(finding.message.as_str()).id(finding.code.as_str());
    let origin = || match location.line {
        0 => Origin::path(path.clone()),
        line => {
            Origin::path(path.clone()).line(line as usize).char_column(location.column as usize)
        }
    };
    let snippet = || Snippet::source(finding.excerpt.as_str()).line_start(location.line as usize);
    let group = match caret(finding) {
        _ if finding.excerpt.is_empty() => title.element(origin()),
        // The library counts the column in what it is given, which is the whole line here.
        Some(span) if finding.caret == location.column => {
            title.element(snippet().path(path).annotation(AnnotationKind::Primary.span(span)))
        }
        Some(span) => title
            .element(origin())
            .element(snippet().annotation(AnnotationKind::Primary.span(span))),
        // Without a place to point at it names the file alone, so the place goes with the name.
        None => {
            let place = format!("{path}:{}:{}", location.line, location.column);
            title.element(snippet().path(place).annotation(AnnotationKind::Visible.span(0..0)))
        }
    };
    renderer.render(&[group.element(Level::HELP.message(finding.remedy.as_str()))])
}

/// The bytes of the excerpt that a caret is to point at. None where letters run from right to
/// left: terminals that turn them round show them at other places than those that do not.
fn caret(finding: &Diagnostic) -> Option<Range<usize>> {
    if finding.caret == 0 || finding.excerpt.chars().any(runs_left) {
        return None;
    }
    let end = finding.excerpt.len();
    let mut letters = finding.excerpt.char_indices();
    let letter = letters.nth(finding.caret as usize - 1);
    Some(letter.map_or(end..end, |(at, c)| at..at + c.len_utf8()))
}

/// Whether a letter is of a script that is written from right to left.
fn runs_left(c: char) -> bool {
    matches!(u32::from(c),
        0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}
