//! Misspelt words: the table of letter pairs finds what brute force finds.
#![no_main]

use std::collections::BTreeSet;

use faqlet::search::{Vocabulary, slips_forgiven};

/// Slips between two words, by the definition: letters left out, put in, replaced, and neighbours
/// swapped, each letter in one slip only (optimal string alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(rows[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    rows[a.len()][b.len()]
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut words = text.split_whitespace().filter(|word| word.chars().count() <= 40);
    let Some(word) = words.next() else { return };
    let terms: BTreeSet<&str> = words.take(40).collect();
    let vocabulary = Vocabulary::new(terms.iter().copied());
    let letters: Vec<char> = word.chars().collect();
    let limit = slips_forgiven(letters.len());
    let mut expected = Vec::new();
    for (number, term) in terms.iter().enumerate() {
        let distance = slips(&letters, &term.chars().collect::<Vec<_>>());
        if limit > 0 && distance <= limit {
            expected.push((number as u32, distance as u8));
        }
    }
    let found = vocabulary.neighbours(word, 2.0).into_iter();
    let mut found: Vec<(u32, u8)> =
        found.filter_map(|near| near.distance.map(|distance| (near.term, distance))).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{word:?} among {terms:?}");
});
