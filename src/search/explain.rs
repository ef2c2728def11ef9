//! Why an entry has its score. Not in the browser.
//!
//! There is no formula here. [`Scorer`] adds one word after the other to its sums, so each word is
//! added to sums of its own, and the parts of a score are asked of those as they are of the whole.

use std::cell::OnceCell;
use std::ops::Range;

use serde::Serialize;

use super::lookup::Lookup;
use super::query::{Candidate, MatchKind, Query};
use super::score::{Scorer, Weighted};
use super::sums::{Sums, Worth};
use super::vocabulary::Vocabulary;
use crate::index::{Index, WordingKind};

/// So many terms are named as the nearest of a word that stands for none.
const MOST_NEAREST: usize = 3;
/// Share of letter pairs from which on a term is worth naming as near.
const MIN_SIMILARITY: f32 = 0.3;

/// A word of the question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Word {
    /// As it was asked.
    pub text: String,
    /// One of the language's function words, which count for less.
    pub function_word: bool,
    /// What the best match of it could be worth. Scores are in shares of the sum of all words'.
    pub worth: f32,
    /// What it may stand for. Empty: nothing in the index.
    pub terms: Vec<Term>,
    /// Where it stands for nothing: the terms nearest to it, best first.
    pub nearest: Vec<Near>,
}

/// A term that a word of the question may stand for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// The term, a stem in folded letters.
    pub term: String,
    /// How it was found.
    #[serde(rename = "match")]
    pub kind: MatchKind,
    /// How much a match of it counts, 0 to 1.
    pub weight: f32,
    /// Its inverse document frequency.
    pub rarity: f32,
    /// How many entries have it.
    pub entries: u32,
}

/// A term that is near a word, though not near enough to be meant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    /// The term.
    pub term: String,
    /// Slips between the two, where they are few enough to be forgiven in another word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slips: Option<u8>,
    /// Share of letter pairs in common, 0 to 1.
    pub similarity: f32,
}

/// A wording of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// What part of the entry it is.
    pub kind: WordingKind,
    /// Its number in the entry: 0 the question, from 1 on the alternates, last the answer.
    pub number: usize,
}

/// What one word adds to a part of a score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WordAmount {
    /// Number of the word in the question.
    pub word: usize,
    /// What it adds.
    pub amount: f32,
}

/// A part of an entry's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryPart {
    /// `together`: the entry's wordings taken together; `wording`: the best single one;
    /// `learned`: which words tell it apart; `floor`: what raises a score below zero to zero;
    /// `letters`: how alike the question is in its letters; `opening`: what brings an entry forward whose question begins as typed.
    pub part: &'static str,
    /// What it adds to the score.
    pub amount: f32,
    /// What of it comes from each word that adds to it. Empty: it does not come from words.
    pub words: Vec<WordAmount>,
}

/// A term of a word that an entry has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatchedTerm {
    /// The term.
    pub term: String,
    /// The entry's wordings that have it.
    pub wordings: Vec<Place>,
}

/// What a word does for an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryWord {
    /// Number of the word in the question.
    pub word: usize,
    /// The terms that the entry has of those that the word may stand for.
    pub terms: Vec<MatchedTerm>,
    /// How much higher the score would be without the word. Only where the entry has none of its
    /// terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f32>,
}

/// Explains the scores of a question's entries.
pub struct Explainer<'a, D> {
    scorer: &'a Scorer,
    query: &'a Query,
    index: &'a Index<D>,
    /// By number.
    terms: Vec<String>,
    /// The sums of all words.
    sums: Sums,
    /// The question's words.
    words: Vec<Weighted>,
    /// The sums of each word alone.
    word_sums: Vec<Sums>,
}

impl<'a, D: AsRef<[u8]>> Explainer<'a, D> {
    /// Prepares what holds for all entries.
    #[must_use]
    pub fn new(scorer: &'a Scorer, query: &'a Query, index: &'a Index<D>) -> Self {
        let mut sums = scorer.sums();
        let mut word_sums = Vec::new();
        let words: Vec<_> = query.terms.iter().map(|term| scorer.weighted(term)).collect();
        for word in &words {
            let mut own = scorer.sums();
            scorer.add(word, &mut own);
            word_sums.push(own);
            scorer.add(word, &mut sums);
        }
        let mut terms = index.term_list();
        for phrase in index.term_count()..index.term_and_phrase_count() {
            let words =
                index.phrase(phrase as u32).iter().map(|&term| terms[term as usize].as_str());
            terms.push(words.collect::<Vec<_>>().join(" "));
        }
        Self { scorer, query, index, terms, sums, words, word_sums }
    }

