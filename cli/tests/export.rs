//! `faqlet export` on real folders: what each engine gets, and what is refused.

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use builds::{snapshot, write, write_large_shop, write_small_shop};
use faqlet::content::{Audience, Content, Entry, SourceFile, load};
use serde_json::Value;
use support::{Ran, demo_shop, faqlet};
use tempfile::TempDir;

const ENGINES: [&str; 3] = ["opensearch", "meilisearch", "typesense"];

fn export(dir: &Path, engine: &str, out: &Path, more: &[&str]) -> Ran {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let mut arguments = vec!["export".to_owned(), text(dir), "--to".to_owned(), engine.to_owned()];
    arguments.extend(["--out".to_owned(), text(out)]);
    arguments.extend(more.iter().map(|argument| (*argument).to_owned()));
    faqlet(arguments)
}

fn exported(dir: &Path, engine: &str, out: &Path, more: &[&str]) -> Ran {
    let ran = export(dir, engine, out, more);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

/// An empty folder of the test's own, and two paths in it that do not exist yet.
fn places() -> (TempDir, PathBuf, PathBuf) {
    let place = tempfile::tempdir().expect("a folder can be made");
    let (dir, out) = (place.path().join("content"), place.path().join("out"));
    (place, dir, out)
}

/// What the program reads of a folder.
fn content(dir: &Path) -> Content {
    let files = snapshot(dir).into_iter().map(|(path, bytes)| SourceFile { path, bytes });
    load(&files.collect::<Vec<_>>(), jiff::civil::date(2026, 11, 1)).content
}

fn json(out: &Path, name: &str) -> Value {
    let text = fs::read_to_string(out.join(name)).unwrap_or_else(|_| panic!("no {name}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The documents of an index by their keys, read as its engine reads them, and its files.
fn documents(out: &Path, engine: &str, index: &str) -> (BTreeMap<String, Value>, Vec<String>) {
    let part = if engine == "opensearch" { "bulk" } else { "documents" };
    let start = format!("{index}.{part}");
    let files = snapshot(out).into_iter().filter(|(name, _)| name.starts_with(&start));
    let mut documents = BTreeMap::new();
    let mut names = Vec::new();
    for (name, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'), "{name}");
        let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        while let Some(line) = lines.next() {
            let document = if engine == "opensearch" {
                let document = lines.next().expect("an action has its document");
                assert_eq!(line, serde_json::json!({ "index": { "_id": document["id"] } }));
                document
            } else {
                line
            };
            let key = document["id"].as_str().unwrap().to_owned();
            assert!(documents.insert(key.clone(), document).is_none(), "{key} is there twice");
        }
        names.push(name);
    }
    (documents, names)
}

/// Whether the documents are the entries, each once and word for word.
fn same(documents: &BTreeMap<String, Value>, entries: &[&Entry]) {
    let by_entry: BTreeMap<&str, &Value> =
        documents.values().map(|it| (it["entry"].as_str().unwrap(), it)).collect();
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(by_entry.keys().copied().collect::<BTreeSet<_>>(), ids);
    for entry in entries {
        let document = by_entry[entry.id.as_str()];
        assert_eq!(document["language"], *entry.language);
        assert_eq!(document["question"], *entry.question);
        assert_eq!(document["alternates"], serde_json::json!(entry.alternates));
        assert_eq!(document["phrasings"], serde_json::json!(entry.inherited()));
        assert_eq!(document["answer"], *entry.answer_text);
        assert_eq!(document["html"], *entry.answer_html);
        assert_eq!(document.get("product").and_then(Value::as_str), entry.product.as_deref());
        assert_eq!(document["tags"], serde_json::json!(entry.tags));
        assert_eq!(document["contact"], serde_json::json!(entry.contact));
        assert_eq!(document.get("intent").and_then(Value::as_str), entry.intent.as_deref());
        assert_eq!(document["featured"], entry.featured);
        assert_eq!(document["priority"], u8::from(entry.featured));
        assert_eq!(document["audience"], entry.audience.as_str());
        let key = document["id"].as_str().unwrap();
        assert!(key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)), "{key}");
    }
}

fn of<'a>(content: &'a Content, language: &str, audience: Audience) -> Vec<&'a Entry> {
    let entries = content.entries.iter();
    entries.filter(|it| it.language == language && it.audience <= audience).collect()
}

