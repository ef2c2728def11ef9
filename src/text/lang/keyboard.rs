//! Keyboard layouts: what the keys of a US keyboard give on others.
//!
//! Letters and the punctuation that becomes letters; what stays punctuation on both is left out.

use super::{Respelling, Script, pairs, respelling};

/// Russian as Windows, Linux and macOS's "Russian – PC" have it.
pub const RUSSIAN: &str = "{>х }>ъ :>ж \">э <>б >>ю ~>ё \
    q>й w>ц e>у r>к t>е y>н u>г i>ш o>щ p>з [>х ]>ъ \
    a>ф s>ы d>в f>а g>п h>р j>о k>л l>д ;>ж '>э \
    z>я x>ч c>с v>м b>и n>т m>ь ,>б .>ю `>ё";

/// Arabic (101), the usual one on PCs. Of the shifted keys those that give an alef with hamza:
/// the others give vowel signs and punctuation. Two keys give two letters each.
pub const ARABIC: &str = "T>لإ G>لأ B>لآ Y>إ H>أ N>آ \
    q>ض w>ص e>ث r>ق t>ف y>غ u>ع i>ه o>خ p>ح [>ج ]>د \
    a>ش s>س d>ي f>ب g>ل h>ا j>ت k>ن l>م ;>ك '>ط \
    z>ئ x>ء c>ؤ v>ر n>ى m>ة ,>و .>ز />ظ `>ذ b>لا";

/// Hungarian (101): y and z have changed places, and the vowels with accents lie around the
/// letters and at the end of the digits. Accents are folded later, so that é may come as e.
pub const HUNGARIAN: &str = "z>y y>z 0>ö ->ü =>ó [>ő ]>ú ;>é '>á \\>ű `>í :>é \">á";

/// A layout for a language in whose letters it gives the words, typed on a US one; and the
/// reverse, for its words in Latin letters.
pub fn for_its_language(list: &str) -> Respelling {
    respelling(Script::Layout, true, pairs(list))
}

/// A layout that was left switched on, for a language in Latin letters.
pub fn left_switched_on(list: &str) -> Respelling {
    let mut pairs = pairs(list);
    // The shifted keys give the same letters again.
    pairs.retain(|(key, _)| !"{}:\"<>~TGBYHN".contains(key.as_str()));
    let swapped = pairs.into_iter().map(|(key, letters)| (letters, key));
    respelling(Script::Layout, false, swapped.collect())
}
