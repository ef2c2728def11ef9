//! The wasm engine: rustc, then wasm-bindgen, then wasm-opt, into `www/src/engine`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::shell::{Shell, cargo, program};
use crate::{project, setup};

/// What rustc emits for wasm32-unknown-unknown by default; wasm-opt assumes none of it.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the engine.
///
/// # Errors
/// When a tool is missing and cannot be installed, or one of the steps fails.
pub fn build(shell: &mut Shell) -> Result<()> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock"))?;
    same_bindgen_versions(&lock)?;
    setup::wasm_targets(shell)?;
    setup::npm_packages(shell)?;

    shell.run(
        cargo()
            .args(["build", "--package=faqlet", "--lib", "--features=wasm", "--profile=wasm"])
            .arg("--target=wasm32-unknown-unknown")
            .env("CARGO_ENCODED_RUSTFLAGS", rustflags(&[])),
    )?;
    // Staged, so that a step that fails leaves the last good engine in place.
    let staged = finish(&[], &[], "xtask-engine", shell)?;
    inline(&staged)?;
    let engine = project::engine();
    copy_files(&staged, &engine)
        .with_context(|| format!("could not copy the engine to {}", engine.display()))
}

/// The engine with the names of its functions, otherwise as [`build`] left it.
///
/// # Errors
/// When one of the steps fails.
pub fn with_names(shell: &mut Shell) -> Result<PathBuf> {
    let staged = finish(&["--names"], &["--debuginfo"], "xtask-engine-names", shell)?;
    Ok(staged.join("faqlet_bg.wasm"))
}

/// What comes after rustc: wasm-bindgen and wasm-opt, into a folder beside what rustc wrote.
fn finish(bindgen: &[&str], opt: &[&str], folder: &str, shell: &mut Shell) -> Result<PathBuf> {
    let target = project::target()?;
    let raw = target.join("wasm32-unknown-unknown").join("wasm").join("faqlet.wasm");
    let staged = target.join(folder);
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    let run = ["run", "--quiet", "--package=xtask-bindgen", "--"];
    shell.run(cargo().args(run).arg(&raw).arg(&staged).args(bindgen))?;

    // Run by node and not through node_modules/.bin, whose launchers differ between systems.
    let optimizer = project::www().join("node_modules/binaryen/bin/wasm-opt");
    let module = staged.join("faqlet_bg.wasm");
    shell.run(
        program("node")
            .arg(&optimizer)
            .arg("-O3")
            .args(FEATURES)
            .args(opt)
            .arg(&module)
            .arg("-o")
            .arg(&module),
    )?;
    Ok(staged)
}

/// Writes the engine as a JavaScript module too, for servers: bundlers for them give no file that
/// could be read for what `new URL(…, import.meta.url)` names.
fn inline(folder: &Path) -> Result<()> {
    let module = STANDARD.encode(fs::read(folder.join("faqlet_bg.wasm"))?);
    fs::write(folder.join("inline.js"), format!("export const engine = '{module}';\n"))?;
    let types = "/** The engine's file in base64. */\nexport const engine: string;\n";
    fs::write(folder.join("inline.d.ts"), types)?;
    Ok(())
}

/// Flags for rustc, as `CARGO_ENCODED_RUSTFLAGS` has them. Panic messages name source files: without
/// the first flags the module would tell the world where its builder keeps them and from where they
/// came, and differ from one machine to the next.
pub fn rustflags(others: &[&str]) -> OsString {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).unwrap_or_default();
    // They are there: this program has dependencies, too.
    let sources = fs::read_dir(home.join("registry").join("src"));
    let mut folders: Vec<PathBuf> =
        sources.into_iter().flatten().flatten().map(|folder| folder.path()).collect();
    folders.sort();
    let remapped = |folder: &PathBuf| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push("=registry");
        flag
    };
    let flags = folders.iter().map(remapped).chain(others.iter().map(OsString::from));
    flags.collect::<Vec<_>>().join("\u{1f}".as_ref())
}

/// Copies a flat folder's files; the destination is created.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// wasm-bindgen refuses a module that another version of its macros produced, in words that do
/// not say what to do; this says it before anything is built.
fn same_bindgen_versions(lock: &str) -> Result<()> {
    let version = |package: &str| {
        locked_version(lock, package).with_context(|| format!("Cargo.lock has no {package}"))
    };
    let (macros, tool) = (version("wasm-bindgen")?, version("wasm-bindgen-cli-support")?);
    if macros != tool {
        bail!(
            "Cargo.lock has wasm-bindgen {macros} but wasm-bindgen-cli-support {tool}: \
             run `cargo update wasm-bindgen wasm-bindgen-cli-support js-sys`"
        );
    }
    Ok(())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_of_this_checkout_agrees() {
        let lock = fs::read_to_string(project::root().join("Cargo.lock")).expect("Cargo.lock");
        same_bindgen_versions(&lock).expect("one version of wasm-bindgen");
    }

    #[test]
    fn unequal_versions_are_an_error_with_the_remedy() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.131\"\n\n\
                    [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"0.2.130\"\n";
        let error = same_bindgen_versions(lock).expect_err("they differ").to_string();
        assert!(
            error.contains("0.2.131") && error.contains("cargo update wasm-bindgen "),
            "{error}"
        );
        let error = same_bindgen_versions("").expect_err("neither is there").to_string();
        assert!(error.contains("Cargo.lock has no wasm-bindgen"), "{error}");
    }
}
