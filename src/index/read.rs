//! The reader: checks an index once, then reads it where it lies.

use std::ops::Range;

use serde::Serialize;

use super::entries::{Entries, EntryView, read_row};
use super::format::{
    self, ENTR, FLAG_REQUIRED, HEADER_LENGTH, IMPA, LANG, MAGIC, META, POST, ROST, RULE,
    SECTION_ROW_LENGTH, SYNO, SectionName, TERM, VERSION, WORD,
};
use super::joined::Shard;
use super::roster;
use super::synonyms::Synonyms;
use super::term_check;
use crate::bytes::{Reader, Truncated};
use crate::contact::Roster;
use crate::error::Error;
use crate::text::{Analyzer, Rules};

/// What part of an entry a wording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum WordingKind {
    /// The question as shown.
    Question = 0,
    /// Another way to ask it.
    Alternate = 1,
    /// The answer's text.
    Answer = 2,
    /// Words of the phrasings that the entry inherits from its intent.
    Inherited = 3,
}

/// Whether a person is offered beside an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Handoff {
    /// The answer settles it; contact stays where it always is.
    Never = 0,
    /// Contact is offered when the answer did not help.
    #[default]
    Offer = 1,
    /// The answer and the channels are shown together.
    Always = 2,
}

/// How readily an answer is shown: what a wrong one costs beside a needless contact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Balance {
    /// Rather a person than a wrong answer.
    Cautious = 1,
    /// What is more likely right than wrong is shown.
    #[default]
    Balanced = 2,
    /// Rather an answer too many.
    Eager = 3,
}

impl Balance {
    /// The smallest confidence, 0 to 1, with which an answer is shown.
    #[must_use]
    pub fn threshold(self) -> f32 {
        match self {
            Self::Cautious => 0.7,
            Self::Balanced => 0.5,
            Self::Eager => 0.35,
        }
    }
}

/// How evidence becomes a probability, and which one suffices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// The log-odds at evidence 0.
    pub intercept: f32,
    /// Log-odds per unit of evidence.
    pub slope: f32,
    /// How readily an entry's answer is shown that says nothing of it.
    pub balance: Balance,
}

impl Default for Calibration {
    /// Before anything was fitted: the mean over sets with alternates.
    fn default() -> Self {
        Self { intercept: -6.1, slope: 2.67, balance: Balance::Balanced }
    }
}

/// Learned weights of words for entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Impacts {
    /// What a value is multiplied with.
    pub unit: f32,
    /// For each term, for each entry that has it in a question, an alternate or a phrasing, ascending: how
    /// much the word speaks for the entry, or against it.
    pub values: Vec<i8>,
}

/// The index of one language, over bytes that it does not copy. A product's shard may be joined to
/// it (`joined.rs`).
#[derive(Debug)]
pub struct Index<D> {
    analyzer: Analyzer,
    /// The hash of the rules.
    rules: u64,
    roster: Roster,
    /// Of both.
    pub(super) wordings: Wordings,
    pub(super) part: Part<D>,
    pub(super) shard: Option<Shard<D>>,
}

/// What an index and a shard both have. Numbers are its own, but those that `joined.rs` changes.
#[derive(Debug)]
pub(super) struct Part<D> {
    pub data: D,
    calibration: Calibration,
    terms: Range<usize>,
    postings: Postings,
    pub entries: Entries,
    pub impact_unit: f32,
    impacts: Range<usize>,
    pub synonyms: Synonyms,
}

/// Where the postings lie.
#[derive(Debug)]
struct Postings {
    /// For each term the number of wordings that have it.
    counts: Vec<u32>,
    /// For each term where in the data its wordings start; one more for the end.
    starts: Vec<u32>,
}

/// The wordings of all entries, in the order of the entries.
#[derive(Debug, Default)]
pub struct Wordings {
    /// What part of its entry each is.
    pub kinds: Vec<WordingKind>,
    /// Words in each, 255 standing for more.
    pub lengths: Vec<u8>,
    /// The entry that each belongs to.
    pub entries: Vec<u32>,
}

