//! Tables of figures, and the places in the page that they fill.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::others::OTHERS;
use super::report::{DASH, Figure, Metrics, Report};

/// All that the page shows.
pub struct Measured {
    pub run: Run,
    pub sets: Vec<Set>,
    /// The demo shop's questions, by language.
    pub demo: Vec<(String, Report)>,
}

/// The state of the program that was measured.
pub struct Run {
    /// Commit and day, where there is a history.
    pub commit: Option<String>,
    /// Whether what was measured differs from the commit.
    pub changed: bool,
}

/// One evaluation set.
pub struct Set {
    pub name: String,
    /// Entries in its index.
    pub entries: usize,
    pub clean: Report,
    pub one_typo: Option<Report>,
    pub two_typos: Option<Report>,
    pub no_accents: Option<Report>,
    /// As if no product page were open; `None` where the questions name no products.
    pub no_product: Option<Report>,
}

impl Measured {
    /// The page with all its tables made anew.
    ///
    /// # Errors
    /// When the page lacks the place of a table.
    pub fn fill(&self, page: &str) -> Result<String> {
        let mut page = page.to_owned();
        for (name, text) in [
            ("run", self.run()),
            ("others", self.others()),
            ("ranking", self.ranking()),
            ("confidence", self.confidence()),
            ("demo", self.demo()),
            ("demo-kinds", self.demo_kinds()),
        ] {
            page = fill(&page, name, &text)?;
        }
        Ok(page)
    }

    /// What the picture of reliability shows: the sets that have questions out of scope, in one of
    /// the languages that shops are built for first, and the demo shop.
    pub fn reliability(&self) -> Vec<(String, &Report)> {
        let shown = |set: &&Set| {
            let name = set.name.as_str();
            let told = ["hint3", "clinc150", "alchemy"].iter().any(|start| name.starts_with(start));
            told && set.clean.all.out_of_scope > 0
        };
        let sets = self.sets.iter().filter(shown).map(|set| (set.name.clone(), &set.clean));
        let demo = self.demo.iter().map(|(tag, report)| (format!("demo shop, {tag}"), report));
        sets.chain(demo).collect()
    }

    fn run(&self) -> String {
        let Run { commit, changed } = &self.run;
        // All packages of the workspace share one version.
        let version = env!("CARGO_PKG_VERSION");
        let commit = commit.as_ref().map_or(String::new(), |commit| format!(", commit {commit}"));
        let changed = if *changed { ", with changes that are not committed" } else { "" };
        format!("Measured with faqlet {version}{commit}{changed}.\n")
    }

    fn others(&self) -> String {
        let mut table = Table::new(&[
            "set",
            "library in a browser",
            "BM25, stems",
            "BM25, n-grams",
            "platform or neural",
            "faqlet",
        ]);
        for others in OTHERS {
            let set = self.sets.iter().find(|set| set.name == others.set);
            let report = set.and_then(|set| {
                if others.no_product { set.no_product.as_ref() } else { Some(&set.clean) }
            });
            let or_dash = |text: &str| if text.is_empty() { DASH.into() } else { text.to_owned() };
            table.row([
                row_name(others.set, others.no_product),
                or_dash(others.library),
                or_dash(others.stems),
                or_dash(others.ngrams),
                or_dash(others.neural),
                format!("**{}**", success(report)),
            ]);
        }
        table.text
    }

    fn ranking(&self) -> String {
        let mut table = Table::new(&[
            "set",
            "entries",
            "questions",
            "Success@1",
            "one typo",
            "two typos",
            "no accents",
            "Success@3",
            "MRR@10",
        ]);
        for set in &self.sets {
            let mut row = |no_product: bool, report: &Report, variants: [&Option<Report>; 3]| {
                let [one, two, accents] = variants.map(|report| success(report.as_ref()));
                table.row([
                    row_name(&set.name, no_product),
                    set.entries.to_string(),
                    report.all.in_scope.to_string(),
                    success(Some(report)),
                    one,
                    two,
                    accents,
                    report.all.success_at_3.percent(),
                    report.all.mrr_at_10.thousandths(),
                ]);
            };
            row(false, &set.clean, [&set.one_typo, &set.two_typos, &set.no_accents]);
            if let Some(report) = &set.no_product {
                row(true, report, [&None; 3]);
            }
        }
        table.text
    }

    fn confidence(&self) -> String {
        let mut table = Table::new(&[&["set"], &CONFIDENCE[..]].concat());
        for set in &self.sets {
            table.row([set.name.clone()].into_iter().chain(confidence(&set.clean)));
            if let Some(report) = &set.no_product {
                table.row([row_name(&set.name, true)].into_iter().chain(confidence(report)));
            }
        }
        table.text
    }

