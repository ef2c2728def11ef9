//! The index as a public contract: the same content gives the same bytes, what is written is
//! read, and no bytes make the reader panic.

use std::collections::{BTreeMap, BTreeSet};

use faqlet::contact::{
    Announcement, Condition, DaySpan, OpeningHours, Roster, Shift, ShopTime, Takeover,
};
use faqlet::index::format::{self, HEADER_LENGTH, SECTION_ROW_LENGTH};
use faqlet::index::{Balance, Document, Handoff, Index, IndexWriter, WordingKind};
use faqlet::search::learn;
use faqlet::{AskOptions, Engine};
use proptest::prelude::*;

/// An entry as a test makes it up.
#[derive(Debug, Clone)]
struct Entry {
    id: String,
    question: String,
    alternates: Vec<String>,
    answer: String,
    tags: Vec<String>,
    product: Option<String>,
    contact: Vec<String>,
    handoff: Handoff,
    balance: Option<Balance>,
    featured: bool,
    turn: u32,
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zа-яёáéőűا-ي0-9 ,.'-]{0,40}"
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let names = || prop::collection::vec("[a-z]{1,6}", 0..3);
    let handoff = prop_oneof![Just(Handoff::Never), Just(Handoff::Offer), Just(Handoff::Always)];
    let balances = [Balance::Cautious, Balance::Balanced, Balance::Eager];
    let balance = prop::option::of(prop::sample::select(balances.to_vec()));
    let entry = (
        "[a-z-]{1,12}",
        text(),
        prop::collection::vec(text(), 0..4),
        text(),
        names(),
        prop::option::of("[a-z]{2}-[0-9]{3}"),
        names(),
        (handoff, balance, any::<bool>(), 0u32..1 << 15),
    )
        .prop_map(|(id, question, alternates, answer, tags, product, contact, shown)| Entry {
            id,
            question,
            alternates,
            answer,
            tags,
            product,
            contact,
            handoff: shown.0,
            balance: shown.1,
            featured: shown.2,
            turn: shown.3,
        });
    prop::collection::vec(entry, 0..20)
}

fn roster() -> Roster {
    let condition =
        |clauses: &[&str]| Condition(clauses.iter().map(|&clause| clause.to_owned()).collect());
    let strings = |strings: &[&str]| strings.iter().map(|&string| string.to_owned()).collect();
    let span = |first, last, weekdays, start, end| DaySpan { first, last, weekdays, start, end };
    let hours = [span(20811, 20812, 0xff, 0, 0), span(0, u32::MAX, 0x1f, 540, 2880)];
    Roster {
        shifts: vec![
            Shift {
                id: "chat".to_owned(),
                speaks: true,
                takes_messages: false,
                reply_minutes: 2,
                hours: OpeningHours(hours.to_vec()),
                when: condition(&["tier=gold\ntier=silver", "locale=hu"]),
            },
            Shift {
                id: "email".to_owned(),
                speaks: false,
                takes_messages: true,
                reply_minutes: 1440,
                hours: OpeningHours::default(),
                when: condition(&[]),
            },
        ],
        takeovers: vec![Takeover {
            channels: strings(&["email", "chat"]),
            when: condition(&["tags=orders"]),
        }],
        announcements: vec![Announcement {
            starts: ShopTime(29_000_000),
            ends: ShopTime(u32::MAX),
            when: condition(&["product=kt-200"]),
        }],
    }
}

/// The index of some entries, with what is learned from them.
fn write(language: &str, entries: &[Entry]) -> Vec<u8> {
    write_with(language, entries, &[])
}

