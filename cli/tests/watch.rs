//! `faqlet build --watch` on a real folder, and editions for staff.

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::fs;
use std::path::Path;

use builds::{snapshot, whole_build, write, write_small_shop};
use support::{faqlet, program};

fn build(dir: &Path, out: &Path, more: &[&str]) -> support::Ran {
    let mut arguments = vec!["build", dir.to_str().unwrap(), "--out", out.to_str().unwrap()];
    arguments.extend(more);
    faqlet(arguments)
}

#[test]
fn the_edition_for_staff_has_what_is_for_staff_and_neither_replaces_the_other() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let (dir, out, desk) =
        (place.path().join("content"), place.path().join("out"), place.path().join("desk"));
    write_small_shop(&dir, "today");
    let secret = "---\nquestion: Zyxquestion?\naudience: staff\n---\nA zyxanswer.\n";
    write(&dir, "en/zyx.md", secret);
    let holds = |folder: &Path| {
        let files = snapshot(folder);
        files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("zyxanswer"))
    };

    let ran = build(&dir, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err.contains("built for public: 4 entries in 2 languages; 0 errors"),
        "{}",
        ran.err
    );
    assert_eq!(whole_build(&out)["audience"], "public");
    assert!(!holds(&out));

    let ran = build(&dir, &desk, &["--audience", "staff"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("built for staff: 5 entries in 2 languages"), "{}", ran.err);
    assert_eq!(whole_build(&desk)["audience"], "staff");
    assert!(holds(&desk));

    for (folder, audience) in [(&out, "staff"), (&desk, "public")] {
        let before = snapshot(folder);
        let ran = build(&dir, folder, &["--audience", audience]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("name another folder with --out"), "{}", ran.err);
        assert_eq!(snapshot(folder), before);
    }
    assert_eq!(build(&dir, &out, &["--audience", "nobody"]).code, Some(2));
}

/// What is waited for comes within a moment; a test that waits so long has failed.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

#[cfg(unix)]
#[test]
fn it_builds_again_on_each_change_keeps_the_old_build_on_errors_and_ends_on_ctrl_c() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};
    use std::sync::mpsc;

    let place = tempfile::tempdir().expect("a folder can be made");
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    write_small_shop(&dir, "first");
    let mut child = program()
        .args(["build".as_ref(), dir.as_os_str(), "--watch".as_ref(), "--out".as_ref()])
        .arg(&out)
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (sender, lines) = mpsc::channel();
    let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    let reader = std::thread::spawn(move || {
        for line in stderr.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let said = |wanted: &str| {
        let mut all = Vec::new();
        loop {
            let line = lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{wanted}: {all:?}"));
            let found = line.contains(wanted);
            all.push(line);
            if found {
                return all.join("\n");
            }
        }
    };

    said("watching");
    let first = whole_build(&out);
    let broken = "---\nquestion: What of refunds?\nNo end\n";
    write(&dir, "en/refunds.md", broken);
    assert!(said("watching").contains("what was built before is still in use"));
    assert_eq!(whole_build(&out), first);

    write_small_shop(&dir, "second");
    // Its files are written one after the other, each of which may be a build of its own.
    let end = std::time::Instant::now() + PATIENCE;
    let page = || fs::read_to_string(out.join("hu/index.html")).unwrap_or_default();
    while !page().contains("refunds, second") {
        assert!(std::time::Instant::now() < end, "it was never built again");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(whole_build(&out)["languages"]["en"]["entries"], 2);

    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    reader.join().expect("it has read to the end");
    assert!(snapshot(&out).keys().all(|name| !name.ends_with(".unfinished")));
    let again = place.path().join("again");
    assert_eq!(build(&dir, &again, &[]).code, Some(0));
    assert_eq!(whole_build(&again), whole_build(&out));
}
