//! What a fresh machine lacks: found missing, then installed, or asked for in one line.

use std::path::Path;
use std::time::SystemTime;

use anyhow::{Result, bail};

use crate::shell::{Shell, cargo, npm, output, program};
use crate::{cli, project};

/// The oldest Node.js release line that the npm package supports.
const NODE_MAJOR: u32 = 20;

/// The browser's, and that of the command line on Node.js.
const WASM_TARGETS: [&str; 2] = ["wasm32-unknown-unknown", cli::TARGET];

/// Makes sure that rustc can compile for the browser, and for WASI.
///
/// # Errors
/// When a target is missing and cannot be added.
pub fn wasm_targets(shell: &mut Shell) -> Result<()> {
    WASM_TARGETS.into_iter().try_for_each(|target| wasm_target(target, shell))
}

fn wasm_target(target: &str, shell: &mut Shell) -> Result<()> {
    let libraries =
        output(program("rustc").args(["--print=target-libdir", &format!("--target={target}")]))?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    if output(program("rustup").arg("--version")).is_err() {
        bail!("rustc has no {target}: install Rust with rustup, or that target's libraries");
    }
    shell.note(&format!("adding rustc's target {target}"));
    shell.run(program("rustup").args(["target", "add", target]))
}

/// Makes sure that rustfmt and clippy are there; rustup's minimal profile has neither.
///
/// # Errors
/// When they are missing and cannot be added.
pub fn rust_components(shell: &mut Shell) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(cargo().args([subcommand, "--version"])).is_ok() {
            continue;
        }
        if output(program("rustup").arg("--version")).is_err() {
            bail!("{component} is missing: install Rust with rustup, or {component} itself");
        }
        shell.note(&format!("adding {component}"));
        shell.run(program("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}

/// Makes sure that what the npm package is built with is installed.
///
/// # Errors
/// As [`npm_packages_of`].
pub fn npm_packages(shell: &mut Shell) -> Result<()> {
    npm_packages_of(&project::www(), shell)
}

/// Makes sure that the npm packages in the lock file of a folder are installed.
///
/// # Errors
/// When Node.js or npm is missing or too old, or the installation fails.
pub fn npm_packages_of(folder: &Path, shell: &mut Shell) -> Result<()> {
    node()?;
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        bail!("{} is missing", lock.display());
    }
    // npm writes its own copy of the lock last, so an installation that was cut short has none.
    let installed = modified(&folder.join("node_modules").join(".package-lock.json"));
    if installed.is_some() && installed >= modified(&lock) {
        return Ok(());
    }
    shell.note("installing npm packages");
    shell.run(npm().current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
}

fn node() -> Result<()> {
    let Ok(version) = output(program("node").arg("--version")) else {
        bail!("Node.js is missing: install Node.js {NODE_MAJOR} or newer");
    };
    if node_major(&version).is_none_or(|major| major < NODE_MAJOR) {
        bail!("Node.js {version} is too old: install Node.js {NODE_MAJOR} or newer");
    }
    if output(npm().arg("--version")).is_err() {
        bail!("npm is missing: install it with Node.js {NODE_MAJOR} or newer");
    }
    Ok(())
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::node_major;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("v9.11.0"), Some(9));
        assert_eq!(node_major("v25.0.0-nightly2026010112345"), Some(25));
        assert_eq!(node_major("command not found"), None);
    }
}
