//! Words that shoppers use and the content does not, found where several entries are asked for by
//! one of them.
//!
//! What concerns one entry belongs to its alternates, so a synonym is proposed only where it leads
//! to two entries or more; and only where it does so in fact, asked of the engine.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use faqlet::content::{Content, Synonyms};
use faqlet::search::Vocabulary;
use faqlet::text::{Token, normalize};

use super::json;
use super::tongue::Tongue;

/// So many words are tried, with so many meanings each: for each of them the content is indexed.
const WORDS: usize = 5;
const MEANINGS: usize = 3;
/// Entries that a synonym must lead to.
const ENTRIES: usize = 2;
/// Questions named for a synonym.
const NAMED: usize = 5;

/// A question, the product it was asked about, and the entry that shoppers took.
type Taken = (String, Option<String>, String);

/// Proposes synonyms.
///
/// # Errors
/// Never for what the writer wrote.
pub fn synonyms(
    content: &Content,
    language: &str,
    tongue: &Tongue<'_>,
    taken: &[Taken],
) -> Result<Vec<json::Synonym>> {
    let vocabulary = Vocabulary::new(tongue.words.iter().map(String::as_str));
    let known = |stem: &String| tongue.words.binary_search(stem).is_ok();
    let slip = |stem: &str| vocabulary.neighbours(stem, 2.0).iter().any(|it| it.distance.is_some());
    let mut unknown: BTreeMap<String, (String, Vec<&Taken>)> = BTreeMap::new();
    for question in taken {
        let (text, words) = words(&question.0, tongue);
        for token in words {
            if !token.code && !known(&token.stem) && !slip(&token.stem) {
                let written = text[token.span].to_lowercase();
                let (_, questions) = unknown.entry(token.stem).or_insert((written, Vec::new()));
                questions.push(question);
            }
        }
    }
    let entries = |questions: &[&Taken]| -> usize {
        questions.iter().map(|(_, _, entry)| entry).collect::<BTreeSet<_>>().len()
    };
    let mut unknown: Vec<(String, Vec<&Taken>)> = unknown.into_values().collect();
    unknown.retain(|(_, questions)| entries(questions) >= ENTRIES);
    unknown.sort_by_key(|(word, questions)| (Reverse(entries(questions)), word.clone()));
    let mut found = Vec::new();
    for (word, questions) in unknown.into_iter().take(WORDS) {
        for meaning in meanings(&questions, tongue).into_iter().take(MEANINGS) {
            let mut changed = content.clone();
            let (words, means) = (vec![word.clone()], vec![meaning.clone()]);
            let all = changed.synonyms.entry(language.to_owned()).or_default();
            all.push(Synonyms { words, meanings: means });
            let after = Tongue::open(&changed, language)?;
            let mended: Vec<&Taken> = questions
                .iter()
                .filter(|(text, product, entry)| {
                    after.answer(text, product.as_deref()).as_ref() == Some(entry)
                })
                .copied()
                .collect();
            if entries(&mended) >= ENTRIES {
                let named = mended.into_iter().take(NAMED).map(|(text, ..)| text.clone());
                found.push(json::Synonym {
                    language: language.to_owned(),
                    word,
                    meaning,
                    questions: named.collect(),
                });
                break;
            }
        }
    }
    Ok(found)
}

/// The content words of a text, and the text as their places are counted in it.
fn words(text: &str, tongue: &Tongue<'_>) -> (String, Vec<Token>) {
    let text = normalize(text);
    let mut tokens = tongue.engine.index().analyzer().tokens(&text);
    tokens.retain(|token| !token.function_word);
    (text, tokens)
}

/// Words that the questions of most of the entries have, and what was asked has not.
fn meanings(questions: &[&Taken], tongue: &Tongue<'_>) -> Vec<String> {
    let mut counts: BTreeMap<String, (String, BTreeSet<&str>)> = BTreeMap::new();
    for (text, _, entry) in questions {
        let asked: BTreeSet<String> =
            words(text, tongue).1.into_iter().map(|token| token.stem).collect();
        let Some(of) = tongue.entries.get(entry.as_str()) else { continue };
        let (question, tokens) = words(&of.question, tongue);
        for token in tokens.into_iter().filter(|it| !it.code && !asked.contains(&it.stem)) {
            let written = question[token.span].to_lowercase();
            let (_, having) = counts.entry(token.stem).or_insert((written, BTreeSet::new()));
            having.insert(entry);
        }
    }
    let mut list: Vec<(String, BTreeSet<&str>)> = counts.into_values().collect();
    list.retain(|(_, having)| having.len() >= ENTRIES);
    list.sort_by_key(|(word, having)| (Reverse(having.len()), word.clone()));
    list.into_iter().map(|(word, _)| word).collect()
}
