//! What a build comes to, for those who made it.

use std::fmt::Write as _;
use std::io::Write as _;

use faqlet::compile::{Output, OutputFile};
use faqlet::content::{Content, Findings};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::commands::build::Products;
use crate::terminal;

/// What shoppers of each language download, and what else there is. Sizes are in kilobytes of 1000
/// bytes, as browsers show them; compressed ones are those of gzip, which every server has, so that
/// a better one sends less.
pub fn summary(output: &Output, content: &Content, findings: &Findings) -> String {
    let entries = |language: &str| {
        let edition = content.entries.iter().filter(|entry| entry.language == language);
        edition.filter(|entry| entry.audience <= output.audience).count()
    };
    let (mut text, all) = downloads(output, &entries);
    text += &without_javascript(
        output.pages.len(),
        output.pages.iter().map(|page| page.bytes.len() as u64).sum(),
    );
    let languages = terminal::plural(output.fits.len(), "language");
    let audience = output.audience.as_str();
    let _ = writeln!(
        text,
        "built for {audience}: {} in {languages}; {}",
        counted(all),
        totals(findings)
    );
    text
}

/// The same of a shop whose products are apart. `entries`: how many store-wide ones a language
/// has; `store_wide`: `None` where another machine makes it.
pub fn summary_apart(
    store_wide: Option<&Output>,
    products: &Products,
    entries: &dyn Fn(&str) -> usize,
    findings: &Findings,
) -> String {
    let (mut text, all) = store_wide.map(|it| downloads(it, entries)).unwrap_or_default();
    let _ = writeln!(
        text,
        "{}: {} in {}, {}",
        terminal::plural(products.count, "product"),
        counted(products.entries),
        terminal::plural(products.files, "file"),
        kilobytes(products.bytes)
    );
    text += &without_javascript(products.pages, products.page_bytes);
    let audience =
        store_wide.map_or_else(String::new, |it| format!(" for {}", it.audience.as_str()));
    let _ = writeln!(
        text,
        "built{audience}: {}; {}",
        counted(all + products.entries),
        totals(findings)
    );
    text
}

/// What shoppers of each language download, and how many entries there are in all.
fn downloads(output: &Output, entries: &dyn Fn(&str) -> usize) -> (String, usize) {
    let (mut text, mut all) = (String::new(), 0);
    for language in output.fits.keys() {
        let entries = entries(language);
        all += entries;
        let of = |part: &str| {
            let name = format!("{language}.{part}.");
            let files = output.files.iter().filter(|file| file.name.starts_with(&name));
            sizes(files)
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{language}: {}; index {}, answers {}",
            counted(entries),
            of("index"),
            of("answers")
        );
    }
    let _ = writeln!(text, "manifest {}", sizes([&output.manifest]));
    (text, all)
}

fn without_javascript(files: usize, bytes: u64) -> String {
    format!("{} without JavaScript, {}\n", terminal::plural(files, "file"), kilobytes(bytes))
}

/// How many findings there are, as [`terminal::totals`] says it, with those that were not kept.
pub fn totals(findings: &Findings) -> String {
    let kept = findings.sorted();
    let more: usize = findings.more().map(|(_, count)| count).sum();
    let more = if more == 0 { String::new() } else { format!(", {more} more") };
    format!("{}{more}", terminal::totals(&kept))
}

fn counted(entries: usize) -> String {
    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
}

fn sizes<'a>(files: impl IntoIterator<Item = &'a OutputFile>) -> String {
    let (mut plain, mut compressed) = (0, 0);
    for file in files {
        plain += file.bytes.len() as u64;
        compressed += gzip(&file.bytes) as u64;
    }
    format!("{} ({} compressed)", kilobytes(plain), kilobytes(compressed))
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |bytes| bytes.len())
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}
