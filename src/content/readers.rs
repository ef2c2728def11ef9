//! From the text of one file to drafts: fields as they were typed, each with its place.

use std::collections::BTreeMap;

use csv_core::{ReadFieldResult, ReaderBuilder};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::diagnostic::{Code, Diagnostic};
use super::node::{Field, Node, Value, duplicate_key, suggest, unknown_key};
use super::source::Source;
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

/// The fields of which a table's cell holds several, separated by `|`.
const LISTS: &[&str] = &["alternates", "tags", "contact", "not-asked-as", "accept"];

/// An entry as it stands in its file.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it starts.
    pub at: usize,
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
    vec![Draft { at: 0, fields }]
}

/// A table: the first row names the columns, each other row is an entry.
pub(super) fn csv(source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let mut rows = rows(&source.text, delimiter(&source.text), source, found).into_iter();
    let Some(header) = rows.next() else {
        return Vec::new();
    };
    let Some(columns) = columns(&header, source, found) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    for mut row in rows {
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
            .zip(&columns)
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
        drafts.push(Draft { at, fields });
    }
    drafts
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

fn rows(text: &str, delimiter: u8, source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Vec<Cell>> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let bytes = text.as_bytes();
    let mut next = 0;
    // A cell is never longer unquoted than quoted, so one buffer of the input's size would do; a
    // growing one keeps small what mostly is.
    let mut buffer = vec![0; 4096];
    loop {
        // What ended the row before is read as part of this cell.
        if row.is_empty() {
            next += bytes[next..].iter().take_while(|&&b| b == b'\r' || b == b'\n').count();
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
            return rows;
        };
        let raw = &text[at..next];
        if raw.starts_with('"') && next == bytes.len() && raw.matches('"').count() % 2 == 1 {
            found.push(Diagnostic::at(
                Code::CsvRow,
                source,
                at,
                "The quotation mark that opens this cell is never closed, so the rest of the file \
                 is one cell."
                    .to_owned(),
                "Close it, or double it if it is part of the text.".to_owned(),
            ));
            return rows;
        }
        // Cells are cut at ASCII bytes only, so they stay valid.
        row.push(Cell { at, text: String::from_utf8_lossy(&buffer[..length]).into_owned() });
        if record_end {
            rows.push(std::mem::take(&mut row));
        }
    }
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

/// One JSON object a line.
pub(super) fn json_lines(source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let mut start = 0;
    for raw in source.text.split_inclusive('\n') {
        let at = start;
        start += raw.len();
        let line = raw.trim();
        if line.is_empty() {
            continue;
        }
        let at = at + (raw.len() - raw.trim_start().len());
        let members = match serde_json::from_str::<Members>(line) {
            Ok(Members(members)) => members,
            Err(error) => {
                found.push(bad_line(&error, at, source));
                continue;
            }
        };
        let mut fields: Vec<Field> = Vec::new();
        let mut readable = true;
        for (key, raw) in members {
            let value_at = at + place(line, raw);
            if !KEYS.contains(&key.as_str()) {
                unknown.entry(key).or_insert(value_at);
            } else if fields.iter().any(|field| field.key == key) {
                found.push(duplicate_key(&key, value_at, source));
            } else {
                match json_value(line, at, raw) {
                    Ok(value) => {
                        let node = Node { at: value_at, value };
                        fields.push(Field { key, key_at: value_at, node });
                    }
                    Err(error) => {
                        found.push(bad_line(&error, value_at, source));
                        readable = false;
                    }
                }
            }
        }
        if readable {
            drafts.push(Draft { at, fields });
        }
    }
    report_unknown(&unknown, source, found);
    drafts
}

fn report_unknown(unknown: &BTreeMap<String, usize>, source: &Source, found: &mut Vec<Diagnostic>) {
    let Some(first) = unknown.values().min() else {
        return;
    };
    let names: Vec<String> = unknown.keys().map(|key| format!("“{key}”")).collect();
    let likely: Vec<String> = unknown
        .keys()
        .filter_map(|key| Some(format!("“{}” for “{key}”", suggest(key, KEYS.iter().copied())?)))
        .collect();
    let remedy = if likely.is_empty() {
        "Nothing to do, unless one of them was meant to have an effect.".to_owned()
    } else {
        format!("Did you mean {}?", likely.join(", "))
    };
    found.push(Diagnostic::at(
        Code::UnknownKey,
        source,
        *first,
        format!(
            "Fields that are not known here are passed over in this file: {}.",
            names.join(", ")
        ),
        remedy,
    ));
}

/// What is wrong, without the error's own place, which counts from where the reading started.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn bad_line(error: &serde_json::Error, at: usize, source: &Source) -> Diagnostic {
    let reason = reason(error);
    // Columns are counted in bytes, from 1.
    let within = error.column().saturating_sub(1);
    Diagnostic::at(
        Code::JsonLine,
        source,
        at + within,
        format!("The line is not a JSON object ({reason})."),
        "Write one object a line: {\"question\": \"…\", \"answer\": \"…\"}. Quotation marks inside \
         a text are written \\\" and line breaks \\n."
            .to_owned(),
    )
}

/// Where in the line a value that was read from it stands: serde hands out slices of its input.
fn place(line: &str, raw: &RawValue) -> usize {
    (raw.get().as_ptr() as usize).saturating_sub(line.as_ptr() as usize)
}

fn json_value(line: &str, line_at: usize, raw: &RawValue) -> serde_json::Result<Value> {
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        Some(b'"') => Value::Text(serde_json::from_str(text)?),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let node = |item: &RawValue| {
                // Lists of lists mean nothing here; cut off before they recurse.
                let value = match item.get().as_bytes().first() {
                    Some(b'[') => Value::List(Vec::new()),
                    _ => json_value(line, line_at, item)?,
                };
                Ok(Node { at: line_at + place(line, item), value })
            };
            Value::List(items.into_iter().map(node).collect::<serde_json::Result<_>>()?)
        }
        Some(b'{') => Value::Map(Vec::new()),
        Some(b'n') => Value::Absent,
        _ => Value::Text(text.to_owned()),
    })
}

/// The members of a JSON object, in order and with duplicates, which a map would hide.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}
