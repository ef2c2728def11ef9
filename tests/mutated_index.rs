//! Damaged indexes: an error or a right answer; never a panic, an endless loop, or more memory than
//! the file justifies.
//!
//! `MUTATIONS=1000000 cargo test --release --test mutated_index` tries so many, `FIRST=n` begins
//! with another one. Each is made from its number alone; the message of a failure has it.
//!
//! One test, since it counts what the whole program allocates.

#![expect(clippy::print_stdout, reason = "how many were tried is the result of the long runs")]

use std::panic::catch_unwind;

use faqlet::compile::compile_index;
use faqlet::contact::{Roster, ShopTime};
use faqlet::content::{SourceFile, load};
use faqlet::index::format::{self, HEADER_LENGTH, SECTION_ROW_LENGTH};
use faqlet::index::{Document, Handoff, Index, IndexWriter};
use faqlet::search::learn;
use faqlet::{AskOptions, Engine, Hit, Outcome};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// So many are tried where nothing else is said.
const MUTATIONS: u64 = 20_000;

/// What an index may cost in memory, opened and asked: so many bytes for each of its own, and for
/// a question whatever its index. The reader's tables take most for the shortest rows: a text of no
/// letters is one byte in the file and 24 in memory, doubled where a list grows.
const BYTES_PER_BYTE: usize = 100;
const BYTES_PER_QUESTION: usize = 1 << 20;

/// Numbers from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Below a limit; 0 where that is 0.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

fn index(shop: &str, language: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        bytes: (*text).into(),
    };
    let mut sources: Vec<SourceFile> = files.iter().map(file).collect();
    sources.push(file(&("shop.yaml", shop)));
    let loaded = load(&sources, jiff::civil::date(2027, 1, 15));
    assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
    compile_index(&loaded.content, language)
}

/// Indexes with everything that an index can have.
fn whole() -> Vec<Vec<u8>> {
    let shop = "\
languages: [en, ru, hu, ar]
timeZone: Europe/Budapest
topics: { orders: Orders, care: Care }
products: { kt-200: { name: Kettle } }
notices:
  late: { text: Parcels are late, starts: 2027-01-01, ends: 2028-01-01, tags: [orders], when: { tier: gold } }
contact:
  channels:
    chat: { type: chat, name: Chat, url: 'https://shop.example/chat', hoursAvailable: [Mo-Fr 09:00-18:00], holidays: { 2027-12-24: closed } }
    mail: { type: email, name: Mail, url: 'mailto:care@shop.example', replyTime: 4 hours, when: { locale: [en, hu] } }
  routes:
    - { channels: [mail, chat], when: { tags: orders } }
";
    let entries = "\
{\"id\": \"where\", \"question\": \"Where is my order?\", \"alternates\": [\"track my parcel\", \"delivery status\"], \"answer\": \"In the account.\", \"tags\": [\"orders\"], \"contact\": [\"chat\"]}
{\"id\": \"cancel\", \"question\": \"How do I cancel an order?\", \"alternates\": [\"stop my purchase\"], \"answer\": \"Under orders.\", \"tags\": [\"orders\"], \"handoff\": \"always\"}
{\"id\": \"wash\", \"question\": \"Does it go into the dishwasher?\", \"answer\": \"No.\", \"product\": \"kt-200\", \"tags\": [\"care\"]}
{\"id\": \"wifi\", \"question\": \"Does the KT-200 have wi-fi?\", \"answer\": \"No, 1.5 l and 2,200 W.\", \"featured\": \"true\"}
";
    let synonyms = "- [parcel, package]\n- hoover => vacuum cleaner\n- hot spot => wi fi\n";
    let words = [
        ("ru", "Где мой заказ?", "отследить посылку"),
        ("hu", "Hol a rendelésem? Kör és kór.", "csomag követése"),
        ("ar", "أين طلبي؟", "تتبع الشحنة"),
    ];
    let mut files = vec![
        ("en/a.jsonl".to_owned(), entries.to_owned()),
        ("en/synonyms.yaml".to_owned(), synonyms.to_owned()),
    ];
    for (language, question, alternate) in words {
        let entry = serde_json::json!({"id": "where", "question": question, "alternates": [alternate], "answer": alternate});
        files.push((format!("{language}/a.jsonl"), entry.to_string()));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    ["en", "en", "ru", "hu", "ar"].map(|language| index(shop, language, &files)).into()
}

type Section = ([u8; 4], u32, Vec<u8>);

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn sections(index: &[u8]) -> Vec<Section> {
    let count = usize::from(u16::from_le_bytes([index[6], index[7]]));
    let row = |row: usize| {
        let at = HEADER_LENGTH + row * SECTION_ROW_LENGTH;
        let start = number(index, at + 8) as usize;
        let end = start + number(index, at + 12) as usize;
        let name = index[at..at + 4].try_into().expect("four bytes");
        (name, number(index, at + 4), index[start..end].to_vec())
    };
    (0..count).map(row).collect()
}

/// Header, table and sections, with a length and a checksum that are right.
fn assembled(sections: &[Section]) -> Vec<u8> {
    let mut index = [
        &format::MAGIC[..],
        &format::VERSION.to_le_bytes(),
        &(sections.len() as u16).to_le_bytes(),
    ]
    .concat();
    index.resize(HEADER_LENGTH, 0);
    let mut offset = HEADER_LENGTH + sections.len() * SECTION_ROW_LENGTH;
    for (name, flags, bytes) in sections {
        index.extend(name);
        for number in [*flags, offset as u32, bytes.len() as u32] {
            index.extend(number.to_le_bytes());
        }
        offset += bytes.len();
    }
    sections.iter().for_each(|(.., bytes)| index.extend(bytes));
    reseal(&mut index);
    index
}

fn reseal(index: &mut [u8]) {
    if index.len() < HEADER_LENGTH {
        return;
    }
    let length = index.len() as u32;
    index[8..12].copy_from_slice(&length.to_le_bytes());
    let checksum = format::checksum(index);
    index[HEADER_LENGTH - 8..HEADER_LENGTH].copy_from_slice(&checksum.to_le_bytes());
}

/// Changes some bytes as transmission errors, editors of bytes and attackers do.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(10) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
        1 if !bytes.is_empty() => bytes[at] = random.next() as u8,
        2 if !bytes.is_empty() => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
        3 => {
            let many = [u64::MAX, 1 << 31, u64::from(u32::MAX), 0][random.below(4)].to_le_bytes();
            let length = many.len().min(bytes.len() - at);
            bytes[at..at + length].copy_from_slice(&many[..length]);
        }
        4 => {
            let end = at + random.below((bytes.len() - at).min(40));
            bytes.drain(at..end);
        }
        5 => {
            let some: Vec<u8> = (0..random.below(9)).map(|_| random.next() as u8).collect();
            bytes.splice(at..at, some);
        }
        6 => {
            let from = random.below(bytes.len());
            let end = from + random.below((bytes.len() - from).min(64));
            let copy = bytes[from..end].to_vec();
            bytes.splice(at..at, copy);
        }
        7 => {
            // The longest number that a varint can be.
            bytes.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f]);
        }
        8 => {
            // A number with a fraction that is none, or beyond all measure.
            let odd = [f32::NAN, f32::INFINITY, f32::MAX, -1e30][random.below(4)].to_le_bytes();
            let length = odd.len().min(bytes.len() - at);
            bytes[at..at + length].copy_from_slice(&odd[..length]);
        }
        _ => bytes.truncate(at),
    }
}

