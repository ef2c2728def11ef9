//! Turns the engine's raw wasm into an ES module: `xtask-bindgen INPUT.wasm OUT_DIR` writes
//! `faqlet.js`, `faqlet_bg.wasm` and their type declarations. With `--names` as a third argument
//! the module keeps the names of its functions, to see what they weigh.

mod traps;

use std::path::PathBuf;

use anyhow::{Context, Result};
use walrus::Module;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (input, out, names) = match &arguments[..] {
        [input, out] => (input, out, false),
        [input, out, names] if names.as_os_str() == "--names" => (input, out, true),
        _ => anyhow::bail!("usage: xtask-bindgen INPUT.wasm OUT_DIR [--names]"),
    };
    let mut module =
        Module::from_file(input).with_context(|| format!("{} cannot be read", input.display()))?;
    traps::trap_panics(&mut module)?;
    Bindgen::new()
        .input_bytes("faqlet", module.emit_wasm())
        .out_name("faqlet")
        .web(true)?
        .typescript(true)
        .remove_name_section(!names)
        .remove_producers_section(true)
        .generate(out)
        .with_context(|| format!("wasm-bindgen could not process {}", input.display()))
}
