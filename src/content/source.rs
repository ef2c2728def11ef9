//! Files as they come: their kind by name, their size, their encoding, and places in them.

use super::diagnostic::{Code, Diagnostic, Fix};
use super::language;
use super::model::Location;

/// One file of a content folder.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative to the content folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a file is for, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Shop,
    Synonyms,
    Markdown,
    Csv,
    JsonLines,
    /// Golden questions of a language.
    Questions,
    /// Not for this module, and rightly in the folder.
    Other,
    /// Nobody knows it.
    Unknown,
}

const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico"];

/// The largest size, in bytes, that a file of this name is read at: 64 MiB for JSON Lines, which
/// programs write, and 16 MiB for all that people write.
#[must_use]
pub fn size_limit(path: &str) -> u64 {
    if matches!(kind(path), Kind::JsonLines | Kind::Questions) { 64 << 20 } else { 16 << 20 }
}

/// Whether a file of this name is read at all; one that is not may be given with no bytes.
#[must_use]
pub fn is_read(path: &str) -> bool {
    !matches!(kind(path), Kind::Other | Kind::Unknown)
}

/// Whether a file of this name holds entries, and [`Reading::file`](super::Reading::file) reads it.
#[must_use]
pub fn is_streamed(path: &str) -> bool {
    matches!(kind(path), Kind::Markdown | Kind::Csv | Kind::JsonLines)
}

pub(super) fn kind(path: &str) -> Kind {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.to_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if path.split('/').any(|part| part.starts_with('.'))
        || name.starts_with("readme")
        || IMAGES.contains(&extension)
    {
        return Kind::Other;
    }
    if path == "shop.yaml" {
        return Kind::Shop;
    }
    // Test questions and synonyms of a language lie beside its entries.
    let in_top_folder = !folders.is_empty() && !folders.contains('/');
    if in_top_folder && name == "questions.jsonl" {
        return match language::canonical(folders) {
            Some(_) => Kind::Questions,
            None => Kind::Other,
        };
    }
    if name == "synonyms.yaml" && (folders.is_empty() || language::canonical(folders).is_some()) {
        return Kind::Synonyms;
    }
    match extension {
        "md" => Kind::Markdown,
        "csv" => Kind::Csv,
        "jsonl" => Kind::JsonLines,
        _ => Kind::Unknown,
    }
}

/// The finding about a file over the limit.
#[must_use]
pub fn too_large(path: &str, bytes: u64) -> Diagnostic {
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    Diagnostic::of_file(
        Code::TooLarge,
        path,
        format!(
            "The file has {:.1} MiB; at most {} MiB are read.",
            mib(bytes),
            mib(size_limit(path))
        ),
        "Split it into several files, or take it out of the folder if it does not belong there."
            .to_owned(),
    )
}

/// The text of a file in UTF-16 with its byte order mark; `None` where a part of it is none.
pub(crate) fn from_utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let pairs = bytes[2..].chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok().filter(|_| whole)
}

/// A decoded file in which byte offsets can be told as line and column.
#[derive(Debug)]
pub(crate) struct Source {
    pub path: String,
    pub text: String,
    line_starts: Vec<usize>,
    /// Lines of the file before this text: of a large file only a part is read at a time.
    lines_before: usize,
}

/// Characters of a long line shown before and after the place in question.
const EXCERPT_BEFORE: usize = 40;
const EXCERPT_AFTER: usize = 60;

impl Source {
    #[cfg(test)]
    pub fn new(path: &str, text: String) -> Self {
        Self::part(path, text, 0)
    }

