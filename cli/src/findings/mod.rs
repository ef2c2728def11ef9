//! Findings in the forms that people and programs read.

mod github;
mod json;
mod pretty;
mod sarif;

use std::path::{Path, PathBuf};

use faqlet::content::Diagnostic;

pub use github::github;
pub use json::{Finding, finding};
pub use pretty::pretty;
pub use sarif::sarif;

/// Where a finding's file is, as the user named its folder. `root` is the folder or file that was
/// read.
fn path_of(finding: &Diagnostic, root: &Path) -> PathBuf {
    let folder = if root.is_dir() { root } else { root.parent().unwrap_or(Path::new("")) };
    match finding.location.path.as_str() {
        "" => root.to_owned(),
        path => folder.join(path),
    }
}

/// The same with `/` on every system, and from the current folder where it lies in there: so do
/// programs name the files of a repository.
fn name_of(finding: &Diagnostic, root: &Path) -> String {
    let path = path_of(finding, root);
    // Of a program that runs in Node it is the root, which says nothing.
    let here = std::env::current_dir().ok().filter(|here| here.parent().is_some());
    let inside = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    let path = inside.unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .filter(|part| *part != std::path::Component::CurDir)
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    // The root of an absolute path is a part of its own, which is a slash already.
    let name = parts.join("/");
    name.strip_prefix("//").map_or(name.clone(), |rest| format!("/{rest}"))
}
