//! The npm package: the engine, the command line, then TypeScript, put together in `www/dist`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::shell::{Shell, npm};
use crate::{cli, engine, project};

/// Builds the engine, the command line and the package around them.
///
/// # Errors
/// When a tool is missing and cannot be installed, or one of the steps fails.
pub fn build(shell: &mut Shell) -> Result<()> {
    engine::build(shell)?;
    let program = cli::build(shell)?;
    assemble(shell)?;
    let folder = project::dist().join("cli");
    fs::copy(program, folder.join("faqlet.wasm")).context("could not add the command line")?;
    executable(&folder.join("main.js"))
}

/// Compiles TypeScript and adds the engine, which must have been built, and the licences.
///
/// # Errors
/// When TypeScript finds a fault or a file cannot be copied.
fn assemble(shell: &mut Shell) -> Result<()> {
    shell.run(npm().args(["run", "build"]))?;
    let dist = project::dist();
    // tsc leaves out files that it did not compile.
    engine::copy_files(&project::engine(), &dist.join("engine"))
        .context("could not add the engine to www/dist")?;
    // What wasm-bindgen generates has its documentation in it: 1 KiB more after compression.
    shell.run(npm().args(["run", "minify"]))?;
    shell.run(npm().args(["run", "bundle"]))?;
    shell.run(npm().args(["run", "describe"]))?;
    // Both licences ask that their text goes with every copy; npm takes it from here alone.
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(project::root().join(licence), dist.join(licence)).context(licence)?;
    }
    Ok(())
}

/// npm does the same to a package that it installs, but not to a folder that it links to.
#[cfg(unix)]
fn executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).context("could not permit it")
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_npm_package_and_the_crates_have_one_version() {
        for file in ["package.json", "package-lock.json"] {
            let text = fs::read_to_string(project::www().join(file)).expect(file);
            let json: Value = serde_json::from_str(&text).expect(file);
            assert_eq!(json["version"], env!("CARGO_PKG_VERSION"), "www/{file}");
        }
    }
}
