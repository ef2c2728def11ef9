//! What can only be seen of all entries together, as one after the other is read.

use std::collections::BTreeSet;

use super::diagnostic::{Code, Diagnostic, Severity};
use super::entry::{self, Pending};
use super::register::Register;
use super::shop::ShopDraft;
use super::source::Source;

/// Sees all entries once, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Those of `shop.yaml`; empty where it lists none.
    listed: Vec<String>,
    unlisted: BTreeSet<String>,
    /// Whether there is an entry at all, and one in the folder of a language.
    any: bool,
    any_in_language_folder: bool,
    /// The entries that are kept.
    pub register: Register,
}

impl Survey {
    pub fn new(listed: &[String]) -> Self {
        Self { listed: listed.to_vec(), ..Self::default() }
    }

    /// Whether an entry is to be kept: one of a language that the shop does not list is not, nor
    /// one with the id of another. `answered`: whether its answer is more than nothing.
    pub fn keeps(
        &mut self,
        pending: &Pending,
        source: &Source,
        answered: bool,
        found: &mut Vec<Diagnostic>,
    ) -> bool {
        self.any = true;
        self.any_in_language_folder |= entry::folder_language(&source.path).is_some();
        let language = &pending.entry.language;
        if !self.listed.is_empty() && !self.listed.contains(language) {
            if self.unlisted.insert(language.clone()) {
                found.push(Diagnostic::at(
                    Code::LanguageUnlisted,
                    source,
                    pending.language_at.unwrap_or(0),
                    format!(
                        "The language “{language}” is not listed in shop.yaml; its entries are \
                         left out."
                    ),
                    format!("Add “{language}” to “languages” in shop.yaml when it is ready."),
                ));
            }
            return false;
        }
        let Err(first) = self.register.take(pending, source, answered) else { return true };
        found.push(Diagnostic::at(
            Code::DuplicateId,
            source,
            pending.id_at,
            format!(
                "The id “{}” is already that of the entry at {}:{}:{}.",
                pending.entry.id, first.path, first.line, first.column
            ),
            "Give one of the two another id (in Markdown: another file name, or the field “id”)."
                .to_owned(),
        ));
        false
    }

    /// Reports what the folder as a whole lacks. `errors`: whether there are any already.
    pub fn folder(&self, shop_file: bool, errors: bool, found: &mut Vec<Diagnostic>) {
        if !self.any && !errors {
            found.push(Diagnostic::of_file(
                Code::NoEntries,
                "",
                "There is not one question here.".to_owned(),
                "Check that this is the right folder.".to_owned(),
            ));
        }
        if !shop_file && self.any_in_language_folder {
            found.push(Diagnostic::of_file(
                Code::ShopMissing,
                "shop.yaml",
                "The folder has no shop.yaml.".to_owned(),
                "Add one with the shop's languages and contact channels.".to_owned(),
            ));
        }
    }

    /// The languages that the shop lists, or else those found: English first, as the default of
    /// what says no language, then by tag.
    pub fn languages(&self) -> Vec<String> {
        if !self.listed.is_empty() {
            return self.listed.clone();
        }
        let used = self.register.languages().into_iter();
        let mut languages: Vec<String> = used.map(str::to_owned).collect();
        languages.sort_by_key(|language| language != "en");
        languages
    }

    /// Reports tags of topics and routes that no entry carries.
    pub fn unused_tags(&self, shop: &ShopDraft, source: &Source, found: &mut Vec<Diagnostic>) {
        let used = self.register.tags();
        let mut reported = BTreeSet::new();
        for tag in shop.tags() {
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
}

/// Whether a finding is among them that stops a build.
pub(super) fn any_error(found: &[Diagnostic]) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Error)
}
