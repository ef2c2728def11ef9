//! What the program says about itself is true.

mod support;

use std::fs;
use std::path::Path;

use support::{faqlet, finish, program};

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
fn the_help_can_be_followed() {
    let help = faqlet(["--help"]).out;
    let place = tempfile::tempdir().unwrap();
    let (_, start) = help.split_once("an entry, say ").expect("the help names a file");
    let path = place.path().join(start.lines().next().unwrap().trim_end_matches(':'));
    let indented = start.lines().filter_map(|line| line.strip_prefix("      "));
    let entry: Vec<&str> = indented.collect();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, entry.join("\n")).unwrap();
    fs::write(place.path().join("asked.jsonl"), "{\"q\":\"open?\",\"gold\":[\"opening-hours\"]}")
        .unwrap();

    let commands = help.lines().filter_map(|line| line.strip_prefix("  faqlet "));
    let commands: Vec<String> =
        commands.map(|line| line.split("  ").next().unwrap().to_owned()).collect();
    let names: Vec<_> = commands.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(
        names,
        ["init", "check", "try", "explain", "intents", "dev", "build", "eval", "report", "export"]
    );
    // A preview runs until Ctrl-C, and a report needs events; both have tests of their own.
    let own_tests = |line: &String| line.starts_with("dev") || line.starts_with("report");
    for line in commands.into_iter().filter(|line| !own_tests(line)) {
        let ran = finish(program().args(words(&line)).current_dir(&place));
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.err);
        assert!(!line.starts_with("try") || ran.out.starts_with("answer"), "{line}: {}", ran.out);
    }
    assert!(place.path().join("public/faq/manifest.json").exists());
}

#[test]
fn the_readme_can_be_followed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let out = place.path().to_str().unwrap();
    let commands: Vec<_> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("cargo run --release --bin faqlet -- "))
        .collect();
    assert!(commands.len() >= 3, "{commands:?}");
    for line in commands {
        let arguments = words(line).into_iter().map(|word| match word {
            "target/faq" => out,
            word => word,
        });
        let ran = finish(program().args(arguments).current_dir(root));
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.err);
        assert!(!line.starts_with("try") || ran.out.starts_with("answer"), "{line}: {}", ran.out);
    }
    assert!(place.path().join("manifest.json").exists());
}

#[test]
fn the_version_names_the_program() {
    assert_eq!(faqlet(["--version"]).out, concat!("faqlet ", env!("CARGO_PKG_VERSION"), "\n"));
}
