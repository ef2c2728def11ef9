//! Which intents a wording may have, by its words and by parts of them.
//!
//! A softmax regression (multinomial logistic regression) whose examples are the phrasings of all
//! intents. Its features are words and their runs of four letters: compounds, derived words and
//! inflections that no rule covers speak for an intent, too. It is learned when it is needed and
//! never stored, so it need not be small.

use std::collections::{BTreeMap, BTreeSet};

use crate::search::Lcg;
use crate::text::{Analyzer, normalize};

/// Letters in a run.
const RUN: usize = 4;
/// Passes over all phrasings. With twice as many the order of intents hardly changes.
const EPOCHS: usize = 6;
/// Step size in the first pass, from which it falls to nothing in equal steps. With twice as much
/// and more, fewer inferences are safe.
const STEP: f32 = 4.0;

/// What was learned of wordings.
#[derive(Debug)]
pub(super) struct Classifier {
    analyzer: Analyzer,
    /// For each feature its number.
    numbers: BTreeMap<String, u32>,
    /// For each feature what it counts: the more, the rarer it is.
    rarities: Vec<f32>,
    /// For each feature a weight for each intent.
    weights: Vec<f32>,
    intents: usize,
}

/// The features of a wording, each with its value: a vector of length 1.
type Features = Vec<(u32, f32)>;

impl Classifier {
    /// Learns from wordings, each with the number of its intent below `intents`. The same ones
    /// give the same weights on all platforms.
    pub fn new(wordings: &[(&str, usize)], intents: usize, analyzer: Analyzer) -> Self {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut counts: Vec<f32> = Vec::new();
        let mut examples: Vec<Vec<u32>> = Vec::with_capacity(wordings.len());
        for (text, _) in wordings {
            let mut example = Vec::new();
            for feature in features(text, &analyzer) {
                let number = *numbers.entry(feature).or_insert(counts.len() as u32);
                if number as usize == counts.len() {
                    counts.push(0.0);
                }
                counts[number as usize] += 1.0;
                example.push(number);
            }
            examples.push(example);
        }
        let all = wordings.len() as f32;
        // Inverse document frequency, smoothed, and never 0.
        let rarity = |count: f32| libm::logf((1.0 + all) / (1.0 + count)) + 1.0;
        let rarities: Vec<f32> = counts.into_iter().map(rarity).collect();
        let weights = vec![0.0; rarities.len() * intents];
        let mut classifier = Self { analyzer, numbers, rarities, weights, intents };
        let examples: Vec<Features> =
            examples.into_iter().map(|example| classifier.weighed(example)).collect();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Lcg::new();
        for epoch in 0..EPOCHS {
            let step = STEP * (1.0 - epoch as f32 / EPOCHS as f32);
            random.shuffle(&mut order);
            for &number in &order {
                classifier.learn(&examples[number], wordings[number].1, step);
            }
        }
        classifier
    }

    /// For each intent how much speaks for it: the difference of two is the log-odds of the one
    /// against the other.
    pub fn scores(&self, text: &str) -> Vec<f32> {
        let features = features(text, &self.analyzer);
        let known = features.iter().filter_map(|feature| self.numbers.get(feature).copied());
        self.sums(&self.weighed(known.collect()))
    }

    /// One step down the gradient of the cross-entropy for one example.
    fn learn(&mut self, example: &Features, intent: usize, step: f32) {
        let mut errors = self.sums(example);
        let most = errors.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        errors.iter_mut().for_each(|error| *error = libm::expf(*error - most));
        let total: f32 = errors.iter().sum();
        errors.iter_mut().for_each(|error| *error /= total);
        errors[intent] -= 1.0;
        for &(feature, value) in example {
            let start = feature as usize * self.intents;
            let weights = &mut self.weights[start..start + self.intents];
            for (weight, error) in weights.iter_mut().zip(&errors) {
                *weight -= step * value * error;
            }
        }
    }

