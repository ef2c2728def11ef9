//! Weights of words for entries, learned from an index's own wordings. Not in the browser.
//!
//! BM25 knows how rare a word is; it does not know that "track" tells two entries apart and
//! "order" does not. A softmax regression (multinomial logistic regression) over the entries,
//! each of whose wordings is an example, does. It has a weight only where a word occurs in an
//! entry, so the index grows by one small number for each such pair.
//!
//! Phrasings that an entry inherits from its intent are examples too. They count less, and least
//! for the words that the entry has of its own: otherwise one that inherits forty phrasings with
//! "size" takes every question with "size" from the others. Phrasings of intents that no entry has
//! are examples of questions that are nobody's, so that a word which several intents share does
//! not speak for the only one of them that is there.

use super::lcg::Lcg;
use super::score::{LEAST_SALIENCE, rarity, salience};
use crate::index::{Impacts, Index, Inherited, PhrasingOf, WordingKind};

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
/// What a phrasing counts that is nobody's.
const NOBODYS_SHARE: f32 = 0.05;
/// What a word counts that an entry only inherits, where all entries inherit.
const INHERITED_WEIGHT: f32 = 0.8;
/// How much of that is lost where hardly any do: those few would take what is asked of the others.
const LOST_WHERE_FEW_INHERIT: f32 = 0.6;
/// What the own words of an entry count that inherits, where entries have no alternates: it has
/// many examples of them, and those that do not inherit have one.
const OWN_WORDS_OF_INHERITOR: f32 = 0.8;
/// Learned weights are trusted in full from this share of entries on that inherit.
const TRUSTED_SHARE: f32 = 0.5;
/// So many weights are looked at in all passes at most, about five seconds' work. What words cost
/// grows with the square of the entries that have them, so in large content the commonest are left
/// out, which tell entries apart least.
const MOST_VISITS: u64 = 1_000_000_000;
/// Impacts are kept in so many steps either way.
const STEPS: f32 = 31.0;

/// A weight of a term for an entry, or for an intent that no entry has.
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
    let classes = Classes::new(index.entry_count(), inherited);
    let mut weights = weights(index);
    classes.add_nobodys(inherited, index, &mut weights);
    let mut examples = examples(index, inherited, &classes, &weights);
    leave_out_commonest(&mut examples, &weights);
    let Trust { all, of_inheritor, inherited: of_inherited } = classes.trust(&examples)?;
    let mut regression = Regression::new(weights, &classes, &examples);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Lcg::new();
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for &number in &order {
            regression.step(&examples[number]);
        }
    }
    let value = |weight: &Weight| {
        let share = match (weight.own, classes.inherits.get(weight.entry as usize)?) {
            (false, _) => of_inherited,
            (true, true) => of_inheritor,
            (true, false) => 1.0,
        };
        Some(share * weight.value)
    };
    let values: Vec<f32> = regression.weights.iter().flatten().filter_map(value).collect();
    let largest = values.iter().copied().map(f32::abs).fold(0f32, f32::max);
    if largest == 0.0 {
        return None;
    }
    let unit = largest / STEPS;
    let values = values.into_iter().map(|value| libm::roundf(value / unit) as i8).collect();
    Some(Impacts { unit: WEIGHT * unit * all, values })
}

/// What examples are of: the entries, and after them the intents that no entry has.
struct Classes {
    /// For each entry whether it inherits phrasings.
    inherits: Vec<bool>,
    count: usize,
}

/// What learned weights count.
struct Trust {
    /// All of them.
    all: f32,
    /// Of that, those of the own words of an entry that inherits, and of words only inherited.
    of_inheritor: f32,
    inherited: f32,
}

impl Classes {
    fn new(entries: usize, inherited: &[Inherited]) -> Self {
        let mut classes = Self { inherits: vec![false; entries], count: entries };
        for phrasing in inherited {
            let class = classes.of(phrasing) as usize;
            classes.count = classes.count.max(class + 1);
            if let PhrasingOf::Entry(_) = phrasing.of {
                classes.inherits[class] = true;
            }
        }
        classes
    }

    fn of(&self, phrasing: &Inherited) -> u32 {
        match phrasing.of {
            PhrasingOf::Entry(entry) => entry,
            PhrasingOf::Nobody(intent) => self.inherits.len() as u32 + intent,
        }
    }

