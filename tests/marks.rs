//! What is marked in a question as shown is what was asked: whole words in four scripts, and the
//! letters that were typed of an unfinished one.

mod demo;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use faqlet::Engine;
use faqlet::compile::compile_index;
use faqlet::contact::Roster;
use faqlet::index::{Document, Handoff, IndexWriter};
use faqlet::search::{Mark, MatchKind};
use faqlet::text::normalize;
use proptest::prelude::*;

static DEMO: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let content = demo::content();
    content.shop.languages.iter().map(|language| compile_index(&content, language)).collect()
});

/// An engine over questions without answers.
fn engine(language: &str, questions: &[&str]) -> Engine<Vec<u8>> {
    let mut writer = IndexWriter::new(language, Roster::default());
    for (number, question) in questions.iter().enumerate() {
        writer.add(&Document {
            id: &format!("e{number}"),
            question,
            alternates: &[],
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
    Engine::open(writer.finish(None)).expect("the writer's bytes are whole")
}

/// The marked parts as JavaScript cuts them out.
fn cut(text: &str, marks: &[Mark]) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |&[start, end]: &Mark| {
        String::from_utf16(&units[start as usize..end as usize]).expect("no pair is cut in two")
    };
    marks.iter().map(part).collect()
}

/// Letters that stand on the one before them, in the scripts of the demo shop.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Byte ranges of marks; fails where they are not in order, apart, inside, or cut a letter.
fn byte_ranges(text: &str, marks: &[Mark]) -> Result<Vec<std::ops::Range<usize>>, TestCaseError> {
    // For each UTF-16 code unit the byte where its character starts, and the end.
    let units = text
        .char_indices()
        .flat_map(|(at, c)| (0..c.len_utf16()).map(move |unit| (unit == 0).then_some(at)));
    let bytes: Vec<Option<usize>> = units.chain([Some(text.len())]).collect();
    let mut ranges = Vec::new();
    let mut last = 0;
    for &[start, end] in marks {
        prop_assert!(last <= start && start < end, "{text:?} {marks:?}");
        prop_assert!((end as usize) < bytes.len(), "{text:?} {marks:?}");
        last = end;
        let range = bytes[start as usize].zip(bytes[end as usize]);
        prop_assert!(range.is_some(), "{text:?} {marks:?}");
        let (start, end) = range.unwrap_or_default();
        // A mark without a letter before it belongs to none.
        let cut = text[start..].starts_with(is_combining)
            && text[..start].ends_with(char::is_alphanumeric);
        prop_assert!(!cut, "{text:?} {marks:?}");
        prop_assert!(!text[end..].starts_with(is_combining), "{text:?} {marks:?}");
        ranges.push(start..end);
    }
    Ok(ranges)
}

/// Marks against their definition, by the terms that an explanation names.
fn holds(
    engine: &Engine<&[u8]>,
    question: &str,
    text: &str,
    marks: &[Mark],
) -> Result<(), TestCaseError> {
    let ranges = byte_ranges(text, marks)?;
    let explanation = engine.explain(question, None, 0);
    let tokens = engine.index().analyzer().tokens(text);
    // A phrase is meant only where all of it stands.
    let stands = |phrase: &str| phrase.split(' ').all(|word| tokens.iter().any(|t| t.stem == word));
    let candidates = || {
        let terms = explanation.words.iter().flat_map(|word| &word.terms);
        terms.filter(|term| !term.term.contains(' ') || stands(&term.term))
    };
    let asked: BTreeSet<&str> = candidates().flat_map(|term| term.term.split(' ')).collect();
    let whole: BTreeSet<&str> = candidates()
        .filter(|term| term.kind != MatchKind::Prefix)
        .flat_map(|term| term.term.split(' '))
        .collect();
    // Each word with the byte range it has, alone and with the one that a hyphen ties to it.
    let alone = tokens.iter().map(|token| (token.stem.clone(), token.span.clone()));
    let tied = tokens.windows(2).filter(|pair| pair[1].glued).map(|pair| {
        let stem = format!("{}{}", pair[0].word, pair[1].stem);
        (stem, pair[0].span.start..pair[1].span.end)
    });
    let words: Vec<_> = alone.chain(tied).collect();
    for range in &ranges {
        let meant = words.iter().any(|(stem, span)| {
            asked.contains(stem.as_str()) && span.start < range.end && range.start < span.end
        });
        prop_assert!(meant, "{question:?} marks {:?} in {text:?}", &text[range.clone()]);
    }
    for (stem, span) in &words {
        let covers =
            |range: &std::ops::Range<usize>| range.start <= span.start && span.end <= range.end;
        let touches =
            |range: &std::ops::Range<usize>| range.start < span.end && span.start < range.end;
        let marked = if whole.contains(stem.as_str()) {
            ranges.iter().any(covers)
        } else {
            !asked.contains(stem.as_str()) || ranges.iter().any(touches)
        };
        prop_assert!(marked, "{question:?} leaves {:?} in {text:?}", &text[span.clone()]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Some words of one question of the demo shop, with a slip in them or the last cut short,
    /// mark that question and all others that are found.
    #[test]
    fn what_is_marked_was_asked(
        language in 0usize..4,
        entry in any::<prop::sample::Index>(),
        taken in prop::collection::vec(any::<bool>(), 12),
        slip in prop::option::of(any::<prop::sample::Index>()),
        end in any::<prop::sample::Index>(),
    ) {
        let engine = Engine::open(&DEMO[language][..]).expect("the writer's bytes are whole");
        let entry = entry.index(engine.index().entry_count()) as u32;
        let shown = engine.index().entry(entry).question;
        let words = shown.split_whitespace().zip(&taken).filter(|(_, taken)| **taken);
        let mut letters: Vec<char> =
            words.map(|(word, _)| word).collect::<Vec<_>>().join(" ").chars().collect();
        if let Some(slip) = slip && letters.len() > 1 {
            let at = slip.index(letters.len() - 1);
            letters.swap(at, at + 1);
        }
        letters.truncate(end.index(letters.len() + 1) + 2);
        let question = normalize(&letters.into_iter().collect::<String>());
        for hit in engine.rank(&question, None, 4) {
            prop_assert_eq!(&engine.marks(&question, &hit.question), &hit.marks);
            holds(&engine, &question, &hit.question, &hit.marks)?;
        }
    }

    /// Texts that no index has, in any normalization form.
    #[test]
    fn no_text_is_marked_wrongly(
        language in 0usize..4,
        question in "(\\PC|[a-zа-яéőا-ي -]){0,20}",
        text in "(\\PC|[a-zа-яёáéőű'’-]|[ا-يًَّ]|[áüй🎁ﬁ]|parcel|заказ|csomag|الطرد| ){0,20}",
    ) {
        let engine = Engine::open(&DEMO[language][..]).expect("the writer's bytes are whole");
        let question = normalize(&format!("{question} parcel заказ csomag طرد"));
        holds(&engine, &question, &text, &engine.marks(&question, &text))?;
    }
}

/// (language, shown, asked, marked parts separated by `|`)
const EXAMPLES: [(&str, &str, &str, &str); 36] = [
    // By a synonym, "pay monthly", of which this is a part.
    ("en", "Can I pay in instalments?", "instal", "instalments"),
    ("en", "Where is my order?", "orders where", "Where|order"),
    ("en", "Track my parcel", "trakc a parcle now", "Track|parcel"),
    ("en", "Track my parcel", "track my par", "Track|my|par"),
    ("en", "Track my parcel", "PARCELS!", "parcel"),
    ("en", "Does it have wi-fi?", "wifi", "wi-fi"),
    ("en", "Does it have wi-fi?", "wif", "wi-f"),
    ("en", "Is the KT-200 safe?", "kt200", "KT-200"),
    ("en", "Buy a gift card", "giftcard here", "gift|card"),
    ("en", "Pickup from a store", "pick up here", "Pickup"),
    ("en", "Where’s the shop's café?", "wheres cafe", "Where’s|café"),
    ("en", "À l’orange or not?", "lor", "l’or"),
    ("en", "🎁 Gift 🎁 for you?", "for gifts", "Gift|for"),
    ("en", "👩‍👩‍👧 family and 🇭🇺 delivery", "deliveries", "delivery"),
    ("en", "cafe\u{301} and cre\u{300}me", "café creme now", "cafe\u{301}|cre\u{300}me"),
    ("en", "cafe\u{301} au lait", "cafe", "cafe\u{301}"),
    ("en", "Straße open?", "strass", "Straß"),
    ("ru", "Где мой заказ?", "заказа нет", "заказ"),
    ("ru", "Где мой заказ?", "где зак", "Где|зак"),
    ("ru", "Где мой заказ?", "закзаы нет", "заказ"),
    ("ru", "Чёрный чайник", "черного цвета", "Чёрный"),
    ("ru", "📦 Ёлка в подарок", "ёл", "Ёл"),
    // All of a word, of which another that it begins has only a part.
    ("ru", "Или кого-то травмировало", "ког", "кого"),
    ("ru", "Доставка DHL на дом", "dhl доставку ждать", "Доставка|DHL"),
    ("hu", "Hogyan küldhetem vissza a csomagot?", "csomagom volt", "csomagot"),
    ("hu", "Hogyan küldhetem vissza a csomagot?", "kuldhetem volt", "küldhetem"),
    ("hu", "Hogyan küldhetem vissza a csomagot?", "hogyan kül", "Hogyan|kül"),
    ("hu", "Hogyan ku\u{308}ldhetem?", "hogyan ku", "Hogyan|ku\u{308}"),
    ("hu", "🧾 Űrlap és ívek", "urlap", "Űrlap"),
    ("ar", "كيف أتتبع الطرد؟", "طرد مفقود", "الطرد"),
    ("ar", "كيف أتتبع الطرد؟", "اتتبع وطرد", "أتتبع|الطرد"),
    ("ar", "كيف أتتبع الطرد؟", "كيف طر", "كيف|طر"),
    ("ar", "مدة الضَّمَان", "ضمان جهاز", "الضَّمَان"),
    ("ar", "مدة الضَّمَان", "مدة ضم", "مدة|ضَّمَ"),
    ("ar", "📦 بطاقة هدية", "بطاقه", "بطاقة"),
    ("ar", "بطـــاقة هدية", "بطا", "بطـــا"),
];

#[test]
fn words_are_marked_in_four_scripts() {
    let mut wrong = Vec::new();
    for (language, shown, asked, expected) in EXAMPLES {
        let engine = engine(language, &[shown]);
        let marks = engine.marks(&normalize(asked), shown);
        let marked = cut(shown, &marks).join("|");
        if marked != expected {
            wrong.push(format!(
                "{language} {shown:?} asked {asked:?}: {marked:?}, not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marks_count_in_utf16_code_units() {
    let engine = engine("en", &["🎁🎁 Gift card"]);
    // Each present is two units.
    assert_eq!(engine.rank("gift", None, 1)[0].marks, [[5, 9]]);
    assert_eq!(engine.rank("gift card", None, 1)[0].marks, [[5, 9], [10, 14]]);
    assert!(engine.entry("e0").expect("it is there").marks.is_empty());
}

#[test]
fn a_decomposed_question_is_stored_composed_and_marked() {
    let rows = [
        ("hu", "Ku\u{308}ldo\u{308}m a csomagot", "Küldöm a csomagot", "küldöm volt", "Küldöm"),
        ("ru", "Мои\u{306} заказ", "Мой заказ", "мой вопрос", "Мой"),
        ("ar", "هل ا\u{653}خذ الطرد", "هل آخذ الطرد", "آخذ شيئا", "آخذ"),
    ];
    for (language, written, composed, asked, marked) in rows {
        let engine = engine(language, &[written]);
        let hit = engine.rank(&normalize(asked), None, 1).remove(0);
        assert_eq!(hit.question, composed);
        assert_eq!(cut(&hit.question, &hit.marks), [marked]);
    }
}

#[test]
fn what_only_compatibility_makes_equal_is_shown_as_written_and_left_unmarked() {
    let written = "ﬁnd a ＤＨＬ parcel of 2 m²";
    let engine = engine("en", &[written]);
    let hit = engine.rank("find dhl parcel m2 now", None, 1).remove(0);
    assert_eq!(hit.question, written);
    assert_eq!(cut(&hit.question, &hit.marks), ["parcel"]);
}
