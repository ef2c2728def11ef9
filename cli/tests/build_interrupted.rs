//! Builds that are killed, that fail half-way, and that run at the same time: there is a whole
//! build at every moment, and the next build succeeds.
#![cfg(unix)]

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use builds::{snapshot, whole_build, write_large_shop, write_small_shop};
use support::{demo_shop, faqlet, finish, program};
use tempfile::TempDir;

/// Two editions of a shop's content, a build of the first, and what a build of the second gives.
struct Shop {
    place: TempDir,
    first: PathBuf,
    second: PathBuf,
    /// A build of the first edition.
    old: BTreeMap<String, Vec<u8>>,
    /// The files of the second edition that the first has not, in the order of writing; the
    /// manifest comes last.
    new: Vec<(String, Vec<u8>)>,
}

impl Shop {
    fn new(write: impl Fn(&Path, &str)) -> Self {
        let place = tempfile::tempdir().expect("a folder can be made");
        let path = |name: &str| place.path().join(name);
        let (first, second) = (path("first"), path("second"));
        write(&first, "first edition");
        write(&second, "second edition");
        built(&first, &path("old"));
        let report = built(&second, &path("new"));
        let old = snapshot(&path("old"));
        let mut bytes = snapshot(&path("new"));
        let names = report.lines().map(|line| line.split_whitespace().nth(1).expect("a name"));
        let new: Vec<_> = names
            .filter(|name| old.get(*name) != bytes.get(*name))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|name| (name.to_owned(), bytes.remove(name).expect("it was written")))
            .collect();
        assert_eq!(new.last().map(|(name, _)| name.as_str()), Some("manifest.json"));
        Self { place, first, second, old, new }
    }

    /// A new folder with a build of the first edition.
    fn output(&self, name: &str) -> PathBuf {
        let out = self.place.path().join(name);
        built(&self.first, &out);
        out
    }

    /// That the first edition is in use, and nothing of it lost or changed.
    #[track_caller]
    fn old_in_use(&self, out: &Path) {
        whole_build(out);
        for (name, bytes) in &self.old {
            assert!(fs::read(out.join(name)).is_ok_and(|found| found == *bytes), "{name}");
        }
    }

    /// That a build of the second edition succeeds here, and clears up.
    #[track_caller]
    fn new_can_be_built(&self, out: &Path) {
        built(&self.second, out);
        whole_build(out);
        for (name, bytes) in &self.new {
            assert!(fs::read(out.join(name)).is_ok_and(|found| found == *bytes), "{name}");
        }
        assert_eq!(unfinished_in(out), None);
    }
}

/// A file that a build began and did not end.
fn unfinished_in(out: &Path) -> Option<String> {
    snapshot(out).into_keys().find(|name| name.ends_with(".unfinished"))
}

#[track_caller]
fn built(dir: &Path, out: &Path) -> String {
    let ran = faqlet([Path::new("build"), dir, Path::new("--out"), out]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn start(dir: &Path, out: &Path) -> Child {
    let mut build = program();
    build.arg("build").arg(dir).arg("--out").arg(out);
    build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Sends SIGKILL, unless it has ended.
fn kill(mut build: Child) {
    build.kill().expect("a process of one's own can be killed");
    build.wait().expect("it has ended");
}

/// A pipe in the place of the file that is written before the rename holds a build there.
#[test]
fn a_build_can_be_killed_at_every_file() {
    let shop = Shop::new(write_small_shop);
    assert_eq!(shop.new.len(), 7, "three files of each of two languages, and the manifest");
    for (step, (name, bytes)) in shop.new.iter().enumerate() {
        let out = shop.output(&format!("killed at {step}"));
        let unfinished = out.join(format!("{name}.unfinished"));
        let made = Command::new("mkfifo").arg(&unfinished).status().expect("mkfifo starts");
        assert!(made.success());
        let build = start(&shop.second, &out);
        let (reached, here) = mpsc::channel();
        let pipe = unfinished.clone();
        thread::spawn(move || reached.send(File::open(pipe)));
        let reader = here.recv_timeout(Duration::from_secs(60)).expect("the build comes to it");
        kill(build);
        drop(reader);
        let _ = fs::remove_file(&unfinished);

        shop.old_in_use(&out);
        let new = shop.new.iter().enumerate().filter(|(_, (name, _))| !shop.old.contains_key(name));
        for (other, (name, _)) in new {
            assert_eq!(out.join(name).exists(), other < step, "{name} when killed at {step}");
        }
        // What a kill in the midst of writing leaves.
        fs::write(&unfinished, &bytes[..bytes.len() / 2]).unwrap();
        shop.new_can_be_built(&out);
    }
}

/// `KILLS=200` does so at as many points.
#[test]
fn a_build_can_be_killed_at_any_time() {
    let shop = Shop::new(|folder, edition| write_large_shop(folder, edition, 3000));
    assert!(shop.new.len() > 20, "files are many enough to be killed between them");
    let out = shop.place.path().join("killed");
    let start_of_build = Instant::now();
    built(&shop.first, &out);
    let whole_time = start_of_build.elapsed();
    let manifests = [&shop.old["manifest.json"], &shop.new[shop.new.len() - 1].1];
    let rounds = std::env::var("KILLS").map_or(8, |kills| kills.parse().expect("a number"));
    for round in 0..rounds {
        // The edition changes after the rounds that end with a whole build.
        let edition = if round % 4 < 2 { &shop.second } else { &shop.first };
        let before = fs::read_dir(&out).unwrap().count();
        let mut build = start(edition, &out);
        if round % 2 == 0 {
            thread::sleep(whole_time * (round + 1) / rounds);
        } else {
            // Most of the time goes into reading; these are killed while they write.
            let files = before + shop.new.len() * round as usize / rounds as usize;
            let count = || fs::read_dir(&out).unwrap().count();
            while count() < files && build.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_micros(200));
            }
        }
        kill(build);
        whole_build(&out);
        let manifest = fs::read(out.join("manifest.json")).unwrap();
        assert!(manifests.contains(&&manifest), "the manifest is of neither edition");
        if round % 2 == 1 {
            built(edition, &out);
            whole_build(&out);
            assert_eq!(unfinished_in(&out), None);
        }
    }
    shop.new_can_be_built(&out);
}

/// A folder in the place of the file that is written before the rename makes writing fail, for
/// root too.
#[test]
fn a_build_can_fail_at_every_file() {
    let shop = Shop::new(write_small_shop);
    for (step, (name, _)) in shop.new.iter().enumerate() {
        let out = shop.output(&format!("failed at {step}"));
        let obstacle = out.join(format!("{name}.unfinished"));
        fs::create_dir(&obstacle).unwrap();
        let ran = finish(program().arg("build").arg(&shop.second).arg("--out").arg(&out));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains(name), "{}", ran.err);
        assert!(ran.err.contains("what was built before is still in use"), "{}", ran.err);
        shop.old_in_use(&out);
        fs::remove_dir(&obstacle).unwrap();
        shop.new_can_be_built(&out);
    }
}

