//! What the readers of YAML, CSV and JSON make alike: fields with values, and where they stand.

use super::diagnostic::{Code, Diagnostic};
use super::source::{Kind, Source, kind};

/// A value and the byte offset it stands at.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub at: usize,
    pub value: Value,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    /// `null`, or nothing at all.
    Absent,
    /// Text; numbers, dates and truth values are text as they are written.
    Text(String),
    List(Vec<Node>),
    Map(Vec<Field>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub key: String,
    pub key_at: usize,
    pub node: Node,
}

/// A text and the byte offset it stands at.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub text: String,
    pub at: usize,
}

impl Node {
    fn kind(&self) -> &'static str {
        match self.value {
            Value::Absent => "nothing",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of fields",
        }
    }

    /// The value as one text without blanks around; `None` where there is none.
    pub fn text(&self, what: &str, source: &Source, found: &mut Vec<Diagnostic>) -> Option<Spot> {
        match &self.value {
            Value::Absent => None,
            Value::Text(text) => {
                let text = text.trim();
                (!text.is_empty()).then(|| Spot { text: text.to_owned(), at: self.at })
            }
            Value::List(_) | Value::Map(_) => {
                found.push(self.wrong(what, "one text", source));
                None
            }
        }
    }

    /// The value as a list of texts; a single text is a list of one.
    pub fn list(&self, what: &str, source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Spot> {
        match &self.value {
            Value::List(items) => {
                items.iter().filter_map(|item| item.text(what, source, found)).collect()
            }
            Value::Map(_) => {
                found.push(self.wrong(what, "a list of texts", source));
                Vec::new()
            }
            Value::Absent | Value::Text(_) => self.text(what, source, found).into_iter().collect(),
        }
    }

    /// The value as a group of fields; empty where there is none. `known` empty: any key will do.
    pub fn fields(
        &self,
        what: &str,
        known: &[&str],
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) -> &[Field] {
        let fields = match &self.value {
            Value::Map(fields) => fields,
            Value::Absent => return &[],
            Value::Text(_) | Value::List(_) => {
                found.push(self.wrong(what, "a group of fields", source));
                return &[];
            }
        };
        for field in fields {
            if !known.is_empty() && !known.contains(&field.key.as_str()) {
                found.push(unknown_key(&field.key, field.key_at, known, source));
            }
        }
        fields
    }

    fn wrong(&self, what: &str, expected: &str, source: &Source) -> Diagnostic {
        let remedy = match (&self.value, expected) {
            (Value::Map(_), "one text" | "a list of texts")
                if kind(&source.path) != Kind::JsonLines =>
            {
                "If this was meant as text, put it in quotation marks: a colon followed by a blank \
                 makes a group of fields."
                    .to_owned()
            }
            (Value::List(_), _) => "Write it as one text, without dashes or brackets.".to_owned(),
            _ => format!("Write {expected} here."),
        };
        Diagnostic::at(
            Code::WrongType,
            source,
            self.at,
            format!("“{what}” is {}, where {expected} is expected.", self.kind()),
            remedy,
        )
    }
}

/// The finding about a field that nobody knows.
pub(super) fn unknown_key(key: &str, at: usize, known: &[&str], source: &Source) -> Diagnostic {
    let remedy = match suggest(key, known.iter().copied()) {
        Some(likely) => format!("Did you mean “{likely}”?"),
        None => format!("Take it out, or use one of: {}.", known.join(", ")),
    };
    Diagnostic::at(
        Code::UnknownKey,
        source,
        at,
        format!("“{key}” is not a field that is known here; it is passed over."),
        remedy,
    )
}

/// The finding about a field that stands twice in one place.
pub(super) fn duplicate_key(key: &str, at: usize, source: &Source) -> Diagnostic {
    Diagnostic::at(
        Code::DuplicateKey,
        source,
        at,
        format!("“{key}” is given a second time."),
        "Keep one of the two.".to_owned(),
    )
}

/// The remedy for a word that should be one of a few: the likely one, or all of them.
pub(super) fn one_of<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 12;
    if let Some(likely) = suggest(word, known.clone()) {
        return format!("Did you mean “{likely}”?");
    }
    let mut list: Vec<&str> = known.clone().take(SHOWN).collect();
    if known.count() > SHOWN {
        list.push("…");
    }
    format!("Use one of: {}.", list.join(", "))
}

/// The known word that a misspelt one most likely stands for.
pub(super) fn suggest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    // A third of the letters wrong is a slip; more is another word.
    let limit = (word.chars().count() / 3).max(1);
    // The distance costs time by the product of the lengths; no slip is this long.
    if word.len() > 100 {
        return None;
    }
    known
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
