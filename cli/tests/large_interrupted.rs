//! Builds of shops whose products are apart that are killed or fail: every page of the shop has
//! files of one version at every moment, the old one or the new, and the next build succeeds.
#![cfg(unix)]

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use builds::{snapshot, whole_build, whole_product, write_catalogue};
use support::{finish, program};
use tempfile::TempDir;

type Files = BTreeMap<String, Vec<u8>>;

/// Two editions of a catalogue, and what builds of them give.
struct Shop {
    place: TempDir,
    dirs: [PathBuf; 2],
    editions: [Files; 2],
}

impl Shop {
    fn new(products: usize) -> Self {
        let place = tempfile::tempdir().expect("a folder can be made");
        let edition = |name: &str| {
            let (dir, out) = (place.path().join(name), place.path().join(format!("{name} out")));
            write_catalogue(&dir, &format!(", {name}"), products);
            built(&dir, &out);
            (dir, snapshot(&out))
        };
        let ((old, old_files), (new, new_files)) = (edition("old"), edition("new"));
        Self { place, dirs: [old, new], editions: [old_files, new_files] }
    }

    /// That every page finds files of one edition.
    #[track_caller]
    fn whole(&self, out: &Path) {
        whole_build(out);
        let of = |name: &str| self.editions.each_ref().map(|edition| edition.get(name).cloned());
        let manifest = fs::read(out.join("manifest.json")).ok();
        assert!(of("manifest.json").contains(&manifest));
        let manifests = self.editions[0].keys().filter(|name| name.starts_with("products/id-"));
        let mut count = 0;
        for name in manifests {
            count += 1;
            let there = whole_product(out, name);
            assert!(there.is_some() && of(name).contains(&there), "{name}");
        }
        assert!(count > 5);
        for (name, bytes) in snapshot(out).into_iter().filter(|(name, _)| name.ends_with(".html")) {
            // What is not in its place is not served.
            let waits = name.starts_with(".faqlet.unfinished/");
            assert!(waits || of(&name).contains(&Some(bytes)), "{name}");
        }
    }

    #[track_caller]
    fn can_be_built(&self, out: &Path, edition: usize) {
        built(&self.dirs[edition], out);
        self.whole(out);
        for (name, bytes) in &self.editions[edition] {
            assert!(fs::read(out.join(name)).is_ok_and(|there| there == *bytes), "{name}");
        }
        assert!(!out.join(".faqlet.unfinished").exists());
    }
}

#[track_caller]
fn built(dir: &Path, out: &Path) {
    let ran = finish(program().arg("build").arg(dir).arg("--out").arg(out));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

fn start(dir: &Path, out: &Path) -> Child {
    let mut build = program();
    build.arg("build").arg(dir).arg("--out").arg(out);
    build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// `KILLS=200` does so at as many points.
#[test]
fn a_build_of_products_can_be_killed_at_any_time() {
    let shop = Shop::new(150);
    let out = shop.place.path().join("killed");
    let begin = Instant::now();
    built(&shop.dirs[0], &out);
    let whole_time = begin.elapsed();
    let rounds = std::env::var("KILLS").map_or(10, |kills| kills.parse().expect("a number"));
    let mut edition = 1;
    for round in 0..rounds {
        let mut build = start(&shop.dirs[edition], &out);
        if round % 2 == 0 {
            thread::sleep(whole_time * round / rounds);
        } else {
            // These are killed while files take their places.
            let manifests = || snapshot_of(&out.join("products")).len();
            let before = manifests();
            while manifests() == before && build.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_micros(100));
            }
        }
        build.kill().expect("a process of one's own can be killed");
        build.wait().expect("it has ended");
        shop.whole(&out);
        if round % 3 == 2 {
            shop.can_be_built(&out, edition);
            edition = 1 - edition;
        }
    }
    shop.can_be_built(&out, 0);
}

/// The names in the folders of a folder.
fn snapshot_of(folder: &Path) -> Vec<PathBuf> {
    let inside = |path: &Path| {
        let there = fs::read_dir(path).into_iter().flatten();
        there.flatten().map(|entry| entry.path()).collect::<Vec<_>>()
    };
    inside(folder).iter().flat_map(|path| inside(path)).collect()
}

/// A folder in the place of a file makes the rename fail, for root too.
#[test]
fn a_build_of_products_can_fail_at_every_kind_of_file() {
    let shop = Shop::new(12);
    let new = |end: &str| {
        let names = shop.editions[1].iter();
        let mut names = names.filter(|(name, bytes)| {
            name.ends_with(end) && shop.editions[0].get(*name) != Some(*bytes)
        });
        names.next_back().expect("there is one").0.clone()
    };
    for name in [new(".bin"), new(".html"), "products/id-p-2.json".to_owned()] {
        let out = shop.place.path().join(format!("failed at {}", name.replace('/', " ")));
        built(&shop.dirs[0], &out);
        let target = out.join(&name);
        if target.is_file() {
            fs::remove_file(&target).unwrap();
        }
        fs::create_dir_all(target.join("in the way")).unwrap();
        let ran = finish(program().arg("build").arg(&shop.dirs[1]).arg("--out").arg(&out));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        fs::remove_dir_all(&target).unwrap();
        assert!(!out.join(".faqlet.unfinished").exists());
        for (name, bytes) in &shop.editions[0] {
            let there = fs::read(out.join(name)).ok();
            let lost = out.join(name) == target;
            // Pages and manifests of products are replaced one after the other, and do not depend
            // on each other.
            let new = name.ends_with(".html") || name.starts_with("products/id-");
            let new = new && there.as_ref() == shop.editions[1].get(name);
            assert!(lost || there.as_ref() == Some(bytes) || new, "{name}");
        }
        shop.can_be_built(&out, 1);
    }
}

#[test]
fn builds_of_products_at_the_same_time_do_not_spoil_each_other() {
    let shop = Shop::new(30);
    let out = shop.place.path().join("shared");
    for _ in 0..3 {
        let builds = [0, 1, 0, 1].map(|edition| start(&shop.dirs[edition], &out));
        for mut build in builds {
            assert!(build.wait().unwrap().success());
        }
        shop.whole(&out);
    }
}

/// A limit to the size of files breaks writing off in the middle, as a full disk does.
#[test]
fn a_full_disk_leaves_all_as_it_was() {
    let shop = Shop::new(12);
    let out = shop.place.path().join("full");
    built(&shop.dirs[0], &out);
    let before = snapshot(&out);
    let script = "trap '' XFSZ; ulimit -f 2; exec \"$@\"";
    let mut build = std::process::Command::new("sh");
    build.args(["-c", script, "sh", env!("CARGO_BIN_EXE_faqlet"), "build"]);
    let ran = finish(build.arg(&shop.dirs[1]).arg("--out").arg(&out));
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("what was built before is still in use"), "{}", ran.err);
    assert_eq!(snapshot(&out), before);
    shop.can_be_built(&out, 1);
}
