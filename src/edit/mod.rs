//! Fields written into editors' files, all else of them as it was. Not in the browser.

mod json_lines;
mod markdown;
mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use crate::content::{Entry, SourceFile, load};

/// Why fields cannot be written into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cannot;

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("they do not fit into it safely; write them by hand")
    }
}

impl std::error::Error for Cannot {}

/// The bytes of a file with intents for some of its entries, by the line that an entry starts in,
/// counted from 1.
///
/// # Errors
/// When what would be read from the result is not what was read before with just these intents,
/// as where front matter is in braces; the file is to be left alone then.
pub fn with_intents(file: &SourceFile, intents: &BTreeMap<u32, &str>) -> Result<Vec<u8>, Cannot> {
    let change = |text: &str| match kind(file) {
        Kind::Markdown => markdown::with_intent(text, intents.values().next()?),
        Kind::Table => table::with_intents(text, intents),
        Kind::JsonLines => json_lines::with_intents(text, intents),
        Kind::Other => None,
    };
    checked(file, change, |entry| {
        if let Some(intent) = intents.get(&entry.location.line) {
            entry.intent = Some((*intent).to_owned());
        }
    })
}

/// The bytes of a file with more alternates for some of its entries, behind those that they have,
/// by the line that an entry starts in, counted from 1. The alternates are of one line each, with
/// single blanks.
///
/// # Errors
/// When what would be read from the result is not what was read before with just these alternates
/// added, or when a table's cell would begin as a formula does; the file is to be left alone then.
pub fn with_alternates(
    file: &SourceFile,
    alternates: &BTreeMap<u32, Vec<String>>,
) -> Result<Vec<u8>, Cannot> {
    let change = |text: &str| match kind(file) {
        Kind::Markdown => markdown::with_alternates(text, alternates.values().next()?),
        Kind::Table => table::with_alternates(text, alternates),
        Kind::JsonLines => json_lines::with_alternates(text, alternates),
        Kind::Other => None,
    };
    checked(file, change, |entry| {
        if let Some(more) = alternates.get(&entry.location.line) {
            entry.alternates.extend(more.iter().cloned());
        }
    })
}

enum Kind {
    Markdown,
    Table,
    JsonLines,
    Other,
}

fn kind(file: &SourceFile) -> Kind {
    let extension = file.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_lowercase().as_str() {
        "md" => Kind::Markdown,
        "csv" => Kind::Table,
        "jsonl" => Kind::JsonLines,
        _ => Kind::Other,
    }
}

/// The bytes of a changed file, if what is read from them is what was read before, changed as
/// `expect` does it.
fn checked(
    file: &SourceFile,
    change: impl FnOnce(&str) -> Option<String>,
    expect: impl FnMut(&mut Entry),
) -> Result<Vec<u8>, Cannot> {
    let text = std::str::from_utf8(&file.bytes).map_err(|_| Cannot)?;
    let bytes = change(text).ok_or(Cannot)?.into_bytes();
    let written = SourceFile { path: file.path.clone(), bytes };
    let mut expected = entries(file);
    expected.iter_mut().for_each(expect);
    if same(&expected, &entries(&written)) { Ok(written.bytes) } else { Err(Cannot) }
}

/// The entries of one file as it is read by itself, in the order of the file.
fn entries(file: &SourceFile) -> Vec<Entry> {
    let mut entries = load(std::slice::from_ref(file), Date::MIN).content.entries;
    entries.sort_by(|a, b| a.location.cmp(&b.location));
    entries
}

fn same(expected: &[Entry], written: &[Entry]) -> bool {
    // A place may move on by what was written before it.
    let placeless = |entry: &Entry| {
        let mut entry = entry.clone();
        entry.location.line = 0;
        entry.location.column = 0;
        format!("{entry:?}")
    };
    expected.len() == written.len()
        && expected.iter().zip(written).all(|(a, b)| placeless(a) == placeless(b))
}

/// A part of a text, and what takes its place.
type Piece = (Range<usize>, String);

/// What is put in between two letters.
fn inserted(at: usize, piece: impl Into<String>) -> Piece {
    (at..at, piece.into())
}

/// Puts pieces that do not overlap into a text; those of one place in the order given.
fn replace(text: &str, mut pieces: Vec<Piece>) -> String {
    pieces.sort_by_key(|(range, _)| range.start);
    let mut written = String::with_capacity(text.len() + 32 * pieces.len());
    let mut from = 0;
    for (range, piece) in pieces {
        written += &text[from..range.start];
        written += &piece;
        from = range.end;
    }
    written + &text[from..]
}
