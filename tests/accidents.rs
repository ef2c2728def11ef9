//! Questions that went wrong on the way through the keyboard, and words that are written in more
//! than one way.

use std::cell::OnceCell;

use faqlet::contact::Roster;
use faqlet::index::{Document, Handoff, Index, IndexWriter};
use faqlet::search::{MatchKind, Query};
use faqlet::text::{Affix, Condition, Direction, Respelling, Rules, Script, Step, lang, normalize};
use faqlet::{Engine, Hit};
use proptest::prelude::*;

/// Entries by their number; wordings of one are parted by `|`.
const ENGLISH: [&str; 8] = [
    "Where is my order?|track my parcel|has my package been sent",
    "How do I return something?|send an item back|return policy",
    "I forgot my password|reset the password|cannot log in",
    "Can I buy a gift card?|voucher as a present|giftcard",
    "Does it have wi-fi?|wireless network|connect to the app",
    "Can I pick up my order in a shop?|collect in store|pickup",
    "How much water does it hold?|1.7 litres|capacity in litres",
    "KT-200 does not switch on|the kettle KT-200 stays cold|error E20",
];
const RUSSIAN: [&str; 6] = [
    "Где мой заказ?|отследить посылку|когда привезут",
    "Как вернуть товар?|условия возврата|хочу сдать обратно",
    "Сколько стоит доставка?|доставка DHL|цена доставки по России",
    "Какой срок гарантии?|гарантия на чайник Brisa",
    "Можно ли получить скидку?|промокод|баллы и бонусы",
    "Как отменить заказ?|отмена покупки|передумал покупать",
];
const HUNGARIAN: [&str; 6] = [
    "Hol van a csomagom?|rendelés követése|mikor érkezik meg",
    "Hogyan küldhetem vissza?|visszaküldés menete|elállás a vásárlástól",
    "Hogyan tölthetem le a számlát?|számla letöltése|áfás számla",
    "Mennyi a garancia?|jótállás ideje|készülék szavatossága",
    "Milyen kor ajánlott?|hány éves kortól",
    "Mekkora kör fér bele?|kör alakú tepsi|kör átmérője",
];
const ARABIC: [&str; 5] = [
    "أين طلبي؟|تتبع الشحنة|متى تصل الطلبية",
    "كيف أرجع المنتج؟|سياسة الإرجاع|استرجاع سلعة",
    "كم سعر التوصيل؟|تكلفة الشحن|رسوم التوصيل",
    "نسيت كلمة المرور|تغيير كلمة السر",
    "كم مدة الضمان؟|فترة الضمان|شروط الضمان",
];

