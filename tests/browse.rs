//! Entries to browse, against the definition, for content as editors write it.

mod demo;

use faqlet::compile::compile_index;
use faqlet::content::{SourceFile, load};
use faqlet::{AskOptions, Engine, Hit, Outcome, Reason};
use proptest::prelude::*;

const TOPICS: [&str; 3] = ["returns", "orders", "delivery"];
const PRODUCTS: [&str; 2] = ["kt-200", "bl-150"];

/// An entry in the order of the editor's file.
#[derive(Debug, Clone)]
struct Entry {
    id: String,
    tags: Vec<&'static str>,
    product: Option<&'static str>,
    featured: bool,
}

impl Entry {
    /// Its first topic in the shop's order; the number of topics where it has none.
    fn topic(&self) -> usize {
        TOPICS.iter().position(|topic| self.tags.contains(topic)).unwrap_or(TOPICS.len())
    }
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let tag = prop::sample::select(vec!["aside", "returns", "orders", "delivery"]);
    let product = prop::option::weighted(0.4, prop::sample::select(PRODUCTS.to_vec()));
    let entry = (prop::collection::vec(tag, 0..3), product, prop::bool::weighted(0.3));
    // Ids in any order, so that they do not give away the editor's.
    prop::collection::btree_map("[a-z]{1,4}", entry, 1..24)
        .prop_map(|entries| {
            let entry = |(id, (tags, product, featured))| Entry { id, tags, product, featured };
            entries.into_iter().map(entry).collect::<Vec<Entry>>()
        })
        .prop_shuffle()
}

fn engine(entries: &[Entry]) -> Engine<Vec<u8>> {
    let lines = entries.iter().map(|Entry { id, tags, product, featured }| {
        let question = format!("What of {id}?");
        let line = serde_json::json!({
            "id": id, "question": question, "answer": "Yes.", "tags": tags, "product": product,
            "featured": featured,
        });
        format!("{line}\n")
    });
    let topics: String = TOPICS.iter().map(|topic| format!("  {topic}: {topic}\n")).collect();
    let files = [
        ("en/entries.jsonl", lines.collect::<String>()),
        ("shop.yaml", format!("languages: [en]\ntopics:\n{topics}")),
    ];
    let files = files.map(|(path, text)| SourceFile { path: path.to_owned(), bytes: text.into() });
    let loaded = load(&files, jiff::civil::date(2027, 1, 15));
    assert_eq!(loaded.content.entries.len(), entries.len(), "{:#?}", loaded.diagnostics);
    Engine::open(compile_index(&loaded.content, "en")).expect("the writer's bytes are whole")
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// One of each list by turns, until none is left.
fn by_turns<'a>(lists: &[Vec<&'a Entry>]) -> Vec<&'a Entry> {
    let turns = 0..lists.iter().map(Vec::len).max().unwrap_or(0);
    turns.flat_map(|turn| lists.iter().filter_map(move |list| list.get(turn).copied())).collect()
}

/// The featured ones first, otherwise as they are.
fn featured_first<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let (mut featured, others): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.featured);
    featured.extend(others);
    featured
}

