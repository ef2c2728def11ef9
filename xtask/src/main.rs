//! The project's chores. `cargo xtask --help` lists them; each does its own set-up.

#![expect(clippy::print_stdout, reason = "a command-line tool talks on stdout")]

mod bench;
mod browser;
mod cli;
mod demo;
mod engine;
mod eval;
mod fuzz;
mod package;
mod phrasebook;
mod project;
mod scale;
mod setup;
mod shell;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::shell::Shell;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "faqlet's chores")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set up, build and serve the demo shop, or answer one question in the terminal
    Demo(demo::Args),
    /// Set up and run every check; the last line has the totals
    Test(test::Args),
    /// Measure every evaluation set and the demo shop, and write docs/evaluation.md
    Eval(eval::Args),
    /// Measure faqlet beside other search libraries, and write docs/benchmarks.md
    Bench(bench::Args),
    /// Build ever larger catalogues, and write the tables of docs/large.md
    Scale(scale::Args),
    /// Hold the phrasebook to its rules, and its texts apart from evaluation sets
    Phrasebook(phrasebook::Args),
    /// Check what others wrote: known holes, licences, sources; all of it must be checkable
    SupplyChain,
    /// Fuzz each target for a while, with nightly Rust
    Fuzz(fuzz::Args),
    /// Build the wasm engine and its JavaScript into www/src/engine
    Wasm,
    /// Build the npm package into www/dist
    Build,
}

fn main() -> ExitCode {
    let mut shell = Shell::shown();
    let result = match Cli::parse().command {
        Command::Demo(args) => demo::run(&args, &mut shell),
        Command::Test(args) => test::run(&args),
        Command::Eval(args) => eval::run(&args, &mut shell),
        Command::Bench(args) => bench::run(&args, &mut shell),
        Command::Scale(args) => scale::run(&args, &mut shell),
        Command::Phrasebook(args) => phrasebook::run(&args, &mut shell),
        Command::SupplyChain => test::supply::check_all(&mut shell).map(|()| ExitCode::SUCCESS),
        Command::Fuzz(args) => fuzz::run(&args, &mut shell),
        Command::Wasm => engine::build(&mut shell).map(|()| ExitCode::SUCCESS),
        Command::Build => package::build(&mut shell).map(|()| ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a command line, of which a quoted one may have spaces.
    fn words(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();
        parts
            .flat_map(|(number, part)| {
                if number % 2 == 1 {
                    vec![part.to_owned()]
                } else {
                    part.split_whitespace().map(str::to_owned).collect()
                }
            })
            .collect()
    }

    #[test]
    fn the_commands_in_the_documents_exist() {
        let mut checked = 0;
        for document in [
            "README.md",
            "CONTRIBUTING.md",
            "docs/benchmarks.md",
            "docs/evaluation.md",
            "docs/large.md",
            "docs/performance.md",
            "docs/phrasebook.md",
        ] {
            let text = std::fs::read_to_string(project::root().join(document)).expect(document);
            let blocks = text.split("\n```").skip(1).step_by(2);
            for line in blocks.filter_map(|block| block.strip_prefix("sh\n")).flat_map(str::lines) {
                let command = line.split(" #").next().unwrap_or_default();
                let Some(arguments) = command.trim().strip_prefix("cargo xtask") else { continue };
                if let Err(error) = Cli::try_parse_from(words(&format!("xtask {arguments}"))) {
                    panic!("{document}: {line}\n{error}");
                }
                checked += 1;
            }
        }
        assert!(checked >= 6, "only {checked} commands were found");
    }
}
