//! A store-wide index and a product's shard answer as one index of the same entries does.

mod demo;

use faqlet::compile::{Output, compile, product_manifest, public_entries};
use faqlet::contact::Roster;
use faqlet::content::{Entry, ProductShards};
use faqlet::index::{Balance, Document, Handoff, IndexWriter};
use faqlet::text::normalize;
use faqlet::{AskOptions, Engine};
use proptest::prelude::*;

/// An entry as a test makes it up.
#[derive(Debug, Clone)]
struct Made {
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

/// What words mean beside themselves.
type Synonyms = Vec<(String, String)>;

fn writer(language: &str, synonyms: &Synonyms, entries: &[Made]) -> IndexWriter {
    let mut writer = IndexWriter::new(language, Roster::default());
    for entry in entries {
        writer.add(&Document {
            id: &entry.id,
            question: &entry.question,
            alternates: &entry.alternates,
            answer: &entry.answer,
            inherited: &[],
            tags: &entry.tags,
            product: entry.product.as_deref(),
            contact: &entry.contact,
            handoff: entry.handoff,
            balance: entry.balance,
            featured: entry.featured,
            turn: entry.turn,
        });
    }
    for (word, meaning) in synonyms {
        writer.add_synonym(word, meaning);
    }
    writer
}

/// Engines over one index of all entries, and over an index of the first ones with a shard of the
/// others.
fn both(
    language: &str,
    synonyms: &Synonyms,
    store: &[Made],
    product: &[Made],
) -> [Engine<Vec<u8>>; 2] {
    let whole = writer(language, synonyms, &[store, product].concat()).finish(None);
    let store = writer(language, synonyms, store).finish(None);
    let shard = writer(language, synonyms, product).finish_shard(None);
    [
        Engine::open(whole).expect("the writer's bytes are whole"),
        Engine::open_with(store, Some(shard)).expect("the two belong together"),
    ]
}

/// All that an engine says to a question.
fn said(engine: &Engine<Vec<u8>>, question: &str, product: Option<&str>) -> String {
    let question = normalize(question);
    let options =
        AskOptions { product: product.map(str::to_owned), limit: 7, ..AskOptions::default() };
    let ranked = engine.rank(&question, product, 50);
    let marks = engine.marks(&question, "Track my parcel, please: kettle-filter and кот");
    let explained = engine.explain(&question, product, 3);
    format!(
        "{:#?}\n{ranked:#?}\n{marks:?}\n{explained:#?}\n{:#?}\n{:#?}\n{:?}",
        engine.ask(&question, &options),
        engine.browse(product, None, 9),
        engine.browse(product, Some("orders"), 9),
        engine.entry("3").map(|hit| hit.index),
    )
}

#[track_caller]
fn same(engines: &[Engine<Vec<u8>>; 2], question: &str, product: Option<&str>) {
    let [one, two] = engines.each_ref().map(|engine| said(engine, question, product));
    if one != two {
        let differing = one.lines().zip(two.lines()).find(|(one, two)| one != two);
        panic!("{question:?} on {product:?}: {differing:#?}\n{one}\n---\n{two}");
    }
}

/// Without the accents of Hungarian. Whether words that differ in nothing else are told apart, an
/// index knows of its own words only, and a shard of its own: the one thing in which two are not as
/// one.
fn plain(text: &str) -> String {
    let letter = |c| "áaéeíióoöoőoúuüuűu".chars().skip_while(|other| *other != c).nth(1);
    text.to_lowercase().chars().map(|c| letter(c).filter(|_| !c.is_ascii()).unwrap_or(c)).collect()
}

fn made(entry: &Entry, turn: u32) -> Made {
    Made {
        id: entry.id.clone(),
        question: plain(&entry.question),
        alternates: entry.alternates.iter().map(|text| plain(text)).collect(),
        answer: plain(&entry.answer_text),
        tags: entry.tags.clone(),
        product: entry.product.clone(),
        contact: entry.contact.clone(),
        handoff: entry.handoff,
        balance: entry.balance,
        featured: entry.featured,
        turn: turn % 7,
    }
}

#[test]
fn the_demo_shop_in_two_parts_answers_as_in_one() {
    let content = demo::content();
    for language in &content.shop.languages {
        let entries = public_entries(&content, language);
        let synonyms = content.synonyms.get(language).into_iter().flatten();
        let synonyms: Synonyms = synonyms
            .flat_map(|it| {
                it.words
                    .iter()
                    .flat_map(|word| it.meanings.iter().map(move |of| (plain(word), plain(of))))
            })
            .collect();
        for (number, product) in content.shop.products.keys().enumerate() {
            let of = |product: Option<&str>| -> Vec<Made> {
                let own = entries.iter().filter(|entry| entry.product.as_deref() == product);
                own.zip(0..).map(|(entry, turn)| made(entry, turn)).collect()
            };
            let engines = both(language, &synonyms, &of(None), &of(Some(product)));
            for (at, row) in demo::golden(language).iter().enumerate() {
                if row.product.as_ref() == Some(product) {
                    same(&engines, &row.q, Some(product));
                } else if at % content.shop.products.len() == number {
                    same(&engines, &row.q, Some(product));
                    same(&engines, &row.q, None);
                }
            }
        }
    }
}

/// Words that share beginnings, differ by a slip, are function words, codes or of other scripts.
const WORDS: [&str; 30] = [
    "parcel",
    "parcels",
    "track",
    "tracking",
    "return",
    "returns",
    "refund",
    "delivery",
    "deliver",
    "order",
    "orders",
    "kettle",
    "filter",
    "invoice",
    "the",
    "my",
    "where",
    "is",
    "how",
    "to",
    "voucher",
    "wi-fi",
    "card",
    "late",
    "KT-200",
    "kettle-filter",
    "gift",
    "giftcard",
    "заказ",
    "кот",
];

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    prop::collection::vec(word, words).prop_map(|words| words.join(" "))
}

