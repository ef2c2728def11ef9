//! `faqlet explain`: why entries have their scores.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use faqlet::content::Entry;
use faqlet::index::WordingKind;
use faqlet::search::{EntryWord, Mark, MatchKind, Place, Word};
use faqlet::{Confidence, ExplainedEntry, Explanation, Outcome, Reason};
use serde::Serialize;

use super::try_::why;
use crate::project::{Project, ask};
use crate::terminal;

/// Show why a question has its outcome.
///
/// For each word of the question what it may stand for, and for each entry its score as a tree:
/// the parts that add up to it, and the words that each part comes from.
#[derive(clap::Args)]
pub struct Explain {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    #[arg(long)]
    infer_intents: bool,
    /// The question as typed.
    question: String,
    /// Language of the question; the shop's first one where nothing is said.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Id of the product whose page the question is asked on.
    #[arg(long, value_name = "ID")]
    product: Option<String>,
    /// Explain this entry only, wherever it is in the ranking.
    #[arg(long, value_name = "ID", conflicts_with = "limit")]
    entry: Option<String>,
    /// Explain so many entries, the best ones.
    #[arg(long, value_name = "N", default_value_t = 3)]
    limit: usize,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    /// As the engine sees it.
    question: &'a str,
    /// The kind of outcome.
    outcome: &'static str,
    /// Why a person should take over; absent: the content answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(flatten)]
    explanation: &'a Explanation,
}

