//! Reading and checking `synonyms.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::{Code, Diagnostic};
use super::model::{Audience, Entry, Synonyms};
use super::node::{Node, Spot, Value};
use super::source::Source;
use super::yaml;
use crate::text::{Analyzer, lang, normalize};

/// Lines in all files of a language.
pub(super) const MAX_RULES: usize = 2000;
/// Words that mean each other. Each leads to all others, so the index grows by the square.
pub(super) const MAX_GROUP: usize = 20;
/// Words in a phrase: as many as the search looks up together.
const MAX_WORDS: usize = 3;

/// One line of the file.
#[derive(Debug)]
struct Rule {
    words: Vec<Spot>,
    /// Empty: the words mean each other.
    meanings: Vec<Spot>,
}

/// The synonyms of one language, which are held to its entries as these are read.
#[derive(Debug)]
pub(super) struct OfLanguage {
    language: String,
    /// Each with the number of its source.
    rules: Vec<(usize, Rule)>,
    used: Used,
}

impl OfLanguage {
    /// Reads them. `sources`: all files of synonyms; `own`: the numbers of this language's.
    pub fn new(
        language: &str,
        own: &[usize],
        sources: &[Source],
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut rules = Vec::new();
        for number in own {
            let source = &sources[*number];
            let mut parsed = parse(source, found);
            let room = MAX_RULES - rules.len();
            if let Some(excess) = parsed.get(room) {
                found.push(Diagnostic::at(
                    Code::SynonymsTooMany,
                    source,
                    excess.words[0].at,
                    format!("There are more than {MAX_RULES} synonyms in “{language}”."),
                    "Take out those that few shoppers type.".to_owned(),
                ));
                parsed.truncate(room);
            }
            rules.extend(parsed.into_iter().map(|rule| (*number, rule)));
        }
        let used = Used::new(language, &rules);
        Self { language: language.to_owned(), rules, used }
    }

    /// What they say.
    pub fn synonyms(&self) -> Vec<Synonyms> {
        let texts = |spots: &[Spot]| spots.iter().map(|spot| spot.text.clone()).collect::<Vec<_>>();
        let rules = self.rules.iter().map(|(_, Rule { words, meanings })| {
            let words = texts(words);
            let meanings = if meanings.is_empty() { words.clone() } else { texts(meanings) };
            Synonyms { words, meanings }
        });
        rules.collect()
    }

    /// Notes which of the words an entry has.
    pub fn see(&mut self, entry: &Entry) {
        if entry.audience == Audience::Public && entry.language == self.language {
            self.used.see(entry);
        }
    }

    /// Reports what is of no use, when all entries have been seen.
    pub fn check(&self, sources: &[Source], found: &mut Vec<Diagnostic>) {
        check(&self.rules, &self.used, sources, found);
    }
}

fn parse(source: &Source, found: &mut Vec<Diagnostic>) -> Vec<Rule> {
    let Some(root) = yaml::parse(source, 0, source.text.len(), found) else { return Vec::new() };
    let mut report = |at, message: &str, remedy: &str| {
        let (message, remedy) = (message.to_owned(), remedy.to_owned());
        found.push(Diagnostic::at(Code::SynonymForm, source, at, message, remedy));
    };
    let items = match root.value {
        Value::List(items) => items,
        Value::Absent => Vec::new(),
        Value::Text(_) | Value::Map(_) => {
            report(
                root.at,
                "The file is not a list.",
                "Start each line with a dash and a blank: “- [parcel, package]”.",
            );
            Vec::new()
        }
    };
    items.iter().filter_map(|item| rule(item, &mut report)).collect()
}

/// Reads one line. `None`: it cannot be used, and a finding says why.
fn rule(item: &Node, report: &mut impl FnMut(usize, &str, &str)) -> Option<Rule> {
    let rule = match &item.value {
        Value::List(words) => group(words),
        Value::Text(text) => one_way(text, item.at),
        Value::Absent | Value::Map(_) => None,
    };
    let Some(rule) = rule else {
        report(
            item.at,
            "This is neither a list of words nor “words => words”.",
            "Write “- [parcel, package]” where all mean the same, “- hoover => vacuum cleaner” \
             where only the left means the right.",
        );
        return None;
    };
    if rule.words.len() > MAX_GROUP || rule.meanings.len() > MAX_GROUP {
        report(
            item.at,
            &format!("There are more than {MAX_GROUP} words in one list."),
            "Make several lists, each of words that mean the same.",
        );
        return None;
    }
    Some(rule)
}

fn group(items: &[Node]) -> Option<Rule> {
    let words: Option<Vec<Spot>> = items
        .iter()
        .map(|item| match &item.value {
            Value::Text(text) => word(text, item.at),
            Value::Absent | Value::List(_) | Value::Map(_) => None,
        })
        .collect();
    let words = words.filter(|words| words.len() > 1)?;
    Some(Rule { words, meanings: Vec::new() })
}

