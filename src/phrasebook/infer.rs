//! Which standard question an entry answers, by how it is worded.
//!
//! The phrasebook becomes an index of its own, one entry an intent, and the engine is asked with
//! the entry's question and alternates. A classifier of its own (`classify.rs`) says how far the
//! best intent is ahead of the others. How sure that is was fitted, by logistic regression, on the
//! demo shop in four languages, on pages of other shops and on content that is no shop's;
//! `docs/phrasebook.md` has the figures on content that nothing was fitted on.

use std::collections::{BTreeMap, BTreeSet};

use super::classify::Classifier;
use super::{Intent, classifier, intents, phrasings};
use crate::contact::Roster;
use crate::engine::Engine;
use crate::index::{Document, Handoff, Index, IndexWriter};
use crate::search::learn;
use crate::text::{Analyzer, lang, normalize};

/// From this probability on an inference is safe. Meant to be wrong at most 2 times in 100;
/// `docs/phrasebook.md` has what was measured.
const SAFE: f64 = 0.93;
/// Intents looked at for each wording.
const LOOKED_AT: usize = 8;
/// Alternates looked at: more do not change what they agree on.
const MAX_ALTERNATES: usize = 30;
/// What the question counts beside all alternates together.
const QUESTION_SHARE: f64 = 0.5;
/// A word with so many digits names an order or a model, not what is asked.
const DIGITS_OF_A_NUMBER: usize = 4;

/// Groups of intents that only somebody who sells and sends things is asked. Cards, accounts and
/// batteries are asked about elsewhere too.
const TRADE: [&str; 4] = ["orders", "delivery", "returns", "service"];
/// Share of trade in content from which on it counts as a shop's.
const TRADE_SHARE: f64 = 0.11;
/// Groups of intents that an entry about a product is asked for.
const OF_PRODUCTS: [&str; 2] = ["product", "service"];
/// Log-odds taken from an entry about a product: shoppers ask of products what is no standard
/// question in the words of one ("does it come with a cover").
const ABOUT_A_PRODUCT: f64 = 1.0;
/// Log-odds taken where the intent is of no such group, or is that of another entry about the same
/// product: then it is not what tells the two apart.
const NOT_OF_THE_PRODUCT: f64 = 4.0;
/// What is supposed of content before any entry of it is seen, and how many entries that counts.
const SUPPOSED: (f64, f64) = (0.12, 10.0);

/// Log-odds that the best intent is right: a constant, and what the logarithm of its score, its
/// lead over the second, its odds by the classifier, alternates and the content's share of trade
/// add.
#[derive(Debug, Clone, Copy)]
struct Weights {
    constant: f64,
    score: f64,
    lead: f64,
    odds: f64,
    alternates: f64,
    trade: f64,
}

/// Before anything is known of the content as a whole.
const ALONE: Weights = Weights {
    constant: -5.683,
    score: 4.551,
    lead: 0.259,
    odds: 0.367,
    alternates: 0.613,
    trade: 0.0,
};
/// With it.
const AMONG_OTHERS: Weights = Weights {
    constant: -3.853,
    score: 3.901,
    lead: 1.238,
    odds: 0.617,
    alternates: 1.689,
    trade: 16.0,
};

/// What is known of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Its question.
    pub question: &'a str,
    /// Its other wordings.
    pub alternates: &'a [String],
    /// The product that it is about.
    pub product: Option<&'a str>,
    /// Whether it is a shop's for certain, as an editor gave it an intent. So is what is about a
    /// product.
    pub of_shop: bool,
}

/// The intent that an entry probably has.
#[derive(Debug, Clone, PartialEq)]
pub struct Inference {
    /// The intent.
    pub intent: &'static Intent,
    /// The probability that it is right, 0 to 1.
    pub probability: f64,
    /// The words that decided, the weightiest first, as the entry has them.
    pub words: Vec<String>,
    /// The phrasing of the intent that the entry is nearest to.
    pub phrasing: &'static str,
}

impl Inference {
    /// Whether it is sure enough to be used as it is. `docs/phrasebook.md` says how often it is wrong.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.probability >= SAFE
    }
}

