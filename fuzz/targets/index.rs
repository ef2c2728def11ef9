//! The reader of indexes, with a length and a checksum that are right, so that what lies behind
//! these checks is reached.
#![no_main]

use faqlet::index::format::{HEADER_LENGTH, checksum};
use faqlet::{AskOptions, Engine};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut index = bytes.to_vec();
    if index.len() >= HEADER_LENGTH {
        let length = index.len() as u32;
        index[8..12].copy_from_slice(&length.to_le_bytes());
        let sum = checksum(&index);
        index[HEADER_LENGTH - 8..HEADER_LENGTH].copy_from_slice(&sum.to_le_bytes());
    }
    let Ok(engine) = Engine::open(&index[..]) else { return };
    for question in ["where is my ordr", "hot spot kt-200 1,000", "приветъ заказ", ""] {
        let outcome = engine.ask(question, &AskOptions::default());
        assert_eq!(outcome, engine.ask(question, &AskOptions::default()));
    }
    let _ = engine.browse(None, Some("orders"), 9);
});
