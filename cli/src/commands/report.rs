//! `faqlet report`: what shoppers asked, and what to do about it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use clap::ValueEnum;
use faqlet::content::{Content, GoldenQuestion};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::project::Project;
use crate::report::events::{self, FORM, Unread};
use crate::report::mask::Mask;
use crate::report::tally::Tally;
use crate::report::verify;
use crate::report::{Reported, apply, html, report, text};
use crate::{output, terminal};

/// Say what shoppers asked, what got no answer, and what to write about it.
///
/// Questions without an answer go into clusters, each with the nearest entry and a suggestion.
/// E-mail addresses, links and long numbers are masked. docs/report.md says how events come into a
/// file, and what the figures mean.
#[derive(clap::Args)]
pub struct Report {
    /// Files of events, one JSON object a line; - is the standard input.
    #[arg(required = true, value_name = "EVENTS.ndjson")]
    events: Vec<PathBuf>,
    /// Folder of content, or a single .md, .csv or .jsonl file.
    #[arg(long, value_name = "DIR")]
    content: PathBuf,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the report into this file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The first day, on the shop's calendar, such as 2026-11-01.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only visits in this language.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Items shown of each list; as text only.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    top: usize,
    /// More questions that must not become wrong, beside questions.jsonl in the folders of the
    /// languages: {"q","gold":[ids],"product"}. They are of the language of --language, or the
    /// shop's first one.
    #[arg(long, value_name = "FILE.jsonl")]
    golden: Option<PathBuf>,
    /// Write the suggested alternates that shoppers have shown to be meant, and that were verified,
    /// into the content files, and change nothing else of them.
    #[arg(long)]
    apply: bool,
    /// Also write those that only the search guesses.
    #[arg(long, requires = "apply")]
    guesses: bool,
    /// Write nothing, and print what --apply would change as a unified diff.
    #[arg(long, requires = "apply")]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

impl Report {
    /// # Errors
    /// When a file cannot be read or written, or has no events.
    pub fn run(self) -> Result<ExitCode> {
        if let (Some(since), Some(until)) = (self.since, self.until) {
            ensure!(since <= until, "--since {since} is after --until {until}");
        }
        let Some(project) = Project::read(&self.content)? else { return Ok(ExitCode::FAILURE) };
        let content = &project.content;
        let language = self.language.as_deref();
        let language = language.map(|asked| project.language(Some(asked))).transpose()?;
        let golden = self.golden(&project, language)?;
        let (tally, unread) = self.count(content, language)?;
        let Reported { report, additions } =
            report(content, &tally, &golden, self.guesses, unread.lines)?;
        let written = match self.format {
            Format::Text => text::text(&report, self.top),
            Format::Json => format!("{}\n", serde_json::to_string_pretty(&report)?),
            Format::Html => html::html(&report),
        };
        if unread.lines > 0 {
            let lines = terminal::plural(unread.lines, "line");
            let first = unread.first.join("\n  ");
            terminal::complain(&format!("note: {lines} passed over, the first:\n  {first}\n"));
        }
        match &self.out {
            Some(path) => output::create(path, written.as_bytes())?,
            // The diff is to be piped on.
            None if self.dry_run => {}
            None => terminal::print(&written),
        }
        if self.apply {
            let additions: Vec<_> = additions.iter().collect();
            let edits = apply::edits(&self.content, content, &additions)?;
            for note in &edits.notes {
                terminal::complain(&format!("note: {note}\n"));
            }
            if self.dry_run {
                terminal::print(&edits.diff());
            } else {
                terminal::complain(&edits.write()?);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Counts the events of all files.
    fn count(&self, content: &Content, language: Option<&str>) -> Result<(Tally, Unread)> {
        let shop = &content.shop;
        let of_entries = content.entries.iter().filter_map(|entry| entry.product.as_deref());
        let names = shop.products.values().flat_map(BTreeMap::values).map(String::as_str);
        let ids = shop.products.keys().map(String::as_str);
        let mask = Mask::new(ids.chain(names).chain(of_entries));
        let zone = shop.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        let mut tally = Tally::new(mask, zone.unwrap_or(TimeZone::UTC), language);
        let mut unread = Unread::default();
        for path in &self.events {
            events::read(path, &mut unread, |event| {
                let day = tally.day(&event);
                let after = self.since.is_none_or(|since| since <= day);
                if after && self.until.is_none_or(|until| day <= until) {
                    tally.count(event, day);
                }
            })?;
        }
        if tally.events == 0 {
            let name = self.events[0].display();
            match unread.first.first() {
                Some(first) => bail!("no line is an event; a line has the form {FORM}\n  {first}"),
                None if self.since.is_some() || self.until.is_some() || language.is_some() => {
                    bail!("{name} has no events of these days or this language")
                }
                None => bail!("{name} has no events; a line has the form {FORM}"),
            }
        }
        Ok((tally, unread))
    }

    /// The editor's golden questions, by language.
    fn golden(
        &self,
        project: &Project,
        language: Option<&str>,
    ) -> Result<BTreeMap<String, Vec<GoldenQuestion>>> {
        let mut golden: BTreeMap<String, Vec<GoldenQuestion>> = BTreeMap::new();
        for language in &project.content.shop.languages {
            let path = self.content.join(language).join("questions.jsonl");
            if fs::metadata(&path).is_ok_and(|it| it.is_file()) {
                golden.insert(language.clone(), verify::golden(&path)?);
            }
        }
        if let Some(path) = &self.golden {
            let language = project.language(language)?.to_owned();
            golden.entry(language).or_default().extend(verify::golden(path)?);
        }
        Ok(golden)
    }
}