/// The phrasebook of a language, ready to be asked.
#[derive(Debug)]
pub struct Inferrer {
    language: String,
    engine: Engine<Vec<u8>>,
    classifier: &'static Classifier,
    analyzer: Analyzer,
    /// Stems of the words that name the shop and its products.
    names: BTreeSet<String>,
}

/// What speaks for an entry's best intent.
struct Evidence {
    intent: &'static Intent,
    score: f64,
    lead: f64,
    /// Its log-odds against the best other intent, by the classifier.
    odds: f64,
    alternates: bool,
    /// The wording that is nearest to it, masked.
    wording: String,
}

impl Evidence {
    fn log_odds(&self, weights: Weights, trade: f64) -> f64 {
        weights.constant
            + weights.score * (self.score + 0.1).ln()
            + weights.lead * self.lead
            + weights.odds * self.odds
            + if self.alternates { weights.alternates } else { 0.0 }
            + weights.trade * trade
    }
}

impl Inferrer {
    /// Indexes the phrasings of a language. `names`: of the shop and its products, which say
    /// nothing of what is asked about them. `None`: the phrasebook does not have the language.
    #[must_use]
    pub fn new(language: &str, names: &[&str]) -> Option<Self> {
        let mut writer = IndexWriter::new(language, Roster::default());
        for intent in intents() {
            let texts = phrasings(&intent.name, language).iter();
            let texts: Vec<String> = texts.map(|phrasing| phrasing.text.clone()).collect();
            let (question, alternates) = texts.split_first()?;
            writer.add(&Document {
                id: &intent.name,
                question,
                alternates,
                answer: "",
                tags: &[],
                product: None,
                contact: &[],
                inherited: &[],
                handoff: Handoff::default(),
                balance: None,
                featured: false,
                turn: 0,
            });
        }
        let plain = writer.finish(None);
        let impacts = learn(&Index::open(&plain[..]).ok()?, &[]);
        let engine = Engine::open(writer.finish(impacts.as_ref())).ok()?;
        let analyzer = Analyzer::new(lang::rules_for(language));
        let stems = |name: &&str| analyzer.tokens(&normalize(name)).into_iter().map(|t| t.stem);
        let names = names.iter().flat_map(stems).collect();
        let classifier = classifier(language)?;
        Some(Self { language: language.to_owned(), engine, classifier, analyzer, names })
    }

    /// The intent of each entry; `None`: nothing in the phrasebook is like it. All entries of the
    /// language belong in one call: what the others ask tells a shop from a bank.
    #[must_use]
    pub fn infer(&self, entries: &[Asked<'_>]) -> Vec<Option<Inference>> {
        let evidence: Vec<Option<Evidence>> =
            entries.iter().map(|entry| self.evidence(entry)).collect();
        let trade = |(entry, evidence): (&Asked<'_>, &Option<Evidence>)| match evidence {
            _ if entry.of_shop || entry.product.is_some() => 1.0,
            Some(found) if TRADE.contains(&found.intent.group.as_str()) => {
                logistic(found.log_odds(ALONE, 0.0))
            }
            _ => 0.0,
        };
        let trade: f64 = entries.iter().zip(&evidence).map(trade).sum();
        let (supposed, weight) = SUPPOSED;
        let share = (trade + supposed * weight) / (entries.len() as f64 + weight);
        let trade = (share / TRADE_SHARE).ln().min(0.0);
        // How often an intent is the best one for entries about a product.
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (entry, found) in entries.iter().zip(&evidence) {
            if let (Some(product), Some(found)) = (entry.product, found) {
                *counts.entry((product, &found.intent.name)).or_default() += 1;
            }
        }
        let taken = |entry: &Asked<'_>, found: &Evidence| match entry.product {
            None => 0.0,
            Some(product)
                if counts[&(product, found.intent.name.as_str())] > 1
                    || !OF_PRODUCTS.contains(&found.intent.group.as_str()) =>
            {
                NOT_OF_THE_PRODUCT
            }
            Some(_) => ABOUT_A_PRODUCT,
        };
        let inference = |(entry, found): (&Asked<'_>, &Option<Evidence>)| {
            let found = found.as_ref()?;
            let log_odds = found.log_odds(AMONG_OTHERS, trade) - taken(entry, found);
            Some(self.inference(found, logistic(log_odds)))
        };
        entries.iter().zip(&evidence).map(inference).collect()
    }

