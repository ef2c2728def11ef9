//! How good a ranking and its confidence are, over many questions.

use serde::Serialize;

/// What became of one question.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Whether anything in the content answers it.
    pub in_scope: bool,
    /// Place of the first right entry, from 1; `None`: not found, or out of scope.
    pub rank: Option<usize>,
    /// Confidence in the first entry, 0 to 1.
    pub confidence: f64,
    /// `answer`, `choose` or `contact`.
    pub outcome: &'static str,
    /// How many entries were offered to choose from; 0 for other outcomes.
    pub offered: usize,
}

/// Figures over a set of questions. Shares are 0 to 1; `None` where there is nothing to count.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// Questions that something answers.
    pub in_scope: usize,
    /// Questions that nothing answers.
    pub out_of_scope: usize,
    /// Share of in-scope questions whose first entry is right.
    pub success_at_1: Option<f64>,
    /// Share of in-scope questions with a right entry among the first three.
    pub success_at_3: Option<f64>,
    /// Mean of 1/rank of the first right entry in the first ten (mean reciprocal rank).
    pub mrr_at_10: Option<f64>,
    /// Probability that an in-scope question has more confidence than an out-of-scope one.
    pub auroc: Option<f64>,
    /// The same for in-scope questions whose first entry is right.
    pub auroc_correct: Option<f64>,
    /// Share of out-of-scope questions below the highest threshold that at least 90 % of the
    /// in-scope ones reach.
    pub rejected_at_90: Option<f64>,
    /// Expected calibration error over all questions, in ten bins of confidence: the mean
    /// distance, weighted by questions, between confidence and the share of right first entries
    /// (Guo et al., "On Calibration of Modern Neural Networks", 2017).
    pub calibration_error: Option<f64>,
    /// The bins that have questions, by rising confidence.
    pub reliability: Vec<Bin>,
    /// Share of in-scope questions that end in a choice.
    pub choice_share: Option<f64>,
    /// Share of these whose choice has a right entry.
    pub choice_success: Option<f64>,
    /// Questions by outcome.
    pub outcomes: Outcomes,
}

/// Questions of about the same confidence.
#[derive(Debug, Clone, Serialize)]
pub struct Bin {
    /// How many.
    pub questions: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of them whose first entry is right.
    pub right: f64,
}

/// Questions by outcome.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Outcomes {
    /// One entry shown.
    pub answer: usize,
    /// Asked back.
    pub choose: usize,
    /// Handed to a person.
    pub contact: usize,
}

/// Bins of equal width.
const BINS: usize = 10;

impl Metrics {
    /// Figures over these questions.
    pub fn of<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Self {
        let mut metrics = Self::default();
        let (mut first, mut third, mut reciprocal) = (0.0, 0.0, 0.0);
        let (mut inside, mut right, mut outside) = (Vec::new(), Vec::new(), Vec::new());
        let mut bins = [(0usize, 0.0, 0.0); BINS];
        let (mut offered, mut offered_right) = (0.0, 0.0);
        for question in judged {
            let is_right = question.in_scope && question.rank == Some(1);
            let bin = (question.confidence * BINS as f64) as usize;
            let bin = &mut bins[bin.min(BINS - 1)];
            *bin = (bin.0 + 1, bin.1 + question.confidence, bin.2 + f64::from(u8::from(is_right)));
            if question.in_scope && question.offered > 0 {
                let among = question.rank.is_some_and(|rank| rank <= question.offered);
                offered += 1.0;
                offered_right += f64::from(u8::from(among));
            }
            match question.outcome {
                "answer" => metrics.outcomes.answer += 1,
                "choose" => metrics.outcomes.choose += 1,
                _ => metrics.outcomes.contact += 1,
            }
            if !question.in_scope {
                outside.push(question.confidence);
                continue;
            }
            inside.push(question.confidence);
            let rank = question.rank.filter(|&rank| rank <= 10);
            reciprocal += rank.map_or(0.0, |rank| 1.0 / rank as f64);
            third += f64::from(u8::from(rank.is_some_and(|rank| rank <= 3)));
            if rank == Some(1) {
                first += 1.0;
                right.push(question.confidence);
            }
        }
        metrics.in_scope = inside.len();
        metrics.out_of_scope = outside.len();
        let share = |sum: f64| (!inside.is_empty()).then(|| sum / inside.len() as f64);
        let filled = bins.into_iter().filter(|(questions, ..)| *questions > 0);
        metrics.reliability = filled
            .map(|(questions, confidence, right)| Bin {
                questions,
                confidence: confidence / questions as f64,
                right: right / questions as f64,
            })
            .collect();
        metrics.calibration_error = calibration_error(&metrics.reliability);
        metrics.choice_share = share(offered);
        metrics.choice_success = (offered > 0.0).then(|| offered_right / offered);
        metrics.success_at_1 = share(first);
        metrics.success_at_3 = share(third);
        metrics.mrr_at_10 = share(reciprocal);
        metrics.auroc = auroc(&inside, &outside);
        metrics.auroc_correct = auroc(&right, &outside);
        metrics.rejected_at_90 = rejected_at_90(&mut inside, &outside);
        metrics
    }
}

fn calibration_error(bins: &[Bin]) -> Option<f64> {
    let questions: usize = bins.iter().map(|bin| bin.questions).sum();
    let distance = |bin: &Bin| bin.questions as f64 * (bin.confidence - bin.right).abs();
    (questions > 0).then(|| bins.iter().map(distance).sum::<f64>() / questions as f64)
}

