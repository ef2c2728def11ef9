//! What the analysis needs to know of a language, as data that travels in the index.

use super::Respelling;
use super::requests::Requests;
#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};

/// Which end of a word a step works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Endings.
    Suffix,
    /// Beginnings.
    Prefix,
}

/// What must hold of the rest of a word for an affix to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Nothing beyond the length.
    None,
    /// The rest has a vowel.
    Vowel,
    /// The rest does not end in the letter that the affix begins with (the ss of "class").
    NotDoubled,
    /// Nothing else is left: the affix is the whole word.
    Whole,
}

/// An affix and what replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affix {
    /// In folded letters.
    pub affix: String,
    /// What takes its place.
    pub replacement: String,
    /// The rest, without the replacement, must have at least so many letters.
    pub min_rest: u8,
    /// What else must hold.
    pub condition: Condition,
}

/// One pass over a word: of the affixes that fit, the longest is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which end.
    pub direction: Direction,
    /// Longest first; of equal length, in the order written.
    pub affixes: Vec<Affix>,
}

/// Letters and what stands in their place.
pub type Pairs = Vec<(String, String)>;

/// A language's rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// BCP 47 tag.
    pub language: String,
    /// Letters and what they count as, beyond what holds in all languages; sorted by letter.
    pub folds: Pairs,
    /// Folded vowels.
    pub vowels: String,
    /// Steps of stemming, in order.
    pub steps: Vec<Step>,
    /// Folded words that carry little meaning, sorted. They count for less, and are never
    /// deleted: "how to" and "how much" are different questions.
    pub function_words: Vec<String>,
    /// Whether words that the index knows also match what is like them: for languages in which
    /// the steps above leave many forms of a word apart.
    pub match_similar: bool,
    /// Other letters that its words are typed in by mistake or for want of a keyboard; the
    /// likeliest first.
    pub respellings: Vec<Respelling>,
    /// Words by which a question is for a person, or is none.
    pub requests: Requests,
}