    fn demo(&self) -> String {
        let ranking = ["language", "Success@1", "Success@3", "MRR@10"];
        let mut table = Table::new(&[&ranking[..], &CONFIDENCE].concat());
        for (language, report) in &self.demo {
            let Metrics { success_at_1, success_at_3, mrr_at_10, .. } = &report.all;
            let shares = [success_at_1, success_at_3].map(|share| share.percent());
            let row = [language.clone()].into_iter().chain(shares);
            table.row(row.chain([mrr_at_10.thousandths()]).chain(confidence(report)));
        }
        table.text
    }

    /// One row a kind of question. Of a kind that nothing answers, the page tells how often
    /// something was shown as its answer all the same.
    fn demo_kinds(&self) -> String {
        let languages = self.demo.iter().map(|(language, _)| language.as_str());
        let header: Vec<_> = std::iter::once("kind").chain(languages).collect();
        let mut table = Table::new(&header);
        let kinds: BTreeSet<&String> =
            self.demo.iter().flat_map(|(_, report)| report.kinds.keys()).collect();
        for kind in kinds {
            let cells = self.demo.iter().map(|(_, report)| match report.kinds.get(kind) {
                None => DASH.to_owned(),
                Some(metrics) if metrics.in_scope == 0 => {
                    format!("{} of {} answered", metrics.outcomes.answer, metrics.out_of_scope)
                }
                Some(metrics) => {
                    format!("{} of {}", metrics.success_at_1.percent(), metrics.in_scope)
                }
            });
            table.row(std::iter::once(kind.clone()).chain(cells));
        }
        table.text
    }
}

fn row_name(set: &str, no_product: bool) -> String {
    format!("{set}{}", if no_product { ", product not given" } else { "" })
}

fn success(report: Option<&Report>) -> String {
    report.map_or(DASH.into(), |report| report.all.success_at_1.percent())
}

/// The columns of [`confidence`].
const CONFIDENCE: [&str; 8] = [
    "in / out of scope",
    "AUROC",
    "AUROC, right ones",
    "rejected@90",
    "calibration error",
    "choices / right ones",
    "answer / choose / contact",
    "p50 / p95 / p99 µs",
];

fn confidence(Report { all, micros, .. }: &Report) -> [String; 8] {
    let outcomes = &all.outcomes;
    [
        format!("{} / {}", all.in_scope, all.out_of_scope),
        all.auroc.thousandths(),
        all.auroc_correct.thousandths(),
        all.rejected_at_90.percent(),
        all.calibration_error.thousandths(),
        format!("{} / {}", all.choice_share.percent(), all.choice_success.percent()),
        format!("{} / {} / {}", outcomes.answer, outcomes.choose, outcomes.contact),
        [micros.p50, micros.p95, micros.p99].map(Figure::whole).join(" / "),
    ]
}

/// A table in Markdown.
struct Table {
    text: String,
}

impl Table {
    fn new(header: &[&str]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(header.iter().map(|&cell| cell.to_owned()));
        table.row(header.iter().map(|_| "---".to_owned()));
        table
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<_> = cells.into_iter().collect();
        let _ = writeln!(self.text, "| {} |", cells.join(" | "));
    }
}

