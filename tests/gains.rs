//! What the phrasebook gains on the demo shop's golden questions, and what it costs.
//!
//! `cargo xtask phrasebook` runs it, optimised; with `--update` it writes the table into
//! `docs/phrasebook.md`.

mod demo;

use std::collections::BTreeMap;
use std::fs;

use demo::{auroc, confidence, golden};
use faqlet::Engine;
use faqlet::compile::compile_index;
use faqlet::content::Content;
use faqlet::text::normalize;

const LANGUAGES: [&str; 4] = ["en", "ru", "hu", "ar"];
/// By how many points paraphrases must rise where entries are their questions alone.
const LEAST_GAIN: f64 = 25.0;
/// By how much the demo shop's index may grow as it is, in percent after brotli.
const MOST_GROWTH: f64 = 40.0;

/// Counts of right and of all questions by kind, and how well confidence tells those apart that
/// nothing answers.
struct Figures {
    kinds: BTreeMap<String, (usize, usize)>,
    auroc: f64,
    bytes: usize,
}

impl Figures {
    fn percent(&self, kind: &str) -> f64 {
        let (right, all) = self.kinds[kind];
        100.0 * right as f64 / all as f64
    }

    /// Of all questions that something answers.
    fn percent_of_all(&self) -> f64 {
        let sum = |part: fn(&(usize, usize)) -> usize| self.kinds.values().map(part).sum::<usize>();
        100.0 * sum(|it| it.0) as f64 / sum(|it| it.1) as f64
    }
}

fn compressed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("memory can be written to");
    out.len()
}

fn measure(content: &Content, language: &str) -> Figures {
    let index = compile_index(content, language);
    let bytes = compressed(&index);
    let engine = Engine::open(index).expect("the writer's bytes are whole");
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut answered, mut not) = (Vec::new(), Vec::new());
    for row in golden(language) {
        let question = normalize(&row.q);
        let sure = confidence(&engine.ask(&question, &row.options()));
        if row.gold.is_empty() {
            not.push(sure);
            continue;
        }
        answered.push(sure);
        let found = engine.rank(&question, row.product.as_deref(), 1);
        let right = found.iter().any(|hit| row.gold.contains(&hit.id));
        let kind = kinds.entry(row.kind).or_default();
        kind.0 += usize::from(right);
        kind.1 += 1;
    }
    let auroc = auroc(&answered, &not);
    Figures { kinds, auroc, bytes }
}

/// Compares the table with the one in the page, or writes it there.
fn hold_page_to(table: &str) {
    const BEGIN: &str = "<!-- gains -->\n";
    const END: &str = "<!-- end of gains -->";
    let path = demo::path("docs/phrasebook.md");
    let page = fs::read_to_string(&path).expect("the page can be read");
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for gains");
    let (old, after) = rest.split_once(END).expect("the place for gains ends");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let page = format!("{before}{BEGIN}{table}{END}{after}");
        fs::write(&path, page).expect("the page can be written");
    } else {
        assert_eq!(old, table, "UPDATE_DOCS=1 writes docs/phrasebook.md anew");
    }
}

#[test]
#[ignore = "slow without optimisation: run by `cargo xtask phrasebook`"]
fn the_phrasebook_gains_what_it_must_and_loses_nothing() {
    let content = demo::content();
    let mut without = content.clone();
    without.entries.iter_mut().for_each(|entry| entry.intent = None);
    let bare = |content: &Content| {
        let mut content = content.clone();
        content.entries.iter_mut().for_each(|entry| entry.alternates.clear());
        content
    };
    let mut table = "| content | paraphrases | all questions | AUROC | bytes |\n".to_owned();
    table += "|---|---|---|---|---|\n";
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for alone in [true, false] {
            let [before, after] = if alone {
                [measure(&bare(&without), language), measure(&bare(&content), language)]
            } else {
                [measure(&without, language), measure(&content, language)]
            };
            let growth = 100.0 * (after.bytes as f64 / before.bytes as f64 - 1.0);
            table += &format!(
                "| {language}, {} | {:.1} → {:.1} | {:.1} → {:.1} | {:.3} → {:.3} | +{growth:.0} % |\n",
                if alone { "questions only" } else { "with alternates" },
                before.percent("paraphrase"),
                after.percent("paraphrase"),
                before.percent_of_all(),
                after.percent_of_all(),
                before.auroc,
                after.auroc,
            );
            let gain = after.percent("paraphrase") - before.percent("paraphrase");
            if alone && gain < LEAST_GAIN {
                wrong
                    .push(format!("{language}: paraphrases gain {gain:.1} points of {LEAST_GAIN}"));
            }
            if !alone {
                for kind in before.kinds.keys() {
                    let (before, after) = (before.percent(kind), after.percent(kind));
                    if after < before {
                        wrong.push(format!("{language}: {kind} falls from {before} to {after}"));
                    }
                }
                if after.auroc < before.auroc {
                    wrong.push(format!("{language}: AUROC falls"));
                }
                if growth > MOST_GROWTH {
                    wrong.push(format!("{language}: the index grows by {growth:.0} %"));
                }
            }
        }
    }
    eprint!("{table}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    hold_page_to(&table);
}