    /// The words of the question and what they may stand for. `question` is what the query was
    /// made of.
    #[must_use]
    pub fn words(&self, question: &str, vocabulary: &OnceCell<Vocabulary>) -> Vec<Word> {
        let lookup = Lookup::new(self.index, vocabulary);
        let words = self.query.terms.iter().zip(&self.words);
        words
            .map(|(asked, word)| {
                let text = &question[asked.span.clone()];
                let unknown = asked.candidates.is_empty();
                Word {
                    text: text.to_owned(),
                    function_word: asked.function_word,
                    worth: word.worth.overlap,
                    terms: asked.candidates.iter().map(|candidate| self.term(candidate)).collect(),
                    nearest: if unknown { self.nearest(text, &lookup) } else { Vec::new() },
                }
            })
            .collect()
    }

    /// The parts of an entry's score, which add up to it, and its best wording where it has one
    /// in common with the question.
    #[must_use]
    pub fn parts(&self, entry: u32) -> (Vec<EntryPart>, Option<Place>) {
        let worth = self.worth_without(None);
        let best = self.scorer.best_wording(entry, &self.words, &worth).map(|best| best.0);
        let coverage = |words: &[Weighted]| {
            best.map_or(0.0, |wording| self.scorer.coverage_by(entry, wording, words, &worth))
        };
        let whole = self.sums.parts(entry, coverage(&self.words), &worth);
        let of_words: Vec<_> = self
            .word_sums
            .iter()
            .zip(self.words.chunks(1))
            .map(|(sums, word)| sums.parts(entry, coverage(word), &worth).named())
            .collect();
        let mut parts = Vec::new();
        for (number, (part, amount)) in whole.named().into_iter().enumerate() {
            let amounts = of_words.iter().map(|named| named[number].1).enumerate();
            let words = amounts.filter(|&(_, amount)| amount != 0.0);
            let words = words.map(|(word, amount)| WordAmount { word, amount }).collect();
            parts.push(EntryPart { part, amount, words });
        }
        let sum: f32 = parts.iter().map(|part| part.amount).sum();
        if sum < 0.0 {
            parts.push(EntryPart { part: "floor", amount: -sum, words: Vec::new() });
        }
        let first = self.wordings(entry).start;
        (parts, best.map(|wording| self.place(wording, first)))
    }

    /// What each word of the question does for an entry.
    #[must_use]
    pub fn entry_words(&self, entry: u32) -> Vec<EntryWord> {
        let score = |worth: &Worth| {
            let best = self.scorer.best_wording(entry, &self.words, worth);
            let coverage = best.map_or(0.0, |best| best.1);
            self.sums.parts(entry, coverage, worth).score()
        };
        let range = self.wordings(entry);
        let words = self.query.terms.iter().enumerate();
        words
            .map(|(word, asked)| {
                let mut terms = Vec::new();
                for candidate in &asked.candidates {
                    let wordings = self.index.postings(candidate.term).map(|n| n as usize);
                    let own = wordings.filter(|wording| range.contains(wording));
                    let wordings: Vec<Place> =
                        own.map(|wording| self.place(wording, range.start)).collect();
                    if !wordings.is_empty() {
                        terms.push(MatchedTerm { term: self.name(candidate.term), wordings });
                    }
                }
                let missing = terms.is_empty();
                let loss =
                    || score(&self.worth_without(Some(word))) - score(&self.worth_without(None));
                EntryWord { word, terms, cost: missing.then(loss) }
            })
            .collect()
    }

    fn term(&self, candidate: &Candidate) -> Term {
        let Candidate { term, weight, kind } = *candidate;
        Term {
            term: self.name(term),
            kind,
            weight,
            rarity: self.scorer.rarity_of(term),
            entries: self.scorer.found_in(term),
        }
    }

    fn name(&self, term: u32) -> String {
        self.terms[term as usize].clone()
    }

    fn nearest(&self, text: &str, lookup: &Lookup<'_, D>) -> Vec<Near> {
        let tokens = self.index.analyzer().tokens(text);
        let mut found: Vec<_> = tokens
            .iter()
            .flat_map(|token| lookup.neighbours(&token.stem, MIN_SIMILARITY))
            .collect();
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.term.cmp(&b.term)));
        found.truncate(MOST_NEAREST);
        found
            .iter()
            .map(|near| Near {
                term: self.name(near.term),
                slips: near.distance,
                similarity: near.similarity,
            })
            .collect()
    }

    /// What the words of the question are worth together, all or all but one.
    fn worth_without(&self, word: Option<usize>) -> Worth {
        let mut sum = Worth::default();
        for (number, Weighted { worth, .. }) in self.words.iter().enumerate() {
            if word != Some(number) {
                sum += *worth;
            }
        }
        sum
    }

    /// The numbers of an entry's wordings.
    fn wordings(&self, entry: u32) -> Range<usize> {
        let entries = &self.index.wordings().entries;
        let from = entries.partition_point(|&other| other < entry);
        from..from + entries[from..].partition_point(|&other| other == entry)
    }

    fn place(&self, wording: usize, first: usize) -> Place {
        Place { kind: self.index.wordings().kinds[wording], number: wording - first }
    }
}
