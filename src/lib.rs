//! faqlet: self-service FAQ search that answers when it is confident and brings in a person
//! when it is not.

pub mod contact;
#[cfg(feature = "builder")]
pub mod content;
