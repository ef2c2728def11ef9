//! faqlet: self-service FAQ search that answers when it is confident and brings in a person
//! when it is not.
//!
//! An editor's files become an index ([`content`], [`compile`]; feature `builder`), and an
//! [`Engine`] answers questions from its bytes, in a browser or anywhere else:
//!
//! ```
//! use faqlet::content::{SourceFile, load};
//! use faqlet::{AskOptions, Engine, Outcome};
//!
//! let entry = "question: Where is my order?\nalternates: [track my parcel, delivery status]";
//! let file = SourceFile {
//!     path: "en/order-status.md".to_owned(),
//!     bytes: format!("---\n{entry}\n---\nUnder *Account › Orders*.\n").into_bytes(),
//! };
//! let loaded = load(&[file], jiff::civil::date(2027, 1, 1));
//! let index = faqlet::compile::compile_index(&loaded.content, "en");
//!
//! let engine = Engine::open(index)?;
//! let outcome = engine.ask("trak my parcle", &AskOptions::default());
//! assert!(matches!(outcome, Outcome::Answer { entry, .. } if entry.id == "order-status"));
//! # Ok::<(), faqlet::Error>(())
//! ```
//!
//! `ARCHITECTURE.md` in the repository says what each module does and must never do.

mod bytes;
#[cfg(feature = "builder")]
pub mod compile;
pub mod contact;
#[cfg(feature = "builder")]
pub mod content;
#[cfg(feature = "builder")]
pub mod edit;
#[cfg(feature = "builder")]
pub mod editorial;
mod engine;
mod error;
#[cfg(feature = "builder")]
pub mod fixes;
pub mod index;
#[cfg(feature = "builder")]
pub mod intents;
#[cfg(feature = "builder")]
pub mod pages;
#[cfg(feature = "builder")]
pub mod phrasebook;
pub mod search;
pub mod text;
#[cfg(feature = "wasm")]
mod wasm;

pub use engine::{AskOptions, Engine, Hit, Outcome, Reason};
#[cfg(feature = "builder")]
pub use engine::{Confidence, ExplainedEntry, Explanation};
pub use error::Error;
