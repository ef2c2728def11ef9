//! What a build comes to, for those who made it.

use std::fmt::Write as _;
use std::io::Write as _;

use faqlet::compile::{Output, OutputFile};
use faqlet::content::{Content, Diagnostic};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::terminal;

/// What shoppers of each language download, and what else there is. Sizes are in kilobytes of 1000
/// bytes, as browsers show them; compressed ones are those of gzip, which every server has, so that
/// a better one sends less.
pub fn summary(output: &Output, content: &Content, findings: &[Diagnostic]) -> String {
    let mut text = String::new();
    let mut all = 0;
    for language in output.fits.keys() {
        let edition = content.entries.iter().filter(|entry| entry.language == *language);
        let entries = edition.filter(|entry| entry.audience <= output.audience).count();
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
    let pages: usize = output.pages.iter().map(|page| page.bytes.len()).sum();
    let _ = writeln!(
        text,
        "{} without JavaScript, {}",
        terminal::plural(output.pages.len(), "file"),
        kilobytes(pages)
    );
    let languages = terminal::plural(output.fits.len(), "language");
    let audience = output.audience.as_str();
    let _ = writeln!(
        text,
        "built for {audience}: {} in {languages}; {}",
        counted(all),
        terminal::totals(findings)
    );
    text
}

fn counted(entries: usize) -> String {
    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
}

fn sizes<'a>(files: impl IntoIterator<Item = &'a OutputFile>) -> String {
    let (mut plain, mut compressed) = (0, 0);
    for file in files {
        plain += file.bytes.len();
        compressed += gzip(&file.bytes);
    }
    format!("{} ({} compressed)", kilobytes(plain), kilobytes(compressed))
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |bytes| bytes.len())
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}