/// The device that is always full in the place of the file that is written before the rename.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_can_be_full_at_every_file() {
    let shop = Shop::new(write_small_shop);
    for (step, (name, _)) in shop.new.iter().enumerate() {
        let out = shop.output(&format!("full at {step}"));
        let unfinished = out.join(format!("{name}.unfinished"));
        std::os::unix::fs::symlink("/dev/full", &unfinished).unwrap();
        let ran = finish(program().arg("build").arg(&shop.second).arg("--out").arg(&out));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains("the disk is full"), "{}", ran.err);
        assert!(ran.err.contains("what was built before is still in use"), "{}", ran.err);
        shop.old_in_use(&out);
        // The link was the unfinished file, and is taken away as such.
        assert_eq!(unfinished_in(&out), None);
        shop.new_can_be_built(&out);
    }
}

/// What is read may be of two editions, or cut off in the middle; what is built is whole, or not
/// built.
#[test]
fn files_can_change_while_they_are_read() {
    let shop = Shop::new(write_small_shop);
    let out = shop.output("restless");
    let content = shop.place.path().join("restless content");
    write_small_shop(&content, "first edition");
    let over = Arc::new(AtomicBool::new(false));
    let editor = thread::spawn({
        let (over, content) = (Arc::clone(&over), content.clone());
        move || {
            for edition in ["second edition", "first edition"].iter().cycle() {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                // Each file is emptied and written anew, in place.
                write_small_shop(&content, edition);
            }
        }
    });
    for _ in 0..12 {
        let ran = finish(program().arg("build").arg(&content).arg("--out").arg(&out));
        assert!(matches!(ran.code, Some(0 | 1)), "{:?}: {}", ran.code, ran.err);
        whole_build(&out);
        assert_eq!(unfinished_in(&out), None);
    }
    over.store(true, Ordering::Relaxed);
    editor.join().expect("the editor's thread");
    shop.new_can_be_built(&out);
}

/// A limit to the size of files breaks writing off in the middle, as a full disk does.
#[test]
fn a_file_that_cannot_be_written_to_its_end_is_taken_away() {
    let shop = Shop::new(write_small_shop);
    let out = shop.output("full");
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let mut build = Command::new("sh");
    build.args(["-c", script, "sh", env!("CARGO_BIN_EXE_faqlet"), "build"]);
    let ran = finish(build.arg(&shop.second).arg("--out").arg(&out));
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("what was built before is still in use"), "{}", ran.err);
    assert_eq!(snapshot(&out), shop.old);
    shop.new_can_be_built(&out);
}

#[test]
fn a_folder_that_may_not_be_written_to_keeps_its_build() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = Shop::new(write_small_shop);
    let out = shop.output("locked");
    let permit = |mode| fs::set_permissions(&out, fs::Permissions::from_mode(mode)).unwrap();
    permit(0o555);
    // Root may write all the same.
    let held = File::create(out.join("probe")).is_err();
    let ran = finish(program().arg("build").arg(&shop.second).arg("--out").arg(&out));
    permit(0o755);
    if held {
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("what was built before is still in use"), "{}", ran.err);
        assert_eq!(snapshot(&out), shop.old);
    }
    shop.new_can_be_built(&out);
}

#[test]
fn builds_at_the_same_time_do_not_spoil_each_other() {
    let shop = Shop::new(write_small_shop);
    let out = shop.output("shared");
    for _ in 0..4 {
        let dirs = [&shop.first, &shop.second, &shop.first, &shop.second, &demo_shop()];
        let builds: Vec<Child> = dirs.iter().map(|dir| start(dir, &out)).collect();
        for mut build in builds {
            assert!(build.wait().unwrap().success());
        }
        whole_build(&out);
    }
}
