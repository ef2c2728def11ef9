//! Numbers and names that the reader and the writer share.

/// The first bytes of every index.
pub const MAGIC: [u8; 4] = *b"FAQL";

/// The version of the format that this code reads and writes.
pub const VERSION: u16 = 1;

/// Length of the header: magic, version, number of sections, total length, reserved, checksum.
pub const HEADER_LENGTH: usize = 24;

/// Length of one row of the section table: name, flags, offset, length.
pub const SECTION_ROW_LENGTH: usize = 16;

/// Sections start at multiples of this.
pub const ALIGNMENT: usize = 4;

/// Flag of a section without which a reader cannot do: one that does not know it refuses.
pub const FLAG_REQUIRED: u32 = 1;

/// What a section is called.
pub type SectionName = [u8; 4];

/// Language rules.
pub const LANG: SectionName = *b"LANG";
/// Of a shard, in the place of LANG: whose rules took its texts apart.
pub const RULE: SectionName = *b"RULE";
/// Counts and the parameters of confidence.
pub const META: SectionName = *b"META";
/// Terms: an fst from term to number.
pub const TERM: SectionName = *b"TERM";
/// Postings: for each term the wordings that have it.
pub const POST: SectionName = *b"POST";
/// Wordings: for each entry how many it has, and for each its kind and length.
pub const WORD: SectionName = *b"WORD";
/// Entries: ids, questions, products, tags, contact, hand-over.
pub const ENTR: SectionName = *b"ENTR";

/// The roster: when channels are staffed and which take over what.
pub const ROST: SectionName = *b"ROST";

/// Impacts: how much a word speaks for or against an entry, learned.
pub const IMPA: SectionName = *b"IMPA";

/// Synonyms: what words mean beside themselves. Optional.
pub const SYNO: SectionName = *b"SYNO";

/// The hash (XXH64, seed 0) by which bytes are told apart, those of all parts together.
#[must_use]
pub fn hash(parts: &[&[u8]]) -> u64 {
    let mut hash = xxhash_rust::xxh64::Xxh64::new(0);
    parts.iter().for_each(|part| hash.update(part));
    hash.digest()
}

/// The hash that guards an index: of all bytes but the checksum's own eight.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    hash(&[&bytes[..HEADER_LENGTH - 8], &bytes[HEADER_LENGTH..]])
}
