//! From files of other programs to entries in Markdown.
//!
//! Readers, one for each format, make drafts; `importer` makes entries of them, and never writes
//! over one that is there. Whatever does not become an entry is said.

mod columns;
mod csv;
mod destination;
mod draft;
mod encoding;
mod entry;
mod importer;
mod inline;
mod intercom;
mod json;
mod markdown;
mod markdown_text;
mod page;
mod report;
mod table;
mod to_markdown;
mod xlsx;
mod zendesk;

#[cfg(test)]
mod tests;

pub use columns::{Asked, parse as parse_columns};
pub use destination::Destination;
pub use encoding::by_label;
pub use importer::Importer;
pub use report::Report;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use draft::{Place, Sink};
use encoding_rs::Encoding;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table: questions and answers in columns.
    Csv,
    /// A workbook of Excel or another program.
    Xlsx,
    /// A saved web page with schema.org's FAQPage or QAPage (JSON-LD or microdata).
    Html,
    /// The same as JSON-LD in a file of its own.
    Jsonld,
    /// Articles of Zendesk Guide, as its API gives them.
    Zendesk,
    /// Articles of Intercom, as its API gives them.
    Intercom,
    /// One file with a heading for each question.
    Markdown,
}

/// How answers in tables and structured data are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Answers {
    /// HTML where there are its tags, else plain text.
    #[default]
    Auto,
    /// Plain text; what looks like markup is shown as it is.
    Text,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
}

/// What readers need to know.
#[derive(Debug, Default)]
pub struct Options {
    /// `None`: it is told by the file.
    pub format: Option<Format>,
    /// `None`: it is told by the bytes.
    pub encoding: Option<&'static Encoding>,
    /// What columns are for, where their names do not say it.
    pub columns: Asked,
    /// Whether tables start with an entry and not with the names of their columns.
    pub no_header: bool,
    pub answers: Answers,
    /// Whether to take hidden sheets and rows.
    pub hidden: bool,
    /// Whether to take articles that are not published.
    pub drafts: bool,
    /// The language that texts probably have: a BCP 47 tag.
    pub language: String,
}

/// Articles of help centres: they name and link each other across files, so that they are read
/// together at the end.
#[derive(Default)]
pub struct Articles {
    zendesk: Vec<(String, Vec<serde_json::Value>)>,
    intercom: Vec<(String, Vec<serde_json::Value>)>,
}

impl Articles {
    /// Takes all articles that were read.
    ///
    /// # Errors
    /// When an entry cannot be written.
    pub fn finish(self, options: &Options, importer: &mut Importer) -> Result<()> {
        for (name, values) in &self.zendesk {
            note_pages(name, values, importer)?;
        }
        let drafts = zendesk::read(&self.zendesk, options, importer)?;
        importer.take_linked(drafts)?;
        let drafts = intercom::read(&self.intercom, options, importer)?;
        importer.take_linked(drafts)
    }
}

/// An export in pages of which one names the next: that one must be there too.
fn note_pages(name: &str, values: &[serde_json::Value], sink: &mut dyn Sink) -> Result<()> {
    let last = values.last().and_then(|value| value.get("next_page"));
    match last.and_then(serde_json::Value::as_str) {
        Some(next) if values.len() == 1 => sink.note(
            &Place::of_file(name),
            &format!("this is one page of several; the next is at {next}"),
        ),
        _ => Ok(()),
    }
}

/// Reads a file.
///
/// # Errors
/// When the file is of no use at all; the error says why and what to do.
pub fn read(
    path: &Path,
    options: &Options,
    articles: &mut Articles,
    importer: &mut Importer,
) -> Result<()> {
    let name = path.display().to_string();
    let (format, values) = match options.format {
        Some(format) => (format, None),
        None => recognise(path, options)?,
    };
    match format {
        Format::Csv => return csv::read(path, &name, options, importer),
        Format::Xlsx => return xlsx::read(path, &name, options, importer),
        Format::Html => {
            let text = text(path, &name, options, importer)?;
            return page::html(&name, &text, options, importer);
        }
        Format::Markdown => {
            let text = text(path, &name, options, importer)?;
            return markdown::read(&name, &text, importer);
        }
        Format::Jsonld | Format::Zendesk | Format::Intercom => {}
    }
    let values = match values {
        Some(values) => values,
        None => json::values(&text(path, &name, options, importer)?)?,
    };
    match format {
        Format::Zendesk => articles.zendesk.push((name, values)),
        Format::Intercom => articles.intercom.push((name, values)),
        _ => page::json(&name, &values, options, importer)?,
    }
    Ok(())
}

/// A file's text; where its encoding had to be guessed, that is said.
fn text(path: &Path, name: &str, options: &Options, sink: &mut dyn Sink) -> Result<String> {
    let (text, found) = encoding::read_text(path, options.encoding, &options.language)?;
    if found.guessed {
        sink.note(&Place::of_file(name), &guessed(found.encoding))?;
    }
    Ok(text)
}

fn guessed(encoding: &'static Encoding) -> String {
    format!(
        "read as {}, which is a guess; if letters are wrong, name the right one with --encoding",
        encoding.name()
    )
}

/// What a file holds, by its first bytes and its name. JSON is read to tell, and comes along.
fn recognise(path: &Path, options: &Options) -> Result<(Format, Option<Vec<serde_json::Value>>)> {
    let mut start = Vec::new();
    let file = File::open(path).context("it cannot be opened")?;
    file.take(512).read_to_end(&mut start).context("it cannot be read")?;
    if start.starts_with(b"PK\x03\x04") {
        return Ok((Format::Xlsx, None));
    }
    if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        bail!(
            "it is an Excel workbook of the old form, or one with a password; save it as .xlsx \
             without a password"
        );
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match extension.as_str() {
        "csv" | "tsv" | "tab" => return Ok((Format::Csv, None)),
        "md" | "markdown" => return Ok((Format::Markdown, None)),
        "html" | "htm" | "xhtml" => return Ok((Format::Html, None)),
        _ => {}
    }
    let (text, _) = encoding::read_text(path, options.encoding, &options.language)?;
    let first = text.trim_start().chars().next();
    if matches!(first, Some('{' | '[')) {
        let values = json::values(&text)?;
        return Ok((json::format(&values)?, Some(values)));
    }
    match (first, extension.as_str()) {
        (Some('<'), _) => Ok((Format::Html, None)),
        (None, _) => bail!("it is empty"),
        (_, "json" | "jsonl" | "ndjson" | "jsonld") => bail!("it is not JSON"),
        (_, "txt") => Ok((Format::Csv, None)),
        _ => bail!("it is not clear what it holds; say it with --format"),
    }
}
