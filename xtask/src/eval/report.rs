//! What `faqlet eval --json` prints, as far as the page shows it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Figures over one file of questions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Report {
    /// Over all questions.
    #[serde(flatten)]
    pub all: Metrics,
    /// Time to an outcome.
    pub micros: Micros,
    /// By kind of question.
    pub kinds: BTreeMap<String, Metrics>,
}

/// How good ranking and confidence are; `docs/evaluation.md` says what each figure is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// Questions that something answers.
    pub in_scope: usize,
    /// Questions that nothing answers.
    pub out_of_scope: usize,
    pub success_at_1: Figure,
    pub success_at_3: Figure,
    pub mrr_at_10: Figure,
    pub auroc: Figure,
    pub auroc_correct: Figure,
    pub rejected_at_90: Figure,
    pub calibration_error: Figure,
    pub reliability: Vec<Bin>,
    pub choice_share: Figure,
    pub choice_success: Figure,
    pub outcomes: Outcomes,
}

/// Questions of about the same confidence.
#[derive(Clone, Debug, Deserialize)]
pub struct Bin {
    /// How many.
    pub questions: usize,
    /// Their mean confidence, 0 to 1.
    pub confidence: f64,
    /// Share of them whose first entry is right, 0 to 1.
    pub right: f64,
}

/// Questions by outcome.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Outcomes {
    pub answer: usize,
    pub choose: usize,
    pub contact: usize,
}

/// Percentiles in microseconds.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Micros {
    pub p50: Figure,
    pub p95: Figure,
    pub p99: Figure,
}

/// A figure, or nothing where there was nothing to count.
///
/// A type of its own, since serde takes a plain `Option` that is absent for `None`: a figure that
/// `faqlet eval` calls by a new name would vanish from the page unseen.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Figure(pub Option<f64>);

/// Where there is nothing to show.
pub const DASH: &str = "–";

impl Figure {
    /// A share from 0 to 1 in percent.
    pub fn percent(self) -> String {
        self.0.map_or(DASH.into(), |share| format!("{:.1}", 100.0 * share))
    }

    /// An area or a mean from 0 to 1, to three places.
    pub fn thousandths(self) -> String {
        self.0.map_or(DASH.into(), |value| format!("{value:.3}"))
    }

    /// Rounded to a whole number.
    pub fn whole(self) -> String {
        self.0.map_or(DASH.into(), |value| format!("{value:.0}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{
        "queries": 3, "inScope": 2, "outOfScope": 1,
        "successAt1": 0.5, "successAt3": 1.0, "mrrAt10": 0.75,
        "auroc": 0.9994, "aurocCorrect": 1.0, "rejectedAt90": null,
        "calibrationError": 0.0456, "choiceShare": 0.0, "choiceSuccess": null,
        "reliability": [{ "questions": 3, "confidence": 0.25, "right": 0.5 }],
        "outcomes": { "answer": 1, "choose": 0, "contact": 2 },
        "micros": { "p50": 12.4, "p95": 13.5, "p99": null },
        "kinds": {}
    }"#;

    #[test]
    fn figures_are_rounded_and_what_was_not_counted_is_a_dash() {
        let report: Report = serde_json::from_str(JSON).expect("as printed");
        assert_eq!((report.all.in_scope, report.all.out_of_scope), (2, 1));
        assert_eq!(report.all.success_at_1.percent(), "50.0");
        assert_eq!(report.all.auroc.thousandths(), "0.999");
        assert_eq!(report.all.rejected_at_90.percent(), DASH);
        assert_eq!(
            (report.micros.p50.whole(), report.micros.p99.whole()),
            ("12".into(), DASH.into())
        );
    }

    #[test]
    fn a_figure_under_another_name_is_an_error() {
        for name in ["successAt1", "auroc", "rejectedAt90", "p99", "choose", "kinds"] {
            let json = JSON.replace(&format!("\"{name}\""), "\"other\"");
            let error = serde_json::from_str::<Report>(&json).expect_err(name).to_string();
            assert!(error.contains(name), "{error}");
        }
    }
}
