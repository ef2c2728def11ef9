//! Shops whose products are apart: built product by product, in parts on several machines, again
//! after a change.

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use builds::{snapshot, write, write_catalogue};
use faqlet::compile::{Output, compile_for};
use faqlet::content::{Audience, SourceFile, load};
use support::{Ran, demo_shop, faqlet, finish, program};
use tempfile::TempDir;

type Files = BTreeMap<String, Vec<u8>>;

#[track_caller]
fn built(dir: &Path, out: &Path, more: &[&str]) -> Ran {
    let ran = finish(program().arg("build").arg(dir).arg("--out").arg(out).args(more));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

fn place() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// The demo shop, with its products apart.
fn demo_apart(folder: &Path) {
    for (path, bytes) in snapshot(&demo_shop()) {
        let bytes = if path == "shop.yaml" {
            [&bytes[..], b"\nproductShards: always\n"].concat()
        } else {
            bytes
        };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// What the library makes of a folder, all of it in memory.
fn in_memory(folder: &Path) -> (Files, Vec<String>) {
    let files: Vec<SourceFile> =
        snapshot(folder).into_iter().map(|(path, bytes)| SourceFile { path, bytes }).collect();
    let loaded = load(&files, jiff::Zoned::now().date());
    let Output { files, products, pages, manifest, .. } =
        compile_for(&loaded.content, Audience::Public);
    let all = files.into_iter().chain(products).chain(pages).chain([manifest]);
    let findings = loaded.diagnostics.iter();
    let findings =
        findings.map(|it| format!("{}[{}]: {}", it.severity.as_str(), it.code, it.message));
    (all.map(|file| (file.name, file.bytes)).collect(), findings.collect())
}

#[track_caller]
fn same(one: &Files, other: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<BTreeSet<_>>();
    let differ: Vec<_> = names(one).symmetric_difference(&names(other)).cloned().collect();
    assert_eq!(differ, [""; 0], "files that only one of the two has");
    let differ: Vec<_> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert_eq!(differ, [""; 0], "files that differ");
}

#[test]
fn product_by_product_the_same_is_built_as_in_memory() {
    let place = place();
    for (name, make) in
        [("demo", demo_apart as fn(&Path)), ("big", |dir| write_catalogue(dir, "", 40))]
    {
        let (dir, out) = (place.path().join(name), place.path().join(format!("{name} out")));
        make(&dir);
        let ran = built(&dir, &out, &[]);
        let (files, findings) = in_memory(&dir);
        assert!(files.len() > 15 && files.keys().any(|name| name.starts_with("products/")));
        same(&files, &snapshot(&out));
        for finding in &findings {
            assert!(ran.err.contains(finding), "{finding} is missing in {}", ran.err);
        }
        assert_eq!(ran.err.matches("[FAQ").count(), findings.len(), "{}", ran.err);
    }
}

#[test]
fn what_is_wrong_with_an_entry_about_a_product_stops_the_build() {
    let place = place();
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    write_catalogue(&dir, "", 10);
    built(&dir, &out, &[]);
    let before = snapshot(&out);
    let table = fs::read_to_string(dir.join("en/products.csv")).unwrap();
    let broken =
        table.replacen("#faq=p4-q1", "#faq=nobody", 1).replace("\"Yes, **2** of 7", "\"No");
    fs::write(dir.join("en/products.csv"), broken).unwrap();
    let ran = finish(program().arg("build").arg(&dir).arg("--out").arg(&out));
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("The link to “#faq=nobody” leads to no entry"), "{}", ran.err);
    assert!(ran.err.contains("1 error, "), "{}", ran.err);
    assert_eq!(snapshot(&out), before);
    // Where nothing was built, nothing is left.
    let fresh = place.path().join("fresh");
    let ran = finish(program().arg("build").arg(&dir).arg("--out").arg(&fresh));
    assert_eq!(ran.code, Some(1));
    assert!(!fresh.exists());
}

/// Sets the times of all files back, and returns those that a later write changes.
fn touched_by(out: &Path, change: impl FnOnce()) -> (BTreeSet<String>, BTreeSet<String>) {
    let past = SystemTime::now() - Duration::from_secs(1000);
    let before = snapshot(out);
    for name in before.keys() {
        let file = fs::File::options().write(true).open(out.join(name)).unwrap();
        file.set_modified(past).unwrap();
    }
    change();
    let after = snapshot(out);
    let is_new = |name: &&String| {
        fs::metadata(out.join(name)).unwrap().modified().unwrap() > past + Duration::from_secs(1)
    };
    let touched = after.keys().filter(is_new).cloned().collect();
    let gone = before.keys().filter(|name| !after.contains_key(*name)).cloned().collect();
    (touched, gone)
}

#[test]
fn a_changed_product_touches_its_own_files_only() {
    let place = place();
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    write_catalogue(&dir, "", 30);
    built(&dir, &out, &[]);
    let (touched, gone) = touched_by(&out, || drop(built(&dir, &out, &[])));
    assert!(touched.is_empty() && gone.is_empty(), "{touched:?} {gone:?}");

    let table = fs::read_to_string(dir.join("en/products.csv")).unwrap();
    fs::write(dir.join("en/products.csv"), table.replace("**1** of 3,", "**one** of 3,")).unwrap();
    let (touched, gone) = touched_by(&out, || drop(built(&dir, &out, &[])));
    let kinds: Vec<String> = touched
        .iter()
        .map(|name| {
            let parts: Vec<&str> = name.split('.').collect();
            match parts[..] {
                [path, part, _, end] => format!("{}.{part}.{end}", &path[..9]),
                _ => name.clone(),
            }
        })
        .collect();
    let expected = [
        "en/products/p-3.html",
        "products/.answers.json",
        "products/.index.bin",
        "products/id-p-3.json",
    ];
    assert_eq!(kinds.iter().collect::<BTreeSet<_>>(), expected.map(str::to_owned).iter().collect());
    assert_eq!((kinds.len(), gone.len()), (4, 0), "{touched:?} {gone:?}");

    // Files of the build before this one stay, older ones go.
    fs::write(dir.join("en/products.csv"), table.replace("**1** of 5,", "**one** of 5,")).unwrap();
    let (_, gone) = touched_by(&out, || drop(built(&dir, &out, &[])));
    assert_eq!(gone.len(), 0, "those of the first build are in use again: {gone:?}");
    fs::write(dir.join("en/products.csv"), table.replace("**1** of 6,", "**one** of 6,")).unwrap();
    let (_, gone) = touched_by(&out, || drop(built(&dir, &out, &[])));
    assert_eq!(gone.len(), 2, "shard and answers of the second build: {gone:?}");
    let fresh = place.path().join("fresh");
    built(&dir, &fresh, &[]);
    for (name, bytes) in snapshot(&fresh) {
        assert!(fs::read(out.join(&name)).is_ok_and(|there| there == bytes), "{name}");
    }
}

#[test]
fn a_product_that_is_gone_has_no_manifest_and_no_page() {
    let place = place();
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    write_catalogue(&dir, "", 12);
    built(&dir, &out, &[]);
    let before = snapshot(&out);
    let table = fs::read_to_string(dir.join("en/products.csv")).unwrap();
    let kept = table.replace("\"p-11\"", "\"p-10\"");
    fs::write(dir.join("en/products.csv"), kept).unwrap();
    let lines = fs::read_to_string(dir.join("hu/products.jsonl")).unwrap();
    fs::write(dir.join("hu/products.jsonl"), lines.replace("\"p-11\"", "\"p-10\"")).unwrap();
    built(&dir, &out, &[]);
    let after = snapshot(&out);
    let gone: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    let expected = ["en/products/p-11.html", "hu/products/p-11.html", "products/id-p-11.json"];
    assert_eq!(gone, expected);
    // And when all are together again, nothing is left of the products at all.
    let shop = fs::read_to_string(dir.join("shop.yaml")).unwrap();
    fs::write(dir.join("shop.yaml"), shop.replace("always", "never")).unwrap();
    built(&dir, &out, &[]);
    built(&dir, &out, &[]);
    let left: Vec<String> =
        snapshot(&out).into_keys().filter(|name| name.starts_with("products/id-")).collect();
    assert_eq!(left, [""; 0]);
}

/// Builds all parts of a build of so many, and gives their folders.
fn parts_of(dir: &Path, place: &Path, of: usize) -> Vec<PathBuf> {
    let part = |number: usize| {
        let out = place.join(format!("part {number} of {of}"));
        built(dir, &out, &["--shards", &format!("{number}/{of}")]);
        out
    };
    (1..=of).map(part).collect()
}

fn merge(out: &Path, parts: &[PathBuf]) -> Ran {
    finish(program().arg("merge").arg(out).args(parts))
}

#[test]
fn parts_of_a_build_are_united_to_the_bytes_of_one() {
    let place = place();
    for (name, make) in
        [("demo", demo_apart as fn(&Path)), ("big", |dir| write_catalogue(dir, "", 25))]
    {
        let root = place.path().join(name);
        let (dir, whole) = (root.join("content"), root.join("whole"));
        make(&dir);
        built(&dir, &whole, &[]);
        let whole = snapshot(&whole);
        for of in [1, 2, 3, 7] {
            let mut parts = parts_of(&dir, &root, of);
            parts.reverse();
            let out = root.join(format!("united of {of}"));
            let ran = merge(&out, &parts);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            same(&whole, &snapshot(&out));
            let (touched, _) = touched_by(&out, || assert_eq!(merge(&out, &parts).code, Some(0)));
            assert_eq!(touched.len(), 0, "{touched:?}");
        }
    }
}

#[test]
fn a_part_can_be_built_again_where_it_was() {
    let place = place();
    let (dir, out) = (place.path().join("content"), place.path().join("part"));
    write_catalogue(&dir, "", 9);
    for share in ["1/2", "2/2", "1/3"] {
        built(&dir, &out, &["--shards", share]);
    }
    let fresh = place.path().join("fresh");
    built(&dir, &fresh, &["--shards", "1/3"]);
    same(&snapshot(&fresh), &snapshot(&out));
    // And a whole build there is one.
    built(&dir, &out, &[]);
    assert!(!out.join("part.json").exists());
}

#[test]
fn parts_that_do_not_make_a_build_are_refused() {
    let place = place();
    let dir = place.path().join("content");
    write_catalogue(&dir, "", 9);
    let parts = parts_of(&dir, place.path(), 3);
    let out = place.path().join("out");
    let refused = |parts: &[PathBuf], message: &str| {
        let ran = merge(&out, parts);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains(message), "{message:?} is not in {}", ran.err);
        assert!(!out.exists(), "nothing is written");
    };
    refused(&parts[..2], "the part 3/3 is missing; build it with --shards 3/3");
    refused(&parts[1..2], "the part 1/3 and 1 more is missing");
    refused(&[&parts[..], &parts[..1]].concat(), "part 1 is there twice");
    let of_two = parts_of(&dir, place.path(), 2);
    refused(&[parts[0].clone(), of_two[1].clone()], "one is of 3 parts, the other of 2");
    refused(&[parts[0].clone(), dir.clone()], "is not a finished part of a build");
    let staff = place.path().join("staff");
    built(&dir, &staff, &["--shards", "2/3", "--audience", "staff"]);
    refused(&[parts[0].clone(), staff], "they are for different audiences");
    let inferred = place.path().join("inferred");
    built(&dir, &inferred, &["--shards", "2/3", "--infer-intents"]);
    refused(&[parts[0].clone(), inferred], "--infer-intents");
    let other = place.path().join("other version");
    fs::create_dir(&other).unwrap();
    let part = fs::read_to_string(parts[1].join("part.json")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    fs::write(other.join("part.json"), part.replace(version, "0.0.1")).unwrap();
    refused(&[parts[0].clone(), other.clone()], "faqlet 0.0.1 the other");
    fs::write(other.join("part.json"), "{}").unwrap();
    refused(&[parts[0].clone(), other], "is not what faqlet writes");
    write(&dir, "en/new.md", "---\nquestion: New?\n---\nYes.\n");
    let changed = place.path().join("changed");
    built(&dir, &changed, &["--shards", "2/3"]);
    refused(&[parts[0].clone(), changed], "their content differs");
    let ran = merge(&parts[0], &parts);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is a part; name another folder"), "{}", ran.err);
}

#[test]
fn parts_that_cannot_be_are_refused() {
    let place = place();
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    write_catalogue(&dir, "", 3);
    for share in ["0/3", "4/3", "1", "1/0", "-1/2", "1/x", "1/200000"] {
        let mut build = program();
        let ran =
            finish(build.arg("build").arg(&dir).arg("--out").arg(&out).args(["--shards", share]));
        assert_eq!(ran.code, Some(2), "{share}: {}", ran.err);
    }
    let ran = finish(
        program().arg("build").arg(demo_shop()).arg("--out").arg(&out).args(["--shards", "1/2"]),
    );
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("productShards: always"), "{}", ran.err);
}

/// A killed build leaves its workplace, which the next one removes.
#[test]
fn what_a_killed_build_left_is_removed() {
    let place = place();
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    write_catalogue(&dir, "", 5);
    built(&dir, &out, &[]);
    let before = snapshot(&out);
    write(&out, ".faqlet.unfinished/products/ab/x", "half");
    built(&dir, &out, &[]);
    assert_eq!(snapshot(&out), before);
    let small = place.path().join("small");
    builds::write_small_shop(&small, "today");
    let out = place.path().join("small out");
    write(&out, ".faqlet.unfinished/kept-0", "half");
    built(&small, &out, &[]);
    assert!(!out.join(".faqlet.unfinished").exists());
}

/// The recipes of the guide, run as they stand there with processes for machines.
#[cfg(unix)]
#[test]
fn the_recipes_of_the_guide_work() {
    let guide =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/large.md")).unwrap();
    let recipe = |mark: &str| {
        let start = guide.find(mark).unwrap_or_else(|| panic!("{mark} is not in the guide"));
        let block = guide[start..].split("```").nth(1).expect("a block follows");
        block.split_once('\n').expect("the block has a language").1.to_owned()
    };
    let place = place();
    let root = place.path();
    write_catalogue(&root.join("faq-data"), "", 20);
    built(&root.join("faq-data"), &root.join("whole"), &[]);
    let whole = snapshot(&root.join("whole"));
    let path = Path::new(env!("CARGO_BIN_EXE_faqlet")).parent().unwrap();
    let path = format!("{}:{}", path.display(), std::env::var("PATH").unwrap());
    let shell = |script: &str, environment: &[(&str, &str)]| {
        let mut command = Command::new("sh");
        command.args(["-euc", script]).current_dir(root).env("PATH", &path);
        let ran = finish(command.envs(environment.iter().copied()));
        assert_eq!(ran.code, Some(0), "{script}: {}", ran.err);
        ran.out
    };
    let clear = || ["parts", "public"].map(|it| drop(fs::remove_dir_all(root.join(it))));

    let slurm = recipe("<!-- recipe: slurm task -->");
    for index in ["1", "2", "3", "4"] {
        shell(&slurm, &[("SLURM_ARRAY_TASK_ID", index), ("SLURM_ARRAY_TASK_COUNT", "4")]);
    }
    let unite = recipe("<!-- recipe: merge -->");
    shell(&unite, &[]);
    same(&whole, &snapshot(&root.join("public/faq")));
    clear();

    let kubernetes = recipe("<!-- recipe: kubernetes task -->");
    for index in ["0", "1", "2"] {
        shell(&kubernetes, &[("JOB_COMPLETION_INDEX", index), ("PARTS", "3")]);
    }
    shell(&unite, &[]);
    same(&whole, &snapshot(&root.join("public/faq")));
    clear();

    // Spark starts the command once a partition, gives it a line an element, and takes its lines.
    shell(&format!("cat > pipe.sh <<'END'\n{}END\n", recipe("<!-- recipe: pipe.sh -->")), &[]);
    let partition =
        |lines: &str| shell(&format!("printf '{lines}' | sh pipe.sh"), &[("PARTS", "3")]);
    let said = [partition("1\\n3\\n"), partition(""), partition("2\\n")].concat();
    assert_eq!(said.lines().collect::<Vec<_>>(), ["parts/1", "parts/3", "parts/2"]);
    shell(&unite, &[]);
    same(&whole, &snapshot(&root.join("public/faq")));
}

#[test]
fn help_says_what_parts_are() {
    let help = faqlet(["merge", "--help"]);
    assert!(help.out.contains("byte for byte"), "{}", help.out);
}