/// The same with synonyms: words or phrases, and what they also mean.
fn write_with(language: &str, entries: &[Entry], synonyms: &[(String, String)]) -> Vec<u8> {
    let mut writer = IndexWriter::new(language, roster());
    for entry in entries {
        writer.add(&Document {
            id: &entry.id,
            question: &entry.question,
            alternates: &entry.alternates,
            answer: &entry.answer,
            tags: &entry.tags,
            product: entry.product.as_deref(),
            contact: &entry.contact,
            inherited: &[],
            handoff: entry.handoff,
            balance: entry.balance,
            featured: entry.featured,
            turn: entry.turn,
        });
    }
    for (word, meaning) in synonyms {
        writer.add_synonym(word, meaning);
    }
    let plain = writer.finish(None);
    let index = Index::open(&plain[..]).expect("the writer's bytes are whole");
    writer.finish(learn(&index, &[]).as_ref())
}

/// An entry that is only a question.
fn plain(question: &str) -> Entry {
    Entry {
        id: question.to_owned(),
        question: question.to_owned(),
        alternates: Vec::new(),
        answer: String::new(),
        tags: Vec::new(),
        product: None,
        contact: Vec::new(),
        handoff: Handoff::Never,
        balance: None,
        featured: false,
        turn: 0,
    }
}

fn sample() -> Vec<u8> {
    let entry = |id: &str, question: &str, alternate: &str| Entry {
        id: id.to_owned(),
        question: question.to_owned(),
        alternates: vec![alternate.to_owned()],
        answer: "In the account, under orders.".to_owned(),
        tags: vec!["orders".to_owned()],
        product: Some("kt-200".to_owned()),
        contact: vec!["chat".to_owned()],
        handoff: Handoff::Always,
        balance: Some(Balance::Eager),
        featured: id == "wifi",
        turn: 2,
    };
    let entries = [
        entry("where", "Where is my order?", "track my parcel"),
        entry("cancel", "How do I cancel an order?", "stop my purchase"),
        entry("wifi", "Does it have wi-fi?", "KT-200 without internet"),
    ];
    let synonyms = [("box", "parcel"), ("parcel", "order"), ("hot spot", "wi fi")];
    write_with("en", &entries, &synonyms.map(|(word, to)| (word.to_owned(), to.to_owned())))
}

/// Sets the checksum to what the other bytes ask for, so that the checks behind it are reached.
fn reseal(index: &mut [u8]) {
    if index.len() >= HEADER_LENGTH {
        let checksum = format::checksum(index);
        index[HEADER_LENGTH - 8..HEADER_LENGTH].copy_from_slice(&checksum.to_le_bytes());
    }
}

/// The byte range of a section.
fn section(index: &[u8], name: [u8; 4]) -> std::ops::Range<usize> {
    let count = usize::from(u16::from_le_bytes([index[6], index[7]]));
    let number = |at: usize| u32::from_le_bytes(index[at..at + 4].try_into().unwrap()) as usize;
    let rows = (0..count).map(|row| HEADER_LENGTH + row * SECTION_ROW_LENGTH);
    let row = rows.into_iter().find(|&row| index[row..row + 4] == name).expect("it is there");
    number(row + 8)..number(row + 8) + number(row + 12)
}

