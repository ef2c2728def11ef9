//! `faqlet`: check a folder of questions and answers, build its index, try, explain and measure it.

mod catalogue;
mod clock;
mod commands;
mod dev;
mod diff;
mod export;
mod findings;
mod folder;
mod import;
mod mending;
mod metrics;
mod output;
mod part;
mod parts;
mod pause;
mod project;
mod questions;
#[cfg(test)]
mod reference;
mod report;
mod summary;
mod terminal;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Self-service FAQ: a folder of questions and answers becomes an index that answers shoppers in
/// the browser, and hands over to a person where it is not sure.
#[derive(Parser)]
#[command(name = "faqlet", version, after_help = START)]
struct Arguments {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(commands::init::Init),
    Check(commands::check::Check),
    Build(commands::build::Build),
    Merge(commands::merge::Merge),
    Dev(commands::dev::Dev),
    Try(commands::try_::Try),
    Explain(commands::explain::Explain),
    Import(commands::import::Import),
    Intents(commands::intents::Intents),
    Eval(commands::eval::Eval),
    Report(commands::report::Report),
    Export(commands::export::Export),
}

/// The way to a first answer, for those who start with nothing.
const START: &str = r#"Five minutes to a first answer:

  faqlet init faq-data                    a folder to start from, with examples

  Or write an entry, say faq/en/opening-hours.md:
      ---
      question: When are you open?
      alternates: [opening hours, are you open on Sunday]
      ---
      Every day from 9 to 18.

  faqlet check faq                        what is wrong in it, and how to mend it
  faqlet try faq "open on sundays?"       what a shopper would get
  faqlet explain faq "open on sundays?"   why a shopper would get it
  faqlet intents faq                      the standard questions that it answers
  faqlet dev faq                          the content in the browser, while you write it
  faqlet build faq --out public/faq       the files for the website
  faqlet eval faq --queries asked.jsonl   how often it is right
  faqlet report events.ndjson --content faq   what shoppers asked, and what to write
  faqlet export faq --to opensearch --out search   the files for a search server

Exit status: 0 done, 1 the content has errors, 2 the command could not do its work."#;

fn main() -> ExitCode {
    #[cfg(target_os = "wasi")]
    if let Err(error) = working_directory() {
        return terminal::fail(&error);
    }
    let arguments = Arguments::parse();
    arguments.color.write_global();
    let result = match arguments.command {
        Command::Init(init) => init.run(),
        Command::Check(check) => check.run(),
        Command::Build(build) => build.run(),
        Command::Merge(merge) => merge.run(),
        Command::Dev(dev) => dev.run(),
        Command::Try(try_) => try_.run(),
        Command::Explain(explain) => explain.run(),
        Command::Import(import) => import.run(),
        Command::Intents(intents) => intents.run(),
        Command::Eval(eval) => eval.run(),
        Command::Report(report) => report.run(),
        Command::Export(export) => export.run(),
    };
    result.unwrap_or_else(|error| terminal::fail(&error))
}

/// Goes where the program was called: under WASI one starts at the root.
#[cfg(target_os = "wasi")]
fn working_directory() -> anyhow::Result<()> {
    use anyhow::Context as _;
    let Some(folder) = std::env::var_os("PWD") else { return Ok(()) };
    std::env::set_current_dir(&folder).with_context(|| format!("cannot use {folder:?}"))
}

/// The day on this machine's calendar.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}
