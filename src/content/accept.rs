//! Findings that an editor has seen and lets be.

use std::collections::BTreeMap;

use super::diagnostic::{Code, Diagnostic, Severity};
use super::model::{Content, Entry};
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
    without_accepted_of(&content.shop.accept, &content.entries, found);
}

/// The same by what `shop.yaml` accepts, and some entries.
pub(super) fn without_accepted_of(shop: &[Code], entries: &[Entry], found: &mut Vec<Diagnostic>) {
    let mut files: BTreeMap<&str, Accepted> = BTreeMap::new();
    for entry in entries {
        files.entry(&entry.location.path).or_default().0.push(accepting(entry));
    }
    files.values_mut().for_each(|of_file| of_file.0.sort());
    let nothing = Accepted::default();
    found.retain(|finding| {
        let of_file = files.get(finding.location.path.as_str()).unwrap_or(&nothing);
        !of_file.accepts(finding, shop)
    });
}

/// For the entries of a file the lines at which they start, and the codes that they accept.
#[derive(Debug, Default)]
pub(super) struct Accepted(Vec<(u32, Vec<Code>)>);

impl Accepted {
    /// Adds the next entry of the file.
    pub fn add(&mut self, entry: &Entry) {
        // Most accept nothing, as the one before them.
        let nothing = self.0.last().is_none_or(|(_, codes)| codes.is_empty());
        if !(nothing && entry.accept.is_empty()) {
            self.0.push(accepting(entry));
        }
    }

    /// Whether a finding is accepted, by an entry of the file or by `shop.yaml`.
    pub fn accepts(&self, finding: &Diagnostic, shop: &[Code]) -> bool {
        let after = self.0.partition_point(|(line, _)| *line <= finding.location.line.max(1));
        let in_entry = || self.0[..after].last().is_some_and(|it| it.1.contains(&finding.code));
        finding.severity != Severity::Error && (shop.contains(&finding.code) || in_entry())
    }
}

fn accepting(entry: &Entry) -> (u32, Vec<Code>) {
    (entry.location.line, entry.accept.clone())
}
