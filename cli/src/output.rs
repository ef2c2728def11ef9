//! Writing a build so that there is a whole one at every moment.
//!
//! Files are named by their content, so a new build never touches a file that the old one uses.
//! The manifest names the files that belong together; replacing it by a rename is the one step
//! that takes the old build out of use and the new one into it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use faqlet::compile::{Output, OutputFile};

/// Ending of files that are being written. What a killed build leaves of them, the next removes.
const UNFINISHED: &str = ".unfinished";

/// Writes a build into a folder, which is made where it is missing.
///
/// Files of the build before this one stay for pages that were loaded from it; older ones go.
///
/// # Errors
/// When something cannot be written. The build that was there then stays in use.
pub fn write(folder: &Path, output: &Output) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut keep = named_by_manifest(folder, &output.manifest.name);
    for file in &output.files {
        put(folder, file)?;
        keep.insert(file.name.clone());
    }
    put(folder, &output.manifest)?;
    keep.insert(output.manifest.name.clone());
    remove_others(folder, &keep);
    Ok(())
}

/// Writes a file beside its place, makes sure that it has reached the disk, and renames it.
fn put(folder: &Path, file: &OutputFile) -> Result<()> {
    let target = folder.join(&file.name);
    if fs::read(&target).is_ok_and(|bytes| bytes == file.bytes) {
        return Ok(());
    }
    let unfinished = folder.join(format!("{}{UNFINISHED}", file.name));
    let write = || -> std::io::Result<()> {
        let mut writer = File::create(&unfinished)?;
        writer.write_all(&file.bytes)?;
        writer.sync_all()?;
        fs::rename(&unfinished, &target)
    };
    write().with_context(|| {
        format!("cannot write {}; what was built before is still in use", target.display())
    })
}

/// The files that the manifest in place names, as far as it can be read.
fn named_by_manifest(folder: &Path, manifest: &str) -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, names: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(members) => {
                if let Some(name) = members.get("file").and_then(|name| name.as_str()) {
                    names.insert(name.to_owned());
                }
                members.values().for_each(|value| collect(value, names));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
            _ => {}
        }
    }
    let mut names = BTreeSet::new();
    if let Ok(bytes) = fs::read(folder.join(manifest))
        && let Ok(value) = serde_json::from_slice(&bytes)
    {
        collect(&value, &mut names);
    }
    names
}

/// Removes what builds before the last left behind. Only names of the form that builds give are
/// touched: the folder may hold other things. What cannot be removed does no harm.
fn remove_others(folder: &Path, keep: &BTreeSet<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let ours = name.ends_with(UNFINISHED) || is_built_name(&name);
        if ours && !keep.contains(&name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name reads `<language>.<part>.<16 hexadecimal digits>.<extension>`.
fn is_built_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    matches!(parts[..], [_, "index", hash, "bin"] | [_, "answers", hash, "json"]
        if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}
