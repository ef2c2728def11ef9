//! Writing a build so that there is a whole one at every moment.
//!
//! Files are named by their content, so a new build never touches a file that the old one uses.
//! The manifest names the files that belong together; replacing it by a rename is the one step
//! that takes the old build out of use and the new one into it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use faqlet::compile::{Output, OutputFile};
use serde_json::Value;

/// Ending of files that are being written. What a killed build leaves of them, the next removes.
const UNFINISHED: &str = ".unfinished";

/// Writes a build into a folder, which is made where it is missing.
///
/// Files of the build before this one stay for pages that were loaded from it; older ones go.
/// Where the same build is there already, nothing changes.
///
/// # Errors
/// When something cannot be written, or the folder has a manifest that is not of faqlet. The build
/// that was there then stays in use.
pub fn write(folder: &Path, output: &Output) -> Result<()> {
    ensure!(!folder.is_file(), "{} is a file; --out takes a folder", folder.display());
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let handle = lock(folder);
    let previous = previous(&folder.join(&output.manifest.name))?;
    for file in &output.files {
        put(folder, file)?;
    }
    // A manifest must not reach the disk before the names of its files.
    sync(handle.as_ref()).with_context(|| still_in_use(folder))?;
    put(folder, &output.manifest)?;
    sync(handle.as_ref()).with_context(|| format!("cannot write {}", folder.display()))?;

    let unchanged = previous.as_ref().is_some_and(|it| it.bytes == output.manifest.bytes);
    let mut keep = previous.map_or_else(BTreeSet::new, |previous| previous.files);
    keep.extend(output.files.iter().map(|file| file.name.clone()));
    remove(folder, |name| match name.strip_suffix(UNFINISHED) {
        Some(name) => is_built_name(name) || name == output.manifest.name,
        None => !unchanged && is_built_name(name) && !keep.contains(name),
    });
    Ok(())
}

/// Opens the folder and waits until no other build writes to it, so that none removes what the
/// other is about to name. Not every system opens folders or has locks; a single build is safe
/// without.
fn lock(folder: &Path) -> Option<File> {
    let handle = File::open(folder).ok()?;
    let _ = handle.lock();
    Some(handle)
}

/// Makes sure that the names in a folder have reached the disk, where the system can do that.
fn sync(folder: Option<&File>) -> io::Result<()> {
    match folder.map_or(Ok(()), File::sync_all) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput) => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Writes a file beside its place, makes sure that it has reached the disk, and renames it.
fn put(folder: &Path, file: &OutputFile) -> Result<()> {
    let target = folder.join(&file.name);
    if fs::read(&target).is_ok_and(|bytes| bytes == file.bytes) {
        return Ok(());
    }
    let unfinished = folder.join(format!("{}{UNFINISHED}", file.name));
    let write = || -> io::Result<()> {
        let mut writer = File::create(&unfinished)?;
        writer.write_all(&file.bytes)?;
        writer.sync_all()?;
        fs::rename(&unfinished, &target)
    };
    write().with_context(|| {
        // On a full disk it would be in the way of more than the next build.
        let _ = fs::remove_file(&unfinished);
        still_in_use(&target)
    })
}

/// Replaces an editor's file, so that at every moment there is the old or the new one. Its
/// permissions stay, and where it is a link, what that leads to is replaced.
///
/// # Errors
/// When it cannot be written; it is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("cannot write {}; it is as it was", path.display());
    let target = path.canonicalize().with_context(cannot)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // Content folders pass over names that start with a dot.
    let unfinished = target.with_file_name(format!(".{name}{UNFINISHED}"));
    let write = || -> io::Result<()> {
        let mut writer = File::create(&unfinished)?;
        writer.write_all(bytes)?;
        writer.set_permissions(fs::metadata(&target)?.permissions())?;
        writer.sync_all()?;
        fs::rename(&unfinished, &target)
    };
    write().with_context(|| {
        let _ = fs::remove_file(&unfinished);
        cannot()
    })
}

fn still_in_use(path: &Path) -> String {
    format!("cannot write {}; what was built before is still in use", path.display())
}

/// The build in place.
struct Previous {
    /// Its manifest.
    bytes: Vec<u8>,
    /// Names of its files.
    files: BTreeSet<String>,
}

/// The build that a manifest in place names; `None` where there is no manifest. Many websites
/// have a `manifest.json` of another kind, which must not be lost.
fn previous(manifest: &Path) -> Result<Option<Previous>> {
    let bytes = match fs::read(manifest) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", manifest.display()));
        }
    };
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let generator = value.get("generator").and_then(Value::as_str);
    if !generator.is_some_and(|generator| generator.starts_with("faqlet ")) {
        bail!(
            "{} is not a manifest that faqlet wrote, so it stays as it is; name another folder \
             with --out, or move that file away",
            manifest.display()
        );
    }
    let mut files = BTreeSet::new();
    collect_files(&value, &mut files);
    Ok(Some(Previous { bytes, files }))
}

/// All values of `file`, wherever they stand: another version may order its manifest differently.
fn collect_files(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(name) = members.get("file").and_then(Value::as_str) {
                names.insert(name.to_owned());
            }
            members.values().for_each(|value| collect_files(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_files(item, names)),
        _ => {}
    }
}

/// Removes files by name. What cannot be removed does no harm.
fn remove(folder: &Path, unwanted: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(&unwanted) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name reads `<language>.<part>.<16 hexadecimal digits>.<extension>`, the form that
/// builds give: the folder may hold other things.
fn is_built_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    matches!(parts[..], [_, "index", hash, "bin"] | [_, "answers", hash, "json"]
        if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}
