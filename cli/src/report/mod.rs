//! What shoppers asked, from the events of the element, and what to do about it.
//!
//! Events are counted as they are read ([`tally`]); questions without an answer go into clusters,
//! each with a suggestion; the engine says which suggestions help. Must never: keep or print a
//! shopper's text that was not masked.

pub mod apply;
mod chart;
mod clusters;
pub mod events;
pub mod html;
pub mod json;
pub mod mask;
mod suggestions;
mod synonyms;
pub mod tally;
pub mod text;
mod tongue;
pub mod verify;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use anyhow::Result;
use faqlet::content::{Content, Entry as ContentEntry, GoldenQuestion};

use json::{FORMAT, Group, Outcomes, Report, Suggestion};
use suggestions::{Addition, Found};
use tally::Tally;
use tongue::{Tongue, named};

/// Questions named for a channel.
const AFTER: usize = 5;

/// A report, and the wordings that may be written into the content.
pub struct Reported {
    pub report: Report,
    pub additions: Vec<Addition>,
}

/// Makes the report of what was counted. `golden` are the editor's questions, by language;
/// `guesses`: whether what only the search guesses is verified too, to be written.
///
/// # Errors
/// Never for what the writer wrote.
pub fn report(
    content: &Content,
    tally: &Tally,
    golden: &BTreeMap<String, Vec<GoldenQuestion>>,
    guesses: bool,
    unread_lines: usize,
) -> Result<Reported> {
    let mut report = counted(content, tally, unread_lines);
    let mut additions = Vec::new();
    for &language in tally.by_language.keys() {
        let name = tally.languages.name(language);
        let tongue = Tongue::open(content, name)?;
        let mut found = suggestions::suggestions(tally, language, &tongue);
        let golden = golden.get(name).map_or(&[][..], Vec::as_slice);
        report.synonyms.extend(synonyms::synonyms(content, name, &tongue, &found.taken)?);
        let wanted: Vec<&Addition> =
            found.additions.iter().filter(|addition| addition.shown || guesses).collect();
        let verified = verify::verified(content, name, golden, &wanted)?;
        let verified: Vec<Addition> = wanted
            .into_iter()
            .zip(verified)
            .filter(|(_, verified)| *verified)
            .map(|(addition, _)| addition.clone())
            .collect();
        mark(&mut found, &verified);
        report.clusters.append(&mut found.clusters);
        report.more_clusters += found.more;
        report.answered_since.clusters += found.since.clusters;
        report.answered_since.visits += found.since.visits;
        additions.extend(verified);
    }
    report.clusters.sort_by_key(|cluster| Reverse((cluster.unanswered, cluster.asked_back)));
    Ok(Reported { report, additions })
}

/// Keeps of the suggested wordings those that were verified, where there are any.
fn mark(found: &mut Found, verified: &[Addition]) {
    for addition in verified {
        if let Suggestion::Alternates(it) = &mut found.clusters[addition.cluster].suggestion {
            if !it.verified {
                it.wordings.clear();
            }
            it.verified = true;
            it.wordings.push(addition.wording.clone());
        }
    }
}

/// All that needs no engine.
fn counted(content: &Content, tally: &Tally, unread_lines: usize) -> Report {
    let group = |(name, outcomes): (String, &Outcomes)| Group { name, outcomes: *outcomes };
    let by_questions = |mut groups: Vec<Group>| {
        groups.sort_by_key(|group| Reverse(group.outcomes.questions));
        groups
    };
    let languages = tally.by_language.iter();
    let languages = languages.map(|(it, of)| group((tally.languages.name(*it).to_owned(), of)));
    let products = tally.by_product.iter().map(|(product, of)| {
        let name = product.map_or("", |product| tally.products.name(product));
        group((name.to_owned(), of))
    });
    let weeks = tally.by_week.iter().map(|(week, of)| group((week.to_string(), of)));
    let period = tally.first.zip(tally.last);
    Report {
        format: FORMAT,
        generator: concat!("faqlet ", env!("CARGO_PKG_VERSION")).to_owned(),
        period: period
            .map(|(first, last)| json::Period { first: first.to_string(), last: last.to_string() }),
        events: tally.events,
        visits: tally.visit_count,
        unread_lines,
        outcomes: tally.all,
        by_language: by_questions(languages.collect()),
        by_product: by_questions(products.collect()),
        by_week: weeks.collect(),
        clusters: Vec::new(),
        more_clusters: 0,
        answered_since: json::AnsweredSince::default(),
        synonyms: Vec::new(),
        unhelpful: unhelpful(content, tally),
        contact: contact(content, tally),
        errors: tally
            .errors
            .iter()
            .map(|(name, &count)| json::Count { name: name.clone(), count })
            .collect(),
    }
}

fn unhelpful(content: &Content, tally: &Tally) -> Vec<json::Answer> {
    let mut first: BTreeMap<&str, &ContentEntry> = BTreeMap::new();
    for language in content.shop.languages.iter().rev() {
        let of_language = content.entries.iter().filter(|entry| entry.language == *language);
        first.extend(of_language.map(|entry| (entry.id.as_str(), entry)));
    }
    let mut answers: Vec<json::Answer> = tally
        .seen
        .iter()
        .filter(|(_, seen)| seen.unhelpful > 0 || seen.comments.iter().any(|it| it.1))
        .map(|(&entry, seen)| {
            let id = tally.entries.name(entry);
            json::Answer {
                entry: named(id, first.get(id).copied()),
                shown: seen.shown,
                helpful: seen.helpful,
                unhelpful: seen.unhelpful,
                comments: seen
                    .comments
                    .iter()
                    .map(|(text, missing, question)| json::Comment {
                        text: text.clone(),
                        missing: *missing,
                        question: question.map(|at| tally.questions[at].text.clone()),
                    })
                    .collect(),
                more_comments: seen.more_comments,
            }
        })
        .collect();
    answers.sort_by_key(|answer| Reverse((answer.unhelpful, answer.comments.len())));
    answers
}

fn contact(content: &Content, tally: &Tally) -> json::Contact {
    let mut after: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
    for question in &tally.questions {
        for &(channel, count) in &question.contacts {
            after.entry(channel).or_default().push((count, &question.text));
        }
    }
    let mut channels: Vec<json::Channel> = tally
        .channels
        .iter()
        .map(|(&number, channel)| {
            let id = tally.channel_names.name(number);
            let desks = content.shop.languages.iter().filter_map(|it| content.shop.desks.get(it));
            let known = desks.flat_map(|desk| &desk.channels).find(|channel| channel.id == id);
            let mut after = after.remove(&number).unwrap_or_default();
            after.sort_by_key(|&(count, text)| (Reverse(count), text));
            after.truncate(AFTER);
            json::Channel {
                id: id.to_owned(),
                channel_type: channel.channel_type.clone(),
                name: known.map_or_else(|| id.to_owned(), |channel| channel.name.clone()),
                taken: channel.taken,
                after: after
                    .into_iter()
                    .map(|(visits, text)| json::Wording { text: text.to_owned(), visits })
                    .collect(),
            }
        })
        .collect();
    channels.sort_by_key(|channel| Reverse(channel.taken));
    let [settled, unsettled] = tally.settled;
    json::Contact { channels, settled, unsettled }
}
