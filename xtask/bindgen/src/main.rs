//! Turns the engine's raw wasm into an ES module: `xtask-bindgen INPUT.wasm OUT_DIR` writes
//! `faqlet.js`, `faqlet_bg.wasm` and their type declarations.

use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out), None) = (args.next(), args.next(), args.next()) else {
        anyhow::bail!("usage: xtask-bindgen INPUT.wasm OUT_DIR");
    };
    Bindgen::new()
        .input_path(&input)
        .out_name("faqlet")
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&out)
        .with_context(|| format!("wasm-bindgen could not process {}", input.display()))
}