    /// Gives the intents that no entry has weights for the words of their phrasings.
    fn add_nobodys<D: AsRef<[u8]>>(
        &self,
        inherited: &[Inherited],
        index: &Index<D>,
        weights: &mut [Vec<Weight>],
    ) {
        let numbers = index.terms();
        for phrasing in inherited.iter().filter(|it| matches!(it.of, PhrasingOf::Nobody(_))) {
            let entry = self.of(phrasing);
            for term in phrasing.terms.iter().filter_map(|term| numbers.get(term)) {
                let row = &mut weights[term as usize];
                if row.last().is_none_or(|last| last.entry != entry) {
                    row.push(Weight { entry, value: 0.0, squares: 1e-6, own: false });
                }
            }
        }
    }

    /// `None`: nothing that was learned is worth anything.
    fn trust(&self, examples: &[Example]) -> Option<Trust> {
        let entries = self.inherits.len().max(1) as f32;
        let own = examples.iter().filter(|example| !example.inherited).count() as f32;
        // From a single wording nothing general can be learned, only the wording itself.
        let alternates = (own / entries - 1.0).clamp(0.0, 1.0);
        let share = self.inherits.iter().filter(|inherits| **inherits).count() as f32 / entries;
        let all = alternates.max((share / TRUSTED_SHARE).min(1.0));
        (all > 0.0).then_some(Trust {
            all,
            of_inheritor: alternates.max(OWN_WORDS_OF_INHERITOR),
            inherited: INHERITED_WEIGHT * (1.0 - LOST_WHERE_FEW_INHERIT * (1.0 - share)),
        })
    }
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
    classes: &Classes,
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
    let own = own.map(|(terms, &entry)| (terms, entry, 0, false));
    let inherited = inherited.iter().map(|phrasing| {
        let terms = phrasing.terms.iter().filter_map(|term| numbers.get(term));
        let terms: Vec<u32> = terms.map(|term| term as u32).collect();
        let unknown = phrasing.terms.len() - terms.len();
        (terms, classes.of(phrasing), unknown, true)
    });
    let entries = index.entry_count() as f32;
    // What a word counts in a question that the index does not know.
    let unknown_salience = rarity(0.5, entries) + LEAST_SALIENCE;
    let of_entry = |weight: &&Weight| (weight.entry as usize) < index.entry_count();
    let mut examples = Vec::new();
    for (terms, entry, unknown, inherited) in own.chain(inherited) {
        let value = |term: u32| {
            let found = weights[term as usize].iter().filter(of_entry).count() as f32;
            (term, salience(found, entries))
        };
        let mut terms: Vec<(u32, f32)> = terms.into_iter().map(value).collect();
        let squares: f32 = terms.iter().map(|(_, value)| value * value).sum();
        let length = libm::sqrtf(squares + unknown as f32 * unknown_salience * unknown_salience);
        terms.iter_mut().for_each(|(_, value)| *value /= length);
        if !terms.is_empty() {
            examples.push(Example { terms, entry, inherited });
        }
    }
    examples
}

/// Leaves the commonest words out of examples whose words would take more than [`MOST_VISITS`].
fn leave_out_commonest(examples: &mut Vec<Example>, weights: &[Vec<Weight>]) {
    let mut occurrences = vec![0; weights.len()];
    for &(term, _) in examples.iter().flat_map(|example| &example.terms) {
        occurrences[term as usize] += 1;
    }
    let mut by_commonness: Vec<usize> = (0..weights.len()).collect();
    by_commonness.sort_by_key(|&term| weights[term].len());
    // In 64 bits everywhere: the program built for 32 bits leaves out the same words.
    let mut visits = 0;
    for (place, &term) in by_commonness.iter().enumerate() {
        visits += EPOCHS as u64 * occurrences[term] * weights[term].len() as u64;
        if visits > MOST_VISITS {
            let mut left_out = vec![false; weights.len()];
            by_commonness[place..].iter().for_each(|&term| left_out[term] = true);
            for example in &mut *examples {
                example.terms.retain(|&(term, _)| !left_out[term as usize]);
            }
            examples.retain(|example| !example.terms.is_empty());
            return;
        }
    }
}

