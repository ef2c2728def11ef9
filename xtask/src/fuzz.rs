//! Fuzzing: each target for a while, from seeds that the repository has anyway.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::builder::PossibleValuesParser;

use crate::project;
use crate::shell::{Shell, cargo, output, program};

/// What there is to fuzz; each is a file in `fuzz/targets/`.
const TARGETS: [&str; 10] = [
    "csv",
    "index",
    "intents",
    "jsonl",
    "lookup",
    "markdown",
    "query",
    "sanitiser",
    "shop",
    "synonyms",
];

/// An input that takes longer has found a loop, in seconds: the first build of a process takes 20 s
/// of a processor under the sanitiser of addresses, and the machine may be busy.
const TIMEOUT: u32 = 300;
/// In MiB.
const MEMORY: u32 = 2048;
/// Longer inputs find little more, and each takes longer. In bytes.
const LONGEST: u32 = 8192;

/// What `cargo xtask fuzz` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Fuzz only these
    #[arg(value_name = "TARGET", value_parser = PossibleValuesParser::new(TARGETS))]
    targets: Vec<String>,
    /// How long each is fuzzed
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u32,
}

/// Fuzzes one target after the other.
///
/// # Errors
/// When nightly Rust or cargo-fuzz is missing and cannot be installed, or the seeds cannot be
/// written. What fuzzing finds is told at the end, and by the exit code.
pub fn run(args: &Args, shell: &mut Shell) -> Result<ExitCode> {
    let tool = set_up(shell)?;
    let mut failed = Vec::new();
    for target in TARGETS {
        if !args.targets.is_empty() && !args.targets.iter().any(|wanted| wanted == target) {
            continue;
        }
        let seeds = seed(target, shell)?;
        shell.note(&format!("fuzzing {target} for {} s", args.seconds));
        let mut fuzz = cargo_fuzz(&tool)?;
        fuzz.args(["run", target]).arg(folder().join("corpus").join(target)).arg(seeds).arg("--");
        fuzz.args([
            &format!("-max_total_time={}", args.seconds),
            &format!("-timeout={TIMEOUT}"),
            &format!("-rss_limit_mb={MEMORY}"),
            &format!("-max_len={LONGEST}"),
            "-dict=faqlet.dict",
            "-print_final_stats=1",
        ]);
        if !shell.status(&mut fuzz)?.success() {
            failed.push(target);
        }
    }
    if failed.is_empty() {
        shell.note("nothing was found");
        return Ok(ExitCode::SUCCESS);
    }
    shell.note(&format!(
        "found something: {}; the inputs are in fuzz/artifacts. Make each a test that fails, then \
         repair it.",
        failed.join(", ")
    ));
    Ok(ExitCode::FAILURE)
}

fn folder() -> PathBuf {
    project::root().join("fuzz")
}

/// cargo-fuzz as cargo runs it, with nightly Rust, in the folder of the targets.
fn cargo_fuzz(tool: &Path) -> Result<std::process::Command> {
    // The toolchain that runs this program must not be the one that builds the targets.
    let rustc = output(program("rustup").args(["which", "--toolchain=nightly", "rustc"]))?;
    let cargo = output(program("rustup").args(["which", "--toolchain=nightly", "cargo"]))?;
    let mut command = program(tool);
    command.current_dir(folder()).env("RUSTC", rustc).env("CARGO", cargo);
    command.env("RUSTUP_TOOLCHAIN", "nightly");
    Ok(command)
}

/// Makes sure that nightly Rust and cargo-fuzz are there.
fn set_up(shell: &mut Shell) -> Result<PathBuf> {
    if output(program("rustup").args(["run", "nightly", "rustc", "--version"])).is_err() {
        if output(program("rustup").arg("--version")).is_err() {
            bail!("fuzzing needs nightly Rust: install Rust with rustup");
        }
        shell.note("installing nightly Rust");
        shell.run(program("rustup").args([
            "toolchain",
            "install",
            "nightly",
            "--profile=minimal",
        ]))?;
    }
    let root = project::target()?.join("tools");
    let tool = root.join("bin").join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    if output(program(&tool).arg("--version")).is_err() {
        shell.note("installing cargo-fuzz");
        let mut install = cargo();
        install.args(["install", "--locked", "--root"]).arg(&root).arg("cargo-fuzz");
        shell.run(&mut install).context("cargo-fuzz could not be installed")?;
    }
    Ok(tool)
}

