//! From the text of one file to drafts: fields as they were typed, each with its place.

use std::ops::Range;

use super::diagnostic::{Code, Diagnostic};
use super::json_lines::JsonLines;
use super::node::{Field, Node, Value};
use super::source::{Kind, Source, kind};
use super::table::{End, Table};
use super::yaml;

/// The fields of an entry, in every kind of file.
pub(super) const KEYS: &[&str] = &[
    "id",
    "lang",
    "question",
    "alternates",
    "answer",
    "tags",
    "product",
    "contact",
    "handoff",
    "confidence",
    "featured",
    "owner",
    "review",
    "audience",
    "intent",
    "not-asked-as",
    "accept",
];

/// An entry as it stands in its file.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it starts.
    pub at: usize,
    /// The text that it was read from, and is read from again by [`Reader::again`].
    pub span: Range<usize>,
    /// Only known fields, each once. A Markdown body is the field `answer`.
    pub fields: Vec<Field>,
}

/// One Markdown file is one entry: YAML between two lines of dashes, then the answer.
pub(super) fn markdown(source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let text = &source.text;
    let mut lines = text.split_inclusive('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line))
    });
    let Some((_, opening)) = lines.next().filter(|(_, line)| line.trim_end() == "---") else {
        found.push(Diagnostic::at(
            Code::FrontMatterMissing,
            source,
            0,
            "The file does not start with its fields.".to_owned(),
            "Start it with a line of three dashes (---), a line “question: …”, and another line \
             of three dashes; the answer follows."
                .to_owned(),
        ));
        return Vec::new();
    };
    let start = opening.len();
    let Some((end, closing)) = lines.find(|(_, line)| matches!(line.trim_end(), "---" | "..."))
    else {
        found.push(Diagnostic::at(
            Code::FrontMatterUnclosed,
            source,
            0,
            "The fields at the top of the file are not closed.".to_owned(),
            "Put a line of exactly three dashes (---) between the fields and the answer."
                .to_owned(),
        ));
        return Vec::new();
    };
    let Some(node) = yaml::parse(source, start, end, found) else {
        return Vec::new();
    };
    let body = end + closing.len();
    let mut fields: Vec<Field> = node.fields("front matter", KEYS, source, found).to_vec();
    if !matches!(node.value, Value::Map(_) | Value::Absent) {
        return Vec::new();
    }
    if let Some(answer) = fields.iter().find(|field| field.key == "answer") {
        found.push(Diagnostic::at(
            Code::UnknownKey,
            source,
            answer.key_at,
            "In a Markdown file “answer” is not a field; it is passed over.".to_owned(),
            "Write the answer below the second line of dashes.".to_owned(),
        ));
    }
    fields.retain(|field| KEYS.contains(&field.key.as_str()) && field.key != "answer");
    fields.push(Field {
        key: "answer".to_owned(),
        key_at: body,
        node: Node { at: body, value: Value::Text(text[body..].to_owned()) },
    });
    vec![Draft { at: 0, span: 0..text.len(), fields }]
}

/// Reads one file: the whole of it, or part after part.
#[derive(Debug)]
pub(super) enum Reader {
    Markdown,
    Csv(Table),
    JsonLines(JsonLines),
}

impl Reader {
    /// A reader for a file of this name.
    pub fn new(path: &str) -> Self {
        match kind(path) {
            Kind::Csv => Self::Csv(Table::Unread),
            Kind::JsonLines => Self::JsonLines(JsonLines::default()),
            _ => Self::Markdown,
        }
    }

    /// The drafts in a text, and how much of it they were read from: where it is not the file's
    /// `last`, a table's row may go on in the next.
    pub fn read(
        &mut self,
        source: &Source,
        last: bool,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Draft>, usize) {
        match self {
            Self::Markdown => (markdown(source, found), source.text.len()),
            Self::Csv(table) => {
                let end = if last { End::File } else { End::Part };
                table.read(source, end, found)
            }
            Self::JsonLines(lines) => (lines.read(source, found), source.text.len()),
        }
    }

    /// What is reported of the file as a whole, when it has been read.
    pub fn finish(&mut self, found: &mut Vec<Diagnostic>) {
        if let Self::JsonLines(lines) = self {
            found.extend(std::mem::take(lines).unknown_keys());
        }
    }

    /// The same drafts again of a part's text that one had before, without findings.
    pub fn again(&self, source: &Source) -> Vec<Draft> {
        let found = &mut Vec::new();
        match self {
            Self::Markdown => markdown(source, found),
            Self::Csv(table) => table.clone().read(source, End::Row, found).0,
            Self::JsonLines(_) => JsonLines::default().read(source, found),
        }
    }
}
