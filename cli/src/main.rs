//! `faqlet`: check a folder of questions and answers, build its index, try, explain and measure it.

mod commands;
mod findings;
mod folder;
mod mending;
mod metrics;
mod output;
mod project;
mod questions;
mod terminal;

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
    Check(commands::check::Check),
    Build(commands::build::Build),
    Try(commands::try_::Try),
    Explain(commands::explain::Explain),
    Intents(commands::intents::Intents),
    Eval(commands::eval::Eval),
}

/// The way to a first answer, for those who start with nothing.
const START: &str = r#"Five minutes to a first answer:

  Write an entry, say faq/en/opening-hours.md:
      ---
      question: When are you open?
      alternates: [opening hours, are you open on Sunday]
      ---
      Every day from 9 to 18.

  faqlet check faq                        what is wrong in it, and how to mend it
  faqlet try faq "open on sundays?"       what a shopper would get
  faqlet explain faq "open on sundays?"   why a shopper would get it
  faqlet intents faq                      the standard questions that it answers
  faqlet build faq --out public/faq       the files for the website
  faqlet eval faq --queries asked.jsonl   how often it is right

Exit status: 0 done, 1 the content has errors, 2 the command could not do its work."#;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    let result = match arguments.command {
        Command::Check(check) => check.run(),
        Command::Build(build) => build.run(),
        Command::Try(try_) => try_.run(),
        Command::Explain(explain) => explain.run(),
        Command::Intents(intents) => intents.run(),
        Command::Eval(eval) => eval.run(),
    };
    result.unwrap_or_else(|error| terminal::fail(&error))
}

/// The day on this machine's calendar.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}
