//! `faqlet build` on real folders: what it writes, what it leaves alone, what it refuses.

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use builds::{snapshot, whole_build, write, write_large_shop, write_small_shop};
use faqlet::index::Index;
use support::{Ran, demo_shop, faqlet};
use tempfile::TempDir;

fn build(dir: &Path, out: &Path) -> Ran {
    faqlet([Path::new("build"), dir, Path::new("--out"), out])
}

fn built(dir: &Path, out: &Path) {
    let ran = build(dir, out);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

/// An empty folder of the test's own, and two paths in it that do not exist yet.
fn places() -> (TempDir, PathBuf, PathBuf) {
    let place = tempfile::tempdir().expect("a folder can be made");
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    (place, dir, out)
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let (_place, one, two) = places();
    built(&demo_shop(), &one);
    built(&demo_shop(), &two);
    let files = snapshot(&one);
    assert!(files == snapshot(&two), "the builds differ");
    let manifest = whole_build(&one);
    let languages: Vec<&String> = manifest["languages"].as_object().unwrap().keys().collect();
    assert_eq!(languages, ["ar", "en", "hu", "ru"]);
    assert_eq!(manifest["defaultLanguage"], "en");
    let named = manifest.to_string();
    let pages = |name: &str| name.ends_with(".html") || name == "sitemap.xml";
    let named = |name: &String| name == "manifest.json" || pages(name) || named.contains(&**name);
    assert!(files.keys().all(named), "there is a file that the manifest does not name");
    for (language, of) in manifest["languages"].as_object().unwrap() {
        assert_eq!(of["page"], format!("{language}/index.html"));
        assert!(files.contains_key(&format!("{language}/index.html")));
    }
}

#[test]
fn the_place_of_the_content_does_not_matter() {
    let (place, one, out) = places();
    let two = place.path().join("elsewhere/below");
    write_small_shop(&one, "today");
    write_small_shop(&two, "today");
    built(&one, &out);
    let first = snapshot(&out);
    built(&two, &out);
    assert_eq!(snapshot(&out), first);
}

#[test]
fn entry_n_of_the_index_has_answer_n() {
    let (_place, dir, out) = places();
    write_large_shop(&dir, "first edition", 400);
    built(&dir, &out);
    let manifest = whole_build(&out);
    let english = &manifest["languages"]["en"];
    let chunks = english["answers"].as_array().unwrap();
    assert!(chunks.len() > 3, "400 answers of 500 bytes do not fit into few files");
    let file = english["index"]["file"].as_str().unwrap();
    let index = Index::open(fs::read(out.join(file)).unwrap()).expect("the index opens");
    assert_eq!(english["entries"], index.entry_count());
    let answers = chunks.iter().flat_map(|chunk| {
        let bytes = fs::read(out.join(chunk["file"].as_str().unwrap())).unwrap();
        serde_json::from_slice::<Vec<String>>(&bytes).unwrap()
    });
    for (n, answer) in answers.enumerate() {
        let id = index.entry(n as u32).id.to_owned();
        let number: usize = id[1..].parse().unwrap();
        assert!(answer.starts_with(&format!("<p>Item {number}, ")), "{id}: {answer}");
    }
}

#[test]
fn what_is_for_staff_leaves_no_trace() {
    let (place, with, out) = places();
    let (without, out_without) = (place.path().join("public"), place.path().join("out-public"));
    for dir in [&with, &without] {
        write_small_shop(dir, "today");
        write(dir, "en/open.md", "---\nquestion: Quaggamark?\n---\nYes.\n");
    }
    let markdown = "---
question: Zyxquestion?
alternates: [zyxalternate]
tags: [zyxtag]
product: zyxproduct
owner: zyxowner
contact: [chat]
audience: staff
---
A zyxanswer.
";
    write(&with, "en/zyxfile.md", markdown);
    write(
        &with,
        "en/staff.csv",
        "id,question,alternates,answer,tags,audience\n\
         zyxid,Zyxrow?,zyxcell,zyxtext,zyxlabel,staff\n",
    );
    write(
        &with,
        "hu/staff.jsonl",
        r#"{"id":"zyxline","question":"Zyxkerdes?","answer":"Zyxvalasz.","audience":"staff"}"#,
    );
    built(&with, &out);
    built(&without, &out_without);
    // Terms are packed, so that a search for their letters alone would prove nothing.
    assert_eq!(snapshot(&out), snapshot(&out_without));
    let holds = |mark: &str| {
        snapshot(&out).into_iter().any(|(name, bytes)| {
            let bytes = bytes.to_ascii_lowercase();
            name.contains(mark) || bytes.windows(mark.len()).any(|part| part == mark.as_bytes())
        })
    };
    assert!(holds("quaggamark"), "what is public can be found");
    assert!(!holds("zyx"));
}

#[test]
fn files_of_the_build_before_stay_and_older_ones_go() {
    let (_place, dir, out) = places();
    let foreign = [
        "index.html",
        "en.index.bin",
        "en.answers.0123456789abcdeg.json",
        "notes.unfinished",
        "deep/en.index.0123456789abcdef.bin",
    ];
    for name in foreign {
        write(&out, name, "mine");
    }
    let mut editions = Vec::new();
    for edition in ["first", "second", "third", "third"] {
        write_small_shop(&dir, edition);
        built(&dir, &out);
        let manifest = whole_build(&out).to_string();
        let files = snapshot(&out);
        let new = files.keys().filter(|name| manifest.contains(&format!("\"{name}\"")));
        editions.push(new.cloned().collect::<Vec<String>>());
        // Building the same again must not count as another build: shoppers still have pages
        // open that were loaded from the second one.
        let kept = &editions[editions.len().min(3).saturating_sub(2)];
        for name in editions.last().unwrap().iter().chain(kept) {
            assert!(files.contains_key(name), "{edition}: {name} has gone");
        }
        if edition == "third" {
            for name in editions[0].iter().filter(|name| !editions[2].contains(name)) {
                assert!(!files.contains_key(name), "{name} is still there");
            }
        }
    }
    // Indexes, answers and first pages of two languages, and the style of all, which stays.
    assert_eq!(editions[0].len(), 7);
    let files = snapshot(&out);
    for name in foreign {
        assert_eq!(files[name], b"mine", "{name}");
    }
}

/// Pages keep their names, so that those of the build before have none to stay for.
/// A shop whose products are apart, one of which it may not have.
fn write_shop_of_products(dir: &Path, kettle: &str, blender: Option<&str>) {
    write_small_shop(dir, "today");
    let shop = fs::read_to_string(dir.join("shop.yaml")).unwrap();
    write(dir, "shop.yaml", &format!("productShards: always\n{shop}"));
    let entry = |product: &str, answer: &str| {
        format!("---\nquestion: May it boil?\nproduct: {product}\n---\n{answer}\n")
    };
    write(dir, "en/kettle.md", &entry("KT-200", kettle));
    let _ = fs::remove_file(dir.join("en/blender.md"));
    if let Some(answer) = blender {
        write(dir, "en/blender.md", &entry("bl-150", answer));
    }
}

/// The names of files of which one of two states has no equal.
fn changed(one: &BTreeMap<String, Vec<u8>>, two: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let names = one.keys().chain(two.keys());
    names.filter(|name| one.get(*name) != two.get(*name)).cloned().collect()
}

#[test]
fn products_that_are_apart_have_files_of_their_own() {
    let (_place, dir, out) = places();
    write_shop_of_products(&dir, "Yes.", Some("No."));
    built(&dir, &out);
    let first = snapshot(&out);
    let manifest = whole_build(&out);
    assert_eq!(manifest["productShards"], true);
    assert_eq!(manifest["languages"]["en"]["entries"], 2);
    assert!(manifest["languages"]["en"].get("products").is_none());
    let named = |state: &BTreeMap<String, Vec<u8>>, product: &str| -> Vec<String> {
        let manifest = &state[&format!("products/id-{product}.json")];
        let manifest: serde_json::Value = serde_json::from_slice(manifest).unwrap();
        let of = &manifest["languages"]["en"];
        let files = [&of["index"]["file"], &of["answers"][0]["file"]];
        files.map(|file| file.as_str().unwrap().to_owned()).to_vec()
    };
    for product in ["_4b_54-200", "bl-150"] {
        for file in named(&first, product) {
            let (folder, name) = file.rsplit_once('/').unwrap();
            let hash = name.split('.').nth(2).unwrap();
            assert_eq!(folder, format!("products/{}", &hash[..2]));
            assert!(first.contains_key(&file), "{file}");
        }
    }

    // A changed entry changes its product's files, and the pages that show it.
    write_shop_of_products(&dir, "Yes, always.", Some("No."));
    built(&dir, &out);
    let second = snapshot(&out);
    let mut expected: BTreeSet<String> = named(&second, "_4b_54-200").into_iter().collect();
    expected.retain(|name| !first.contains_key(name));
    expected.insert("products/id-_4b_54-200.json".to_owned());
    expected.insert("en/products/kt-200.html".to_owned());
    assert_eq!(changed(&first, &second), expected);

    // Of a product that is gone the manifest goes, and its files with the build after.
    write_shop_of_products(&dir, "Yes, always.", None);
    built(&dir, &out);
    let third = snapshot(&out);
    assert!(!third.contains_key("products/id-bl-150.json"));
    assert!(named(&second, "bl-150").iter().all(|file| third.contains_key(file)));
    write_shop_of_products(&dir, "Hardly.", None);
    built(&dir, &out);
    let fourth = snapshot(&out);
    assert!(!named(&second, "bl-150").iter().any(|file| fourth.contains_key(file)));
    built(&dir, &out);
    assert!(changed(&fourth, &snapshot(&out)).is_empty(), "the same build changes nothing");

    // Together again: no file of a product is left after one build more.
    write_small_shop(&dir, "later");
    built(&dir, &out);
    assert!(!snapshot(&out).keys().any(|name| name.starts_with("products/id-")));
    write_small_shop(&dir, "later still");
    built(&dir, &out);
    assert!(!out.join("products").exists());
}

#[test]
fn a_file_of_others_in_the_place_of_a_products_manifest_stays() {
    let (_place, dir, out) = places();
    write_shop_of_products(&dir, "Yes.", None);
    write(&out, "products/id-_4b_54-200.json", "{}");
    write(&out, "products/notes.json", "{}");
    let ran = build(&dir, &out);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("is not a file that faqlet wrote"), "{}", ran.err);
    assert_eq!(snapshot(&out).len(), 2, "nothing was written");
    fs::remove_file(out.join("products/id-_4b_54-200.json")).unwrap();
    built(&dir, &out);
    built(&dir, &out);
    assert_eq!(fs::read_to_string(out.join("products/notes.json")).unwrap(), "{}");
}