    fn evidence(&self, entry: &Asked<'_>) -> Option<Evidence> {
        let alternates = &entry.alternates[..entry.alternates.len().min(MAX_ALTERNATES)];
        let question_share = if alternates.is_empty() { 1.0 } else { QUESTION_SHARE };
        let alternate_share = (1.0 - question_share) / alternates.len().max(1) as f64;
        let mut scores: BTreeMap<String, f64> = BTreeMap::new();
        let mut nearest: BTreeMap<String, (f64, String)> = BTreeMap::new();
        let mut classified = vec![0.0; intents().len()];
        let texts = std::iter::once(entry.question).chain(alternates.iter().map(String::as_str));
        for (number, text) in texts.enumerate() {
            let text = self.masked(text);
            let share = if number == 0 { question_share } else { alternate_share };
            for (sum, score) in classified.iter_mut().zip(self.classifier.scores(&text)) {
                *sum += share * f64::from(score);
            }
            for hit in self.engine.rank(&text, None, LOOKED_AT) {
                *scores.entry(hit.id.clone()).or_default() += share * hit.score;
                let best = nearest.entry(hit.id).or_default();
                if hit.score > best.0 {
                    *best = (hit.score, text.clone());
                }
            }
        }
        let mut ranked: Vec<(String, f64)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (name, score) = ranked.first().filter(|(_, score)| *score > 0.0)?;
        let second = ranked.get(1).map_or(0.0, |(_, score)| *score);
        let place = intents().iter().position(|intent| intent.name == *name)?;
        let own = classified.remove(place);
        let other = classified.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Some(Evidence {
            intent: &intents()[place],
            score: *score,
            lead: (score - second) / score,
            odds: own - other,
            alternates: !alternates.is_empty(),
            wording: nearest.remove(name)?.1,
        })
    }

    /// A wording without names and numbers, in Unicode Normalization Form KC.
    fn masked(&self, text: &str) -> String {
        let text = normalize(text);
        let says_something = |word: &&str| {
            let digits = word.chars().filter(|c| c.is_numeric()).count();
            let tokens = self.analyzer.tokens(word);
            let name = |stem: &String| self.names.contains(stem);
            let is_name = !tokens.is_empty() && tokens.iter().all(|token| name(&token.stem));
            digits < DIGITS_OF_A_NUMBER && !is_name
        };
        text.split_whitespace().filter(says_something).collect::<Vec<_>>().join(" ")
    }

    fn inference(&self, found: &Evidence, probability: f64) -> Inference {
        let phrasings = phrasings(&found.intent.name, &self.language);
        let mut inference = Inference {
            intent: found.intent,
            probability,
            words: Vec::new(),
            phrasing: phrasings.first().map_or("", |phrasing| phrasing.text.as_str()),
        };
        let explanation = self.engine.explain_entry(&found.wording, None, &found.intent.name);
        let Some(explanation) = explanation else { return inference };
        let Some(entry) = explanation.entries.first() else { return inference };
        let nearest = entry.best_wording.and_then(|place| phrasings.get(place.number));
        inference.phrasing = nearest.map_or(inference.phrasing, |phrasing| &phrasing.text);
        let mut amounts = vec![0.0; explanation.words.len()];
        for amount in entry.parts.iter().flat_map(|part| &part.words) {
            amounts[amount.word] += amount.amount;
        }
        // The words that make up most of the score.
        let most = 0.8 * amounts.iter().filter(|amount| **amount > 0.0).sum::<f32>();
        let mut order: Vec<usize> = (0..amounts.len()).filter(|&n| amounts[n] > 0.0).collect();
        order.sort_by(|&a, &b| amounts[b].total_cmp(&amounts[a]));
        let mut sum = 0.0;
        for number in order {
            if sum >= most {
                break;
            }
            sum += amounts[number];
            inference.words.push(explanation.words[number].text.clone());
        }
        inference
    }
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
