//! How evidence becomes a probability, fitted to an index. Not in the browser.
//!
//! Each wording of an entry is asked as a question with the entry itself left out. The content
//! then has no answer, and what comes first is as near as something wrong comes by itself: nearer
//! in large content or where entries are alike. On sets with questions that are known to have an
//! answer or none, such evidence lies around the point where an answer is as likely right as
//! wrong, and the farther it spreads, the slower the probability rises. Two numbers, its median
//! and how far its upper decile lies above that, so give the logistic curve. Nothing is asked of
//! the editor, and content without alternates can be calibrated, too.

use std::cell::OnceCell;

use super::query::Query;
use super::rank::Ranker;
use crate::index::{Calibration, Index, WordingKind};
use crate::text::normalize;

/// So many questions are asked at most, evenly chosen: more move the quantiles no more.
const MAX_QUESTIONS: usize = 2000;
/// How steep the curve is: log-odds between the median and the upper decile.
const STEEPNESS: f32 = 2.0;
/// Smallest distance between the two.
const LEAST_SPREAD: f32 = 0.3;
/// What the sets have in common, without alternates and with them.
const POOLED: [Pooled; 2] = [
    Pooled { median: 0.4, median_by_size: 0.2, spread: 0.55 },
    Pooled { median: 0.5, median_by_size: 0.37, spread: 0.75 },
];
/// So many questions count as much as what is known from elsewhere.
const POOLED_QUESTIONS: f32 = 30.0;
/// Where the curve crosses one half: above the median by so many spreads for content without
/// alternates, with them, and less for entries that inherit phrasings.
const CROSSING: f32 = -0.2;
const CROSSING_WITH_ALTERNATES: f32 = 0.38;
const CROSSING_INHERITED: f32 = -0.3;

/// Evidence where nothing of the content itself is known.
struct Pooled {
    /// The median of a single entry.
    median: f32,
    /// What the median rises by with the logarithm of the number of entries: among more, more is
    /// found by chance.
    median_by_size: f32,
    /// How far the upper decile lies above the median.
    spread: f32,
}

/// What a calibration was fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The curve.
    pub calibration: Calibration,
    /// How many questions were asked with their own entry left out.
    pub questions: usize,
}

/// Fits an index to its own wordings: questions and alternates with the numbers of their entries.
#[must_use]
pub fn calibrate<D: AsRef<[u8]>>(index: &Index<D>, wordings: &[(u32, &str)]) -> Fit {
    let ranker = Ranker::new(index);
    let vocabulary = OnceCell::new();
    let step = wordings.len().div_ceil(MAX_QUESTIONS).max(1);
    let evidence = wordings.iter().step_by(step).map(|&(own, text)| {
        let query = Query::new(&normalize(text), index, &vocabulary);
        let product = index.product(own);
        let allowed = |entry: u32| {
            let other = index.product(entry);
            entry != own && (product.is_none() || other.is_none() || other == product)
        };
        ranker.rank(&query, index, allowed, 1).first().map_or(0.0, |best| best.evidence)
    });
    let mut evidence: Vec<f32> = evidence.collect();
    evidence.sort_by(f32::total_cmp);

    let Shares { alternates, inherited } = Shares::of(index);
    let pooled = |choose: fn(&Pooled) -> f32| {
        let [without, with] = POOLED.each_ref().map(choose);
        without + alternates * (with - without)
    };
    let size = libm::logf(index.entry_count().max(1) as f32);
    let median = pooled(|it| it.median) + size * pooled(|it| it.median_by_size);
    let spread = pooled(|it| it.spread);
    let count = evidence.len() as f32;
    let with_pooled = |own: f32, pooled: f32| {
        (count * own + POOLED_QUESTIONS * pooled) / (count + POOLED_QUESTIONS)
    };
    let own = quantile(&evidence, 0.5).unwrap_or(median);
    let own_spread = quantile(&evidence, 0.9).map_or(spread, |decile| decile - own);
    let median = with_pooled(own, median);
    let spread = with_pooled(own_spread, spread).max(LEAST_SPREAD);

    let crossing = CROSSING
        + (CROSSING_WITH_ALTERNATES - CROSSING) * alternates
        + CROSSING_INHERITED * inherited;
    let slope = STEEPNESS / spread;
    let intercept = -slope * (median + crossing * spread);
    let calibration = Calibration { intercept, slope, ..Calibration::default() };
    Fit { calibration, questions: evidence.len() }
}

/// How the entries of an index are worded.
struct Shares {
    /// Alternates an entry, at most 1.
    alternates: f32,
    /// Share of entries that inherit phrasings.
    inherited: f32,
}

impl Shares {
    fn of<D: AsRef<[u8]>>(index: &Index<D>) -> Self {
        let entries = index.entry_count().max(1) as f32;
        let share = |wanted: WordingKind| {
            let found = index.wordings().kinds.iter().filter(|&&kind| kind == wanted).count();
            (found as f32 / entries).min(1.0)
        };
        Self { alternates: share(WordingKind::Alternate), inherited: share(WordingKind::Inherited) }
    }
}

/// The value below which a share of sorted values lies (nearest rank).
fn quantile(sorted: &[f32], share: f32) -> Option<f32> {
    let rank = libm::ceilf(share * sorted.len() as f32) as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}