#[test]
fn pages_that_a_build_does_not_have_go() {
    let (_place, dir, out) = places();
    let shop = |languages: &str, more: &str| {
        let channel = "contact: {channels: {a: {type: form, name: A, url: https://shop.example/}}}";
        write(&dir, "shop.yaml", &format!("languages: [{languages}]\n{more}{channel}\n"));
    };
    shop("en, hu", "baseURL: https://shop.example\ntopics: {parcels: Parcels, refunds: Refunds}\n");
    for language in ["en", "hu"] {
        let entry = "---\nquestion: What?\ntags: [parcels, refunds]\n---\nThis.\n";
        write(&dir, &format!("{language}/a.md"), entry);
        write(
            &dir,
            &format!("{language}/b.md"),
            "---\nquestion: Is it?\nproduct: p-1\n---\nYes.\n",
        );
    }
    let foreign = ["en/mine.html", "hu/notes.txt", "en/products/mine.html", "deep/en/index.html"];
    for name in foreign {
        write(&out, name, "<!doctype html><title>mine</title>");
    }
    let pages = || -> Vec<String> {
        let files = snapshot(&out).into_keys();
        let page = |name: &String| name.ends_with("l") && !foreign.contains(&name.as_str());
        files.filter(page).collect()
    };
    built(&dir, &out);
    let of = |language: &str| {
        ["index", "parcels", "products/p-1", "refunds"]
            .map(|name| format!("{language}/{name}.html"))
    };
    let first: Vec<String> = [&of("en")[..], &of("hu")[..], &["sitemap.xml".to_owned()]].concat();
    assert_eq!(pages(), first);

    // What a killed build leaves.
    write(&out, "en/parcels.html.unfinished", "<!doc");
    shop("en", "topics: {refunds: Refunds}\n");
    fs::remove_dir_all(dir.join("hu")).unwrap();
    fs::remove_file(dir.join("en/b.md")).unwrap();
    built(&dir, &out);
    assert_eq!(pages(), ["en/index.html", "en/refunds.html"]);
    assert!(!out.join("en/parcels.html.unfinished").exists());
    assert!(!out.join("hu/products").exists(), "an empty folder stays");
    let files = snapshot(&out);
    for name in foreign {
        assert!(files[name].ends_with(b"mine</title>"), "{name}");
    }
}

