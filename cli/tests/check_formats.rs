//! Findings as they are printed: for people, code hosts and workflows.

mod support;

use std::fs;

use serde_json::Value;
use support::{Ran, finish, program};

const SHOP: &str = "languages: [en]\n\
    contact: { channels: { form: { type: form, name: Form, url: 'https://shop.example/' } } }\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [("shop.yaml", SHOP)].iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &tempfile::TempDir, options: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = program();
    command.args(["check", ".", "--today", "2027-01-15"]).args(options).current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "TERM"] {
        command.env_remove(name);
    }
    finish(command.envs(variables.iter().copied()))
}

const BROKEN: &str = "---\nquestion: Q, 100 %\nhandoff: 50%, x::y\n---\nYes.\n";

#[test]
fn colours_come_where_they_are_wanted() {
    let folder = folder(&[("en/a.md", BROKEN)]);
    let plain = check(&folder, &[], &[]);
    assert!(!plain.out.contains('\u{1B}'), "{}", plain.out);
    for (options, variables, coloured) in [
        (&["--color", "always"][..], &[][..], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("NO_COLOR", "1")], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
    ] {
        let ran = check(&folder, options, variables);
        assert_eq!(ran.out.contains('\u{1B}'), coloured, "{options:?} {variables:?}");
        let mut text = String::new();
        for (number, part) in ran.out.split('\u{1B}').enumerate() {
            text += if number == 0 { part } else { part.split_once('m').unwrap().1 };
        }
        assert_eq!(text, plain.out, "colours are all that differs");
    }
}

#[test]
fn the_caret_stands_under_its_letter_whatever_the_width() {
    for (before, width) in [("abc", 3), ("注文の", 6), ("e\u{301}e\u{301}", 2), ("Őű", 2)] {
        let text = format!("---\nquestion: Q\nhandoff: x\naccept: [{before}, FAQ9]\n---\nYes.\n");
        let folder = folder(&[("en/a.md", &text)]);
        let out = check(&folder, &[], &[]).out;
        let lines: Vec<&str> = out.lines().collect();
        let carets: Vec<usize> = (1..lines.len())
            .filter(|at| lines[*at].ends_with('^') && lines[at - 1].contains("accept"))
            .map(|at| lines[at].find('^').unwrap() - lines[at].find('|').unwrap())
            .collect();
        // After the bar there is a blank; then as many columns as the letters before take.
        let first = "accept: [".len() + 2;
        assert_eq!(carets, [first, first + width + 2], "{out}");
    }
}

#[test]
fn lines_from_right_to_left_have_no_caret_that_could_mislead() {
    let text = "---\nquestion: هل أنتم مفتوحون؟\nreview: متى\n---\nنعم\n";
    let folder = folder(&[("en/a.md", text)]);
    let out = check(&folder, &[], &[]).out;
    assert!(out.contains("en/a.md:3:9"), "{out}");
    assert!(out.contains("3 | review: متى"), "{out}");
    assert!(!out.contains('^'), "{out}");
}

#[test]
fn a_long_line_is_shown_around_its_place() {
    let text = format!(
        "{{\"question\": \"{}\", \"answer\": \"a\", \"review\": \"never\"}}\n",
        "x".repeat(5000)
    );
    let folder = folder(&[("en/a.jsonl", &text)]);
    let out = check(&folder, &[], &[]).out;
    let column = text.find("\"never\"").unwrap() + 1;
    assert!(out.contains(&format!("en/a.jsonl:1:{column}")), "{out}");
    assert!(out.lines().all(|line| line.chars().count() < 200), "{out}");
    let lines: Vec<&str> = out.lines().collect();
    let caret = lines.iter().position(|line| line.ends_with('^')).expect("a caret");
    let under = lines[caret].chars().count() - 1;
    let shown: String = lines[caret - 1].chars().skip(under).collect();
    assert!(shown.starts_with("\"never\""), "{out}");
}

#[test]
fn workflows_get_one_command_a_finding() {
    let folder = folder(&[("en/a,b.md", BROKEN)]);
    let ran = check(&folder, &["--format", "github"], &[]);
    assert_eq!(ran.code, Some(1));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert_eq!(
        lines[0],
        "::error file=en/a%2Cb.md,line=3,col=10,title=FAQ025%3A An unknown value of `handoff`::\
         “50%25, x::y” is not a value of “handoff”.%0AUse one of: never, offer, always."
    );
    assert_eq!(lines[1], "::notice title=faqlet check::entries: en 1; 1 error, 0 warnings");
}

#[test]
fn code_hosts_get_a_log_with_a_rule_for_each_result() {
    let folder = folder(&[
        ("en/ő b.md", "---\nquestion: Q\nhandof: x\nreview: x\n---\n[here](https://a.example/)\n"),
        ("en/file.bin", ""),
    ]);
    let ran = check(&folder, &["--format", "sarif"], &[]);
    assert_eq!(ran.code, Some(1));
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4, "{}", ran.out);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
    }
    let place = |code: &str| {
        let result = results.iter().find(|result| result["ruleId"] == code).unwrap();
        (result["level"].as_str().unwrap(), &result["locations"][0]["physicalLocation"])
    };
    let (level, unknown) = place("FAQ016");
    assert_eq!(level, "warning");
    assert_eq!(unknown["artifactLocation"]["uri"], "en/%C5%91%20b.md");
    assert_eq!(unknown["region"], serde_json::json!({ "startLine": 3, "startColumn": 1 }));
    assert_eq!(place("FAQ105").0, "note");
    assert_eq!(place("FAQ006").1.get("region"), None, "a file as a whole has no region");
}