proptest! {
    #[test]
    fn before_anything_is_asked_the_most_useful_comes_first(
        entries in entries(),
        product in prop::option::of(prop::sample::select(vec!["kt-200", "bl-150", "unheard-of"])),
    ) {
        let own = featured_first(
            entries.iter().filter(|entry| entry.product.is_some() && entry.product == product),
        );
        let store_wide = || entries.iter().filter(|entry| entry.product.is_none());
        let featured = store_wide().filter(|entry| entry.featured).collect();
        let of_topic = |topic| {
            store_wide().filter(|entry| !entry.featured && entry.topic() == topic).collect()
        };
        let others: Vec<_> = (0..=TOPICS.len()).map(of_topic).collect();
        let expected = [by_turns(&[own, featured]), by_turns(&others)].concat();
        let expected: Vec<&str> = expected.iter().map(|entry| entry.id.as_str()).collect();

        let engine = engine(&entries);
        for limit in [0, 1, 5, usize::MAX] {
            let shown = &expected[..expected.len().min(limit)];
            let hits = engine.browse(product, None, limit);
            prop_assert_eq!(ids(&hits), shown);
        }
    }

    #[test]
    fn a_topic_has_all_that_holds_here_the_featured_first(
        entries in entries(),
        product in prop::option::of(prop::sample::select(PRODUCTS.to_vec())),
        topic in prop::sample::select(vec!["returns", "orders", "delivery", "aside", "unheard-of"]),
    ) {
        let engine = engine(&entries);
        let hits = engine.browse(product, Some(topic), usize::MAX);
        let here = |entry: &&Entry| {
            entry.tags.contains(&topic) && (entry.product.is_none() || entry.product == product)
        };
        let mut expected: Vec<&str> =
            entries.iter().filter(here).map(|entry| entry.id.as_str()).collect();
        let place = |hit: &Hit| entries.iter().position(|entry| entry.id == hit.id).unwrap();
        let places: Vec<usize> = hits.iter().map(place).collect();
        for (first, second) in places.iter().zip(places.iter().skip(1)) {
            prop_assert!(entries[*first].featured >= entries[*second].featured);
        }
        // Among those that are alike the order is the editor's.
        let like = |a: &Entry, b: &Entry| {
            (a.product, a.featured) == (b.product, b.featured) && a.topic() == b.topic()
        };
        for (number, &first) in places.iter().enumerate() {
            for &second in &places[number..] {
                prop_assert!(!like(&entries[first], &entries[second]) || first <= second);
            }
        }
        let mut found = ids(&hits);
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
        for limit in 0..3 {
            let fewer = engine.browse(product, Some(topic), limit);
            prop_assert_eq!(&fewer[..], &hits[..hits.len().min(limit)]);
        }
    }

    #[test]
    fn the_empty_question_relates_to_what_there_is_to_browse(entries in entries(), limit in 1usize..9) {
        let engine = engine(&entries);
        for (product, topic) in [(None, None), (Some("kt-200"), None), (Some("bl-150"), Some("orders"))] {
            let options = AskOptions {
                product: product.map(str::to_owned),
                topic: topic.map(str::to_owned),
                limit,
                ..AskOptions::default()
            };
            let outcome = engine.ask(" ?", &options);
            let Outcome::Contact { reason: Reason::Empty, related, .. } = outcome else {
                return Err(TestCaseError::fail(format!("{outcome:?}")));
            };
            prop_assert_eq!(related, engine.browse(product, topic, limit));
        }
    }
}

/// More entries than turns are told apart, more topics than take turns, and none lost.
#[test]
fn large_shops_are_browsed_whole() {
    let count = 35_000;
    let mut writer = faqlet::index::IndexWriter::new("xx", faqlet::contact::Roster::default());
    for number in 0..count {
        writer.add(&faqlet::index::Document {
            id: &number.to_string(),
            question: "",
            alternates: &[],
            answer: "",
            inherited: &[],
            tags: &[format!("topic-{}", number % 1000)],
            product: None,
            contact: &[],
            handoff: faqlet::index::Handoff::Offer,
            balance: None,
            featured: false,
            // The writer keeps it below 2 to the power of 15.
            turn: number,
        });
    }
    let engine = Engine::open(writer.finish(None)).expect("the writer's bytes are whole");
    assert_eq!(engine.browse(None, None, 3).len(), 3);
    assert_eq!(engine.browse(None, Some("topic-999"), usize::MAX).len(), 35);
}

#[test]
fn the_demo_shop_proposes_questions_on_every_page() {
    let content = demo::content();
    for language in &content.shop.languages {
        let engine = demo::engine(&content, language);
        let start = engine.browse(None, None, 6);
        assert!(start.iter().all(|hit| hit.product.is_none()), "{language}: {start:?}");
        let topics: std::collections::BTreeSet<&String> =
            start.iter().flat_map(|hit| &hit.tags).collect();
        assert!(topics.len() >= 4, "{language}: {topics:?}");
        for product in content.shop.products.keys() {
            let hits = engine.browse(Some(product), None, 6);
            let own = hits.iter().filter(|hit| hit.product.as_ref() == Some(product)).count();
            assert!(own >= 2 && own < hits.len(), "{language} {product}: {:?}", ids(&hits));
        }
    }
}
