//! That ranking a few entries gives the first ones of ranking all, and that it does not matter in
//! which order an entry's wordings are kept, however many they are.

use faqlet::Engine;
use faqlet::contact::Roster;
use faqlet::index::{Document, Handoff, Index, IndexWriter};
use faqlet::search::learn;
use proptest::prelude::*;

/// Words that share beginnings, differ by a slip, or are function words.
const WORDS: [&str; 24] = [
    "parcel", "parcels", "track", "tracking", "return", "returns", "refund", "delivery", "deliver",
    "order", "orders", "kettle", "filter", "invoice", "the", "my", "where", "is", "how", "to",
    "voucher", "pay", "card", "late",
];

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    prop::collection::vec(word, words).prop_map(|words| words.join(" "))
}

#[derive(Debug, Clone)]
struct Entry {
    question: String,
    alternates: Vec<String>,
    answer: String,
}

/// Entries of one wording, of some, and of more than fit into a word of bits.
fn entry() -> impl Strategy<Value = Entry> {
    let count = prop_oneof![Just(0..1usize), Just(1..6), Just(28..70)];
    let alternates = count.prop_flat_map(|count| prop::collection::vec(text(1..6), count));
    (text(1..6), alternates, text(0..20)).prop_map(|(question, alternates, answer)| Entry {
        question,
        alternates,
        answer,
    })
}

/// A question of some of the words, perhaps twice the same, with a slip or its end missing.
fn question() -> impl Strategy<Value = String> {
    (text(1..8), any::<prop::sample::Index>(), any::<bool>()).prop_map(|(mut text, at, slip)| {
        let at = at.index(text.len());
        if slip {
            text.remove(at);
        } else if at > 2 {
            text.truncate(at);
        }
        text
    })
}

/// Entries of few words, of which some are common and most are rare, as names are.
fn named_entry() -> impl Strategy<Value = Entry> {
    let name = (0..4u32, 0..40u32).prop_map(|(kind, number)| match kind {
        0 => WORDS[number as usize % 4].to_owned(),
        _ => format!("name{}", number * number / 16),
    });
    let text = || prop::collection::vec(name.clone(), 1..5).prop_map(|words| words.join(" "));
    (text(), prop::collection::vec(text(), 0..3), text())
        .prop_map(|(question, alternates, answer)| Entry { question, alternates, answer })
}

fn engine(entries: &[Entry], learning: bool) -> Engine<Vec<u8>> {
    let mut writer = IndexWriter::new("en", Roster::default());
    for (number, entry) in entries.iter().enumerate() {
        writer.add(&Document {
            id: &number.to_string(),
            question: &entry.question,
            alternates: &entry.alternates,
            answer: &entry.answer,
            tags: &[],
            product: None,
            contact: &[],
            inherited: &[],
            handoff: Handoff::Offer,
            balance: None,
            featured: false,
            turn: 0,
        });
    }
    writer.add_synonym("voucher", "order card");
    let plain = writer.finish(None);
    let index = Index::open(&plain[..]).expect("the writer's bytes are whole");
    let impacts = if learning { learn(&index, &[]) } else { None };
    Engine::open(writer.finish(impacts.as_ref())).expect("the writer's bytes are whole")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Only for the entries that may be among the first is the best wording worked out.
    #[test]
    fn the_first_entries_are_those_of_the_whole_ranking(
        entries in prop::collection::vec(entry(), 1..60),
        questions in prop::collection::vec(question(), 8),
    ) {
        let engine = engine(&entries, true);
        for question in &questions {
            let all = engine.rank(question, None, entries.len());
            for limit in [1, 5, 12] {
                let first = engine.rank(question, None, limit);
                prop_assert_eq!(&first[..], &all[..limit.min(all.len())], "{} {}", question, limit);
            }
        }
    }

    /// Common words are not looked at everywhere where rare ones have told which entries count.
    #[test]
    fn so_they_are_of_many_entries(
        entries in prop::collection::vec(named_entry(), 300..900),
        questions in prop::collection::vec(named_entry(), 8),
        learning in any::<bool>(),
    ) {
        let engine = engine(&entries, learning);
        for Entry { question, .. } in &questions {
            let all = engine.rank(question, None, entries.len());
            for limit in [1, 5, 12] {
                let first = engine.rank(question, None, limit);
                prop_assert_eq!(&first[..], &all[..limit.min(all.len())], "{} {}", question, limit);
            }
        }
    }

    #[test]
    fn the_order_of_alternates_does_not_matter(
        entries in prop::collection::vec(entry(), 1..12),
        questions in prop::collection::vec(question(), 8),
        seed in any::<prop::sample::Index>(),
    ) {
        let mut turned = entries.clone();
        for entry in &mut turned {
            let count = entry.alternates.len();
            entry.alternates.rotate_left(if count > 0 { seed.index(count) } else { 0 });
        }
        let (one, other) = (engine(&entries, false), engine(&turned, false));
        for question in &questions {
            let scores = |engine: &Engine<Vec<u8>>| {
                let mut scores = vec![0.0; entries.len()];
                for hit in engine.rank(question, None, entries.len()) {
                    scores[hit.index as usize] = hit.score;
                }
                scores
            };
            for (one, other) in scores(&one).into_iter().zip(scores(&other)) {
                // Sums in another order differ in the last digits.
                prop_assert!((one - other).abs() < 1e-4, "{}: {} {}", question, one, other);
            }
        }
    }
}
