//! Content as the documents of search servers, with the settings that fit each language.
//!
//! Every engine gets the same documents. What differs is how their files are laid out, and what
//! else the engine wants to know; that is in the module of its name.

mod document;
mod folder;
mod meilisearch;
mod opensearch;
mod parts;
mod typesense;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use faqlet::compile::entries_of;
use faqlet::content::{Content, Entry, Synonyms};
use faqlet::pages::Addresses;

use document::Documents;
use folder::Folder;
pub use folder::Written;
use parts::Parts;

/// Most bytes in one file of documents: what the engines take in one request by default is 100 MB
/// or MiB.
pub const PART_BYTES: u64 = 95_000_000;

/// A search server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// OpenSearch 2 or newer.
    #[value(name = "opensearch")]
    OpenSearch,
    /// Meilisearch 1.15 or newer.
    Meilisearch,
    /// Typesense 30 or newer.
    Typesense,
}

/// What is exported, and how.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    pub engine: Engine,
    /// Has only what the audience may read.
    pub content: &'a Content,
    pub languages: &'a [String],
    pub part_bytes: u64,
}

/// What was exported.
#[derive(Debug)]
pub struct Exported {
    pub files: Vec<Written>,
    /// By language, how many documents.
    pub documents: Vec<(String, usize)>,
    /// A shell's commands to load it, with a question to try.
    pub commands: String,
}

/// The files of a language.
struct Files {
    /// What its index or collection is called, and how the names of its files begin.
    index: String,
    /// Those of the documents.
    parts: Vec<String>,
    has_synonyms: bool,
}

impl Export<'_> {
    /// Writes the files into a folder that is missing or empty: all of them, or none.
    ///
    /// # Errors
    /// When there is something in the folder, or it cannot be written.
    pub fn write(&self, out: &Path) -> Result<Exported> {
        let mut folder = Folder::new(out)?;
        let mut documents = Vec::new();
        let mut files = Vec::new();
        let entries: BTreeMap<&str, Vec<&Entry>> = self
            .languages
            .iter()
            .map(|language| (language.as_str(), entries_of(self.content, language)))
            .collect();
        let addresses = Addresses::new(&self.content.shop, &entries);
        for language in self.languages {
            let index = index_name(language);
            let synonyms = self.content.synonyms.get(language).map_or(&[][..], Vec::as_slice);
            for (name, text) in self.settings(&index, language, synonyms) {
                folder.write(&name, &text)?;
            }
            let (stem, extension) = self.documents_name(&index);
            let mut parts = Parts::new(&mut folder, stem, extension, self.part_bytes);
            let of_language = &entries[language.as_str()];
            let source = Documents { shop: &self.content.shop, addresses: &addresses, language };
            for entry in of_language {
                let document = source.document(entry);
                match self.engine {
                    Engine::OpenSearch => parts.add(&opensearch::lines(&document))?,
                    Engine::Meilisearch | Engine::Typesense => parts.add(&document.line())?,
                }
            }
            let parts = parts.finish()?;
            documents.push((language.clone(), of_language.len()));
            files.push(Files { index, parts, has_synonyms: !synonyms.is_empty() });
        }
        let commands = self.commands(out, &files);
        Ok(Exported { files: folder.finish()?, documents, commands })
    }

    /// The files beside the documents: their names, and their content.
    fn settings(
        &self,
        index: &str,
        language: &str,
        synonyms: &[Synonyms],
    ) -> Vec<(String, String)> {
        let json = |value| {
            serde_json::to_string_pretty(&value).expect("strings and numbers become JSON") + "\n"
        };
        match self.engine {
            Engine::OpenSearch => vec![(
                format!("{index}.settings.json"),
                json(opensearch::settings(language, synonyms)),
            )],
            Engine::Meilisearch => vec![(
                format!("{index}.settings.json"),
                json(meilisearch::settings(language, synonyms)),
            )],
            Engine::Typesense => {
                let schema = typesense::schema(index, language, !synonyms.is_empty());
                let mut files = vec![(format!("{index}.schema.json"), json(schema))];
                if !synonyms.is_empty() {
                    let items = typesense::synonyms(language, synonyms);
                    files.push((format!("{index}.synonyms.json"), json(items)));
                }
                files
            }
        }
    }

    /// What a file of documents is called, without and with its ending.
    fn documents_name(&self, index: &str) -> (String, &'static str) {
        match self.engine {
            Engine::OpenSearch => (format!("{index}.bulk"), "ndjson"),
            Engine::Meilisearch => (format!("{index}.documents"), "ndjson"),
            // As its documentation calls them.
            Engine::Typesense => (format!("{index}.documents"), "jsonl"),
        }
    }

    fn commands(&self, out: &Path, files: &[Files]) -> String {
        let (start, load): (&str, fn(&Path, &Files) -> String) = match self.engine {
            Engine::OpenSearch => (opensearch::START, opensearch::commands),
            Engine::Meilisearch => (meilisearch::START, meilisearch::commands),
            Engine::Typesense => (typesense::START, typesense::commands),
        };
        let load: Vec<String> = files.iter().map(|files| load(out, files)).collect();
        format!("{start}\n{}", load.join("\n"))
    }
}

