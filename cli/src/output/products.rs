//! What products have of their own in the folder of a build.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub use faqlet::compile::PRODUCTS_FOLDER as FOLDER;

use super::{UNFINISHED, collect_files, is_built_name, is_own_page};

/// What products had of their own before a build.
#[derive(Default)]
pub struct Products {
    /// Their manifests' paths from the top of the build, with `/`.
    pub manifests: BTreeSet<String>,
    /// The paths of the files that these name.
    pub files: BTreeSet<String>,
}

impl Products {
    /// Looks through the folder of a build.
    pub fn find(folder: &Path) -> Self {
        let mut products = Self::default();
        walk(folder, &mut |path| {
            let file = folder.join(path);
            if path.ends_with(".json") && !is_built_name(name(path)) && is_own_page(&file) {
                let bytes = fs::read(&file).unwrap_or_default();
                let value = serde_json::from_slice(&bytes).unwrap_or_default();
                collect_files(&value, &mut products.files);
                products.manifests.insert(path.to_owned());
            }
            false
        });
        products
    }

    /// Removes what neither a new build has nor the one before it, and what was left unfinished.
    /// Where nothing is new, only the latter.
    /// `manifests` and `files`: the paths of those that the new build has.
    pub fn clean(
        &self,
        folder: &Path,
        manifests: &BTreeSet<String>,
        files: &BTreeSet<String>,
        unchanged: bool,
    ) {
        walk(folder, &mut |path| match path.strip_suffix(UNFINISHED) {
            Some(path) => is_built_name(name(path)) || path.ends_with(".json"),
            None if is_built_name(name(path)) => {
                !unchanged && !files.contains(path) && !self.files.contains(path)
            }
            None => self.manifests.contains(path) && !manifests.contains(path),
        });
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Gives the path of each file of products, from the top of the build. Those that are unwanted it
/// removes, with the folders that are empty then; what cannot be removed does no harm.
fn walk(folder: &Path, unwanted: &mut dyn FnMut(&str) -> bool) {
    let mut inner = vec![FOLDER.to_owned()];
    let mut emptied = BTreeSet::new();
    let mut at = 0;
    while let Some(path) = inner.get(at).cloned() {
        at += 1;
        let Ok(entries) = fs::read_dir(folder.join(&path)) else { continue };
        for entry in entries.flatten() {
            // What has no plain name is nothing that a build writes.
            let Some(inside) = entry.file_name().to_str().map(|name| format!("{path}/{name}"))
            else {
                continue;
            };
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                inner.push(inside);
            } else if unwanted(&inside) && fs::remove_file(entry.path()).is_ok() {
                emptied.insert(path.clone());
            }
        }
    }
    // The innermost come last. None that still holds anything goes.
    for path in emptied.iter().rev() {
        let mut path = Some(path.as_str());
        while let Some(one) = path
            && fs::remove_dir(folder.join(one)).is_ok()
        {
            path = one.rsplit_once('/').map(|(outer, _)| outer);
        }
    }
}
