//! `faqlet try`: what a shopper would get.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use faqlet::contact::{ContactOption, Desk, ShopTime};
use faqlet::index::Handoff;
use faqlet::{AskOptions, Hit, Outcome, Reason};
use serde::Deserialize;

use crate::clock::{epoch, shop_time};
use crate::project::Project;
use crate::{questions, terminal};

/// Show what a shopper would get for a question.
///
/// The outcome is one answer, a choice of entries too close to call, or the contact channels; the
/// ways to reach the shop are always there, best first. Where no time is given, all count as open
/// and no notice is shown.
#[derive(clap::Args)]
pub struct Try {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    #[arg(long)]
    infer_intents: bool,
    /// The question as typed.
    #[arg(required_unless_present = "questions", conflicts_with = "questions")]
    question: Option<String>,
    /// Questions from a file, one JSON object a line: {"q","product"}.
    #[arg(long, value_name = "FILE.jsonl", requires = "json")]
    questions: Option<PathBuf>,
    /// Language of the question; the shop's first one where nothing is said.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Id of the product whose page the question is asked on.
    #[arg(long, value_name = "ID")]
    product: Option<String>,
    /// The time on the shop's clock, such as 2026-11-22T14:00: who is there then, and what is
    /// announced.
    #[arg(long, value_name = "TIME", value_parser = shop_time)]
    at: Option<ShopTime>,
    /// What the page says of the shopper, such as tier=gold; the keys are locale, tags, tier and
    /// orderStatus. May be given more than once.
    #[arg(long = "fact", value_name = "KEY=VALUE", value_parser = fact)]
    facts: Vec<String>,
    /// Print the outcome as the browser's engine returns it, one JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Deserialize)]
struct Question {
    q: String,
    #[serde(default)]
    product: Option<String>,
}

impl Try {
    /// # Errors
    /// When a file cannot be read, or there are no entries in the language.
    pub fn run(self) -> Result<ExitCode> {
        let Some(mut project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        if self.infer_intents {
            project.infer_intents();
        }
        let language = project.language(self.lang.as_deref())?;
        let engine = project.engine(language)?;
        let product = self.product.as_deref();
        let mut facts = self.facts;
        if !facts.iter().any(|fact| fact.starts_with("locale=")) {
            facts.push(format!("locale={language}"));
        }
        let facts = facts.join("\n");
        let ask = |question: &str, product: Option<&str>| {
            let options = AskOptions {
                product: product.map(str::to_owned),
                now: self.at,
                facts: facts.clone(),
                ..AskOptions::default()
            };
            engine.ask(&faqlet::text::normalize(question), &options)
        };
        let entries = faqlet::compile::public_entries(&project.content, language);
        project.note_unknown_product(language, product);
        let outcomes: Vec<Outcome> = match (&self.question, &self.questions) {
            (Some(question), _) => vec![ask(question, product)],
            (None, Some(path)) => questions::read::<Question>(path, r#"{"q":"…"}"#)?
                .iter()
                .map(|(_, asked)| ask(&asked.q, asked.product.as_deref().or(product)))
                .collect(),
            (None, None) => unreachable!("clap requires a question"),
        };
        let desk = project.content.shop.desks.get(language).cloned().unwrap_or_default();
        for outcome in &outcomes {
            if self.json {
                terminal::print(&format!("{}\n", serde_json::to_string(outcome)?));
            } else {
                let answer = |hit: &Hit| entries[hit.index as usize].answer_text.as_str();
                terminal::print(&described(outcome, answer, &desk, self.at));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn fact(text: &str) -> Result<String, String> {
    const KEYS: [&str; 4] = ["locale", "tags", "tier", "orderStatus"];
    let key = text.split_once('=').map(|(key, _)| key);
    if key.is_some_and(|key| KEYS.contains(&key)) && !text.contains('\n') {
        Ok(text.to_owned())
    } else {
        Err(format!("write it like tier=gold; the keys are {}", KEYS.join(", ")))
    }
}

fn described<'a>(
    outcome: &Outcome,
    answer: impl Fn(&Hit) -> &'a str,
    desk: &Desk,
    now: Option<ShopTime>,
) -> String {
    let mut text = String::new();
    let (Outcome::Answer { notices, .. }
    | Outcome::Choose { notices, .. }
    | Outcome::Contact { notices, .. }) = outcome;
    for notice in notices {
        let _ = writeln!(text, "Notice: {}\n", desk.notices[*notice as usize].text);
    }
    let (contact, route) = match outcome {
        Outcome::Answer { entry, confidence, handoff, related, contact, route, .. } => {
            let handoff = match handoff {
                Handoff::Never => "",
                Handoff::Offer => ", offers a person",
                Handoff::Always => ", always with a person",
            };
            let question = &entry.question;
            let _ = writeln!(text, "answer (confidence {confidence:.2}{handoff}): {question}\n");
            let _ = writeln!(text, "{}\n", answer(entry));
            list(&mut text, "Related:", related);
            (contact, route)
        }
        Outcome::Choose { entries, confidence, contact, route, .. } => {
            let _ = writeln!(text, "choose (confidence {confidence:.2})\n");
            list(&mut text, "Which of these is meant?", entries);
            (contact, route)
        }
        Outcome::Contact { reason, confidence, related, contact, route, .. } => {
            let why = why(*reason);
            let _ = writeln!(text, "contact (confidence {confidence:.2}): {why}\n");
            list(&mut text, "May still help:", related);
            (contact, route)
        }
    };
    let _ = writeln!(text, "Ways to reach the shop:");
    for option in contact {
        if let Some(channel) = desk.channels.iter().find(|channel| channel.id == option.id) {
            let state = now.map_or(String::new(), |now| state(option, now));
            let _ = writeln!(text, "  - {}: {}{state}", channel.name, channel.url);
        }
    }
    let route = route.map(|route| &desk.routes[route as usize]);
    if let Some((route, role)) = route.and_then(|route| Some((route, route.role.as_ref()?))) {
        let later = route.escalation.as_ref().map_or(String::new(), |escalation| {
            format!("; after {} {}", duration(escalation.after_minutes), escalation.role)
        });
        let _ = writeln!(text, "Who takes over: {role}{later}");
    }
    text
}

fn duration(minutes: u32) -> String {
    let plural = |count: u32, unit| terminal::plural(count as usize, unit);
    match minutes {
        minutes if minutes % 1440 == 0 => plural(minutes / 1440, "day"),
        minutes if minutes % 60 == 0 => plural(minutes / 60, "hour"),
        minutes => plural(minutes, "minute"),
    }
}

/// Whether a channel is open, and until when.
fn state(ContactOption { open, changes, .. }: &ContactOption, now: ShopTime) -> String {
    let state = if *open { "open" } else { "closed" };
    let Some(ShopTime(until)) = changes else {
        return format!(" ({state})");
    };
    let (days, minute) = (until / 1440, until % 1440);
    let day = if days == now.0 / 1440 {
        String::new()
    } else {
        let date = epoch().checked_add(jiff::Span::new().days(i64::from(days)));
        date.map_or_else(|_| String::new(), |date| date.strftime("%A %Y-%m-%d ").to_string())
    };
    format!(" ({state} until {day}{:02}:{:02})", minute / 60, minute % 60)
}

/// Why a person should take over, in words.
pub fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Empty => "the question has no words",
        Reason::Unknown => "nothing in the content is like it",
        Reason::Unsure => "what was found is probably not meant",
        Reason::Person => "the question asks for a person",
        Reason::Abuse => "there is nothing but coarse words",
        Reason::Vague => "the question does not say what it is about",
    }
}

fn list(text: &mut String, title: &str, hits: &[Hit]) {
    if hits.is_empty() {
        return;
    }
    let _ = writeln!(text, "{title}");
    for hit in hits {
        let product = hit.product.as_ref().map_or(String::new(), |product| format!(" [{product}]"));
        let _ = writeln!(text, "  - {}{product} ({})", hit.question, hit.id);
    }
    let _ = writeln!(text);
}
