//! `faqlet check --fix` on real files.

mod support;

use std::fs;
use std::path::Path;

use support::{Ran, faqlet};

const SHOP: &str = "languages: [en]\n\
    contact: { channels: { form: { type: form, name: Form, url: 'https://shop.example/' } } }\n";
const DIRTY: &str = "---\nquestion: Is it open?\nalternates:\n  - hours\n  - Hours?\nreview: \
    30.06.2027\nhandoff: Never\n---\nYes,  \nalways.\n\n";
const CLEAN: &str = "---\nquestion: Is it open?\nalternates:\n  - hours\nreview: \
    2027-06-30\nhandoff: never\n---\nYes,  \nalways.\n\n";

fn folder(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(folder.path().join("shop.yaml"), SHOP).unwrap();
    folder
}

fn check(path: &Path, options: &[&str]) -> Ran {
    let path = path.to_str().unwrap();
    faqlet(["check", path, "--today", "2027-01-15"].iter().chain(options))
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn what_is_safe_is_mended_and_said() {
    let table = "question,answer,review\nIs it far?,No.,2027/06/30\n";
    let folder = folder(&[
        ("en/a.md", DIRTY.into()),
        ("en/b.csv", utf16(table)),
        ("en/c.md", b"---\nquestion: Is it late?\nreview: 02/03/2027\n---\nNo.\n".to_vec()),
    ]);
    let ran = check(folder.path(), &["--fix"]);
    assert_eq!(ran.code, Some(1), "the third of them takes an editor: {}", ran.out);
    for said in [
        "mended[FAQ023] en/a.md:6: “30.06.2027” is now “2027-06-30”",
        "mended[FAQ025] en/a.md:7: “Never” is now “never”",
        "mended[FAQ101] en/a.md:5: took out “Hours?”",
        "mended[FAQ002] en/b.csv: now in UTF-8, was in UTF-16",
        "mended[FAQ023] en/b.csv:2: “2027/06/30” is now “2027-06-30”",
        "5 mended in 2 files",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("en/a.md"), CLEAN);
    assert_eq!(read("en/b.csv"), table.replace("2027/06/30", "2027-06-30"));
    assert!(ran.out.contains("error[FAQ023]") && ran.out.contains("02/03/2027"), "{}", ran.out);
    assert!(ran.out.contains("; 1 error, 0 warnings\n"), "{}", ran.out);
    let again = check(folder.path(), &["--fix"]);
    assert_eq!((again.code, again.err.as_str()), (Some(1), "nothing to mend\n"));
    assert_eq!(again.out, ran.out);
}

#[test]
fn a_dry_run_shows_the_difference_and_changes_nothing() {
    let folder = folder(&[("en/a.md", DIRTY.into())]);
    let ran = check(folder.path(), &["--fix", "--dry-run"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for line in [
        "--- a/en/a.md",
        "+++ b/en/a.md",
        "-  - Hours?",
        "-review: 30.06.2027",
        "+review: 2027-06-30",
    ] {
        assert!(ran.out.lines().any(|it| it == line), "{line}: {}", ran.out);
    }
    assert_eq!(fs::read_to_string(folder.path().join("en/a.md")).unwrap(), DIRTY);
    let alone = check(folder.path(), &["--dry-run"]);
    assert_eq!(alone.code, Some(2));
    assert!(alone.err.contains("--fix"), "{}", alone.err);
}

#[test]
fn a_single_file_is_mended_in_its_place() {
    let folder = folder(&[("en/a.md", DIRTY.into())]);
    let path = folder.path().join("en/a.md");
    let ran = check(&path, &["--fix"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(path).unwrap(), CLEAN);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_named_and_stays() {
    let folder = folder(&[("en/a.md", DIRTY.into())]);
    // A folder where the file would be written beside its place; rights would not stop root.
    let taken = folder.path().join("en/.a.md.unfinished");
    fs::create_dir(&taken).unwrap();
    let ran = check(folder.path(), &["--fix"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("a.md") && ran.err.contains("as it was"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("en/a.md")).unwrap(), DIRTY);
}

#[test]
fn programs_are_told_what_can_be_mended() {
    let folder = folder(&[("en/a.md", DIRTY.into())]);
    let ran = check(folder.path(), &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 3, "{}", ran.out);
    assert!(findings.iter().all(|finding| finding["fixable"] == true), "{}", ran.out);
    // What is printed stays JSON while it mends.
    let ran = check(folder.path(), &["--fix", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["findings"], serde_json::json!([]));
}
