//! What readers make of a source, and where it goes.

use anyhow::Result;

use super::Answers;

/// Where something stands in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named.
    pub file: String,
    /// The line, row or article in it; empty: the file as a whole.
    pub at: String,
}

impl Place {
    pub fn new(file: &str, at: String) -> Self {
        Self { file: file.to_owned(), at }
    }

    pub fn of_file(file: &str) -> Self {
        Self::new(file, String::new())
    }

    /// In one text: `faq.csv, line 12`.
    pub fn described(&self) -> String {
        if self.at.is_empty() {
            return self.file.clone();
        }
        format!("{}, {}", self.file, self.at)
    }
}

/// An answer as its source has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Text(String),
    Html(String),
}

impl Body {
    /// An answer of which the source does not say how it is written.
    pub fn of(text: String, written: Answers) -> Self {
        match written {
            Answers::Text => Self::Text(text),
            Answers::Html => Self::Html(text),
            Answers::Markdown => Self::Html(super::markdown::to_html(&text)),
            Answers::Auto if has_tags(&text) => Self::Html(text),
            Answers::Auto => Self::Text(text),
        }
    }
}

/// Elements by which HTML is told from text that happens to hold a `<`.
const TAGS: [&str; 27] = [
    "p",
    "br",
    "br/",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ul",
    "ol",
    "li",
    "div",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "img",
    "blockquote",
    "script",
    "iframe",
];

fn has_tags(text: &str) -> bool {
    text.split('<').skip(1).any(|part| {
        let Some((tag, _)) = part.split_once('>') else { return false };
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or("");
        TAGS.contains(&name.to_ascii_lowercase().as_str())
    })
}

/// The article of a help centre that a draft is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number: the same in all languages, and part of its address.
    pub id: String,
    /// Hosts of its addresses.
    pub host: Option<String>,
}

/// A question with its answer, not checked yet.
#[derive(Debug, Clone)]
pub struct Draft {
    pub place: Place,
    /// What the source calls it.
    pub id: Option<String>,
    pub article: Option<Article>,
    /// A language tag as the source writes it.
    pub language: Option<String>,
    pub question: String,
    pub alternates: Vec<String>,
    pub answer: Body,
    pub tags: Vec<String>,
    /// An id or a name.
    pub product: Option<String>,
    pub featured: bool,
    pub owner: Option<String>,
    /// A date, as the source writes it.
    pub review: Option<String>,
    /// Whether not everybody may read it.
    pub staff: bool,
    /// What of the source it lacks.
    pub lost: Vec<String>,
    /// What wants an editor's look.
    pub notes: Vec<String>,
}

impl Draft {
    pub fn new(place: Place, question: String, answer: Body) -> Self {
        Self {
            place,
            id: None,
            article: None,
            language: None,
            question,
            alternates: Vec::new(),
            answer,
            tags: Vec::new(),
            product: None,
            featured: false,
            owner: None,
            review: None,
            staff: false,
            lost: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Marks errors after which nothing more can be written.
#[derive(Debug, Clone, Copy)]
pub struct CannotWrite;

impl std::fmt::Display for CannotWrite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("what was imported so far stays")
    }
}

/// Takes what readers find. Its errors are [`CannotWrite`].
pub trait Sink {
    /// A question with its answer.
    fn take(&mut self, draft: Draft) -> Result<()>;
    /// Something that becomes no entry. `what` is its question or its first words.
    fn leave_out(&mut self, place: &Place, what: &str, reason: &str) -> Result<()>;
    /// Something worth knowing.
    fn note(&mut self, place: &Place, text: &str) -> Result<()>;
}