/// A damaged index, and whether its length and checksum are right all the same.
fn damaged(indexes: &[Vec<u8>], random: &mut Random) -> (Vec<u8>, bool) {
    let mut index = indexes[random.below(indexes.len())].clone();
    let rounds = 1 + random.below(4);
    match random.below(10) {
        0 => {
            (0..rounds).for_each(|_| mutate(&mut index, random));
            (index, false)
        }
        1 => {
            // The table of sections, mostly.
            let count = usize::from(u16::from_le_bytes([index[6], index[7]]));
            for _ in 0..rounds {
                let at =
                    random.below((HEADER_LENGTH + count * SECTION_ROW_LENGTH).min(index.len()));
                index[at] = random.next() as u8;
            }
            reseal(&mut index);
            (index, true)
        }
        chance => {
            let mut parts = sections(&index);
            for _ in 0..rounds {
                let which = random.below(parts.len());
                mutate(&mut parts[which].2, random);
            }
            if chance == 2 {
                // A section of another index in the place of this one's.
                let others = sections(&indexes[random.below(indexes.len())]);
                let which = random.below(parts.len());
                if let Some(other) = others.into_iter().find(|other| other.0 == parts[which].0) {
                    parts[which] = other;
                }
            }
            (assembled(&parts), true)
        }
    }
}

const QUESTIONS: [&str; 9] = [
    "where is my ordr",
    "a package",
    "hot spot",
    "wifi kt-200",
    "cancl 1,000",
    "приветъ отследит",
    "rendelések kór",
    "أين طلبي",
    "",
];

/// Uses every part of an index, with a shard joined to it where there is one; how many questions it
/// was asked, 0 where it was refused.
fn open_and_use(index: &[u8], shard: Option<&[u8]>) -> usize {
    let Ok(engine) = Engine::open_with(index, shard) else { return 0 };
    let entries = engine.index().entry_count();
    let check = |hit: &Hit| {
        assert!((hit.index as usize) < entries);
        assert_eq!(engine.index().entry(hit.index).id, hit.id);
        let units = hit.question.encode_utf16().count() as u32;
        assert!(hit.marks.iter().all(|&[start, end]| start < end && end <= units), "{hit:?}");
    };
    let sure = |confidence: f64| assert!((0.0..=1.0).contains(&confidence), "{confidence}");
    for question in QUESTIONS {
        let options = AskOptions {
            product: Some("kt-200".to_owned()),
            now: Some(ShopTime(29_967_300)),
            facts: "tier=gold\nlocale=en".to_owned(),
            ..AskOptions::default()
        };
        for options in [AskOptions::default(), options] {
            match engine.ask(question, &options) {
                Outcome::Answer { entry, related, confidence, .. } => {
                    related.iter().chain([&entry]).for_each(check);
                    sure(confidence);
                }
                Outcome::Choose { entries, confidence, .. } => {
                    entries.iter().for_each(check);
                    sure(confidence);
                }
                Outcome::Contact { related, confidence, .. } => {
                    related.iter().for_each(check);
                    sure(confidence);
                }
            }
        }
    }
    let _ = engine.entry("cancel");
    engine.browse(Some("kt-200"), None, 9).iter().for_each(check);
    engine.browse(None, Some("orders"), 9).iter().for_each(check);
    2 * QUESTIONS.len()
}

