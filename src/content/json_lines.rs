//! JSON Lines: one entry a line, as programs write them.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::diagnostic::{Code, Diagnostic};
use super::node::{Field, Node, Value, duplicate_key, suggest};
use super::readers::{Draft, KEYS};
use super::source::Source;

/// One JSON object a line.
#[derive(Debug, Default)]
pub(super) struct JsonLines {
    /// The names of fields that are not known.
    unknown: BTreeSet<String>,
    /// The finding about them, at the first of them.
    finding: Option<Diagnostic>,
}

impl JsonLines {
    pub fn read(&mut self, source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut start = 0;
        for raw in source.text.split_inclusive('\n') {
            let at = start;
            start += raw.len();
            let line = raw.trim();
            if line.is_empty() {
                continue;
            }
            let span = at..start;
            let at = at + (raw.len() - raw.trim_start().len());
            let members = match serde_json::from_str::<Members>(line) {
                Ok(Members(members)) => members,
                Err(error) => {
                    found.push(bad_line(&error, at, source));
                    continue;
                }
            };
            if let Some(fields) = self.fields(members, line, at, source, found) {
                drafts.push(Draft { at, span, fields });
            }
        }
        drafts
    }

    /// The fields of a line; `None`: one of them cannot be read.
    fn fields(
        &mut self,
        members: Vec<(String, &RawValue)>,
        line: &str,
        at: usize,
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Field>> {
        let mut fields: Vec<Field> = Vec::new();
        let mut readable = true;
        for (key, raw) in members {
            let value_at = at + place(line, raw);
            if !KEYS.contains(&key.as_str()) {
                self.finding.get_or_insert_with(|| {
                    let (message, remedy) = (String::new(), String::new());
                    Diagnostic::at(Code::UnknownKey, source, value_at, message, remedy)
                });
                self.unknown.insert(key);
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
        readable.then_some(fields)
    }

    /// The one finding about all fields of the file that are not known.
    pub fn unknown_keys(self) -> Option<Diagnostic> {
        let finding = self.finding?;
        let names: Vec<String> = self.unknown.iter().map(|key| format!("“{key}”")).collect();
        let likely =
            |key: &String| Some(format!("“{}” for “{key}”", suggest(key, KEYS.iter().copied())?));
        let likely: Vec<String> = self.unknown.iter().filter_map(likely).collect();
        let message = format!(
            "Fields that are not known here are passed over in this file: {}.",
            names.join(", ")
        );
        let remedy = if likely.is_empty() {
            "Nothing to do, unless one of them was meant to have an effect.".to_owned()
        } else {
            format!("Did you mean {}?", likely.join(", "))
        };
        Some(Diagnostic { message, remedy, ..finding })
    }
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