impl Explain {
    /// # Errors
    /// When a file cannot be read, or there are no entries in the language, or not the one asked
    /// for.
    pub fn run(self) -> Result<ExitCode> {
        let Some(mut project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        if self.infer_intents {
            project.infer_intents();
        }
        let language = project.language(self.lang.as_deref())?;
        let engine = project.engine(language)?;
        let product = self.product.as_deref();
        project.note_unknown_product(language, product);
        let question = faqlet::text::normalize(&self.question);
        let explanation = match &self.entry {
            None => engine.explain(&question, product, self.limit),
            Some(id) => engine.explain_entry(&question, product, id).with_context(|| {
                format!("there is no entry {id:?} in the language {language:?}")
            })?,
        };
        let (outcome, reason) = match ask(&engine, &question, product) {
            Outcome::Answer { .. } => ("answer", None),
            Outcome::Choose { .. } => ("choose", None),
            Outcome::Contact { reason, .. } => ("contact", Some(reason)),
        };
        if self.json {
            let explanation = &explanation;
            let report = Report { question: &question, outcome, reason, explanation };
            terminal::print(&format!("{}\n", serde_json::to_string(&report)?));
            return Ok(ExitCode::SUCCESS);
        }
        let entries = faqlet::compile::public_entries(&project.content, language);
        let sure = match &explanation.confidence {
            Some(sure) => confidence(sure),
            None if explanation.entries.iter().all(|entry| entry.place.is_none()) => {
                ": nothing in the content is like the question".to_owned()
            }
            None => ": keys were hit, so nothing is suggested".to_owned(),
        };
        let mut text = format!("{outcome}{sure}\n");
        if let Some(reason) = reason.filter(|_| explanation.confidence.is_some()) {
            let _ = writeln!(text, "  {}", why(reason));
        }
        let _ = writeln!(text);
        words(&mut text, &explanation.words);
        for explained in &explanation.entries {
            let marks = |wording: &str| engine.marks(&question, wording);
            let entry = entries[explained.hit.index as usize];
            tree(&mut text, explained, entry, &explanation.words, marks);
        }
        terminal::print(&text);
        Ok(ExitCode::SUCCESS)
    }
}

fn confidence(confidence: &Confidence) -> String {
    let Confidence { score, letters, support, evidence, .. } = confidence;
    let Confidence { intercept, slope, log_odds, probability, answer, .. } = confidence;
    format!(
        ": confidence {probability:.2}, an answer is shown from {answer:.2} on\n  evidence \
         {evidence:.3} = the first score {score:.3} {letters:+.3} once more for its letters \
         {support:+.3} for the question's length and words guessed at\n  log-odds {log_odds:.2} = \
         {intercept:.2} {slope:+.2} × evidence"
    )
}

fn words(text: &mut String, words: &[Word]) {
    for word in words {
        let function_word = if word.function_word { ", a function word" } else { "" };
        let _ = writeln!(text, "{}: worth {:.3}{function_word}", word.text, word.worth);
        for term in &word.terms {
            let how = how(term.kind);
            let _ = writeln!(
                text,
                "  {how}: {}, weight {:.2}, rarity {:.3}, in {}",
                term.term,
                term.weight,
                term.rarity,
                entries(term.entries),
            );
        }
        if word.terms.is_empty() {
            let nearest: Vec<String> = word
                .nearest
                .iter()
                .map(|near| format!("{} ({:.2} alike)", near.term, near.similarity))
                .collect();
            let nearest =
                if nearest.is_empty() { "nothing".to_owned() } else { nearest.join(", ") };
            let _ = writeln!(text, "  stands for nothing in the content; nearest: {nearest}");
        }
    }
}

/// How a term was found.
fn how(kind: MatchKind) -> String {
    match kind {
        MatchKind::Exact => "the same stem".to_owned(),
        MatchKind::Prefix => "what it may become".to_owned(),
        MatchKind::Typo(slips) => terminal::plural(usize::from(slips), "slip"),
        MatchKind::Similar => "similar".to_owned(),
        MatchKind::Synonym => "a synonym".to_owned(),
        MatchKind::Joined => "joined or split".to_owned(),
        MatchKind::Layout => "typed on another keyboard layout".to_owned(),
        MatchKind::Transliteration => "written in another script".to_owned(),
    }
}

fn entries(count: u32) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// An entry's score, its parts, and the words that these come from.
fn tree(
    text: &mut String,
    explained: &ExplainedEntry,
    entry: &Entry,
    words: &[Word],
    marks: impl Fn(&str) -> Vec<Mark>,
) {
    let ExplainedEntry { hit, place, parts, best_wording, words: of_entry } = explained;
    let place = place.map_or("not found: ".to_owned(), |place| format!("{place}. "));
    let product = hit.product.as_ref().map_or(String::new(), |product| format!(" [{product}]"));
    let _ = writeln!(text, "\n{place}{}{product} ({}): {:.4}", hit.question, hit.id, hit.score);
    for part in parts {
        let what = match (part.part, best_wording) {
            ("together", _) => "its wordings together".to_owned(),
            ("wording", Some(place)) => {
                let wording = wording(entry, *place);
                // An answer is long, and its line is about the words anyway.
                let shown = match place.kind {
                    WordingKind::Answer | WordingKind::Inherited => String::new(),
                    _ => format!(": {}", marked(wording, &marks(wording))),
                };
                format!("its best single wording, {}{shown}", name(*place))
            }
            ("wording", None) => "its best single wording: none has anything of it".to_owned(),
            ("learned", _) => "learned: which words tell entries apart".to_owned(),
            ("floor", _) => "no score is below zero".to_owned(),
            ("letters", _) => "the letters of the two questions".to_owned(),
            ("opening", _) => "the question begins as typed".to_owned(),
            (other, _) => other.to_owned(),
        };
        let _ = writeln!(text, "  {:>7.4}  {what}", part.amount);
        for leaf in &part.words {
            let _ = writeln!(text, "    {:>7.4}  {}", leaf.amount, words[leaf.word].text);
        }
    }
    for EntryWord { word, terms, cost } in of_entry {
        let word = &words[*word].text;
        for term in terms {
            let places: Vec<String> = term.wordings.iter().map(|place| name(*place)).collect();
            let _ = writeln!(text, "  {word}: {} in {}", term.term, places.join(", "));
        }
        if let Some(cost) = cost {
            let _ = writeln!(text, "  {word}: not in the entry, which costs {cost:.4}");
        }
    }
}

fn name(place: Place) -> String {
    match place.kind {
        WordingKind::Question => "the question".to_owned(),
        WordingKind::Alternate => format!("alternate {}", place.number),
        WordingKind::Answer => "the answer".to_owned(),
        WordingKind::Inherited => "the phrasings of its intent".to_owned(),
    }
}

fn wording(entry: &Entry, place: Place) -> &str {
    match place.kind {
        WordingKind::Question => &entry.question,
        WordingKind::Alternate => &entry.alternates[place.number - 1],
        WordingKind::Answer => &entry.answer_text,
        WordingKind::Inherited => "",
    }
}

/// A text with what matched in brackets.
fn marked(text: &str, marks: &[Mark]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let slice = |from: u32, to: u32| String::from_utf16_lossy(&units[from as usize..to as usize]);
    let mut shown = String::new();
    let mut end = 0;
    for &[from, to] in marks {
        shown += &slice(end, from);
        shown += &format!("[{}]", slice(from, to));
        end = to;
    }
    shown + &slice(end, units.len() as u32)
}
