//! `faqlet init` as a new editor meets it.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Ran, finish, program};

fn init(place: &Path, arguments: &[&str]) -> Ran {
    finish(program().arg("init").args(arguments).current_dir(place))
}

/// All files below a folder, by their paths inside.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inner) = open.pop() {
        for entry in fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The arguments of a command line. A question in quotation marks is one of them.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(n, part)| match n % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.collect()
}

#[test]
fn what_it_says_to_do_next_works_in_every_language() {
    for languages in ["en", "ru", "hu", "ar", "hu,en", "ar,ru,en,hu"] {
        let place = tempfile::tempdir().unwrap();
        let ran = init(place.path(), &["--language", languages]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let next = ran.out.lines().filter_map(|line| line.split_once(". faqlet "));
        let next: Vec<&str> = next.map(|(_, line)| line).collect();
        assert_eq!(next.len(), 3, "{}", ran.out);
        for line in next {
            let ran = finish(program().args(words(line)).current_dir(&place));
            assert_eq!(ran.code, Some(0), "{languages}: {line}: {}", ran.err);
            match words(line)[0] {
                "check" => assert!(ran.out.contains("; 0 errors, 0 warnings\n"), "{}", ran.out),
                "try" => assert!(ran.out.starts_with("answer"), "{languages}: {}", ran.out),
                _ => {}
            }
        }
        let manifest = fs::read(place.path().join("public/faq/manifest.json")).unwrap();
        let manifest: Value = serde_json::from_slice(&manifest).unwrap();
        let built = manifest["languages"].as_object().unwrap();
        assert_eq!(built.len(), languages.split(',').count(), "{languages}");
        assert_eq!(manifest["defaultLanguage"], languages.split(',').next().unwrap());
        for (language, files) in built {
            assert_eq!(files["entries"], 3, "{language}: one of each kind");
        }
    }
}

#[test]
fn an_editing_program_finds_the_schemas() {
    let place = tempfile::tempdir().unwrap();
    init(place.path(), &["shop"]);
    let files = files(&place.path().join("shop"));
    let schema = files["shop.yaml"].lines().next().unwrap();
    let schema = schema.strip_prefix("# yaml-language-server: $schema=").unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    assert_eq!(files[schema], fs::read_to_string(docs.join("shop.schema.json")).unwrap());
    let settings: Value = serde_json::from_str(&files[".vscode/settings.json"]).unwrap();
    let named = settings["yaml.schemas"].as_object().unwrap();
    assert!(!named.is_empty() && named.keys().all(|path| files.contains_key(path)), "{named:?}");
    serde_json::from_str::<Value>(&files[".vscode/extensions.json"]).unwrap();
}

#[test]
fn nothing_that_is_there_is_changed() {
    let place = tempfile::tempdir().unwrap();
    let shop = place.path().join("shop");
    fs::create_dir_all(shop.join(".vscode")).unwrap();
    fs::write(shop.join(".vscode/settings.json"), "mine").unwrap();
    let ran = init(place.path(), &["shop"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("note: .vscode/settings.json was there and stays"), "{}", ran.out);
    let made = files(&shop);
    assert_eq!(made[".vscode/settings.json"], "mine");

    let again = init(place.path(), &["shop", "--language", "hu"]);
    assert_eq!((again.code, again.out.as_str()), (Some(2), ""));
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    assert_eq!(files(&shop), made);
}

/// A file stands where the second folder would be, so that writing breaks off in the middle.
#[test]
fn what_was_begun_is_taken_away() {
    let place = tempfile::tempdir().unwrap();
    let shop = place.path().join("shop");
    fs::create_dir(&shop).unwrap();
    fs::write(shop.join(".vscode"), "a file").unwrap();
    let ran = init(place.path(), &["shop"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("nothing was written"), "{}", ran.err);
    let left = files(&shop);
    assert_eq!(left.keys().collect::<Vec<_>>(), [".vscode"]);
    assert!(!shop.join("en").exists() && !shop.join(".faqlet").exists());
}

#[test]
fn a_language_without_texts_is_refused_with_those_that_have_some() {
    let place = tempfile::tempdir().unwrap();
    let ran = init(place.path(), &["--language", "en,de"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("en, ru, hu, ar"), "{}", ran.err);
    assert!(files(place.path()).is_empty());
}
