//! The regression set: hand-written questions to the demo shop, asked of the native engine. (The
//! one in WebAssembly gives the same outcomes, as the tests of the npm package show.)
//!
//! `tests/golden/figures.json` has the committed figures. `UPDATE_FIGURES=1 cargo test --test
//! golden` writes what is measured now; `cargo test --test golden -- --nocapture` prints it by
//! kind.

mod demo;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use faqlet::Outcome;
use faqlet::compile::public_entries;
use faqlet::content::Content;
use faqlet::text::{Analyzer, lang, normalize};

/// Fewer questions would let the figures jump.
const AT_LEAST: usize = 150;
const KINDS: [&str; 8] =
    ["accident", "inflection", "keyword", "oos", "paraphrase", "product", "typo", "unfinished"];
/// In percentage points of Success@1.
const MAY_DROP: f64 = 1.0;
/// A question in the content's own words measures little; in percent of a language's questions.
const MAY_REPEAT: usize = 1;

/// Percent, to two decimal places.
fn percent(part: usize, of: usize) -> f64 {
    (10_000.0 * part as f64 / of as f64).round() / 100.0
}

/// Success@1 of a language in percent; prints it by kind, too.
fn success_at_1(content: &Content, language: &str) -> f64 {
    let engine = demo::engine(content, language);
    // By kind: how many are right, and of how many.
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in demo::golden(language) {
        let question = normalize(&row.q);
        let right = if row.gold.is_empty() {
            matches!(engine.ask(&question, &row.options()), Outcome::Contact { .. })
        } else {
            let first = engine.rank(&question, row.product.as_deref(), 1);
            first.iter().any(|hit| row.gold.contains(&hit.id))
        };
        let kind = kinds.entry(row.kind).or_default();
        kind.0 += usize::from(right);
        kind.1 += 1;
    }
    let in_scope = kinds.iter().filter(|(kind, _)| *kind != "oos").map(|(_, counts)| counts);
    let (right, of) = in_scope.fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
    eprintln!("{language}: {} % of {of} right", percent(right, of));
    for (kind, (right, of)) in &kinds {
        eprintln!("    {kind:<10} {right:>3} of {of:>3}");
    }
    percent(right, of)
}

#[test]
fn success_at_1_stays_within_a_point_of_the_committed_figures() {
    let content = demo::content();
    let measured: BTreeMap<&str, f64> = content
        .shop
        .languages
        .iter()
        .map(|language| (language.as_str(), success_at_1(&content, language)))
        .collect();
    let path = demo::path("tests/golden/figures.json");
    if std::env::var_os("UPDATE_FIGURES").is_some() {
        let figures = serde_json::to_string_pretty(&measured).expect("numbers become JSON");
        fs::write(&path, figures + "\n").expect("the figures can be written");
    }
    let figures = fs::read_to_string(&path).expect("the figures are committed");
    let figures: BTreeMap<String, f64> = serde_json::from_str(&figures).expect("figures");
    assert!(figures.keys().eq(measured.keys()), "figures for {:?}", figures.keys());
    let dropped: Vec<String> = measured
        .iter()
        .filter(|&(language, now)| *now < figures[*language] - MAY_DROP)
        .map(|(language, now)| format!("{language}: {now} %, was {} %", figures[*language]))
        .collect();
    assert!(dropped.is_empty(), "Success@1 has dropped: {}", dropped.join("; "));
}

#[test]
fn every_language_has_questions_of_every_kind() {
    let content = demo::content();
    for language in &content.shop.languages {
        let rows = demo::golden(language);
        assert!(rows.len() >= AT_LEAST, "{language}: {} questions", rows.len());
        let kinds: BTreeSet<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
        assert!(kinds.into_iter().eq(KINDS), "{language}");
        let questions: BTreeSet<_> = rows.iter().map(|row| (&row.q, &row.product)).collect();
        assert_eq!(questions.len(), rows.len(), "{language}: a question stands twice");
        for row in &rows {
            assert_eq!(row.gold.is_empty(), row.kind == "oos", "{language}: {}", row.q);
        }
    }
}

#[test]
fn the_content_has_what_questions_name() {
    let content = demo::content();
    for language in &content.shop.languages {
        let entries = public_entries(&content, language);
        for row in demo::golden(language) {
            let demo::Row { q, gold, product, .. } = &row;
            for id in gold {
                let entry = entries.iter().find(|entry| &entry.id == id);
                let entry = entry.unwrap_or_else(|| panic!("{language}: {q}: no entry {id}"));
                let there = product.is_none() || entry.product.is_none();
                assert!(there || &entry.product == product, "{language}: {q}: {id} is elsewhere");
            }
            if let Some(product) = product {
                let known = content.shop.products.contains_key(product);
                assert!(known, "{language}: {q}: no product {product}");
            }
        }
    }
}

#[test]
fn questions_are_rarely_the_contents_own_wordings() {
    let content = demo::content();
    for language in &content.shop.languages {
        let analyzer = Analyzer::new(lang::rules_for(language));
        let words = |text: &str| -> Vec<String> {
            analyzer.tokens(&normalize(text)).into_iter().map(|token| token.word).collect()
        };
        let entries = public_entries(&content, language);
        let wordings: BTreeSet<Vec<String>> = entries
            .iter()
            .flat_map(|entry| entry.alternates.iter().chain([&entry.question]))
            .map(|text| words(text))
            .collect();
        let rows = demo::golden(language);
        let repeated: Vec<&str> = rows
            .iter()
            .map(|row| row.q.as_str())
            .filter(|question| wordings.contains(&words(question)))
            .collect();
        let most = rows.len() * MAY_REPEAT / 100;
        assert!(repeated.len() <= most, "{language}: {}: {repeated:#?}", repeated.len());
    }
}
