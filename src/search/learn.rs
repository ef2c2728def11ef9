//! Weights of words for entries, learned from an index's own wordings. Not in the browser.
//!
//! BM25 knows how rare a word is; it does not know that "track" tells two entries apart and
//! "order" does not. A softmax regression (multinomial logistic regression) over the entries,
//! each of whose wordings is an example, does. It has a weight only where a word occurs in an
//! entry, so the index grows by one small number for each such pair.
//!
//! Phrasings that an entry inherits from its intent are examples too. They count less, and least
//! for the words that the entry has of its own: otherwise one that inherits forty phrasings with
//! "size" takes every question with "size" from the others.

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
/// What a phrasing counts as an example beside a wording of the editor's.
const PHRASING_SHARE: f32 = 0.5;
/// What of that it counts for words that the entry has of its own.
const OWN_WORD_SHARE: f32 = 0.1;
/// What a word counts that an entry only inherits.
const INHERITED_WEIGHT: f32 = 0.8;
/// Impacts are kept in so many steps either way.
const STEPS: f32 = 31.0;

/// A weight of a term for an entry.
struct Weight {
    entry: u32,
    value: f32,
    /// Sum of the squares of all gradients.
    squares: f32,
    /// Whether the entry has the term in its question or an alternate, and not from a phrasing.
    own: bool,
}

/// One wording: its terms as a vector of length 1, and its entry.
struct Example {
    terms: Vec<(u32, f32)>,
    entry: u32,
    inherited: bool,
}

/// Learns impacts; the same index gives the same ones. `inherited` are the phrasings that the
/// index was written with. `None` where there is nothing to learn from, as where no entry has
/// alternates or phrasings.
#[must_use]
pub fn learn<D: AsRef<[u8]>>(index: &Index<D>, inherited: &[Inherited]) -> Option<Impacts> {
    let weights = weights(index);
    let examples = examples(index, inherited, &weights);
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
    let values = regression
        .weights
        .iter()
        .flatten()
        .map(|weight| if weight.own { weight.value } else { INHERITED_WEIGHT * weight.value });
    let largest = values.clone().map(f32::abs).fold(0f32, f32::max);
    if largest == 0.0 {
        return None;
    }
    let unit = largest / STEPS;
    let values = values.map(|value| libm::roundf(value / unit) as i8).collect();
    Some(Impacts { unit: WEIGHT * unit * trust, values })
}

/// For each term the entries that have it, other than in the answer.
fn weights<D: AsRef<[u8]>>(index: &Index<D>) -> Vec<Vec<Weight>> {
    let wordings = index.wordings();
    let mut weights = Vec::with_capacity(index.term_count());
    for term in 0..index.term_count() as u32 {
        let mut row: Vec<Weight> = Vec::new();
        for wording in index.postings(term) {
            let (entry, kind) =
                (wordings.entries[wording as usize], wordings.kinds[wording as usize]);
            // The phrasings are an entry's last wording.
            let other = row.last().is_none_or(|last| last.entry != entry);
            if kind != WordingKind::Answer && other {
                let own = kind != WordingKind::Inherited;
                row.push(Weight { entry, value: 0.0, squares: 1e-6, own });
            }
        }
        weights.push(row);
    }
    weights
}

fn examples<D: AsRef<[u8]>>(
    index: &Index<D>,
    inherited: &[Inherited],
    weights: &[Vec<Weight>],
) -> Vec<Example> {
    let wordings = index.wordings();
    let mut of_wording: Vec<Vec<u32>> = vec![Vec::new(); wordings.entries.len()];
    for term in 0..index.term_count() as u32 {
        for wording in index.postings(term) {
            if let WordingKind::Question | WordingKind::Alternate = wordings.kinds[wording as usize]
            {
                of_wording[wording as usize].push(term);
            }
        }
    }
    let numbers = index.terms();
    let own = of_wording.into_iter().zip(&wordings.entries);
    let own = own.map(|(terms, &entry)| (terms, entry, false));
    let inherited = inherited.iter().map(|phrasing| {
        let terms = phrasing.terms.iter().filter_map(|term| numbers.get(term));
        (terms.map(|term| term as u32).collect(), phrasing.entry, true)
    });
    let mut examples = Vec::new();
    for (terms, entry, inherited) in own.chain(inherited) {
        let value = |term: u32| {
            let found = weights[term as usize].len() as f32;
            (term, salience(found, index.entry_count() as f32))
        };
        let mut terms: Vec<(u32, f32)> = terms.into_iter().map(value).collect();
        let length = libm::sqrtf(terms.iter().map(|(_, value)| value * value).sum());
        terms.iter_mut().for_each(|(_, value)| *value /= length);
        if !terms.is_empty() {
            examples.push(Example { terms, entry, inherited });
        }
    }
    examples
}

/// The regression in work.
struct Regression {
    weights: Vec<Vec<Weight>>,
    /// For each term its share of the decay in one of the examples that have it.
    decays: Vec<f32>,
    /// For each entry its score for the example in work; all zero in between.
    scores: Vec<f32>,
    /// The entries that share a word with the example in work.
    met: Vec<u32>,
    is_met: Vec<bool>,
}

impl Regression {
    fn new(weights: Vec<Vec<Weight>>, entries: usize, examples: &[Example]) -> Self {
        let mut decays = vec![0.0; weights.len()];
        for &(term, _) in examples.iter().flat_map(|example| &example.terms) {
            decays[term as usize] += 1.0;
        }
        decays.iter_mut().for_each(|decay| *decay = DECAY / *decay);
        Self {
            weights,
            decays,
            scores: vec![0.0; entries],
            met: Vec::new(),
            is_met: vec![false; entries],
        }
    }

    /// One step down the gradient of the cross-entropy for one example.
    fn step(&mut self, example: &Example) {
        for &(term, value) in &example.terms {
            for weight in &self.weights[term as usize] {
                if !std::mem::replace(&mut self.is_met[weight.entry as usize], true) {
                    self.met.push(weight.entry);
                }
                self.scores[weight.entry as usize] += value * weight.value;
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
            for weight in &mut self.weights[term as usize] {
                let expected = self.scores[weight.entry as usize] / total;
                let wanted = if weight.entry == example.entry { 1.0 } else { 0.0 };
                let share = match (example.inherited, weight.own) {
                    (false, _) => 1.0,
                    (true, false) => PHRASING_SHARE,
                    (true, true) => PHRASING_SHARE * OWN_WORD_SHARE,
                };
                let gradient = share * (expected - wanted) * value + decay * weight.value;
                weight.squares += gradient * gradient;
                weight.value -= STEP * gradient / libm::sqrtf(weight.squares);
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
