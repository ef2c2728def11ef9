//! Why a question has its outcome.

use serde::Serialize;

use super::{Engine, Hit, log_odds, probability};
use crate::search::{EntryPart, EntryWord, Explainer, Place, Ranked, Request, Word};

/// How a question was understood, and why its entries have their scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The words of the question.
    pub words: Vec<Word>,
    /// How sure the engine is of the first entry; absent: there is none, or the question is
    /// gibberish, for which none is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The entries explained, best first.
    pub entries: Vec<ExplainedEntry>,
}

/// How the first entry's score becomes the confidence of an outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Confidence {
    /// The score of the first entry.
    pub score: f32,
    /// What of the score is for letters in common, which count once more.
    pub letters: f32,
    /// What the question itself adds: for its length, less for words guessed at.
    pub support: f32,
    /// The sum of these three.
    pub evidence: f32,
    /// The log-odds at evidence 0.
    pub intercept: f32,
    /// Log-odds per unit of evidence.
    pub slope: f32,
    /// The log-odds at this evidence.
    pub log_odds: f32,
    /// The confidence: the probability that the first entry answers the question, 0 to 1.
    pub probability: f64,
    /// From this confidence on, an answer is shown, or several to choose from.
    pub answer: f32,
}

/// An entry and the tree of its score: parts, and the words that they come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedEntry {
    /// The entry.
    #[serde(flatten)]
    pub hit: Hit,
    /// Its place in the ranking, from 1; absent: it shares nothing with the question, or is of
    /// another product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<usize>,
    /// The parts of the score, which add up to it.
    pub parts: Vec<EntryPart>,
    /// The wording that the part `wording` is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_wording: Option<Place>,
    /// The words of the question, and which of the entry's wordings have them.
    pub words: Vec<EntryWord>,
}

impl<D: AsRef<[u8]>> Engine<D> {
    /// Why the entries for a question in Unicode Normalization Form KC have their scores: the
    /// first ones, at most `limit`, as [`Engine::rank`] has them.
    #[must_use]
    pub fn explain(&self, question: &str, product: Option<&str>, limit: usize) -> Explanation {
        self.explanation(question, product, |ranking| {
            ranking.iter().take(limit).map(|ranked| ranked.entry).collect()
        })
    }

    /// Why one entry has its score, wherever it is in the ranking. `None`: there is no entry with
    /// this id.
    #[must_use]
    pub fn explain_entry(
        &self,
        question: &str,
        product: Option<&str>,
        id: &str,
    ) -> Option<Explanation> {
        let entry = self.entry(id)?.index;
        Some(self.explanation(question, product, |_| vec![entry]))
    }

    fn explanation(
        &self,
        question: &str,
        product: Option<&str>,
        select: impl Fn(&[Ranked]) -> Vec<u32>,
    ) -> Explanation {
        let query = self.query(question);
        let ranking = self.ranking(&query, product, self.index.entry_count());
        let explainer = Explainer::new(self.ranker.scorer(), &query, &self.index);
        let entries = select(&ranking).into_iter().map(|entry| {
            let place = ranking.iter().position(|ranked| ranked.entry == entry);
            let (mut parts, best_wording) = explainer.parts(entry);
            let found = place.map(|place| ranking[place]);
            let letters = found.map_or(0.0, |found| found.letters);
            if letters > 0.0 {
                parts.push(EntryPart { part: "letters", amount: letters, words: Vec::new() });
            }
            let sum = parts.iter().map(|part| part.amount).sum();
            let score = found.map_or(sum, |found| found.score);
            // What is summed up word by word differs in the last digits.
            if score > sum + 1e-5 {
                parts.push(EntryPart { part: "opening", amount: score - sum, words: Vec::new() });
            }
            ExplainedEntry {
                hit: self.hit(&Ranked::new(entry, score), question, &query),
                place: place.map(|place| place + 1),
                parts,
                best_wording,
                words: explainer.entry_words(entry),
            }
        });
        let meant = query.request != Some(Request::Gibberish);
        let best = ranking.first().filter(|_| meant);
        Explanation {
            words: explainer.words(question, &self.vocabulary),
            confidence: best.map(|best| self.confidence(best)),
            entries: entries.collect(),
        }
    }

    fn confidence(&self, best: &Ranked) -> Confidence {
        let calibration = self.index.calibration();
        let log_odds = log_odds(best.evidence, &calibration);
        let balance = self.index.entry(best.entry).balance.unwrap_or(calibration.balance);
        Confidence {
            score: best.score,
            letters: best.letters,
            support: best.evidence - best.score - best.letters,
            evidence: best.evidence,
            intercept: calibration.intercept,
            slope: calibration.slope,
            log_odds,
            probability: probability(log_odds),
            answer: balance.threshold(),
        }
    }
}
