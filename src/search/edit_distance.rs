//! How many slips of a finger lie between two words.

/// The letters of a word, to be compared.
pub fn letters(word: &str) -> Vec<char> {
    word.chars().collect()
}

/// The restricted Damerau–Levenshtein distance (optimal string alignment: insertions, deletions,
/// substitutions, and swaps of neighbours that are not touched again; Boytsov, "Indexing methods
/// for approximate dictionary searching", 2011), where it is at most `limit`.
pub fn within(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    // Rows for the last two letters of `a` and the one in work.
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row: Vec<usize> = vec![0; width];
    for i in 0..a.len() {
        row[0] = i + 1;
        let mut best = row[0];
        for j in 0..b.len() {
            let substituted = last[j] + usize::from(a[i] != b[j]);
            let mut distance = substituted.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                distance = distance.min(before[j - 1] + 1);
            }
            row[j + 1] = distance;
            best = best.min(distance);
        }
        // A swap reaches back two rows, so one row over the limit does not end it.
        if best > limit && last.iter().all(|&distance| distance > limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, without memory or limit.
    fn oracle(a: &[char], b: &[char]) -> usize {
        let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_last(), b.split_last()) else {
            return a.len() + b.len();
        };
        let mut best = (oracle(a_rest, b_rest) + usize::from(x != y))
            .min(oracle(a_rest, b) + 1)
            .min(oracle(a, b_rest) + 1);
        if let (Some((x2, a_rest2)), Some((y2, b_rest2))) =
            (a_rest.split_last(), b_rest.split_last())
            && x == y2
            && x2 == y
        {
            best = best.min(oracle(a_rest2, b_rest2) + 1);
        }
        best
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(
            a in "[abc]{0,6}|[абв]{0,6}|[جحخ]{0,6}",
            b in "[abc]{0,6}|[абв]{0,6}|[جحخ]{0,6}",
            limit in 0usize..4,
        ) {
            let a: Vec<char> = a.chars().collect();
            let b: Vec<char> = b.chars().collect();
            let distance = oracle(&a, &b);
            prop_assert_eq!(within(&a, &b, limit), (distance <= limit).then_some(distance));
        }
    }
}