fn one_way(text: &str, at: usize) -> Option<Rule> {
    let (left, right) = text.split_once("=>")?;
    let side = |text: &str| text.split([',', '،']).map(|text| word(text, at)).collect();
    let (words, meanings): (Option<Vec<Spot>>, Option<Vec<Spot>>) = (side(left), side(right));
    Some(Rule { words: words?, meanings: meanings? })
}

/// A word or phrase; `None` where there are no letters or digits, or an arrow.
fn word(text: &str, at: usize) -> Option<Spot> {
    let text = text.trim();
    let usable = text.contains(char::is_alphanumeric) && !text.contains("=>");
    usable.then(|| Spot { text: text.to_owned(), at })
}

/// Which words and phrases the public entries of a language have, as the search sees them.
#[derive(Debug)]
struct Used {
    analyzer: Analyzer,
    /// The stems of those that no entry seen yet has in one wording.
    missing: BTreeSet<Vec<String>>,
    /// For a stem, those of `missing` that have it.
    with: BTreeMap<String, Vec<Vec<String>>>,
}

impl Used {
    fn new(language: &str, rules: &[(usize, Rule)]) -> Self {
        let analyzer = Analyzer::new(lang::rules_for(language));
        let mut used = Self { analyzer, missing: BTreeSet::new(), with: BTreeMap::new() };
        for (_, Rule { words, meanings }) in rules {
            // Where there are meanings, what leads to them may be in no entry.
            for spot in if meanings.is_empty() { words } else { meanings } {
                let stems = used.stems(&spot.text);
                if used.missing.insert(stems.clone()) {
                    for stem in &stems {
                        used.with.entry(stem.clone()).or_default().push(stems.clone());
                    }
                }
            }
        }
        used
    }

    fn stems(&self, text: &str) -> Vec<String> {
        let tokens = self.analyzer.tokens(&normalize(text));
        tokens.into_iter().map(|token| token.stem).collect()
    }

    fn see(&mut self, entry: &Entry) {
        for text in entry.alternates.iter().chain([&entry.question, &entry.answer_text]) {
            // A phrase without stems cannot be found.
            if self.missing.iter().all(Vec::is_empty) {
                return;
            }
            let stems: BTreeSet<String> = self.stems(text).into_iter().collect();
            for stem in &stems {
                let Some(phrases) = self.with.get_mut(stem) else { continue };
                phrases.retain(|phrase| {
                    let has = phrase.iter().all(|stem| stems.contains(stem));
                    if has {
                        self.missing.remove(phrase);
                    }
                    !has
                });
            }
        }
    }

    /// Whether an entry has all words of a text in one wording.
    fn has(&self, text: &str) -> bool {
        let stems = self.stems(text);
        !stems.is_empty() && !self.missing.contains(&stems)
    }
}

fn check(rules: &[(usize, Rule)], known: &Used, sources: &[Source], found: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<Vec<String>, (usize, &Source, usize)> = BTreeMap::new();
    for (number, (source, rule)) in rules.iter().enumerate() {
        let source = &sources[*source];
        let mut report = |code, at, message, remedy: &str| {
            found.push(Diagnostic::at(code, source, at, message, remedy.to_owned()));
        };
        let long = |spot: &&Spot| known.stems(&spot.text).len() > MAX_WORDS;
        for Spot { text, at } in rule.words.iter().chain(&rule.meanings).filter(long) {
            let message = format!("“{text}” has more than {MAX_WORDS} words.");
            let remedy = "Use the words that matter, or make it an alternate of the entry that \
                          answers it.";
            report(Code::SynonymForm, *at, message, remedy);
        }
        let nowhere = "Use a word that the entries use, or take it out.";
        if rule.meanings.is_empty() && !rule.words.iter().any(|word| known.has(&word.text)) {
            let message = "No entry has any of these words.".to_owned();
            report(Code::SynonymUnused, rule.words[0].at, message, nowhere);
        }
        for meaning in rule.meanings.iter().filter(|meaning| !known.has(&meaning.text)) {
            let message = format!("No entry has “{}”.", meaning.text);
            report(Code::SynonymUnused, meaning.at, message, nowhere);
        }
        for (place, word) in rule.words.iter().enumerate() {
            let stems = known.stems(&word.text);
            let others =
                if rule.meanings.is_empty() { &rule.words[..place] } else { &rule.meanings };
            if let Some(same) = others.iter().find(|other| known.stems(&other.text) == stems) {
                let message =
                    format!("“{}” and “{}” are the same word to the search.", word.text, same.text);
                report(Code::SynonymSame, word.at, message, "Take one of the two out.");
            } else if rule.meanings.is_empty() {
                let first = groups.entry(stems).or_insert((number, source, word.at));
                if first.0 != number {
                    let place = first.1.location(first.2);
                    let message = format!(
                        "“{}” also stands in the list at {}:{}:{}.",
                        word.text, place.path, place.line, place.column
                    );
                    let remedy = "Make one list of the two, or take it out of one.";
                    report(Code::SynonymTwice, word.at, message, remedy);
                }
            }
        }
    }
}
