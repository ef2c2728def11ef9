//! The languages, one file each: rules as data, with the reasons for them.
//!
//! To add one, copy `template.rs`, name it in [`ALL`], and give it vocabulary in the shared test
//! kit below; `docs/languages.md` goes through it step by step.

mod ar;
mod en;
mod hu;
mod keyboard;
mod ru;
mod template;

use super::Analyzer;
use super::requests::{Part, Requests, Role, hash};
use super::respell::{Respelling, Script};
use super::rules::{Affix, Condition, Direction, Pairs, Rules, Step};

/// Makes a language's rules.
pub type MakeRules = fn() -> Rules;

/// The languages with rules of their own: BCP 47 primary subtag, and the rules.
pub const ALL: [(&str, MakeRules); 4] =
    [("en", en::rules), ("ru", ru::rules), ("hu", hu::rules), ("ar", ar::rules)];

/// The rules for a BCP 47 tag, by its primary subtag. A language without rules of its own gets
/// the template's: folding, and nothing else.
#[must_use]
pub fn rules_for(tag: &str) -> Rules {
    let primary = tag.split('-').next().unwrap_or_default();
    let known = ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary));
    let rules = known.map_or(template::rules as MakeRules, |(_, rules)| *rules);
    let mut rules = Rules { language: tag.to_owned(), ..rules() };
    rules.folds.sort_unstable();
    // Function words are compared with folded words.
    let function_words = rules.function_words.join(" ");
    let analyzer = Analyzer::new(rules.clone());
    rules.function_words = analyzer.tokens(&function_words).into_iter().map(|t| t.word).collect();
    rules.function_words.sort_unstable();
    rules.function_words.dedup();
    let listed: Vec<String> =
        rules.requests.words.split('|').map(|entry| listed(entry, &analyzer)).collect();
    rules.requests.words = listed.join("|");
    rules
}

/// A word or several of [`requests`] as the index has them.
fn listed(entry: &str, analyzer: &Analyzer) -> String {
    let word = |word: &str| {
        let bare = word.trim_start_matches('=');
        let token = analyzer.tokens(bare).remove(0);
        if bare == word { token.stem } else { format!("={}", token.word) }
    };
    let Some((letter, words)) = entry.split_at_checked(1) else { return String::new() };
    letter.to_owned() + &words.split('_').map(word).collect::<Vec<_>>().join(" ")
}

/// Collects the affixes of one step.
struct StepBuilder {
    step: Step,
}

fn suffixes() -> StepBuilder {
    StepBuilder { step: Step { direction: Direction::Suffix, affixes: Vec::new() } }
}

fn prefixes() -> StepBuilder {
    StepBuilder { step: Step { direction: Direction::Prefix, affixes: Vec::new() } }
}

impl StepBuilder {
    /// Affixes, space-separated, each alone (it goes) or as `affix>replacement`, with what the
    /// rest of the word must have.
    fn with(mut self, min_rest: u8, condition: Condition, affixes: &str) -> Self {
        for word in affixes.split_whitespace() {
            let (affix, replacement) = word.split_once('>').unwrap_or((word, ""));
            self.step.affixes.push(Affix {
                affix: affix.to_owned(),
                replacement: replacement.to_owned(),
                min_rest,
                condition,
            });
        }
        self
    }

    /// Longest first: the sort is stable, so that of equal affixes the first one written wins.
    fn build(mut self) -> Step {
        self.step.affixes.sort_by_key(|affix| std::cmp::Reverse(affix.affix.chars().count()));
        self.step
    }
}

/// Words, space-separated.
fn words(list: &str) -> Vec<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

/// Letters and what stands for them, space-separated, as `from>to`; without `>to`, nothing does.
fn pairs(list: &str) -> Pairs {
    let pair = |pair: &str| {
        let (from, to) = pair.rsplit_once('>').unwrap_or((pair, ""));
        (from.to_owned(), to.to_owned())
    };
    list.split_whitespace().map(pair).collect()
}

/// Letters as typed and as meant, as [`pairs`]; `_` stands for either end of a word. Of the pairs
/// that fit a place, those with more letters typed are likelier, and among equals the first;
/// read the other way round, those with fewer, and among equals the last.
fn respelling(script: Script, both_ways: bool, mut pairs: Pairs) -> Respelling {
    pairs.iter_mut().for_each(|(typed, _)| *typed = typed.replace('_', " "));
    pairs.sort_by_key(|(typed, _)| std::cmp::Reverse(typed.chars().count()));
    Respelling { script, both_ways, pairs }
}

/// Words by which a question is for a person, or about nothing: of each role and weight a list,
/// space-separated, the surest first. `_` joins several words; one behind `=` counts as it is
/// written, others by their stems. Then coarse words, folded: whole ones, and what others begin
/// with.
fn requests<const N: usize>(
    lists: [(Role, u8, &str); N],
    coarse: &str,
    coarse_beginnings: &str,
) -> Requests {
    let mut words = Vec::new();
    for (role, weight, list) in lists {
        let letter = Part { role, weight }.letter();
        // Sorted, they take fewer bytes after compression.
        let mut list: Vec<&str> = list.split_whitespace().collect();
        list.sort_unstable();
        words.extend(list.into_iter().map(|word| format!("{letter}{word}")));
    }
    let whole = coarse.split_whitespace().map(|word| hash(&format!("{word}\0")));
    let coarse = whole.chain(coarse_beginnings.split_whitespace().map(hash)).collect();
    Requests { words: words.join("|"), coarse }
}

#[cfg(test)]
mod kit;
