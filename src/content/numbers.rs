//! Numbers of several groups, which keep their order between words that are written from right to
//! left only where they are set apart.

/// From so many digits on, groups of them are a telephone number or one that is as long: a date
/// is as good either way.
const LONG: usize = 7;

/// A text in parts: what is no number of several groups, and such a number.
///
/// The Unicode Bidirectional Algorithm (Unicode Standard Annex 9) orders digits of one group from
/// left to right, and groups with blanks in between as the words around them: "+36 1 555 0123"
/// among Arabic words is read "0123 555 1 36+".
pub(crate) fn with_numbers(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut from = 0;
        while let Some(found) = rest[from..].find(|c: char| c == '+' || c.is_ascii_digit()) {
            let start = from + found;
            let length = number(&rest[start..]);
            if length > 0 {
                let part = (&rest[..start], Some(&rest[start..start + length]));
                rest = &rest[start + length..];
                return Some(part);
            }
            let digits = rest[start + 1..].find(|c: char| !c.is_ascii_digit());
            from = digits.map_or(rest.len(), |digits| start + 1 + digits);
        }
        let last = std::mem::take(&mut rest);
        (!last.is_empty()).then_some((last, None))
    })
}

/// How many bytes of a text that begins with a plus or a digit are a number of several groups;
/// 0: it begins with none.
fn number(text: &str) -> usize {
    let inside = |c: char| c.is_ascii_digit() || " \u{a0}\u{202f}-()".contains(c);
    let after = text.find(|c: char| c != '+' && !inside(c)).unwrap_or(text.len());
    let number = text[..after].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let groups = number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let several = groups.count() > 1;
    let plus = number.starts_with('+');
    let one = number.rfind('+').is_none_or(|at| at == 0);
    if one && (plus && digits > 1 || several && digits >= LONG) { number.len() } else { 0 }
}

/// Whether a text has letters that are written from right to left.
pub(crate) fn has_rtl_letters(text: &str) -> bool {
    // Hebrew to the Arabic extensions, and the presentation forms of both.
    text.chars().any(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn telephone_numbers_are_found_and_small_numbers_are_not() {
        for (text, numbers) in [
            ("اتصل على +36 1 555 0123 الآن", vec!["+36 1 555 0123"]),
            ("+36 1 555 0123", vec!["+36 1 555 0123"]),
            ("06 1 555-0123 أو +3615550124.", vec!["06 1 555-0123", "+3615550124"]),
            ("(06 1) 555 0123", vec!["06 1) 555 0123"]),
            ("خلال 14 يوما، من 9 إلى 18", vec![]),
            ("بين 10 - 15 يوما", vec![]),
            ("10 000 000 دينار", vec!["10 000 000"]),
            ("12345678", vec![]),
            ("C++ و 1+1", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = with_numbers(text).filter_map(|part| part.1).collect();
            assert_eq!(found, numbers, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(text in "[+0-9 ()a-cا-ث-]{0,40}") {
            let parts = with_numbers(&text);
            let joined: String =
                parts.map(|(before, number)| before.to_owned() + number.unwrap_or("")).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