fn write(mut writer: IndexWriter, entries: &[&str]) -> Vec<u8> {
    for (number, wordings) in entries.iter().enumerate() {
        let mut wordings = wordings.split('|').map(str::to_owned);
        let question = wordings.next().expect("an entry has a question");
        writer.add(&Document {
            id: &number.to_string(),
            question: &question,
            alternates: &wordings.collect::<Vec<_>>(),
            answer: "",
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
    writer.finish(None)
}

fn index(language: &str, entries: &[&str]) -> Vec<u8> {
    write(IndexWriter::new(language, Roster::default()), entries)
}

fn engine(language: &str, entries: &[&str]) -> Engine<Vec<u8>> {
    Engine::open(index(language, entries)).expect("the writer's bytes are whole")
}

fn ranked(engine: &Engine<Vec<u8>>, question: &str) -> Vec<Hit> {
    engine.rank(&normalize(question), None, 5)
}

/// The number of the entry found first.
fn found(engine: &Engine<Vec<u8>>, question: &str) -> Option<usize> {
    ranked(engine, question).first().map(|hit| hit.index as usize)
}

fn check(language: &str, entries: &[&str], rows: &[(&str, usize)]) {
    let engine = engine(language, entries);
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(question, entry)| found(&engine, question) != Some(*entry))
        .map(|(question, entry)| format!("{question}: {:?}, not {entry}", found(&engine, question)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Text typed with the fingers of one layout on another, by the keys' letters in one order.
fn retyped(text: &str, fingers: &str, keyboard: &str) -> String {
    let lower = text.to_lowercase();
    let key = |c| fingers.chars().position(|key| key == c);
    lower.chars().map(|c| key(c).and_then(|at| keyboard.chars().nth(at)).unwrap_or(c)).collect()
}

const US: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RU: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
/// The b key gives two letters and is left out.
const US_WITHOUT_B: &str = "qwertyuiop[]asdfghjkl;'zxcvnm,./`";
const AR_WITHOUT_LAM_ALEF: &str = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ";
const US_AROUND: &str = "yz;'[]\\=-0`qwertuiopasdfghjklxcvbnm";
const HU: &str = "zyéáőúűóüöíqwertuiopasdfghjklxcvbnm";

#[test]
fn what_was_typed_on_the_wrong_layout_finds_what_was_meant() {
    let mut wrong = Vec::new();
    for (language, entries, fingers, keyboard) in [
        ("ru", &RUSSIAN[..], RU, US),
        ("ar", &ARABIC, AR_WITHOUT_LAM_ALEF, US_WITHOUT_B),
        ("hu", &HUNGARIAN, HU, US_AROUND),
        ("en", &ENGLISH, US, RU),
        ("en", &ENGLISH, US_WITHOUT_B, AR_WITHOUT_LAM_ALEF),
    ] {
        let engine = engine(language, entries);
        for wording in entries.iter().flat_map(|wordings| wordings.split('|')) {
            // Numbers and codes are typed alike; a question mark is another key's business.
            let meant = wording.trim_end_matches(['?', '؟']);
            if meant.contains(char::is_numeric) {
                continue;
            }
            let typed = retyped(meant, fingers, keyboard);
            let (expected, got) = (ranked(&engine, meant), ranked(&engine, &typed));
            let first = |hits: &[Hit]| hits.first().map(|hit| hit.index);
            if first(&got) != first(&expected) {
                wrong.push(format!("{language}: {typed} is {got:?}, {meant} is {expected:?}"));
            // A part of a word that is known as it is stays so: "rendel;s" has "rendel" in it.
            } else if got[0].score < 0.5 * expected[0].score {
                wrong.push(format!(
                    "{language}: {typed} loses {} to {}",
                    expected[0].score, got[0].score
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn transliterations_are_read() {
    check(
        "ru",
        &RUSSIAN,
        &[
            ("gde moy zakaz", 0),
            ("kak vernut tovar", 1),
            ("skolko stoit dostavka", 2),
            ("garantia na chaynik", 3),
            ("promokod", 4),
            ("otmenit' zakaz", 5),
            // A name written by ear, and one typed on the layout in use.
            ("гарантия бриса", 3),
            ("чайник икшыф", 3),
            ("доставка ВРД", 2),
        ],
    );
    check(
        "ar",
        &ARABIC,
        &[
            ("wen talabi", 0),
            ("araga3 el montag", 1),
            ("se3r el tawseel", 2),
            ("moddet el daman", 4),
        ],
    );
}

#[test]
fn slips_and_unfinished_words_are_forgiven_on_the_wrong_layout_too() {
    check(
        "ru",
        &RUSSIAN,
        // заказ with a letter too many, доставка with two swapped, unfinished words.
        &[
            ("jnvtybnm pfrfpf", 5),
            ("cnjbvjcnm ljcnfdrb", 2),
            ("ghjvjrj", 4),
            ("ufhfyn", 3),
            ("ufh", 3),
        ],
    );
}

/// How each word of a question was matched.
fn kinds(index: &Index<Vec<u8>>, question: &str) -> Vec<Vec<MatchKind>> {
    let query = Query::new(&normalize(question), index, &OnceCell::new());
    let kinds =
        |candidates: &[faqlet::search::Candidate]| candidates.iter().map(|c| c.kind).collect();
    query.terms.iter().map(|term| kinds(&term.candidates)).collect()
}

#[test]
fn a_word_that_is_known_as_it_is_is_not_repaired() {
    // An article that is called as «привет» is typed on a Latin layout, and one that reads so.
    let index =
        Index::open(index("ru", &["Что за прибор ghbdtn?", "Привет, кто вы?", "заказ|zakaz"]))
            .expect("the writer's bytes are whole");
    assert_eq!(kinds(&index, "ghbdtn "), [[MatchKind::Exact]]);
    assert_eq!(
        kinds(&index, "ghbdtN rnj ds "),
        [[MatchKind::Exact], [MatchKind::Layout], [MatchKind::Layout]]
    );
    assert_eq!(kinds(&index, "zakaz "), [[MatchKind::Exact]]);
    assert_eq!(kinds(&index, "pfrfp "), [[MatchKind::Layout]]);
    // A name in a question in the shop's own letters is not transliterated.
    let index = Index::open(index_of_names()).expect("the writer's bytes are whole");
    assert_eq!(kinds(&index, "dom "), [[MatchKind::Transliteration]]);
    assert_eq!(kinds(&index, "заказ dom ")[1], []);
}

fn index_of_names() -> Vec<u8> {
    index("ru", &["где заказ", "мой дом"])
}

#[test]
fn codes_are_right_to_the_letter_or_not_at_all() {
    let index = Index::open(index("en", &ENGLISH)).expect("the writer's bytes are whole");
    for code in ["kt-200 ", "kt200 ", "KT200 "] {
        assert!(!kinds(&index, code).concat().is_empty(), "{code}");
    }
    for code in ["kt300 ", "e21 ", "t200 ", "e200 "] {
        assert!(kinds(&index, code).concat().is_empty(), "{code}");
    }
}

#[test]
fn words_are_joined_and_parted_as_the_content_has_them() {
    check(
        "en",
        &ENGLISH,
        &[
            ("gift card", 3),
            ("giftcard", 3),
            ("gift-card", 3),
            ("giftvoucher", 3),
            ("wifi", 4),
            ("wi fi", 4),
            ("wi-fi", 4),
            ("WiFi", 4),
            ("pick up", 5),
            ("pickup", 5),
            ("pick-up", 5),
            ("pass word", 2),
            ("resetpassword", 2),
            ("returnpolicy", 1),
            ("1.7l", 6),
            ("1,7 l", 6),
            ("1.7 liters", 6),
            ("kt 200", 7),
        ],
    );
    check(
        "ru",
        &RUSSIAN,
        &[("промо код", 4), ("доставкаDHL", 2), ("доставка dhl", 2), ("срокгарантии", 3)],
    );
    check(
        "ar",
        &ARABIC,
        &[("مدةالضمان", 4), ("كلمةالسر", 3), ("تتبعالشحنه", 0), ("رسوم توصيل", 2)],
    );
}

#[test]
fn accents_are_optional_and_count_where_they_tell_words_apart() {
    let engine = engine("hu", &HUNGARIAN);
    let score = |question: &str, entry: u32| {
        let hits = ranked(&engine, question);
        hits.iter().find(|hit| hit.index == entry).map_or(0.0, |hit| hit.score)
    };
    assert!(score("kör", 5) > score("kör", 4));
    assert!(score("kor", 4) > 0.0 && score("kor", 5) > 0.0);
    // No accents, the right ones, or the wrong ones: the same entry.
    for question in ["szamla letoltese", "számla letöltése", "szamlá letőlteze"] {
        assert_eq!(found(&engine, question), Some(2), "{question}");
    }
}

proptest! {
    /// Anything at all: words stand where the question has them.
    #[test]
    fn any_question_is_taken_apart(
        text in "(\\PC|[a-z;'\\[\\],.0-9 -]|[а-я ]|[ا-ي ]|ghbdtn|жжж){0,60}",
        language in prop::sample::select(vec!["en", "ru", "hu", "ar"]),
    ) {
        let entries = match language {
            "en" => &ENGLISH[..],
            "ru" => &RUSSIAN,
            "hu" => &HUNGARIAN,
            _ => &ARABIC,
        };
        let index = Index::open(index(language, entries)).expect("the writer's bytes are whole");
        let text = normalize(&text);
        for term in Query::new(&text, &index, &OnceCell::new()).terms {
            prop_assert!(text.get(term.span.clone()).is_some_and(|word| !word.is_empty()));
            for candidate in term.candidates {
                prop_assert!(candidate.weight > 0.0 && candidate.weight <= 1.0);
                prop_assert!((candidate.term as usize) < index.term_count());
            }
        }
    }
}

/// A language that does not come with the crate: from the template, with a few rules.
fn german() -> Rules {
    let affix = |affix: &str| Affix {
        affix: affix.to_owned(),
        replacement: String::new(),
        min_rest: 4,
        condition: Condition::Vowel,
    };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    Rules {
        vowels: "aeiouy".to_owned(),
        steps: vec![Step {
            direction: Direction::Suffix,
            affixes: ["ungen", "ung", "en", "er", "e", "s"].map(affix).into(),
        }],
        respellings: vec![Respelling {
            script: Script::Layout,
            both_ways: false,
            pairs: vec![
                pair("z", "y"),
                pair("y", "z"),
                pair(";", "ö"),
                pair("'", "ä"),
                pair("[", "ü"),
            ],
        }],
        ..lang::rules_for("de")
    }
}

#[test]
fn a_fifth_language_works_from_the_template() {
    let entries = [
        "Wo ist meine Bestellung?|Paket verfolgen",
        "Wie kann ich bezahlen?|Zahlungen mit Karte",
        "Wie groß ist die Tür?|Größe des Geräts",
    ];
    // As it is: folding, typos, parts of words; then with rules of its own.
    let template = engine("de", &entries);
    for (question, entry) in
        [("wo ist die bestelung", 0), ("Groesse gerat", 2), ("TUR", 2), ("paket", 0)]
    {
        assert_eq!(found(&template, question), Some(entry), "{question}");
    }
    let bytes = write(IndexWriter::with_rules(german(), Roster::default()), &entries);
    let engine = Engine::open(bytes).expect("the writer's bytes are whole");
    assert_eq!(engine.index().analyzer().rules(), &german());
    assert_eq!(engine.index().analyzer().rules().language, "de");
    for (question, entry) in
        [("zahlung", 1), ("beyahlen", 1), ("t[r", 2), ("bestellungen verfolge", 0)]
    {
        assert_eq!(found(&engine, question), Some(entry), "{question}");
    }
}
