//! What can only be seen of all entries together.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::diagnostic::{Code, Diagnostic, Fix};
use super::entry::Pending;
use super::node::Spot;
use super::source::Source;

/// Leaves out entries of languages that the shop does not list, with one finding a language.
pub(super) fn listed_languages(
    pending: &mut Vec<Pending>,
    languages: &[String],
    sources: &[Source],
    found: &mut Vec<Diagnostic>,
) {
    if languages.is_empty() {
        return;
    }
    let mut reported = BTreeSet::new();
    pending.retain(|entry| {
        let language = &entry.entry.language;
        let listed = languages.contains(language);
        if !listed && reported.insert(language.clone()) {
            let source = &sources[entry.source];
            found.push(Diagnostic::at(
                Code::LanguageUnlisted,
                source,
                entry.language_at.unwrap_or(0),
                format!(
                    "The language “{language}” is not listed in shop.yaml; its entries are left \
                     out."
                ),
                format!("Add “{language}” to “languages” in shop.yaml when it is ready."),
            ));
        }
        listed
    });
}

/// Keeps the first of entries with the same id in one language, and reports the others.
pub(super) fn unique_ids(
    pending: &mut Vec<Pending>,
    sources: &[Source],
    found: &mut Vec<Diagnostic>,
) {
    let mut first: BTreeMap<(String, String), String> = BTreeMap::new();
    pending.retain(|entry| {
        let key = (entry.entry.language.clone(), entry.entry.id.clone());
        let Some(place) = first.get(&key) else {
            first.insert(key, place(&sources[entry.source], entry.id_at));
            return true;
        };
        found.push(Diagnostic::at(
            Code::DuplicateId,
            &sources[entry.source],
            entry.id_at,
            format!("The id “{}” is already that of the entry at {place}.", entry.entry.id),
            "Give one of the two another id (in Markdown: another file name, or the field “id”)."
                .to_owned(),
        ));
        false
    });
}

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

/// Reports entries that some languages have and others have not.
pub(super) fn translations(
    pending: &[Pending],
    languages: &[String],
    sources: &[Source],
    found: &mut Vec<Diagnostic>,
) {
    let used: BTreeSet<&str> = pending.iter().map(|entry| entry.entry.language.as_str()).collect();
    let used: Vec<&str> =
        languages.iter().map(String::as_str).filter(|language| used.contains(language)).collect();
    let mut by_id: BTreeMap<&str, BTreeMap<&str, &Pending>> = BTreeMap::new();
    for entry in pending {
        by_id.entry(&entry.entry.id).or_default().insert(&entry.entry.language, entry);
    }
    for (id, there) in by_id {
        let missing: Vec<&str> =
            used.iter().copied().filter(|language| !there.contains_key(language)).collect();
        let original = used.iter().find_map(|language| there.get(language));
        let (Some(original), false) = (original, missing.is_empty()) else {
            continue;
        };
        found.push(Diagnostic::at(
            Code::TranslationMissing,
            &sources[original.source],
            original.id_at,
            format!("The entry “{id}” is not translated into: {}.", missing.join(", ")),
            format!("Add an entry with the id “{id}” in each of these languages."),
        ));
    }
}

/// Reports tags of topics and routes that no entry carries.
pub(super) fn unused_tags<'a>(
    tags: impl Iterator<Item = &'a Spot>,
    pending: &[Pending],
    source: &Source,
    found: &mut Vec<Diagnostic>,
) {
    let used: BTreeSet<&str> =
        pending.iter().flat_map(|entry| entry.entry.tags.iter().map(String::as_str)).collect();
    let mut reported = BTreeSet::new();
    for tag in tags {
        if !used.contains(tag.text.as_str()) && reported.insert(&tag.text) {
            let likely = super::node::suggest(&tag.text, used.iter().copied());
            found.push(Diagnostic::at(
                Code::TagUnused,
                source,
                tag.at,
                format!("No entry carries the tag “{}”.", tag.text),
                match likely {
                    Some(likely) => format!("Did you mean “{likely}”?"),
                    None => "Add the tag to entries, or take it out here.".to_owned(),
                },
            ));
        }
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
