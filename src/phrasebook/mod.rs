//! The phrasebook: the standard questions of shops, and how shoppers ask them. Not in the browser.
//!
//! The files lie in `phrasebook/` and are compiled in; a language is read when it is first asked
//! for. What is wrong in them is found by tests, so that a build never fails for it.

mod classify;
mod files;
mod infer;
mod yaml;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

pub use files::{SOURCES, Source};
pub use infer::{Asked, Inference, Inferrer};

use crate::text::{Analyzer, lang, normalize};
use classify::Classifier;
use yaml::Value;

/// A standard question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// What entries call it: `order-tracking`.
    pub name: String,
    /// The group that it is listed in: `orders`.
    pub group: String,
    /// What a shopper wants who asks it, in one line of English.
    pub description: String,
    /// Whether it is among the most asked.
    pub often: bool,
    /// The kinds of shop that get it. Empty: every shop does.
    pub shops: Vec<String>,
}

/// How a phrasing speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Register {
    /// What is typed into a search box.
    Keywords,
    /// A full question in a neutral tone.
    Plain,
    /// Hurried, chatty, angry.
    Colloquial,
    /// Like a letter.
    Formal,
    /// What has happened, without the question.
    Situation,
    /// Gulf Arabic.
    Gulf,
    /// Egyptian Arabic.
    Egyptian,
    /// Levantine Arabic.
    Levantine,
}

impl Register {
    /// All, with the names that the files use.
    pub const ALL: [(&'static str, Self); 8] = [
        ("keywords", Self::Keywords),
        ("plain", Self::Plain),
        ("colloquial", Self::Colloquial),
        ("formal", Self::Formal),
        ("situation", Self::Situation),
        ("gulf", Self::Gulf),
        ("egyptian", Self::Egyptian),
        ("levantine", Self::Levantine),
    ];
}

/// A way to ask a standard question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrasing {
    /// As shoppers type it.
    pub text: String,
    /// How it speaks.
    pub register: Register,
}

/// The phrasings of a language, by intent.
#[derive(Debug, Default)]
struct Language {
    phrasings: Vec<Phrasing>,
    of_intent: BTreeMap<String, Range<usize>>,
    /// Learned when a wording is first classified.
    classifier: OnceLock<Classifier>,
}

/// All intents, in the order of their groups.
#[must_use]
pub fn intents() -> &'static [Intent] {
    static INTENTS: LazyLock<Vec<Intent>> = LazyLock::new(|| {
        read_intents(files::INTENTS).expect("a test holds the intents to their form")
    });
    &INTENTS
}

/// The intent of a name.
#[must_use]
pub fn intent(name: &str) -> Option<&'static Intent> {
    intents().iter().find(|intent| intent.name == name)
}

/// Up to three intents that a name which is none may stand for: misspelt, or with a word in common.
#[must_use]
pub fn nearest(name: &str) -> Vec<&'static str> {
    const SHOWN: usize = 3;
    let name = name.trim().to_lowercase().replace(['_', ' '], "-");
    // No slip of the keyboard is this long, and the distance costs time by the square.
    if name.len() > 100 {
        return Vec::new();
    }
    let words: Vec<&str> = name.split('-').filter(|word| word.len() > 2).collect();
    let mut near: Vec<(f64, &str)> = Vec::new();
    for Intent { name: known, .. } in intents() {
        let alike = strsim::normalized_damerau_levenshtein(&name, known);
        let shared = known.split('-').filter(|word| words.contains(word)).count();
        let parts = known.split('-').count().max(words.len()) as f64;
        let likeness = (shared as f64 / parts).max(alike);
        if shared > 0 || alike >= 2.0 / 3.0 {
            near.push((likeness, known));
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(SHOWN).map(|(_, known)| known).collect()
}

/// The kinds of shop that intents are for, by name.
#[must_use]
pub fn kinds() -> Vec<&'static str> {
    let mut kinds: Vec<&str> =
        intents().iter().flat_map(|intent| intent.shops.iter().map(String::as_str)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The standard questions that shops of some kinds get, in the order of their groups. Without a
/// kind: those that every shop gets.
pub fn asked_of<S: AsRef<str>>(kinds: &[S]) -> impl Iterator<Item = &'static Intent> {
    let asked = |intent: &&Intent| {
        let is_kind = |shop: &String| kinds.iter().any(|kind| kind.as_ref() == shop);
        intent.shops.is_empty() || intent.shops.iter().any(is_kind)
    };
    intents().iter().filter(asked)
}

/// The languages that there are phrasings in, as BCP 47 tags, sorted.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    let mut languages: Vec<&str> = SOURCES.iter().map(|source| source.language).collect();
    languages.dedup();
    languages
}

