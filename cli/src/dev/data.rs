//! What pages are told, as JSON.

use faqlet::compile::{entries_of, indexed_entries};
use faqlet::contact::ShopTime;
use faqlet::content::{Diagnostic, Entry};
use faqlet::text::normalize;
use faqlet::{AskOptions, Outcome};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::Session;
use super::respond::Query;
use crate::clock;
use crate::commands::try_::why;

/// So many entries are explained.
const EXPLAINED: usize = 5;

/// Whether there is anything new, in a few bytes: pages ask all the time.
pub fn state(session: &Session) -> Value {
    let (errors, warnings) = session.counts();
    json!({
        "version": session.version,
        "build": session.shown.as_ref().map(|shown| shown.build),
        "exact": session.compiler.is_exact(),
        "problem": session.problem,
        "errors": errors,
        "warnings": warnings,
    })
}

/// All entries of the content shown, and all findings of the content as it is.
pub fn content(session: &Session) -> Value {
    let mut entries: Vec<(&Entry, Vec<usize>)> = Vec::new();
    let mut shop = Value::Null;
    if let Some(shown) = &session.shown {
        entries = shown.content.entries.iter().map(|entry| (entry, Vec::new())).collect();
        let of_shop = &shown.edition.shop;
        shop = json!({
            "name": of_shop.name,
            "languages": of_shop.languages,
            "products": of_shop.products,
            "timeZone": of_shop.time_zone,
        });
    }
    for (number, finding) in session.findings.iter().enumerate() {
        if let Some(place) = owner(finding, &entries) {
            entries[place].1.push(number);
        }
    }
    let entries: Vec<Value> = entries
        .into_iter()
        .map(|(entry, findings)| {
            json!({
                "id": entry.id,
                "language": entry.language,
                "question": entry.question,
                "alternates": entry.alternates,
                "product": entry.product,
                "tags": entry.tags,
                "audience": entry.audience.as_str(),
                "path": entry.location.path,
                "line": entry.location.line,
                "findings": findings,
            })
        })
        .collect();
    let findings: Vec<Value> = session.findings.iter().map(finding).collect();
    json!({
        "state": state(session),
        "audience": session.audience.as_str(),
        "shop": shop,
        "entries": entries,
        "findings": findings,
    })
}

/// The entry that a finding is about: the last one in its file that starts before it.
fn owner(finding: &Diagnostic, entries: &[(&Entry, Vec<usize>)]) -> Option<usize> {
    let at = &finding.location;
    let of_file = entries.iter().enumerate().filter(|(_, it)| it.0.location.path == at.path);
    let mut of_file: Vec<(usize, u32)> =
        of_file.map(|(place, (entry, _))| (place, entry.location.line)).collect();
    of_file.sort_by_key(|&(_, line)| line);
    match of_file[..] {
        // In a file of one entry all is about it.
        [(only, _)] => Some(only),
        _ if at.line == 0 => None,
        _ => of_file.iter().rev().find(|(_, line)| *line <= at.line).map(|&(place, _)| place),
    }
}

fn finding(finding: &Diagnostic) -> Value {
    json!({
        "code": finding.code.as_str(),
        "severity": finding.severity.as_str(),
        "title": finding.code.title(),
        "message": finding.message,
        "remedy": finding.remedy,
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "excerpt": finding.excerpt,
        "caret": finding.caret,
    })
}

/// The outcome of a question, and why. `None`: nothing can be asked in this language.
pub fn tried(session: &Session, query: &Query<'_>) -> Option<Value> {
    let shown = session.shown.as_ref()?;
    let language = query.get("lang").or_else(|| shown.edition.shop.languages.first().cloned())?;
    let product = query.get("product");
    let on_page = product.as_deref().and_then(|product| shown.on_page(&language, product));
    let engine = on_page.as_ref().or_else(|| shown.engines.get(&language))?;
    let question = normalize(&query.get("q").unwrap_or_default());
    let now = query.get("at").and_then(|at| clock::shop_time(&at).ok());
    let facts = format!("locale={language}");
    let options = AskOptions { product: product.clone(), now, facts, ..AskOptions::default() };
    let outcome = engine.ask(&question, &options);
    let explanation = engine.explain(&question, product.as_deref(), EXPLAINED);
    let mut entries = indexed_entries(&shown.edition, &language);
    if on_page.is_some() {
        let of_language = entries_of(&shown.edition, &language).into_iter();
        entries.extend(of_language.filter(|entry| entry.product == product));
    }
    let wordings: Vec<Value> = explanation
        .entries
        .iter()
        .filter_map(|explained| {
            let entry = entries.get(explained.hit.index as usize)?;
            Some(json!({ "alternates": entry.alternates, "path": entry.location.path }))
        })
        .collect();
    let reason = match &outcome {
        Outcome::Contact { reason, .. } => Some(why(*reason)),
        _ => None,
    };
    Some(json!({
        "question": question,
        "language": language,
        "outcome": outcome,
        "why": reason,
        "explanation": explanation,
        "wordings": wordings,
    }))
}

/// The instant at which the shop's clock shows a time, for pages that show the help at that time.
pub fn instant(session: &Session, query: &Query<'_>) -> Option<Value> {
    let at: DateTime = query.get("at")?.parse().ok()?;
    let zone = session.shown.as_ref()?.edition.shop.time_zone.as_deref();
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let ShopTime(minutes) = clock::shop_time(&at.to_string()).ok()?;
    let instant = zone.to_ambiguous_timestamp(at).compatible().ok()?;
    Some(json!({ "instant": instant.to_string(), "minutes": minutes }))
}
