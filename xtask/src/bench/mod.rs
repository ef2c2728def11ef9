//! faqlet beside its peers, and where its time and bytes go: `docs/benchmarks.md` and the tables
//! of `docs/performance.md`. What is measured is set up and built here; `bench/` measures.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::browser::CHROMIUM;
use crate::shell::{Shell, cargo, npm, program};
use crate::{engine, package, project, setup};

/// What `cargo xtask bench` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of evaluation sets, of which clinc150-k20 and banking77-k20 are used
    /// [default: shared/bench-data beside the checkout]
    #[arg(long, value_name = "DIR", env = "FAQLET_BENCH_DATA")]
    sets: Option<PathBuf>,
    /// Measure only this part; may be given more than once
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
    /// Rounds in which the peers take turns; fewer are quicker and less sure
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Entries of the shops of the part `scale`
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [1_000, 10_000, 50_000])]
    counts: Vec<u32>,
}

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Processor time of a question in Node.js
    Query,
    /// The same in a page
    Chromium,
    /// Large shops: questions, loading, memory, bytes, building
    Scale,
    /// What a page downloads to search at all
    Engine,
    /// From opening a page to the first answer in it
    ColdStart,
    /// What the engine and an index are made of
    Bytes,
}

/// Sets up, builds and measures.
///
/// # Errors
/// When there are no evaluation sets, something cannot be installed or built, or measuring fails.
pub fn run(args: &Args, shell: &mut Shell) -> Result<ExitCode> {
    let sets = args.sets.clone().unwrap_or_else(project::evaluation_sets);
    if !sets.join("clinc150-k20").is_dir() {
        bail!(
            "there is no {}: name the folder that holds the evaluation sets with --sets or in \
             FAQLET_BENCH_DATA; docs/evaluation.md says where the sets come from",
            sets.join("clinc150-k20").display()
        );
    }
    let parts = if args.only.is_empty() { Part::value_variants() } else { &args.only };
    setup::npm_packages_of(&folder(), shell)?;
    shell.run(cargo().args(["build", "--release", "--package=faqlet-cli", "--bin=faqlet"]))?;
    package::build(shell)?;

    let mut measure = program("node");
    measure
        .current_dir(folder())
        .arg("main.mjs")
        .arg("--sets")
        .arg(std::path::absolute(&sets)?)
        .arg(format!("--rounds={}", args.rounds))
        .arg(format!("--counts={}", joined(&args.counts)))
        .arg(format!("--command={}", command(args)))
        .env("FAQLET", faqlet()?);
    for part in parts {
        measure.arg(format!("--only={}", name_of(*part)));
    }
    if parts.contains(&Part::Bytes) {
        measure.env("FAQLET_NAMED_ENGINE", engine::with_names(shell)?);
    }
    if parts.iter().any(|part| matches!(part, Part::Chromium | Part::ColdStart)) {
        measure.env(CHROMIUM.variable, CHROMIUM.find_or_install(shell)?);
    }
    shell.run(&mut measure)?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the bench's own tests, which time nothing.
///
/// # Errors
/// When one fails.
pub fn test(shell: &mut Shell) -> Result<()> {
    shell.run(cargo().args(["build", "--release", "--package=faqlet-cli", "--bin=faqlet"]))?;
    let mut test = npm();
    shell.run(test.current_dir(folder()).arg("test").env("FAQLET", faqlet()?))
}

/// The program, as it was built.
fn faqlet() -> Result<PathBuf> {
    let name = format!("faqlet{}", std::env::consts::EXE_SUFFIX);
    Ok(project::target()?.join("release").join(name))
}

/// The private npm package with the peers.
pub fn folder() -> PathBuf {
    project::root().join("bench")
}

/// The command as the page names it: without where the sets are.
fn command(args: &Args) -> String {
    let mut words = vec!["cargo xtask bench --sets DIR".to_owned()];
    words.extend(args.only.iter().map(|part| format!("--only {}", name_of(*part))));
    if args.rounds != 7 {
        words.push(format!("--rounds {}", args.rounds));
    }
    if args.counts != [1_000, 10_000, 50_000] {
        words.push(format!("--counts {}", joined(&args.counts)));
    }
    words.join(" ")
}

fn name_of(part: Part) -> String {
    let value = part.to_possible_value().expect("no part is hidden");
    value.get_name().to_owned()
}

fn joined(counts: &[u32]) -> String {
    counts.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn the_page_names_the_command_by_which_it_was_measured() {
        let named = |line: &str| {
            let words = line.split(' ').filter(|word| !word.is_empty());
            command(&Line::parse_from(["bench"].into_iter().chain(words)).args)
        };
        assert_eq!(named(""), "cargo xtask bench --sets DIR");
        assert_eq!(
            named("--only cold-start --only scale --counts 1000,2000 --rounds 1"),
            "cargo xtask bench --sets DIR --only cold-start --only scale --rounds 1 \
             --counts 1000,2000"
        );
    }

    #[test]
    fn every_part_has_its_places_in_the_documents() {
        let docs = project::root().join("docs");
        let read = |name: &str| std::fs::read_to_string(docs.join(name)).expect(name);
        let pages = [read("benchmarks.md"), read("performance.md")].concat();
        for part in Part::value_variants() {
            for mark in
                [format!("<!-- {} -->", name_of(*part)), format!("<!-- /{} -->", name_of(*part))]
            {
                assert!(pages.contains(&mark), "{mark}");
            }
        }
    }
}
