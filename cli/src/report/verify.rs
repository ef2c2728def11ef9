//! Whether more wordings help: the engine is asked over the changed content.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use faqlet::Outcome;
use faqlet::content::{Content, GoldenQuestion};

use super::clusters::stems;
use super::suggestions::Addition;
use super::tongue::Tongue;
use crate::questions;

/// The golden questions of a file.
///
/// # Errors
/// When the file cannot be read, or a line is not of its form.
pub fn golden(path: &Path) -> Result<Vec<GoldenQuestion>> {
    let lines = questions::read(path, r#"{"question":"…","entry":"id"}"#)?;
    Ok(lines.into_iter().map(|(_, golden)| golden).collect())
}

/// Which wordings may be added, so that each leads to its entry, and no wording or golden question
/// that was right before becomes wrong. Those that do not go together are left out until the rest
/// does.
///
/// # Errors
/// Never for what the writer wrote.
pub fn verified(
    content: &Content,
    language: &str,
    golden: &[GoldenQuestion],
    additions: &[&Addition],
) -> Result<Vec<bool>> {
    let mut kept = vec![true; additions.len()];
    if additions.is_empty() {
        return Ok(kept);
    }
    let before = Tongue::open(content, language)?;
    let analyzer = before.engine.index().analyzer();
    let mut guards: Vec<GoldenQuestion> = golden.to_vec();
    for entry in before.entries.values() {
        guards.extend(entry.alternates.iter().chain([&entry.question]).map(|text| {
            GoldenQuestion {
                question: text.clone(),
                entry: vec![entry.id.clone()],
                kind: None,
                product: entry.product.clone(),
            }
        }));
    }
    guards.retain(|guard| is_right(guard, &before));
    let words: Vec<BTreeSet<String>> =
        additions.iter().map(|it| stems(&it.wording, analyzer).into_iter().collect()).collect();
    while kept.contains(&true) {
        let left = |out: &[bool]| (0..additions.len()).filter(|&at| out[at]).collect::<Vec<_>>();
        let current = left(&kept);
        let changed = with(content, language, current.iter().map(|&at| additions[at]));
        let after = Tongue::open(&changed, language)?;
        let mut out: BTreeSet<usize> = current
            .iter()
            .filter(|&&at| {
                let Addition { wording, product, entry, .. } = additions[at];
                after.answer(wording, product.as_deref()).as_ref() != Some(entry)
            })
            .copied()
            .collect();
        for guard in guards.iter().filter(|guard| !is_right(guard, &after)) {
            out.extend(blamed(guard, &after, &current, additions, &words));
        }
        if out.is_empty() {
            break;
        }
        out.into_iter().for_each(|at| kept[at] = false);
    }
    Ok(kept)
}

/// The content with the wordings added.
pub fn with<'a>(
    content: &Content,
    language: &str,
    additions: impl Iterator<Item = &'a Addition>,
) -> Content {
    let mut of_entry: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for addition in additions {
        of_entry.entry(&addition.entry).or_default().push(&addition.wording);
    }
    let mut content = content.clone();
    for entry in content.entries.iter_mut().filter(|entry| entry.language == language) {
        let more = of_entry.get(entry.id.as_str()).into_iter().flatten();
        entry.alternates.extend(more.map(|wording| (*wording).clone()));
    }
    content
}

/// Whether a question is answered by one of the right entries, or has one of them to choose from;
/// where there is none, whether it is not answered.
fn is_right(guard: &GoldenQuestion, tongue: &Tongue<'_>) -> bool {
    match tongue.ask(&guard.question, guard.product.as_deref()) {
        Outcome::Answer { entry, .. } => guard.entry.contains(&entry.id),
        Outcome::Choose { entries, .. } => {
            entries.iter().any(|entry| guard.entry.contains(&entry.id))
        }
        Outcome::Contact { .. } => guard.entry.is_empty(),
    }
}

/// The wordings that make a question go wrong: of those that the entry in front has got, the ones
/// that share words with it.
fn blamed(
    guard: &GoldenQuestion,
    after: &Tongue<'_>,
    current: &[usize],
    additions: &[&Addition],
    words: &[BTreeSet<String>],
) -> Vec<usize> {
    let front: Vec<String> = match after.ask(&guard.question, guard.product.as_deref()) {
        Outcome::Answer { entry, .. } => vec![entry.id],
        Outcome::Choose { entries: hits, .. } | Outcome::Contact { related: hits, .. } => {
            hits.into_iter().map(|hit| hit.id).collect()
        }
    };
    let own: BTreeSet<String> =
        stems(&guard.question, after.engine.index().analyzer()).into_iter().collect();
    let gained = |at: &&usize| {
        let entry = &additions[**at].entry;
        front.contains(entry) && !guard.entry.contains(entry)
    };
    let alike = |at: &&usize| words[**at].intersection(&own).next().is_some();
    let of = |wanted: &dyn Fn(&&usize) -> bool| -> Vec<usize> {
        current.iter().filter(|at| wanted(at)).copied().collect()
    };
    let blamed = of(&|at| gained(at) && alike(at));
    let blamed = if blamed.is_empty() { of(&alike) } else { blamed };
    if blamed.is_empty() {
        // None by itself: the less asked half goes.
        return current[current.len() / 2..].to_vec();
    }
    blamed
}