fn entries(
    product: Option<&'static str>,
    first: usize,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Made>> {
    let tags = ["orders", "care", "returns", "new"];
    let names = move || prop::collection::vec(prop::sample::select(tags.to_vec()), 0..3);
    let alternates = prop_oneof![4 => 0..4usize, 1 => 30..40usize];
    let alternates = alternates.prop_flat_map(|count| prop::collection::vec(text(1..5), count));
    let shown = (any::<bool>(), 0u32..5, any::<bool>());
    let entry = (text(1..6), alternates, text(0..9), names(), names(), shown);
    prop::collection::vec(entry, count).prop_map(move |entries| {
        let entries = entries.into_iter().enumerate();
        entries
            .map(|(at, (question, alternates, answer, tags, contact, shown))| Made {
                id: (first + at).to_string(),
                question,
                alternates,
                answer,
                tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
                product: product.map(str::to_owned),
                contact: contact.iter().map(|tag| (*tag).to_owned()).collect(),
                handoff: if shown.2 { Handoff::Always } else { Handoff::Offer },
                balance: shown.2.then_some(Balance::Eager),
                featured: shown.0,
                turn: shown.1,
            })
            .collect()
    })
}

fn synonyms() -> impl Strategy<Value = Synonyms> {
    prop::collection::vec((text(1..3), text(1..4)), 0..8)
}

proptest! {
    #[test]
    fn any_two_parts_answer_as_one(
        store in entries(None, 0, 0..12),
        product in entries(Some("kt-200"), 100, 0..8),
        synonyms in synonyms(),
        questions in prop::collection::vec(
            (text(1..6), prop::option::of(any::<prop::sample::Index>())), 1..6,
        ),
        language in prop::sample::select(vec!["en", "ru", "hu"]),
    ) {
        let engines = both(language, &synonyms, &store, &product);
        for (mut question, cut) in questions {
            if let Some(cut) = cut {
                // A letter less, or the end of it.
                let letters: Vec<char> = question.chars().collect();
                let at = cut.index(letters.len());
                let kept = letters.iter().enumerate();
                let kept = kept.filter(|(place, _)| *place != at && (at % 3 > 0 || *place < at));
                question = kept.map(|(_, c)| c).collect();
            }
            for product in [Some("kt-200"), Some("vc-310"), None] {
                same(&engines, &question, product);
            }
        }
    }
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let entry = |product| Made {
        id: "a".to_owned(),
        question: "where is the kettle".to_owned(),
        alternates: vec![],
        answer: String::new(),
        tags: vec![],
        product,
        contact: vec![],
        handoff: Handoff::Offer,
        balance: None,
        featured: false,
        turn: 0,
    };
    let none = Synonyms::new();
    let index = |language: &str| writer(language, &none, &[entry(None)]).finish(None);
    let shard = |language: &str| {
        writer(language, &none, &[entry(Some("kt-200".to_owned()))]).finish_shard(None)
    };
    let refused = |index: Vec<u8>, shard: Vec<u8>| {
        Engine::open_with(index, Some(shard)).expect_err("they do not belong together")
    };
    let other_language = refused(index("en"), shard("hu"));
    assert!(other_language.is_corrupt());
    assert!(other_language.to_string().contains("another language"), "{other_language}");
    // The same language by other rules, as another version of faqlet may have them.
    let mut rules = faqlet::text::lang::rules_for("en");
    rules.vowels.push('ø');
    let other_rules = IndexWriter::with_rules(rules, Roster::default()).finish_shard(None);
    assert!(refused(index("en"), other_rules).is_version());
    // A whole index is no shard, and a shard no index.
    assert!(refused(index("en"), index("en")).is_corrupt());
    assert!(Engine::open(shard("en")).expect_err("it has no rules").is_corrupt());
    assert!(Engine::open_with(index("en"), Some(shard("en"))).is_ok());
}

/// The index of a product's page in a build: the store's with the product's shard.
fn on_page(output: &Output, language: &str, product: &str) -> Engine<Vec<u8>> {
    let bytes = |name: &str| {
        let file = output.files.iter().find(|file| file.name.starts_with(name));
        file.unwrap_or_else(|| panic!("no file {name}")).bytes.clone()
    };
    let store = bytes(&format!("{language}.index."));
    let manifest = output.products.iter().find(|file| file.name == product_manifest(product));
    let manifest: serde_json::Value =
        serde_json::from_slice(&manifest.expect("each has one").bytes).expect("it is JSON");
    let shard = &manifest["languages"][language]["index"]["file"];
    let shard = bytes(shard.as_str().expect("it has entries in each language"));
    Engine::open_with(store, Some(shard)).expect("a build's files are whole")
}

/// What is learned of a shard is learned of its own entries alone. So a few questions come out
/// differently than by one index, in which all entries are told from each other: some better, some
/// worse.
#[test]
fn golden_questions_on_product_pages_are_answered_as_well() {
    let content = demo::content();
    let mut apart = content.clone();
    apart.shop.product_shards = ProductShards::Always;
    let output = compile(&apart);
    let (mut of_one, mut of_two, mut asked) = (0, 0, 0);
    for language in &content.shop.languages {
        let whole = demo::engine(&content, language);
        for row in demo::golden(language) {
            let Some(product) = row.product.as_deref().filter(|_| !row.gold.is_empty()) else {
                continue;
            };
            let page = on_page(&output, language, product);
            let right = |engine: &Engine<Vec<u8>>| {
                let first = engine.rank(&normalize(&row.q), Some(product), 1);
                usize::from(first.first().is_some_and(|hit| row.gold.contains(&hit.id)))
            };
            asked += 1;
            of_one += right(&whole);
            of_two += right(&page);
        }
    }
    eprintln!("of {asked} right: by one index {of_one}, by store and shard {of_two}");
    assert!(asked > 100 && of_two + asked / 50 >= of_one, "{of_one} {of_two} of {asked}");
}
