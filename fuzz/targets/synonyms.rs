//! A language's synonyms.
#![no_main]

use faqlet_fuzz::{SHOP, check, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(&read(&[
        ("shop.yaml", SHOP.as_bytes()),
        (
            "en/a.jsonl",
            b"{\"id\": \"a\", \"question\": \"Where is my parcel?\", \"answer\": \"Yes.\"}",
        ),
        ("en/synonyms.yaml", bytes),
    ]));
});
