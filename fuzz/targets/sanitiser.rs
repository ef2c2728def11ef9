//! An answer: whatever it is, formatting comes out.
#![no_main]

use faqlet_fuzz::{SHOP, assert_inert, read};

libfuzzer_sys::fuzz_target!(|answer: &str| {
    let file = format!("---\nquestion: Where is my order?\n---\n{answer}");
    let loaded = read(&[("shop.yaml", SHOP.as_bytes()), ("en/a.md", file.as_bytes())]);
    for entry in &loaded.content.entries {
        assert_inert(&entry.answer_html);
    }
});
