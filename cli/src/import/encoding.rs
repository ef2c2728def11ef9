//! The encoding of a file, and its text as UTF-8, piece by piece.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// What a file is written in.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Whether the bytes themselves do not say so.
    pub guessed: bool,
}

/// An encoding by its name.
///
/// # Errors
/// When nobody knows the name.
pub fn by_label(label: &str) -> Result<&'static Encoding> {
    match Encoding::for_label(label.trim().as_bytes()) {
        Some(encoding) => Ok(encoding),
        None => bail!(
            "no encoding has the name {label:?}; common ones are utf-8, utf-16le, windows-1250 \
             (Central European), windows-1251 (Cyrillic), windows-1252 (Western) and windows-1256 \
             (Arabic)"
        ),
    }
}

/// Looks at all bytes of a file. `language`, a BCP 47 tag, weighs where letters alone do not tell.
///
/// # Errors
/// When the file cannot be read.
pub fn detect(file: &mut File, language: &str) -> io::Result<Found> {
    file.seek(SeekFrom::Start(0))?;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut utf8 = Utf8::default();
    let mut piece = vec![0; PIECE];
    let mut first = true;
    loop {
        let read = file.read(&mut piece)?;
        let bytes = &piece[..read];
        if first {
            if let Some((encoding, _)) = Encoding::for_bom(bytes) {
                return Ok(Found { encoding, guessed: false });
            }
            if let Some(encoding) = utf16(bytes) {
                return Ok(Found { encoding, guessed: true });
            }
            first = false;
        }
        if read == 0 {
            break;
        }
        utf8.feed(bytes);
        detector.feed(bytes, false);
    }
    if utf8.is_valid() {
        return Ok(Found { encoding: UTF_8, guessed: false });
    }
    detector.feed(&[], true);
    let guess = detector.guess(top_level_domain(language), Utf8Detection::Deny);
    Ok(Found { encoding: guess, guessed: true })
}

/// A country whose websites are mostly in the language.
fn top_level_domain(language: &str) -> Option<&'static [u8]> {
    match language.split('-').next()? {
        "hu" => Some(b"hu"),
        "ru" => Some(b"ru"),
        "ar" => Some(b"eg"),
        "pl" => Some(b"pl"),
        "cs" => Some(b"cz"),
        "de" => Some(b"de"),
        _ => None,
    }
}

/// UTF-16 without a mark: every second byte of the line ends, blanks and digits is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let few = bytes.len() / 20;
    if odd > few && even * 4 < odd {
        return Some(UTF_16LE);
    }
    (even > few && odd * 4 < even).then_some(UTF_16BE)
}

/// Whether pieces of bytes together are UTF-8.
#[derive(Default)]
struct Utf8 {
    /// The start of a character whose end is in the next piece.
    rest: Vec<u8>,
    broken: bool,
}

impl Utf8 {
    fn feed(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        let mut all = std::mem::take(&mut self.rest);
        all.extend_from_slice(bytes);
        if let Err(error) = std::str::from_utf8(&all) {
            self.broken = error.error_len().is_some();
            self.rest = all[error.valid_up_to()..].to_vec();
        }
    }

    fn is_valid(&self) -> bool {
        !self.broken && self.rest.is_empty()
    }
}

/// Reads as UTF-8, without a byte order mark, what is in another encoding. Bytes that are none of
/// its characters become U+FFFD.
pub struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What of `raw` is still to be decoded.
    from: usize,
    to: usize,
    ended: bool,
    /// Decoded text that did not fit.
    left: Vec<u8>,
    taken: usize,
}

