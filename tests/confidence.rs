//! Confidence as shoppers and editors meet it: it is a probability, it can be moved with a word,
//! and it follows the content.

mod demo;

use std::collections::BTreeMap;

use demo::{auroc, confidence, golden};
use faqlet::compile::{compile, compile_index};
use faqlet::content::{Content, SourceFile, load};
use faqlet::index::{Balance, Index};
use faqlet::search::{Fit, calibrate};
use faqlet::text::normalize;
use faqlet::{Engine, Outcome};
use jiff::civil::date;
use proptest::prelude::*;

/// Demo questions are few: on as many, a perfect confidence would err by 0.05 by chance alone.
const CALIBRATION_ERROR: f64 = 0.09;
/// In-scope and out-of-scope questions of the demo shop, told apart by confidence alone.
const AUROC: f64 = 0.86;

/// The same content with another balance for all that says nothing.
fn engine_with(content: &Content, language: &str, balance: Balance) -> Engine<Vec<u8>> {
    let mut content = content.clone();
    content.shop.balances = BTreeMap::from([(language.to_owned(), balance)]);
    Engine::open(compile_index(&content, language)).expect("the writer's bytes are whole")
}

#[test]
fn it_is_about_the_share_of_right_answers_and_tells_questions_apart() {
    let content = demo::content();
    for language in &content.shop.languages {
        let engine = demo::engine(&content, language);
        let mut bins = [(0.0, 0.0, 0.0); 10];
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        let rows = golden(language);
        for row in &rows {
            let sure = confidence(&engine.ask(&normalize(&row.q), &row.options()));
            let best = engine.rank(&normalize(&row.q), row.product.as_deref(), 1);
            let right = best.first().is_some_and(|hit| row.gold.contains(&hit.id));
            let bin = &mut bins[((sure * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1.0, bin.1 + sure, bin.2 + f64::from(u8::from(right)));
            if row.gold.is_empty() { outside.push(sure) } else { inside.push(sure) }
        }
        let distance: f64 = bins.iter().map(|(_, sure, right)| (sure - right).abs()).sum();
        let error = distance / rows.len() as f64;
        let auroc = auroc(&inside, &outside);
        eprintln!("{language}: calibration error {error:.3}, AUROC {auroc:.3}");
        assert!(error <= CALIBRATION_ERROR, "{language}: {error}");
        assert!(auroc >= AUROC, "{language}: {auroc}");
    }
}

#[test]
fn a_word_moves_the_balance_and_nothing_else() {
    let content = demo::content();
    for language in &content.shop.languages {
        let engines = [Balance::Cautious, Balance::Balanced, Balance::Eager]
            .map(|balance| engine_with(&content, language, balance));
        let mut shown = [0; 3];
        for row in golden(language) {
            let outcomes =
                engines.each_ref().map(|engine| engine.ask(&normalize(&row.q), &row.options()));
            let sure = outcomes.each_ref().map(confidence);
            assert!(sure.iter().all(|other| *other == sure[0]), "{}: {sure:?}", row.q);
            let is_shown = outcomes.each_ref().map(|it| !matches!(it, Outcome::Contact { .. }));
            // What is shown to the cautious is shown to the eager.
            assert!(is_shown.is_sorted(), "{}: {is_shown:?}", row.q);
            for (count, is_shown) in shown.iter_mut().zip(is_shown) {
                *count += usize::from(is_shown);
            }
        }
        assert!(shown[0] < shown[1] && shown[1] < shown[2], "{language}: {shown:?}");
    }
}

#[test]
fn an_entry_has_its_own_word() {
    let mut content = demo::content();
    let rows = golden("en");
    let engine = engine_with(&content, "en", Balance::Balanced);
    // Answers that are shown, but not with the certainty that the cautious want.
    let unsure: Vec<(&demo::Row, String)> = rows
        .iter()
        .filter_map(|row| match engine.ask(&normalize(&row.q), &row.options()) {
            Outcome::Answer { entry, confidence, .. }
                if confidence < f64::from(Balance::Cautious.threshold()) =>
            {
                Some((row, entry.id))
            }
            _ => None,
        })
        .collect();
    let (row, id) = unsure.first().expect("there are such answers in any content");
    for entry in content.entries.iter_mut().filter(|entry| entry.id == *id) {
        entry.balance = Some(Balance::Cautious);
    }
    let cautious = engine_with(&content, "en", Balance::Eager);
    let outcome = cautious.ask(&normalize(&row.q), &row.options());
    assert!(matches!(outcome, Outcome::Contact { .. }), "{}: {outcome:?}", row.q);
    for (other, other_id) in unsure.iter().filter(|(_, other_id)| other_id != id) {
        let outcome = cautious.ask(&normalize(&other.q), &other.options());
        assert!(!matches!(outcome, Outcome::Contact { .. }), "{other_id}: {outcome:?}");
    }
}

#[test]
fn a_choice_has_two_to_five_entries_of_about_the_same_score() {
    let content = demo::content();
    let mut choices = 0;
    for language in &content.shop.languages {
        let engine = engine_with(&content, language, Balance::Eager);
        for row in golden(language) {
            let outcome = engine.ask(&normalize(&row.q), &row.options());
            let Outcome::Choose { entries, .. } = &outcome else { continue };
            choices += 1;
            assert!((2..=5).contains(&entries.len()), "{outcome:?}");
            let best = entries[0].score;
            assert!(entries[1].score >= 0.92 * best, "{outcome:?}");
            assert!(entries.iter().all(|hit| hit.score >= 0.8 * best), "{outcome:?}");
            let ids: std::collections::BTreeSet<u32> = entries.iter().map(|it| it.index).collect();
            assert_eq!(ids.len(), entries.len(), "two wordings of one entry: {outcome:?}");
        }
    }
    assert!(choices > 20, "{choices}");
}

/// The fit of content that has so many entries, each with these wordings.
fn fit(entries: usize, wordings: impl Fn(usize) -> Vec<String>) -> Fit {
    let file = |number: usize| {
        let wordings = wordings(number);
        let alternates = serde_json::to_string(&wordings[1..]).unwrap();
        let text = format!(
            "---\nquestion: {}\nalternates: {alternates}\n---\nSo it is.\n",
            serde_json::to_string(&wordings[0]).unwrap()
        );
        SourceFile { path: format!("en/entry-{number:03}.md"), bytes: text.into_bytes() }
    };
    let files: Vec<SourceFile> = (0..entries).map(file).collect();
    let loaded = load(&files, date(2027, 1, 15));
    compile(&loaded.content).fits["en"]
}

/// Words that no language has, and that no two of are like each other (Knuth's MMIX generator).
fn word(number: usize) -> String {
    let mut state = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let letter = |_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + (state >> 33) as u8 % 26)
    };
    (0..9).map(letter).collect()
}

