//! Reads the pages of a build as a browser and a search engine do.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};

use faqlet::compile::Output;
use faqlet::content::{Content, SourceFile, load};
use serde_json::Value;
use url::Url;

/// The content of some files.
pub fn content(files: &[(&str, &str)]) -> Content {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: (*text).into() })
        .collect();
    load(&files, jiff::civil::date(2027, 1, 15)).content
}

/// The pages of a build, by their paths.
pub fn pages(output: &Output) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
    output.pages.iter().map(|page| (page.name.clone(), text(&page.bytes))).collect()
}

/// The HTML pages among them.
pub fn html_pages(output: &Output) -> BTreeMap<String, String> {
    pages(output).into_iter().filter(|(path, _)| path.ends_with(".html")).collect()
}

/// What a browser makes of escaped text.
pub fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// A start tag: its name and attributes.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let attribute = self.attributes.iter().find(|(of, _)| of == name);
        attribute.map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page, read as the HTML standard does, but that attributes must have their
/// values in quotation marks. The content of scripts is passed over.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").expect("a page has a doctype");
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(rest.starts_with('/') || !name.is_empty(), "a stray < before {:.60}", rest);
        rest = &rest[name.len()..];
        let mut attributes = Vec::new();
        while let Some(after) = rest.strip_prefix(' ') {
            let (attribute, value) = after.split_once("=\"").expect("a value in quotation marks");
            let (value, after) = value.split_once('"').expect("an end of it");
            let plain = |c: char| c.is_ascii_alphabetic() || c == '-';
            assert!(attribute.chars().all(plain), "{attribute}");
            attributes.push((attribute.to_owned(), unescaped(value)));
            rest = after;
        }
        rest = rest.split_once('>').expect("a tag has an end").1;
        if name == "script" {
            rest = &rest[rest.to_ascii_lowercase().find("</script").expect("scripts end")..];
        }
        if !name.is_empty() {
            tags.push(Tag { name, attributes });
        }
    }
    tags
}

/// What a page says of itself in JSON-LD.
pub fn data(html: &str) -> Option<Value> {
    let (_, data) = html.split_once("<script type=\"application/ld+json\">")?;
    let (data, rest) = data.split_once("</script>").expect("it has an end");
    assert!(!rest.contains("<script"), "one is enough");
    Some(serde_json::from_str(data).expect("it is JSON"))
}

/// That every link of a page to another leads to one that is there, and to a place on it.
pub fn links_lead_somewhere(pages: &BTreeMap<String, String>, files: &BTreeSet<&str>) -> usize {
    let base = Url::parse("https://build.example/deep/").unwrap();
    let ids: BTreeMap<String, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| {
            let tags = tags(html);
            let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
            let once: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(once.len(), ids.len(), "{path}: an id stands twice");
            (path.clone(), once)
        })
        .collect();
    let mut followed = 0;
    for (path, html) in pages {
        let page = base.join(path).unwrap();
        for tag in tags(html) {
            let Some(address) = tag.get("href") else { continue };
            let target = page.join(address).unwrap_or_else(|error| panic!("{address}: {error}"));
            let Some(inside) = target.as_str().strip_prefix(base.as_str()) else { continue };
            let inside = inside.split('#').next().unwrap_or_default();
            let inside = percent_encoding::percent_decode_str(inside).decode_utf8().unwrap();
            if files.contains(&*inside) {
                continue;
            }
            let ids =
                ids.get(&*inside).unwrap_or_else(|| panic!("{path}: {address} leads nowhere"));
            if let Some(fragment) = target.fragment().filter(|fragment| !fragment.is_empty()) {
                assert!(ids.contains(fragment), "{path}: there is no place {address}");
            }
            followed += 1;
        }
    }
    followed
}