/// The regression in work.
struct Regression {
    weights: Vec<Vec<Weight>>,
    /// For each term its share of the decay in one of the examples that have it.
    decays: Vec<f32>,
    entries: u32,
    /// For each class its score for the example in work; all zero in between.
    scores: Vec<f32>,
    /// The classes that share a word with the example in work.
    met: Vec<u32>,
    is_met: Vec<bool>,
}

impl Regression {
    fn new(weights: Vec<Vec<Weight>>, classes: &Classes, examples: &[Example]) -> Self {
        let mut decays = vec![0.0; weights.len()];
        let of_entry = |example: &&Example| (example.entry as usize) < classes.inherits.len();
        for &(term, _) in examples.iter().filter(of_entry).flat_map(|example| &example.terms) {
            decays[term as usize] += 1.0;
        }
        decays.iter_mut().for_each(|decay| *decay = DECAY / f32::max(*decay, 1.0));
        Self {
            weights,
            decays,
            entries: classes.inherits.len() as u32,
            scores: vec![0.0; classes.count],
            met: Vec::new(),
            is_met: vec![false; classes.count],
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
        // Classes that share no word with the example have score 0.
        let mut total = (self.scores.len() - self.met.len()) as f32 * raised(0.0);
        for &entry in &self.met {
            let score = &mut self.scores[entry as usize];
            *score = raised(*score);
            total += *score;
        }
        let nobodys = example.entry >= self.entries;
        let phrasing = if nobodys { NOBODYS_SHARE } else { PHRASING_SHARE };
        for &(term, value) in &example.terms {
            let decay = if nobodys { 0.0 } else { self.decays[term as usize] };
            for weight in &mut self.weights[term as usize] {
                // An entry's own words are its own whatever else they are asked for.
                if nobodys && weight.own {
                    continue;
                }
                let expected = self.scores[weight.entry as usize] / total;
                let wanted = if weight.entry == example.entry { 1.0 } else { 0.0 };
                let share = match (example.inherited, weight.own) {
                    (false, _) => 1.0,
                    (true, false) => phrasing,
                    (true, true) => phrasing * OWN_WORD_SHARE,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_commonest_words_are_left_out_where_learning_would_take_too_long(
            found in prop::collection::vec(1usize..40_000, 1..8),
            asked in prop::collection::vec(prop::collection::vec(0usize..8, 1..6), 1..60),
        ) {
            let weight = || Weight { entry: 0, value: 0.0, squares: 0.0, own: true };
            let row = |&count: &usize| (0..count).map(|_| weight()).collect::<Vec<_>>();
            let weights: Vec<Vec<Weight>> = found.iter().map(row).collect();
            let words = |list: &Vec<usize>| Example {
                terms: list.iter().map(|term| ((term % found.len()) as u32, 1.0)).collect(),
                entry: 0,
                inherited: false,
            };
            let mut examples: Vec<Example> = asked.iter().map(words).collect();
            // So many examples as a large shop has, as copies.
            let copies = 200;
            let visits = |examples: &[Example]| -> u64 {
                let words = examples.iter().flat_map(|example| &example.terms);
                let of_word = |&(term, _): &(u32, f32)| copies * EPOCHS * weights[term as usize].len();
                words.map(of_word).sum::<usize>() as u64
            };
            let many = |examples: &[Example]| -> Vec<Example> {
                let copy = |example: &Example| Example { terms: example.terms.clone(), ..*example };
                (0..copies).flat_map(|_| examples.iter().map(copy)).collect()
            };
            let before = visits(&examples);
            let all: Vec<u32> = examples.iter().flat_map(|it| &it.terms).map(|it| it.0).collect();
            let mut copied = many(&examples);
            leave_out_commonest(&mut copied, &weights);
            let kept: Vec<u32> = copied.iter().flat_map(|it| &it.terms).map(|it| it.0).collect();
            examples.iter_mut().for_each(|it| it.terms.retain(|term| kept.contains(&term.0)));
            prop_assert!(visits(&examples) <= MOST_VISITS);
            prop_assert!(before > MOST_VISITS || kept.len() == copies * all.len());
            let length = |term: &u32| weights[*term as usize].len();
            let commonest_kept = kept.iter().map(length).max().unwrap_or(0);
            for term in all.iter().filter(|term| !kept.contains(term)) {
                prop_assert!(length(term) >= commonest_kept);
            }
        }
    }
}
