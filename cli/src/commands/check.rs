//! `faqlet check`: every problem in all files at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use faqlet::content::{Content, Loaded, Severity, load};
use faqlet::editorial::{Depth, review};
use faqlet::fixes::fix;
use faqlet::intents::{Gaps, adopt_safe, gaps};
use jiff::civil::Date;
use serde::Serialize;

use crate::findings::{Finding, finding, github, sarif};
use crate::folder::read_files;
use crate::{mending, terminal};

/// Report what is wrong in a folder of content, and what an editor would say on reading it.
///
/// Golden questions, in `questions.jsonl` in a language's folder, are asked: one a line, as
/// {"question": "can I return it?", "entry": "return-policy"}, with null as the entry where nothing
/// answers it. Exits with 1 where there are errors, with 2 where the folder cannot be read.
#[derive(clap::Args)]
pub struct Check {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How closely to read the content as an editor would.
    #[arg(long, value_enum, value_name = "DEPTH", default_value_t)]
    editorial: Editorial,
    /// Mend in the files what is safe to mend, then report what is left.
    #[arg(long)]
    fix: bool,
    /// With --fix: show what would change as a diff, and change nothing.
    #[arg(long, requires = "fix", conflicts_with = "format")]
    dry_run: bool,
    /// Also list the standard questions of shops that no entry answers. Which those are depends on
    /// `kind` in shop.yaml.
    #[arg(long)]
    gaps: bool,
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
    /// For code hosts and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub's workflows: commands that show findings beside the lines of a change.
    Github,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Editorial {
    /// Only faults, and the golden questions.
    Off,
    /// What most editors want to know.
    #[default]
    Usual,
    /// Also asks each alternate while it is left out, which takes longer: some are not needed, and
    /// some entries want more of them.
    Thorough,
}

impl From<Editorial> for Depth {
    fn from(editorial: Editorial) -> Self {
        match editorial {
            Editorial::Off => Self::Off,
            Editorial::Usual => Self::Usual,
            Editorial::Thorough => Self::Thorough,
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    /// By language; absent where not asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    gaps: BTreeMap<&'a str, LanguageGaps<'a>>,
    findings: Vec<Finding<'a>>,
    totals: Totals<'a>,
}

#[derive(Serialize)]
struct LanguageGaps<'a> {
    answered: usize,
    asked: usize,
    /// Names of intents, the most asked first.
    missing: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Totals<'a> {
    /// By language.
    entries: BTreeMap<&'a str, usize>,
    /// Entries without an intent that could have one.
    intents_to_infer: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
}

impl Check {
    /// # Errors
    /// When the folder cannot be read, or a file not be written.
    pub fn run(self) -> Result<ExitCode> {
        let today = self.today.unwrap_or_else(crate::today);
        let mut folder = read_files(&self.dir)?;
        if self.fix {
            let fixes = fix(&folder.0, today);
            if self.dry_run {
                terminal::print(&mending::diff(&folder.0, &fixes));
                return Ok(ExitCode::SUCCESS);
            }
            // Not among the findings, which programs read.
            terminal::complain(&mending::apply(&self.dir, &fixes)?);
            for file in fixes.files {
                folder.0.retain(|old| old.path != file.path);
                folder.0.push(file);
            }
        }
        let (files, unread) = folder;
        let mut loaded = load(&files, today);
        loaded.diagnostics.extend(unread);
        loaded.diagnostics.extend(review(&files, &loaded.content, self.editorial.into()));
        loaded.diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
        let intents = Intents::of(&loaded, self.gaps);
        terminal::print(&match self.format {
            Format::Text => text(&loaded, &intents, &self.dir),
            Format::Json => json(&loaded, &intents)?,
            Format::Sarif => sarif(&loaded.diagnostics, &self.dir)?,
            Format::Github => github(&loaded.diagnostics, &self.dir, &summary(&loaded)),
        });
        Ok(if loaded.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

/// What the phrasebook has to do with the content.
struct Intents {
    /// How many entries without an intent could have one that is safe to infer.
    safe: usize,
    /// How many phrasings they would have from it.
    phrasings: usize,
    /// By language, where asked for. What is safe to infer counts as answered.
    gaps: BTreeMap<String, Gaps>,
}

impl Intents {
    fn of(loaded: &Loaded, with_gaps: bool) -> Self {
        let mut content = loaded.content.clone();
        let phrasings = |content: &Content| {
            content.entries.iter().map(|entry| entry.inherited().len()).sum::<usize>()
        };
        let before = phrasings(&content);
        let safe = adopt_safe(&mut content);
        let phrasings = phrasings(&content) - before;
        let languages = content.shop.languages.iter().filter(|_| with_gaps);
        let gaps = languages.map(|language| (language.clone(), gaps(&content, language))).collect();
        Self { safe, phrasings, gaps }
    }

    fn described(&self) -> String {
        let mut text = String::new();
        if self.safe > 0 {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "intents: {} without one could be found by {} of the phrasebook \
                 (faqlet intents)",
                match self.safe {
                    1 => "1 entry".to_owned(),
                    safe => format!("{safe} entries"),
                },
                terminal::plural(self.phrasings, "phrasing"),
            );
        }
        for (language, Gaps { answered, asked, missing }) in &self.gaps {
            let _ = write!(
                text,
                "{language}: {answered} of the {asked} questions that shops like yours get are \
                 answered"
            );
            text.push_str(if missing.is_empty() { "\n" } else { "; missing:\n" });
            let width = missing.iter().map(|intent| intent.name.len()).max().unwrap_or(0);
            for intent in missing {
                let often = if intent.often { " (asked often)" } else { "" };
                let (name, description) = (&intent.name, &intent.description);
                let _ = writeln!(text, "  {name:<width$}  {description}{often}");
            }
        }
        text
    }
}

fn text(loaded: &Loaded, intents: &Intents, dir: &Path) -> String {
    terminal::describe(&loaded.diagnostics, dir) + &summary(loaded) + &intents.described()
}

/// How many entries and findings there are.
fn summary(loaded: &Loaded) -> String {
    let entries = entries(loaded);
    let counts: Vec<String> =
        entries.iter().map(|(language, count)| format!("{language} {count}")).collect();
    let counts = if counts.is_empty() { "none".to_owned() } else { counts.join(", ") };
    format!("entries: {counts}; {}\n", terminal::totals(&loaded.diagnostics))
}

fn json(loaded: &Loaded, intents: &Intents) -> Result<String> {
    let count = |severity: Severity| {
        loaded.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    };
    let gaps = intents.gaps.iter().map(|(language, Gaps { answered, asked, missing })| {
        let missing = missing.iter().map(|intent| intent.name.as_str()).collect();
        (language.as_str(), LanguageGaps { answered: *answered, asked: *asked, missing })
    });
    let report = Report {
        gaps: gaps.collect(),
        findings: loaded.diagnostics.iter().map(finding).collect(),
        totals: Totals {
            entries: entries(loaded),
            intents_to_infer: intents.safe,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
        },
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

fn entries(loaded: &Loaded) -> BTreeMap<&str, usize> {
    let mut entries = BTreeMap::new();
    for entry in &loaded.content.entries {
        *entries.entry(entry.language.as_str()).or_default() += 1;
    }
    entries
}
