//! From the words of a question to ranked entries.
//!
//! Must never: know of contact channels, decide what is shown, or keep anything of a question.

#[cfg(feature = "builder")]
mod budget;
#[cfg(feature = "builder")]
mod calibrate;
mod certainty;
mod edit_distance;
#[cfg(feature = "builder")]
mod explain;
mod joining;
#[cfg(feature = "builder")]
mod lcg;
#[cfg(feature = "builder")]
mod learn;
mod lookup;
mod marks;
mod occurrences;
mod openings;
mod query;
mod rank;
mod repair;
mod request;
mod resemblance;
mod score;
mod spelling;
mod sums;
mod synonyms;
mod unfinished;
mod vocabulary;

#[cfg(feature = "builder")]
pub use budget::worth_their_bytes;
#[cfg(feature = "builder")]
pub use calibrate::{Fit, calibrate};
#[cfg(feature = "builder")]
pub use explain::{
    EntryPart, EntryWord, Explainer, MatchedTerm, Near, Place, Term, Word, WordAmount,
};
#[cfg(feature = "builder")]
pub(crate) use lcg::Lcg;
#[cfg(feature = "builder")]
pub use learn::learn;
pub use marks::{Mark, Shown, ShownQuestions, marks};
pub use query::{Candidate, MatchKind, Query, QueryTerm};
pub(crate) use rank::insert;
pub use rank::{Ranked, Ranker, Ranking};
pub use request::Request;
pub use vocabulary::{Neighbour, Vocabulary, slips_forgiven};