impl<D: AsRef<[u8]>> Index<D> {
    /// Opens an index. All of its bytes are checked here, none later.
    ///
    /// # Errors
    /// [`Error::is_version`] when another version of faqlet wrote it, [`Error::is_corrupt`] when
    /// it is damaged.
    pub fn open(data: D) -> Result<Self, Error> {
        let bytes = data.as_ref();
        let sections = sections(bytes)?;
        let lang = &bytes[find(&sections, LANG)?];
        let analyzer =
            Analyzer::new(Rules::read(&mut Reader::new(lang)).map_err(damaged("section LANG"))?);
        let rules = format::hash(&[lang]);
        let roster = roster::read(&mut Reader::new(&bytes[find(&sections, ROST)?]));
        let roster = roster.map_err(damaged("section ROST"))?;
        let mut wordings = Wordings::default();
        let part = Part::read(data, &sections, &mut wordings, 0)?;
        Ok(Self { analyzer, rules, roster, wordings, part, shard: None })
    }

    /// Joins a product's shard to an index. The two are then as one, with the shard's entries
    /// behind the others.
    ///
    /// # Errors
    /// Those of [`Index::open`], and where the shard is of another language, or its texts were
    /// taken apart by other rules.
    pub fn join(&mut self, shard: D) -> Result<(), Error> {
        let bytes = shard.as_ref();
        let sections = sections(bytes)?;
        let mut rule = Reader::new(&bytes[find(&sections, RULE)?]);
        if rule.string().map_err(damaged("section RULE"))? != self.analyzer.rules().language {
            return Err(Error::corrupt("a product's part is in another language"));
        }
        if rule.u64().map_err(damaged("section RULE"))? != self.rules {
            return Err(Error::version(VERSION));
        }
        let first_wording = self.wordings.entries.len() as u32;
        let first_entry = self.entry_count() as u32;
        let part = Part::read(shard, &sections, &mut self.wordings, first_entry)?;
        self.add(part, first_wording);
        Ok(())
    }

    /// What takes questions apart as the content was.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// When channels are staffed, and which take over what.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// How scores become confidence.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        self.part.calibration
    }

    /// The wordings of all entries.
    #[must_use]
    pub fn wordings(&self) -> &Wordings {
        &self.wordings
    }

    /// Number of entries.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.part.entries.products.len()
    }

    /// The terms of the index itself in order of their bytes, each with its number in it; a shard's
    /// are not among them.
    #[must_use]
    pub fn terms(&self) -> fst::Map<&[u8]> {
        self.part.terms()
    }

    /// Learned impacts: for each term, for each entry that has it in a question, an alternate or a
    /// phrasing, ascending, a signed number of [`Index::impact_unit`]. Empty where nothing was
    /// learned; a damaged index may have too few. A shard's are not among them.
    #[must_use]
    pub fn impacts(&self) -> &[u8] {
        self.part.impacts()
    }

    /// The product of an entry, as the number of its name; `None`: store-wide.
    ///
    /// # Panics
    /// When there are not so many entries.
    #[must_use]
    pub fn product(&self, entry: u32) -> Option<u32> {
        self.part.entries.products[entry as usize].checked_sub(1)
    }
}

impl<D: AsRef<[u8]>> Part<D> {
    /// Reads what lies in these sections; the wordings are added to those that are there, as of the
    /// entries from a number on.
    fn read(
        data: D,
        sections: &Sections,
        wordings: &mut Wordings,
        first_entry: u32,
    ) -> Result<Self, Error> {
        let bytes = data.as_ref();
        let find = |name: SectionName| find(sections, name);
        let (counts, calibration) =
            read_meta(&mut Reader::new(&bytes[find(META)?])).map_err(damaged("section META"))?;
        let words = &mut Reader::new(&bytes[find(WORD)?]);
        read_wordings(words, &counts, wordings, first_entry).map_err(damaged("section WORD"))?;
        let entries =
            Entries::read(bytes, find(ENTR)?, counts.entries).map_err(damaged("section ENTR"))?;
        let postings =
            read_postings(bytes, find(POST)?, &counts).map_err(damaged("section POST"))?;
        let (impact_unit, impacts) =
            read_impacts(bytes, find(IMPA)?).map_err(damaged("section IMPA"))?;
        let terms = find(TERM)?;
        term_check::check(&bytes[terms.clone()], counts.terms, bytes.len())
            .map_err(damaged("section TERM"))?;
        // The one section that may be missing.
        let synonyms = match find(SYNO) {
            Ok(section) => Synonyms::read(bytes, section, counts.terms, counts.wordings),
            Err(_) => Ok(Synonyms::default()),
        };
        let synonyms = synonyms.map_err(damaged("section SYNO"))?;
        Ok(Self { calibration, terms, postings, entries, impact_unit, impacts, synonyms, data })
    }