/// Area under the receiver operating characteristic, from the sum of ranks (Mann–Whitney U);
/// ties count half.
fn auroc(positive: &[f64], negative: &[f64]) -> Option<f64> {
    if positive.is_empty() || negative.is_empty() {
        return None;
    }
    let mut all: Vec<(f64, bool)> = positive.iter().map(|&value| (value, true)).collect();
    all.extend(negative.iter().map(|&value| (value, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut rank_sum = 0.0;
    let mut before = 0;
    for tied in all.chunk_by(|a, b| a.0 == b.0) {
        // Ranks before + 1 to before + n share their mean.
        let rank = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        rank_sum += rank * tied.iter().filter(|value| value.1).count() as f64;
        before += tied.len();
    }
    let (p, n) = (positive.len() as f64, negative.len() as f64);
    Some((rank_sum - p * (p + 1.0) / 2.0) / (p * n))
}

fn rejected_at_90(inside: &mut [f64], outside: &[f64]) -> Option<f64> {
    if inside.is_empty() || outside.is_empty() {
        return None;
    }
    inside.sort_by(|a, b| b.total_cmp(a));
    let accepted = (0.9 * inside.len() as f64).ceil() as usize;
    let threshold = inside[accepted - 1];
    let rejected = outside.iter().filter(|&&confidence| confidence < threshold).count();
    Some(rejected as f64 / outside.len() as f64)
}

/// The value below which a share of sorted values lies (nearest rank).
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(in_scope: bool, rank: Option<usize>, confidence: f64) -> Judged {
        Judged { in_scope, rank, confidence, outcome: "answer", offered: 0 }
    }

    #[test]
    fn the_calibration_error_weighs_bins_by_their_questions() {
        // Three at 0.9 of which one is right, one at 0.25 that is wrong.
        let all = [
            judged(true, Some(1), 0.9),
            judged(true, Some(2), 0.9),
            judged(false, None, 0.9),
            judged(true, None, 0.25),
        ];
        let metrics = Metrics::of(&all);
        let expected = (3.0 * (0.9 - 1.0 / 3.0) + 0.25) / 4.0;
        assert!((metrics.calibration_error.expect("questions") - expected).abs() < 1e-12);
        let bins: Vec<usize> = metrics.reliability.iter().map(|bin| bin.questions).collect();
        assert_eq!(bins, [1, 3]);
        // One that is right each time it is sure is calibrated.
        assert_eq!(Metrics::of(&[judged(true, Some(1), 1.0)]).calibration_error, Some(0.0));
    }

    #[test]
    fn a_choice_succeeds_with_a_right_entry_among_those_offered() {
        let choice =
            |rank, offered| Judged { offered, outcome: "choose", ..judged(true, rank, 0.6) };
        let outside = Judged { offered: 2, outcome: "choose", ..judged(false, None, 0.6) };
        let all = [choice(Some(2), 2), choice(Some(3), 2), judged(true, Some(1), 0.9), outside];
        let metrics = Metrics::of(&all);
        assert_eq!((metrics.choice_share, metrics.choice_success), (Some(2.0 / 3.0), Some(0.5)));
    }

    /// A small generator (Lehmer's), so that the oracle sees many sets with many ties.
    fn values(seed: u64, count: usize) -> Vec<f64> {
        let mut state = seed * 2 + 1;
        let mut next = || {
            state = state * 48_271 % 2_147_483_647;
            (state % 7) as f64 / 7.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn auroc_is_the_share_of_pairs_in_order() {
        for seed in 1..200 {
            let positive = values(seed, 1 + seed as usize % 13);
            let negative = values(seed + 1000, 1 + seed as usize % 11);
            let mut wins = 0.0;
            for p in &positive {
                for n in &negative {
                    wins += if p > n {
                        1.0
                    } else if p == n {
                        0.5
                    } else {
                        0.0
                    };
                }
            }
            let expected = wins / (positive.len() * negative.len()) as f64;
            let found = auroc(&positive, &negative).expect("both have values");
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn nothing_to_count_gives_nothing() {
        let metrics = Metrics::of(&[judged(true, Some(1), 0.5)]);
        assert_eq!((metrics.auroc, metrics.rejected_at_90), (None, None));
        assert_eq!(Metrics::of(&[judged(false, None, 0.5)]).success_at_1, None);
    }

    #[test]
    fn places_count_as_defined() {
        let ranks = [Some(1), Some(3), Some(10), Some(11), None];
        let all: Vec<Judged> = ranks.iter().map(|&rank| judged(true, rank, 0.5)).collect();
        let metrics = Metrics::of(&all);
        assert_eq!(metrics.success_at_1, Some(0.2));
        assert_eq!(metrics.success_at_3, Some(0.4));
        let expected = (1.0 + 1.0 / 3.0 + 0.1) / 5.0;
        assert!((metrics.mrr_at_10.expect("there are questions") - expected).abs() < 1e-12);
    }

    #[test]
    fn the_threshold_keeps_nine_in_ten() {
        let mut all: Vec<Judged> =
            (1..=10).map(|n| judged(true, Some(1), f64::from(n) / 10.0)).collect();
        all.extend([0.05, 0.15, 0.2, 0.9].map(|confidence| judged(false, None, confidence)));
        // Nine of ten reach 0.2; 0.05 and 0.15 do not.
        assert_eq!(Metrics::of(&all).rejected_at_90, Some(0.5));
    }

    #[test]
    fn percentiles_are_values_of_the_set() {
        let sorted: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentile(&sorted, 0.5), Some(50.0));
        assert_eq!(percentile(&sorted, 0.99), Some(99.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
