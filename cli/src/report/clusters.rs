//! Questions that are nearly the same, by the analysis and the tolerance for slips that the search
//! has.
//!
//! Two questions go together when most of their content words are the same: the Jaccard coefficient
//! of the sets of their stems is high. Candidates are found by prefix filtering (Chaudhuri, Ganti
//! and Kaushik, "A primitive operator for similarity joins in data cleaning", 2006), so that it
//! does not take the square of the questions. The order of the events makes no difference.

use std::collections::{BTreeMap, HashMap};

use faqlet::search::Vocabulary;
use faqlet::text::{Analyzer, normalize};

/// Sets with this share in common go together, in tenths: of three words two may be all.
const ALIKE_TENTHS: usize = 6;
/// So many words are looked at for slips, the most frequent first.
const VOCABULARY: usize = 50_000;
/// No letters in common are enough without being within the slips forgiven.
const ONLY_SLIPS: f32 = 2.0;

/// A question to be put into a cluster.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub text: &'a str,
    /// How much it counts: the heaviest of a cluster comes first.
    pub weight: u32,
}

/// Puts questions of a language into clusters, as their places in the list: the heaviest first in
/// each. `known`: the words of the content, which are no slips, as stems in any order.
pub fn clusters(asked: &[Asked<'_>], analyzer: &Analyzer, known: &[String]) -> Vec<Vec<usize>> {
    let stems: Vec<Vec<String>> = asked.iter().map(|it| stems(it.text, analyzer)).collect();
    let words = Words::new(&stems, known);
    let sets: Vec<Vec<u32>> = stems.iter().map(|stems| words.set(stems)).collect();
    let mut order: Vec<usize> = (0..asked.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| (std::cmp::Reverse(asked[at].weight), asked[at].text);
        key(a).cmp(&key(b))
    });
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    // Which clusters' first questions have a word among their rarest.
    let mut having: HashMap<u32, Vec<usize>> = HashMap::new();
    for at in order {
        let set = &sets[at];
        let prefix = &set[..prefix(set.len())];
        let mut best: Option<(usize, usize, usize)> = None;
        let mut near: Vec<usize> =
            prefix.iter().filter_map(|word| having.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for cluster in near {
            let other = &sets[clusters[cluster][0]];
            let common = other.iter().filter(|word| set.contains(word)).count();
            let all = set.len() + other.len() - common;
            // As fractions; the first of equals is the heavier.
            let better = best.is_none_or(|(_, in_common, of)| common * of > in_common * all);
            if 10 * common >= ALIKE_TENTHS * all && better {
                best = Some((cluster, common, all));
            }
        }
        match best {
            Some((cluster, ..)) => clusters[cluster].push(at),
            None => {
                for &word in prefix {
                    having.entry(word).or_default().push(clusters.len());
                }
                clusters.push(vec![at]);
            }
        }
    }
    clusters
}

/// Sets with enough in common have one of so many of their rarest words in common.
fn prefix(length: usize) -> usize {
    length - (ALIKE_TENTHS * length).div_ceil(10) + usize::from(length > 0)
}

/// The stems of a question's content words, or of all where it has none of these.
pub fn stems(text: &str, analyzer: &Analyzer) -> Vec<String> {
    let text = normalize(&super::mask::without_masks(text));
    let tokens = analyzer.tokens(&text);
    let content = tokens.iter().any(|token| !token.function_word);
    let wanted = tokens.into_iter().filter(|token| !content || !token.function_word);
    let mut stems: Vec<String> = wanted.map(|token| token.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The words of all questions, each with the number of the one that it was meant to be. Rare words
/// have small numbers.
struct Words<'a> {
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Words<'a> {
    fn new(stems: &'a [Vec<String>], known: &'a [String]) -> Self {
        let mut counts: BTreeMap<&str, usize> =
            known.iter().map(|word| (word.as_str(), 0)).collect();
        let content: std::collections::HashSet<&str> = counts.keys().copied().collect();
        for stem in stems.iter().flatten() {
            *counts.entry(stem).or_default() += 1;
        }
        // A word is a slip from one that comes before it.
        let mut order: Vec<(&str, usize)> = counts.into_iter().collect();
        order.sort_by_key(|&(word, count)| {
            (!content.contains(word), std::cmp::Reverse(count), word)
        });
        let places: HashMap<&str, usize> =
            order.iter().enumerate().map(|(place, &(word, _))| (word, place)).collect();
        let vocabulary = Vocabulary::new(order.iter().take(VOCABULARY).map(|&(word, _)| word));
        let mut meant: Vec<usize> = (0..order.len()).collect();
        for (place, &(word, _)) in order.iter().enumerate() {
            // Codes are what they are, to the letter.
            if content.contains(word) || word.contains(char::is_numeric) {
                continue;
            }
            let near = vocabulary.neighbours(word, ONLY_SLIPS).into_iter();
            let earlier = near.filter_map(|near| Some((near.distance?, near.term as usize)));
            let best = earlier.filter(|&(_, term)| term < place && meant[term] == term).min();
            if let Some((_, term)) = best {
                meant[place] = term;
            }
        }
        let mut frequency = vec![0; order.len()];
        for stem in stems.iter().flatten() {
            frequency[meant[places[stem.as_str()]]] += 1;
        }
        let mut rarest: Vec<usize> = (0..order.len()).collect();
        rarest.sort_by_key(|&place| (frequency[place], place));
        let mut ranks = vec![0; order.len()];
        for (rank, &place) in (0..).zip(&rarest) {
            ranks[place] = rank;
        }
        let numbers = places.iter().map(|(&word, &place)| (word, ranks[meant[place]])).collect();
        Self { numbers }
    }

    /// The words of a question, the rarest first.
    fn set(&self, stems: &[String]) -> Vec<u32> {
        let mut set: Vec<u32> = stems.iter().map(|stem| self.numbers[stem.as_str()]).collect();
        set.sort_unstable();
        set.dedup();
        set
    }
}

#[cfg(test)]
mod tests {
    use faqlet::text::lang::rules_for;

    use super::*;

    fn texts(questions: &[&str]) -> Vec<Vec<String>> {
        let asked: Vec<Asked<'_>> =
            questions.iter().map(|text| Asked { text, weight: 1 }).collect();
        let analyzer = Analyzer::new(rules_for("en"));
        let mut clusters: Vec<Vec<String>> = clusters(&asked, &analyzer, &["order".to_owned()])
            .into_iter()
            .map(|members| {
                let mut texts: Vec<String> =
                    members.into_iter().map(|at| questions[at].to_owned()).collect();
                texts.sort_unstable();
                texts
            })
            .collect();
        clusters.sort_unstable();
        clusters
    }

    #[test]
    fn forms_orders_and_slips_of_a_question_go_together() {
        let questions = [
            "do you ship to greece",
            "Shipping to Greece?",
            "can you ship to greese please",
            "do you ship to spain",
            "where is my order",
            "gift wrapping",
        ];
        let found = texts(&questions);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found.iter().any(|cluster| cluster.len() == 3), "{found:?}");
    }

    #[test]
    fn the_order_of_the_questions_makes_no_difference() {
        let mut questions = vec![
            "gift wrap",
            "gift wraping",
            "wrap a gift",
            "gift card",
            "gift cards balance",
            "card balance",
            "balance of card",
            "wrap",
            "",
            "?",
            "do you",
            "[number]",
        ];
        let expected = texts(&questions);
        for turn in 0..questions.len() {
            questions.rotate_left(1);
            questions.swap(0, turn / 2);
            assert_eq!(texts(&questions), expected);
        }
    }

    /// What is found by the filter is what comparing with each cluster finds.
    #[test]
    fn no_candidate_is_missed() {
        for one in 0..40u32 {
            for other in 0..40u32 {
                let set = |bits: u32| -> Vec<u32> {
                    (0..6).filter(|bit| (bits * 37 + 11) >> bit & 1 == 1).collect()
                };
                let (a, b) = (set(one), set(other));
                let common = a.iter().filter(|word| b.contains(word)).count();
                let all = a.len() + b.len() - common;
                let alike = all > 0 && 10 * common >= ALIKE_TENTHS * all;
                let met = a[..prefix(a.len())].iter().any(|w| b[..prefix(b.len())].contains(w));
                assert!(met || !alike, "{a:?} {b:?}");
            }
        }
    }
}