#[test]
fn every_public_entry_of_the_demo_shop_is_exported_once() {
    let content = content(&demo_shop());
    assert!(content.entries.iter().any(|entry| entry.audience == Audience::Staff));
    for engine in ENGINES {
        let (_place, _, out) = places();
        let ran = exported(&demo_shop(), engine, &out, &[]);
        for language in &content.shop.languages {
            let public = of(&content, language, Audience::Public);
            let (documents, files) = documents(&out, engine, &format!("faq-{language}"));
            same(&documents, &public);
            assert_eq!(files.len(), 1);
            assert!(ran.err.contains(&format!("{language} {}", public.len())), "{}", ran.err);
        }
        // Every file is named with its size, and loaded by a command.
        for (name, bytes) in snapshot(&out) {
            assert!(ran.out.contains(&format!("{:>9}  {name}\n", bytes.len())), "{name}");
            let place = out.join(&name);
            assert!(ran.out.contains(&format!("@{}", place.display())), "{name}");
        }
    }
}

#[test]
fn addresses_lead_to_the_pages_of_a_build() {
    let (place, _, out) = places();
    exported(&demo_shop(), "typesense", &out, &["--lang", "EN"]);
    let site = place.path().join("site");
    let built = faqlet([Path::new("build"), &demo_shop(), Path::new("--out"), &site]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let (documents, _) = documents(&out, "typesense", "faq-en");
    assert!(documents.len() > 50);
    for document in documents.values() {
        let page = document["page"].as_str().unwrap();
        let (file, fragment) = page.split_once('#').unwrap();
        let html = fs::read_to_string(site.join(file)).unwrap();
        assert!(html.contains(&format!("id=\"{fragment}\"")), "{page}");
        assert_eq!(document["url"], format!("https://kettlewick.example/faq/{page}"));
    }
    assert!(!out.join("faq-hu.schema.json").exists(), "only one language was asked for");
}

#[test]
fn synonyms_are_those_of_the_content() {
    let content = content(&demo_shop());
    for (language, synonyms) in &content.synonyms {
        let mut expected = BTreeSet::new();
        for rule in synonyms {
            for word in &rule.words {
                let others = rule.meanings.iter().filter(|meaning| *meaning != word);
                expected.extend(others.map(|meaning| (word.clone(), meaning.clone())));
            }
        }
        assert!(!expected.is_empty());
        for engine in ENGINES {
            let (_place, _, out) = places();
            exported(&demo_shop(), engine, &out, &["--lang", language]);
            let texts = |value: &Value| -> Vec<String> {
                value.as_array().unwrap().iter().map(|it| it.as_str().unwrap().into()).collect()
            };
            let mut found = BTreeSet::new();
            let mut add = |word: &str, meanings: Vec<String>| {
                found.extend(meanings.into_iter().map(|meaning| (word.to_owned(), meaning)));
            };
            match engine {
                "opensearch" => {
                    let settings = json(&out, &format!("faq-{language}.settings.json"));
                    let filter = &settings["settings"]["analysis"]["filter"]["faq_synonyms"];
                    for rule in texts(&filter["synonyms"]) {
                        let (word, right) = rule.split_once(" => ").unwrap();
                        let right: Vec<String> = right.split(", ").map(str::to_owned).collect();
                        assert_eq!(right[0], word, "the word itself stays");
                        add(word, right[1..].to_vec());
                    }
                }
                "meilisearch" => {
                    let settings = json(&out, &format!("faq-{language}.settings.json"));
                    for (word, meanings) in settings["synonyms"].as_object().unwrap() {
                        add(word, texts(meanings));
                    }
                }
                _ => {
                    let items = json(&out, &format!("faq-{language}.synonyms.json"));
                    for item in items["items"].as_array().unwrap() {
                        add(item["root"].as_str().unwrap(), texts(&item["synonyms"]));
                    }
                }
            }
            assert_eq!(found, expected, "{engine} {language}");
        }
    }
}

#[test]
fn staff_entries_are_exported_only_for_staff() {
    let (_place, dir, out) = places();
    write_small_shop(&dir, "today");
    let secret = "---\nquestion: What may we refund?\naudience: staff\n---\nThe secret limit.\n";
    write(&dir, "en/secret.md", secret);
    for engine in ENGINES {
        let (public, staff) = (out.join(engine), out.join(format!("{engine}-staff")));
        exported(&dir, engine, &public, &[]);
        for (name, bytes) in snapshot(&public) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("secret"), "{name}");
        }
        exported(&dir, engine, &staff, &["--audience", "staff"]);
        let content = content(&dir);
        same(&documents(&staff, engine, "faq-en").0, &of(&content, "en", Audience::Staff));
    }
}

