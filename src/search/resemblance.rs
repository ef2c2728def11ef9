//! How alike two questions are, letter by letter.
//!
//! Words that meet by their stems alone tell "signature" and "signatures" no more apart than
//! "photo of the account" and "account photo"; runs of letters do both.

/// Letters in a run.
const RUN: usize = 3;
/// Runs are told apart by so many bits of a hash. Questions have some tens of them.
const HASH_BITS: u32 = 10;
const WORDS: usize = 1 << (HASH_BITS - u64::BITS.ilog2());

/// The set of a text's runs of three letters.
pub(super) struct Runs([u64; WORDS]);

impl Runs {
    /// The text is letters and digits alone.
    pub fn new(text: &str) -> Self {
        let mut set = [0; WORDS];
        let mut last = [0u32; RUN];
        for (number, letter) in text.chars().enumerate() {
            last.rotate_left(1);
            last[RUN - 1] = letter.into();
            if number + 1 >= RUN {
                // Multiplicative hashing (Knuth, volume 3, 6.4); the upper bits are the good ones.
                let mixed = last.iter().fold(0u32, |hash, &letter| {
                    (hash ^ letter).wrapping_mul(0x9E37_79B1).rotate_left(5)
                });
                let bit = mixed.wrapping_mul(0x9E37_79B1) >> (u32::BITS - HASH_BITS);
                set[(bit / u64::BITS) as usize % WORDS] |= 1 << (bit % u64::BITS);
            }
        }
        Self(set)
    }

    /// Share of runs in common (Dice's coefficient), 0 to 1.
    pub fn resemblance(&self, other: &Self) -> f32 {
        let size = |runs: &Self| runs.0.iter().map(|word| word.count_ones()).sum::<u32>();
        let common: u32 = self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones()).sum();
        2.0 * common as f32 / (size(self) + size(other)).max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_the_share_of_runs_in_common(
            start in "[a-dб-иا-د]{0,12}", one in "[a-dб-иا-د]{0,12}", other in "[a-dб-иا-د]{0,12}",
        ) {
            let (one, other) = (start.clone() + &one, start + &other);
            let exact = |text: &str| -> HashSet<Vec<char>> {
                text.chars().collect::<Vec<_>>().windows(RUN).map(<[char]>::to_vec).collect()
            };
            let (ones, others) = (exact(&one), exact(&other));
            let runs = (ones.len() + others.len()).max(1) as f32;
            let share = 2.0 * ones.intersection(&others).count() as f32 / runs;
            let (first, second) = (Runs::new(&one), Runs::new(&other));
            let found = first.resemblance(&second);
            // Runs that fall together under the hash: each moves the numbers by one.
            let bits = |a: &Runs, b: &Runs| -> u32 {
                a.0.iter().zip(&b.0).map(|(a, b)| (a | b).count_ones()).sum()
            };
            let lost = ones.union(&others).count() as f32 - bits(&first, &second) as f32;
            let kept = (bits(&first, &first) + bits(&second, &second)).max(1) as f32;
            prop_assert!((found - share).abs() <= 4.0 * lost / kept + 1e-6, "{found} {share}");
            prop_assert_eq!(found, Runs::new(&other).resemblance(&Runs::new(&one)));
            prop_assert!((0.0..=1.0).contains(&found));
            if one.chars().count() >= RUN {
                prop_assert_eq!(Runs::new(&one).resemblance(&Runs::new(&one)), 1.0);
            }
        }
    }
}
