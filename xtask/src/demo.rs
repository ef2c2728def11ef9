//! The demo shop, in a browser or as one question in the terminal.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{Shell, faqlet, npm};
use crate::{package, project};

/// What `cargo xtask demo` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Port to serve on; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Ask this one question, print the outcome and exit; needs neither Node.js nor a browser
    #[arg(long, value_name = "QUESTION", allow_hyphen_values = true)]
    once: Option<String>,
    /// Language of the one question, as in faq-data/shop.yaml
    #[arg(long, requires = "once")]
    lang: Option<String>,
}

/// Answers the one question, or serves until stopped.
///
/// # Errors
/// When a tool is missing and cannot be installed, or something does not build.
pub fn run(args: &Args, shell: &mut Shell) -> Result<ExitCode> {
    if let Some(question) = &args.once {
        return once(question, args.lang.as_deref(), shell);
    }
    package::build(shell)?;
    build_index(&project::demo_index(), shell)?;

    println!("\nQuestions to try:");
    for (language, question) in sample_questions(&project::golden())? {
        println!("  {language}  {question}");
    }
    println!();
    let mut serve = npm();
    serve.args(["run", "--silent", "demo", "--", "--port", &args.port.to_string(), "--faq"]);
    shell.run(serve.arg(project::demo_index()))?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the demo shop's index.
///
/// # Errors
/// When its content has faults.
pub fn build_index(out: &Path, shell: &mut Shell) -> Result<()> {
    shell.run(faqlet().arg("build").arg(project::demo_content()).arg("--out").arg(out))
}

fn once(question: &str, language: Option<&str>, shell: &mut Shell) -> Result<ExitCode> {
    let mut command = faqlet();
    command.arg("try").arg(project::demo_content());
    if let Some(language) = language {
        command.args(["--lang", language]);
    }
    // After `--`, since a question may begin with a dash.
    let status = shell.status(command.args(["--", question]))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The first misspelt question of each golden file, by language: what a visitor should try is
/// what the tests try.
fn sample_questions(golden: &Path) -> Result<Vec<(String, String)>> {
    let mut samples = Vec::new();
    let folder = fs::read_dir(golden).with_context(|| format!("no folder {}", golden.display()))?;
    for entry in folder {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let rows = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let typo = rows.filter(|row| row["kind"] == "typo").find_map(|row| {
            let question = row["q"].as_str()?;
            row["product"].is_null().then(|| question.to_owned())
        });
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        samples.extend(typo.map(|question| (language, question)));
    }
    samples.sort();
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_misspelt_store_wide_question_a_language_is_shown() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let rows = [
            r#"{"q":"where is my parcel","gold":["track"],"kind":"exact"}"#,
            r#"{"q":"dishwaser safe","gold":["wash"],"kind":"typo","product":"kt-200"}"#,
            r#"{"q":"wheres my parcle","gold":["track"],"kind":"typo"}"#,
            r#"{"q":"retrun it","gold":["return"],"kind":"typo"}"#,
        ];
        fs::write(folder.path().join("hu.jsonl"), r#"{"q":"hol a csmoagom","kind":"typo"}"#)
            .expect("write");
        fs::write(folder.path().join("en.jsonl"), rows.join("\n")).expect("write");
        fs::write(folder.path().join("README.md"), "not questions").expect("write");

        let samples = sample_questions(folder.path()).expect("readable");
        let expected = [("en", "wheres my parcle"), ("hu", "hol a csmoagom")];
        assert_eq!(samples, expected.map(|(l, q)| (l.to_owned(), q.to_owned())));
    }
}
