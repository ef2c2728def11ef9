//! How many tests passed and failed, read from what the test runners print.
//!
//! A runner that executed nothing, or died before it printed totals, counts as one failure: a
//! silent runner must never look like a passing one.

use std::fmt;
use std::ops::Add;

/// Tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and runners that told nothing.
    pub failed: u64,
}

impl Totals {
    /// One check that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    /// One check that failed.
    pub const FAILED: Self = Self { passed: 0, failed: 1 };
}

impl Add for Totals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The totals of a `cargo test` run with one or more test binaries. `output` has both of its
/// streams in order; `success` tells whether it exited with 0.
pub fn cargo_test(output: &str, success: bool) -> Totals {
    let mut totals = Totals::default();
    // Of the test binary at hand, whether its totals are still to come.
    let mut awaits_totals = false;
    for line in output.lines() {
        if let Some(counts) = cargo_total(line) {
            totals = totals + counts;
            awaits_totals = false;
        } else if starts_binary(line) {
            totals.failed += u64::from(awaits_totals);
            awaits_totals = true;
        }
    }
    totals.failed += u64::from(awaits_totals);
    or_one_failure(totals, success)
}

/// The totals of one or more runs of Node.js's test runner, in its TAP or its `spec` form.
/// `success` tells whether all of them exited with 0.
pub fn node_test(output: &str, success: bool) -> Totals {
    let mut totals = Totals::default();
    // Tests' own output is quoted in the same form ("# pass 9"), so only the block of totals,
    // known by its order, counts.
    let mut place = 0;
    let mut block = Totals::default();
    for line in output.lines() {
        let Some((key, value)) = node_total(line) else {
            place = 0;
            continue;
        };
        match (place, key) {
            (_, "tests") => (place, block) = (1, Totals::default()),
            (1, "suites") => place = 2,
            (2, "pass") => (place, block.passed) = (3, value),
            (3, "fail") => (place, block.failed) = (4, value),
            (4, "cancelled") => {
                block.failed += value;
                place = 0;
                totals = totals + or_one_failure(block, true);
            }
            _ => place = 0,
        }
    }
    or_one_failure(totals, success)
}

/// A line of the block of totals: `# pass 12` in TAP, `ℹ pass 12` in the `spec` form.
fn node_total(line: &str) -> Option<(&str, u64)> {
    let line = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
    let (key, value) = line.split_once(' ')?;
    Some((key, value.parse().ok()?))
}

fn or_one_failure(totals: Totals, success: bool) -> Totals {
    let told_nothing = totals.passed + totals.failed == 0;
    if told_nothing || (!success && totals.failed == 0) {
        return totals + Totals::FAILED;
    }
    totals
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; …`
fn cargo_total(line: &str) -> Option<Totals> {
    let counts = line.strip_prefix("test result: ")?;
    let counts = counts.strip_prefix("ok. ").or_else(|| counts.strip_prefix("FAILED. "))?;
    let (passed, counts) = counts.split_once(" passed; ")?;
    let (failed, _) = counts.split_once(" failed; ")?;
    Some(Totals { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

/// `     Running tests/it.rs (target/debug/deps/it-70acd98e44edaedd)` or `   Doc-tests faqlet`.
fn starts_binary(line: &str) -> bool {
    (line.starts_with("     Running ") && line.ends_with(')')) || line.starts_with("   Doc-tests ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn totals(passed: u64, failed: u64) -> Totals {
        Totals { passed, failed }
    }

    // The fixtures are what the runners printed, with one path changed.
    macro_rules! fixture {
        ($name:literal) => {
            include_str!(concat!("fixtures/", $name, ".txt"))
        };
    }

    #[test]
    fn cargo_totals_are_the_sum_over_binaries() {
        assert_eq!(cargo_test(fixture!("cargo-passed"), true), totals(5, 0));
    }

    #[test]
    fn a_cargo_binary_that_dies_is_one_failure_beside_those_of_the_others() {
        assert_eq!(cargo_test(fixture!("cargo-failed-and-aborted"), false), totals(6, 2));
        assert_eq!(cargo_test(fixture!("cargo-aborted"), false), totals(0, 1));
    }

    #[test]
    fn tests_that_do_not_compile_or_do_not_exist_are_one_failure() {
        assert_eq!(cargo_test(fixture!("cargo-does-not-compile"), false), totals(0, 1));
        assert_eq!(cargo_test(fixture!("cargo-no-tests"), true), totals(0, 1));
    }

    #[test]
    fn node_totals_are_read_in_both_forms_and_not_from_the_tests_own_output() {
        assert_eq!(node_test(fixture!("node-tap-passed"), true), totals(2, 0));
        assert_eq!(node_test(fixture!("node-tap-failed"), false), totals(3, 3));
        assert_eq!(node_test(fixture!("node-spec-failed"), false), totals(3, 3));
        assert_eq!(node_test(fixture!("node-spec-cancelled"), false), totals(0, 1));
    }

    #[test]
    fn several_node_runs_add_up_and_one_without_tests_is_a_failure() {
        assert_eq!(node_test(fixture!("node-spec-passed-twice"), true), totals(4, 0));
        assert_eq!(node_test(fixture!("node-tap-no-tests"), true), totals(0, 1));
        assert_eq!(node_test(fixture!("node-spec-no-tests"), true), totals(0, 1));
        let both = concat!(fixture!("node-tap-no-tests"), fixture!("node-tap-passed"));
        assert_eq!(node_test(both, true), totals(2, 1));
    }

    #[test]
    fn a_node_run_that_dies_is_a_failure() {
        assert_eq!(node_test(fixture!("node-tap-crashed"), false), totals(2, 2));
        assert_eq!(node_test(fixture!("node-never-started"), false), totals(0, 1));
    }

    #[test]
    fn a_run_that_exits_with_failure_counts_one_at_least_whatever_it_printed() {
        for fixture in [fixture!("cargo-passed"), fixture!("node-spec-passed-twice")] {
            for (end, _) in fixture.char_indices() {
                assert_ne!(cargo_test(&fixture[..end], false).failed, 0, "cut at {end}");
                assert_ne!(node_test(&fixture[..end], false).failed, 0, "cut at {end}");
            }
        }
    }
}
