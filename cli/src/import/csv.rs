//! Tables as text, read piece by piece: they may be far larger than memory.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use anyhow::{Context as _, Result};
use csv_core::{ReadRecordResult, ReaderBuilder};

use super::draft::{Place, Sink};
use super::encoding::{Decoded, Found, detect};
use super::table::Table;
use super::{Options, guessed};

/// The longest row, in bytes. Longer ones come from a quotation mark that is never closed.
const ROW: usize = 4 << 20;
/// The most cells of a row.
const CELLS: usize = 1000;
/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// Reads a table.
///
/// # Errors
/// When it cannot be read, or has no columns of questions and answers.
pub fn read(path: &Path, name: &str, options: &Options, sink: &mut dyn Sink) -> Result<()> {
    let mut file = File::open(path).context("it cannot be opened")?;
    let found = match options.encoding {
        Some(encoding) => Found { encoding, guessed: false },
        None => detect(&mut file, &options.language).context("it cannot be read")?,
    };
    let whole = Place::of_file(name);
    if found.guessed {
        sink.note(&whole, &guessed(found.encoding))?;
    }
    file.seek(SeekFrom::Start(0)).context("it cannot be read")?;
    let mut rows = Rows::new(Decoded::new(file, found.encoding))?;
    let mut table = Table::new(options);
    while let Some(row) = rows.next()? {
        let place = Place::new(name, format!("line {}", row.line));
        match row.cells {
            Ok(cells) => table.row(place, cells, false, true, sink)?,
            Err(reason) => sink.leave_out(&place, &row.start, reason)?,
        }
    }
    table.finish(&whole, sink)
}

/// A row, or why it is none.
struct Row {
    /// Its first line, from 1.
    line: u64,
    cells: Result<Vec<String>, &'static str>,
    /// Its first words, where it is none.
    start: String,
}

/// The rows of a table.
struct Rows<R> {
    input: Decoded<R>,
    reader: csv_core::Reader,
    piece: Vec<u8>,
    from: usize,
    to: usize,
    line: u64,
    ended: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: std::io::Read> Rows<R> {
    fn new(input: Decoded<R>) -> Result<Self> {
        let mut rows = Self {
            input,
            reader: csv_core::Reader::new(),
            piece: vec![0; PIECE],
            from: 0,
            to: 0,
            line: 1,
            ended: false,
            text: vec![0; 4096],
            ends: vec![0; 64],
        };
        while rows.to < PIECE {
            let read = rows.input.read(&mut rows.piece[rows.to..]).context("it cannot be read")?;
            if read == 0 {
                break;
            }
            rows.to += read;
        }
        let start = String::from_utf8_lossy(&rows.piece[..rows.to]).into_owned();
        let mut delimiter = delimiter(&start);
        // Excel's way of saying it.
        if let Some(rest) = start.strip_prefix("sep=")
            && let Some(c) = rest.bytes().next().filter(u8::is_ascii)
        {
            delimiter = c;
            rows.from = start.find('\n').map_or(rows.to, |at| at + 1).min(rows.to);
            rows.line = 2;
        }
        rows.reader = ReaderBuilder::new().delimiter(delimiter).build();
        Ok(rows)
    }

    /// Makes sure that there are bytes, unless the file has ended.
    fn fill(&mut self) -> Result<()> {
        if self.from == self.to && !self.ended {
            self.from = 0;
            self.to = self.input.read(&mut self.piece).context("it cannot be read")?;
            self.ended = self.to == 0;
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Option<Row>> {
        // What ended the row before, and empty lines, so that the line is right.
        loop {
            self.fill()?;
            let Some(&byte) = self.piece[..self.to].get(self.from) else { break };
            if !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(byte == b'\n');
            self.from += 1;
        }
        let line = self.line;
        let (mut length, mut count, mut quotes) = (0, 0, 0_usize);
        loop {
            self.fill()?;
            let input = &self.piece[self.from..self.to];
            let (result, read, written, ends) =
                self.reader.read_record(input, &mut self.text[length..], &mut self.ends[count..]);
            let consumed = &input[..read];
            self.line += consumed.iter().filter(|byte| **byte == b'\n').count() as u64;
            quotes += consumed.iter().filter(|byte| **byte == b'"').count();
            self.from += read;
            length += written;
            count += ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::Record => break,
                ReadRecordResult::OutputFull if self.text.len() < ROW => {
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    self.from = self.to;
                    self.ended = true;
                    return Ok(Some(self.refused(
                        line,
                        length,
                        "the row is longer than any row can be: probably a quotation mark in it is \
                         never closed. Nothing from here on was read; close it, or double it if it \
                         is part of the text, and import again",
                    )));
                }
            }
        }
        if self.ended && self.from == self.to && quotes % 2 == 1 && self.line > line + 1 {
            return Ok(Some(self.refused(
                line,
                length,
                "a quotation mark that opens a cell is never closed, so that the rest of the file \
                 is one cell; close it, or double it if it is part of the text, and import again",
            )));
        }
        let mut cells = Vec::with_capacity(count);
        let mut start = 0;
        for end in &self.ends[..count] {
            cells.push(String::from_utf8_lossy(&self.text[start..*end]).into_owned());
            start = *end;
        }
        Ok(Some(Row { line, cells: Ok(cells), start: String::new() }))
    }

    fn refused(&self, line: u64, length: usize, reason: &'static str) -> Row {
        let start = String::from_utf8_lossy(&self.text[..length.min(200)]);
        Row { line, cells: Err(reason), start: start.chars().take(40).collect() }
    }
}

/// Spreadsheet programs of many countries write semicolons where the decimal sign is a comma. The
/// one that stands most often outside of quotation marks in the first lines wins.
fn delimiter(start: &str) -> u8 {
    let mut counts = [0_usize; 4];
    let known = [b',', b';', b'\t', b'|'];
    let mut quoted = false;
    for byte in start.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            // A title above the table has none.
            b'\n' if !quoted && counts.iter().any(|count| *count > 0) => break,
            _ if !quoted => {
                if let Some(at) = known.iter().position(|delimiter| *delimiter == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // Of equals the first wins.
    let most = counts.iter().max().copied().unwrap_or(0);
    let at = counts.iter().position(|count| *count == most).unwrap_or(0);
    known[at]
}