/// The phrasings of an intent in a language, named by its BCP 47 tag: those of `en` serve `en-GB`
/// too. Empty where there are none.
#[must_use]
pub fn phrasings(intent: &str, language: &str) -> &'static [Phrasing] {
    let Some(language) = of_language(language) else { return &[] };
    language.of_intent.get(intent).map_or(&[], |range| &language.phrasings[range.clone()])
}

/// What was learned of a language's phrasings, of which intents are numbered as in [`intents`].
/// `None`: there are no phrasings in it.
fn classifier(language: &str) -> Option<&'static Classifier> {
    let read = of_language(language)?;
    Some(read.classifier.get_or_init(|| {
        let of_intent = |(number, intent): (usize, &Intent)| {
            let range = read.of_intent.get(&intent.name).cloned().unwrap_or_default();
            read.phrasings[range].iter().map(move |phrasing| (phrasing.text.as_str(), number))
        };
        let wordings: Vec<(&str, usize)> =
            intents().iter().enumerate().flat_map(of_intent).collect();
        Classifier::new(&wordings, intents().len(), Analyzer::new(lang::rules_for(language)))
    }))
}

/// What an entry with an intent is also found by: its phrasings, but for those that the editor
/// switched off.
#[must_use]
pub fn inherited(intent: &str, language: &str, not_asked_as: &[String]) -> Vec<&'static str> {
    let off: Vec<String> = not_asked_as.iter().map(|text| bare(text)).collect();
    let texts = phrasings(intent, language).iter().map(|phrasing| phrasing.text.as_str());
    texts.filter(|text| off.is_empty() || !off.contains(&bare(text))).collect()
}

/// A phrasing without what makes no difference: case, blanks and punctuation. Two with the same
/// are the same phrasing.
#[must_use]
pub fn bare(text: &str) -> String {
    let text = normalize(text).to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || is_mark(c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_mark(c: char) -> bool {
    matches!(c, '؟' | '،' | '؛' | '«' | '»' | '\u{2010}'..='\u{201F}' | '…')
}

fn of_language(tag: &str) -> Option<&'static Language> {
    static READ: LazyLock<BTreeMap<&str, OnceLock<Language>>> =
        LazyLock::new(|| languages().into_iter().map(|tag| (tag, OnceLock::new())).collect());
    let primary = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    let (tag, language) = READ.get_key_value(primary.as_str())?;
    Some(language.get_or_init(|| {
        read_language(SOURCES.iter().filter(|source| source.language == *tag))
            .expect("a test holds the phrasings to their form")
    }))
}

fn read_intents(text: &str) -> Result<Vec<Intent>, String> {
    let mut intents = Vec::new();
    for (group, names) in yaml::parse(text)?.into_map()? {
        for (name, fields) in names.into_map()? {
            let mut intent = Intent {
                name,
                group: group.clone(),
                description: String::new(),
                often: false,
                shops: Vec::new(),
            };
            for (key, value) in fields.into_map()? {
                match key.as_str() {
                    "description" => intent.description = value.into_text()?,
                    "often" => intent.often = value.into_text()? == "true",
                    "shops" => intent.shops = value.into_texts()?,
                    _ => return Err(format!("“{key}” is not a field of an intent")),
                }
            }
            intents.push(intent);
        }
    }
    Ok(intents)
}

fn read_language<'a>(sources: impl Iterator<Item = &'a Source>) -> Result<Language, String> {
    let mut read = Language::default();
    for source in sources {
        let place = |error| format!("{}/{}: {error}", source.language, source.group);
        for (intent, registers) in yaml::parse(source.text).map_err(place)?.into_map()? {
            let start = read.phrasings.len();
            read_phrasings(registers, &mut read.phrasings)
                .map_err(|error| place(format!("{intent}: {error}")))?;
            let range = start..read.phrasings.len();
            if read.of_intent.insert(intent.clone(), range).is_some() {
                return Err(place(format!("“{intent}” stands in two files")));
            }
        }
    }
    Ok(read)
}

fn read_phrasings(registers: Value, phrasings: &mut Vec<Phrasing>) -> Result<(), String> {
    for (name, texts) in registers.into_map()? {
        let register = Register::ALL.iter().find(|(known, _)| *known == name);
        let (_, register) = register.ok_or_else(|| format!("“{name}” is not a register"))?;
        for text in texts.into_texts()? {
            phrasings.push(Phrasing { text, register: *register });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
