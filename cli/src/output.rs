//! Writing a build so that there is a whole one at every moment.
//!
//! Files are named by their content, so a new build never touches a file that the old one uses.
//! The manifest names the files that belong together; replacing it by a rename is the one step
//! that takes the old build out of use and the new one into it.
//!
//! Pages without JavaScript keep their names, since others link to them. All of them are written
//! beside their places before the first is renamed, so that only a loss of power in the moment of
//! renaming leaves pages of both builds, each of them whole.
//!
//! The manifest of a product that is apart names that product's files, as `manifest.json` does the
//! others: it keeps its name, and is replaced when all files are there, right before
//! `manifest.json`. No two products depend on each other, so it does not matter that they change one
//! after the other.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use faqlet::compile::{Output, OutputFile};
use faqlet::content::Audience;
use serde_json::Value;

mod products;
mod release;
mod workplace;

use products::Products;
pub use release::{Kind, Release, kind_of};
pub use workplace::{NAME as WORKPLACE, Workplace};

/// Ending of files that are being written. What a killed build leaves of them, the next removes.
const UNFINISHED: &str = ".unfinished";

/// How pages, the sitemap and manifests of products name what wrote them.
const OWN_PAGES: [&str; 3] = [
    "<meta name=\"generator\" content=\"faqlet ",
    "<!-- faqlet ",
    "{\"format\":1,\"generator\":\"faqlet ",
];

/// Writes a build into a folder, which is made where it is missing.
///
/// Files of the build before this one stay for pages that were loaded from it; older ones go, and
/// so do pages that this one does not have. Where the same build is there already, nothing changes.
///
/// # Errors
/// When something cannot be written, when the folder has a manifest or a page in the place of one
/// that is not of faqlet, or the build for another audience. The build that was there then stays in use.
pub fn write(folder: &Path, output: &Output) -> Result<()> {
    ensure!(!folder.is_file(), "{} is a file; --out takes a folder", folder.display());
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let handle = lock(folder);
    let previous = previous(&folder.join(&output.manifest.name))?;
    if let Some(previous) = &previous
        && previous.audience != output.audience.as_str()
    {
        bail!(
            "{} holds what was built for {}, and this is for {}; name another folder with --out, so \
             that neither takes the place of the other",
            folder.display(),
            whom(&previous.audience),
            whom(output.audience.as_str())
        );
    }
    for page in output.pages.iter().chain(&output.products) {
        not_of_others(&folder.join(&page.name))?;
    }
    let products = Products::find(folder);
    let pages = folders(&output.pages);
    let mut inner = pages.clone();
    inner.extend(folders(&output.files));
    inner.extend(folders(&output.products));
    for inner in &inner {
        let inner = folder.join(inner);
        fs::create_dir_all(&inner)
            .with_context(|| format!("cannot make the folder {}", inner.display()))?;
    }
    for file in &output.files {
        let staged = stage(folder, file)?;
        switch(folder, file, staged)?;
    }
    let replaced = output.pages.iter().chain(&output.products).chain([&output.manifest]);
    let replaced: Vec<&OutputFile> = replaced.collect();
    let staged = stage_all(folder, &replaced)?;
    let unchanged = output.products.len() == products.manifests.len()
        && !staged.iter().skip(output.pages.len()).any(|staged| *staged);
    for (at, (file, staged)) in replaced.iter().zip(staged).enumerate() {
        // A manifest must not reach the disk before the names of its files.
        if at == output.pages.len() || file.name == output.manifest.name {
            let inner =
                inner.iter().map(|inner| sync(File::open(folder.join(inner)).ok().as_ref()));
            let inner: io::Result<()> = inner.collect();
            inner.and_then(|()| sync(handle.as_ref())).with_context(|| still_in_use(folder))?;
        }
        switch(folder, file, staged)?;
    }
    sync(handle.as_ref()).with_context(|| format!("cannot write {}", folder.display()))?;

    let mut languages = pages;
    let mut keep = BTreeSet::new();
    if let Some(previous) = previous {
        languages.extend(previous.languages.iter().flat_map(|of| [of.clone(), products_of(of)]));
        keep.extend(previous.files);
    }
    let names = |files: &[OutputFile]| -> BTreeSet<String> {
        files.iter().map(|file| file.name.clone()).collect()
    };
    remove_pages(folder, &names(&output.pages), &languages);
    let files = names(&output.files);
    keep.extend(files.iter().cloned());
    remove_leftovers(folder, unchanged, &keep);
    products.clean(folder, &names(&output.products), &files, unchanged);
    Ok(())
}

/// Removes files at the top of a build that are not to be kept, and what a killed build left.
fn remove_leftovers(folder: &Path, unchanged: bool, keep: &BTreeSet<String>) {
    remove(folder, |name| match name.strip_suffix(UNFINISHED) {
        Some(name) => is_built_name(name) || name == "manifest.json" || name == "sitemap.xml",
        None => !unchanged && is_built_name(name) && !keep.contains(name),
    });
    let _ = fs::remove_dir_all(folder.join(WORKPLACE));
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
        result => unless_unsupported(result),
    }
}

