//! Intents written into an editor's file: all of its entries are as they were, but for the intent.
#![no_main]

use std::collections::BTreeMap;

use faqlet::content::SourceFile;
use faqlet::intents::with_intents;
use faqlet_fuzz::{SHOP, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let path = ["en/a.md", "en/a.csv", "en/a.jsonl"][usize::from(kind) % 3];
    let before = read(&[("shop.yaml", SHOP.as_bytes()), (path, bytes)]);
    if before.has_errors() {
        return;
    }
    let lines = before.content.entries.iter().filter(|entry| entry.intent.is_none());
    let intents: BTreeMap<u32, &str> =
        lines.map(|entry| (entry.location.line, "order-status")).collect();
    let file = SourceFile { path: path.to_owned(), bytes: bytes.to_vec() };
    let Ok(written) = with_intents(&file, &intents) else { return };
    let after = read(&[("shop.yaml", SHOP.as_bytes()), (path, &written)]);
    assert_eq!(after.content.entries.len(), before.content.entries.len());
    for (after, before) in after.content.entries.iter().zip(&before.content.entries) {
        assert_eq!(
            (&after.id, &after.question, &after.alternates, &after.answer_html, &after.tags),
            (&before.id, &before.question, &before.alternates, &before.answer_html, &before.tags),
        );
    }
});
