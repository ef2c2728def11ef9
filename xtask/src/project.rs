//! Where things are in the checkout.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{self, cargo};

/// The checkout's root folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ lies in the checkout")
}

/// The npm package.
pub fn www() -> PathBuf {
    root().join("www")
}

/// The generated wasm engine, which the TypeScript sources import.
pub fn engine() -> PathBuf {
    www().join("src").join("engine")
}

/// The compiled npm package.
pub fn dist() -> PathBuf {
    www().join("dist")
}

/// The demo shop's content.
pub fn demo_content() -> PathBuf {
    root().join("faq-data")
}

/// The demo shop's index, as served.
pub fn demo_index() -> PathBuf {
    www().join("demo").join("faq")
}

/// The questions that tests ask, one file a language.
pub fn golden() -> PathBuf {
    root().join("tests").join("golden")
}

/// Where the evaluation sets are looked for that no argument names.
pub fn evaluation_sets() -> PathBuf {
    root().parent().unwrap_or(root()).join("shared").join("bench-data")
}

/// Cargo's output folder, wherever the user's configuration puts it.
///
/// # Errors
/// When `cargo metadata` fails or answers with something unexpected.
pub fn target() -> Result<PathBuf> {
    let json = shell::output(cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: Value = serde_json::from_str(&json).context("cargo metadata: invalid JSON")?;
    let folder = metadata["target_directory"].as_str();
    Ok(PathBuf::from(folder.context("cargo metadata names no target_directory")?))
}