/// What a system does not have, such as permissions under WASI, is no error.
fn unless_unsupported(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Writes a file beside its place and makes sure that it has reached the disk. `false`: the same is
/// in its place already.
fn stage(folder: &Path, file: &OutputFile) -> Result<bool> {
    let target = folder.join(&file.name);
    if fs::read(&target).is_ok_and(|bytes| bytes == file.bytes) {
        return Ok(false);
    }
    let unfinished = unfinished(folder, file);
    let write = || -> io::Result<()> {
        let mut writer = File::create(&unfinished)?;
        writer.write_all(&file.bytes)?;
        writer.sync_all()
    };
    write().with_context(|| {
        // On a full disk it would be in the way of more than the next build.
        let _ = fs::remove_file(&unfinished);
        still_in_use(&target)
    })?;
    Ok(true)
}

/// Stages files that are to be replaced together: all of them, or none is left.
fn stage_all(folder: &Path, files: &[&OutputFile]) -> Result<Vec<bool>> {
    let mut staged = Vec::new();
    for file in files {
        match stage(folder, file) {
            Ok(one) => staged.push(one),
            Err(error) => {
                for (file, _) in files.iter().zip(&staged).filter(|(_, staged)| **staged) {
                    let _ = fs::remove_file(unfinished(folder, file));
                }
                return Err(error);
            }
        }
    }
    Ok(staged)
}

/// Renames a file that was staged to its place.
fn switch(folder: &Path, file: &OutputFile, staged: bool) -> Result<()> {
    let target = folder.join(&file.name);
    if staged {
        let unfinished = unfinished(folder, file);
        fs::rename(&unfinished, &target).with_context(|| {
            let _ = fs::remove_file(&unfinished);
            still_in_use(&target)
        })?;
    }
    Ok(())
}

fn unfinished(folder: &Path, file: &OutputFile) -> PathBuf {
    folder.join(format!("{}{UNFINISHED}", file.name))
}

/// The folders that files lie in.
fn folders(files: &[OutputFile]) -> BTreeSet<String> {
    let folders = files.iter().filter_map(|file| file.name.rsplit_once('/'));
    folders.map(|(folder, _)| folder.to_owned()).collect()
}

/// The folder of the pages of a language's products.
fn products_of(language: &str) -> String {
    format!("{language}/products")
}

/// Refuses to replace a page or a sitemap that is not of faqlet: the folder may be a website's.
fn not_of_others(path: &Path) -> Result<()> {
    if path.exists() && !is_own_page(path) {
        bail!(
            "{} is not a file that faqlet wrote, so it stays as it is; name another folder with \
             --out, or move that file away",
            path.display()
        );
    }
    Ok(())
}

/// Whether a file says of itself, near its beginning, that faqlet wrote it.
fn is_own_page(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1024).read_to_end(&mut start));
    let start = String::from_utf8_lossy(&start);
    read.is_ok() && OWN_PAGES.iter().any(|own| start.contains(own))
}

/// Removes pages of former builds in these folders that a build does not have, and sitemaps.
/// `wanted`: the paths of those that it has.
fn remove_pages(folder: &Path, wanted: &BTreeSet<String>, folders: &BTreeSet<String>) {
    // Of a language its products go first, so that its own folder is empty then.
    for inner in folders.iter().rev() {
        let path = folder.join(inner);
        let own = |name: &str| {
            let unfinished = name.strip_suffix(UNFINISHED);
            unfinished.is_some_and(|name| name.ends_with(".html"))
                || name.ends_with(".html")
                    && !wanted.contains(&format!("{inner}/{name}"))
                    && is_own_page(&path.join(name))
        };
        remove(&path, own);
        // Not one that holds anything.
        let _ = fs::remove_dir(&path);
    }
    remove(folder, |name| {
        let sitemap = name.starts_with("sitemap") && name.ends_with(".xml");
        sitemap && !wanted.contains(name) && is_own_page(&folder.join(name))
    });
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
        unless_unsupported(writer.set_permissions(fs::metadata(&target)?.permissions()))?;
        writer.sync_all()?;
        fs::rename(&unfinished, &target)
    };
    write().with_context(|| {
        let _ = fs::remove_file(&unfinished);
        cannot()
    })
}

/// Writes a file that is the program's own, or makes it: whole, or not at all.
///
/// # Errors
/// When it cannot be written; what was there is as it was.
pub fn create(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.is_file() {
        return replace(path, bytes);
    }
    fs::write(path, bytes).with_context(|| {
        let _ = fs::remove_file(path);
        format!("cannot write {}", path.display())
    })
}

fn still_in_use(path: &Path) -> String {
    format!("cannot write {}; what was built before is still in use", path.display())
}

/// For whom a build is, in words.
fn whom(audience: &str) -> &str {
    if audience == Audience::Staff.as_str() { "staff" } else { "the public" }
}

/// The build in place.
struct Previous {
    /// For whom it is.
    audience: String,
    /// Names of its files.
    files: BTreeSet<String>,
    /// Its languages.
    languages: Vec<String>,
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
    let languages = value.get("languages").and_then(Value::as_object).into_iter().flatten();
    // They become paths, and a manifest can be tampered with.
    let languages = languages.map(|(tag, _)| tag.clone());
    let plain = |tag: &String| tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let audience = value.get("audience").and_then(Value::as_str);
    let audience = audience.unwrap_or(Audience::Public.as_str()).to_owned();
    Ok(Some(Previous { audience, files, languages: languages.filter(plain).collect() }))
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

/// Removes files of a folder by their names in it. What cannot be removed does no harm.
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
    matches!(parts[..], [_, "index", hash, "bin"] | [_, "answers", hash, "json"] | [_, "style", hash, "css"]
        if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}