/// Replaces what stands between `<!-- name -->` and `<!-- /name -->`.
fn fill(page: &str, name: &str, text: &str) -> Result<String> {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let lacks = |mark: &str| format!("the page has no line {}", mark.trim());
    let (before, rest) = page.split_once(&start).with_context(|| lacks(&start))?;
    let (_, after) = rest.split_once(&end).with_context(|| lacks(&end))?;
    // Without the empty line, some readers of Markdown take a table for the comment's end.
    Ok(format!("{before}{start}\n{text}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::report::{Micros, Outcomes};

    /// A report whose figures all differ, so that one in a wrong place shows.
    fn report(success_at_1: f64) -> Report {
        let figure = |value: f64| Figure(Some(value));
        Report {
            all: Metrics {
                in_scope: 136,
                out_of_scope: 68,
                success_at_1: figure(success_at_1),
                success_at_3: figure(0.875),
                mrr_at_10: figure(0.8125),
                auroc: figure(0.75),
                auroc_correct: figure(0.7654),
                rejected_at_90: figure(0.4321),
                calibration_error: figure(0.0321),
                reliability: Vec::new(),
                choice_share: figure(0.123),
                choice_success: figure(0.987),
                outcomes: Outcomes { answer: 101, choose: 41, contact: 62 },
            },
            micros: Micros { p50: figure(9.4), p95: figure(15.6), p99: figure(65.0) },
            kinds: [
                (
                    "typo".to_owned(),
                    Metrics { in_scope: 30, success_at_1: figure(0.9), ..Metrics::default() },
                ),
                (
                    "oos".to_owned(),
                    Metrics {
                        out_of_scope: 20,
                        outcomes: Outcomes { answer: 3, choose: 1, contact: 16 },
                        ..Metrics::default()
                    },
                ),
            ]
            .into(),
        }
    }

    fn measured() -> Measured {
        let bare = |name: &str| Set {
            name: name.to_owned(),
            entries: 21,
            clean: report(0.8123),
            one_typo: None,
            two_typos: None,
            no_accents: None,
            no_product: None,
        };
        Measured {
            run: Run { commit: Some("abc1234 of 2027-01-02".into()), changed: false },
            sets: vec![
                Set { no_product: Some(report(0.4567)), ..bare("epqa") },
                Set {
                    one_typo: Some(report(0.8)),
                    two_typos: Some(report(0.7777)),
                    no_accents: Some(report(0.6666)),
                    ..bare("homeassistant-hu")
                },
                bare("not-described"),
            ],
            demo: vec![("en".into(), report(0.7)), ("hu".into(), Report::default())],
        }
    }

    fn rows(table: &str) -> Vec<&str> {
        table.lines().skip(2).collect()
    }

    #[test]
    fn every_row_of_every_table_has_as_many_cells_as_its_header() {
        let all = measured();
        for table in [all.others(), all.ranking(), all.confidence(), all.demo(), all.demo_kinds()] {
            let cells: Vec<_> = table.lines().map(|line| line.matches('|').count()).collect();
            assert!(cells.len() > 2 && cells.iter().all(|&count| count == cells[0]), "{table}");
        }
    }

    #[test]
    fn figures_stand_under_their_headings() {
        let all = measured();
        assert_eq!(
            rows(&all.ranking()),
            [
                "| epqa | 21 | 136 | 81.2 | – | – | – | 87.5 | 0.812 |",
                "| epqa, product not given | 21 | 136 | 45.7 | – | – | – | 87.5 | 0.812 |",
                "| homeassistant-hu | 21 | 136 | 81.2 | 80.0 | 77.8 | 66.7 | 87.5 | 0.812 |",
                "| not-described | 21 | 136 | 81.2 | – | – | – | 87.5 | 0.812 |",
            ]
        );
        let confidence =
            "136 / 68 | 0.750 | 0.765 | 43.2 | 0.032 | 12.3 / 98.7 | 101 / 41 / 62 | 9 / 16 / 65 |";
        assert_eq!(rows(&all.confidence())[0], format!("| epqa | {confidence}"));
        let demo = all.demo();
        assert_eq!(rows(&demo)[0], format!("| en | 70.0 | 87.5 | 0.812 | {confidence}"));
        assert_eq!(
            rows(&all.demo_kinds()),
            ["| oos | 3 of 20 answered | – |", "| typo | 90.0 of 30 | – |",]
        );
    }

    #[test]
    fn others_are_compared_with_the_same_set_asked_in_the_same_way() {
        let table = measured().others();
        let ours = |set: &str| {
            let row = table.lines().find(|line| line.starts_with(&format!("| {set} |")));
            row.and_then(|row| row.rsplit('|').nth(1)).map(str::trim).expect(set)
        };
        assert_eq!(ours("epqa"), "**81.2**");
        assert_eq!(ours("epqa, product not given"), "**45.7**");
        assert_eq!(ours("homeassistant-hu"), "**81.2**");
        assert_eq!(ours("clinc150-k20"), "**–**");
    }

    #[test]
    fn the_page_has_a_place_for_every_table_and_keeps_the_rest() {
        let path = crate::project::root().join("docs").join("evaluation.md");
        let page = std::fs::read_to_string(path).expect("the page is there");
        let once = measured().fill(&page).expect("all places are there");
        assert!(once.contains("abc1234") && once.contains("not-described"));
        assert_eq!(measured().fill(&once).expect("still there"), once);

        let prose = |page: &str| {
            let lines = page.lines().filter(|line| !line.starts_with("Measured with"));
            let prose = lines.filter(|line| !line.is_empty() && !line.starts_with('|'));
            prose.collect::<Vec<_>>().join("\n")
        };
        assert_eq!(prose(&once), prose(&page));
    }

    #[test]
    fn a_place_that_is_missing_is_named() {
        let error = fill("<!-- run -->\nold\n", "run", "new").expect_err("no end").to_string();
        assert!(error.contains("<!-- /run -->"), "{error}");
        let page = "a\n<!-- run -->\nold\n<!-- /run -->\nb\n";
        let filled = fill(page, "run", "new\n").expect("both marks");
        assert_eq!(filled, "a\n<!-- run -->\n\nnew\n\n<!-- /run -->\nb\n");
    }

    #[test]
    fn what_was_not_committed_is_said() {
        let run = |commit: Option<&str>, changed| {
            let run = Run { commit: commit.map(Into::into), changed };
            Measured { run, sets: Vec::new(), demo: Vec::new() }.run()
        };
        let bare = run(None, false);
        assert!(!bare.contains("commit") && !bare.contains("changes"), "{bare}");
        let text = run(Some("abc1234 of 2027-01-02"), true);
        assert!(text.contains(", commit abc1234 of 2027-01-02, with changes"), "{text}");
    }
}
