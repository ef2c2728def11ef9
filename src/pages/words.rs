//! The words of the pages themselves. English stands in for languages that are not here.

/// The words of a language.
#[derive(Debug)]
pub(super) struct Words {
    /// What all pages are.
    pub title: &'static str,
    pub most_asked: &'static str,
    pub topics: &'static str,
    pub products: &'static str,
    pub other_questions: &'static str,
    pub all_questions: &'static str,
    pub on_this_page: &'static str,
    pub languages: &'static str,
    pub contact: &'static str,
    /// Beside hours that do not hold on all days.
    pub holidays: &'static str,
    /// The hour of the shop's clock follows, as the name of its zone.
    pub time_zone: &'static str,
    pub around_the_clock: &'static str,
    /// Between the parts of a list.
    pub comma: &'static str,
    /// Monday first, as short as opening hours have them.
    pub weekdays: [&'static str; 7],
}

const EN: Words = Words {
    title: "Questions and answers",
    most_asked: "Asked most often",
    topics: "Topics",
    products: "Products",
    other_questions: "Other questions",
    all_questions: "All questions",
    on_this_page: "On this page",
    languages: "Languages",
    contact: "Contact us",
    holidays: "Other hours on public holidays",
    time_zone: "Time zone",
    around_the_clock: "day and night",
    comma: ", ",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

const RU: Words = Words {
    title: "Вопросы и ответы",
    most_asked: "Чаще всего спрашивают",
    topics: "Темы",
    products: "Товары",
    other_questions: "Другие вопросы",
    all_questions: "Все вопросы",
    on_this_page: "На этой странице",
    languages: "Языки",
    contact: "Связаться с нами",
    holidays: "В праздничные дни часы работы другие",
    time_zone: "Часовой пояс",
    around_the_clock: "круглосуточно",
    comma: ", ",
    weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
};

const HU: Words = Words {
    title: "Kérdések és válaszok",
    most_asked: "Leggyakoribb kérdések",
    topics: "Témák",
    products: "Termékek",
    other_questions: "További kérdések",
    all_questions: "Minden kérdés",
    on_this_page: "Ezen az oldalon",
    languages: "Nyelvek",
    contact: "Kapcsolat",
    holidays: "Ünnepnapokon a nyitvatartás eltérő",
    time_zone: "Időzóna",
    around_the_clock: "éjjel-nappal",
    comma: ", ",
    weekdays: ["H", "K", "Sze", "Cs", "P", "Szo", "V"],
};

const AR: Words = Words {
    title: "الأسئلة والأجوبة",
    most_asked: "الأسئلة الأكثر شيوعًا",
    topics: "المواضيع",
    products: "المنتجات",
    other_questions: "أسئلة أخرى",
    all_questions: "جميع الأسئلة",
    on_this_page: "في هذه الصفحة",
    languages: "اللغات",
    contact: "تواصل معنا",
    holidays: "تختلف المواعيد في العطل الرسمية",
    time_zone: "المنطقة الزمنية",
    around_the_clock: "على مدار الساعة",
    comma: "، ",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
};

/// What languages call themselves, for a list of them to choose from.
const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// Primary subtags of languages that are written from right to left, where no script is named.
const RIGHT_TO_LEFT: [&str; 11] =
    ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 9] =
    ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The words in a language, or else in English.
pub(super) fn words(language: &str) -> &'static Words {
    match primary(language) {
        "ru" => &RU,
        "hu" => &HU,
        "ar" => &AR,
        _ => &EN,
    }
}

/// What a language calls itself, or else its tag. Of two kinds of a language each has its tag
/// beside it.
pub(super) fn name(language: &str) -> String {
    let name = NAMES.iter().find(|(tag, _)| *tag == primary(language)).map(|(_, name)| *name);
    match name {
        Some(name) if primary(language) == language => name.to_owned(),
        Some(name) => format!("{name} ({language})"),
        None => language.to_owned(),
    }
}

/// The direction that a language is written in, as the attribute `dir` has it.
pub(super) fn direction(language: &str) -> &'static str {
    let is_script =
        |subtag: &&str| subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic());
    let script = language.split('-').skip(1).find(is_script);
    let right_to_left = script.map_or_else(
        || RIGHT_TO_LEFT.contains(&primary(language)),
        |script| RIGHT_TO_LEFT_SCRIPTS.contains(&script),
    );
    if right_to_left { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_in_their_direction() {
        for language in ["ar", "ar-EG", "he", "az-Arab", "fa-IR"] {
            assert_eq!(direction(language), "rtl", "{language}");
        }
        for language in ["en", "ru", "hu", "ar-Latn", "de-CH-1996", "xx"] {
            assert_eq!(direction(language), "ltr", "{language}");
        }
    }

    #[test]
    fn every_language_with_words_of_its_own_has_a_name() {
        for language in ["en", "ru", "hu", "ar"] {
            assert_ne!(name(language), language);
            assert_eq!(language == "en", words(language).title == EN.title);
        }
        assert_eq!(name("pt-BR"), "Português (pt-BR)");
        assert_eq!(name("tlh"), "tlh");
        assert_eq!(words("de").title, EN.title);
    }
}
