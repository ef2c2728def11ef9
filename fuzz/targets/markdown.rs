//! A Markdown file with front matter.
#![no_main]

use faqlet_fuzz::{SHOP, check, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(&read(&[("shop.yaml", SHOP.as_bytes()), ("en/a.md", bytes)]));
});