/// What the index of a language is called. OpenSearch takes no capitals.
fn index_name(language: &str) -> String {
    format!("faq-{}", language.to_lowercase())
}

/// The primary subtag of a language, such as `pt` of `pt-BR`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Whether there are rules for the language beyond folding letters.
fn is_analysed(language: &str) -> bool {
    let primary = primary(language);
    faqlet::text::lang::ALL.iter().any(|(known, _)| known.eq_ignore_ascii_case(primary))
}

/// For each word on the left the words on the right, in the order of the editor's lines; none
/// means itself.
fn meanings(synonyms: &[Synonyms]) -> BTreeMap<&str, Vec<&str>> {
    let mut meanings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Synonyms { words, meanings: right } in synonyms {
        for word in words {
            let of_word = meanings.entry(word).or_default();
            for meaning in right {
                if meaning != word && !of_word.contains(&meaning.as_str()) {
                    of_word.push(meaning);
                }
            }
        }
    }
    meanings.retain(|_, of_word| !of_word.is_empty());
    meanings
}

/// A word on one line, with single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The commands to send each part with a command of its own, or all of them in a loop.
fn for_each_part(out: &Path, parts: &[String], command: impl Fn(&str) -> String) -> String {
    match parts {
        [one] => format!("{}\n", command(&path(out, one))),
        parts => {
            let files: Vec<String> = parts.iter().map(|part| path(out, part)).collect();
            format!(
                "for part in {}; do\n  {}\ndone\n",
                files.join(" "),
                command("\"$part\"").replace('\n', "\n  ")
            )
        }
    }
}

/// The path of a file in the output folder, as a shell takes it.
fn path(out: &Path, name: &str) -> String {
    quoted(&out.join(name).display().to_string())
}

/// An argument of a shell, whatever is in it.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-:".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_any_path_as_one() {
        assert_eq!(quoted("out/faq-en.json"), "out/faq-en.json");
        assert_eq!(quoted("my out"), "'my out'");
        assert_eq!(quoted("it's; rm $x"), r"'it'\''s; rm $x'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn meanings_are_joined_and_never_the_word_itself() {
        let list = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let synonyms = [
            Synonyms { words: list(&["a", "b"]), meanings: list(&["a", "b"]) },
            Synonyms { words: list(&["a"]), meanings: list(&["b", "c d"]) },
            Synonyms { words: list(&["e"]), meanings: list(&["e"]) },
        ];
        let expected = [("a", vec!["b", "c d"]), ("b", vec!["a"])];
        assert_eq!(meanings(&synonyms), expected.into());
    }
}
