//! What every language must pass: words that belong together, words that do not, and
//! properties that hold for any text.

use proptest::prelude::*;

use super::{ALL, rules_for};
use crate::text::{Analyzer, Part, normalize};

/// Per language: words of one line share a stem; words of different lines do not.
const FAMILIES: [(&str, &str); 4] = [
    (
        "en",
        "deliver delivers delivered delivering delivery deliveries
         cancel cancels cancelled canceled cancelling cancellation
         pay pays paying payment payments
         refund refunds refunded refundable
         exchange exchanges exchanging exchanged
         return returns returning returned
         color colour colours
         organise organize organizing
         class classes
         battery batteries
         box boxes
         use uses using
         useless
         lock
         unlock",
    ),
    (
        "ru",
        "доставка доставки доставку доставкой доставке
         возврат возврата возвраты возвратом
         оплата оплаты оплату оплатой
         заказ заказа заказы заказов заказом
         гарантия гарантии гарантию гарантией
         вернуть вернул вернули
         чёрный черный черная черного
         вставка",
    ),
    (
        "hu",
        "rendelés rendelésem rendeléseim rendelést rendelésemet
         szállítás szállítási szallitas szállításhoz
         csomag csomagom csomagot csomaggal csomagban csomagok
         garancia garanciát garanciával garanciája
         fizetés fizetési fizetéshez
         bolt
         kert",
    ),
    (
        "ar",
        "طلب الطلب طلبي طلبات والطلب
         إرجاع ارجاع الإرجاع
         بطاقة البطاقة بطاقه بطاقتي
         ضمان الضمان بالضمان
         مُنتَج منتج المنتج",
    ),
];

/// Per language: the texts of one line, parted by `|`, are searched by the same words.
const SAME: [(&str, &str); 4] = [
    (
        "en",
        "2l|2 l|2 L|2 litres|2 liters
         1.7 l|1,7l|1.7 liters
         45m2|45 m²|45M2
         €4.90|4,90 €|4.90
         1,000|1.000|1000
         where's|wheres|where’s
         grey cheque|gray check|greys cheques
         licence|license
         catalogue centre|catalog center
         résumé|resume|re\u{301}sume\u{301}
         ﬁlter|filter|ＦＩＬＴＥＲ
         24h|24 hours|24 hrs",
    ),
    (
        "ru",
        "приём|прием|прие\u{308}м
         чайник 2л|чайник 2 л|чайник 2 литра
         доставка DHL|Доставка dhl
         500 руб|500 рублей|500руб.",
    ),
    (
        "hu",
        "szállítás|szallitas|SZÁLLÍTÁS
         őrült tűz|orult tuz|örült tüz
         4990 Ft|4990 forint|4.990 forint|4990ft",
    ),
    (
        "ar",
        "الضَّمَان|الضمان|الضمـــــان|ضمان|وبالضمان|بالضمان|للضمان
         أحمد إلى آخر|احمد الى اخر
         فاتورة|فاتوره|الفاتورة|للفاتورة
         على مستوى|علي مستوي
         ٤٥|45|۴۵
         مسؤول شيء|مسوول شي",
    ),
];