/// The shard of a product, with everything that one can have, and an index that it goes with.
fn index_and_shard() -> [Vec<u8>; 2] {
    let write = |product: Option<&str>, words: [&str; 4]| {
        let mut writer = IndexWriter::new("en", Roster::default());
        let tags = ["orders".to_owned(), words[3].to_owned()];
        for (id, question) in [("a", words[0]), ("b", words[1])] {
            writer.add(&Document {
                id,
                question,
                alternates: &[format!("{question} please"), words[2].to_owned()],
                answer: words[1],
                inherited: &[],
                tags: &tags,
                product,
                contact: &tags,
                handoff: Handoff::Always,
                balance: None,
                featured: true,
                turn: 0,
            });
        }
        writer.add_synonym("hot spot", "wi fi");
        writer.add_synonym("package", "my order");
        writer.add_synonym("package", words[3]);
        let plain = writer.finish(None);
        let learned = learn(&Index::open(plain).expect("it is whole"), &[]);
        assert!(learned.is_some());
        match product {
            Some(_) => writer.finish_shard(learned.as_ref()),
            None => writer.finish(learned.as_ref()),
        }
    };
    let store = ["where is my order", "cancel an order", "track it", "parcel"];
    let product = ["does it have wi-fi kt-200", "where is the filter of it", "wi fi", "filter"];
    [write(None, store), write(Some("kt-200"), product)]
}

#[test]
fn a_damaged_index_gives_an_error_or_an_answer() {
    shards_are_refused_or_answer();
    let set = |name: &str| std::env::var(name).ok().map(|value| value.parse().expect("a number"));
    let first = set("FIRST").unwrap_or(0);
    let mutations = set("MUTATIONS").unwrap_or(MUTATIONS);
    let indexes = whole();
    indexes.iter().for_each(|index| assert!(open_and_use(index, None) > 0, "an index is whole"));
    let (mut opened, mut most) = (0u64, 0.0f64);
    for mutation in first..first + mutations {
        let (index, resealed) = damaged(&indexes, &mut Random(mutation));
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let used = catch_unwind(|| open_and_use(&index, None));
        let peak = MEMORY.peak_usage() - before;
        let Ok(asked) = used else { panic!("FIRST={mutation} panics") };
        let whole = indexes.contains(&index);
        assert!(
            asked == 0 || resealed || whole,
            "FIRST={mutation} opens, and its checksum is wrong"
        );
        let question = if asked > 0 { BYTES_PER_QUESTION } else { 0 };
        let justified = BYTES_PER_BYTE * index.len() + question;
        assert!(
            peak <= justified,
            "FIRST={mutation} takes {peak} bytes for a file of {}",
            index.len()
        );
        opened += u64::from(asked > 0);
        most = most.max(peak as f64 / index.len().max(1) as f64);
    }
    println!(
        "{mutations} mutated files: {opened} opened and answered, the others refused; at most {most:.1} bytes of memory for a byte of file"
    );
    assert!(
        mutations < 1000 || (opened > mutations / 50 && opened < mutations),
        "{opened} of {mutations} opened"
    );
}

/// The same for shards, which are joined to an index that is whole.
fn shards_are_refused_or_answer() {
    let set = |name: &str| std::env::var(name).ok().map(|value| value.parse().expect("a number"));
    let first = set("FIRST").unwrap_or(0);
    let mutations = set("MUTATIONS").unwrap_or(MUTATIONS);
    let [index, shard] = index_and_shard();
    assert!(open_and_use(&index, Some(&shard)) > 0, "the two are whole");
    let indexes = [shard];
    let mut opened = 0;
    for mutation in first..first + mutations {
        let (shard, resealed) = damaged(&indexes, &mut Random(mutation));
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let used = catch_unwind(|| open_and_use(&index, Some(&shard)));
        let peak = MEMORY.peak_usage() - before;
        let Ok(asked) = used else { panic!("FIRST={mutation} panics with a shard") };
        assert!(
            asked == 0 || resealed || indexes.contains(&shard),
            "FIRST={mutation} opens, and the shard's checksum is wrong"
        );
        let justified = BYTES_PER_BYTE * (index.len() + shard.len()) + BYTES_PER_QUESTION;
        assert!(peak <= justified, "FIRST={mutation} takes {peak} bytes with a shard");
        opened += u64::from(asked > 0);
    }
    println!("{mutations} mutated shards: {opened} joined and answered, the others refused");
    assert!(
        mutations < 1000 || (opened > mutations / 50 && opened < mutations),
        "{opened} of {mutations} shards opened"
    );
}
