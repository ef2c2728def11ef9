//! What `cargo xtask test` runs, in order.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::budget;
use super::supply;
use super::totals::{Totals, cargo_test, node_test};
use crate::browser::{Browser, CHROMIUM, OTHERS};
use crate::shell::{Shell, cargo, faqlet, npm};
use crate::{bench, browser, demo, package, phrasebook, project, setup};

/// One line of the test report.
pub struct Step {
    /// Its name on the command line.
    pub name: &'static str,
    /// Steps that must have passed; they stand before this one.
    pub needs: &'static [&'static str],
    /// How it counts.
    pub kind: Kind,
    /// What it does.
    pub run: fn(&mut Shell) -> Result<()>,
}

/// How a step counts in the totals.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Not at all, unless it fails.
    SetUp,
    /// As one.
    Check,
    /// As its output says; the flag tells whether its commands succeeded.
    Runner(fn(&str, bool) -> Totals),
}

const fn step(
    name: &'static str,
    kind: Kind,
    needs: &'static [&'static str],
    run: fn(&mut Shell) -> Result<()>,
) -> Step {
    Step { name, needs, kind, run }
}

/// All steps: set-up, then quick checks before slow ones.
pub const STEPS: [Step; 28] = [
    step("rust-components", Kind::SetUp, &[], setup::rust_components),
    step("wasm-target", Kind::SetUp, &[], setup::wasm_targets),
    step("npm-packages", Kind::SetUp, &[], setup::npm_packages),
    step("bench-packages", Kind::SetUp, &[], |shell| {
        setup::npm_packages_of(&bench::folder(), shell)
    }),
    step("browser", Kind::SetUp, &["npm-packages"], |shell| {
        let path = CHROMIUM.find_or_install(shell)?;
        shell.note(&format!("using {}", path.display()));
        Ok(())
    }),
    step("engines", Kind::SetUp, &[], browser::other_engines),
    step("rustfmt", Kind::Check, &["rust-components"], |shell| {
        shell.run(cargo().args(["fmt", "--all", "--check", "--", "--color=never"]))
    }),
    step("clippy", Kind::Check, &["rust-components"], |shell| {
        shell.run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"]))
    }),
    step("clippy-wasm", Kind::Check, &["rust-components", "wasm-target"], |shell| {
        let package = ["clippy", "--package=faqlet", "--lib", "--features=wasm"];
        let target = "--target=wasm32-unknown-unknown";
        shell.run(cargo().args(package).args([target, "--", "-Dwarnings"]))
    }),
    step("rustdoc", Kind::Check, &[], |shell| {
        // The library alone: the command line, also called faqlet, would overwrite its pages.
        let arguments = ["doc", "--package=faqlet", "--lib", "--all-features", "--no-deps"];
        shell.run(cargo().args(arguments).env("RUSTDOCFLAGS", "-Dwarnings"))
    }),
    step("supply-chain", Kind::Check, &["npm-packages"], supply::check),
    step("cargo-test", Kind::Runner(cargo_test), &[], |shell| {
        shell.run(cargo().args(["test", "--workspace", "--no-fail-fast"]))
    }),
    step("phrasebook", Kind::Runner(cargo_test), &[], phrasebook::hold_out),
    step("demo-content", Kind::Check, &[], |shell| {
        shell.run(faqlet().arg("check").arg(project::demo_content()))
    }),
    step("demo-index", Kind::Check, &[], same_index_twice),
    step("package", Kind::Check, &["wasm-target", "npm-packages"], package::build),
    step("package-lint", Kind::Check, &["package"], |shell| {
        shell.run(npm().args(["run", "lint:package"]))
    }),
    step("biome", Kind::Check, &["npm-packages"], |shell| shell.run(npm().args(["run", "lint"]))),
    step("tsc", Kind::Check, &["package"], |shell| shell.run(npm().args(["run", "check"]))),
    step("reference", Kind::Check, &["package"], same_reference),
    step("bench-sources", Kind::Check, &["package", "bench-packages"], |shell| {
        shell.run(npm().current_dir(bench::folder()).args(["run", "lint"]))?;
        shell.run(npm().current_dir(bench::folder()).args(["run", "check"]))
    }),
    step("bench-tests", Kind::Runner(node_test), &["package", "bench-packages"], bench::test),
    step("node-tests", Kind::Runner(node_test), &["package", "demo-index"], |shell| {
        shell.run(npm().arg("test"))
    }),
    step("cli-tests", Kind::Runner(node_test), &["package"], |shell| {
        shell.run(npm().args(["run", "test:cli"]))
    }),
    step(
        "browser-tests",
        Kind::Runner(node_test),
        &["package", "demo-index", "browser"],
        |shell| run_in([&CHROMIUM], "test:browser", shell),
    ),
    step(
        "engine-tests",
        Kind::Runner(node_test),
        &["package", "demo-index", "browser", "engines"],
        |shell| run_in(OTHERS.into_iter().chain([&CHROMIUM]), "test:engines", shell),
    ),
    step("projects", Kind::Runner(node_test), &["package", "demo-index", "browser"], |shell| {
        run_in([&CHROMIUM], "test:projects", shell)
    }),
    step("size", Kind::Check, &["package"], budget::check),
];

/// Runs an npm script that finds the browsers' paths in its environment.
fn run_in(
    browsers: impl IntoIterator<Item = &'static Browser>,
    script: &str,
    shell: &mut Shell,
) -> Result<()> {
    let mut command = npm();
    command.args(["run", script]).env("PROJECTS", project::target()?.join("projects"));
    for browser in browsers {
        let path = browser.find()?.context("the browser has gone")?;
        command.env(browser.variable, path);
    }
    shell.run(&mut command)
}

/// Builds the demo shop's index, and builds it again elsewhere: the bytes must be equal.
fn same_index_twice(shell: &mut Shell) -> Result<()> {
    let (first, second) = (project::demo_index(), project::target()?.join("xtask-index"));
    for folder in [&first, &second] {
        // A build keeps the files of the one before it; only fresh folders can be compared.
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        demo::build_index(folder, shell)?;
    }
    let (first, second) = (files(&first)?, files(&second)?);
    if first.is_empty() {
        bail!("`faqlet build` wrote no files");
    }
    for name in first.keys().chain(second.keys()) {
        if first.get(name) != second.get(name) {
            bail!("two builds differ in {}", name.display());
        }
    }
    Ok(())
}

/// Writes the reference of the npm package's interface elsewhere: it must be what is in docs/.
fn same_reference(shell: &mut Shell) -> Result<()> {
    let tool = project::www().join("reference");
    setup::npm_packages_of(&tool, shell)?;
    let fresh = project::target()?.join("xtask-reference");
    let mut write = npm();
    write.current_dir(&tool).args(["run", "build", "--", "--out"]).arg(&fresh);
    shell.run(&mut write)?;
    let kept = project::root().join("docs").join("api");
    if files(&fresh)? != files(&kept)? {
        bail!("docs/api is out of date: run `npm run reference` in www/");
    }
    Ok(())
}

/// The files of a folder and those in it, by their paths inside, with their contents.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(inside) = waiting.pop() {
        let entries = fs::read_dir(folder.join(&inside))
            .with_context(|| format!("there is no {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                waiting.push(path);
            } else {
                files.insert(path, fs::read(entry.path())?);
            }
        }
    }
    Ok(files)
}
