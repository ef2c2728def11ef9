//! Intents written into editors' files, all else of them as it was.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use crate::content::{Entry, SourceFile, load};

/// Why intents cannot be written into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cannot;

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the intents do not fit into it safely; write them by hand")
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
    let text = std::str::from_utf8(&file.bytes).map_err(|_| Cannot)?;
    let extension = file.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let written = match extension.to_lowercase().as_str() {
        "md" => markdown(text, intents),
        "csv" => csv(text, intents),
        "jsonl" => json_lines(text, intents),
        _ => None,
    };
    let bytes = written.ok_or(Cannot)?.into_bytes();
    let written = SourceFile { path: file.path.clone(), bytes };
    let mut expected = entries(file);
    for entry in &mut expected {
        if let Some(intent) = intents.get(&entry.location.line) {
            entry.intent = Some((*intent).to_owned());
        }
    }
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

/// Puts pieces into a text; those of one place in the order given.
fn insert(text: &str, mut pieces: Vec<(usize, String)>) -> String {
    pieces.sort_by_key(|(at, _)| *at);
    let mut written = String::with_capacity(text.len() + 32 * pieces.len());
    let mut from = 0;
    for (at, piece) in pieces {
        written += &text[from..at];
        written += &piece;
        from = at;
    }
    written + &text[from..]
}

/// Adds a line before the one that closes the front matter.
fn markdown(text: &str, intents: &BTreeMap<u32, &str>) -> Option<String> {
    let intent = intents.values().next()?;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && matches!(line.trim_end(), "---" | "...") {
            let newline = if text[..at].ends_with("\r\n") { "\r\n" } else { "\n" };
            return Some(insert(text, vec![(at, format!("intent: {intent}{newline}"))]));
        }
        at += line.len();
    }
    None
}

/// Adds a member at the end of an object.
fn json_lines(text: &str, intents: &BTreeMap<u32, &str>) -> Option<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if let Some(intent) = intents.get(&number) {
            let brace = line.trim_end().strip_suffix('}')?;
            let at = brace.trim_end().len();
            pieces.push((start + at, format!(", \"intent\": \"{intent}\"")));
        }
        start += line.len();
    }
    Some(insert(text, pieces))
}

/// Fills the column “intent”, and adds it where there is none.
fn csv(text: &str, intents: &BTreeMap<u32, &str>) -> Option<String> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let header = text[start..].trim_start_matches(['\r', '\n']).lines().next()?;
    let count = |delimiter: char| header.matches(delimiter).count();
    let delimiter = ['\t', ';', ','].into_iter().max_by_key(|&delimiter| count(delimiter))?;
    let rows = rows(text, start, delimiter as u8);
    let (header, rows) = rows.split_first()?;
    let name = |cell: &Range<usize>| text[cell.clone()].trim_matches(['"', ' ']).to_lowercase();
    let column = header.iter().position(|cell| name(cell) == "intent");
    let mut pieces = Vec::new();
    if column.is_none() {
        pieces.push((header.last()?.end, format!("{delimiter}intent")));
    }
    for row in rows {
        let blank = row.iter().all(|cell| text[cell.clone()].trim().is_empty());
        if blank {
            continue;
        }
        let line = text[..row[0].start].matches('\n').count() as u32 + 1;
        let intent = intents.get(&line);
        match (column, intent) {
            (Some(column), Some(intent)) => {
                let cell = row.get(column).filter(|cell| cell.is_empty())?;
                pieces.push((cell.start, (*intent).to_owned()));
            }
            (None, intent) => {
                let intent = intent.map_or("", |intent| intent);
                pieces.push((row.last()?.end, format!("{delimiter}{intent}")));
            }
            (Some(_), None) => {}
        }
    }
    Some(insert(text, pieces))
}

/// Where the cells of a table lie, with their quotation marks. Empty lines are no rows.
fn rows(text: &str, start: usize, delimiter: u8) -> Vec<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = start;
    while at < bytes.len() {
        if row.is_empty() && matches!(bytes[at], b'\r' | b'\n') {
            at += 1;
            continue;
        }
        let from = at;
        let mut quoted = bytes[at] == b'"';
        at += usize::from(quoted);
        while at < bytes.len()
            && (quoted || (bytes[at] != delimiter && !matches!(bytes[at], b'\r' | b'\n')))
        {
            if quoted && bytes[at] == b'"' {
                // A doubled mark stands for one; a single one ends the quotation.
                if bytes.get(at + 1) == Some(&b'"') {
                    at += 1;
                } else {
                    quoted = false;
                }
            }
            at += 1;
        }
        row.push(from..at);
        if bytes.get(at) == Some(&delimiter) {
            at += 1;
            let ends = matches!(bytes.get(at), None | Some(b'\r' | b'\n'));
            if ends {
                row.push(at..at);
                rows.push(std::mem::take(&mut row));
            }
        } else {
            rows.push(std::mem::take(&mut row));
        }
    }
    rows
}
