//! `faqlet check` as people and programs run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder with the given files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(path: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_faqlet"))
        .arg("check")
        .arg(path)
        .args(["--today", "2027-01-15"])
        .args(options)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(path: &Path) -> (Value, Option<i32>) {
    let output = check(path, &["--format", "json"]);
    (serde_json::from_slice(&output.stdout).unwrap(), output.status.code())
}

fn codes(report: &Value) -> Vec<(&str, &str)> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|f| (f["code"].as_str().unwrap(), f["path"].as_str().unwrap())).collect()
}

const SHOP: &str = "languages: [en]\n\
    contact: { channels: { form: { type: form, name: Form, url: 'https://shop.example/' } } }\n";
const ENTRY: &str = "---\nquestion: Is it round?\n---\nYes.\n";

#[test]
fn a_clean_folder_succeeds() {
    let folder = folder(&[("shop.yaml", SHOP), ("en/open.md", ENTRY)]);
    let output = check(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "entries: en 1; 0 errors, 0 warnings\n");
}

#[test]
fn warnings_alone_succeed() {
    let folder = folder(&[
        ("shop.yaml", SHOP),
        ("en/open.md", "---\nquestion: Is it round?\nreview: 2027-01-01\n---\nYes.\n"),
    ]);
    let (report, code) = json(folder.path());
    assert_eq!(code, Some(0));
    assert_eq!(codes(&report), [("FAQ024", "en/open.md")]);
    assert_eq!(report["totals"]["warnings"], 1);
    let later = ["--today", "2026-12-31"];
    let output = Command::new(env!("CARGO_BIN_EXE_faqlet"))
        .arg("check")
        .arg(folder.path())
        .args(later)
        .output()
        .unwrap();
    assert_eq!(stdout(&output), "entries: en 1; 0 errors, 0 warnings\n");
}

