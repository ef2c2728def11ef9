//! A question: the same outcome each time, of entries that there are, with marks inside of them.
#![no_main]

use std::cell::OnceCell;

use faqlet::text::normalize;
use faqlet::{AskOptions, Engine};
use faqlet_fuzz::index;

thread_local! {
    static ENGINES: OnceCell<[Engine<&'static [u8]>; 2]> = const { OnceCell::new() };
}

libfuzzer_sys::fuzz_target!(|question: &str| {
    ENGINES.with(|engines| {
        let engines = engines.get_or_init(|| {
            ["en", "ru"].map(|language| Engine::open(index(language)).expect("whole"))
        });
        for engine in engines {
            for question in [question, &normalize(question)] {
                let outcome = engine.ask(question, &AskOptions::default());
                assert_eq!(outcome, engine.ask(question, &AskOptions::default()));
                for hit in engine.rank(question, None, 5) {
                    assert_eq!(engine.index().entry(hit.index).id, hit.id);
                    let units = hit.question.encode_utf16().count() as u32;
                    assert!(hit.marks.iter().all(|&[from, to]| from < to && to <= units));
                    assert!(hit.marks.windows(2).all(|pair| pair[0][1] <= pair[1][0]));
                }
            }
        }
    });
});
