//! The size of what a page downloads: the engine and the client, and the element beside them, as a
//! server compresses them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::weights;
use crate::project;
use crate::shell::{Shell, output, program};

/// Bytes after brotli; the product's promise for the engine with all its languages.
const ENGINE: u64 = 60 * 1024;
/// Bytes after brotli; the same for the element with its styles and one locale, beside the engine
/// and what the package has without the element: client, contact, outbox.
const ELEMENT: u64 = 22 * 1024;
/// The locale that is weighed with the element: the one that the others' keys come from.
const LOCALE: &str = "en";

/// Node.js has Brotli's reference implementation, the one that servers use.
const COMPRESS: &str = "\
const fs = require('node:fs'), zlib = require('node:zlib');
for (const file of process.argv.slice(1)) {
  const bytes = fs.readFileSync(file);
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };
  console.log(bytes.length, zlib.brotliCompressSync(bytes, { params }).length);
}";

/// Compresses each file that a page loads for the engine, and for the element beside it, holds both
/// sums to their budgets, and what the guide says of weights to all of them.
///
/// # Errors
/// When a sum is above its budget, a file is missing, what leads to too little is measured, or the
/// guide says something else.
pub fn check(shell: &mut Shell) -> Result<()> {
    let dist = project::dist();
    let engine = loaded(&dist.join("index.js"))?;
    if !engine.iter().any(|file| file.extension().is_some_and(|extension| extension == "wasm")) {
        bail!("dist/index.js does not lead to the engine, so this would measure too little");
    }
    weigh(shell, "engine and client", &engine, Some(ENGINE))?;

    let browser = dist.join("browser").canonicalize().context("dist/browser")?;
    let client = loaded(&browser.join("index.js"))?;
    let mut contact = loaded(&browser.join("contact.js"))?;
    let mut outbox = loaded(&browser.join("outbox.js"))?;
    let mut element = loaded(&browser.join("define.js"))?;
    element.retain(|file| {
        let elsewhere = client.contains(file) || contact.contains(file) || outbox.contains(file);
        !elsewhere || is_locale(file, LOCALE)
    });
    weigh(shell, "element with styles and one locale", &element, Some(ELEMENT))?;

    // The guide's rows, of which no two have a file in common.
    let (words, element): (BTreeSet<_>, BTreeSet<_>) =
        element.into_iter().partition(|file| is_locale(file, LOCALE));
    let (engine, client): (BTreeSet<_>, BTreeSet<_>) =
        client.into_iter().partition(|file| file.starts_with(browser.join("engine")));
    contact.retain(|file| !client.contains(file) && !is_locale(file, ""));
    outbox.retain(|file| !client.contains(file) && !contact.contains(file));
    let mut weights = Vec::new();
    for (what, files) in [
        ("element with its styles", &element),
        ("contact", &contact),
        ("words of one language", &words),
        ("engine", &engine),
        ("client", &client),
        ("outbox", &outbox),
    ] {
        weights.push((what, weigh(shell, what, files, None)?));
    }
    weights::check(&weights)
}

/// Whether a file of the bundle holds the words of a language, or of any where it is empty.
fn is_locale(file: &Path, language: &str) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with(language) && name.find('-').is_some_and(|end| (2..=3).contains(&end))
}

/// Says what files weigh after compression, one by one and together; gives the sum in bytes.
fn weigh(
    shell: &mut Shell,
    what: &str,
    files: &BTreeSet<PathBuf>,
    budget: Option<u64>,
) -> Result<u64> {
    let dist = project::dist();
    let sizes = output(program("node").args(["-e", COMPRESS, "--"]).args(files))?;
    let mut sum = 0;
    for (file, line) in files.iter().zip(sizes.lines()) {
        let sizes = line.split_once(' ').context("sizes")?;
        let (raw, compressed): (u64, u64) = (sizes.0.parse()?, sizes.1.parse()?);
        let name = file.strip_prefix(&dist).unwrap_or(file).display();
        shell.note(&format!("{compressed:>7} B brotli {raw:>7} B  {name}"));
        sum += compressed;
    }
    let allowed = budget.map(|budget| format!(" of {budget} B allowed")).unwrap_or_default();
    shell.note(&format!("{sum:>7} B brotli{allowed}: {what}"));
    match budget {
        Some(budget) if sum > budget => {
            bail!("{what}: {sum} B after brotli, {} B above the budget", sum - budget)
        }
        _ => Ok(sum),
    }
}

/// A module and all that it loads by relative address, at any depth.
fn loaded(entry: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![entry.to_owned()];
    while let Some(file) = waiting.pop() {
        let canonical =
            file.canonicalize().with_context(|| format!("{} is missing", file.display()))?;
        if !found.insert(canonical.clone()) {
            continue;
        }
        if canonical.extension().is_some_and(|extension| extension == "js") {
            let source = fs::read_to_string(&canonical)?;
            let folder = canonical.parent().unwrap_or(Path::new("."));
            waiting.extend(addresses(&source).into_iter().map(|address| folder.join(address)));
        }
    }
    Ok(found)
}

/// The addresses in a module's `import`s, `export … from`s and `new URL(…, import.meta.url)`s
/// that point to other files of the package.
fn addresses(source: &str) -> Vec<&str> {
    let mut addresses = Vec::new();
    for (start, quote) in source.char_indices().filter(|(_, c)| matches!(c, '"' | '\'')) {
        let before = source[..start].trim_end();
        let Some((address, after)) = source[start + 1..].split_once(quote) else { continue };
        let import = before.trim_end_matches('(').trim_end();
        let imported = (import.ends_with("import") || before.ends_with("from"))
            && (address.starts_with("./") || address.starts_with("../"));
        let located = before.ends_with("new URL(")
            && after.trim_start_matches([',', ' ']).starts_with("import.meta.url");
        if imported || located {
            addresses.push(address);
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_load_a_file_of_the_package_is_seen_and_no_other() {
        let source = r#"
            /** Use it: import { Faqlet } from "faqlet"; or don't. */
            import { a } from "./a.js";
            import "./effects.js";
            import * as b from './deep/b.js';
            export { c } from "../c.js";
            const lazy = () => import("./lazy.js");
            const engine = new URL("engine_bg.wasm", import.meta.url);
            const page = new URL("manifest.json", base);
            import fs from "node:fs";
            const text = "./not-loaded.js";
        "#;
        let expected =
            ["./a.js", "./effects.js", "./deep/b.js", "../c.js", "./lazy.js", "engine_bg.wasm"];
        assert_eq!(addresses(source), expected);
    }

    #[test]
    fn files_are_followed_once_each_and_a_missing_one_is_an_error() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text);
        write("index.js", r#"import "./client.js"; import "./client.js";"#).expect("write");
        write("client.js", r#"import "./index.js"; new URL("e.wasm", import.meta.url);"#)
            .expect("write");
        write("unused.js", "").expect("write");

        let entry = folder.path().join("index.js");
        let error = loaded(&entry).expect_err("e.wasm is not there").to_string();
        assert!(error.contains("e.wasm"), "{error}");

        write("e.wasm", "").expect("write");
        let files = loaded(&entry).expect("all there");
        let names: Vec<_> = files.iter().filter_map(|file| file.file_name()).collect();
        assert_eq!(names, ["client.js", "e.wasm", "index.js"]);
    }
}
