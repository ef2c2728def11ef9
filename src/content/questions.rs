//! Golden questions: what the editor wants asked, and which entry is to answer.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer};

use super::diagnostic::{Code, Diagnostic};
use super::entry;
use super::json_lines::reason;
use super::model::{Audience, Content, Location};
use super::node::suggest;
use super::source::{Kind, Source, SourceFile, kind};

/// A question whose answer is known, as a line of a JSON Lines file has it. Other fields are passed
/// over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldenQuestion {
    /// As a shopper types it. `q` is read too.
    #[serde(alias = "q")]
    pub question: String,
    /// Ids of entries of which each answers it; none: nothing in the content does. Written as one
    /// id, a list of them, or null. `gold` is read too.
    #[serde(alias = "gold", deserialize_with = "ids")]
    pub entry: Vec<String>,
    /// A group that figures are also given for.
    #[serde(default)]
    pub kind: Option<String>,
    /// Id of the product on whose page it is asked.
    #[serde(default)]
    pub product: Option<String>,
}

fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "“entry” is neither an id, nor a list of ids, nor null")]
    enum Ids {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Option::<Ids>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(Ids::One(id)) => vec![id],
        Some(Ids::Several(ids)) => ids,
    })
}

/// A golden question of a content folder.
#[derive(Debug, Clone)]
pub struct Golden {
    /// The question.
    pub asked: GoldenQuestion,
    /// The language whose entries are asked.
    pub language: String,
    /// Where it stands.
    pub location: Location,
    /// The line it stands in, shortened where it is long.
    pub excerpt: String,
}

impl Golden {
    /// A finding about the question.
    #[must_use]
    pub fn finding(&self, code: Code, message: String, remedy: String) -> Diagnostic {
        let mut finding = Diagnostic::of_file(code, &self.location.path, message, remedy);
        finding.location = self.location.clone();
        finding.excerpt.clone_from(&self.excerpt);
        finding.caret = 1;
        finding
    }
}

/// The golden questions in the folders of the content's languages, in the order of the files. What
/// cannot be read, and ids that no entry has, are reported.
#[must_use]
pub fn golden_questions(
    files: &[SourceFile],
    content: &Content,
    found: &mut Vec<Diagnostic>,
) -> Vec<Golden> {
    let mut files: Vec<&SourceFile> =
        files.iter().filter(|file| kind(&file.path) == Kind::Questions).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut questions = Vec::new();
    for file in files {
        let Some(source) = Source::decode(file, found) else { continue };
        let language = entry::folder_language(&file.path).unwrap_or_default();
        if !content.shop.languages.contains(&language) {
            found.push(Diagnostic::at(
                Code::LanguageUnlisted,
                &source,
                0,
                format!("The shop has no entries in “{language}”; its questions are not asked."),
                "Put the file into the folder of another language, or take it out.".to_owned(),
            ));
            continue;
        }
        let of_file = lines(&source, &language, found);
        questions.extend(of_file.into_iter().filter(|golden| is_known(golden, content, found)));
    }
    questions
}

fn lines(source: &Source, language: &str, found: &mut Vec<Diagnostic>) -> Vec<Golden> {
    let mut questions = Vec::new();
    let mut start = 0;
    for raw in source.text.split_inclusive('\n') {
        let at = start + (raw.len() - raw.trim_start().len());
        start += raw.len();
        let line = raw.trim();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_str::<GoldenQuestion>(line) {
            Ok(asked) => questions.push(Golden {
                asked,
                language: language.to_owned(),
                location: source.location(at),
                excerpt: source.excerpt(at).0,
            }),
            Err(error) => found.push(Diagnostic::at(
                Code::GoldenLine,
                source,
                at + error.column().saturating_sub(1),
                format!("The line is not a golden question ({}).", reason(&error)),
                "Write one object a line: {\"question\": \"…\", \"entry\": \"id\"}, or null as the \
                 entry where nothing answers it."
                    .to_owned(),
            )),
        }
    }
    questions
}

/// Whether the content has what a question names.
fn is_known(golden: &Golden, content: &Content, found: &mut Vec<Diagnostic>) -> bool {
    let before = found.len();
    let public = content
        .entries
        .iter()
        .filter(|entry| entry.language == golden.language && entry.audience == Audience::Public);
    let ids: BTreeSet<&str> = public.map(|entry| entry.id.as_str()).collect();
    let mut report = |what: &str, name: &str, likely: Option<&str>| {
        found.push(golden.finding(
            Code::GoldenEntry,
            format!("There is no {what} “{name}” in “{}” that shoppers see.", golden.language),
            match likely {
                Some(likely) => format!("Did you mean “{likely}”?"),
                None => format!("Correct it, or take the question out if the {what} is gone."),
            },
        ));
    };
    for id in golden.asked.entry.iter().filter(|id| !ids.contains(id.as_str())) {
        report("entry", id, suggest(id, ids.iter().copied()));
    }
    let products = &content.shop.products;
    if let Some(product) = &golden.asked.product
        && !products.is_empty()
        && !products.contains_key(product)
    {
        report("product", product, suggest(product, products.keys().map(String::as_str)));
    }
    found.len() == before
}
