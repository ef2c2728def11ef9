//! `faqlet try`: what a shopper would get.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use faqlet::contact::{ContactOption, Desk};
use faqlet::index::Handoff;
use faqlet::{Hit, Outcome, Reason};
use serde::Deserialize;

use crate::project::{Project, ask};
use crate::{questions, terminal};

/// Show what a shopper would get for a question.
///
/// The outcome is one answer, a choice of entries too close to call, or the contact channels; the
/// ways to reach the shop are always there, best first, and all count as open.
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
        let entries = faqlet::compile::public_entries(&project.content, language);
        project.note_unknown_product(language, product);
        let outcomes: Vec<Outcome> = match (&self.question, &self.questions) {
            (Some(question), _) => vec![ask(&engine, question, product)],
            (None, Some(path)) => questions::read::<Question>(path, r#"{"q":"…"}"#)?
                .iter()
                .map(|(_, asked)| ask(&engine, &asked.q, asked.product.as_deref().or(product)))
                .collect(),
            (None, None) => unreachable!("clap requires a question"),
        };
        let desk = project.content.shop.desks.get(language).cloned().unwrap_or_default();
        for outcome in &outcomes {
            if self.json {
                terminal::print(&format!("{}\n", serde_json::to_string(outcome)?));
            } else {
                let answer = |hit: &Hit| entries[hit.index as usize].answer_text.as_str();
                terminal::print(&described(outcome, answer, &desk));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn described<'a>(outcome: &Outcome, answer: impl Fn(&Hit) -> &'a str, desk: &Desk) -> String {
    let mut text = String::new();
    let contact = match outcome {
        Outcome::Answer { entry, confidence, handoff, related, contact } => {
            let handoff = match handoff {
                Handoff::Never => "",
                Handoff::Offer => ", offers a person",
                Handoff::Always => ", always with a person",
            };
            let question = &entry.question;
            let _ = writeln!(text, "answer (confidence {confidence:.2}{handoff}): {question}\n");
            let _ = writeln!(text, "{}\n", answer(entry));
            list(&mut text, "Related:", related);
            contact
        }
        Outcome::Choose { entries, confidence, contact } => {
            let _ = writeln!(text, "choose (confidence {confidence:.2})\n");
            list(&mut text, "Which of these is meant?", entries);
            contact
        }
        Outcome::Contact { reason, confidence, related, contact } => {
            let why = why(*reason);
            let _ = writeln!(text, "contact (confidence {confidence:.2}): {why}\n");
            list(&mut text, "May still help:", related);
            contact
        }
    };
    let _ = writeln!(text, "Ways to reach the shop:");
    for ContactOption { id, .. } in contact {
        if let Some(channel) = desk.channels.iter().find(|channel| channel.id == *id) {
            let _ = writeln!(text, "  - {}: {}", channel.name, channel.url);
        }
    }
    text
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