    /// A part of a file that starts with a line, with so many lines before it.
    pub fn part(path: &str, text: String, lines_before: usize) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path: path.to_owned(), text, line_starts, lines_before }
    }

    /// Decodes a file. `None`: it cannot be used, and the finding says why.
    pub fn decode(file: &SourceFile, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let length = file.bytes.len() as u64;
        if length > size_limit(&file.path) {
            found.push(too_large(&file.path, length));
            return None;
        }
        Self::decode_part(file, 0, 0, true, found)
    }

    /// Decodes the bytes of a file that come after so many lines and bytes, and start with a line.
    /// `first`: no others come before them.
    pub fn decode_part(
        file: &SourceFile,
        lines_before: usize,
        bytes_before: usize,
        first: bool,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let utf16 = file.bytes.starts_with(&[0xFF, 0xFE]) || file.bytes.starts_with(&[0xFE, 0xFF]);
        if first && utf16 {
            found.push(
                Diagnostic::of_file(
                    Code::Utf16,
                    &file.path,
                    "The file is in UTF-16, which some programs call “Unicode”.".to_owned(),
                    "Save it again as “UTF-8”. In Excel: Save as, “CSV UTF-8”.".to_owned(),
                )
                .with_fix(from_utf16(&file.bytes).map(|_| Fix::Encoding)),
            );
            return None;
        }
        let (bytes, marked) = match file.bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if first => (rest, true),
            _ => (&file.bytes[..], false),
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                // Lines end alike for all that follows; places are told by line and column, which
                // this leaves as they are.
                let source = Self::part(&file.path, text.replace("\r\n", "\n"), lines_before);
                if marked {
                    found.push(
                        Diagnostic::at(
                            Code::ByteOrderMark,
                            &source,
                            0,
                            "The file starts with an invisible byte order mark.".to_owned(),
                            "Save it as “UTF-8” without BOM (byte order mark).".to_owned(),
                        )
                        .with_fix(Some(Fix::Encoding)),
                    );
                }
                Some(source)
            }
            Err(error) => {
                let offset = error.valid_up_to();
                // Replacing is lossless up to the offset, so the place is right in the copy too.
                let lossy = String::from_utf8_lossy(bytes).into_owned();
                let lossy = Self::part(&file.path, lossy, lines_before);
                let shift = bytes_before + if marked { 3 } else { 0 };
                found.push(Diagnostic::at(
                    Code::NotUtf8,
                    &lossy,
                    offset,
                    format!(
                        "The file is not in UTF-8: the byte 0x{:02X} at offset {} starts no \
                         character.",
                        bytes[offset],
                        offset + shift
                    ),
                    "Save it again as “UTF-8”. In Excel: Save as, “CSV UTF-8”.".to_owned(),
                ));
                None
            }
        }
    }

    /// Lines of the file before a byte offset at which a line starts.
    pub fn lines_to(&self, offset: usize) -> usize {
        self.lines_before + self.line_of(offset)
    }

    /// The line, from 0, that holds a byte offset.
    fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// The nearest offset at or before this one at which a character starts.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    pub fn location(&self, offset: usize) -> Location {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let column = self.text[self.line_starts[line]..offset].chars().count();
        Location {
            path: self.path.clone(),
            line: u32::try_from(self.lines_before + line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }

    /// The byte offset of a line and column, counted from 1; the nearest there is.
    pub fn offset(&self, line: u32, column: u32) -> usize {
        let line = (line.max(1) as usize - 1).saturating_sub(self.lines_before);
        let line = line.min(self.line_starts.len() - 1);
        let start = self.line_starts[line];
        let mut letters = self.text[start..].char_indices();
        letters.nth(column.max(1) as usize - 1).map_or(self.text.len(), |(at, _)| start + at)
    }

    /// The line around an offset, and the offset's place in it: in characters, from 1.
    pub fn excerpt(&self, offset: usize) -> (String, u32) {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let start = self.line_starts[line];
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |&next| next - 1);
        let before = &self.text[start..offset];
        // The offset may be the line break itself.
        let after = self.text[offset..end.max(offset)].trim_end();
        let mut excerpt: String = before.chars().rev().take(EXCERPT_BEFORE).collect();
        excerpt = excerpt.chars().rev().collect();
        if excerpt.len() < before.len() {
            excerpt.insert(0, '…');
        }
        let caret = excerpt.chars().count() + 1;
        let shown: String = after.chars().take(EXCERPT_AFTER).collect();
        excerpt += &shown;
        if shown.len() < after.len() {
            excerpt.push('…');
        }
        // Control characters would move the terminal's cursor.
        let excerpt: String =
            excerpt.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if excerpt.trim().is_empty() { (String::new(), 0) } else { (excerpt, caret as u32) }
    }
}
