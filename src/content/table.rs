//! Tables: CSV files in the many forms that spreadsheet programs write.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::diagnostic::{Code, Diagnostic};
use super::node::{Field, Node, Value, duplicate_key, unknown_key};
use super::readers::{Draft, KEYS};
use super::source::Source;

/// The fields of which a table's cell holds several, separated by `|`.
const LISTS: &[&str] = &["alternates", "tags", "contact", "not-asked-as", "accept"];

/// What is at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The end of the file.
    File,
    /// More of the file, which is read next.
    Part,
    /// The end of a row that was read before, whatever its quotation marks look like.
    Row,
}

/// A table: the first row names the columns, each other row is an entry.
#[derive(Debug, Clone)]
pub(super) enum Table {
    /// Its header is still to be read.
    Unread,
    /// The field that each column is for.
    Columns { delimiter: u8, columns: Vec<Option<&'static str>> },
    /// It has no header that can be used.
    Useless,
}

impl Table {
    pub fn read(
        &mut self,
        source: &Source,
        end: End,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Draft>, usize) {
        let text = &source.text;
        let delimiter = match self {
            Self::Unread => delimiter(text),
            Self::Columns { delimiter, .. } => *delimiter,
            Self::Useless => return (Vec::new(), text.len()),
        };
        let (rows, consumed) = rows(text, delimiter, end, source, found);
        let mut rows = rows.into_iter();
        if let Self::Unread = self {
            let Some(header) = rows.next() else {
                return (Vec::new(), consumed);
            };
            let Some(columns) = columns(&header.cells, source, found) else {
                *self = Self::Useless;
                return (Vec::new(), text.len());
            };
            *self = Self::Columns { delimiter, columns };
        }
        let drafts = match self {
            Self::Columns { columns, .. } => drafts(rows, columns, source, found),
            Self::Unread | Self::Useless => Vec::new(),
        };
        (drafts, consumed)
    }
}

fn drafts(
    rows: impl Iterator<Item = Row>,
    columns: &[Option<&'static str>],
    source: &Source,
    found: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for Row { span, cells: mut row } in rows {
        if row.iter().all(|cell| cell.text.trim().is_empty()) {
            continue;
        }
        let extra = row.iter().skip(columns.len()).any(|cell| !cell.text.trim().is_empty());
        if row.len() < columns.len() || extra {
            found.push(Diagnostic::at(
                Code::CsvRow,
                source,
                row[0].at,
                format!("The row has {} cells, the header has {}.", row.len(), columns.len()),
                "Put cells that hold the separator, line breaks or quotation marks in quotation \
                 marks, and double the quotation marks inside."
                    .to_owned(),
            ));
            continue;
        }
        let at = row[0].at;
        row.truncate(columns.len());
        let fields = row
            .into_iter()
            .zip(columns)
            .filter_map(|(cell, column)| {
                let key = (*column)?;
                let value = if LISTS.contains(&key) {
                    let parts = cell.text.split('|');
                    Value::List(
                        parts
                            .map(|part| Node { at: cell.at, value: Value::Text(part.to_owned()) })
                            .collect(),
                    )
                } else {
                    Value::Text(cell.text)
                };
                let node = Node { at: cell.at, value };
                Some(Field { key: key.to_owned(), key_at: node.at, node })
            })
            .collect();
        drafts.push(Draft { at, span, fields });
    }
    drafts
}

struct Row {
    span: Range<usize>,
    cells: Vec<Cell>,
}

struct Cell {
    at: usize,
    text: String,
}

/// Spreadsheet programs of many countries write semicolons where the decimal sign is a comma.
fn delimiter(text: &str) -> u8 {
    let header = text.trim_start_matches(['\r', '\n']).lines().next().unwrap_or("");
    let count = |delimiter: u8| header.bytes().filter(|&byte| byte == delimiter).count();
    // The last of equals wins, so the comma comes last.
    [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// The rows of a text, and where they end: at the end of a part, a row that goes on to it may go
/// on in the next.
fn rows(
    text: &str,
    delimiter: u8,
    end: End,
    source: &Source,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Row>, usize) {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut rows: Vec<Row> = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let bytes = text.as_bytes();
    let mut next = 0;
    let mut start = 0;
    // A cell is never longer unquoted than quoted, so one buffer of the input's size would do; a
    // growing one keeps small what mostly is.
    let mut buffer = vec![0; 4096];
    loop {
        // What ended the row before is read as part of this cell.
        if row.is_empty() {
            next += bytes[next..].iter().take_while(|&&b| b == b'\r' || b == b'\n').count();
            start = next;
        }
        let at = next;
        let mut length = 0;
        let result = loop {
            let (result, read, written) = reader.read_field(&bytes[next..], &mut buffer[length..]);
            next += read;
            length += written;
            match result {
                ReadFieldResult::OutputFull => buffer.resize(buffer.len() * 2, 0),
                // Only an empty input tells the reader that there is no more.
                ReadFieldResult::InputEmpty => {}
                result => break result,
            }
        };
        let ReadFieldResult::Field { record_end } = result else {
            return (rows, text.len());
        };
        if end == End::Part && next == bytes.len() {
            // Parts start where lines do, so that places can be told.
            let whole = |at: &usize| *at == 0 || bytes[at - 1] == b'\n';
            let whole_to = |rows: &[Row]| rows.last().map_or(0, |row| row.span.end);
            if record_end && bytes[next - 1] == b'\n' && !opens(&text[at..next]) {
                row.push(Cell { at, text: text_of(&buffer[..length]) });
                rows.push(Row { span: start..next, cells: row });
                return (rows, next);
            }
            while !rows.is_empty() && !whole(&whole_to(&rows)) {
                rows.pop();
            }
            let consumed = whole_to(&rows);
            return (rows, consumed);
        }
        let raw = &text[at..next];
        if end == End::File && next == bytes.len() && opens(raw) {
            found.push(Diagnostic::at(
                Code::CsvRow,
                source,
                at,
                "The quotation mark that opens this cell is never closed, so the rest of the file \
                 is one cell."
                    .to_owned(),
                "Close it, or double it if it is part of the text.".to_owned(),
            ));
            return (rows, text.len());
        }
        row.push(Cell { at, text: text_of(&buffer[..length]) });
        if record_end {
            rows.push(Row { span: start..next, cells: std::mem::take(&mut row) });
        }
    }
}

/// Whether a cell at the end of a text has a quotation mark that is not closed.
fn opens(raw: &str) -> bool {
    raw.starts_with('"') && raw.matches('"').count() % 2 == 1
}

/// Cells are cut at ASCII bytes only, so they stay valid.
fn text_of(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

/// The field that each column is for. `None`: the table is of no use.
fn columns(
    header: &[Cell],
    source: &Source,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<Option<&'static str>>> {
    let mut columns: Vec<Option<&'static str>> = Vec::new();
    let mut usable = true;
    for cell in header {
        let name = cell.text.trim().to_lowercase();
        let key = KEYS.iter().copied().find(|key| *key == name);
        if key.is_some() && columns.contains(&key) {
            found.push(duplicate_key(&name, cell.at, source));
            usable = false;
        }
        if key.is_none() && !name.is_empty() {
            found.push(unknown_key(cell.text.trim(), cell.at, KEYS, source));
        }
        columns.push(key);
    }
    for needed in ["question", "answer"] {
        if !columns.contains(&Some(needed)) {
            found.push(Diagnostic::at(
                Code::CsvHeader,
                source,
                header.first().map_or(0, |cell| cell.at),
                format!("The table has no column “{needed}”."),
                format!("Name a column “{needed}” in the first row."),
            ));
            usable = false;
        }
    }
    usable.then_some(columns)
}
