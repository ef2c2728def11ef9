//! The index: bytes that a build writes and a browser reads as they are.
//!
//! `docs/format.md` describes them byte by byte. Must never: serialise a type of another module
//! as it happens to be, panic on any bytes, or change a written index's meaning without a new
//! [`format::VERSION`].

mod entries;
pub mod format;
mod joined;
mod read;
mod roster;
mod synonyms;
mod term_check;
#[cfg(feature = "builder")]
mod terms;
mod walk;
#[cfg(feature = "builder")]
mod write;

pub use entries::EntryView;
pub use joined::LearnedSoFar;
pub use read::{Balance, Calibration, Handoff, Impacts, Index, WordingKind, Wordings};
#[cfg(feature = "builder")]
pub use write::{Document, IndexWriter, Inherited, PhrasingOf};