/// Per language: what is typed in other letters, and what is meant.
const RESPELT: [(&str, &str); 4] = [
    ("en", "цруку where|щквук order|قثفعقى return|حشقؤثم parcel|зфыыцщкв password"),
    (
        "ru",
        "ghbdtn привет|djpdhfn возврат|'nj это|,fkks баллы|rjgb. копию|j,vty обмен|hf,jnf работа
         gde где|zakaz заказ|vozvrat возврат|schet счет|shchetka щетка|pochtu почту|moy мой
         garantiya гарантия|garantia гарантия|skolko сколько|dengi деньги|chaynik чайник
         vernut' вернуть|podtverzhdenie подтверждение|xochu хочу|4ajnik чайник|ischu ищу
         икшыф brisa|бриса brisa|цшаш wifi",
    ),
    (
        "hu",
        "vissyak-ld;s visszaküldés|sy'mla számla|let0lt;s letöltés|k;sy-l készül
         [r-lt őrült|t\\z tűy|\"f's áfás",
    ),
    (
        "ar",
        "jjfu تتبع|hgapkm الشحنة|hghv[hu الارجاع|;dt كيف|'gf طلب|sghl سلام|bl لام|Yv[hu إرجاع
         talabi طلبي|se3r سعر|3ayez عايز|araga3 ارجع|montag منتج|daman ضمان|wasalni وصلني
         fatora فاتوره|7esab حساب|5asm خصم|kam كم|nseet نسيت|قثفعقى return",
    ),
];

fn stem(analyzer: &Analyzer, word: &str) -> String {
    let tokens = analyzer.tokens(&normalize(word));
    assert_eq!(tokens.len(), 1, "{word} is one word");
    tokens[0].stem.clone()
}

#[test]
fn families_meet_and_strangers_do_not() {
    let mut wrong = Vec::new();
    for (language, families) in FAMILIES {
        let analyzer = Analyzer::new(rules_for(language));
        let mut heads: Vec<(String, &str)> = Vec::new();
        for family in families.lines() {
            let mut words = family.split_whitespace();
            let head = words.next().expect("a family has a word");
            let stem_of_head = stem(&analyzer, head);
            for word in words {
                let stem = stem(&analyzer, word);
                if stem != stem_of_head {
                    wrong.push(format!("{language}: {word} is {stem}, {head} is {stem_of_head}"));
                }
            }
            if let Some((_, name)) = heads.iter().find(|(other, _)| *other == stem_of_head) {
                wrong.push(format!("{language}: {name} and {head} are both {stem_of_head}"));
            }
            heads.push((stem_of_head, head));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn writings_of_one_thing_are_searched_alike() {
    let mut wrong = Vec::new();
    for (language, lines) in SAME {
        let analyzer = Analyzer::new(rules_for(language));
        let stems = |text: &str| -> Vec<String> {
            analyzer.tokens(&normalize(text)).into_iter().map(|token| token.stem).collect()
        };
        for line in lines.lines() {
            let mut texts = line.trim().split('|');
            let first = stems(texts.next().expect("a line has a text"));
            for text in texts {
                let found = stems(text);
                if found != first {
                    wrong.push(format!("{language}: {text}: {found:?}, not {first:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_stay_whole_and_other_numbers_apart() {
    let analyzer = Analyzer::new(rules_for("en"));
    let words = |text: &str| -> Vec<String> {
        analyzer.tokens(&normalize(text)).into_iter().map(|token| token.word).collect()
    };
    assert_eq!(words("E20 wm800x v2.0 10:30"), ["e20", "wm800x", "v2", "0", "10", "30"]);
    assert_ne!(words("4.90"), words("490"));
    assert_ne!(words("1.25"), words("12.5"));
    assert_ne!(words("2,5"), words("2 5"));
}

#[test]
fn accents_are_remembered_as_far_as_the_stem_goes() {
    let analyzer = Analyzer::new(rules_for("hu"));
    let accented = |word: &str| analyzer.tokens(&normalize(word)).remove(0).accented;
    assert_eq!(accented("kör").as_deref(), Some("kör"));
    assert_eq!(accented("Kórban").as_deref(), Some("kór"));
    assert_eq!(accented("kor"), None);
    // The accent is in the ending only.
    assert_eq!(accented("kertért"), None);
}

#[test]
fn what_was_meant_is_among_the_spellings() {
    let mut missing = Vec::new();
    for (language, rows) in RESPELT {
        let rules = rules_for(language);
        for row in rows.lines().flat_map(|line| line.trim().split('|')) {
            let (typed, meant) = row.split_once(' ').expect("typed and meant");
            let found = rules.respellings.iter().any(|respelling| {
                [false, true].into_iter().any(|reversed| {
                    let mut found = false;
                    if respelling.both_ways || !reversed {
                        respelling.spell(typed, reversed, &mut |spelt| {
                            found |= spelt == meant;
                            found
                        });
                    }
                    found
                })
            });
            if !found {
                missing.push(format!("{language}: {typed} is not read as {meant}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Per language: words that are coarse, and words that begin or sound like them.
const COARSE: [(&str, &str, &str); 4] = [
    ("en", "shit Fucking bitches bullshit", "shiitake cocktail assembly scunthorpe wanted"),
    ("ru", "сука блять хуйня ЗАЕБАЛИ", "сук бляха мудрый тварный ребенок себе небо"),
    ("hu", "kurva kurvák FASZT bazdmeg", "faszén faszállítás száraz szár baromfi gecko basszus"),
    ("ar", "شرموطة كسمك غبي", "كسر زبون خراط طازج"),
];

#[test]
fn coarse_words_are_told_from_others() {
    for (language, coarse, others) in COARSE {
        let analyzer = Analyzer::new(rules_for(language));
        let requests = &analyzer.rules().requests;
        let is_coarse = |text: &str| -> Vec<bool> {
            let tokens = analyzer.tokens(&normalize(text));
            tokens.iter().map(|token| requests.is_coarse(&token.word)).collect()
        };
        for (words, expected) in [(coarse, true), (others, false)] {
            let found = is_coarse(words);
            assert!(found.iter().all(|&is| is == expected), "{language}: {words}: {found:?}");
        }
    }
}

#[test]
fn every_listed_word_is_one_that_people_can_type() {
    for (language, _) in ALL {
        let analyzer = Analyzer::new(rules_for(language));
        let words = &analyzer.rules().requests.words;
        let mut seen = std::collections::BTreeSet::new();
        assert!(words.split('|').count() > 60, "{language}");
        for entry in words.split('|') {
            let (letter, words) = entry.split_at(1);
            assert_eq!(Part::of(letter.as_bytes()[0]).letter().to_string(), letter);
            for word in words.split(' ') {
                let bare = word.trim_start_matches('=');
                let tokens = analyzer.tokens(bare);
                assert_eq!(tokens.len(), 1, "{language}: {entry}");
                assert_eq!(tokens[0].word, bare, "{language}: {entry}");
            }
            assert!(seen.insert(words), "{language}: {words} stands twice");
        }
    }
}

#[test]
fn rules_survive_the_index() {
    for (language, _) in ALL {
        let rules = rules_for(language);
        let mut writer = crate::bytes::Writer::default();
        rules.write(&mut writer);
        let mut reader = crate::bytes::Reader::new(&writer.bytes);
        assert_eq!(crate::text::Rules::read(&mut reader), Ok(rules));
        assert!(reader.is_empty());
    }
}

proptest! {
    #[test]
    fn any_text_gives_whole_words_in_order(
        text in "(\\PC|[a-zA-Zа-яА-ЯёáéőűÁŐا-ي٠-٩ً'’-]){0,40}"
    ) {
        let text = normalize(&text);
        for (language, _) in ALL {
            let analyzer = Analyzer::new(rules_for(language));
            let tokens = analyzer.tokens(&text);
            prop_assert_eq!(&tokens, &analyzer.tokens(&text));
            let mut end = 0;
            for token in &tokens {
                prop_assert!(token.span.start >= end);
                prop_assert!(text.get(token.span.clone()).is_some_and(|t| !t.is_empty()));
                prop_assert!(!token.word.is_empty() && !token.stem.is_empty());
                end = token.span.end;
            }
        }
    }

    #[test]
    fn case_changes_no_stem(text in "[a-zа-яёáéíóöőúüűا-ي ]{0,30}") {
        for (language, _) in ALL {
            let analyzer = Analyzer::new(rules_for(language));
            let stems = |text: &str| -> Vec<String> {
                analyzer.tokens(&normalize(text)).into_iter().map(|token| token.stem).collect()
            };
            prop_assert_eq!(stems(&text), stems(&text.to_uppercase()));
        }
    }
}
