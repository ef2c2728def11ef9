//! The files are of their form, and none is forgotten.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/phrasebook"))
}

#[test]
fn the_list_of_files_is_the_folder() {
    let mut there = BTreeSet::new();
    for language in std::fs::read_dir(folder()).unwrap().map(Result::unwrap) {
        if language.path().is_dir() {
            for file in std::fs::read_dir(language.path()).unwrap().map(Result::unwrap) {
                let path = format!("{:?}/{:?}", language.file_name(), file.file_name());
                there.insert(path.replace('"', ""));
            }
        }
    }
    there.retain(|path| !path.ends_with("exceptions.yaml"));
    let listed: BTreeSet<String> =
        SOURCES.iter().map(|source| format!("{}/{}.yaml", source.language, source.group)).collect();
    assert_eq!(there, listed);
    for source in SOURCES {
        let path = folder().join(source.language).join(format!("{}.yaml", source.group));
        assert_eq!(std::fs::read_to_string(path).unwrap(), source.text, "{source:?}");
    }
}

#[test]
fn every_intent_is_described_and_unique() {
    let intents = read_intents(files::INTENTS).unwrap();
    assert!(intents.len() >= 100, "only {} intents", intents.len());
    let names: BTreeSet<&str> = intents.iter().map(|intent| intent.name.as_str()).collect();
    assert_eq!(names.len(), intents.len());
    for intent in &intents {
        assert!(!intent.description.is_empty(), "{}", intent.name);
        let plain = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(intent.name.chars().all(plain), "{}", intent.name);
    }
}

#[test]
fn every_language_asks_every_intent_in_the_order_of_the_list() {
    for language in languages() {
        let sources = || SOURCES.iter().filter(|source| source.language == language);
        read_language(sources()).unwrap();
        let mut asked = Vec::new();
        for source in sources() {
            for (intent, _) in yaml::parse(source.text).unwrap().into_map().unwrap() {
                asked.push((source.group.to_owned(), intent));
            }
        }
        let expected: Vec<_> =
            intents().iter().map(|i| (i.group.clone(), i.name.clone())).collect();
        assert_eq!(asked, expected, "{language}");
        for intent in intents() {
            assert!(!phrasings(&intent.name, language).is_empty(), "{language} {}", intent.name);
        }
    }
}

#[test]
fn regions_share_their_language_and_others_have_none() {
    assert_eq!(phrasings("invoice", "en-GB"), phrasings("invoice", "en"));
    assert_eq!(phrasings("invoice", "EN"), phrasings("invoice", "en"));
    assert!(phrasings("invoice", "de").is_empty());
    assert!(phrasings("no-such-intent", "en").is_empty());
}

#[test]
fn each_phrasing_can_be_switched_off() {
    for language in languages() {
        let all = inherited("order-tracking", language, &[]);
        assert!(all.len() >= 30, "{language}");
        for text in &all {
            let off = [format!(" {}?! ", text.to_uppercase())];
            let rest = inherited("order-tracking", language, &off);
            // Upper case and back is another letter for some, never one of a phrasing here.
            assert_eq!(rest.len() + 1, all.len(), "{text}");
            assert!(!rest.contains(text));
        }
    }
}

#[test]
fn a_misspelt_intent_is_recognised() {
    for intent in intents() {
        let name = &intent.name;
        assert_eq!(nearest(name).first(), Some(&name.as_str()));
        let slip = format!("{}{}", &name[..name.len() - 1], "x");
        assert!(nearest(&slip).contains(&name.as_str()), "{slip}: {:?}", nearest(&slip));
    }
    assert!(nearest("tracking").contains(&"order-tracking"));
    assert!(nearest("where_is_my_order").iter().any(|name| name.contains("order")));
    assert!(nearest("quantum").is_empty());
}

#[test]
fn a_shop_gets_what_all_shops_get_and_what_its_kinds_do() {
    let none: [&str; 0] = [];
    let every: BTreeSet<&str> = asked_of(&none).map(|intent| intent.name.as_str()).collect();
    let food: BTreeSet<&str> = asked_of(&["food"]).map(|intent| intent.name.as_str()).collect();
    assert!(food.is_superset(&every) && food.contains("ingredients"));
    assert!(!every.contains("ingredients") && every.contains("order-tracking"));
    assert_eq!(asked_of(&kinds()).count(), intents().len());
}
