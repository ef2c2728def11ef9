//! The report for the terminal.

use std::fmt::Write as _;

use super::json::{Cluster, Entry, Group, Outcomes, Report, Suggestion};
use crate::terminal::plural;

/// The report as text, with at most so many items of a list.
pub fn text(report: &Report, most: usize) -> String {
    let mut out = String::new();
    let period = report.period.as_ref();
    let period = period.map_or(String::new(), |it| format!(", {} to {}", it.first, it.last));
    let questions = plural(report.outcomes.questions as usize, "question");
    let visits = plural(report.visits as usize, "visit");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{questions} in {visits}{period}\n");
    outcomes(&mut out, &report.outcomes);
    groups(&mut out, "By week", &report.by_week, most);
    if report.by_language.len() > 1 {
        groups(&mut out, "By language", &report.by_language, most);
    }
    if report.by_product.len() > 1 {
        groups(&mut out, "By product", &report.by_product, most);
    }
    let (open, back): (Vec<&Cluster>, Vec<&Cluster>) =
        report.clusters.iter().partition(|cluster| cluster.unanswered > 0);
    clusters(&mut out, "Without an answer", &open, report.more_clusters, most);
    clusters(&mut out, "Asked back, or answered by another entry", &back, 0, most);
    let since = &report.answered_since;
    if since.clusters > 0 {
        let clusters = plural(since.clusters, "question");
        let _ = writeln!(
            out,
            "Answered by now: {clusters} that had no clear answer, in {}.\n",
            plural(since.visits as usize, "visit")
        );
    }
    if !report.synonyms.is_empty() {
        let _ = writeln!(out, "Words that the content does not have, for synonyms.yaml\n");
        for it in &report.synonyms {
            let _ = writeln!(out, "  [{}] - {} => {}", it.language, it.word, it.meaning);
            let _ = writeln!(out, "       mends: {}", it.questions.join("; "));
        }
        out.push('\n');
    }
    unhelpful(&mut out, report, most);
    contact(&mut out, report);
    if !report.errors.is_empty() {
        let _ = writeln!(out, "The help did not work\n");
        for error in &report.errors {
            let _ = writeln!(out, "  {:>6}×  {}", error.count, error.name);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// A share in whole percent.
pub fn percent(part: u64, all: u64) -> String {
    if all == 0 {
        return "–".to_owned();
    }
    format!("{} %", (part * 100 + all / 2) / all)
}

fn outcomes(out: &mut String, it: &Outcomes) {
    for (name, count) in [
        ("answered", it.answered),
        ("asked back", it.asked_back),
        ("handed over", it.handed_over),
        ("  nothing like it", it.unknown),
        ("  not sure", it.unsure),
        ("  asks for a person", it.person),
        ("  only coarse words", it.abuse),
        ("  says too little", it.vague),
        ("  empty", it.empty),
    ] {
        if count > 0 || !name.starts_with(' ') {
            let _ = writeln!(out, "  {name:<20}{count:>8}{:>7}", percent(count, it.questions));
        }
    }
    out.push('\n');
}

fn groups(out: &mut String, title: &str, groups: &[Group], most: usize) {
    let heads = ["questions", "answered", "asked back", "handed over"];
    let _ = writeln!(
        out,
        "{title:<20}{:>10}{:>10}{:>12}{:>13}",
        heads[0], heads[1], heads[2], heads[3]
    );
    // Of weeks the last ones matter.
    let from = if title == "By week" { groups.len().saturating_sub(most) } else { 0 };
    for Group { name, outcomes: it } in groups.iter().skip(from).take(most) {
        let name = if name.is_empty() { "(no product)" } else { name };
        let share = |part| percent(part, it.questions);
        let _ = writeln!(
            out,
            "  {name:<18}{:>10}{:>10}{:>12}{:>13}",
            it.questions,
            share(it.answered),
            share(it.asked_back),
            share(it.handed_over)
        );
    }
    out.push('\n');
}

fn clusters(out: &mut String, title: &str, clusters: &[&Cluster], more: usize, most: usize) {
    if clusters.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}\n");
    for cluster in clusters.iter().take(most) {
        let visits = cluster.unanswered + cluster.asked_back;
        let (first, others) = cluster.wordings.split_first().expect("a cluster has a wording");
        let product = cluster.product.as_ref().map_or(String::new(), |it| format!(" [{it}]"));
        let _ = writeln!(out, "{visits:>5}×  {} [{}]{product}", first.text, cluster.language);
        if !others.is_empty() {
            let shown: Vec<&str> = others.iter().take(4).map(|it| it.text.as_str()).collect();
            let more = others.len() - shown.len() + cluster.more_wordings;
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let _ = writeln!(out, "        also: {}{more}", shown.join("; "));
        }
        if let Some(nearest) = &cluster.nearest {
            let sure = (100.0 * nearest.confidence).floor();
            let _ = writeln!(out, "        nearest: {} ({sure:.0} %)", named(&nearest.entry));
        }
        for taken in cluster.taken.iter().take(3) {
            let opened = taken.chosen + taken.opened;
            let again = taken.asked_again;
            let again =
                if again > 0 { format!(", {again}× by asking again") } else { String::new() };
            let _ = writeln!(out, "        {opened}× taken: {}{again}", named(&taken.entry));
        }
        suggestion(out, &cluster.suggestion);
        out.push('\n');
    }
    let more = clusters.len().saturating_sub(most) + more;
    if more > 0 {
        let _ = writeln!(out, "  and {more} more; --top shows more of them\n");
    }
}

/// What a suggestion says, in words; also of the page.
pub fn advice(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::Alternates(it) => {
            let wordings: Vec<String> =
                it.wordings.iter().map(|text| format!("“{text}”")).collect();
            let why = match (it.shown, it.verified) {
                (true, true) => "shoppers took it; checked, --apply writes it",
                (true, false) => {
                    "shoppers took it; another question would go wrong, or it would not be found"
                }
                (false, true) => "the search's guess; checked, --apply writes it",
                (false, false) => "the search's guess; for an editor to decide",
            };
            let to = named(&it.entry);
            format!("add {} as an alternate to {to} ({why})", wordings.join(", "))
        }
        Suggestion::NewEntry { path, .. } => format!("write a new entry, such as {path}"),
        Suggestion::None => "nothing to add: personal, coarse, or there already".to_owned(),
    }
}

fn suggestion(out: &mut String, suggestion: &Suggestion) {
    let _ = writeln!(out, "      → {}", advice(suggestion));
}

/// An entry with its question and place.
pub fn named(entry: &Entry) -> String {
    match entry.place.as_str() {
        "" => format!("{} (no longer there)", entry.id),
        place => format!("“{}” ({place})", entry.question),
    }
}

fn unhelpful(out: &mut String, report: &Report, most: usize) {
    if report.unhelpful.is_empty() {
        return;
    }
    let _ = writeln!(out, "Answers that did not help\n");
    for answer in report.unhelpful.iter().take(most) {
        let all = answer.helpful + answer.unhelpful;
        let _ = writeln!(out, "  {} of {all} said no: {}", answer.unhelpful, named(&answer.entry));
        let missing = answer.comments.iter().filter(|comment| comment.missing);
        for comment in missing.take(5) {
            let after = comment.question.as_ref();
            let after = after.map_or(String::new(), |it| format!(" (after “{it}”)"));
            let _ = writeln!(out, "        missing: {}{after}", comment.text);
        }
    }
    out.push('\n');
}

fn contact(out: &mut String, report: &Report) {
    let contact = &report.contact;
    if contact.channels.is_empty() {
        return;
    }
    let _ = writeln!(out, "How the shop was reached\n");
    for channel in &contact.channels {
        let _ = writeln!(out, "  {:>6}×  {}", channel.taken, channel.name);
        let after: Vec<&str> = channel.after.iter().map(|it| it.text.as_str()).collect();
        if !after.is_empty() {
            let _ = writeln!(out, "           after: {}", after.join("; "));
        }
    }
    let (settled, unsettled) = (contact.settled, contact.unsettled);
    if settled + unsettled > 0 {
        let _ = writeln!(out, "  settled afterwards: {settled} of {}", settled + unsettled);
    }
    out.push('\n');
}
