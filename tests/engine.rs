//! What holds of every outcome, and what the outcomes are for.

use faqlet::contact::{Condition, DaySpan, OpeningHours, Roster, Shift, ShopTime};
use faqlet::index::{Document, Handoff, Index, IndexWriter};
use faqlet::search::learn;
use faqlet::{AskOptions, Engine, Hit, Outcome, Reason};
use proptest::prelude::*;

const CHANNELS: [&str; 3] = ["chat", "email", "phone"];

/// (id, product, wordings separated by `|`, the question first)
const ENTRIES: [(&str, Option<&str>, &str); 8] = [
    ("order-status", None, "Where is my order?|track my parcel|has my package been sent"),
    ("returns", None, "How do I return something?|send an item back|return policy"),
    ("cancel", None, "Can I cancel my order?|stop my purchase|cancellation"),
    ("fraud", None, "I got a suspicious message|phishing in your name|fake text message"),
    ("kt-200-dishwasher", Some("kt-200"), "Is it dishwasher safe?|put it in the dishwasher"),
    ("bl-150-dishwasher", Some("bl-150"), "Is it dishwasher safe?|put it in the dishwasher"),
    ("kt-200-noise", Some("kt-200"), "How loud is it?|noise level|decibels"),
    ("hours", None, "When are you open?|opening hours|closing time"),
];

fn engine() -> Engine<Vec<u8>> {
    let weekdays =
        DaySpan { first: 0, last: u32::MAX, weekdays: 0b001_1111, start: 540, end: 1080 };
    let shift = |id: &str| Shift {
        id: id.to_owned(),
        speaks: true,
        takes_messages: id == "email",
        reply_minutes: 60,
        hours: OpeningHours(if id == "email" { Vec::new() } else { vec![weekdays] }),
        when: Condition::default(),
    };
    let shifts = CHANNELS.iter().map(|id| shift(id)).collect();
    let mut writer = IndexWriter::new("en", Roster { shifts, ..Roster::default() });
    for (id, product, wordings) in ENTRIES {
        let mut wordings: Vec<String> = wordings.split('|').map(str::to_owned).collect();
        let question = wordings.remove(0);
        let contact = if id == "fraud" { vec!["phone".to_owned()] } else { Vec::new() };
        writer.add(&Document {
            id,
            question: &question,
            alternates: &wordings,
            answer: "",
            tags: &[],
            product,
            contact: &contact,
            inherited: &[],
            handoff: if id == "fraud" { Handoff::Always } else { Handoff::Offer },
            balance: None,
            featured: false,
            turn: 0,
        });
    }
    let plain = writer.finish(None);
    let index = Index::open(&plain[..]).expect("the writer's bytes are whole");
    Engine::open(writer.finish(learn(&index, &[]).as_ref())).expect("the writer's bytes are whole")
}

fn on_page(product: &str) -> AskOptions {
    AskOptions { product: Some(product.to_owned()), ..AskOptions::default() }
}

/// All entries that an outcome names, and the ids of its channels.
fn parts(outcome: &Outcome) -> (Vec<&Hit>, Vec<&str>) {
    let (hits, contact): (Vec<&Hit>, _) = match outcome {
        Outcome::Answer { entry, related, contact, .. } => {
            (std::iter::once(entry).chain(related).collect(), contact)
        }
        Outcome::Choose { entries, contact, .. } => (entries.iter().collect(), contact),
        Outcome::Contact { related, contact, .. } => (related.iter().collect(), contact),
    };
    (hits, contact.iter().map(|option| option.id.as_str()).collect())
}

fn confidence(outcome: &Outcome) -> f64 {
    match outcome {
        Outcome::Answer { confidence, .. }
        | Outcome::Choose { confidence, .. }
        | Outcome::Contact { confidence, .. } => *confidence,
    }
}

fn answered(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Answer { entry, .. } => Some(&entry.id),
        _ => None,
    }
}

proptest! {
    /// Words of the content, slips and anything else, on any page, at any time.
    #[test]
    fn no_question_is_a_dead_end(
        words in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec!["order", "retrun", "dishwasher", "loud", "where", "kt-200"]),
                Just("\u{0}"), Just("доставка"), Just("ß"), Just("🦊"), Just("-"),
            ].prop_map(str::to_owned).boxed().prop_union("\\PC{0,12}".boxed()),
            0..8,
        ),
        product in prop::option::of(prop::sample::select(vec!["kt-200", "bl-150", "unheard-of"])),
        limit in 0usize..12,
        now in prop::option::of(any::<u32>()),
        facts in "(tags=|tier=|locale|[a-z\n=-]){0,6}",
    ) {
        let engine = engine();
        let now = now.map(ShopTime);
        let options = AskOptions { product: product.map(str::to_owned), limit, now, facts, topic: None };
        let question = words.join(" ");
        let outcome = engine.ask(&question, &options);
        prop_assert_eq!(&engine.ask(&question, &options), &outcome);

        let (hits, mut channels) = parts(&outcome);
        channels.sort_unstable();
        prop_assert_eq!(channels, CHANNELS);
        prop_assert!((0.0..=1.0).contains(&confidence(&outcome)));
        let most = limit.max(1);
        if let Outcome::Choose { entries, .. } = &outcome {
            prop_assert!((2..=most.min(5)).contains(&entries.len()));
        } else {
            prop_assert!(hits.len() <= most.max(1));
        }
        for (place, hit) in hits.iter().enumerate() {
            prop_assert!(hits[..place].iter().all(|other| other.id != hit.id));
            prop_assert!(place == 0 || hits[place - 1].score >= hit.score);
            if let Some(product) = product {
                prop_assert!(hit.product.is_none() || hit.product.as_deref() == Some(product));
            }
        }
    }
}

