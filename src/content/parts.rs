//! A file of any size, part after part, decoded as [`Source::decode`] decodes a whole one.

use std::io::{self, Read};

use super::diagnostic::{Code, Diagnostic};
use super::source::{Source, SourceFile};

/// Bytes read at a time. A file that has no more is read whole.
pub(super) const PART: usize = 1 << 20;
/// The longest line, and the longest row of a table, in bytes. What people and programs write has
/// at most a thousandth of it; what has more is another thing.
pub(super) const LONGEST: usize = 16 << 20;

/// Reads a file.
pub(super) struct Parts<'a> {
    path: &'a str,
    input: &'a mut dyn Read,
    /// Bytes read at a time.
    size: usize,
    /// Bytes that were read and not decoded yet.
    bytes: Vec<u8>,
    /// What was decoded and is still to be read.
    text: String,
    /// Lines before `text`.
    lines: usize,
    /// Bytes of the file before `bytes`.
    offset: usize,
    first: bool,
    done: bool,
}

impl<'a> Parts<'a> {
    /// `size`: how many bytes are read at a time, mostly [`PART`].
    pub fn new(path: &'a str, input: &'a mut dyn Read, size: usize) -> Self {
        let (bytes, text) = (Vec::new(), String::new());
        let (lines, offset, first, done) = (0, 0, true, false);
        Self { path, input, size, bytes, text, lines, offset, first, done }
    }

    /// The next part, which ends with a line, and whether it is the last. `None`: there is none,
    /// or the file cannot be used, which a finding says.
    pub fn next(&mut self, found: &mut Vec<Diagnostic>) -> io::Result<Option<(Source, bool)>> {
        if self.done {
            return Ok(None);
        }
        let (end, last) = loop {
            let last = self.fill()?;
            if last {
                break (self.bytes.len(), true);
            }
            if let Some(newline) = self.bytes.iter().rposition(|&byte| byte == b'\n') {
                break (newline + 1, false);
            }
            if self.bytes.len() > LONGEST {
                break (0, false);
            }
        };
        self.done = last;
        if end == 0 && !last || self.text.len() > LONGEST {
            found.push(self.too_long());
            self.done = true;
            return Ok(None);
        }
        let rest = self.bytes.split_off(end);
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let file = SourceFile { path: self.path.to_owned(), bytes };
        let lines = self.lines + self.text.matches('\n').count();
        let decoded = Source::decode_part(&file, lines, self.offset, self.first, found);
        self.first = false;
        self.offset += file.bytes.len();
        let Some(source) = decoded else {
            self.done = true;
            return Ok(None);
        };
        let text = std::mem::take(&mut self.text);
        let source = if text.is_empty() {
            source
        } else {
            Source::part(self.path, text + &source.text, self.lines)
        };
        Ok(Some((source, last)))
    }

    /// Keeps for the next part what has not been read of one.
    pub fn keep(&mut self, source: &Source, consumed: usize) {
        self.lines = source.lines_to(consumed);
        self.text = source.text[consumed..].to_owned();
    }

    /// Reads so many bytes more. Returns whether it came to the end.
    fn fill(&mut self) -> io::Result<bool> {
        let wanted = self.bytes.len() + self.size;
        let mut input = (&mut *self.input).take(self.size as u64);
        input.read_to_end(&mut self.bytes)?;
        Ok(self.bytes.len() < wanted)
    }

    fn too_long(&self) -> Diagnostic {
        let source = Source::part(self.path, self.text.clone(), self.lines);
        Diagnostic::at(
            Code::TooLarge,
            &source,
            0,
            format!("A line or a row starts here that has more than {} MiB.", LONGEST >> 20),
            "Close its quotation mark, or end the line. If the file is no table and no JSON Lines, \
             take it out of the folder."
                .to_owned(),
        )
    }
}
