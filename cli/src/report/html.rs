//! The report as one page that needs nothing else: no script, no request, charts as SVG.
//!
//! The page's own policy allows its style and nothing more, so that nothing of what shoppers wrote
//! could do anything, were it not escaped.

use base64::Engine as _;
use faqlet::pages::Html;
use sha2::{Digest as _, Sha256};

use super::chart;
use super::json::{Answer, Cluster, Entry, Group, Outcomes, Report, Suggestion};
use super::text::{advice, percent};

const STYLE: &str = include_str!("report.css");

/// The report as HTML.
pub fn html(report: &Report) -> String {
    let mut html = Html::default();
    head(&mut html);
    html.open("main", &[]).line().element("h1", &[], "What shoppers asked").line();
    let period = report.period.as_ref();
    let period = period.map_or(String::new(), |it| format!(", {} to {}", it.first, it.last));
    let (questions, visits) = (report.outcomes.questions, report.visits);
    html.element("p", &[], &format!("{questions} questions in {visits} visits{period}")).line();
    outcomes(&mut html, report);
    let (open, back): (Vec<&Cluster>, Vec<&Cluster>) =
        report.clusters.iter().partition(|cluster| cluster.unanswered > 0);
    clusters(&mut html, "Without an answer", &open, report.more_clusters);
    clusters(&mut html, "Asked back, or answered by another entry", &back, 0);
    since(&mut html, report);
    synonyms(&mut html, report);
    unhelpful(&mut html, &report.unhelpful);
    contact(&mut html, report);
    groups(&mut html, "By language", "Language", &report.by_language);
    groups(&mut html, "By product", "Product", &report.by_product);
    foot(&mut html, report);
    html.close("main").line().close("body").close("html").line();
    format!("<!doctype html>\n{}", html.finish())
}

fn head(html: &mut Html) {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'");
    html.open("html", &[("lang", "en")]).line().open("head", &[]).line();
    html.open("meta", &[("charset", "utf-8")]).line();
    let policy = [("http-equiv", "Content-Security-Policy"), ("content", policy.as_str())];
    html.open("meta", &policy).line();
    let viewport = [("name", "viewport"), ("content", "width=device-width, initial-scale=1")];
    html.open("meta", &viewport).line();
    html.open("meta", &[("name", "robots"), ("content", "noindex")]).line();
    html.open("meta", &[("name", "referrer"), ("content", "no-referrer")]).line();
    html.element("title", &[], "What shoppers asked").line();
    // The style is the program's own.
    html.open("style", &[]).sanitised(STYLE).close("style").line();
    html.close("head").line().open("body", &[]).line();
}

fn outcomes(html: &mut Html, report: &Report) {
    let it = &report.outcomes;
    section(html, "Outcomes");
    html.open("div", &[("class", "beside")]).line();
    html.open("div", &[]).line();
    chart::shares(html, it);
    legend(html);
    html.close("div").line();
    table(html, "Outcomes of all questions", &["Outcome", "Questions", "Share"]);
    for (name, count) in [
        ("Answered", it.answered),
        ("Asked back", it.asked_back),
        ("Handed over", it.handed_over),
        ("– nothing like it", it.unknown),
        ("– not sure", it.unsure),
        ("– asks for a person", it.person),
        ("– only coarse words", it.abuse),
        ("– says too little", it.vague),
        ("– empty", it.empty),
    ] {
        if count > 0 || !name.starts_with('–') {
            row(html, name, &[count.to_string(), percent(count, it.questions)]);
        }
    }
    html.close("tbody").close("table").close("div").line();
    html.element("h3", &[], "Week by week").line();
    html.open("div", &[("class", "beside")]).line().open("div", &[]).line();
    chart::weeks(html, &report.by_week);
    legend(html);
    html.close("div").line();
    group_table(html, "Outcomes by week", "Week of", &report.by_week);
    html.close("div").line();
    html.close("section").line();
}

fn legend(html: &mut Html) {
    html.open("p", &[("class", "legend"), ("aria-hidden", "true")]);
    for (name, class, _) in chart::parts(&Outcomes::default()) {
        let shape = [("viewBox", "0 0 12 12"), ("class", "key")];
        html.open("span", &[]).open("svg", &shape);
        let square = [("class", class), ("width", "12"), ("height", "12")];
        html.open("rect", &square).close("rect").close("svg").text(name).close("span").text(" ");
    }
    html.close("p").line();
}

