//! Which inherited words are worth their bytes. Not in the browser.
//!
//! Phrasings are many, and most of their words say little. What an entry inherits is kept as long
//! as there are bytes for it, beginning with what changes scores most for a byte. There are more
//! for entries that have little of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::score::salience;
use crate::index::{Impacts, Index, Inherited, PhrasingOf, WordingKind, Wordings};

/// What an entry that inherits may cost on average where its question is its only wording, in the
/// cost of a pair of a word and an entry, which is about 1.4 bytes after compression.
const BUDGET: f32 = 160.0;
/// How much less where the editor wrote more: the exponent of the number of wordings. With the
/// four or five alternates of the demo shop's entries the budget is 62.
const WORDINGS_EXPONENT: f32 = -0.55;
/// What a word costs more that no entry has of its own: its place among the terms.
const NEW_WORD: f32 = 4.0;
/// How much it counts that several phrasings of an intent have a word, as an exponent: a little,
/// since the impact knows of it too.
const PHRASINGS_EXPONENT: f32 = 0.25;

/// A step: a pair, or a new word with those pairs that are worth the most with it.
struct Step {
    term: u32,
    entries: Vec<u32>,
    cost: f32,
    /// What it is worth for its cost.
    worth: f32,
}

/// The pairs of a term and an entry to keep of what is inherited. `impacts` were learned from the
/// index, which was written with the phrasings `inherited`.
#[must_use]
pub fn worth_their_bytes<D: AsRef<[u8]>>(
    index: &Index<D>,
    inherited: &[Inherited],
    impacts: &Impacts,
) -> BTreeSet<(u32, u32)> {
    let phrasings = phrasings(index, inherited);
    let wordings = index.wordings();
    let mut values = impacts.values.iter().copied();
    let mut steps = Vec::new();
    for term in 0..index.term_count() as u32 {
        let of_term: Vec<u32> = index.postings(term).collect();
        let of_kind = |kind: WordingKind| {
            let is = move |wording: &&u32| wordings.kinds[**wording as usize] == kind;
            of_term.iter().filter(is).map(|wording| wordings.entries[*wording as usize])
        };
        let inheriting: BTreeSet<u32> = of_kind(WordingKind::Inherited).collect();
        let asked: BTreeSet<u32> =
            of_kind(WordingKind::Question).chain(of_kind(WordingKind::Alternate)).collect();
        let new = inheriting.len() == of_term.len();
        let entries: BTreeSet<u32> = asked.union(&inheriting).copied().collect();
        let salience = salience(entries.len() as f32, index.entry_count() as f32);
        let mut pairs: Vec<(f32, u32)> = Vec::new();
        for (&entry, impact) in entries.iter().zip(values.by_ref()) {
            // Where the entry's own words have it, nothing is inherited.
            if impact > 0 && !asked.contains(&entry) {
                let count = 1.0 + phrasings.get(&(term, entry)).copied().unwrap_or(0.0);
                let frequent = libm::powf(count, PHRASINGS_EXPONENT);
                pairs.push((f32::from(impact) * salience * frequent, entry));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        add_steps(term, &pairs, new, &mut steps);
    }
    steps.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let mut left = budget(wordings);
    let mut kept = BTreeSet::new();
    for step in steps {
        left -= step.cost;
        if left < 0.0 {
            break;
        }
        kept.extend(step.entries.into_iter().map(|entry| (step.term, entry)));
    }
    kept
}

/// What the entries that inherit may cost together.
fn budget(wordings: &Wordings) -> f32 {
    let mut own: BTreeMap<u32, f32> = BTreeMap::new();
    let mut sum = 0.0;
    for (&entry, kind) in wordings.entries.iter().zip(&wordings.kinds) {
        match kind {
            WordingKind::Question | WordingKind::Alternate => *own.entry(entry).or_default() += 1.0,
            // The phrasings are an entry's last wording.
            WordingKind::Inherited => {
                let own = own.get(&entry).copied().unwrap_or(1.0);
                sum += BUDGET * libm::powf(own, WORDINGS_EXPONENT);
            }
            WordingKind::Answer => {}
        }
    }
    sum
}

/// For each term and entry the number of phrasings that give the one to the other.
fn phrasings<D: AsRef<[u8]>>(
    index: &Index<D>,
    inherited: &[Inherited],
) -> BTreeMap<(u32, u32), f32> {
    let numbers = index.terms();
    let mut counts = BTreeMap::new();
    for phrasing in inherited {
        let PhrasingOf::Entry(entry) = phrasing.of else { continue };
        for term in phrasing.terms.iter().filter_map(|term| numbers.get(term)) {
            *counts.entry((term as u32, entry)).or_default() += 1.0;
        }
    }
    counts
}

/// The steps of a term; `pairs`: what each is worth, and its entry, the worthiest first.
fn add_steps(term: u32, pairs: &[(f32, u32)], new: bool, steps: &mut Vec<Step>) {
    let mut together = Step { term, entries: Vec::new(), cost: 0.0, worth: 0.0 };
    if new {
        let mut sum = 0.0;
        for (count, (worth, _)) in (1..).zip(pairs) {
            sum += worth;
            let cost = NEW_WORD + count as f32;
            if sum / cost > together.worth {
                let entries = pairs[..count].iter().map(|(_, entry)| *entry).collect();
                together = Step { term, entries, cost, worth: sum / cost };
            }
        }
    }
    let rest = &pairs[together.entries.len()..];
    if !together.entries.is_empty() {
        steps.push(together);
    }
    // Each is worth no more than those before it, so a new word's first pairs come first.
    steps.extend(rest.iter().map(|&(worth, entry)| Step {
        term,
        entries: vec![entry],
        cost: 1.0,
        worth,
    }));
}
