//! The section ENTR: entries, and the names that they share.

use std::ops::Range;

use super::read::{Balance, Handoff, read_balance};
use crate::bytes::{Reader, Truncated};

/// Set in the number that says how an entry is shown, where it is featured.
pub(super) const FEATURED: u32 = 1 << 2;
/// So many bits of that number come before the entry's turn.
pub(super) const TURN: u32 = 3;
/// The largest turn that is told from the next one, so that an entry's place among all is a number
/// of 24 bits.
#[cfg(feature = "builder")]
pub(super) const MAX_TURN: u32 = (1 << 15) - 1;

/// An entry as it lies in the index.
#[derive(Debug, Clone)]
pub struct EntryView<'a> {
    /// Unique in the index.
    pub id: &'a str,
    /// The question as shown.
    pub question: &'a str,
    /// Number of the product's name; `None`: store-wide.
    pub product: Option<u32>,
    /// Whether a person is offered.
    pub handoff: Handoff,
    /// How readily its answer is shown. `None`: as the index says.
    pub balance: Option<Balance>,
    /// Whether the editor puts it before others where entries are browsed.
    pub featured: bool,
    /// How many come before it of those that it is browsed with: of its product, of what is
    /// featured store-wide, or else of its first topic.
    pub turn: u32,
    tags: Reader<'a>,
    contact: Reader<'a>,
    /// The numbers of the index's names, where those of the row are a shard's.
    pub(super) names: &'a [u32],
}

/// Where entries and the names they share lie.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub names: Vec<Range<usize>>,
    pub rows: Vec<Range<usize>>,
    /// Of each entry the number of its product's name plus 1; 0: store-wide.
    pub products: Vec<u32>,
}

impl Entries {
    /// Reads the section of an index with so many entries.
    pub fn read(data: &[u8], section: Range<usize>, count: usize) -> Result<Self, Truncated> {
        let mut reader = Reader::new(&data[section.clone()]);
        let mut entries = Self::default();
        for _ in 0..reader.count()? {
            let length = reader.string()?.len();
            let end = section.end - reader.len();
            entries.names.push(end - length..end);
        }
        let known = |number: u32| (number as usize) < entries.names.len();
        for _ in 0..count {
            let start = section.end - reader.len();
            let row = read_row(&mut reader)?;
            if !row.product.into_iter().chain(row.tags()).chain(row.contact()).all(known) {
                return Err(Truncated);
            }
            entries.products.push(row.product.map_or(0, |product| product + 1));
            entries.rows.push(start..section.end - reader.len());
        }
        if reader.is_empty() { Ok(entries) } else { Err(Truncated) }
    }
}

pub(super) fn read_row<'a>(reader: &mut Reader<'a>) -> Result<EntryView<'a>, Truncated> {
    let id = reader.string()?;
    let question = reader.string()?;
    let product = reader.varint()?.checked_sub(1);
    let handoff = match reader.byte()? {
        0 => Handoff::Never,
        1 => Handoff::Offer,
        2 => Handoff::Always,
        _ => return Err(Truncated),
    };
    let shown = reader.varint()?;
    Ok(EntryView {
        id,
        question,
        product,
        handoff,
        balance: read_balance((shown & 3) as u8)?,
        featured: shown & FEATURED != 0,
        turn: shown >> TURN,
        tags: read_numbers(reader)?,
        contact: read_numbers(reader)?,
        names: &[],
    })
}

/// A count and as many numbers, left where they lie.
fn read_numbers<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, Truncated> {
    let count = reader.count()?;
    let start = reader.clone();
    for _ in 0..count {
        reader.varint()?;
    }
    Ok(start.until(reader))
}

impl EntryView<'_> {
    /// Numbers of the names of its tags.
    pub fn tags(&self) -> impl Iterator<Item = u32> + '_ {
        self.numbers(&self.tags)
    }

    /// Numbers of the names of the channels to put first.
    pub fn contact(&self) -> impl Iterator<Item = u32> + '_ {
        self.numbers(&self.contact)
    }

    fn numbers(&self, list: &Reader<'_>) -> impl Iterator<Item = u32> {
        let mut list = list.clone();
        std::iter::from_fn(move || {
            let number = list.varint().ok()?;
            Some(self.names.get(number as usize).copied().unwrap_or(number))
        })
    }
}