/// Opens an index and, where that succeeds, uses every part of it.
fn open_and_use(index: &[u8]) {
    if let Ok(engine) = Engine::open(index) {
        for question in
            ["where is my ordr", "a box", "hot spot", "wifi", "KT-200", "cancl", "", "приветъ"]
        {
            let _ = engine.ask(question, &AskOptions::default());
            let _ = engine.ask(
                question,
                &AskOptions {
                    product: Some("kt-200".to_owned()),
                    now: Some(ShopTime(29_967_300)),
                    facts: "tier=gold".to_owned(),
                    ..AskOptions::default()
                },
            );
            let _ = engine.rank(question, Some("kt-200"), 3);
        }
        let _ = engine.entry("cancel");
        let _ = engine.browse(Some("kt-200"), None, 9);
        let _ = engine.browse(None, Some("orders"), 9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_same_content_gives_the_same_bytes(entries in entries()) {
        prop_assert_eq!(write("hu", &entries), write("hu", &entries));
    }

    #[test]
    fn what_is_written_is_read(entries in entries()) {
        let index = Index::open(write("ru", &entries)).expect("the writer's bytes are whole");
        prop_assert_eq!(index.entry_count(), entries.len());
        prop_assert_eq!(&index.analyzer().rules().language, "ru");
        prop_assert_eq!(index.roster(), &roster());
        for (number, entry) in entries.iter().enumerate() {
            let view = index.entry(number as u32);
            prop_assert_eq!(view.id, &entry.id);
            prop_assert_eq!(view.question, &entry.question);
            prop_assert_eq!((view.handoff, view.balance), (entry.handoff, entry.balance));
            prop_assert_eq!((view.featured, view.turn), (entry.featured, entry.turn));
            let name = |number: u32| index.name(number).to_owned();
            prop_assert_eq!(view.product.map(name), entry.product.clone());
            prop_assert_eq!(&view.tags().map(name).collect::<Vec<_>>(), &entry.tags);
            prop_assert_eq!(&view.contact().map(name).collect::<Vec<_>>(), &entry.contact);
        }
    }

    /// The postings against the definition: a term's wordings are those whose words stem to it.
    #[test]
    fn postings_hold_every_wording_of_a_word(entries in entries()) {
        let index = Index::open(write("en", &entries)).expect("the writer's bytes are whole");
        let terms = index.terms();
        let mut number = 0;
        for entry in &entries {
            let answer = (!entry.answer.trim().is_empty()).then_some((WordingKind::Answer, &entry.answer));
            let wordings = std::iter::once((WordingKind::Question, &entry.question))
                .chain(entry.alternates.iter().map(|text| (WordingKind::Alternate, text)))
                .chain(answer);
            for (kind, text) in wordings {
                prop_assert_eq!(index.wordings().kinds[number as usize], kind);
                for token in index.analyzer().tokens(&faqlet::text::normalize(text)) {
                    let term = terms.get(&token.stem).expect("the word is indexed") as u32;
                    prop_assert!(index.postings(term).any(|wording| wording == number));
                }
                number += 1;
            }
        }
        prop_assert_eq!(index.wordings().entries.len(), number as usize);
    }

    /// The synonyms against the definition: a word also means what it was said to mean as far as
    /// one wording has all of it, and nothing else.
    #[test]
    fn synonyms_lead_to_what_the_content_has(
        entries in prop::collection::vec("[a-d]( [a-d]){0,4}", 1..6),
        synonyms in prop::collection::vec(("[a-f]( [a-f]){0,2}", "[a-f]( [a-f]){0,2}"), 0..12),
    ) {
        let stems = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
        let sets: Vec<_> = entries.iter().map(|question| stems(question)).collect();
        let mut expected: BTreeMap<&str, BTreeSet<BTreeSet<String>>> = BTreeMap::new();
        for (word, meaning) in &synonyms {
            let reachable = sets.iter().any(|wording| stems(meaning).is_subset(wording));
            if word != meaning && reachable {
                expected.entry(word).or_default().insert(stems(meaning));
            }
        }
        let entries: Vec<Entry> = entries.iter().map(|question| plain(question)).collect();
        // A language without stemming, so that the letters are the stems.
        let bytes = write_with("xx", &entries, &synonyms);
        let index = Index::open(&bytes[..]).expect("the writer's bytes are whole");
        prop_assert_eq!(bytes == write_with("xx", &entries, &[]), expected.is_empty());
        let terms: Vec<String> = index.terms().stream().into_str_keys().expect("UTF-8");
        for word in synonyms.iter().flat_map(|(word, meaning)| [word, meaning]) {
            let mut found = BTreeSet::new();
            for number in index.synonyms(word) {
                let phrase = index.phrase(number);
                let numbers = if phrase.is_empty() { &[number] } else { phrase };
                let meant: BTreeSet<String> =
                    numbers.iter().map(|&term| terms[term as usize].clone()).collect();
                let having = (0..).zip(&sets).filter(|(_, wording)| meant.is_subset(wording));
                let having: Vec<u32> = having.map(|(number, _)| number).collect();
                prop_assert_eq!(index.postings(number).collect::<Vec<_>>(), having);
                found.insert(meant);
            }
            let expected = expected.get(&**word).cloned().unwrap_or_default();
            prop_assert_eq!(found, expected, "{}", word);
        }
    }

    #[test]
    fn arbitrary_bytes_give_an_error(mut bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Index::open(&bytes[..]).is_err());
        // The same behind a true header.
        let whole = sample();
        bytes.splice(0..bytes.len().min(8), whole[..8].iter().copied());
        if bytes.len() >= 12 {
            let length = bytes.len() as u32;
            bytes[8..12].copy_from_slice(&length.to_le_bytes());
        }
        reseal(&mut bytes);
        prop_assert!(Index::open(&bytes[..]).is_err());
    }

    #[test]
    fn truncated_bytes_give_an_error(share in 0.0..1.0f64) {
        let index = sample();
        let cut = &index[..(index.len() as f64 * share) as usize];
        prop_assert!(Index::open(cut).is_err_and(|error| error.is_corrupt()));
    }

    #[test]
    fn a_flipped_bit_gives_an_error(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut index = sample();
        let at = at.index(index.len());
        index[at] ^= 1 << bit;
        prop_assert!(Index::open(&index[..]).is_err());
    }

    /// Damage that a checksum would not show, in all sections: an error or an answer, never a panic.
    #[test]
    fn resealed_damage_never_panics(
        name in prop::sample::select(vec![format::LANG, format::META, format::TERM, format::POST, format::WORD, format::ENTR, format::ROST, format::IMPA, format::SYNO]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut index = sample();
        let range = section(&index, name);
        for (at, byte) in damage {
            index[range.start + at.index(range.len())] = byte;
        }
        reseal(&mut index);
        open_and_use(&index);
    }
}

#[test]
fn another_version_says_to_rebuild() {
    let mut index = sample();
    index[4] = 99;
    reseal(&mut index);
    let error = Index::open(index).expect_err("version 99 is not known");
    assert!(error.is_version() && !error.is_corrupt());
    assert!(error.to_string().contains("faqlet build"));
}

/// Gives the last section of an index another name and flags.
fn with_extra_section(flags: u32) -> Vec<u8> {
    let whole = sample();
    let count = usize::from(u16::from_le_bytes([whole[6], whole[7]]));
    let table_end = HEADER_LENGTH + count * SECTION_ROW_LENGTH;
    let mut index = whole[..table_end].to_vec();
    for row in 0..count {
        let at = HEADER_LENGTH + row * SECTION_ROW_LENGTH + 8;
        let offset = u32::from_le_bytes(index[at..at + 4].try_into().unwrap());
        index[at..at + 4].copy_from_slice(&(offset + SECTION_ROW_LENGTH as u32).to_le_bytes());
    }
    index.extend(*b"XTRA");
    index.extend(flags.to_le_bytes());
    index.extend((whole.len() as u32 + SECTION_ROW_LENGTH as u32).to_le_bytes());
    index.extend(4u32.to_le_bytes());
    index.extend(&whole[table_end..]);
    index.extend(*b"more");
    index[6..8].copy_from_slice(&(count as u16 + 1).to_le_bytes());
    let length = index.len() as u32;
    index[8..12].copy_from_slice(&length.to_le_bytes());
    reseal(&mut index);
    index
}

#[test]
fn an_unknown_section_is_skipped_unless_it_is_required() {
    let index = Index::open(with_extra_section(0)).expect("an optional section is skipped");
    assert_eq!(index.entry(0).id, "where");
    let error = Index::open(with_extra_section(format::FLAG_REQUIRED));
    assert!(error.is_err_and(|error| error.is_version()));
}
