//! What an import did, as text while it goes on, and as JSON.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Serialize;

use super::draft::{CannotWrite, Place};
use crate::terminal;

/// How each report begins, so that nothing else is replaced by one.
const START: &str = "{\"generator\":\"faqlet import\",\"items\":[";

/// Lines of one kind that people see; the JSON report has all.
const SHOWN: usize = 20;

/// What became of something in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is an entry now.
    Taken,
    /// An entry says just that already.
    There,
    /// It is in no entry.
    LeftOut,
    /// Nothing became of it; it is worth knowing.
    Note,
}

/// One thing in a source.
#[derive(Debug, Serialize)]
pub struct Item<'a> {
    pub outcome: Outcome,
    pub file: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub at: &'a str,
    /// The question, or the first words.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub question: &'a str,
    /// The entry's file.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub path: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub reason: &'a str,
    /// What of the source the entry lacks.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub lost: &'a [String],
    /// What wants an editor's look.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub notes: &'a [String],
}

impl<'a> Item<'a> {
    pub fn new(outcome: Outcome, place: &'a Place) -> Self {
        Self {
            outcome,
            file: &place.file,
            at: &place.at,
            question: "",
            path: "",
            reason: "",
            lost: &[],
            notes: &[],
        }
    }
}

#[derive(Debug, Default, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Totals {
    taken: usize,
    /// Of the taken ones, those that lack something.
    incomplete: usize,
    there: usize,
    left_out: usize,
    notes: usize,
    dry_run: bool,
}

/// Collects what an import does.
pub struct Report {
    file: Option<(PathBuf, PathBuf, BufWriter<File>)>,
    first: bool,
    totals: Totals,
    /// How often each kind of line was met.
    counts: BTreeMap<String, usize>,
}

impl Report {
    /// A report, also into a file where one is named.
    ///
    /// # Errors
    /// When the file cannot be written, or there is one that is no report.
    pub fn new(file: Option<&Path>, dry_run: bool) -> Result<Self> {
        let totals = Totals { dry_run, ..Totals::default() };
        let mut report = Self { file: None, first: true, totals, counts: BTreeMap::new() };
        if let Some(path) = file {
            let mut start = Vec::new();
            if let Ok(old) = File::open(path) {
                old.take(START.len() as u64).read_to_end(&mut start).unwrap_or(0);
                ensure!(
                    start == START.as_bytes(),
                    "{} is there and is no report of an import; name another file with --report",
                    path.display()
                );
            }
            let mut unfinished = path.as_os_str().to_owned();
            unfinished.push(".unfinished");
            let cannot = || format!("cannot write {}", path.display());
            let mut out = BufWriter::new(File::create(&unfinished).with_context(cannot)?);
            out.write_all(START.as_bytes()).with_context(cannot)?;
            report.file = Some((path.to_owned(), unfinished.into(), out));
        }
        Ok(report)
    }

    /// Adds something.
    ///
    /// # Errors
    /// When the report's file cannot be written.
    pub fn add(&mut self, item: &Item) -> Result<()> {
        match item.outcome {
            Outcome::Taken => self.totals.taken += 1,
            Outcome::There => self.totals.there += 1,
            Outcome::LeftOut => self.totals.left_out += 1,
            Outcome::Note => self.totals.notes += 1,
        }
        self.totals.incomplete += usize::from(!item.lost.is_empty());
        self.show(item);
        let Some((path, _, out)) = &mut self.file else { return Ok(()) };
        let separator = if std::mem::take(&mut self.first) { "\n" } else { ",\n" };
        let json = serde_json::to_string(item)?;
        out.write_all(format!("{separator}{json}").as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))
            .map_err(|error| error.context(CannotWrite))
    }

    fn show(&mut self, item: &Item) {
        let place = Place::new(item.file, item.at.to_owned()).described();
        let question = match excerpt(item.question) {
            question if question.is_empty() => String::new(),
            question => format!(" “{question}”"),
        };
        match item.outcome {
            Outcome::Taken => {
                self.line("taken", &format!("taken: {}{question} ({place})", item.path));
            }
            Outcome::There => {
                let text = format!("already there: {}{question} ({place})", item.path);
                self.line("there", &text);
            }
            Outcome::LeftOut => {
                let kind = format!("left out {}", item.reason.split('“').next().unwrap_or(""));
                let comma = if question.is_empty() { "" } else { "," };
                let text = format!("left out: {place}{comma}{question}: {}", item.reason);
                self.line(&kind, &text);
            }
            Outcome::Note => self.line("note", &format!("note: {place}: {}", item.reason)),
        }
        for lost in item.lost {
            self.line("lost", &format!("  not taken along: {lost}"));
        }
        for note in item.notes {
            self.line(note, &format!("  note: {note}"));
        }
    }

    /// Prints a line, unless there were enough of its kind.
    fn line(&mut self, kind: &str, text: &str) {
        // Not one kind for each of a million reasons.
        let kind = if self.counts.len() < 500 { kind } else { "others" };
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        match (*count).cmp(&(SHOWN + 1)) {
            std::cmp::Ordering::Less => terminal::print(&format!("{text}\n")),
            std::cmp::Ordering::Equal => {
                terminal::print("  … and more like this; --report FILE.json has all\n");
            }
            std::cmp::Ordering::Greater => {}
        }
    }

    /// Ends the report, prints the totals, and says whether everything was taken. `into` is the
    /// folder of the entries, `content` the content folder around it.
    ///
    /// # Errors
    /// When the report's file cannot be written.
    pub fn finish(mut self, into: &Path, content: &Path) -> Result<bool> {
        let Totals { taken, incomplete, there, left_out, dry_run, .. } = self.totals;
        if let Some((path, unfinished, mut out)) = self.file.take() {
            let write = || -> Result<()> {
                let totals = serde_json::to_string(&self.totals)?;
                out.write_all(format!("\n],\"totals\":{totals}}}\n").as_bytes())?;
                out.flush()?;
                drop(out);
                fs::rename(&unfinished, &path)?;
                Ok(())
            };
            write().with_context(|| format!("cannot write {}", path.display()))?;
        }
        let entries = if taken == 1 { "1 entry".to_owned() } else { format!("{taken} entries") };
        let would = if dry_run { " would be" } else { "" };
        let lacking = match incomplete {
            0 => String::new(),
            count => format!(", {count} of them without something"),
        };
        terminal::print(&format!(
            "{entries}{would} taken into {}{lacking}; already there: {there}; left out: {left_out}\n",
            into.display()
        ));
        if taken > 0 && !dry_run {
            terminal::print(&format!("next: faqlet check {}\n", content.display()));
        }
        Ok(left_out == 0 && incomplete == 0)
    }
}

/// The first words of a text, in one line, without characters that control a terminal.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    let text = super::entry::one_line(text);
    if text.chars().count() <= LENGTH {
        return text;
    }
    text.chars().take(LENGTH).chain(['…']).collect()
}
