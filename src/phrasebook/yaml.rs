//! The part of YAML that the phrasebook is written in: texts, lists and maps.
//!
//! Editors' files have a reader of their own, which keeps places and reports what is wrong. These
//! files are the project's: a test holds them to their form, so an error here is only a text.

use saphyr_parser::{Event, Parser, StrInput};

#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    pub fn into_text(self) -> Result<String, String> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(format!("a text is expected, not {other:?}")),
        }
    }

    pub fn into_texts(self) -> Result<Vec<String>, String> {
        match self {
            Self::List(items) => items.into_iter().map(Self::into_text).collect(),
            other => Err(format!("a list is expected, not {other:?}")),
        }
    }

    pub fn into_map(self) -> Result<Vec<(String, Self)>, String> {
        match self {
            Self::Map(fields) => Ok(fields),
            other => Err(format!("a map is expected, not {other:?}")),
        }
    }
}

/// Reads a file. Its comments are not kept.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let mut parser = Parser::new_from_str(text);
    loop {
        match next(&mut parser)? {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => return value(event, &mut parser),
        }
    }
}

fn next<'a>(parser: &mut Parser<'a, StrInput<'a>>) -> Result<Event<'a>, String> {
    match parser.next_event() {
        Some(Ok((event, _))) => Ok(event),
        Some(Err(error)) => Err(error.to_string()),
        None => Ok(Event::StreamEnd),
    }
}

fn value<'a>(event: Event<'a>, parser: &mut Parser<'a, StrInput<'a>>) -> Result<Value, String> {
    match event {
        Event::Scalar(text, ..) => Ok(Value::Text(text.into_owned())),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match next(parser)? {
                    Event::SequenceEnd => return Ok(Value::List(items)),
                    event => items.push(value(event, parser)?),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut fields: Vec<(String, Value)> = Vec::new();
            loop {
                let key = match next(parser)? {
                    Event::MappingEnd => return Ok(Value::Map(fields)),
                    event => value(event, parser)?.into_text()?,
                };
                if fields.iter().any(|(other, _)| *other == key) {
                    return Err(format!("“{key}” is given twice"));
                }
                let event = next(parser)?;
                fields.push((key, value(event, parser)?));
            }
        }
        event => Err(format!("{event:?} is not expected")),
    }
}
