//! Language tags.

/// The tag in its usual writing (`pt-br` becomes `pt-BR`), or `None` where it is not well-formed
/// BCP 47. Primary subtags of four letters and more are refused: none is in use, and they would
/// make a tag of any folder's name.
#[must_use]
pub fn canonical(tag: &str) -> Option<String> {
    let mut subtags = tag.split('-');
    let primary = subtags.next()?;
    let letters = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
    if !(2..=3).contains(&primary.len()) || !letters(primary) {
        return None;
    }
    let mut canonical = primary.to_ascii_lowercase();
    let mut in_extension = false;
    let mut after_singleton = false;
    for subtag in subtags {
        let well_formed = (1..=8).contains(&subtag.len())
            && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
            && !(after_singleton && subtag.len() == 1);
        if !well_formed {
            return None;
        }
        after_singleton = subtag.len() == 1;
        in_extension |= after_singleton;
        canonical.push('-');
        let lower = subtag.to_ascii_lowercase();
        if !in_extension && subtag.len() == 2 {
            canonical += &lower.to_ascii_uppercase();
        } else if !in_extension && subtag.len() == 4 && letters(subtag) {
            canonical += &lower[..1].to_ascii_uppercase();
            canonical += &lower[1..];
        } else {
            canonical += &lower;
        }
    }
    (!after_singleton).then_some(canonical)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn well_formed_tags_get_their_usual_writing() {
        let cases = [
            ("en", "en"),
            ("HU", "hu"),
            ("pt-br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-CH-1996", "de-CH-1996"),
            ("ar-u-nu-LATN", "ar-u-nu-latn"),
            ("fil", "fil"),
        ];
        for (tag, expected) in cases {
            assert_eq!(canonical(tag).as_deref(), Some(expected), "{tag}");
        }
    }

    #[test]
    fn other_words_are_no_tags() {
        for word in ["", "e", "english", "pt_BR", "en-", "en--US", "12", "en-u", "hu HU", "орд"]
        {
            assert_eq!(canonical(word), None, "{word}");
        }
    }
}
