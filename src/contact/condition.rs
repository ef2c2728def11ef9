//! What is known of the shopper's situation, and conditions on it.

use serde::{Serialize, Serializer};

use super::hours::ShopTime;

/// A question's situation, as far as channels, routes and notices depend on it.
#[derive(Debug, Clone, Default)]
pub struct Situation<'a> {
    /// Topics: the tags of the entry that matched, or else those that the page is about.
    pub topics: Vec<&'a str>,
    /// Ids of the channels that the entry itself names, best first.
    pub preferred: Vec<&'a str>,
    /// Whether a person must be beside the answer: the entry says `handoff: always`.
    pub urgent: bool,
    /// Whether the question is about a product, and not about the shop.
    pub about_product: bool,
    /// Keys and values: what the host page says (`locale`, `product`, `tags`, `tier`,
    /// `orderStatus`), and the product and tags of the entry that matched. A key may stand in it
    /// more than once.
    pub facts: Vec<(&'a str, &'a str)>,
    /// The time on the shop's clock. Without it, channels count as open.
    pub now: Option<ShopTime>,
}

/// A condition: of each key that it names, one of the values is among the facts. Without keys it
/// always holds. In JSON an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When(pub Vec<(String, Vec<String>)>);

impl Situation<'_> {
    /// Whether a fact is known. Letters of A to Z count alike in upper and lower case; a locale
    /// also has what it is narrower than: `hu-HU` is `hu`.
    #[must_use]
    pub fn has(&self, key: &str, value: &str) -> bool {
        let wanted = value.as_bytes();
        self.facts.iter().any(|(known, given)| {
            let given = given.as_bytes();
            let begins =
                || given.get(..wanted.len()).is_some_and(|s| s.eq_ignore_ascii_case(wanted));
            let ends = || match given.get(wanted.len()) {
                None => true,
                Some(next) => *next == b'-' && key == "locale",
            };
            *known == key && begins() && ends()
        })
    }

    /// Whether one of some values of a key is known.
    pub(super) fn has_any(&self, key: &str, values: &[String]) -> bool {
        values.iter().any(|value| self.has(key, value))
    }
}

impl When {
    /// Whether it always holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds in a situation.
    #[must_use]
    pub fn holds(&self, situation: &Situation) -> bool {
        self.0.iter().all(|(key, values)| situation.has_any(key, values))
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, values)| (key, values)))
    }
}
