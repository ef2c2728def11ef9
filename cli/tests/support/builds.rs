//! Content to build from, and what must hold of every build.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use serde_json::Value;
use sha2::{Digest, Sha384};

/// Writes a file, and the folders that it lies in.
pub fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("can be made");
    fs::write(path, text).expect("can be written");
}

/// The content of a small shop. Another `edition` changes every file of its build.
pub fn write_small_shop(folder: &Path, edition: &str) {
    let shop = "\
name: Small shop
languages: [en, hu]
timeZone: Europe/Budapest
contact:
  channels:
    chat: { type: chat, name: Chat, url: https://shop.example/chat }
";
    write(folder, "shop.yaml", shop);
    for language in ["en", "hu"] {
        for topic in ["parcels", "refunds"] {
            let entry = format!(
                "---\nquestion: What of {topic} {edition}?\n---\nAll about {topic}, {edition}.\n"
            );
            write(folder, &format!("{language}/{topic}.md"), &entry);
        }
    }
}

/// One JSON Lines file of so many entries, with about 500 bytes of answer each.
pub fn write_large_shop(folder: &Path, edition: &str, entries: usize) {
    let text: String = (0..entries)
        .map(|n| {
            let answer = format!("Item {n}, {edition}. {}", "As it says on the box. ".repeat(20));
            let question = format!("What is item{n}?");
            let entry =
                serde_json::json!({ "id": format!("e{n:05}"), "question": question, "answer": answer });
            format!("{entry}\n")
        })
        .collect();
    write(folder, "en/items.jsonl", &text);
    write(folder, "shop.yaml", "languages: [en]\ncontact: {channels: {}}\n");
}

/// A shop of so many products in two languages, as tables and JSON Lines, with links between
/// products, a product for staff, and names that need care. Another `edition`, such as `, new`,
/// changes every file of it.
pub fn write_catalogue(folder: &Path, edition: &str, products: usize) {
    let shop = "name: Big\nlanguages: [en, hu]\nbaseURL: https://shop.example/faq/\n\
                productShards: always\ntopics: {returns: Returns}\n\
                contact:\n  channels:\n    mail: { type: email, name: Mail, url: \
                mailto:care@shop.example }\n";
    write(folder, "shop.yaml", shop);
    write(folder, "en/synonyms.yaml", "- [parcel, package]\n- hoover => quaggacleaner\n");
    write(
        folder,
        "en/returns/how.md",
        "---\nquestion: How do I return it?\nfeatured: true\n---\nSee [one](#faq=p0-q0).\n",
    );
    write(
        folder,
        "en/open.md",
        &format!("---\nquestion: When are you open?\n---\nAlways{edition}.\n"),
    );
    let (mut table, mut lines) = (String::from("question;answer;product;id\n"), String::new());
    for product in 0..products {
        let id = match product % 4 {
            0 => format!("P-{product}"),
            1 => format!("p {product}/ő"),
            _ => format!("p-{product}"),
        };
        for n in 0..3 {
            let other = format!("p{}-q{n}", (product + 1) % products);
            table += &format!(
                "\"Is part {n} of {product}\nin the box?\";\"Yes, **{n}** of {product}{edition}, see \
                 [it](#faq={other}).\";\"{id}\";p{product}-q{n}\n"
            );
        }
        let question = format!("Benne van {product}?");
        let line = serde_json::json!({
            "id": format!("p{product}-q0"), "question": question, "answer": format!("Igen{edition}."), "product": id,
        });
        lines += &format!("{line}\n");
    }
    lines += "{\"id\":\"secret\",\"question\":\"Titok?\",\"answer\":\"x\",\"product\":\"zyx\",\
              \"audience\":\"staff\"}\n";
    write(folder, "en/products.csv", &table);
    write(folder, "hu/products.jsonl", &lines);
}

/// All files below a folder, with their bytes.
pub fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_in_it) = open.pop() {
        for entry in fs::read_dir(&folder_in_it).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies in the folder");
                let name = name.to_str().expect("names are UTF-8").to_owned();
                files.insert(name, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    files
}

/// The manifest of a build, after checking that all it names is there: by name, length, hash and
/// number of answers.
pub fn whole_build(folder: &Path) -> Value {
    let manifest = fs::read(folder.join("manifest.json")).expect("there is a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("the manifest is JSON");
    let style = referenced(folder, &manifest["style"]);
    assert_eq!(style.0, format!("pages.style.{}.css", style.2));
    let languages = manifest["languages"].as_object().expect("it has languages");
    for (language, files) in languages {
        let index = referenced(folder, &files["index"]);
        assert_eq!(index.0, format!("{language}.index.{}.bin", index.2));
        let mut next = 0;
        for answers in files["answers"].as_array().expect("answers come in a list") {
            let (name, bytes, hash) = referenced(folder, answers);
            assert_eq!(name, format!("{language}.answers.{hash}.json"));
            let texts: Vec<String> = serde_json::from_slice(&bytes).expect("strings in a list");
            assert_eq!(answers["first"], next, "{name}");
            assert_eq!(answers["entries"], texts.len(), "{name}");
            next += texts.len();
        }
        assert_eq!(files["entries"], next, "{language}");
        let page = folder.join(files["page"].as_str().expect("it has a page"));
        let page = fs::read_to_string(page).expect("the page is there");
        assert!(page.ends_with("</html>\n"), "the page is not whole");
    }
    manifest
}

/// Name, bytes and short hash of a file that the manifest refers to.
fn referenced(folder: &Path, reference: &Value) -> (String, Vec<u8>, String) {
    let name = reference["file"].as_str().expect("it has a name").to_owned();
    let bytes = fs::read(folder.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(reference["bytes"], bytes.len(), "{name}");
    let hash = Sha384::digest(&bytes);
    let base64 = base64::engine::general_purpose::STANDARD.encode(hash);
    assert_eq!(reference["integrity"], format!("sha384-{base64}"), "{name}");
    let short = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    (name, bytes, short)
}

/// The manifest of a product, after checking that all it names is there. `None`: it has none.
pub fn whole_product(folder: &Path, manifest: &str) -> Option<Vec<u8>> {
    let bytes = fs::read(folder.join(manifest)).ok()?;
    let value: Value = serde_json::from_slice(&bytes).expect("the manifest is JSON");
    for (language, files) in value["languages"].as_object().expect("it has languages") {
        let (index, ..) = referenced(folder, &files["index"]);
        assert!(index.contains(&format!("{language}.index.")), "{index}");
        for answers in files["answers"].as_array().expect("answers come in a list") {
            referenced(folder, answers);
        }
    }
    Some(bytes)
}