#[test]
fn errors_fail_and_show_the_place() {
    let folder = folder(&[
        ("shop.yaml", SHOP),
        ("en/open.md", ENTRY),
        ("en/late.md", "---\nquestion: Ő?\nhandoff: allways\n---\nYes.\n"),
    ]);
    let output = check(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let path = folder.path().join("en/late.md");
    let expected = format!(
        "error[FAQ025]: “allways” is not a value of “handoff”.\n\
         \x20--> {}:3:10\n\
         \x20 |\n\
         3 | handoff: allways\n\
         \x20 |          ^\n\
         \x20 |\n\
         \x20 = help: Did you mean “always”?\n\n\
         entries: en 2; 1 error, 0 warnings\n",
        path.display()
    );
    assert_eq!(stdout(&output), expected);
}

#[test]
fn programs_get_one_object() {
    let folder =
        folder(&[("shop.yaml", SHOP), ("en/a.md", ENTRY), ("en/b.md", "---\nx: y\n---\n")]);
    let (report, code) = json(folder.path());
    assert_eq!(code, Some(1));
    assert_eq!(codes(&report), [("FAQ020", "en/b.md"), ("FAQ016", "en/b.md")]);
    let finding = &report["findings"][1];
    assert_eq!((&finding["line"], &finding["column"]), (&2.into(), &1.into()));
    assert_eq!(finding["excerpt"], "x: y");
    for text in ["severity", "title", "message", "remedy"] {
        assert!(!finding[text].as_str().unwrap().is_empty(), "{text}");
    }
    assert_eq!(
        report["totals"],
        serde_json::json!({"entries": {"en": 1}, "intentsToInfer": 0, "errors": 1, "warnings": 1, "hints": 0})
    );
}

#[test]
fn a_single_file_needs_no_shop() {
    let folder = folder(&[
        ("x.jsonl", "{\"question\": \"Open?\", \"answer\": \"Yes\"}\n"),
        ("y.csv", "question,answer\nOpen?\n"),
        ("z.csv", ""),
    ]);
    assert_eq!(check(&folder.path().join("x.jsonl"), &[]).status.code(), Some(0));
    let (report, code) = json(&folder.path().join("y.csv"));
    assert_eq!((codes(&report), code), (vec![("FAQ017", "y.csv")], Some(1)));
    let empty = folder.path().join("z.csv");
    let output = check(&empty, &[]);
    assert!(stdout(&output).contains(&format!("--> {}\n", empty.display())), "{output:?}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn hidden_folders_and_packages_are_passed_over() {
    let folder = folder(&[
        ("shop.yaml", SHOP),
        ("en/a.md", ENTRY),
        (".git/en/b.md", "broken"),
        ("node_modules/x/readme.md.txt", "x"),
        ("en/.draft.md", "broken"),
    ]);
    let (report, _) = json(folder.path());
    assert_eq!(codes(&report), []);
    // The folder that is asked for is read whatever its name.
    let hidden = folder.path().join(".git");
    let (report, _) = json(&hidden);
    assert_eq!(codes(&report), [("FAQ010", "en/b.md")]);
}

#[test]
fn a_huge_file_is_a_finding_and_is_not_read() {
    let folder = folder(&[("shop.yaml", SHOP), ("en/a.md", ENTRY), ("en/big.csv", "")]);
    // A hole: it has the size and takes no room.
    let file = fs::File::options().write(true).open(folder.path().join("en/big.csv")).unwrap();
    file.set_len(1 << 40).unwrap();
    let (report, code) = json(folder.path());
    assert_eq!((codes(&report), code), (vec![("FAQ004", "en/big.csv")], Some(1)));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_a_finding() {
    let folder = folder(&[("shop.yaml", SHOP), ("en/a.md", ENTRY)]);
    std::os::unix::fs::symlink("nowhere", folder.path().join("en/broken.md")).unwrap();
    // Round in a circle: not followed.
    std::os::unix::fs::symlink(folder.path(), folder.path().join("en/up")).unwrap();
    let pipe = folder.path().join("en/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (report, code) = json(folder.path());
    let expected = vec![("FAQ005", "en/broken.md"), ("FAQ005", "en/pipe.md")];
    assert_eq!((codes(&report), code), (expected, Some(1)));
    // A link to a file is as good as the file.
    fs::write(folder.path().join("other.txt"), ENTRY.replace("round", "square")).unwrap();
    fs::remove_file(&pipe).unwrap();
    fs::remove_file(folder.path().join("en/broken.md")).unwrap();
    std::os::unix::fs::symlink("../other.txt", folder.path().join("en/linked.md")).unwrap();
    let (report, _) = json(folder.path());
    assert_eq!(codes(&report), [("FAQ006", "other.txt")]);
    assert_eq!(report["totals"]["entries"]["en"], 2);
}

/// Nobody who may add a file can publish others of the machine.
#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_a_finding() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", ENTRY)]);
    let folder = folder(&[("shop.yaml", SHOP), ("en/a.md", ENTRY)]);
    let secret = outside.path().join("secret.md");
    symlink(&secret, folder.path().join("en/direct.md")).unwrap();
    // By way of a link that lies inside, and by a path that climbs.
    symlink("direct.md", folder.path().join("en/indirect.md")).unwrap();
    let climbing = format!("../../{}/secret.md", outside.path().file_name().unwrap().display());
    symlink(climbing, folder.path().join("en/relative.md")).unwrap();
    symlink("/dev/zero", folder.path().join("en/endless.md")).unwrap();
    let (report, code) = json(folder.path());
    let names = ["en/direct.md", "en/endless.md", "en/indirect.md", "en/relative.md"];
    assert_eq!((codes(&report), code), (names.map(|name| ("FAQ008", name)).to_vec(), Some(1)));
    // The folder itself may be reached by a link.
    for name in names {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    let link = outside.path().join("content");
    symlink(folder.path(), &link).unwrap();
    symlink("a.md", folder.path().join("en/b.md")).unwrap();
    let (report, _) = json(&link);
    assert!(codes(&report).iter().all(|(code, _)| *code != "FAQ008"), "{report}");
    assert_eq!(report["totals"]["entries"]["en"], 2);
}

#[test]
fn wrong_use_is_told_from_findings() {
    let missing = check(&PathBuf::from("no/such/folder"), &[]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(missing.stdout.is_empty());
    let message = String::from_utf8(missing.stderr).unwrap();
    assert!(message.contains("no/such/folder"), "{message}");
    let folder = folder(&[("shop.yaml", SHOP), ("en/a.md", ENTRY)]);
    for options in [["--format", "xml"], ["--today", "tomorrow"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_faqlet"))
            .arg("check")
            .arg(folder.path())
            .args(options)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{options:?}");
    }
}
