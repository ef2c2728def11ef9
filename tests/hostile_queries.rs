//! Questions by an attacker: the work for a question is bounded by what is read of it, and nothing
//! of it is kept.
//!
//! One test, since it counts what the whole program allocates.

use faqlet::compile::compile_index;
use faqlet::content::{SourceFile, load};
use faqlet::{AskOptions, Engine};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The demo shop in a language.
fn engine(language: &str) -> Engine<Vec<u8>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("faq-data");
    let mut files = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name =
                    path.strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
                files.push(SourceFile { path: name, bytes: std::fs::read(&path).expect("a file") });
            }
        }
    }
    let loaded = load(&files, jiff::civil::date(2027, 1, 15));
    Engine::open(compile_index(&loaded.content, language)).expect("the index is whole")
}

/// Questions that ask for much work, each with as many characters as wanted.
fn questions(length: usize) -> Vec<String> {
    let repeat = |part: &str| part.chars().cycle().take(length).collect::<String>();
    let mut questions: Vec<String> = [
        "a",
        " a",
        "order ",
        "ordr ",
        "wheres my parcle ",
        "xqzjk ",
        "1,000.",
        "a-",
        "a\u{200b}",
        "\u{202e}order ",
        "\u{200f}\u{200e}",
        "\u{feff}",
        "\u{301}",
        "e\u{301}",
        "\u{fdfa}",
        "\u{ffff}",
        "ё",
        "ghbdtn ",
        "привет ",
        "طلب ",
        "\u{64b}",
        "ü",
        "🧺",
        "👨\u{200d}👩\u{200d}👧 ",
        "\u{0}",
        "\r\n",
        "'’'",
        "giftcardorder",
        "ab cd ef gh ij kl ",
        "human agent ",
        "the of to a ",
    ]
    .map(repeat)
    .into();
    // Of ten thousand words each another one.
    let words: String = (0..length).map(|number| format!("w{number}x ")).collect();
    questions.push(words.chars().take(length).collect());
    questions
}

/// As much of a question as a message needs.
fn beginning(question: &str) -> String {
    question.chars().take(20).collect()
}

#[test]
fn the_work_for_a_question_is_bounded_and_nothing_of_it_is_kept() {
    for language in ["en", "ru", "hu", "ar"] {
        let engine = engine(language);
        let ask = |question: &str| engine.ask(question, &AskOptions::default());
        // What is filled at a first use.
        for question in
            ["xqzjk", "order", "where is my order", "где", "rendelés", "طلب", "giftcadr"]
        {
            ask(question);
        }

        // What lies behind the part that is read changes nothing: neither the outcome nor, which
        // stands for the work, the memory that it takes.
        let mut most = 0;
        for (read, pasted) in questions(500).iter().zip(&questions(1 << 20)) {
            let measured = |question: &str| {
                let before = MEMORY.current_usage();
                MEMORY.reset_peak_usage();
                let outcome = ask(question);
                let peak = MEMORY.peak_usage() - before;
                (serde_json::to_string(&outcome).expect("outcomes are JSON"), peak)
            };
            let (short, peak_of_short) = measured(&format!("{read} x"));
            let (long, peak) = measured(&format!("{pasted} x"));
            assert_eq!(long, short, "{:?}", beginning(read));
            assert!(
                peak <= peak_of_short + 4096,
                "{peak} bytes, not {peak_of_short}: {:?}",
                beginning(read)
            );
            most = most.max(peak);
        }
        assert!(most < 1 << 20, "{most} bytes for a question");

        // Every Unicode scalar once, and many within a word.
        let all: Vec<char> = (0..=0x0010_ffff).filter_map(char::from_u32).collect();
        for part in all.chunks(480) {
            ask(&part.iter().collect::<String>());
        }
        for c in all.iter().step_by(37) {
            ask(&format!("or{c}der"));
        }
        ask(&all.iter().collect::<String>());

        // As many questions again leave as much memory in use.
        let round = |engine: &Engine<Vec<u8>>| {
            for question in questions(60) {
                for (end, _) in question.char_indices().step_by(7) {
                    let _ = engine.ask(&question[..end], &AskOptions::default());
                }
            }
            MEMORY.current_usage()
        };
        let first = round(&engine);
        assert_eq!(round(&engine), first, "{language}: questions leave something behind");
    }
}
