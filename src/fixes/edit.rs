//! Where in a file's text a finding is mended, and by what.

use std::ops::Range;

use crate::content::{Diagnostic, Fix, SourceFile};

/// A part of a text, and what is to stand in its place.
#[derive(Debug)]
pub(super) struct Edit {
    pub range: Range<usize>,
    pub text: String,
    /// What that does, in an editor's words.
    pub what: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Yaml,
    Csv,
    JsonLines,
}

/// The edit that mends a finding. `None`: the text is not written as it would have to be.
pub(super) fn edit(file: &SourceFile, text: &str, finding: &Diagnostic) -> Option<Edit> {
    let form = match file.path.rsplit_once('.')?.1.to_lowercase().as_str() {
        "csv" => Form::Csv,
        "jsonl" => Form::JsonLines,
        _ => Form::Yaml,
    };
    let at = offset(text, finding.location.line, finding.location.column)?;
    match finding.fix.as_ref()? {
        Fix::Encoding => None,
        Fix::Replace { from, to } => {
            let rest = &text[at..];
            let inside = rest.trim_start_matches(['"', '\'', ' ', '\t']);
            let start = at + (rest.len() - inside.len());
            inside.starts_with(from.as_str()).then_some(())?;
            let bare = form == Form::JsonLines && start == at;
            Some(Edit {
                range: start..start + from.len(),
                text: if bare { format!("\"{to}\"") } else { to.clone() },
                what: format!("“{from}” is now “{to}”"),
            })
        }
        Fix::RemoveAlternate { number } => {
            let range = match form {
                Form::Yaml => in_yaml(text, at)?,
                Form::Csv => in_cell(text, at, *number)?,
                Form::JsonLines => in_list(text, at..quoted_end(text, at)?),
            };
            let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '-' | '"' | '\'');
            let what = format!("took out “{}”", text[range.clone()].trim_matches(marks));
            Some(Edit { range, text: String::new(), what })
        }
    }
}

/// The byte at a line and a column, counted in characters from 1. A byte order mark is in no
/// column.
fn offset(text: &str, line: u32, column: u32) -> Option<usize> {
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = std::iter::once(mark).chain(ends).nth(line.checked_sub(1)? as usize)?;
    let mut letters = text[start..].char_indices().map(|(at, _)| start + at);
    letters.nth(column.checked_sub(1)? as usize)
}

/// An item of a list in YAML: its whole line, or its part of a list in brackets.
fn in_yaml(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    if text[start..at].trim() == "-" {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        return Some(start..end);
    }
    let end = match text.as_bytes().get(at)? {
        b'"' => quoted_end(text, at)?,
        b'\'' => {
            // Two of them stand for one.
            let inside = text[at + 1..].replace("''", "  ");
            at + 1 + inside.find('\'')? + 1
        }
        _ => {
            let rest = &text[at..];
            let end = rest.find([',', ']', '\n']).unwrap_or(rest.len());
            let end = rest[..end].find(" #").unwrap_or(end);
            at + rest[..end].trim_end().len()
        }
    };
    Some(in_list(text, at..end))
}

/// An item of a list with one of the commas beside it.
fn in_list(text: &str, item: Range<usize>) -> Range<usize> {
    let after = &text[item.end..];
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        return item.start..text.len() - rest.trim_start_matches([' ', '\t']).len();
    }
    let before = text[..item.start].trim_end();
    match before.strip_suffix(',') {
        Some(before) => before.trim_end().len()..item.end,
        None => item,
    }
}

/// Where a text in double quotation marks ends.
fn quoted_end(text: &str, at: usize) -> Option<usize> {
    let mut escaped = false;
    let inside = text[at..].strip_prefix('"')?;
    for (offset, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1 + offset + 1),
            _ => {}
        }
    }
    None
}

/// One of several texts in a table's cell, which a bar parts, with one of the bars.
fn in_cell(text: &str, at: usize, number: usize) -> Option<Range<usize>> {
    let header = text.trim_start_matches(['\u{FEFF}', '\r', '\n']).lines().next()?;
    let count = |delimiter: char| header.matches(delimiter).count();
    let delimiter = ['\t', ';', ','].into_iter().max_by_key(|&delimiter| count(delimiter))?;
    let cell = match text[at..].strip_prefix('"') {
        Some(inside) => {
            // Two of them stand for one.
            let end = inside.replace("\"\"", "  ").find('"')?;
            at + 1..at + 1 + end
        }
        None => {
            let end = text[at..].find([delimiter, '\r', '\n']).unwrap_or(text.len() - at);
            at..at + end
        }
    };
    let mut start = cell.start;
    let mut wanted = number;
    for part in text[cell.clone()].split('|') {
        let end = start + part.len();
        if part.trim().is_empty() {
            start = end + 1;
            continue;
        }
        if wanted == 0 {
            let first = start == cell.start;
            let last = end == cell.end;
            return Some(if first { start..end + usize::from(!last) } else { start - 1..end });
        }
        wanted -= 1;
        start = end + 1;
    }
    None
}
