//! What entries inherit from the phrasebook: they are found by it, and their own words count as
//! before.

mod demo;

use faqlet::Engine;
use faqlet::compile::{compile_index, finish};
use faqlet::contact::Roster;
use faqlet::content::{Content, Entry};
use faqlet::index::{Document, Handoff, Index, IndexWriter, WordingKind};
use faqlet::text::normalize;

const LANGUAGES: [&str; 4] = ["en", "ru", "hu", "ar"];

/// Entries that are their question, each with phrasings.
fn engine(entries: &[(&str, &[&str])]) -> Engine<Vec<u8>> {
    let mut writer = IndexWriter::new("en", Roster::default());
    for (question, inherited) in entries {
        writer.add(&Document {
            id: question,
            question,
            alternates: &[],
            answer: "",
            inherited,
            tags: &[],
            product: None,
            contact: &[],
            handoff: Handoff::Offer,
            balance: None,
            featured: false,
            turn: 0,
        });
    }
    Engine::open(finish(writer)).expect("the writer's bytes are whole")
}

/// The demo shop as if no entry had an intent.
fn without_intents(content: &Content) -> Content {
    let mut content = content.clone();
    content.entries.iter_mut().for_each(|entry: &mut Entry| entry.intent = None);
    content
}

#[test]
fn a_phrasing_leads_to_its_entry() {
    let tracking = ["wheres my parcel", "still waiting for my stuff", "parcel stuck at the depot"];
    let returns = ["send it back", "changed my mind about the dress", "the dress has to go back"];
    let with = engine(&[("Where is my order?", &tracking), ("Return policy", &returns)]);
    let without = engine(&[("Where is my order?", &[]), ("Return policy", &[])]);
    for (question, id) in [
        ("parcel stuck", "Where is my order?"),
        ("stuck at the depot", "Where is my order?"),
        ("dress back", "Return policy"),
    ] {
        let found = with.rank(question, None, 1);
        assert_eq!(found.first().map(|hit| hit.id.as_str()), Some(id), "{question}");
        assert!(without.rank(question, None, 1).is_empty(), "{question}");
    }
}

#[test]
fn entries_with_one_intent_share_its_phrasings() {
    let phrasings = ["how big is it", "will it fit on the shelf", "measurements in inches"];
    let engine = engine(&[
        ("What size is the kettle?", &phrasings),
        ("What size is the oven?", &phrasings),
        ("Do you ship abroad?", &["international shipping", "postage to another country"]),
    ]);
    let hits = engine.rank("inches on the shelf", None, 3);
    let mut ids: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["What size is the kettle?", "What size is the oven?"]);
    let own = engine.rank("oven in inches", None, 1);
    assert_eq!(own[0].id, "What size is the oven?");
}

/// Asked its own question, an entry has the same score from its own words with phrasings in the
/// index as without, and the best single wording is the same.
#[test]
fn own_words_count_as_before() {
    let content = demo::content();
    let bare = without_intents(&content);
    for language in LANGUAGES {
        let with = demo::engine(&content, language);
        let without = demo::engine(&bare, language);
        let mut asked = 0;
        for entry in content.entries.iter().filter(|entry| entry.language == language).step_by(4) {
            // The last word is finished.
            let question = normalize(&format!("{} ?", entry.question));
            let own = |engine: &Engine<Vec<u8>>| {
                let explained = engine.explain_entry(&question, None, &entry.id);
                let parts = explained.expect("it is there").entries.remove(0).parts;
                let own =
                    |name| parts.iter().find(|part| part.part == name).map(|part| part.amount);
                [own("together"), own("wording")]
            };
            for (with, without) in own(&with).into_iter().zip(own(&without)) {
                let (with, without) = (with.unwrap_or(0.0), without.unwrap_or(0.0));
                assert!((with - without).abs() < 1e-4, "{} {with} {without}", entry.question);
            }
            asked += 1;
        }
        assert!(asked > 15, "{language}");
    }
}

#[test]
fn phrasings_that_are_switched_off_are_not_inherited() {
    let content = demo::content();
    let entry = content.entries.iter().find(|entry| entry.inherited().len() > 3);
    let mut entry = entry.expect("the demo shop's entries have intents").clone();
    let all = entry.inherited();
    entry.not_asked_as = vec![all[1].to_owned()];
    let rest = entry.inherited();
    assert_eq!(rest.len(), all.len() - 1);
    assert!(!rest.contains(&all[1]));
}

#[test]
fn the_index_has_no_more_than_a_wording_of_what_an_entry_inherits() {
    let content = demo::content();
    for language in LANGUAGES {
        let bytes = compile_index(&content, language);
        let index = Index::open(&bytes[..]).expect("the writer's bytes are whole");
        let wordings = index.wordings();
        let inherited = wordings.kinds.iter().filter(|kind| **kind == WordingKind::Inherited);
        let entries = content.entries.iter().filter(|entry| entry.language == language);
        assert_eq!(inherited.count(), entries.filter(|entry| entry.intent.is_some()).count());
        // A word that is an entry's own has no second posting.
        for term in 0..index.term_count() as u32 {
            let of_term: Vec<_> = index.postings(term).collect();
            for pair in of_term.windows(2) {
                let [first, second] = [pair[0] as usize, pair[1] as usize];
                let same = wordings.entries[first] == wordings.entries[second];
                let doubled = same
                    && wordings.kinds[second] == WordingKind::Inherited
                    && wordings.kinds[first] != WordingKind::Answer;
                assert!(!doubled, "{language} {term}");
            }
        }
        let plain = compile_index(&without_intents(&content), language);
        assert!(plain.len() < bytes.len());
    }
}
