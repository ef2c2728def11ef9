//! From a folder on disk to the files that the content module reads.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use faqlet::content::{Code, Diagnostic, Loaded, SourceFile, is_read, load, size_limit, too_large};
use walkdir::{DirEntry, WalkDir};

use crate::terminal;

/// Reads and checks a folder, or a single file. Findings about what cannot be read are among the
/// others.
///
/// # Errors
/// When the folder or file itself cannot be read.
pub fn load_folder(path: &Path, today: jiff::civil::Date) -> Result<Loaded> {
    let (files, diagnostics) = read_files(path)?;
    let mut loaded = load(&files, today);
    loaded.diagnostics.extend(diagnostics);
    loaded.diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(loaded)
}

/// A file of a folder.
#[derive(Debug)]
pub struct Listed {
    /// Relative to the folder, with `/`.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// Reads a folder, or a single file. What is in it and cannot be read, or is too large to be,
/// comes as findings.
///
/// # Errors
/// When the folder or file itself cannot be read.
pub fn read_files(path: &Path) -> Result<(Vec<SourceFile>, Vec<Diagnostic>)> {
    let (listed, mut found) = list(path)?;
    let files = listed.iter().filter_map(|file| read_file(file, &mut found)).collect();
    Ok((files, found))
}

/// Lists the files of a folder, or a single file. Folders whose name starts with a dot and
/// `node_modules` are passed over; links to files inside of the folder are followed, links to
/// folders are not, since they may lead round in a circle. What cannot be read comes as findings.
///
/// # Errors
/// When the folder or file itself cannot be read.
pub fn list(path: &Path) -> Result<(Vec<Listed>, Vec<Diagnostic>)> {
    let cannot = || format!("cannot read {}", path.display());
    let mut files = Vec::new();
    let mut found = Vec::new();
    if !fs::metadata(path).with_context(cannot)?.is_dir() {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        files.push(Listed { name, path: path.to_owned() });
        return Ok((files, found));
    }
    // A folder that cannot be listed would otherwise look like an empty one.
    fs::read_dir(path).with_context(cannot)?;
    // Links inside lead from where the folder really is; WASI takes their words for its path.
    let path = &path.canonicalize().with_context(cannot)?;
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let name = relative(path, entry.path());
                match fs::metadata(entry.path()) {
                    Ok(target) if target.is_dir() => {}
                    Ok(_) if entry.path_is_symlink() && !leads_inside(path, entry.path()) => {
                        found.push(leads_outside(&name));
                    }
                    Ok(target) if target.is_file() => {
                        files.push(Listed { name, path: entry.into_path() });
                    }
                    // Reading a pipe would wait for ever.
                    Ok(_) => found.push(unreadable(&name, None)),
                    Err(error) => found.push(unreadable(&name, Some(&error))),
                }
            }
            Err(error) => {
                let name = relative(path, error.path().unwrap_or(path));
                found.push(unreadable(&name, error.io_error()));
            }
        }
    }
    Ok((files, found))
}

/// Whether a link leads to a place inside of the folder, by whatever way.
fn leads_inside(folder: &Path, link: &Path) -> bool {
    match (folder.canonicalize(), link.canonicalize()) {
        (Ok(folder), Ok(target)) => target.starts_with(folder),
        _ => false,
    }
}

fn leads_outside(name: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::LeadsOutside,
        name,
        "It is a link to a file outside of the folder.".to_owned(),
        "Put the file itself in its place.".to_owned(),
    )
}

/// Whether nothing is read of a file or folder, nor below it.
pub fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || (entry.file_type().is_dir() && name == "node_modules")
}

/// The path inside of the folder, with `/` on every system.
fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> =
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Reads a listed file. `None`: it cannot be read, or is too large, which a finding says.
pub fn read_file(file: &Listed, found: &mut Vec<Diagnostic>) -> Option<SourceFile> {
    let path = file.name.clone();
    if !is_read(&file.name) {
        return Some(SourceFile { path, bytes: Vec::new() });
    }
    match read_up_to(&file.path, size_limit(&file.name)) {
        Ok(Ok(bytes)) => return Some(SourceFile { path, bytes }),
        Ok(Err(bytes)) => found.push(too_large(&file.name, bytes)),
        Err(error) => found.push(unreadable(&file.name, Some(&error))),
    }
    None
}

/// The bytes of a file, or its size where that is over the limit.
fn read_up_to(path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.len() > limit {
        return Ok(Err(metadata.len()));
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read, and some say that they are empty and are not.
    let read = file.take(limit + 1).read_to_end(&mut bytes)? as u64;
    Ok(if read > limit { Err(read) } else { Ok(bytes) })
}

/// The finding about what cannot be read.
pub fn unreadable(name: &str, error: Option<&io::Error>) -> Diagnostic {
    let reason = error.map_or_else(|| "it is not a file".to_owned(), terminal::reason);
    Diagnostic::of_file(
        Code::Unreadable,
        name,
        format!("It cannot be read: {reason}."),
        "Check its permissions, and that it is not a broken link.".to_owned(),
    )
}