#[test]
fn where_entries_are_alike_more_must_speak_for_an_answer() {
    // The evidence at which the probability is one half.
    let crossing = |fit: Fit| -fit.calibration.intercept / fit.calibration.slope;
    let apart =
        fit(60, |n| vec![format!("{} {} {}", word(3 * n), word(3 * n + 1), word(3 * n + 2))]);
    let alike = fit(60, |n| vec![format!("{} {} {}", word(n), word(1000), word(1001))]);
    assert!(crossing(alike) > crossing(apart) + 0.3, "{alike:?} {apart:?}");
    assert_eq!((alike.questions, apart.questions), (60, 60));
}

#[test]
fn small_content_leans_on_what_is_known_of_other_content() {
    let entry = |n: usize| vec![format!("{} {}", word(3 * n), word(3 * n + 1)), word(3 * n + 2)];
    let crossing = |entries| {
        let fit = fit(entries, entry).calibration;
        -fit.intercept / fit.slope
    };
    // Nothing of these entries is like another: by itself, any evidence would be enough. Eight of
    // them do not prove that; four hundred do.
    let (few, many) = (crossing(8), crossing(400));
    assert!(few > 0.8 && many < 0.3, "{few} {many}");
}

#[test]
fn the_same_content_has_the_same_fit_and_the_index_keeps_it() {
    let content = demo::content();
    let output = compile(&content);
    for language in &content.shop.languages {
        let bytes = compile_index(&content, language);
        let index = Index::open(&bytes[..]).expect("the writer's bytes are whole");
        assert_eq!(index.calibration(), output.fits[language].calibration, "{language}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the wordings, the curve rises, and its numbers are numbers.
    #[test]
    fn any_content_has_a_rising_curve(
        wordings in prop::collection::vec(("[a-zа-я ]{0,30}", "[a-z0-9?! ]{0,30}"), 0..12),
    ) {
        let mut writer = faqlet::index::IndexWriter::new("en", Default::default());
        for (number, (question, alternate)) in wordings.iter().enumerate() {
            writer.add(&faqlet::index::Document {
                id: &number.to_string(),
                question,
                alternates: std::slice::from_ref(alternate),
                answer: "",
                tags: &[],
                product: None,
                contact: &[],
                inherited: &[],
                handoff: faqlet::index::Handoff::Offer,
                balance: None,
                featured: false,
                turn: 0,
            });
        }
        let bytes = writer.finish(None);
        let index = Index::open(&bytes[..]).expect("the writer's bytes are whole");
        let asked: Vec<(u32, &str)> = (0..).zip(wordings.iter().map(|it| it.0.as_str())).collect();
        let fit = calibrate(&index, &asked);
        prop_assert!(fit.calibration.slope > 0.0 && fit.calibration.slope.is_finite());
        prop_assert!(fit.calibration.intercept.is_finite());
        prop_assert_eq!(fit.questions, asked.len());
    }
}
