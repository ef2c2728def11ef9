//! faqlet: self-service FAQ search that answers when it is confident and brings in a person
//! when it is not.

mod bytes;
#[cfg(feature = "builder")]
pub mod compile;
pub mod contact;
#[cfg(feature = "builder")]
pub mod content;
mod engine;
mod error;
pub mod index;
pub mod search;
pub mod text;
#[cfg(feature = "wasm")]
mod wasm;

pub use engine::{AskOptions, Engine, Hit, Outcome, Reason};
pub use error::Error;
