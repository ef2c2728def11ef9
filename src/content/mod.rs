//! From an editor's files to checked entries and findings.

mod diagnostic;
mod model;

pub use diagnostic::{Diagnostic, Severity};
pub use model::{Audience, Content, Entry, Location, Shop};
