//! Letters that count as the same: case, accents, widths, digits.

/// Base letters of U+00C0 to U+017F in order; `*` stands for letters that [`two_letters`]
/// knows or that have no base.
const LATIN: &[u8; 192] = b"aaaaaa*ceeeeiiii*nooooo*ouuuuy**aaaaaa*ceeeeiiii*nooooo*ouuuuy*y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll\
lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Unicode Normalization Form KC (Unicode Standard Annex 15), which [`crate::text::Analyzer`]
/// takes for granted. Browsers have its tables, so the wasm edge asks JavaScript for it and the
/// engine need not carry them.
#[cfg(feature = "builder")]
#[must_use]
pub fn normalize(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfkc().collect()
}

/// Unicode Normalization Form C, which looks the same as `text`: for what is shown. Words are
/// found in it by the same letters as in Form KC, save for the few that only that one unites.
#[cfg(feature = "builder")]
#[must_use]
pub fn compose(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfc().collect()
}

/// Appends what `c` counts as: lower case, without accents, digits of all scripts as 0 to 9.
/// Combining marks and Arabic vowel signs vanish.
pub fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let c = small(c);
    match c {
        // Combining diacritical marks, the soft hyphen, joiners, and Arabic marks.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' => {}
        '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
        '\u{660}'..='\u{669}' => out.push((b'0' + (c as u32 - 0x660) as u8) as char),
        '\u{6f0}'..='\u{6f9}' => out.push((b'0' + (c as u32 - 0x6f0) as u8) as char),
        '\u{c0}'..='\u{17f}' => match LATIN[c as usize - 0xc0] {
            b'*' => match two_letters(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
            base => out.push(base as char),
        },
        _ => out.push(c),
    }
}

/// The small letter of a capital one, in the living Latin, Greek, Cyrillic and Armenian alphabets
/// as far as Unicode Normalization Form KC has their letters whole. The standard library knows all
/// scripts there ever were, in tables that weigh as much as a language.
pub fn small(c: char) -> char {
    let n = c as u32;
    let small = match n {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            n + 32
        }
        0x130 => 'i' as u32,
        // Capital letters have even numbers, each followed by its small one.
        0x100..=0x137
        | 0x14a..=0x177
        | 0x1de..=0x1ef
        | 0x1f8..=0x1ff
        | 0x200..=0x21f
        | 0x222..=0x233
        | 0x246..=0x24f
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => n | 1,
        // Here odd ones.
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce => n + (n & 1),
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => n + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => n + 63,
        0x400..=0x40f => n + 80,
        0x4c0 => 0x4cf,
        0x531..=0x556 => n + 48,
        0x1e9e => 0xdf,
        _ => n,
    };
    char::from_u32(small).unwrap_or(c)
}

fn two_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ð' => "d",
        'ĳ' => "ij",
        _ => return None,
    })
}

/// Whether `c` is deleted by folding, so that it neither makes nor ends a word.
pub fn is_ignored(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| push_folded(c, &mut out));
        out
    }

    #[test]
    fn small_letters_agree_with_unicode() {
        // Letters of African alphabets, two letters in one, and archaic ones are left as they are.
        let living = |n: &u32| !matches!(n, 0x180..=0x1cc | 0x1f0..=0x1f7 | 0x220 | 0x23a..=0x245 | 0x370..=0x37f | 0x3cf..=0x3ff);
        let blocks = (0..0x588).chain(0x1e00..0x1f00).filter(living);
        for c in blocks.filter_map(char::from_u32) {
            let whole: String = c.to_lowercase().filter(|&c| !is_ignored(c)).collect();
            if !is_ignored(c) {
                assert_eq!(small(c).to_string(), whole, "{c} U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn latin_table_agrees_with_unicode_decomposition() {
        for c in '\u{c0}'..='\u{17f}' {
            let decomposed: Vec<char> = std::iter::once(c).nfd().collect();
            if decomposed.len() > 1 && decomposed[0].is_ascii_alphabetic() {
                let base = decomposed[0].to_ascii_lowercase().to_string();
                assert_eq!(folded(&c.to_string()), base, "{c} U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn digits_of_arabic_scripts_are_ascii() {
        assert_eq!(folded("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹"), "0123456789 0123456789");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = folded(&normalize(&text));
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn case_does_not_matter_in_the_four_scripts(text in "[a-zа-яёáéíóöőúüű ]{0,20}") {
            prop_assert_eq!(folded(&text.to_uppercase()), folded(&text));
        }
    }
}
