//! `cargo xtask phrasebook`: the quality control of the phrasebook.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::shell::{Shell, cargo};

#[derive(clap::Args)]
pub struct Args {
    /// Folder of evaluation sets, of whose texts none may stand in the phrasebook
    sets: Option<PathBuf>,
    /// Write the figures of the inference and of what is gained into docs/phrasebook.md
    #[arg(long)]
    update: bool,
}

/// Optimised: every phrasing is held out once, in each language.
fn tests(test: &str) -> Command {
    let mut command = cargo();
    command.args(["test", "--release", "--package=faqlet", "--test", test]);
    command
}

pub fn run(args: &Args, shell: &mut Shell) -> Result<ExitCode> {
    let mut commands = [tests("phrasebook"), tests("intents"), tests("gains")];
    for command in &mut commands {
        if let Some(sets) = &args.sets {
            let sets = sets.canonicalize().with_context(|| format!("no {}", sets.display()))?;
            command.env("EVALUATION_SETS", sets);
        }
        if args.update {
            command.env("UPDATE_DOCS", "1");
        }
        shell.run(command.args(["--", "--include-ignored"]))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What `cargo test` leaves out, since it is slow without optimisation.
pub fn hold_out(shell: &mut Shell) -> Result<()> {
    shell.run(tests("phrasebook").args(["--", "--ignored"]))?;
    shell.run(tests("gains").args(["--", "--ignored"]))
}
