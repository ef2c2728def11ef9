//! `faqlet eval`: measures ranking and confidence on questions whose answers are known.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};
use faqlet::content::{Entry, GoldenQuestion};
use faqlet::{Hit, Outcome};
use serde::Serialize;

use crate::metrics::{Judged, Metrics, percentile};
use crate::project::{Project, ask};
use crate::{questions, terminal};

/// Measure ranking and confidence on questions whose answers are known.
#[derive(clap::Args)]
#[command(after_help = FIGURES)]
pub struct Eval {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    #[arg(long)]
    infer_intents: bool,
    /// Questions, one JSON object a line: {"question","entry","kind","product"}, where "entry" is an
    /// id, a list of ids of which each is right, or null where nothing in the content answers it. It
    /// is the form of a language's questions.jsonl; "q" and "gold" are read for the first two, too.
    #[arg(long, value_name = "FILE.jsonl")]
    queries: PathBuf,
    /// Language of the questions; the shop's first one where nothing is said.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Ask as if no product page were open, whatever the questions say.
    #[arg(long)]
    ignore_product: bool,
    /// Write one line a question: {"q","gold","outcome","confidence","ranked":[{"id","score"}]}
    /// with ten ids. Those with a score of 0, which have nothing in common with the question or are
    /// of another product, fill up and do not count as found.
    #[arg(long, value_name = "OUT.jsonl")]
    details: Option<PathBuf>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Detail<'a> {
    q: &'a str,
    gold: &'a [String],
    outcome: &'static str,
    confidence: f64,
    ranked: Vec<RankedId<'a>>,
}

#[derive(Serialize)]
struct RankedId<'a> {
    id: &'a str,
    score: f64,
}

#[derive(Serialize)]
struct Report {
    queries: usize,
    #[serde(flatten)]
    all: Metrics,
    micros: Micros,
    kinds: BTreeMap<String, Metrics>,
}

/// Time to an outcome, in microseconds.
#[derive(Serialize)]
struct Micros {
    p50: Option<f64>,
    p95: Option<f64>,
    p99: Option<f64>,
}

/// What the columns of the table mean.
const FIGURES: &str = "\
Figures, for all questions and for each kind:
  in, out   questions that something answers, and those that nothing does
  S@1, S@3  % of in-scope questions with a right entry first, or among the first three
  MRR@10    mean of 1/rank of the first right entry among the first ten
  AUROC     probability that an in-scope question has more confidence than an out-of-scope one
  correct   the same for in-scope questions whose first entry is right
  rej@90    % of out-of-scope questions below the threshold that 90 % of in-scope ones reach
  ECE       expected calibration error: how far confidence is from the share of right entries
  chose     % of in-scope questions that end in a choice
  hit       % of these whose choice has a right entry";

/// Ranked ids in the details.
const DETAILS: usize = 10;

