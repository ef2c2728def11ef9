//! A content folder, read and opened for questions.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use faqlet::compile::{compile_index, public_entries};
use faqlet::content::{Content, Diagnostic};
use faqlet::{AskOptions, Engine, Outcome};

use crate::folder::load_folder;
use crate::terminal;

/// A folder whose content has no errors.
pub struct Project {
    /// What it says.
    pub content: Content,
    /// What was found in it; there are no errors among them.
    pub warnings: Vec<Diagnostic>,
}

impl Project {
    /// Reads a folder, or a single file. Where the content has errors, all
    /// findings are printed, and there is no project.
    ///
    /// # Errors
    /// When the folder itself cannot be read.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let loaded = load_folder(path, crate::today())?;
        if loaded.has_errors() {
            terminal::complain(&terminal::describe(&loaded.diagnostics, path));
            terminal::complain(&format!("{}\n", terminal::totals(&loaded.diagnostics)));
            return Ok(None);
        }
        Ok(Some(Self { content: loaded.content, warnings: loaded.diagnostics }))
    }

    /// Gives entries without an intent the one that is safe to infer, and says how many got one.
    pub fn infer_intents(&mut self) {
        infer_intents(&mut self.content);
    }

    /// The language asked for, or the default one.
    ///
    /// # Errors
    /// When the content has no such language.
    pub fn language(&self, asked: Option<&str>) -> Result<&str> {
        let languages = &self.content.shop.languages;
        match asked {
            None => languages.first().map(String::as_str).context("the folder has no entries"),
            Some(asked) => match languages.iter().find(|known| known.eq_ignore_ascii_case(asked)) {
                Some(known) => Ok(known),
                None => bail!(
                    "there are no entries in the language {asked:?}; there are: {}",
                    languages.join(", ")
                ),
            },
        }
    }

    /// Says so where no entry is about a product. A page may be of one, but on the command line
    /// it is mostly a slip.
    pub fn note_unknown_product(&self, language: &str, product: Option<&str>) {
        let entries = public_entries(&self.content, language);
        if let Some(product) = product
            && !entries.iter().any(|entry| entry.product.as_deref() == Some(product))
        {
            terminal::complain(&format!(
                "note: no entry is about the product {product:?}; only store-wide ones are left\n"
            ));
        }
    }

    /// The engine of a language, over the same bytes that a build writes.
    ///
    /// # Errors
    /// Never for what the writer wrote.
    pub fn engine(&self, language: &str) -> Result<Engine<Vec<u8>>> {
        Ok(Engine::open(compile_index(&self.content, language))?)
    }
}

/// Gives entries without an intent the one that is safe to infer, and says how many got one.
pub fn infer_intents(content: &mut Content) {
    let count = faqlet::intents::adopt_safe(content);
    let intents = terminal::plural(count, "intent");
    terminal::complain(&format!("note: {intents} inferred, none written\n"));
}

/// What to show for a question as typed.
pub fn ask(engine: &Engine<Vec<u8>>, question: &str, product: Option<&str>) -> Outcome {
    let options = AskOptions { product: product.map(str::to_owned), ..AskOptions::default() };
    engine.ask(&faqlet::text::normalize(question), &options)
}
