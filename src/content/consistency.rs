//! What can only be seen of entries beside others: of those about one product, or store-wide, and
//! of their translations.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::diagnostic::{Code, Diagnostic, Fix};
use super::entry::Pending;
use super::register::Register;
use super::source::Source;

/// Reports questions and alternates that stand in two entries about the same product.
pub(super) fn same_questions(pending: &[Pending], sources: &[Source], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(&str, Option<&str>, String), (&Pending, usize)> = BTreeMap::new();
    for entry in pending {
        for (number, wording) in entry.wordings.iter().enumerate() {
            let scope = (entry.entry.language.as_str(), entry.entry.product.as_deref());
            let key = (scope.0, scope.1, bare(&wording.text));
            let Some(&(other, at)) = first.get(&key) else {
                first.insert(key, (entry, wording.at));
                continue;
            };
            if other.entry.id == entry.entry.id {
                // The question comes first, so what is there twice is an alternate.
                let fix = Fix::RemoveAlternate { number: number.saturating_sub(1) };
                let finding = Diagnostic::at(
                    Code::WordingTwice,
                    &sources[entry.source],
                    wording.at,
                    format!("“{}” stands twice in the entry.", wording.text),
                    "Take it out, or put another wording in its place.".to_owned(),
                );
                found.push(finding.with_fix(Some(fix)));
                continue;
            }
            found.push(Diagnostic::at(
                Code::SameQuestion,
                &sources[entry.source],
                wording.at,
                format!(
                    "“{}” also stands in the entry “{}” at {}.",
                    wording.text,
                    other.entry.id,
                    place(&sources[other.source], at)
                ),
                "Keep it in the entry that answers it better, or make the two differ.".to_owned(),
            ));
        }
    }
}

/// Reports entries that some of the languages have and others have not.
pub(super) fn translations(
    pending: &[Pending],
    languages: &[String],
    register: &Register,
    sources: &[Source],
    found: &mut Vec<Diagnostic>,
) {
    let used = register.languages();
    let used: Vec<&str> =
        languages.iter().map(String::as_str).filter(|language| used.contains(language)).collect();
    for Pending { entry, source, id_at, .. } in pending {
        let (there, missing): (Vec<&str>, Vec<&str>) =
            used.iter().partition(|language| register.audience(language, &entry.id).is_some());
        // Of all its translations the first one says it.
        if missing.is_empty() || there.first() != Some(&entry.language.as_str()) {
            continue;
        }
        let id = &entry.id;
        found.push(Diagnostic::at(
            Code::TranslationMissing,
            &sources[*source],
            *id_at,
            format!("The entry “{id}” is not translated into: {}.", missing.join(", ")),
            format!("Add an entry with the id “{id}” in each of these languages."),
        ));
    }
}

fn place(source: &Source, at: usize) -> String {
    let location = source.location(at);
    format!("{}:{}:{}", location.path, location.line, location.column)
}

/// A question without what makes no difference to a shopper: case, blanks, and punctuation around.
pub(crate) fn bare(text: &str) -> String {
    const MARKS: &[char] = &[
        '?', '!', '.', ',', ';', ':', '…', '¿', '¡', '؟', '،', '؛', '。', '？', '！', '"', '\'',
        '“', '”', '„', '«', '»',
    ];
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_matches(|c: char| MARKS.contains(&c) || c == ' ').to_owned()
}
