//! `shop.yaml`.
#![no_main]

use faqlet_fuzz::{check, read};

const ENTRY: &[u8] = b"{\"id\": \"a\", \"question\": \"Where is my order?\", \"answer\": \"Yes.\"}";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(&read(&[("shop.yaml", bytes), ("en/a.jsonl", ENTRY)]));
});
