//! Findings as commands of GitHub's workflows, which show them beside the lines of a change.

use std::fmt::Write as _;
use std::path::Path;

use faqlet::content::{Diagnostic, Severity};

use super::name_of;

/// One command a finding, and one with the summary.
pub fn github(findings: &[Diagnostic], root: &Path, summary: &str) -> String {
    let mut text = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let location = &finding.location;
        // Writing to a string cannot fail.
        let _ = write!(text, "::{command} file={}", property(&name_of(finding, root)));
        if location.line > 0 {
            let _ = write!(text, ",line={}", location.line);
        }
        if location.column > 0 {
            let _ = write!(text, ",col={}", location.column);
        }
        let title = format!("{}: {}", finding.code, finding.code.title());
        let message = format!("{}\n{}", finding.message, finding.remedy);
        let _ = writeln!(text, ",title={}::{}", property(&title), data(&message));
    }
    let _ = writeln!(text, "::notice title=faqlet check::{}", data(summary.trim_end()));
    text
}

/// What follows the command: a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which a comma or a colon would end too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_in_a_text_ends_a_command() {
        let text = "100 %, a::b\r\n::error::c%0A";
        assert_eq!(data(text), "100 %25, a::b%0D%0A::error::c%250A");
        assert_eq!(property(text), "100 %25%2C a%3A%3Ab%0D%0A%3A%3Aerror%3A%3Ac%250A");
    }
}