    /// What was learned, in the order of [`Index::impacts`].
    pub fn impacts(&self) -> &[u8] {
        &self.data.as_ref()[self.impacts.clone()]
    }

    /// Number of terms.
    pub fn term_count(&self) -> usize {
        self.postings.counts.len()
    }

    /// All terms in order of their bytes, each with its number.
    pub fn terms(&self) -> fst::Map<&[u8]> {
        let Ok(map) = fst::Map::new(&self.data.as_ref()[self.terms.clone()]) else {
            unreachable!("the section was checked when the index was opened")
        };
        map
    }

    /// The wordings that have a term, or all terms of a phrase, ascending.
    pub fn postings(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let mut reader = Reader::new(&self.data.as_ref()[self.postings_range(number)]);
        let mut next = 0u32;
        std::iter::from_fn(move || {
            let wording = next + reader.next_varint().ok()?;
            next = wording + 1;
            Some(wording)
        })
    }

    fn postings_range(&self, number: u32) -> Range<usize> {
        let at = number as usize;
        match (self.postings.starts.get(at), self.postings.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => self.phrase(number).0,
        }
    }

    /// Where the postings of a phrase lie, and its terms.
    pub fn phrase(&self, number: u32) -> (Range<usize>, &[u32]) {
        self.synonyms.phrase(number as usize - self.term_count())
    }

    /// The number of wordings that have a term.
    pub fn posting_count(&self, term: u32) -> u32 {
        self.postings.counts.get(term as usize).copied().unwrap_or(0)
    }

    /// An entry by its number.
    pub fn entry(&self, number: usize) -> EntryView<'_> {
        let row = &self.data.as_ref()[self.entries.rows[number].clone()];
        let Ok(view) = read_row(&mut Reader::new(row)) else {
            unreachable!("every row was read once when the index was opened")
        };
        view
    }

    /// A name by its number.
    pub fn name(&self, number: usize) -> &str {
        let name = &self.data.as_ref()[self.entries.names[number].clone()];
        let Ok(name) = std::str::from_utf8(name) else {
            unreachable!("every name was read once when the index was opened")
        };
        name
    }
}

/// Sections by name, with where they lie.
type Sections = Vec<(SectionName, Range<usize>)>;

#[inline(never)]
fn find(sections: &Sections, name: SectionName) -> Result<Range<usize>, Error> {
    let section = sections.iter().find(|section| section.0 == name);
    section.map(|section| section.1.clone()).ok_or(Error::corrupt("a section is missing"))
}

fn damaged(what: &'static str) -> impl Fn(Truncated) -> Error {
    move |_| Error::corrupt(what)
}

struct Counts {
    entries: usize,
    wordings: usize,
    terms: usize,
}

/// The table of sections, after the checks that hold for the whole: magic, version, length,
/// checksum, sections inside the data, none required that is not known.
#[inline(never)]
fn sections(bytes: &[u8]) -> Result<Sections, Error> {
    let cut = |_: Truncated| Error::corrupt("it ends too early");
    let mut header = Reader::new(bytes);
    if header.array().map_err(cut)? != MAGIC {
        return Err(Error::corrupt("it is not a faqlet index"));
    }
    let version = header.u16().map_err(cut)?;
    if version != VERSION {
        return Err(Error::version(version));
    }
    let count = header.u16().map_err(cut)?;
    let length = header.u32().map_err(cut)?;
    if length as usize != bytes.len() {
        return Err(Error::corrupt("its length is not the one it names"));
    }
    header.slice(HEADER_LENGTH - 20).map_err(cut)?;
    let checksum = header.u64().map_err(cut)?;
    if checksum != format::checksum(bytes) {
        return Err(Error::corrupt("its checksum does not match"));
    }
    let mut table =
        Reader::new(header.slice(usize::from(count) * SECTION_ROW_LENGTH).map_err(cut)?);
    let mut sections = Vec::new();
    while !table.is_empty() {
        let name: SectionName = table.array().map_err(cut)?;
        let flags = table.u32().map_err(cut)?;
        let start = table.u32().map_err(cut)? as usize;
        let end = start.checked_add(table.u32().map_err(cut)? as usize);
        let Some(end) = end.filter(|&end| end <= bytes.len()) else {
            return Err(Error::corrupt("a section lies outside of it"));
        };
        let known = [LANG, RULE, META, TERM, POST, WORD, ENTR, ROST, IMPA, SYNO].contains(&name);
        if !known && flags & FLAG_REQUIRED != 0 {
            return Err(Error::version(version));
        }
        sections.push((name, start..end));
    }
    Ok(sections)
}

