//! What is known of the shopper's situation, and conditions on it.

use super::hours::ShopTime;

/// A question's situation, as far as channels, routes and notices depend on it.
#[derive(Debug, Clone, Default)]
pub struct Situation<'a> {
    /// Ids of the channels that the entry itself names, best first; its route adds others.
    pub named: Vec<&'a str>,
    /// Whether a person must be beside the answer: the entry says `handoff: always`.
    pub urgent: bool,
    /// What is known.
    pub facts: Facts,
    /// The time on the shop's clock. Without it, channels count as open, and no notice is shown.
    pub now: Option<ShopTime>,
}

/// What is known, `key=value` on each line. A key may stand in it more than once. Letters of A to
/// Z count alike in upper and lower case.
#[derive(Debug, Clone, Default)]
pub struct Facts(Vec<u8>);

/// A condition: of each of its clauses one alternative is among the facts. A clause has its
/// alternatives on lines, as `key=value`, with A to Z in lower case. Without clauses it always
/// holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition(pub Vec<String>);

impl Facts {
    /// Adds a line of two parts, such as `tier=` and `gold`.
    #[inline(never)]
    pub fn add(&mut self, start: &[u8], rest: &[u8]) {
        for byte in start.iter().chain(rest) {
            self.0.push(byte.to_ascii_lowercase());
        }
        self.0.push(b'\n');
    }

    /// Whether a fact is known. A locale also has what it is narrower than: `locale=hu-hu` is
    /// `locale=hu`.
    fn has(&self, wanted: &[u8]) -> bool {
        lines(&self.0).any(|fact| {
            fact.strip_prefix(wanted).is_some_and(|rest| match rest {
                [] => true,
                [next, ..] => *next == b'-' && wanted.starts_with(b"locale="),
            })
        })
    }
}

impl Condition {
    /// Whether it holds.
    #[must_use]
    #[inline(never)]
    pub fn holds(&self, facts: &Facts) -> bool {
        self.0.iter().all(|clause| lines(clause.as_bytes()).any(|wanted| facts.has(wanted)))
    }
}

/// The lines of a text.
pub(crate) fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n')
}
