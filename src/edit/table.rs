//! Cells written into tables of comma-separated values.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Piece, inserted, replace};

/// What a cell begins with that spreadsheet programs take for a formula (OWASP, "CSV Injection").
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Fills the column “intent”, and adds it where there is none.
pub(super) fn with_intents(text: &str, intents: &BTreeMap<u32, &str>) -> Option<String> {
    with_cells(text, "intent", intents, |cell, intent, _| {
        cell.is_empty().then(|| (*intent).to_owned())
    })
}

/// Adds to the column “alternates”, and adds it where there is none.
pub(super) fn with_alternates(
    text: &str,
    alternates: &BTreeMap<u32, Vec<String>>,
) -> Option<String> {
    with_cells(text, "alternates", alternates, |cell, more, delimiter| {
        let more = more.join("|");
        let quoted = cell.len() >= 2 && cell.starts_with('"') && cell.ends_with('"');
        let inside = if quoted { &cell[1..cell.len() - 1] } else { cell };
        let bare = inside.trim();
        if bare.is_empty() && more.starts_with(FORMULAS) {
            return None;
        }
        let separator = if bare.is_empty() || bare.ends_with('|') { "" } else { "|" };
        let quotes = quoted || more.contains([delimiter, '"']);
        let more = if quotes { more.replace('"', "\"\"") } else { more };
        let mark = if quotes { "\"" } else { "" };
        Some(format!("{mark}{inside}{separator}{more}{mark}"))
    })
}

/// Changes cells of a column, by the lines that their rows start in. `changed` makes a cell of the
/// cell as it is written and the delimiter.
fn with_cells<T>(
    text: &str,
    column: &str,
    of_lines: &BTreeMap<u32, T>,
    changed: impl Fn(&str, &T, char) -> Option<String>,
) -> Option<String> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let header = text[start..].trim_start_matches(['\r', '\n']).lines().next()?;
    let count = |delimiter: char| header.matches(delimiter).count();
    let delimiter = ['\t', ';', ','].into_iter().max_by_key(|&delimiter| count(delimiter))?;
    let rows = rows(text, start, delimiter as u8);
    let (header, rows) = rows.split_first()?;
    let name = |cell: &Range<usize>| text[cell.clone()].trim_matches(['"', ' ']).to_lowercase();
    let number = header.iter().position(|cell| name(cell) == column);
    let mut pieces: Vec<Piece> = Vec::new();
    if number.is_none() {
        pieces.push(inserted(header.last()?.end, format!("{delimiter}{column}")));
    }
    let (mut line, mut counted) = (1, 0);
    for row in rows {
        let blank = row.iter().all(|cell| text[cell.clone()].trim().is_empty());
        if blank {
            continue;
        }
        line += text[counted..row[0].start].matches('\n').count() as u32;
        counted = row[0].start;
        match (number, of_lines.get(&line)) {
            (Some(number), Some(of_line)) => {
                let cell = row.get(number)?.clone();
                let new = changed(&text[cell.clone()], of_line, delimiter)?;
                pieces.push((cell, new));
            }
            (None, of_line) => {
                let new = of_line.map_or(Some(String::new()), |it| changed("", it, delimiter))?;
                pieces.push(inserted(row.last()?.end, format!("{delimiter}{new}")));
            }
            (Some(_), None) => {}
        }
    }
    Some(replace(text, pieces))
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
