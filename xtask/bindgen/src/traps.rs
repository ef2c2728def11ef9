//! Panics become traps.
//!
//! The engine is built to abort where it panics, and nobody in a browser reads what a panic would
//! say. What puts the texts together would be 1.9 KiB of the engine after brotli. rustc leaves it out
//! only where the standard library is built anew, by unstable flags; here the functions that never
//! return are emptied, and wasm-opt takes out what nothing calls any more.

use anyhow::{Result, ensure};
use rustc_demangle::demangle;
use walrus::ir::{Instr, Unreachable};
use walrus::{FunctionKind, Module};

/// How the names of the functions begin that never return.
const BEGINNINGS: [&str; 12] = [
    "<hashbrown::raw::Fallibility>::capacity_overflow",
    "__rustc::rust_begin_unwind",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::index::slice_",
    "std::panicking::begin_panic",
];
/// How the others end.
const END: &str = "::assert_failed";

/// Empties the functions that panic.
///
/// # Errors
/// When there is none of them: another compiler may name them otherwise.
pub fn trap_panics(module: &mut Module) -> Result<()> {
    let named = module.funcs.iter().filter_map(|function| {
        let name = format!("{:#}", demangle(function.name.as_ref()?));
        let panics = name.ends_with(END) || BEGINNINGS.iter().any(|begin| name.starts_with(begin));
        panics.then_some(function.id())
    });
    let mut emptied = 0;
    for id in named.collect::<Vec<_>>() {
        let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind else { continue };
        // What gives something returns.
        if !module.types.results(function.ty()).is_empty() {
            continue;
        }
        let entry = function.entry_block();
        let body = &mut function.block_mut(entry).instrs;
        *body = vec![(Instr::Unreachable(Unreachable {}), Default::default())];
        emptied += 1;
    }
    ensure!(
        emptied > 0,
        "no function panics; have the names in xtask/bindgen/src/traps.rs changed?"
    );
    Ok(())
}