fn section(html: &mut Html, title: &str) {
    html.open("section", &[]).line().element("h2", &[], title).line();
}

/// A table up to its rows; what can be wider than the page scrolls.
fn table(html: &mut Html, caption: &str, heads: &[&str]) {
    html.open("table", &[]).element("caption", &[], caption).open("thead", &[]).open("tr", &[]);
    for head in heads {
        html.element("th", &[("scope", "col")], head);
    }
    html.close("tr").close("thead").open("tbody", &[]).line();
}

fn row(html: &mut Html, head: &str, cells: &[String]) {
    html.open("tr", &[]).element("th", &[("scope", "row"), ("dir", "auto")], head);
    for cell in cells {
        html.element("td", &[], cell);
    }
    html.close("tr").line();
}

fn groups(html: &mut Html, title: &str, head: &str, groups: &[Group]) {
    if groups.len() < 2 {
        return;
    }
    section(html, title);
    group_table(html, title, head, groups);
    html.close("section").line();
}

fn group_table(html: &mut Html, caption: &str, head: &str, groups: &[Group]) {
    table(html, caption, &[head, "Questions", "Answered", "Asked back", "Handed over"]);
    for Group { name, outcomes: it } in groups {
        let name = if name.is_empty() { "(none)" } else { name };
        let share = |part| percent(part, it.questions);
        let shares = [share(it.answered), share(it.asked_back), share(it.handed_over)];
        let cells: Vec<String> = [it.questions.to_string()].into_iter().chain(shares).collect();
        row(html, name, &cells);
    }
    html.close("tbody").close("table").line();
}

