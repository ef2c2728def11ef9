//! Words by which a question is for a person, or is none, as data of a language.
//!
//! What they decide is `search/request.rs`'s business.

#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};

/// What a listed word, or several together, make of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// Getting through to somebody: "talk", "put me through".
    Contacting = 0,
    /// Somebody who may be asked for: "someone", "staff".
    Person = 1,
    /// The same, and who says nothing else asks for them: "operator", "manager".
    Alone = 2,
    /// Says nothing of what a question is about: "help", "now". Unlike function words, these may
    /// well tell entries apart. With a weight, it says that there is a question at all.
    Aside = 3,
    /// Something else than its words are: "contact person", "mobile operator".
    Other = 4,
}

/// A role and how surely it asks for a person, 0 to 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The role.
    pub role: Role,
    /// One of contacting and one of a person ask together from [`Part::ENOUGH`] on, and so does
    /// one alone.
    pub weight: u8,
}

impl Part {
    /// So much weight asks for a person, whatever else is said.
    pub const ENOUGH: u8 = 4;

    /// What a letter in [`Requests::words`] stands for: from `@` on eight for each role.
    #[must_use]
    pub fn of(letter: u8) -> Self {
        let role = match letter >> 3 & 7 {
            0 => Role::Contacting,
            1 => Role::Person,
            2 => Role::Alone,
            3 => Role::Aside,
            _ => Role::Other,
        };
        Self { role, weight: letter & 7 }
    }

    /// The letter.
    #[cfg(feature = "builder")]
    #[must_use]
    pub fn letter(self) -> char {
        char::from(b'@' | (self.role as u8) << 3 | self.weight)
    }
}

/// Words by which a question is for a person, or about nothing, and coarse ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requests {
    /// Parted by `|`, of equally many words the surest first: the letter of its [`Part`], then
    /// one or more words with a blank between, as stems, or behind a `=` as they are, folded.
    pub words: String,
    /// Coarse words, by the hashes of what they begin with or, with a zero byte behind, of the
    /// whole: so nobody who looks into an index reads them.
    pub coarse: Vec<u32>,
}

impl Requests {
    /// Reads what [`Requests::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Truncated> {
        let words = reader.string()?.to_owned();
        let mut coarse = Vec::new();
        for _ in 0..reader.count()? {
            coarse.push(reader.u32()?);
        }
        Ok(Self { words, coarse })
    }

    /// Appends the words in the form described in `docs/format.md`, section `LANG`.
    #[cfg(feature = "builder")]
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.string(&self.words);
        writer.varint(self.coarse.len() as u64);
        self.coarse.iter().for_each(|hash| writer.u32(*hash));
    }

    /// Whether a folded word is coarse.
    #[must_use]
    #[expect(clippy::manual_contains, reason = "`contains` is unrolled, for 0.2 KiB of the engine")]
    pub fn is_coarse(&self, word: &str) -> bool {
        let mut hash = START;
        word.bytes().chain([0]).any(|byte| {
            hash = step(hash, byte);
            self.coarse.iter().any(|&listed| listed == hash)
        })
    }
}

/// FNV-1a of 32 bits has the hash of each beginning on the way to that of the whole. (Fowler,
/// Noll, Vo and Eastlake, RFC 9923.)
const START: u32 = 0x811c_9dc5;

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// The hash by which a coarse beginning, or a word with a zero byte behind it, is listed.
#[cfg(feature = "builder")]
#[must_use]
pub fn hash(beginning: &str) -> u32 {
    beginning.bytes().fold(START, step)
}
