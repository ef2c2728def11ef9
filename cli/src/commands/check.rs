//! `faqlet check`: every problem in all files at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use faqlet::content::{Diagnostic, Loaded, Severity};
use jiff::civil::Date;
use serde::Serialize;

use crate::folder::load_folder;
use crate::terminal;

/// Report what is wrong in a folder of content. Exits with 1 where there are errors, with 2 where
/// the folder cannot be read.
#[derive(clap::Args)]
pub struct Check {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The day that review dates are compared with [default: today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one object with `findings` and `totals`.
    Json,
}

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Finding<'a>>,
    totals: Totals<'a>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    title: &'a str,
    path: &'a str,
    /// From 1; 0: the file as a whole.
    line: u32,
    /// In characters, from 1; 0: the line as a whole.
    column: u32,
    excerpt: &'a str,
    message: &'a str,
    remedy: &'a str,
}

#[derive(Serialize)]
struct Totals<'a> {
    /// By language.
    entries: BTreeMap<&'a str, usize>,
    errors: usize,
    warnings: usize,
}

impl Check {
    /// # Errors
    /// When the folder cannot be read.
    pub fn run(self) -> Result<ExitCode> {
        let loaded = load_folder(&self.dir, self.today.unwrap_or_else(crate::today))?;
        terminal::print(&match self.format {
            Format::Text => text(&loaded, &self.dir),
            Format::Json => json(&loaded)?,
        });
        Ok(if loaded.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

fn text(loaded: &Loaded, dir: &Path) -> String {
    let entries = entries(loaded);
    let counts: Vec<String> =
        entries.iter().map(|(language, count)| format!("{language} {count}")).collect();
    let counts = if counts.is_empty() { "none".to_owned() } else { counts.join(", ") };
    format!(
        "{}entries: {counts}; {}\n",
        terminal::describe(&loaded.diagnostics, dir),
        terminal::totals(&loaded.diagnostics)
    )
}

fn json(loaded: &Loaded) -> Result<String> {
    let count = |severity: Severity| {
        loaded.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    };
    let report = Report {
        findings: loaded.diagnostics.iter().map(finding).collect(),
        totals: Totals {
            entries: entries(loaded),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        },
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

fn finding(finding: &Diagnostic) -> Finding<'_> {
    Finding {
        code: finding.code.as_str(),
        severity: finding.severity.as_str(),
        title: finding.code.title(),
        path: &finding.location.path,
        line: finding.location.line,
        column: finding.location.column,
        excerpt: &finding.excerpt,
        message: &finding.message,
        remedy: &finding.remedy,
    }
}

fn entries(loaded: &Loaded) -> BTreeMap<&str, usize> {
    let mut entries = BTreeMap::new();
    for entry in &loaded.content.entries {
        *entries.entry(entry.language.as_str()).or_default() += 1;
    }
    entries
}