#[test]
fn pages_of_others_are_not_overwritten() {
    let (place, dir, out) = places();
    write_small_shop(&dir, "today");
    write(&out, "hu/index.html", "<!doctype html><title>mine</title>");
    refused(&place, &dir, &out, "hu/index.html is not a file that faqlet wrote");
    fs::remove_file(out.join("hu/index.html")).unwrap();
    built(&dir, &out);
    let shop = fs::read_to_string(dir.join("shop.yaml")).unwrap();
    write(&dir, "shop.yaml", &format!("baseURL: https://shop.example/faq/\n{shop}"));
    write(&out, "sitemap.xml", "<?xml version=\"1.0\"?><urlset/>");
    refused(&place, &dir, &out, "sitemap.xml is not a file that faqlet wrote");
}

#[test]
fn pages_do_not_go_into_the_content() {
    let (place, dir, _) = places();
    let content = dir.join("en");
    write_small_shop(&content, "today");
    refused(&place, &content, &dir, "would lie in the content folder");
}

#[test]
fn damaged_files_are_written_anew() {
    let (_place, dir, out) = places();
    write_small_shop(&dir, "today");
    built(&dir, &out);
    let good = snapshot(&out);
    let hashed = |name: &&String| *name != "manifest.json" && !name.ends_with(".html");
    for name in good.keys().filter(hashed) {
        fs::write(out.join(name), "damaged").unwrap();
    }
    built(&dir, &out);
    assert_eq!(snapshot(&out), good);
}

