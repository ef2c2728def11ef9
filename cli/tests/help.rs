//! What the program says about itself is true.

mod support;

use std::fs;

use support::{faqlet, finish, program};

#[test]
fn the_help_can_be_followed() {
    let help = faqlet(["--help"]).out;
    let place = tempfile::tempdir().unwrap();
    let (_, path) = help.split_once("an entry, say ").expect("the help names a file");
    let path = place.path().join(path.lines().next().unwrap().trim_end_matches(':'));
    let indented = help.lines().filter_map(|line| line.strip_prefix("      "));
    let entry: Vec<&str> = indented.collect();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, entry.join("\n")).unwrap();
    fs::write(place.path().join("asked.jsonl"), "{\"q\":\"open?\",\"gold\":[\"opening-hours\"]}")
        .unwrap();

    let commands = help.lines().filter_map(|line| line.strip_prefix("  faqlet "));
    let commands: Vec<String> =
        commands.map(|line| line.split("  ").next().unwrap().to_owned()).collect();
    let names: Vec<_> = commands.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["check", "try", "build", "eval"]);
    for line in commands {
        // A question in quotation marks is one argument.
        let parts = line.split('"').enumerate();
        let arguments = parts.flat_map(|(n, part)| match n % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        });
        let ran = finish(program().args(arguments).current_dir(&place));
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.err);
        assert!(!line.starts_with("try") || ran.out.starts_with("answer"), "{line}: {}", ran.out);
    }
    assert!(place.path().join("public/faq/manifest.json").exists());
}
