//! What others wrote and faqlet is made of: known holes, licences, where it comes from.
//!
//! Two lists of known holes lie on servers. Where one cannot be reached, the check says that it was
//! not made, and the step passes: a build must not depend on a server being up. A hole that is
//! found fails the step. `cargo xtask supply-chain` is for a release: there, what could not be
//! checked fails, too.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project;
use crate::shell::{Shell, cargo, npm, output, program};

/// The version of cargo-deny that the rules in `deny.toml` were written for.
const CARGO_DENY: &str = "0.20.2";

/// Runs all checks, and says of each that cannot be made here why.
///
/// # Errors
/// When one of them finds something.
pub fn check(shell: &mut Shell) -> Result<()> {
    for reason in run(shell)? {
        shell.note(&format!("NOT CHECKED: {reason}"));
    }
    Ok(())
}

/// The same for a release, which needs all of them.
///
/// # Errors
/// When one of them finds something, or cannot be made.
pub fn check_all(shell: &mut Shell) -> Result<()> {
    let missing = run(shell)?;
    if !missing.is_empty() {
        bail!("not everything could be checked: {}", missing.join("; "));
    }
    Ok(())
}

/// What could not be checked, and why.
fn run(shell: &mut Shell) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    missing.extend(crates(shell)?);
    missing.extend(npm_packages()?);
    Ok(missing)
}

/// Licences, sources, bans and advisories of all crates in the lock file.
fn crates(shell: &mut Shell) -> Result<Vec<String>> {
    let deny = match cargo_deny(shell) {
        Ok(path) => path,
        Err(error) => return Ok(vec![format!("crates: {error:#}")]),
    };
    // The licences of crates for other systems are read from their sources, too.
    if let Err(error) = shell.run(cargo().args(["fetch", "--locked"])) {
        return Ok(vec![format!("crates: they cannot be downloaded ({error:#})")]);
    }
    shell.run(program(&deny).args([
        "--offline",
        "--workspace",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))?;
    // Fetching apart from checking tells a server that is down from a finding.
    let fetched = shell.status(program(&deny).args(["fetch", "db"]))?;
    if !fetched.success() {
        return Ok(vec!["advisories about crates: the database cannot be reached".to_owned()]);
    }
    shell.run(program(&deny).args(["--offline", "--workspace", "check", "advisories"]))?;
    Ok(Vec::new())
}

/// cargo-deny of the version asked for, installed into the target folder where it is missing.
fn cargo_deny(shell: &mut Shell) -> Result<PathBuf> {
    let root = project::target()?.join("tools");
    let path = root.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let version = output(program(&path).arg("--version"));
    if version.is_ok_and(|version| version.ends_with(CARGO_DENY)) {
        return Ok(path);
    }
    shell.note(&format!("installing cargo-deny {CARGO_DENY}"));
    let version = format!("--version={CARGO_DENY}");
    let mut install = cargo();
    install.args(["install", "--locked", "--force", &version, "--root"]).arg(&root);
    shell.run(install.arg("cargo-deny")).context("cargo-deny could not be installed")?;
    Ok(path)
}

/// Known holes in npm packages: any in what a shop's page loads, and grave ones in the tools that
/// build it.
fn npm_packages() -> Result<Vec<String>> {
    let audits = [("shipped", "--omit=dev", "low"), ("all", "--include=dev", "high")];
    let mut missing = Vec::new();
    for (which, scope, level) in audits {
        let mut audit = npm();
        audit.args(["audit", "--json", scope, &format!("--audit-level={level}")]);
        let ran = audit.stdin(Stdio::null()).output().context("npm could not be started")?;
        let report = String::from_utf8_lossy(&ran.stdout);
        match verdict(&report, ran.status.success()) {
            Verdict::Clean => {}
            Verdict::NotMade(reason) => {
                missing.push(format!("advisories about npm packages ({which}): {reason}"));
            }
            Verdict::Found(packages) => {
                let command = format!("npm audit {scope} --audit-level={level}");
                bail!(
                    "`{command}` finds known holes in {}; `npm audit` says more",
                    packages.join(", ")
                );
            }
        }
    }
    Ok(missing)
}

/// What an audit says.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Clean,
    /// The packages with holes.
    Found(Vec<String>),
    /// Why there is none: the registry cannot be reached, or has no audits.
    NotMade(String),
}

/// Reads what `npm audit --json` prints. It fails both where it finds something and where it
/// cannot ask; only with an answer is there a list of holes, which may be empty.
fn verdict(report: &str, success: bool) -> Verdict {
    let report: Value = serde_json::from_str(report).unwrap_or_default();
    let Some(holes) = report.get("vulnerabilities").and_then(Value::as_object) else {
        let reason = report.get("message").and_then(Value::as_str);
        return Verdict::NotMade(reason.unwrap_or("the registry cannot be reached").to_owned());
    };
    if success { Verdict::Clean } else { Verdict::Found(holes.keys().cloned().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_that_cannot_be_asked_is_told_from_a_finding() {
        let refused = r#"{"message": "405 Method Not Allowed", "error": {"summary": ""}}"#;
        assert_eq!(verdict(refused, false), Verdict::NotMade("405 Method Not Allowed".to_owned()));
        assert!(matches!(verdict("", false), Verdict::NotMade(_)));
        assert!(matches!(verdict("npm error", false), Verdict::NotMade(_)));
        // A run that says nothing was audited must not look like a clean one.
        assert!(matches!(verdict("{}", true), Verdict::NotMade(_)));

        let found =
            r#"{"auditReportVersion": 2, "vulnerabilities": {"left-pad": {"severity": "high"}}}"#;
        assert_eq!(verdict(found, false), Verdict::Found(vec!["left-pad".to_owned()]));
        // Below the level asked for.
        assert_eq!(verdict(found, true), Verdict::Clean);
        assert_eq!(verdict(r#"{"vulnerabilities": {}}"#, true), Verdict::Clean);
    }
}
