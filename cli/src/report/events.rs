//! Reading events, one JSON object a line.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use jiff::Timestamp;
use serde::Deserialize;

/// Longer lines are passed over, so that no file takes all memory. A comment has 2,000 characters
/// at most.
const MAX_LINE: usize = 64 * 1024;
/// Letters of what names a visit; a UUID has 36.
const MAX_VISIT: usize = 64;
/// How many lines that cannot be read are named.
const NAMED: usize = 5;
/// The form of a line, for messages.
pub const FORM: &str = r#"{"type":"ask","at":"2026-12-01T09:30:00Z","visit":"…","detail":{…}}"#;

/// A line as it is written.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    at: Cow<'a, str>,
    #[serde(default)]
    visit: Option<String>,
    #[serde(default)]
    detail: Detail,
}

/// What the events have, all of them together; docs/events.schema.json says which has what.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Detail {
    question: Option<String>,
    kind: Option<String>,
    reason: Option<String>,
    entries: Vec<String>,
    product: Option<String>,
    language: Option<String>,
    id: Option<String>,
    how: Option<String>,
    helpful: Option<bool>,
    comment: Option<String>,
    missing: Option<String>,
    settled: Option<bool>,
    channel: Option<String>,
    #[serde(rename = "type")]
    channel_type: Option<String>,
    code: Option<String>,
}

/// What a question led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Led {
    Answered,
    AskedBack,
    /// Nothing in the content was like it, or not surely.
    Unanswered,
    /// For a person, coarse, or saying nothing: no content could answer it.
    NotForContent,
}

/// An event.
#[derive(Debug)]
pub struct Event {
    pub at: Timestamp,
    /// Groups what happened on one page; empty: not said.
    pub visit: String,
    pub what: What,
}

/// What happened.
#[derive(Debug)]
pub enum What {
    Ask {
        question: String,
        led: Led,
        reason: Option<String>,
        entries: Vec<String>,
        product: Option<String>,
        language: String,
    },
    Answer {
        id: String,
        how: String,
    },
    Feedback {
        id: Option<String>,
        helpful: bool,
        /// What was written, and whether after a no.
        words: Option<(String, bool)>,
        settled: Option<bool>,
    },
    Contact {
        channel: String,
        channel_type: String,
    },
    Error {
        code: String,
    },
    /// Of a kind that a report has no use for.
    Other,
}

/// What could not be read.
#[derive(Debug, Default)]
pub struct Unread {
    /// How many lines.
    pub lines: usize,
    /// The first ones: place and reason.
    pub first: Vec<String>,
}

/// Gives the events of a file to `take`, one after the other; `-` is the standard input. Blank
/// lines and a byte order mark are passed over.
///
/// # Errors
/// When the file cannot be read or is not UTF-8 at all.
pub fn read(path: &Path, unread: &mut Unread, mut take: impl FnMut(Event)) -> Result<()> {
    let name = path.display();
    let cannot = || format!("cannot read {name}");
    let mut reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin().lock()))
    } else {
        let file = File::open(path).with_context(cannot)?;
        ensure!(!file.metadata().with_context(cannot)?.is_dir(), "{name} is a folder, not a file");
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let (mut buffer, mut number) = (Vec::new(), 0);
    loop {
        buffer.clear();
        number += 1;
        let limit = MAX_LINE as u64 + 1;
        let read = reader.by_ref().take(limit).read_until(b'\n', &mut buffer);
        if read.with_context(cannot)? == 0 {
            return Ok(());
        }
        let utf16 = buffer.starts_with(&[0xFF, 0xFE]) || buffer.starts_with(&[0xFE, 0xFF]);
        ensure!(number > 1 || !utf16, "{name} is UTF-16; save it as UTF-8");
        let event = if buffer.len() > MAX_LINE && buffer.last() != Some(&b'\n') {
            skip_line(&mut reader).with_context(cannot)?;
            Err(format!("the line is longer than {} KiB", MAX_LINE / 1024))
        } else {
            let line = buffer.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&buffer);
            if line.trim_ascii().is_empty() {
                continue;
            }
            event(line)
        };
        match event {
            Ok(event) => take(event),
            Err(reason) => {
                unread.lines += 1;
                if unread.first.len() < NAMED {
                    unread.first.push(format!("{name}:{number}: {reason}"));
                }
            }
        }
    }
}

fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let part = reader.fill_buf()?;
        let end = part.iter().position(|&byte| byte == b'\n');
        let length = part.len();
        reader.consume(end.map_or(length, |at| at + 1));
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

/// Reads a line; the error says what is wrong with it.
fn event(line: &[u8]) -> Result<Event, String> {
    let line: Line<'_> = serde_json::from_slice(line).map_err(|error| {
        let reason = error.to_string();
        // The library sees one line only, so its place would mislead.
        reason.split(" at line ").next().unwrap_or_default().to_owned()
    })?;
    let at = line.at.parse().map_err(|_| "“at” is no time like 2026-12-01T09:30:00Z".to_owned())?;
    let kind = line.kind.strip_prefix("faqlet:").unwrap_or(&line.kind);
    let what = what(kind, line.detail).map_err(|field| {
        format!("an event of the type “{kind}” has no “{field}”, or one that is not known")
    })?;
    let visit = line.visit.filter(|visit| visit.len() <= MAX_VISIT).unwrap_or_default();
    Ok(Event { at, visit, what })
}

/// What happened; the error is the field that is missing.
fn what(kind: &str, detail: Detail) -> Result<What, &'static str> {
    Ok(match kind {
        "ask" => {
            let reason = detail.reason;
            let led = match detail.kind.as_deref() {
                Some("answer") => Led::Answered,
                Some("choose") => Led::AskedBack,
                Some("contact") => match reason.as_deref() {
                    Some("person" | "abuse" | "vague" | "empty") => Led::NotForContent,
                    _ => Led::Unanswered,
                },
                _ => return Err("kind"),
            };
            What::Ask {
                question: detail.question.ok_or("question")?,
                led,
                reason,
                entries: detail.entries,
                product: detail.product.filter(|product| !product.is_empty()),
                language: detail.language.ok_or("language")?,
            }
        }
        "answer" => {
            What::Answer { id: detail.id.ok_or("id")?, how: detail.how.unwrap_or_default() }
        }
        "feedback" => {
            let missing = detail.missing.map(|words| (words, true));
            What::Feedback {
                id: detail.id,
                helpful: detail.helpful.ok_or("helpful")?,
                words: missing.or(detail.comment.map(|words| (words, false))),
                settled: detail.settled,
            }
        }
        "contact" => What::Contact {
            channel: detail.channel.ok_or("channel")?,
            channel_type: detail.channel_type.unwrap_or_default(),
        },
        "error" => What::Error { code: detail.code.ok_or("code")? },
        _ => What::Other,
    })
}
