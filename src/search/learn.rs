//! Weights of words for entries, learned from an index's own wordings. Not in the browser.
//!
//! BM25 knows how rare a word is; it does not know that "track" tells two entries apart and
//! "order" does not. A softmax regression (multinomial logistic regression) over the entries,
//! each of whose wordings is an example, does. It has a weight only where a word occurs in an
//! entry, so the index grows by one small number for each such pair.

use super::score::salience;
use crate::index::{Impacts, Index, Inherited, WordingKind};

/// Passes over all wordings. After ten little changes any more.
const EPOCHS: usize = 20;
/// Step size of AdaGrad (Duchi, Hazan and Singer, 2011).
const STEP: f32 = 0.6;
/// Pull towards zero (L2 regularisation) of a weight in a pass over all wordings.
const DECAY: f32 = 0.1;
/// Sharpness of the softmax: scores are sums of products of unit vectors, so about 1 at most.
const SHARPNESS: f32 = 8.0;
/// What the learned score counts beside the others.
const WEIGHT: f32 = 1.5;
/// Impacts are kept in so many steps either way.
const STEPS: f32 = 31.0;

/// The entries that have a term in a question or an alternate, with the weight of each.
type TermWeights = Vec<(u32, f32)>;

/// One wording: its terms with their weights, as a vector of length 1, and its entry.
struct Example {
    terms: Vec<(u32, f32)>,
    entry: u32,
}

/// Learns impacts; the same index gives the same ones. `None` where there is nothing to learn
/// from, as where no entry has alternates.
#[must_use]
pub fn learn<D: AsRef<[u8]>>(index: &Index<D>, inherited: &[Inherited]) -> Option<Impacts> {
    let (examples, weights) = examples(index, inherited);
    let entries = index.entry_count();
    // From a single wording nothing general can be learned, only the wording itself.
    let alternates = examples.len() as f32 / entries.max(1) as f32 - 1.0;
    let trust = alternates.clamp(0.0, 1.0);
    if trust == 0.0 {
        return None;
    }
    let mut regression = Regression::new(weights, entries, &examples);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Lcg(12345);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for &number in &order {
            regression.step(&examples[number]);
        }
    }
    let values = regression.weights.iter().flatten().map(|pair| pair.1);
    let largest = values.clone().map(f32::abs).fold(0f32, f32::max);
    if largest == 0.0 {
        return None;
    }
    let unit = largest / STEPS;
    let values = values.map(|value| libm::roundf(value / unit) as i8).collect();
    Some(Impacts { unit: WEIGHT * unit * trust, values })
}

fn examples<D: AsRef<[u8]>>(
    index: &Index<D>,
    inherited: &[Inherited],
) -> (Vec<Example>, Vec<TermWeights>) {
    let wordings = index.wordings();
    let mut of_wording: Vec<Vec<(u32, f32)>> = vec![Vec::new(); wordings.entries.len()];
    let mut weights = Vec::with_capacity(index.term_count());
    for term in 0..index.term_count() as u32 {
        let asked = |wording: &u32| wordings.kinds[*wording as usize] != WordingKind::Answer;
        let mut row: TermWeights = Vec::new();
        for wording in index.postings(term).filter(asked) {
            let entry = wordings.entries[wording as usize];
            if row.last().is_none_or(|last| last.0 != entry) {
                row.push((entry, 0.0));
            }
            if wordings.kinds[wording as usize] != WordingKind::Inherited {
                of_wording[wording as usize].push((term, 0.0));
            }
        }
        weights.push(row);
    }
    let own = of_wording.into_iter().zip(wordings.entries.iter().copied());
    let numbers = index.terms();
    let inherited = inherited.iter().map(|phrasing| {
        let terms = phrasing.terms.iter().filter_map(|term| numbers.get(term));
        (terms.map(|term| (term as u32, 0.0)).collect(), phrasing.entry)
    });
    let mut examples = Vec::new();
    for (mut terms, entry) in own.chain(inherited) {
        let mut squares = 0.0;
        for (term, weight) in &mut terms {
            *weight = salience(weights[*term as usize].len() as f32, index.entry_count() as f32);
            squares += *weight * *weight;
        }
        let length = libm::sqrtf(squares);
        terms.iter_mut().for_each(|(_, weight)| *weight /= length);
        if !terms.is_empty() {
            examples.push(Example { terms, entry });
        }
    }
    (examples, weights)
}

/// The regression in work.
struct Regression {
    weights: Vec<TermWeights>,
    /// For each term its share of the decay in one of the examples that have it.
    decays: Vec<f32>,
    /// Sums of the squares of all gradients of each weight.
    squares: Vec<Vec<f32>>,
    /// For each entry its score for the example in work; all zero in between.
    scores: Vec<f32>,
    /// The entries that share a word with the example in work.
    met: Vec<u32>,
    is_met: Vec<bool>,
}

impl Regression {
    fn new(weights: Vec<TermWeights>, entries: usize, examples: &[Example]) -> Self {
        let mut decays = vec![0.0; weights.len()];
        for &(term, _) in examples.iter().flat_map(|example| &example.terms) {
            decays[term as usize] += 1.0;
        }
        decays.iter_mut().for_each(|decay| *decay = DECAY / *decay);
        Self {
            decays,
            squares: weights.iter().map(|row| vec![1e-6; row.len()]).collect(),
            weights,
            scores: vec![0.0; entries],
            met: Vec::new(),
            is_met: vec![false; entries],
        }
    }

    /// One step down the gradient of the cross-entropy for one example.
    fn step(&mut self, example: &Example) {
        for &(term, value) in &example.terms {
            for &(entry, weight) in &self.weights[term as usize] {
                if !std::mem::replace(&mut self.is_met[entry as usize], true) {
                    self.met.push(entry);
                }
                self.scores[entry as usize] += value * weight;
            }
        }
        let highest =
            self.met.iter().map(|&entry| self.scores[entry as usize]).fold(0f32, f32::max);
        let raised = |score: f32| libm::expf(SHARPNESS * (score - highest));
        // Entries that share no word with the example have score 0.
        let mut total = (self.scores.len() - self.met.len()) as f32 * raised(0.0);
        for &entry in &self.met {
            let score = &mut self.scores[entry as usize];
            *score = raised(*score);
            total += *score;
        }
        for &(term, value) in &example.terms {
            let decay = self.decays[term as usize];
            let squares = &mut self.squares[term as usize];
            for ((entry, weight), square) in self.weights[term as usize].iter_mut().zip(squares) {
                let expected = self.scores[*entry as usize] / total;
                let wanted = if *entry == example.entry { 1.0 } else { 0.0 };
                let gradient = (expected - wanted) * value + decay * *weight;
                *square += gradient * gradient;
                *weight -= STEP * gradient / libm::sqrtf(*square);
            }
        }
        for entry in self.met.drain(..) {
            self.scores[entry as usize] = 0.0;
            self.is_met[entry as usize] = false;
        }
    }
}

/// A linear congruential generator (Knuth's MMIX), so that builds are the same everywhere.
struct Lcg(u64);

impl Lcg {
    fn shuffle(&mut self, list: &mut [usize]) {
        for end in (1..list.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
            list.swap(end, (self.0 >> 33) as usize % (end + 1));
        }
    }
}