#[test]
fn errors_in_the_content_stop_a_build_before_it_writes() {
    let (_place, dir, out) = places();
    write_small_shop(&dir, "first");
    built(&dir, &out);
    let before = snapshot(&out);
    write_small_shop(&dir, "second");
    write(&dir, "en/bad.md", "---\nquestion: Is it so?\nhandoff: perhaps\n---\nYes.\n");
    let ran = build(&dir, &out);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("FAQ025") && ran.err.contains("bad.md:3"), "{}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(snapshot(&out), before);
    // Nor is a folder made.
    let other = out.with_file_name("other");
    assert_eq!(build(&dir, &other).code, Some(1));
    assert!(!other.exists());
}

#[test]
fn warnings_are_shown_and_do_not_stop_a_build() {
    let (_place, dir, out) = places();
    write_small_shop(&dir, "today");
    write(&dir, "en/old.md", "---\nquestion: Is it old?\nreview: 2001-01-01\n---\nYes.\n");
    let ran = build(&dir, &out);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("warning[FAQ024]"), "{}", ran.err);
    whole_build(&out);
}

/// That a build is refused with these words, and changes nothing.
#[track_caller]
fn refused(place: &TempDir, dir: &Path, out: &Path, words: &str) {
    let before = snapshot(place.path());
    let ran = build(dir, out);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.starts_with("faqlet: ") && ran.err.contains(words), "{}", ran.err);
    assert!(snapshot(place.path()) == before, "a file has changed");
}

#[test]
fn a_manifest_of_another_kind_is_not_overwritten() {
    let (place, dir, out) = places();
    write_small_shop(&dir, "today");
    let others = [
        r#"{"name": "Kettlewick", "start_url": "/", "display": "standalone"}"#,
        r#"{"generator": "somebody else 1.0"}"#,
        r#"{"generator": 1}"#,
        "[]",
        "{",
        "",
    ];
    for other in others {
        write(&out, "manifest.json", other);
        refused(&place, &dir, &out, "manifest.json is not a manifest that faqlet wrote");
    }
    fs::remove_file(out.join("manifest.json")).unwrap();
    fs::create_dir(out.join("manifest.json")).unwrap();
    refused(&place, &dir, &out, "cannot read");
}

#[test]
fn the_output_does_not_go_into_the_content() {
    let (place, dir, out) = places();
    write_small_shop(&dir, "today");
    let lies_in = "lies in the content folder";
    refused(&place, &dir, &dir, lies_in);
    refused(&place, &dir, &dir.join("en"), lies_in);
    refused(&place, &dir, &dir.join("not/yet/there"), lies_in);
    let roundabout = out.join("../content/built");
    refused(&place, &dir.join("en/.."), &roundabout, lies_in);
    fs::create_dir(&out).unwrap();
    refused(&place, &dir.join("en/.."), &roundabout, lies_in);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&dir, place.path().join("link")).unwrap();
        let ran = build(&dir, &place.path().join("link/built"));
        assert_eq!((ran.code, ran.err.contains(lies_in)), (Some(2), true), "{}", ran.err);
    }
    // A name that only starts alike is another folder.
    built(&dir, &dir.with_file_name("content-built"));
}

#[test]
fn the_content_may_lie_in_the_output() {
    let (_place, dir, _) = places();
    let faq = dir.join("faq");
    write_small_shop(&faq, "today");
    let before = snapshot(&faq);
    built(&faq, &dir);
    built(&faq, &dir);
    whole_build(&dir);
    assert_eq!(snapshot(&faq), before);
}

#[test]
fn a_single_file_can_be_built_beside_itself() {
    let (_place, dir, _) = places();
    write(&dir, "faq.csv", "question,answer\nIs it open?,Yes.\n");
    built(&dir.join("faq.csv"), &dir);
    assert_eq!(whole_build(&dir)["languages"]["en"]["entries"], 1);
    assert_eq!(fs::read(dir.join("faq.csv")).unwrap(), b"question,answer\nIs it open?,Yes.\n");
}

#[test]
fn an_output_that_cannot_be_a_folder_is_refused() {
    let (place, dir, _) = places();
    write_small_shop(&dir, "today");
    write(place.path(), "file", "mine");
    let file = place.path().join("file");
    refused(&place, &dir, &file, "is a file; --out takes a folder");
    refused(&place, &dir, &file.join("below"), "cannot make the folder");
    refused(&place, &place.path().join("nowhere"), &place.path().join("out"), "cannot read");
}
