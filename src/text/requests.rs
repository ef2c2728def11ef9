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
    /// well tell entries apart.
    Aside = 3,
    /// Something else than its words are: "contact person", "mobile operator".
    Other = 4,
}

/// Words of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestWords {
    /// What they do.
    pub role: Role,
    /// How surely they ask for a person. One of contacting and one of a person do together from
    /// [`ENOUGH`] on, and so does one alone.
    pub weight: u8,
    /// Parted by `|`; each one or more words with a blank between, as stems, or behind a `=` as
    /// they are, folded.
    pub words: String,
}

/// So much weight asks for a person, whatever else is said.
pub const ENOUGH: u8 = 4;

impl RequestWords {
    /// Reads what [`RequestWords::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Truncated> {
        let role = match reader.byte()? {
            0 => Role::Contacting,
            1 => Role::Person,
            2 => Role::Alone,
            3 => Role::Aside,
            4 => Role::Other,
            _ => return Err(Truncated),
        };
        Ok(Self { role, weight: reader.byte()?, words: reader.string()?.to_owned() })
    }

    /// Appends the words in the form described in `docs/format.md`, section `LANG`.
    #[cfg(feature = "builder")]
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.byte(self.role as u8);
        writer.byte(self.weight);
        writer.string(&self.words);
    }
}

/// Coarse words, by their hashes, so that nobody who looks into an index reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coarse {
    /// Of whole words, folded.
    pub words: Vec<u32>,
    /// Of what words begin with.
    pub beginnings: Vec<u32>,
}

impl Coarse {
    /// Reads what [`Coarse::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Truncated> {
        let mut lists = [Vec::new(), Vec::new()];
        for list in &mut lists {
            for _ in 0..reader.count()? {
                list.push(reader.u32()?);
            }
        }
        let [words, beginnings] = lists;
        Ok(Self { words, beginnings })
    }

    /// Appends the hashes in the form described in `docs/format.md`, section `LANG`.
    #[cfg(feature = "builder")]
    pub(super) fn write(&self, writer: &mut Writer) {
        for list in [&self.words, &self.beginnings] {
            writer.varint(list.len() as u64);
            list.iter().for_each(|hash| writer.u32(*hash));
        }
    }

    /// Whether a folded word is one of them.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        let mut hash = Hash::default();
        let begins = word.bytes().any(|byte| self.beginnings.contains(&hash.with(byte)));
        begins || self.words.contains(&hash.0)
    }
}

/// FNV-1a of 32 bits: it has the hash of each beginning on the way to that of the whole. (Fowler,
/// Noll, Vo and Eastlake, RFC 9923.)
struct Hash(u32);

impl Default for Hash {
    fn default() -> Self {
        Self(0x811c_9dc5)
    }
}

impl Hash {
    fn with(&mut self, byte: u8) -> u32 {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        self.0
    }
}

/// The hash by which a coarse word is listed.
#[cfg(feature = "builder")]
#[must_use]
pub fn hash(word: &str) -> u32 {
    let mut hash = Hash::default();
    word.bytes().fold(hash.0, |_, byte| hash.with(byte))
}