#[test]
fn an_entrys_own_words_are_answered() {
    let engine = engine();
    for (id, product, wordings) in ENTRIES {
        for wording in wordings.split('|') {
            let options = product.map_or_else(AskOptions::default, on_page);
            let outcome = engine.ask(wording, &options);
            assert_eq!(answered(&outcome), Some(id), "{wording}: {outcome:?}");
        }
    }
}

#[test]
fn slips_are_forgiven() {
    let engine = engine();
    let rows = [
        ("trakc my parcel", "order-status"),
        ("were is my ordre", "order-status"),
        ("retrun polcy", "returns"),
        ("cancelation", "cancel"),
        ("fishing in your nmae phishin", "fraud"),
        ("opning hours", "hours"),
    ];
    for (question, id) in rows {
        let first = engine.rank(question, None, 1).remove(0);
        assert_eq!(first.id, id, "{question}");
    }
}

#[test]
fn a_product_page_answers_for_its_product() {
    let engine = engine();
    for product in ["kt-200", "bl-150"] {
        let outcome = engine.ask("is it dishwasher safe", &on_page(product));
        assert_eq!(answered(&outcome), Some(format!("{product}-dishwasher").as_str()));
    }
    let store_wide = engine.ask("return policy", &on_page("kt-200"));
    assert_eq!(answered(&store_wide), Some("returns"));
    let not_its_own = engine.ask("noise level decibels", &on_page("bl-150"));
    assert_eq!(answered(&not_its_own), None);
}

#[test]
fn the_same_question_of_two_products_is_asked_back() {
    let outcome = engine().ask("is it dishwasher safe", &AskOptions::default());
    let Outcome::Choose { entries, .. } = &outcome else { panic!("{outcome:?}") };
    let mut products: Vec<_> = entries.iter().map(|hit| hit.product.as_deref()).collect();
    products.sort_unstable();
    assert_eq!(products, [Some("bl-150"), Some("kt-200")]);
}

#[test]
fn nothing_alike_goes_to_a_person() {
    let engine = engine();
    for (question, expected) in [
        ("", Reason::Empty),
        (" ?! ", Reason::Empty),
        ("xqzzy", Reason::Unknown),
        ("do you know a recipe for apple cake", Reason::Unsure),
    ] {
        let outcome = engine.ask(question, &AskOptions::default());
        let Outcome::Contact { reason, .. } = outcome else { panic!("{question}: {outcome:?}") };
        assert_eq!(reason, expected, "{question}");
    }
}

#[test]
fn an_entry_may_put_a_channel_first_and_a_person_beside_it() {
    let outcome = engine().ask("phishing in your name", &AskOptions::default());
    let Outcome::Answer { handoff, contact, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(handoff, Handoff::Always);
    assert_eq!(contact[0].id, "phone");
}

#[test]
fn the_clock_decides_what_is_open() {
    let engine = engine();
    // 1970-01-10 was a Saturday, 1970-01-12 a Monday.
    let at = |day: u32, minute| AskOptions {
        now: Some(ShopTime(day * 1440 + minute)),
        ..Default::default()
    };
    let open = |options: &AskOptions| {
        let outcome = engine.ask("where is my order", options);
        let Outcome::Answer { contact, .. } = outcome else { panic!("{outcome:?}") };
        let open = contact.into_iter().filter(|option| option.open).map(|option| option.id);
        open.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(open(&at(9, 720)), "email");
    assert_eq!(open(&at(11, 720)), "chat email phone");
}

#[test]
fn an_entry_is_found_by_its_id() {
    let engine = engine();
    assert_eq!(
        engine.entry("returns").map(|hit| hit.question).as_deref(),
        Some("How do I return something?")
    );
    assert_eq!(engine.entry("unheard-of"), None);
}

#[test]
fn what_is_pasted_is_read_as_far_as_a_question_goes() {
    let engine = engine();
    let question = "where is my order ";
    let filled = format!("{question}{}", "\u{1f381} ".repeat((500 - question.len()) / 2));
    assert_eq!(filled.chars().count(), 500);
    let pasted = format!("{filled}{}", "phishing decibels ".repeat(60_000));
    assert_eq!(engine.rank(&pasted, None, 2), engine.rank(&filled, None, 2));
    assert_eq!(engine.rank(&filled, None, 1)[0].id, "order-status");
    assert!(engine.rank(&"order".repeat(200_000), None, 2).is_empty());
}
