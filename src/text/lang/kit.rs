//! What every language must pass: words that belong together, words that do not, and
//! properties that hold for any text.

use proptest::prelude::*;

use super::{ALL, rules_for};
use crate::text::{Analyzer, normalize};

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