    fn sums(&self, features: &Features) -> Vec<f32> {
        let mut sums = vec![0.0; self.intents];
        for &(feature, value) in features {
            let start = feature as usize * self.intents;
            let weights = &self.weights[start..start + self.intents];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
        sums
    }

    fn weighed(&self, features: Vec<u32>) -> Features {
        let rarity = |number: u32| self.rarities[number as usize];
        let squares: f32 = features.iter().map(|&number| rarity(number) * rarity(number)).sum();
        let length = libm::sqrtf(squares);
        features.into_iter().map(|number| (number, rarity(number) / length)).collect()
    }
}

/// The words of a text in folded letters, and their runs of letters, of which a blank on either
/// side is one.
fn features(text: &str, analyzer: &Analyzer) -> BTreeSet<String> {
    let mut features = BTreeSet::new();
    for token in analyzer.tokens(&normalize(text)) {
        let letters: Vec<char> = format!(" {} ", token.word).chars().collect();
        let runs = letters.windows(RUN.min(letters.len()));
        features.extend(runs.map(|run| run.iter().collect::<String>()));
        features.insert(token.word);
    }
    features
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::lang;

    const INTENTS: usize = 3;

    fn analyzer() -> Analyzer {
        Analyzer::new(lang::rules_for("hu"))
    }

    fn classifier(wordings: &[(String, usize)]) -> Classifier {
        let wordings: Vec<(&str, usize)> =
            wordings.iter().map(|(text, intent)| (text.as_str(), *intent)).collect();
        Classifier::new(&wordings, INTENTS, analyzer())
    }

    /// Cross-entropy of an example: minus the logarithm of its intent's probability.
    fn loss(classifier: &Classifier, example: &Features, intent: usize) -> f64 {
        let sums: Vec<f64> = classifier.sums(example).into_iter().map(f64::from).collect();
        sums.iter().map(|sum| sum.exp()).sum::<f64>().ln() - sums[intent]
    }

    fn wordings() -> impl Strategy<Value = Vec<(String, usize)>> {
        let text = prop::collection::vec("[a-cá]{1,6}", 1..5).prop_map(|words| words.join(" "));
        prop::collection::vec((text, 0..INTENTS), 1..12)
    }

    proptest! {
        #[test]
        fn a_step_goes_down_the_gradient(wordings in wordings(), intent in 0..INTENTS) {
            const STEP: f32 = 1e-2;
            const CHANGE: f32 = 1e-2;
            let mut classifier = classifier(&wordings);
            let features = features(&wordings[0].0, &classifier.analyzer);
            let taken = features.iter().map(|feature| classifier.numbers[feature]).collect();
            let example = classifier.weighed(taken);
            let mut slopes = Vec::new();
            for at in 0..classifier.weights.len() {
                let before = classifier.weights[at];
                classifier.weights[at] = before + CHANGE;
                let above = loss(&classifier, &example, intent);
                classifier.weights[at] = before - CHANGE;
                let below = loss(&classifier, &example, intent);
                classifier.weights[at] = before;
                slopes.push((above - below) / f64::from(2.0 * CHANGE));
            }
            let before = classifier.weights.clone();
            classifier.learn(&example, intent, STEP);
            for ((after, before), slope) in classifier.weights.iter().zip(&before).zip(slopes) {
                let change = f64::from(after - before) / f64::from(STEP);
                prop_assert!((change + slope).abs() < 1e-2, "{change} against {slope}");
            }
        }

        #[test]
        fn any_text_has_finite_scores(wordings in wordings(), text in "\\PC{0,40}") {
            let classifier = classifier(&wordings);
            let scores = classifier.scores(&text);
            prop_assert_eq!(scores.len(), INTENTS);
            prop_assert!(scores.iter().all(|score| score.is_finite()), "{scores:?}");
        }
    }

    #[test]
    fn parts_of_words_speak_for_an_intent() {
        let wordings = [("meddig van nyitva a bolt", 0), ("mikor jön a csomag", 1), ("vissza", 2)];
        let wordings = wordings.map(|(text, intent)| (text.to_owned(), intent));
        let scores = classifier(&wordings).scores("nyitvatartás");
        assert!(scores[0] > scores[1].max(scores[2]), "{scores:?}");
    }
}
