//! `ARCHITECTURE.md` says which part of the root crate may import which; here the sources are
//! held to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The names in backquotes in a cell of a table.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The table "may import" of `ARCHITECTURE.md`.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the file is there");
    let rows = text.lines().skip_while(|line| *line != "| part | may import |").skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let part = names(cells[1]).pop().expect("the first cell names a part");
        (part, names(cells[2]).into_iter().collect())
    })
    .collect()
}

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a source folder can be read") {
            sources(&entry.expect("an entry can be read").path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(path.to_owned());
    }
}

/// The parts of the crate that a source names, outside of its tests.
fn imports(
    source: &str,
    modules: &BTreeSet<String>,
    reexports: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut found = BTreeSet::new();
    for line in code {
        for after in line.split("crate::").skip(1) {
            let list = after.strip_prefix('{').map_or(after, |list| list);
            for item in list.split(['{', '}', ',']) {
                let name: String =
                    item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if modules.contains(&name) {
                    found.insert(name);
                } else if let Some(module) = reexports.get(&name) {
                    found.insert(module.clone());
                }
                if !after.starts_with('{') {
                    break;
                }
            }
        }
    }
    found
}

#[test]
fn imports_agree_with_the_table() {
    let allowed = allowed();
    let modules: BTreeSet<String> = allowed.keys().cloned().collect();
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the crate has a root");
    let declared: BTreeSet<String> = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect();
    assert_eq!(declared, modules, "the table names the crate's modules");
    // `pub use engine::{Engine, …};`: what the crate's root gives on belongs to its module.
    let mut reexports = BTreeMap::new();
    for line in lib.split(';').filter_map(|item| item.trim().strip_prefix("pub use ")) {
        let (module, items) = line.split_once("::").expect("a re-export has a path");
        for item in items.split(['{', '}', ',']) {
            reexports.insert(item.trim().to_owned(), module.to_owned());
        }
    }
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for file in files {
        let inside = file.strip_prefix(root().join("src")).expect("it lies there");
        let first = inside.components().next().expect("it has a name").as_os_str();
        let part = first.to_string_lossy().trim_end_matches(".rs").to_owned();
        if part == "lib" {
            continue;
        }
        let source = fs::read_to_string(&file).expect("a source can be read");
        for import in imports(&source, &modules, &reexports) {
            if import == part {
                continue;
            }
            arrows += 1;
            if !allowed[&part].contains(&import) {
                wrong.push(format!("{} imports {import}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "against ARCHITECTURE.md: {}", wrong.join("; "));
    assert!(arrows > 10, "the sources import each other; were they read?");
}

#[test]
fn every_folder_is_described() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the file is there");
    let output = std::process::Command::new("git")
        .args(["ls-files"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    let files = String::from_utf8(output.stdout).expect("names are UTF-8");
    let folders: BTreeSet<&str> =
        files.lines().filter_map(|file| Some(file.split_once('/')?.0)).collect();
    for folder in folders.into_iter().filter(|folder| !folder.starts_with('.')) {
        assert!(text.contains(&format!("`{folder}/`")), "{folder}/ is not described");
    }
}
