//! Findings that an editor has seen and lets be.

use std::collections::BTreeMap;

use super::diagnostic::{Code, Diagnostic, Severity};
use super::model::Content;
use super::node::{Spot, suggest};
use super::source::Source;

/// The codes that a field names. What is no code, or an error's, is reported.
pub(super) fn codes(spots: &[Spot], source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Code> {
    let mut codes = Vec::new();
    for spot in spots {
        let code = Code::ALL.iter().copied().find(|code| code.as_str() == spot.text);
        let (message, remedy) = match code {
            Some(code) if code.severity() != Severity::Error => {
                codes.push(code);
                continue;
            }
            Some(code) => (
                format!("{code} is an error, which cannot be accepted."),
                "Mend what it is about, and take the code out here.".to_owned(),
            ),
            None => (
                format!("“{}” is not the code of a finding.", spot.text),
                match suggest(&spot.text, Code::ALL.iter().map(|code| code.as_str())) {
                    Some(likely) => format!("Did you mean “{likely}”?"),
                    None => "Write a code as `faqlet check` prints it, such as FAQ104.".to_owned(),
                },
            ),
        };
        found.push(Diagnostic::at(Code::AcceptInvalid, source, spot.at, message, remedy));
    }
    codes
}

/// Takes out the findings that are accepted: in `shop.yaml` for all files, in an entry for what
/// stands between its start and the next entry's.
pub fn without_accepted(content: &Content, found: &mut Vec<Diagnostic>) {
    let mut entries: BTreeMap<&str, Vec<(u32, &[Code])>> = BTreeMap::new();
    for entry in &content.entries {
        let of_file = entries.entry(&entry.location.path).or_default();
        of_file.push((entry.location.line, &entry.accept));
    }
    entries.values_mut().for_each(|of_file| of_file.sort());
    let in_entry = |finding: &Diagnostic| {
        let of_file = entries.get(finding.location.path.as_str())?;
        let after = of_file.partition_point(|(line, _)| *line <= finding.location.line.max(1));
        Some(of_file.get(after.checked_sub(1)?)?.1.contains(&finding.code))
    };
    found.retain(|finding| {
        finding.severity == Severity::Error
            || !(content.shop.accept.contains(&finding.code) || in_entry(finding) == Some(true))
    });
}
