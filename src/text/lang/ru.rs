//! Russian.
//!
//! - ё counts as е: almost nobody types it.
//! - Endings of nouns, adjectives, participles and verbs go, the longest that leaves a vowel and
//!   two letters. Nouns in -ение and -ание lose them too: «оформление» and «оформить» then meet
//!   in «оформл»/«оформ» through the fuzzy matching.
//! - Reflexive -ся and -сь go first: «вернуться» and «вернуть» ask the same thing.
//! - Abbreviations of units count as the units («2 л», «2 литра»).
//! - Not removed: prefixes («до-», «воз-»), which change the meaning («доставка», «вставка»).

use super::{Rules, Script, keyboard, pairs, respelling, suffixes, words};
use crate::text::rules::Condition::{None, Vowel, Whole};

pub fn rules() -> Rules {
    Rules {
        language: "ru".to_owned(),
        folds: pairs("ё>е"),
        vowels: "аеиоуыэюяaeiouy".to_owned(),
        steps: vec![
            suffixes().with(3, Vowel, "ся сь").build(),
            suffixes()
                // Adjectives and participles.
                .with(
                    2,
                    Vowel,
                    "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых \
                    ую юю ая яя ою ею",
                )
                .with(
                    2,
                    Vowel,
                    "нный>н нная>н нное>н нные>н нного>н нной>н нных>н нному>н нным>н \
                    вший вшая вшее вшие ющий ющая ющее ющие ющих ащий ящий ущий ущая ущие",
                )
                // Verbs.
                .with(
                    2,
                    Vowel,
                    "ать ять ить еть уть ыть ти ал ял ил ел ыл ала яла ила ела ыла \
                    ало яло ило ело ыло али яли или ели ыли ает яет ует еет \
                    ают яют уют еют ишь ешь аешь ите ете аете йте айте ируют ирует ировать иров \
                    ываю ывает ывать ывал ывала ывали ивать ивает ан ана ано аны ен ена ено ены \
                    ю у нуть нул нула нули",
                )
                // Nouns.
                .with(
                    2,
                    Vowel,
                    "ение ения ению ением ении ений ание ания анию анием ании аний \
                    ия ие ии ию ией ий иям иями иях ью ья ье ьи ьей \
                    а я о е и ы ь й ев ов ей ам ям ами ями ах ях ом ем ой",
                )
                .build(),
            suffixes()
                .with(3, Vowel, "ость ост ностьн>н ирова ыва ива")
                .with(3, None, "нн>н ь й")
                .build(),
            suffixes()
                .with(
                    0,
                    Whole,
                    "л>литр кг>килограмм г>грамм см>сантиметр мм>миллиметр вт>ватт квт>киловатт \
                    мин>минут ч>час руб>рубл шт>штук",
                )
                .build(),
        ],
        function_words: words(
            "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по \
             только ее мне было вот от меня еще нет о из ему теперь когда даже ну ли если уже \
             или ни быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей \
             может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего \
             раз тоже себе под будет ж тогда кто этот того потому этого какой какая какие какое \
             совсем ним здесь этом почти мой моя мое мои моего моей моему свой своя свою свои \
             тем чтобы нее сейчас были куда зачем можно при об это эта эту эти этой ваш ваша \
             ваши у вас мной пожалуйста здравствуйте привет подскажите скажите хочу хотел \
             хотела нужно могу сколько",
        ),
        match_similar: true,
        respellings: vec![
            keyboard::for_its_language(keyboard::RUSSIAN),
            respelling(Script::Transliteration, true, pairs(LATIN)),
        ],
    }
}

/// Russian in Latin letters, as people write it and not as any standard has it. Sounds with two
/// writings have both. The soft sign is mostly left out, so that the letters it often follows
/// may bring it along; e stands for э where that makes a word.
const LATIN: &str = "a>а b>б w>в v>в g>г d>д e>е e>э z>з i>и q>к x>х c>ц c>к k>к l>л l>ль m>м n>н \
    n>нь o>о p>п r>р s>с s>сь t>т t>ть u>у f>ф h>х x>кс j>й j>ж y>ы y>й 4>ч '>ь '>ъ ' \
    ia>ия ja>я ya>я iu>ию ju>ю yu>ю jo>е yo>е je>е ye>е \
    zh>ж kh>х ts>ц ch>ч sh>ш sch>щ shch>щ";