fn read_impacts(data: &[u8], section: Range<usize>) -> Result<(f32, Range<usize>), Truncated> {
    if section.is_empty() {
        return Ok((0.0, section));
    }
    let mut reader = Reader::new(&data[section.clone()]);
    let unit = reader.f32()?;
    Ok((unit, section.end - reader.len()..section.end))
}

/// 0: none.
pub(super) fn read_balance(byte: u8) -> Result<Option<Balance>, Truncated> {
    match byte {
        0 => Ok(None),
        1 => Ok(Some(Balance::Cautious)),
        2 => Ok(Some(Balance::Balanced)),
        3 => Ok(Some(Balance::Eager)),
        _ => Err(Truncated),
    }
}

fn read_meta(reader: &mut Reader<'_>) -> Result<(Counts, Calibration), Truncated> {
    let counts = Counts {
        entries: reader.varint()? as usize,
        wordings: reader.varint()? as usize,
        terms: reader.varint()? as usize,
    };
    let calibration = Calibration {
        intercept: reader.f32()?,
        slope: reader.f32()?,
        balance: read_balance(reader.byte()?)?.ok_or(Truncated)?,
    };
    Ok((counts, calibration))
}

fn read_wordings(
    reader: &mut Reader<'_>,
    counts: &Counts,
    wordings: &mut Wordings,
    first_entry: u32,
) -> Result<(), Truncated> {
    let before = wordings.kinds.len();
    for entry in 0..counts.entries {
        for _ in 0..reader.count()? {
            wordings.kinds.push(match reader.byte()? {
                0 => WordingKind::Question,
                1 => WordingKind::Alternate,
                2 => WordingKind::Answer,
                3 => WordingKind::Inherited,
                _ => return Err(Truncated),
            });
            wordings.lengths.push(reader.byte()?);
            wordings.entries.push(first_entry + entry as u32);
        }
    }
    let complete = reader.is_empty() && wordings.kinds.len() - before == counts.wordings;
    if complete { Ok(()) } else { Err(Truncated) }
}

fn read_postings(
    data: &[u8],
    section: Range<usize>,
    counts: &Counts,
) -> Result<Postings, Truncated> {
    let mut reader = Reader::new(&data[section.clone()]);
    let mut term_counts = Vec::new();
    for _ in 0..counts.terms {
        term_counts.push(reader.varint()?);
    }
    let mut starts = Vec::with_capacity(counts.terms + 1);
    for &count in &term_counts {
        starts.push((section.end - reader.len()) as u32);
        skip_postings(&mut reader, count, counts.wordings)?;
    }
    starts.push((section.end - reader.len()) as u32);
    if reader.is_empty() { Ok(Postings { counts: term_counts, starts }) } else { Err(Truncated) }
}

/// Passes over the postings of one term or phrase, of wordings below a limit.
#[inline(never)]
pub(super) fn skip_postings(
    reader: &mut Reader<'_>,
    count: u32,
    limit: usize,
) -> Result<(), Truncated> {
    let mut next = 0u32;
    for _ in 0..count {
        let wording = next.checked_add(reader.varint()?).ok_or(Truncated)?;
        if wording as usize >= limit {
            return Err(Truncated);
        }
        next = wording + 1;
    }
    Ok(())
}
