//! `faqlet`: check a folder of questions and answers, build its index, try and measure it.

mod commands;
mod folder;
mod metrics;
mod output;
mod project;
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
    Build(commands::build::Build),
    Try(commands::try_::Try),
    Eval(commands::eval::Eval),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Check(check) => check.run(),
        Command::Build(build) => build.run(),
        Command::Try(try_) => try_.run(),
        Command::Eval(eval) => eval.run(),
    };
    result.unwrap_or_else(|error| terminal::fail(&error))
}

/// The day on this machine's calendar.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}