/// Writes the seeds of a target: the demo shop's files, the questions that tests ask, the vectors
/// of hostile markup, a whole index.
fn seed(target: &str, shell: &mut Shell) -> Result<PathBuf> {
    let seeds = folder().join("corpus").join(format!("{target}-seeds"));
    fs::create_dir_all(&seeds)?;
    fs::create_dir_all(folder().join("corpus").join(target))?;
    let demo = project::demo_content();
    let files = match target {
        "markdown" => demo_files(&demo, "md")?,
        "csv" => demo_files(&demo, "csv")?,
        "jsonl" => demo_files(&demo, "jsonl")?,
        "synonyms" => demo_files(&demo, "yaml")?
            .into_iter()
            .filter(|(name, _)| name.contains("synonyms"))
            .collect(),
        "shop" => vec![("shop.yaml".to_owned(), fs::read(demo.join("shop.yaml"))?)],
        "intents" => (0u8..)
            .zip(["md", "csv", "jsonl"])
            .map(|(kind, extension)| {
                let files = demo_files(&demo, extension)?.into_iter();
                // The first byte says what kind of file follows.
                Ok(files
                    .map(move |(name, bytes)| (name, [&[kind][..], &bytes].concat()))
                    .collect::<Vec<_>>())
            })
            .collect::<Result<Vec<_>>>()?
            .concat(),
        "query" | "lookup" => questions()?,
        "sanitiser" => vectors()?,
        "index" => indexes(shell)?,
        _ => bail!("{target} has no seeds"),
    };
    for (name, bytes) in files {
        fs::write(seeds.join(name), bytes)?;
    }
    Ok(seeds)
}

type Seeds = Vec<(String, Vec<u8>)>;

/// The files below a folder that have an extension, small ones only: of a large one, its beginning.
fn demo_files(folder: &Path, extension: &str) -> Result<Seeds> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(demo_files(&path, extension)?);
        } else if path.extension().is_some_and(|own| own == extension) {
            let name =
                path.strip_prefix(project::root())?.to_string_lossy().replace(['/', '\\'], "-");
            let mut bytes = fs::read(&path)?;
            let whole_lines = bytes.iter().take(LONGEST as usize).rposition(|&byte| byte == b'\n');
            if bytes.len() > LONGEST as usize {
                bytes.truncate(whole_lines.map_or(0, |at| at + 1));
            }
            found.push((name, bytes));
        }
    }
    Ok(found)
}

/// Every tenth question that tests ask.
fn questions() -> Result<Seeds> {
    let mut found = Vec::new();
    for entry in fs::read_dir(project::golden())? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        for line in fs::read_to_string(path)?.lines().step_by(10) {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let question = row["q"].as_str().context("a golden row has a question")?;
            found.push((format!("q{:03}", found.len()), question.as_bytes().to_vec()));
        }
    }
    Ok(found)
}

fn vectors() -> Result<Seeds> {
    let text = fs::read_to_string(project::root().join("tests/hostile/markup.json"))?;
    let classes: std::collections::BTreeMap<String, Vec<String>> = serde_json::from_str(&text)?;
    let vectors = classes.into_values().flatten().enumerate();
    Ok(vectors.map(|(number, vector)| (format!("v{number:03}"), vector.into_bytes())).collect())
}

/// The indexes of a shop of two entries.
fn indexes(shell: &mut Shell) -> Result<Seeds> {
    let shop = project::target()?.join("fuzz-shop");
    let built = project::target()?.join("fuzz-built");
    let entry = |question: &str, tag: &str| {
        format!("---\nquestion: {question}\ntags: [{tag}]\n---\nYes, 1.5 l.\n")
    };
    for (path, text) in [
        ("shop.yaml", "languages: [en, ru]\ntopics: { orders: Orders }\ncontact: { channels: { a: { type: form, name: Form, url: 'https://shop.example/' } } }\n".to_owned()),
        ("en/where.md", entry("Where is my order?", "orders")),
        ("en/wifi.md", entry("Does the KT-200 have wi-fi?", "orders")),
        ("en/synonyms.yaml", "- [order, parcel]\n- hot spot => wi fi\n".to_owned()),
        ("ru/where.md", entry("Где мой заказ?", "orders")),
    ] {
        let path = shop.join(path);
        fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        fs::write(path, text)?;
    }
    shell.run(crate::shell::faqlet().arg("build").arg(&shop).arg("--out").arg(&built))?;
    let mut found = Vec::new();
    for entry in fs::read_dir(&built)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "bin") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read(&path)?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A target that no command runs would never be run.
    #[test]
    fn every_target_is_known_and_declared() {
        let entries = fs::read_dir(folder().join("targets")).expect("the targets' folder");
        let files: BTreeSet<String> = entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
            .collect();
        assert_eq!(files, TARGETS.map(str::to_owned).into());
        let manifest = fs::read_to_string(folder().join("Cargo.toml")).expect("its manifest");
        for target in TARGETS {
            assert!(manifest.contains(&format!("path = \"targets/{target}.rs\"")), "{target}");
        }
    }

    #[test]
    fn seeds_are_found_for_what_people_write() {
        for extension in ["md", "csv", "jsonl", "yaml"] {
            let files = demo_files(&project::demo_content(), extension).expect("the demo shop");
            assert!(
                files.iter().all(|(_, bytes)| !bytes.is_empty() && bytes.len() <= LONGEST as usize)
            );
            assert!(files.len() >= 4, "{extension}");
        }
        assert!(questions().expect("golden questions").len() >= 40);
        assert!(vectors().expect("vectors").len() >= 100);
    }
}