#[test]
fn intents_are_inferred_when_asked_for() {
    let (_place, dir, out) = places();
    write_small_shop(&dir, "today");
    let entry = "---\nquestion: How do I return an item?\n---\nBy post.\n";
    write(&dir, "en/returns.md", entry);
    let before = snapshot(&dir);
    exported(&dir, "meilisearch", &out.join("plain"), &[]);
    let ran = exported(&dir, "meilisearch", &out.join("inferred"), &["--infer-intents"]);
    assert!(ran.err.contains("intent"), "{}", ran.err);
    let of =
        |folder: &str| documents(&out.join(folder), "meilisearch", "faq-en").0["returns"].clone();
    assert_eq!(of("plain").get("intent"), None);
    assert_eq!(of("plain")["phrasings"], serde_json::json!([]));
    assert_eq!(of("inferred")["intent"], "how-to-return");
    assert!(of("inferred")["phrasings"].as_array().unwrap().len() > 5);
    assert!(before == snapshot(&dir), "the content stays as it is");
}

#[test]
fn documents_are_parted_at_the_limit() {
    let (_place, dir, out) = places();
    write_large_shop(&dir, "today", 200);
    // Larger than a file may be: it gets one of its own.
    write(&dir, "en/long.md", &format!("---\nquestion: Long?\n---\n{}\n", "word ".repeat(3000)));
    let content = content(&dir);
    for engine in ENGINES {
        let (whole, parted) = (out.join(engine), out.join(format!("{engine}-parted")));
        exported(&dir, engine, &whole, &[]);
        let ran = exported(&dir, engine, &parted, &["--part-bytes", "10000"]);
        let (documents_parted, files) = documents(&parted, engine, "faq-en");
        same(&documents_parted, &of(&content, "en", Audience::Public));
        assert_eq!(documents_parted, documents(&whole, engine, "faq-en").0);
        assert!(files.len() > 10, "{files:?}");
        let mut over = 0;
        for name in &files {
            let bytes = fs::read(parted.join(name)).unwrap();
            assert!(!bytes.is_empty());
            if bytes.len() > 10_000 {
                over += 1;
                let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
                assert_eq!(lines, if engine == "opensearch" { 2 } else { 1 });
            }
            assert!(ran.out.contains(name.as_str()), "{name} is loaded by no command");
        }
        assert_eq!(over, 1, "only what cannot be parted is larger");
    }
}

#[test]
fn whatever_ids_and_texts_have_in_them_arrives() {
    let (_place, dir, out) = places();
    let ids = [
        "plain",
        "../../etc/passwd",
        "a b",
        "É",
        "מזהה",
        "faqlet-0000",
        "\"},{\"",
        "x\\",
        "a\u{1}",
        "A",
        "a",
    ];
    let long = "l".repeat(600);
    let text = "</script>\u{2028}\u{202e}\\u0041 \u{1f600} \"quoted\" {{x}} ${y} `z`\\";
    let lines: String = ids
        .iter()
        .copied()
        .chain([long.as_str()])
        .enumerate()
        .map(|(n, id)| {
            let question = format!("Question {n} {text}?");
            let entry = serde_json::json!({
                "id": id, "question": question, "alternates": [format!("{n} {text}")],
                "answer": format!("Answer {n}.\n\n`{text}`"), "tags": [text],
            });
            format!("{entry}\n")
        })
        .collect();
    write(&dir, "en/hostile.jsonl", &lines);
    write(&dir, "shop.yaml", "languages: [en]\ncontact: {channels: {}}\n");
    let content = content(&dir);
    for engine in ENGINES {
        let out = out.join(engine);
        exported(&dir, engine, &out, &[]);
        same(&documents(&out, engine, "faq-en").0, &of(&content, "en", Audience::Public));
    }
}