impl Rules {
    /// Reads what [`Rules::write`] wrote.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Truncated> {
        let language = reader.string()?.to_owned();
        let vowels = reader.string()?.to_owned();
        let folds = read_pairs(reader)?;
        let mut steps = Vec::new();
        for _ in 0..reader.count()? {
            let direction = match reader.byte()? {
                0 => Direction::Suffix,
                1 => Direction::Prefix,
                _ => return Err(Truncated),
            };
            let mut affixes = Vec::new();
            for _ in 0..reader.count()? {
                let affix = reader.string()?.to_owned();
                let replacement = reader.string()?.to_owned();
                let min_rest = reader.byte()?;
                let condition = match reader.byte()? {
                    0 => Condition::None,
                    1 => Condition::Vowel,
                    2 => Condition::NotDoubled,
                    3 => Condition::Whole,
                    _ => return Err(Truncated),
                };
                affixes.push(Affix { affix, replacement, min_rest, condition });
            }
            steps.push(Step { direction, affixes });
        }
        let mut function_words = Vec::new();
        for _ in 0..reader.count()? {
            function_words.push(reader.string()?.to_owned());
        }
        let match_similar = reader.byte()? != 0;
        let mut respellings = Vec::new();
        for _ in 0..reader.count()? {
            respellings.push(Respelling::read(reader)?);
        }
        let requests = Requests::read(reader)?;
        Ok(Self {
            language,
            folds,
            vowels,
            steps,
            function_words,
            match_similar,
            respellings,
            requests,
        })
    }

    /// Appends the rules in the form described in `docs/format.md`, section `LANG`.
    #[cfg(feature = "builder")]
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.string(&self.language);
        writer.string(&self.vowels);
        write_pairs(&self.folds, writer);
        writer.varint(self.steps.len() as u64);
        for step in &self.steps {
            writer.byte(match step.direction {
                Direction::Suffix => 0,
                Direction::Prefix => 1,
            });
            writer.varint(step.affixes.len() as u64);
            for affix in &step.affixes {
                writer.string(&affix.affix);
                writer.string(&affix.replacement);
                writer.byte(affix.min_rest);
                writer.byte(match affix.condition {
                    Condition::None => 0,
                    Condition::Vowel => 1,
                    Condition::NotDoubled => 2,
                    Condition::Whole => 3,
                });
            }
        }
        writer.varint(self.function_words.len() as u64);
        for word in &self.function_words {
            writer.string(word);
        }
        writer.byte(self.match_similar.into());
        writer.varint(self.respellings.len() as u64);
        for respelling in &self.respellings {
            respelling.write(writer);
        }
        self.requests.write(writer);
    }

    /// Reduces a folded word to its stem, in place.
    pub fn stem(&self, word: &mut String) {
        for step in &self.steps {
            let found = step.affixes.iter().find(|affix| self.fits(word, step.direction, affix));
            let Some(Affix { affix, replacement, .. }) = found else { continue };
            match step.direction {
                Direction::Suffix => {
                    word.truncate(word.len() - affix.len());
                    word.push_str(replacement);
                }
                Direction::Prefix => {
                    let rest = word.strip_prefix(affix.as_str()).unwrap_or_default();
                    *word = replacement.clone() + rest;
                }
            }
        }
    }

    fn fits(&self, word: &str, direction: Direction, affix: &Affix) -> bool {
        let Affix { affix: letters, .. } = affix;
        // Most affixes are out of question by the letter at the word's end, and comparing one byte
        // is many times as fast as comparing strings.
        let (outermost, of_word) = match direction {
            Direction::Suffix => (letters.as_bytes().last(), word.as_bytes().last()),
            Direction::Prefix => (letters.as_bytes().first(), word.as_bytes().first()),
        };
        if outermost.is_some() && outermost != of_word {
            return false;
        }
        let rest = match direction {
            Direction::Suffix => word.strip_suffix(letters.as_str()),
            Direction::Prefix => word.strip_prefix(letters.as_str()),
        };
        let Some(rest) = rest else { return false };
        rest.chars().count() >= usize::from(affix.min_rest)
            && match affix.condition {
                Condition::None => true,
                Condition::Vowel => {
                    rest.chars().any(|c| self.vowels.chars().any(|vowel| vowel == c))
                }
                Condition::NotDoubled => rest.chars().next_back() != letters.chars().next(),
                Condition::Whole => rest.is_empty(),
            }
    }

    /// Whether the letters of `tail` begin an ending that a word may take on that starts with
    /// `beginning`, so that it may be all that matters of an unfinished word.
    #[must_use]
    pub fn begins_ending(&self, beginning: &str, tail: &str) -> bool {
        let endings = self.steps.iter().filter(|step| step.direction == Direction::Suffix);
        let endings = endings.flat_map(|step| &step.affixes);
        endings.filter(|ending| ending.condition != Condition::Whole).any(|ending| {
            // What stays of an ending stood there before it: the first d of "dd>d".
            match ending.affix.strip_prefix(ending.replacement.as_str()) {
                Some(added) => added.starts_with(tail) && beginning.ends_with(&ending.replacement),
                None => ending.affix.starts_with(tail),
            }
        })
    }

    /// An unfinished word without its prefix, which it may be too short yet to lose when stemmed.
    /// After a single letter, which is more often the root's, two letters must have come.
    #[must_use]
    pub fn without_prefix<'a>(&self, word: &'a str) -> Option<&'a str> {
        let steps = self.steps.iter().filter(|step| step.direction == Direction::Prefix);
        steps.flat_map(|step| &step.affixes).find_map(|prefix| {
            let rest = word.strip_prefix(prefix.affix.as_str())?;
            let single = prefix.affix.chars().nth(1).is_none();
            rest.chars().nth(usize::from(single)).map(|_| rest)
        })
    }

    /// What a letter counts as in this language, where that differs from all languages.
    #[must_use]
    pub fn fold(&self, c: char) -> Option<&str> {
        let mut letter = [0; 4];
        let letter: &str = c.encode_utf8(&mut letter);
        let at = self.folds.binary_search_by(|fold| fold.0.as_str().cmp(letter)).ok()?;
        Some(&self.folds[at].1)
    }
}

/// Not copied into its two callers, which are called once each.
#[inline(never)]
pub(super) fn read_pairs(reader: &mut Reader<'_>) -> Result<Pairs, Truncated> {
    let mut pairs = Vec::new();
    for _ in 0..reader.count()? {
        pairs.push((reader.string()?.to_owned(), reader.string()?.to_owned()));
    }
    Ok(pairs)
}

#[cfg(feature = "builder")]
pub(super) fn write_pairs(pairs: &Pairs, writer: &mut Writer) {
    writer.varint(pairs.len() as u64);
    for (from, to) in pairs {
        writer.string(from);
        writer.string(to);
    }
}
