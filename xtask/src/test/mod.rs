//! Every check as named steps. A step that fails stops only those that need it.

mod budget;
mod steps;
pub mod supply;
mod totals;
mod weights;

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::builder::PossibleValuesParser;

use self::steps::{Kind, STEPS, Step};
use self::totals::Totals;
use crate::shell::Shell;

/// What `cargo xtask test` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Run only these steps and what they need
    #[arg(value_name = "STEP", value_parser = PossibleValuesParser::new(STEPS.map(|step| step.name)))]
    steps: Vec<String>,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Passed,
    Failed,
    /// Something that it needs failed.
    NotRun,
}

/// Runs the steps that were asked for, or all.
///
/// # Errors
/// Never for a step that fails: that is told in the totals and the exit code.
pub fn run(args: &Args) -> Result<ExitCode> {
    let totals = run_steps(&selected(&STEPS, &args.steps), Shell::kept)?;
    println!("\n{totals}");
    std::io::stdout().flush()?;
    Ok(if totals.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The named steps and, before each, those that it needs; all where no name is given.
fn selected<'a>(steps: &'a [Step], names: &[String]) -> Vec<&'a Step> {
    let mut wanted: Vec<bool> =
        steps.iter().map(|step| names.is_empty() || names.iter().any(|n| n == step.name)).collect();
    // Needs always point backwards in the table, so one pass from its end finds all of them.
    for index in (0..steps.len()).rev() {
        if wanted[index] {
            for need in steps[index].needs {
                let position = steps.iter().position(|step| step.name == *need);
                wanted[position.expect("a step's needs are steps")] = true;
            }
        }
    }
    steps.iter().zip(wanted).filter_map(|(step, wanted)| wanted.then_some(step)).collect()
}

fn run_steps(steps: &[&Step], shell: impl Fn() -> Shell) -> Result<Totals> {
    let mut totals = Totals::default();
    let mut ends: Vec<(&str, End)> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        println!("[{}/{}] {}", number + 1, steps.len(), step.name);
        std::io::stdout().flush()?;
        let blocker = step
            .needs
            .iter()
            .find(|need| ends.iter().any(|(name, end)| name == *need && *end != End::Passed));
        let (end, counted) = if let Some(need) = blocker {
            println!("  NOT RUN: {need} failed");
            (End::NotRun, Totals::FAILED)
        } else {
            run_step(step, shell())
        };
        ends.push((step.name, end));
        totals = totals + counted;
    }
    let failed: Vec<_> = ends.iter().filter(|(_, end)| *end != End::Passed).collect();
    if !failed.is_empty() {
        println!("\nFailed steps (each alone: cargo xtask test STEP):");
        for (name, end) in failed {
            println!("  {name}{}", if *end == End::NotRun { ", not run" } else { "" });
        }
    }
    Ok(totals)
}

fn run_step(step: &Step, mut shell: Shell) -> (End, Totals) {
    let start = Instant::now();
    let result = (step.run)(&mut shell);
    let seconds = start.elapsed().as_secs_f64();
    let counted = match step.kind {
        Kind::SetUp if result.is_ok() => Totals::default(),
        Kind::Check if result.is_ok() => Totals::PASSED,
        Kind::SetUp | Kind::Check => Totals::FAILED,
        Kind::Runner(count) => count(shell.transcript(), result.is_ok()),
    };
    if counted.failed == 0 {
        let totals = match step.kind {
            Kind::Runner(_) => format!(": {counted}"),
            Kind::SetUp | Kind::Check => String::new(),
        };
        println!("  ok{totals} ({seconds:.1} s)");
        return (End::Passed, counted);
    }
    for line in shell.transcript().lines().filter(|line| !is_progress(line)) {
        println!("{line}");
    }
    if let Err(error) = result {
        println!("  {error:#}");
    }
    println!("  FAILED {}: {counted} ({seconds:.1} s)", step.name);
    (End::Failed, counted)
}

/// Whether a line only tells that cargo is busy; on a fresh machine there are hundreds of them.
fn is_progress(line: &str) -> bool {
    let progress = ["   Compiling ", "    Checking ", "  Downloaded ", " Downloading "];
    progress.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn step(
        name: &'static str,
        needs: &'static [&'static str],
        kind: Kind,
        run: fn(&mut Shell) -> Result<()>,
    ) -> Step {
        Step { name, needs, kind, run }
    }

    fn pass(_: &mut Shell) -> Result<()> {
        Ok(())
    }

    fn fail(_: &mut Shell) -> Result<()> {
        anyhow::bail!("on purpose")
    }

    fn names(steps: &[&Step]) -> Vec<&'static str> {
        steps.iter().map(|step| step.name).collect()
    }

    #[test]
    fn every_need_is_a_step_that_stands_before_it() {
        for (index, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                let earlier = STEPS[..index].iter().any(|other| other.name == *need);
                assert!(earlier, "{} needs {need}", step.name);
            }
        }
    }

    #[test]
    fn a_selected_step_brings_what_it_needs_at_any_depth() {
        let steps = [
            step("a", &[], Kind::Check, pass),
            step("b", &[], Kind::Check, pass),
            step("c", &["a"], Kind::Check, pass),
            step("d", &["c"], Kind::Check, pass),
        ];
        assert_eq!(names(&selected(&steps, &["d".into()])), ["a", "c", "d"]);
        assert_eq!(names(&selected(&steps, &["b".into()])), ["b"]);
        assert_eq!(names(&selected(&steps, &[])), ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_failure_stops_only_what_needs_it_and_each_of_those_counts() {
        let steps = [
            step("set-up", &[], Kind::SetUp, pass),
            step("broken", &["set-up"], Kind::SetUp, fail),
            step("blocked", &["broken"], Kind::Check, pass),
            step("blocked too", &["blocked"], Kind::Runner(totals::node_test), pass),
            step("free", &["set-up"], Kind::Check, pass),
        ];
        let steps: Vec<_> = steps.iter().collect();
        let totals = run_steps(&steps, Shell::kept).expect("printing works");
        assert_eq!(totals, Totals { passed: 1, failed: 3 });
    }
}