#[test]
fn languages_without_rules_keep_accents_and_are_told_to_engines_that_know_them() {
    let (_place, dir, out) = places();
    write(&dir, "shop.yaml", "languages: [de-AT, gd, pt-BR]\ncontact: {channels: {}}\n");
    for language in ["de-AT", "gd", "pt-BR"] {
        write(&dir, &format!("{language}/a.md"), "---\nquestion: Größe?\n---\nSchön.\n");
    }
    for engine in ENGINES {
        exported(&dir, engine, &out.join(engine), &[]);
    }
    for index in ["faq-de-at", "faq-gd", "faq-pt-br"] {
        let analysis = json(&out.join("opensearch"), &format!("{index}.settings.json"));
        let analysis = &analysis["settings"]["analysis"];
        assert_eq!(analysis["filter"]["faq_folding"]["preserve_original"], true);
        assert!(analysis["analyzer"].get("faq_search").is_none(), "there are no synonyms");
        assert!(!analysis.to_string().contains("stemmer"));
        let schema = json(&out.join("typesense"), &format!("{index}.schema.json"));
        assert!(schema["fields"].as_array().unwrap().iter().all(|it| it["stem"] != true));
        assert!(schema.get("synonym_sets").is_none());
        assert!(!out.join("typesense").join(format!("{index}.synonyms.json")).exists());
    }
    let locales = |index: &str| {
        json(&out.join("meilisearch"), &format!("{index}.settings.json"))["localizedAttributes"][0]
            ["locales"][0]
            .clone()
    };
    assert_eq!(locales("faq-de-at"), "deu");
    assert_eq!(locales("faq-pt-br"), "por");
    assert_eq!(locales("faq-gd"), Value::Null);
}

#[test]
fn what_is_there_stays() {
    let (place, dir, out) = places();
    write_small_shop(&dir, "today");
    exported(&dir, "opensearch", &out, &[]);
    let before = snapshot(&out);
    let ran = export(&dir, "meilisearch", &out, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("stays as it is") && ran.err.contains("--out"), "{}", ran.err);
    assert!(before == snapshot(&out));

    let file = place.path().join("file");
    fs::write(&file, "mine").unwrap();
    let ran = export(&dir, "meilisearch", &file, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is a file"), "{}", ran.err);
    assert_eq!(fs::read(&file).unwrap(), b"mine");

    // An empty folder will do, also one in which an export was killed.
    let empty = place.path().join("empty");
    write(&empty, ".faq-en.settings.json.unfinished", "{");
    exported(&dir, "opensearch", &empty, &[]);
    assert!(before == snapshot(&empty), "the same content gives the same bytes");
}

#[test]
fn what_cannot_be_exported_is_said_and_leaves_nothing() {
    let (_place, dir, out) = places();
    write_small_shop(&dir, "today");
    let refused = |ran: Ran, code: i32, wanted: &str| {
        assert_eq!(ran.code, Some(code), "{}", ran.err);
        assert!(ran.err.contains(wanted), "{}", ran.err);
        assert!(!out.exists(), "nothing is made");
    };
    refused(export(&dir, "solr", &out, &[]), 2, "opensearch");
    refused(export(&dir, "opensearch", &out, &["--lang", "de"]), 2, "en, hu");
    refused(export(&dir, "opensearch", &out, &["--part-bytes", "many"]), 2, "many");
    refused(export(&dir.join("gone"), "opensearch", &out, &[]), 2, "no such file");
    let inside = dir.join("search");
    refused(export(&dir, "opensearch", &inside, &[]), 2, "content folder");
    assert!(!inside.exists());
    write(&dir, "en/broken.md", "---\nquestion: [a\n---\nText\n");
    refused(export(&dir, "opensearch", &out, &[]), 1, "broken.md");
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_filled_gets_nothing() {
    let (_place, dir, out) = places();
    write_large_shop(&dir, "today", 400);
    for engine in ENGINES {
        // Breaks writing off in the middle of a file.
        let command = format!(
            "trap '' XFSZ; ulimit -f 8; exec {} export {} --to {engine} --out {}",
            env!("CARGO_BIN_EXE_faqlet"),
            dir.display(),
            out.display()
        );
        let ran = support::finish(std::process::Command::new("bash").args(["-c", &command]));
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("nothing was exported"), "{}", ran.err);
        assert!(!out.exists(), "{:?}", snapshot(&out).keys());
    }
}

#[test]
fn the_guide_has_the_commands_that_are_printed() {
    let guide = fs::read_to_string(demo_shop().join("../docs/export.md")).unwrap();
    for engine in ENGINES {
        let place = tempfile::tempdir().unwrap();
        let mut command = support::program();
        command.current_dir(place.path()).arg("export").arg(demo_shop().canonicalize().unwrap());
        command.args(["--to", engine, "--out", "search", "--lang", "en"]);
        let ran = support::finish(&mut command);
        let commands = ran.out.split_once("\n\n").unwrap().1.replace("\n\n", "\n");
        assert!(commands.starts_with("export ") && commands.contains("curl "), "{}", ran.out);
        assert!(guide.contains(&commands), "docs/export.md has not:\n{commands}");
    }
}