impl Eval {
    /// # Errors
    /// When a file cannot be read or written, or a question is not of its form.
    pub fn run(self) -> Result<ExitCode> {
        let Some(mut project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        if self.infer_intents {
            project.infer_intents();
        }
        let language = project.language(self.lang.as_deref())?;
        let engine = project.engine(language)?;
        let entries = faqlet::compile::public_entries(&project.content, language);
        let form = r#"{"question":"…","entry":"id"}"#;
        let questions: Vec<(usize, GoldenQuestion)> = questions::read(&self.queries, form)?;
        self.complain_of_unknown_ids(&questions, &entries);
        let mut judged = Vec::with_capacity(questions.len());
        let mut micros = Vec::with_capacity(questions.len());
        let mut details = match &self.details {
            Some(path) => Some(BufWriter::new(
                fs::File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?,
            )),
            None => None,
        };
        for (_, question) in &questions {
            let product = question.product.as_deref().filter(|_| !self.ignore_product);
            let start = Instant::now();
            let outcome = ask(&engine, &question.question, product);
            micros.push(start.elapsed().as_nanos() as f64 / 1000.0);
            let text = faqlet::text::normalize(&question.question);
            let ranked = engine.rank(&text, product, DETAILS);
            let (outcome, confidence, offered) = match outcome {
                Outcome::Answer { confidence, .. } => ("answer", confidence, 0),
                Outcome::Choose { confidence, entries, .. } => {
                    ("choose", confidence, entries.len())
                }
                Outcome::Contact { confidence, .. } => ("contact", confidence, 0),
            };
            let right = ranked.iter().position(|hit| question.entry.contains(&hit.id));
            let in_scope = !question.entry.is_empty();
            let rank = right.map(|at| at + 1);
            judged.push(Judged { in_scope, rank, confidence, outcome, offered });
            if let Some(details) = &mut details {
                let ranked = filled_up(&ranked, &entries);
                let (q, gold) = (question.question.as_str(), question.entry.as_slice());
                let detail = Detail { q, gold, outcome, confidence, ranked };
                serde_json::to_writer(&mut *details, &detail)?;
                details.write_all(b"\n")?;
            }
        }
        if let Some(mut details) = details {
            details.flush()?;
        }
        let report = report(&questions, &judged, micros);
        if self.json {
            terminal::print(&format!("{}\n", serde_json::to_string_pretty(&report)?));
        } else {
            terminal::print(&table(&report));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// A misspelt id would look like a fault of the search.
    fn complain_of_unknown_ids(&self, questions: &[(usize, GoldenQuestion)], entries: &[&Entry]) {
        let known: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let all = questions
            .iter()
            .flat_map(|(line, question)| question.entry.iter().map(move |id| (*line, id.as_str())));
        let unknown: Vec<_> = all.filter(|(_, id)| !known.contains(id)).collect();
        if let Some((line, id)) = unknown.first() {
            terminal::complain(&format!(
                "note: {} in gold that no entry has, the first {id:?} at {}:{line}; counted as \
                 not found\n",
                terminal::plural(unknown.len(), "id"),
                self.queries.display(),
            ));
        }
    }
}

/// What was found, then entries that share nothing with the question or are of another product,
/// in the order of the index.
fn filled_up<'a>(ranked: &'a [Hit], entries: &[&'a Entry]) -> Vec<RankedId<'a>> {
    let found = ranked.iter().map(|hit| RankedId { id: &hit.id, score: hit.score });
    let others = entries.iter().filter(|entry| ranked.iter().all(|hit| hit.id != entry.id));
    found.chain(others.map(|entry| RankedId { id: &entry.id, score: 0.0 })).take(DETAILS).collect()
}

fn report(
    questions: &[(usize, GoldenQuestion)],
    judged: &[Judged],
    mut micros: Vec<f64>,
) -> Report {
    let mut by_kind: BTreeMap<String, Vec<&Judged>> = BTreeMap::new();
    for ((_, question), judged) in questions.iter().zip(judged) {
        if let Some(kind) = &question.kind {
            by_kind.entry(kind.clone()).or_default().push(judged);
        }
    }
    micros.sort_by(f64::total_cmp);
    Report {
        queries: questions.len(),
        all: Metrics::of(judged),
        micros: Micros {
            p50: percentile(&micros, 0.5),
            p95: percentile(&micros, 0.95),
            p99: percentile(&micros, 0.99),
        },
        kinds: by_kind.into_iter().map(|(kind, judged)| (kind, Metrics::of(judged))).collect(),
    }
}

fn table(report: &Report) -> String {
    let mut text = String::new();
    let percent =
        |value: Option<f64>| value.map_or("–".into(), |value| format!("{:.1}", 100.0 * value));
    let area = |value: Option<f64>| value.map_or("–".into(), |value| format!("{value:.3}"));
    let width = report.kinds.keys().map(|kind| kind.chars().count() + 2).max().unwrap_or(0).max(14);
    let _ = writeln!(
        text,
        "{:<width$}{:>9}{:>9}{:>7}{:>7}{:>8}{:>8}{:>9}{:>9}{:>7}{:>7}{:>7}  answer/choose/contact",
        "",
        "in",
        "out",
        "S@1",
        "S@3",
        "MRR@10",
        "AUROC",
        "correct",
        "rej@90",
        "ECE",
        "chose",
        "hit"
    );
    let all = std::iter::once(("all", &report.all));
    let kinds = report.kinds.iter().map(|(kind, metrics)| (kind.as_str(), metrics));
    for (name, metrics) in all.chain(kinds) {
        let _ = writeln!(
            text,
            "{name:<width$}{:>9}{:>9}{:>7}{:>7}{:>8}{:>8}{:>9}{:>9}{:>7}{:>7}{:>7}  {}/{}/{}",
            metrics.in_scope,
            metrics.out_of_scope,
            percent(metrics.success_at_1),
            percent(metrics.success_at_3),
            area(metrics.mrr_at_10),
            area(metrics.auroc),
            area(metrics.auroc_correct),
            percent(metrics.rejected_at_90),
            area(metrics.calibration_error),
            percent(metrics.choice_share),
            percent(metrics.choice_success),
            metrics.outcomes.answer,
            metrics.outcomes.choose,
            metrics.outcomes.contact,
        );
    }
    let time = |value: Option<f64>| value.map_or("–".into(), |value| format!("{value:.0} µs"));
    let micros = &report.micros;
    let _ = writeln!(
        text,
        "time to an outcome: p50 {}, p95 {}, p99 {}",
        time(micros.p50),
        time(micros.p95),
        time(micros.p99)
    );
    text
}
