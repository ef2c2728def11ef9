//! `faqlet`: check a folder of questions and answers.

mod commands;
mod folder;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Self-service FAQ search: content to index.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(commands::check::Check),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Check(check) => check.run(),
    };
    result.unwrap_or_else(|error| terminal::fail(&error))
}

/// The day on this machine's calendar.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}