/// A text of a shopper or an editor, in its own direction.
fn words(html: &mut Html, text: &str, language: &str) {
    let attributes: &[(&'static str, &str)] = &[("lang", language)];
    html.element("bdi", if language.is_empty() { &[] } else { attributes }, text);
}

fn entry(html: &mut Html, entry: &Entry, language: &str) {
    if entry.place.is_empty() {
        html.text("an entry that is no longer there, ").element("code", &[], &entry.id);
        return;
    }
    words(html, &entry.question, language);
    html.text(" ").element("code", &[], &entry.place);
}

fn clusters(html: &mut Html, title: &str, clusters: &[&Cluster], more: usize) {
    if clusters.is_empty() {
        return;
    }
    section(html, title);
    html.open("ol", &[]).line();
    for cluster in clusters {
        html.open("li", &[]);
        one(html, cluster);
        html.close("li").line();
    }
    html.close("ol").line();
    if more > 0 {
        html.element("p", &[], &format!("And {more} more, asked less often."));
    }
    html.close("section").line();
}

fn one(html: &mut Html, cluster: &Cluster) {
    let language = cluster.language.as_str();
    let (first, others) = cluster.wordings.split_first().expect("a cluster has a wording");
    html.open("h3", &[]);
    words(html, &first.text, language);
    html.close("h3").line();
    let mut facts = vec![language.to_owned()];
    facts.extend(cluster.product.clone());
    for (count, what) in
        [(cluster.unanswered, "without answer"), (cluster.asked_back, "asked back")]
    {
        if count > 0 {
            facts.push(format!("{count} × {what}"));
        }
    }
    html.element("p", &[("class", "facts")], &facts.join(" · ")).line();
    if !others.is_empty() {
        html.open("details", &[]);
        let count = others.len() + cluster.more_wordings;
        html.element("summary", &[], &format!("Other wordings: {count}")).open("ul", &[]);
        for wording in others {
            html.open("li", &[]);
            words(html, &wording.text, language);
            html.text(&format!(" × {}", wording.visits)).close("li");
        }
        html.close("ul").close("details").line();
    }
    if let Some(nearest) = &cluster.nearest {
        html.open("p", &[]).text("Nearest: ");
        entry(html, &nearest.entry, language);
        html.text(&format!(" ({:.0} %)", (100.0 * nearest.confidence).floor())).close("p").line();
    }
    for taken in &cluster.taken {
        html.open("p", &[]).text(&format!("Taken {} ×: ", taken.chosen + taken.opened));
        entry(html, &taken.entry, language);
        if taken.asked_again > 0 {
            html.text(&format!(", {} × by asking again", taken.asked_again));
        }
        html.close("p").line();
    }
    html.open("p", &[("class", "advice"), ("dir", "auto")]);
    html.text(&advice(&cluster.suggestion)).close("p").line();
    if let Suggestion::NewEntry { draft, .. } = &cluster.suggestion {
        html.open("details", &[]).element("summary", &[], "Draft");
        html.element("pre", &[("dir", "auto"), ("tabindex", "0")], draft).close("details").line();
    }
}

fn since(html: &mut Html, report: &Report) {
    let since = &report.answered_since;
    if since.clusters > 0 {
        section(html, "Answered by now");
        let (clusters, visits) = (since.clusters, since.visits);
        let text = format!(
            "{clusters} questions that had no clear answer then have one now; they were asked in \
             {visits} visits."
        );
        html.element("p", &[], &text).close("section").line();
    }
}

fn synonyms(html: &mut Html, report: &Report) {
    if report.synonyms.is_empty() {
        return;
    }
    section(html, "Words that the content does not have");
    html.element("p", &[], "Lines for synonyms.yaml, and the questions that they mend.");
    html.open("dl", &[]).line();
    for it in &report.synonyms {
        let line = format!("- {} => {}", it.word, it.meaning);
        html.open("dt", &[]).element("code", &[("lang", &it.language)], &line).close("dt");
        for question in &it.questions {
            html.open("dd", &[]);
            words(html, question, &it.language);
            html.close("dd").line();
        }
    }
    html.close("dl").close("section").line();
}

fn unhelpful(html: &mut Html, answers: &[Answer]) {
    if answers.is_empty() {
        return;
    }
    section(html, "Answers that did not help");
    html.open("ol", &[]).line();
    for answer in answers {
        html.open("li", &[]).open("h3", &[]);
        entry(html, &answer.entry, "");
        html.close("h3").line();
        let Answer { shown, helpful, unhelpful, .. } = answer;
        let facts = format!("Shown {shown} × · helped {helpful} × · did not {unhelpful} ×");
        html.element("p", &[("class", "facts")], &facts).line();
        if !answer.comments.is_empty() {
            html.open("ul", &[]);
            for comment in &answer.comments {
                let what = if comment.missing { "Missing: " } else { "Comment: " };
                html.open("li", &[]).text(what);
                words(html, &comment.text, "");
                if let Some(question) = &comment.question {
                    html.text(" – after ");
                    words(html, question, "");
                }
                html.close("li").line();
            }
            html.close("ul").line();
        }
        if answer.more_comments > 0 {
            html.element("p", &[], &format!("And {} more.", answer.more_comments));
        }
        html.close("li").line();
    }
    html.close("ol").close("section").line();
}

fn contact(html: &mut Html, report: &Report) {
    let contact = &report.contact;
    if contact.channels.is_empty() {
        return;
    }
    section(html, "How the shop was reached");
    table(html, "Ways to reach the shop", &["Channel", "Taken", "Most often after"]);
    for channel in &contact.channels {
        html.open("tr", &[]);
        html.element("th", &[("scope", "row"), ("dir", "auto")], &channel.name);
        html.element("td", &[], &channel.taken.to_string()).open("td", &[("class", "text")]);
        for (number, wording) in channel.after.iter().enumerate() {
            html.text(if number > 0 { "; " } else { "" });
            words(html, &wording.text, "");
        }
        html.close("td").close("tr").line();
    }
    html.close("tbody").close("table").line();
    let (settled, unsettled) = (contact.settled, contact.unsettled);
    if settled + unsettled > 0 {
        let text = format!("Settled afterwards: {settled} of {}.", settled + unsettled);
        html.element("p", &[], &text).line();
    }
    html.close("section").line();
}

fn foot(html: &mut Html, report: &Report) {
    html.open("footer", &[]).line();
    let masked = "E-mail addresses, links and long numbers are masked. Names and addresses in \
                  words are not: treat this page as you treat letters from customers.";
    html.element("p", &[], masked).line();
    if report.unread_lines > 0 {
        let text = format!("Lines that could not be read: {}.", report.unread_lines);
        html.element("p", &[], &text).line();
    }
    for error in &report.errors {
        let text = format!("The help did not work, {} ×: {}", error.count, error.name);
        html.element("p", &[], &text).line();
    }
    html.element("p", &[], &format!("Made by {}.", report.generator)).close("footer").line();
}
