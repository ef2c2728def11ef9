//! The command line for `npx`: the same program as the native one, built for WASI.
//!
//! It does not go through wasm-opt as the engine does: that takes a minute, and after compression
//! saves half a per cent.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{Shell, cargo};
use crate::{engine, project, setup};

/// Rust's target. Node.js has no later WASI than this one.
pub const TARGET: &str = "wasm32-wasip1";

/// As large as a native main thread's: what nests deeply must not fail in one of the two only.
const STACK: &str = "-Clink-arg=-zstack-size=8388608";

/// Builds the command line for WASI, and says where it is.
///
/// # Errors
/// When a tool is missing and cannot be installed, or one of the steps fails.
pub fn build(shell: &mut Shell) -> Result<PathBuf> {
    setup::wasm_targets(shell)?;
    shell.run(
        cargo()
            .args(["build", "--package=faqlet-cli", "--bin=faqlet", "--profile=cli-wasm"])
            .arg(format!("--target={TARGET}"))
            .env("CARGO_ENCODED_RUSTFLAGS", engine::rustflags(&[STACK])),
    )?;
    let target = project::target()?;
    Ok(target.join(TARGET).join("cli-wasm").join("faqlet.wasm"))
}
