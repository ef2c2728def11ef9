//! The npm package: the engine, then TypeScript, put together in `www/dist`.

use anyhow::{Context, Result};

use crate::shell::{Shell, npm};
use crate::{engine, project};

/// Builds the engine and the package around it.
///
/// # Errors
/// When a tool is missing and cannot be installed, or one of the steps fails.
pub fn build(shell: &mut Shell) -> Result<()> {
    engine::build(shell)?;
    assemble(shell)
}

/// Compiles TypeScript and adds the engine, which must have been built.
///
/// # Errors
/// When TypeScript finds a fault or a file cannot be copied.
pub fn assemble(shell: &mut Shell) -> Result<()> {
    shell.run(npm().args(["run", "build"]))?;
    // tsc leaves out files that it did not compile.
    engine::copy_files(&project::engine(), &project::dist().join("engine"))
        .context("could not add the engine to www/dist")
}
