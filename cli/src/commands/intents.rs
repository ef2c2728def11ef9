//! `faqlet intents`: which standard questions the entries answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use faqlet::content::{Content, Entry, SourceFile};
use faqlet::intents::{Proposal, propose, with_intents};
use serde::Serialize;

use crate::project::Project;
use crate::{output, terminal};

/// Propose a standard question of the phrasebook for each entry that names none.
///
/// An entry with an intent is also found by the phrasebook's phrasings of it. Proposals that are
/// safe are seldom wrong (docs/phrasebook.md has figures); the others want an editor's look.
#[derive(clap::Args)]
pub struct Intents {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Only this language.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Write the safe ones into the files, and change nothing else of them.
    #[arg(long)]
    apply: bool,
    /// Print one JSON object an entry.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    lang: &'a str,
    id: &'a str,
    question: &'a str,
    /// Absent: nothing in the phrasebook is like it.
    #[serde(skip_serializing_if = "Option::is_none")]
    intent: Option<&'a str>,
    probability: f64,
    safe: bool,
    words: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    phrasing: Option<&'a str>,
}

/// Below this probability a proposal is more often wrong than right, and not shown to people.
const SHOWN: f64 = 0.5;

impl Intents {
    /// # Errors
    /// When the folder cannot be read, or a file not be written.
    pub fn run(self) -> Result<ExitCode> {
        let Some(project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        let languages: Vec<String> = match &self.lang {
            Some(asked) => vec![project.language(Some(asked))?.to_owned()],
            None => project.content.shop.languages.clone(),
        };
        let mut proposals = Vec::new();
        for language in &languages {
            if !has_phrasings(language) {
                terminal::complain(&format!("note: the phrasebook has no {language:?}\n"));
            }
            proposals.extend(propose(&project.content, language));
        }
        if self.json {
            terminal::print(&json(&project.content, &languages, &proposals)?);
        } else {
            terminal::print(&described(&project.content, &languages, &proposals));
        }
        if self.apply {
            let safe: Vec<&Proposal> =
                proposals.iter().filter(|proposal| proposal.inference.is_safe()).collect();
            terminal::complain(&apply(&self.dir, &project.content, &safe)?);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn has_phrasings(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or(language);
    faqlet::phrasebook::languages().contains(&primary)
}

/// The entries of the languages that have no intent, each with its proposal, by place.
fn without<'a>(
    content: &'a Content,
    languages: &'a [String],
    proposals: &'a [Proposal],
) -> Vec<(&'a Entry, Option<&'a Proposal>)> {
    let of_entry: BTreeMap<usize, &Proposal> =
        proposals.iter().map(|proposal| (proposal.entry, proposal)).collect();
    let mut list: Vec<_> = content
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.intent.is_none() && languages.contains(&entry.language))
        .map(|(number, entry)| (entry, of_entry.get(&number).copied()))
        .collect();
    list.sort_by_key(|(entry, _)| &entry.location);
    list
}

fn json(content: &Content, languages: &[String], proposals: &[Proposal]) -> Result<String> {
    let mut text = String::new();
    for (entry, proposal) in without(content, languages, proposals) {
        let inference = proposal.map(|proposal| &proposal.inference);
        let line = Line {
            lang: &entry.language,
            id: &entry.id,
            question: &entry.question,
            intent: inference.map(|inference| inference.intent.name.as_str()),
            probability: inference.map_or(0.0, |i| (i.probability * 1e4).round() / 1e4),
            safe: inference.is_some_and(|inference| inference.is_safe()),
            words: inference.map_or(&[], |inference| &inference.words),
            phrasing: inference.map(|inference| inference.phrasing),
        };
        text += &serde_json::to_string(&line)?;
        text.push('\n');
    }
    Ok(text)
}

fn described(content: &Content, languages: &[String], proposals: &[Proposal]) -> String {
    let mut text = String::new();
    let (mut safe, mut doubtful, mut none) = (String::new(), String::new(), 0);
    let mut counts = [0, 0];
    for (entry, proposal) in without(content, languages, proposals) {
        let Some(Proposal { inference, .. }) =
            proposal.filter(|proposal| proposal.inference.probability >= SHOWN)
        else {
            none += 1;
            continue;
        };
        let list = if inference.is_safe() { &mut safe } else { &mut doubtful };
        counts[usize::from(!inference.is_safe())] += 1;
        let place = &entry.location;
        let product = entry.product.as_ref().map_or(String::new(), |p| format!(" [{p}]"));
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{}:{}: {}{product}", place.path, place.line, entry.question);
        let _ = writeln!(
            list,
            "    {:.0} % {}: {}; like “{}”\n",
            // Nothing is certain here, so it is not rounded up to 100.
            (100.0 * inference.probability).floor(),
            inference.intent.name,
            inference.words.join(", "),
            inference.phrasing
        );
    }
    let lists = [("Safe", safe), ("For an editor to decide", doubtful)];
    for (title, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let _ = write!(text, "{title}\n\n{list}");
    }
    let [safe, doubtful] = counts;
    let all = safe + doubtful + none;
    text + &format!(
        "entries without an intent: {all}; safe to infer: {safe}, for an editor to decide: \
         {doubtful}, like nothing in the phrasebook: {none}\n"
    )
}

/// Writes the intents into the files; says how many went into which.
fn apply(root: &Path, content: &Content, proposals: &[&Proposal]) -> Result<String> {
    let mut of_file: BTreeMap<&str, BTreeMap<u32, &str>> = BTreeMap::new();
    for proposal in proposals {
        let place = &content.entries[proposal.entry].location;
        let lines = of_file.entry(&place.path).or_default();
        lines.insert(place.line, &proposal.inference.intent.name);
    }
    let (mut written, mut files, mut notes) = (0, 0, String::new());
    for (name, intents) in of_file {
        let path = if root.is_dir() { root.join(name) } else { root.to_owned() };
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let file = SourceFile { path: name.to_owned(), bytes };
        match with_intents(&file, &intents) {
            Ok(bytes) => {
                output::replace(&path, &bytes)?;
                written += intents.len();
                files += 1;
            }
            Err(reason) => {
                let _ = writeln!(notes, "note: {} is left as it was: {reason}", path.display());
            }
        }
    }
    let written = terminal::plural(written, "intent");
    Ok(format!("{notes}{written} written into {}\n", terminal::plural(files, "file")))
}
