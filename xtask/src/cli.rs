//! The command line for `npx`: the same program as the native one, built for WASI, then wasm-opt.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::shell::{Shell, cargo, program};
use crate::{engine, project, setup};

/// Rust's target. Node.js has no later WASI than this one.
pub const TARGET: &str = "wasm32-wasip1";

/// What rustc emits for this target by default; wasm-opt assumes none of it.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// As large as a native main thread's: what nests deeply must not fail in one of the two only.
const STACK: &str = "-Clink-arg=-zstack-size=8388608";

/// Builds the command line for WASI, and says where it is.
///
/// # Errors
/// When a tool is missing and cannot be installed, or one of the steps fails.
pub fn build(shell: &mut Shell) -> Result<PathBuf> {
    setup::wasm_targets(shell)?;
    setup::npm_packages(shell)?;
    let mut flags = engine::remapped_paths();
    // Cargo's mark between two flags.
    flags.push("\u{1f}");
    flags.push(OsString::from(STACK));
    shell.run(
        cargo()
            .args(["build", "--package=faqlet-cli", "--bin=faqlet", "--profile=cli-wasm"])
            .arg(format!("--target={TARGET}"))
            .env("CARGO_ENCODED_RUSTFLAGS", flags),
    )?;
    let target = project::target()?;
    let raw = target.join(TARGET).join("cli-wasm").join("faqlet.wasm");
    let folder = target.join("xtask-cli");
    let optimized = folder.join("faqlet.wasm");
    // It takes longer than all the rest, and mostly nothing has changed.
    if modified(&optimized)? > modified(&raw)? {
        return Ok(optimized);
    }
    fs::create_dir_all(&folder)?;
    let staged = folder.join("staged.wasm");
    let optimizer = project::www().join("node_modules/binaryen/bin/wasm-opt");
    shell.run(
        program("node").arg(optimizer).arg("-O2").args(FEATURES).arg(&raw).arg("-o").arg(&staged),
    )?;
    fs::rename(&staged, &optimized)?;
    Ok(optimized)
}

/// When a file was written last; `None` where it is not there.
fn modified(path: &PathBuf) -> Result<Option<SystemTime>> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.modified().context("the disk keeps no times")?)),
        Err(_) => Ok(None),
    }
}
