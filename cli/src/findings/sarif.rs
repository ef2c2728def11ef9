//! Findings in the Static Analysis Results Interchange Format 2.1.0, which code hosts and editors
//! read.

use std::collections::BTreeSet;
use std::path::Path;

use faqlet::content::{Code, Diagnostic, Severity};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::name_of;

/// What a path has of characters that a URI has as they are.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A log with one run, as text.
///
/// # Errors
/// Never for findings.
pub fn sarif(findings: &[Diagnostic], root: &Path) -> serde_json::Result<String> {
    let used: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
    let rules: Vec<Value> = used.iter().map(|code| rule(*code)).collect();
    let results = findings.iter().map(|finding| {
        let index = used.iter().position(|code| *code == finding.code);
        let location = &finding.location;
        let uri = utf8_percent_encode(&name_of(finding, root), PATH).to_string();
        let mut place = json!({ "artifactLocation": { "uri": uri } });
        if location.line > 0 {
            place["region"] = json!({ "startLine": location.line });
            if location.column > 0 {
                place["region"]["startColumn"] = location.column.into();
            }
        }
        json!({
            "ruleId": finding.code.as_str(),
            "ruleIndex": index,
            "level": level(finding.severity),
            "message": { "text": format!("{} {}", finding.message, finding.remedy) },
            "locations": [{ "physicalLocation": place }],
        })
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "faqlet",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            // Columns count characters, as editors of text do.
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.title() },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}
