//! What was meant by a word that was typed in other letters than its language's.

use super::fold::push_folded;
use super::rules::{Pairs, read_pairs};
#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};

/// How a word came to be in other letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// The right keys, on another keyboard layout.
    Layout,
    /// The sounds, in the letters of another script.
    Transliteration,
}

/// Letters that stand for others: those of a keyboard layout or of a transliteration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respelling {
    /// How the letters come to stand for others.
    pub script: Script,
    /// Whether the letters meant stand for those typed as well: a Russian shop has names in
    /// Latin letters, too.
    pub both_ways: bool,
    /// Letters as typed, and as meant. Of those typed alike the likelier are first, of those
    /// meant alike last. A space in the letters typed stands for either end of the word.
    pub pairs: Pairs,
}

/// A spelling may take so many less likely pairs, the second that fits counting one, the third
/// two.
const MAX_DEVIATIONS: usize = 3;
/// So many spellings are tried of a word. In Arabic, whose short vowels are written in Latin
/// letters and not in its own, a word of eight letters has some hundred.
const MAX_SPELLINGS: usize = 120;
/// Longer runs of letters are no words.
const MAX_BYTES: usize = 64;

impl Respelling {
    /// Reads what [`Respelling::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Truncated> {
        let flags = reader.byte()?;
        let script = if flags & 1 == 0 { Script::Layout } else { Script::Transliteration };
        Ok(Self { script, both_ways: flags & 2 != 0, pairs: read_pairs(reader)? })
    }

    /// Appends the pairs in the form described in `docs/format.md`, section `LANG`.
    #[cfg(feature = "builder")]
    pub(super) fn write(&self, writer: &mut Writer) {
        let transliteration = u8::from(self.script == Script::Transliteration);
        writer.byte(transliteration | u8::from(self.both_ways) << 1);
        super::rules::write_pairs(&self.pairs, writer);
    }

    /// Spells a run of letters as it was meant, likeliest spelling first, until `accept` takes
    /// one or enough were tried. `reversed`, it is taken as written in the letters meant, and
    /// has one spelling: foreign names are not written by ear.
    pub fn spell(&self, run: &str, reversed: bool, accept: &mut dyn FnMut(&str) -> bool) {
        if run.len() > MAX_BYTES {
            return;
        }
        // Capitals are what small letters are, but for the few that have a pair.
        let mut own = String::with_capacity(run.len());
        for letter in run.chars() {
            if self.pairs.iter().any(|(typed, _)| typed.starts_with(letter)) {
                own.push(letter);
            } else {
                push_folded(letter, &mut own);
            }
        }
        let padded = [" ", &own, " "].concat();
        let mut left = MAX_SPELLINGS;
        let mut done = |spelt: &str| {
            left -= 1;
            // Where the likeliest spelling changes nothing, there are no such letters.
            left == 0 || spelt == own || accept(spelt)
        };
        let mut speller = Speller { pairs: &self.pairs, reversed, done: &mut done };
        let most = if reversed { 0 } else { MAX_DEVIATIONS };
        let _ = (0..=most).any(|number| speller.spell(&padded, number, &mut String::new()));
    }
}

/// A spelling in work.
struct Speller<'a> {
    pairs: &'a [(String, String)],
    reversed: bool,
    done: &'a mut dyn FnMut(&str) -> bool,
}

impl Speller<'_> {
    /// Spells the rest with exactly so many deviations, so that no spelling comes twice. Whether
    /// the search is over.
    fn spell(&mut self, rest: &str, deviations: usize, spelt: &mut String) -> bool {
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else {
            return deviations == 0 && (self.done)(spelt);
        };
        let length = spelt.len();
        let mut cost = 0;
        for at in 0..self.pairs.len() {
            let (from, to) = if self.reversed {
                let (typed, meant) = &self.pairs[self.pairs.len() - 1 - at];
                (meant, typed)
            } else {
                let (typed, meant) = &self.pairs[at];
                (typed, meant)
            };
            if cost <= deviations
                && !from.is_empty()
                && let Some(after) = rest.strip_prefix(from.as_str())
            {
                spelt.push_str(to);
                if self.spell(after, deviations - cost, spelt) {
                    return true;
                }
                spelt.truncate(length);
                cost += 1;
            }
        }
        if cost > 0 {
            return false;
        }
        if letter != ' ' {
            spelt.push(letter);
        }
        let over = self.spell(letters.as_str(), deviations, spelt);
        spelt.truncate(length);
        over
    }
}