impl<R: Read> Decoded<R> {
    /// A reader of bytes in the encoding; a byte order mark wins over it.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder(),
            raw: vec![0; PIECE],
            from: 0,
            to: 0,
            ended: false,
            left: Vec::new(),
            taken: 0,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.left.resize(2 * PIECE, 0);
        self.taken = 0;
        loop {
            if self.from == self.to && !self.ended {
                self.from = 0;
                self.to = self.inner.read(&mut self.raw)?;
                self.ended = self.to == 0;
            }
            let source = &self.raw[self.from..self.to];
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(source, &mut self.left, self.ended);
            self.from += read;
            let done = self.ended && result == CoderResult::InputEmpty;
            if written > 0 || done {
                self.left.truncate(written);
                if done {
                    // The decoder has said all; asking once more is not allowed.
                    self.inner_done();
                }
                return Ok(());
            }
        }
    }

    fn inner_done(&mut self) {
        self.decoder = UTF_8.new_decoder_without_bom_handling();
        self.from = self.to;
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.left.len() {
            self.refill()?;
        }
        let count = buffer.len().min(self.left.len() - self.taken);
        buffer[..count].copy_from_slice(&self.left[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

/// The largest file, in bytes, that is read as a whole: 256 MiB.
const WHOLE: u64 = 256 << 20;

/// A whole file as text, and in what it was.
///
/// # Errors
/// When the file cannot be read, or is larger than 256 MiB.
pub fn read_text(
    path: &Path,
    asked: Option<&'static Encoding>,
    language: &str,
) -> Result<(String, Found)> {
    let mut file = File::open(path).context("it cannot be opened")?;
    let size = file.metadata().context("it cannot be read")?.len();
    if size > WHOLE {
        bail!("it has more than 256 MiB; split it, or save it as CSV, which is read in pieces");
    }
    let found = match asked {
        Some(encoding) => Found { encoding, guessed: false },
        None => detect(&mut file, language).context("it cannot be read")?,
    };
    file.seek(SeekFrom::Start(0)).context("it cannot be read")?;
    let mut text = String::new();
    Decoded::new(file.take(WHOLE), found.encoding)
        .read_to_string(&mut text)
        .context("it cannot be read")?;
    Ok((text, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of the given size.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn pieces_decode_as_the_whole() {
        let text = "Где мой заказ? Őrült árvíztűrő. أين طلبي؟ 😀 end\r\n".repeat(3);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for size in [1, 2, 3, 7, 1000] {
            for (bytes, encoding) in [(text.as_bytes(), UTF_8), (&utf16, UTF_16LE)] {
                let mut read = String::new();
                Decoded::new(Slow(bytes, size), encoding).read_to_string(&mut read).unwrap();
                assert_eq!(read, text);
            }
            let mut utf8 = Utf8::default();
            text.as_bytes().chunks(size).for_each(|piece| utf8.feed(piece));
            assert!(utf8.is_valid());
            utf8.feed(&[0xC3]);
            assert!(!utf8.is_valid());
        }
    }

    #[test]
    fn old_encodings_are_told_apart() {
        let cases = [
            (
                "hu",
                "windows-1250",
                "Mennyi idő alatt érkezik meg a rendelésem? Két-három munkanap alatt, kedves vásárló; hétvégén nem szállítunk, és ünnepnapokon sem. Őszintén köszönjük a türelmét.",
            ),
            (
                "ru",
                "windows-1251",
                "Где мой заказ? Обычно он приходит за два или три дня, кроме выходных.",
            ),
            ("ar", "windows-1256", "أين طلبي الآن؟ يصل الطلب عادة خلال يومين أو ثلاثة أيام عمل."),
        ];
        for (language, name, text) in cases {
            let encoding = by_label(name).unwrap();
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{name}");
            let mut file = tempfile::tempfile().unwrap();
            io::Write::write_all(&mut file, &bytes).unwrap();
            let found = detect(&mut file, language).unwrap();
            let decoded = found.encoding.decode(&bytes).0;
            assert_eq!(decoded, text, "{name} taken for {}", found.encoding.name());
            assert!(found.guessed);
        }
    }

    #[test]
    fn a_name_that_nobody_knows_is_refused() {
        assert!(by_label("klingon").unwrap_err().to_string().contains("windows-1250"));
        assert_eq!(by_label(" CP1251 ").unwrap().name(), "windows-1251");
    }
}
