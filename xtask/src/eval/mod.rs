//! The figures of `docs/evaluation.md`: every evaluation set that is there, and the demo shop.

mod others;
mod page;
mod reliability;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use self::page::{Measured, Run, Set};
use self::report::Report;
use crate::project;
use crate::shell::{Shell, cargo, output, program};

/// What `cargo xtask eval` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of evaluation sets, each a folder with entries.jsonl and queries.jsonl
    /// [default: shared/bench-data beside the checkout]
    #[arg(env = "FAQLET_EVAL_DATA")]
    dir: Option<PathBuf>,
}

/// What decides the figures. Changes elsewhere, such as in the page itself, leave them as they are.
const MEASURED: [&str; 7] =
    ["Cargo.lock", "cli", "faq-data", "phrasebook", "src", "tests/golden", "xtask/src/eval"];

/// Measures everything and writes the page and the picture of `docs/confidence.md`.
///
/// # Errors
/// When there are no sets, a set cannot be measured, or the page lacks a place for a table. The
/// page is then left as it was.
pub fn run(args: &Args, shell: &mut Shell) -> Result<ExitCode> {
    let folder = args.dir.clone().unwrap_or_else(project::evaluation_sets);
    let found = sets(&folder)?;
    let page = project::root().join("docs").join("evaluation.md");
    let text = fs::read_to_string(&page).with_context(|| format!("no {}", page.display()))?;

    shell.run(cargo().args(["build", "--release", "--package=faqlet-cli", "--bin=faqlet"]))?;
    let name = format!("faqlet{}", std::env::consts::EXE_SUFFIX);
    let faqlet = project::target()?.join("release").join(name);
    let mut measured = Measured { run: this_run(), sets: Vec::new(), demo: Vec::new() };
    for set in &found {
        shell.note(&file_name(set));
        measured.sets.push(measure_set(&faqlet, set)?);
    }
    for questions in golden()? {
        let language = questions.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        shell.note(&format!("demo shop, {language}"));
        let arguments = ["--lang", &language];
        let report = evaluate(&faqlet, &project::demo_content(), &questions, &arguments)?;
        measured.demo.push((language, report));
    }
    fs::write(&page, measured.fill(&text)?)?;
    let picture = page.with_file_name("reliability.svg");
    fs::write(&picture, reliability::picture(&measured.reliability()))?;
    shell.note(&format!("wrote {} and {}", page.display(), picture.display()));
    Ok(ExitCode::SUCCESS)
}

/// The folders that hold a set, by name.
fn sets(folder: &Path) -> Result<Vec<PathBuf>> {
    let ask = "name the folder that holds the evaluation sets, as `cargo xtask eval DIR` or in \
               FAQLET_EVAL_DATA; docs/evaluation.md says where the sets come from";
    let Ok(entries) = fs::read_dir(folder) else {
        bail!("there is no folder {}: {ask}", folder.display());
    };
    let mut sets = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.join("entries.jsonl").is_file() && path.join("queries.jsonl").is_file() {
            sets.push(path);
        }
    }
    if sets.is_empty() {
        bail!("no folder in {} has entries.jsonl and queries.jsonl: {ask}", folder.display());
    }
    sets.sort();
    Ok(sets)
}

fn golden() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(project::golden())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn measure_set(faqlet: &Path, folder: &Path) -> Result<Set> {
    let entries = folder.join("entries.jsonl");
    let clean = folder.join("queries.jsonl");
    let variant = |name: &str| {
        let file = folder.join(format!("queries.{name}.jsonl"));
        file.is_file().then(|| evaluate(faqlet, &entries, &file, &[])).transpose()
    };
    Ok(Set {
        name: file_name(folder),
        entries: lines(&entries)?.len(),
        clean: evaluate(faqlet, &entries, &clean, &[])?,
        one_typo: variant("typo1")?,
        two_typos: variant("typo2")?,
        no_accents: variant("noaccent")?,
        no_product: if lines(&clean)?.iter().any(|question| question["product"].is_string()) {
            Some(evaluate(faqlet, &entries, &clean, &["--ignore-product"])?)
        } else {
            None
        },
    })
}

fn evaluate(faqlet: &Path, content: &Path, questions: &Path, arguments: &[&str]) -> Result<Report> {
    let mut command = program(faqlet);
    command.arg("eval").arg(content).arg("--queries").arg(questions).arg("--json").args(arguments);
    let json = output(&mut command)?;
    serde_json::from_str(&json)
        .with_context(|| format!("`faqlet eval` on {}: not its report", questions.display()))
}

/// The objects of a JSON Lines file.
fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| format!("no {}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .with_context(|| format!("{}: not JSON Lines", path.display()))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Which state of the program was measured. The day is the commit's, so that measuring the same
/// state again changes nothing but times.
fn this_run() -> Run {
    // A copy of the sources without its history can be measured too.
    let commit = output(program("git").args(["log", "-1", "--format=%h of %cs"])).ok();
    let changed = output(program("git").args(["status", "--porcelain", "--"]).args(MEASURED));
    let changed = changed.is_ok_and(|files| !files.is_empty());
    Run { commit: commit.filter(|commit| !commit.is_empty()), changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_with_entries_and_questions_are_sets() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let write = |set: &str, files: &[&str]| {
            fs::create_dir(folder.path().join(set)).expect("create");
            for file in files {
                fs::write(folder.path().join(set).join(file), "").expect("write");
            }
        };
        write("half", &["entries.jsonl"]);
        fs::write(folder.path().join("README.md"), "not a set").expect("write");
        let error = sets(folder.path()).expect_err("nothing to measure").to_string();
        assert!(error.contains("FAQLET_EVAL_DATA"), "{error}");

        write("b", &["entries.jsonl", "queries.jsonl"]);
        write("a", &["entries.jsonl", "queries.jsonl", "NOTE.md"]);
        let names: Vec<_> =
            sets(folder.path()).expect("two").iter().map(|set| file_name(set)).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn a_missing_folder_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let missing = folder.path().join("nowhere");
        let error = sets(&missing).expect_err("not there").to_string();
        assert!(error.contains("nowhere") && error.contains("cargo xtask eval DIR"), "{error}");
    }
}
