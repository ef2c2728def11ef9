//! A language of the content, open for questions.

use std::collections::BTreeMap;

use anyhow::Result;
use faqlet::compile::{compile_index, public_entries};
use faqlet::content::{Content, Entry as ContentEntry};
use faqlet::{Engine, Outcome};

use super::json;
use crate::project::ask;

/// The engine of a language and its entries.
pub struct Tongue<'a> {
    pub engine: Engine<Vec<u8>>,
    pub entries: BTreeMap<&'a str, &'a ContentEntry>,
    /// The stems of the content.
    pub words: Vec<String>,
}

impl<'a> Tongue<'a> {
    /// Opens a language of the content.
    ///
    /// # Errors
    /// Never for what the writer wrote.
    pub fn open(content: &'a Content, language: &str) -> Result<Self> {
        let engine = Engine::open(compile_index(content, language))?;
        let entries = public_entries(content, language);
        let entries = entries.into_iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let words = engine.index().terms().stream().into_str_keys()?;
        Ok(Self { engine, entries, words })
    }

    /// What to show for a question.
    pub fn ask(&self, question: &str, product: Option<&str>) -> Outcome {
        ask(&self.engine, question, product)
    }

    /// The entry that answers a question, if one does.
    pub fn answer(&self, question: &str, product: Option<&str>) -> Option<String> {
        match self.ask(question, product) {
            Outcome::Answer { entry, .. } => Some(entry.id),
            Outcome::Choose { .. } | Outcome::Contact { .. } => None,
        }
    }

    /// An entry as the report names it.
    pub fn entry(&self, id: &str) -> json::Entry {
        named(id, self.entries.get(id).copied())
    }
}

/// An entry as the report names it; without one, the id alone.
pub fn named(id: &str, entry: Option<&ContentEntry>) -> json::Entry {
    let place = entry.map(|entry| format!("{}:{}", entry.location.path, entry.location.line));
    json::Entry {
        id: id.to_owned(),
        question: entry.map(|entry| entry.question.clone()).unwrap_or_default(),
        place: place.unwrap_or_default(),
    }
}
