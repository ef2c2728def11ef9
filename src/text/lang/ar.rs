//! Arabic.
//!
//! - Alef with hamza or madda counts as alef, alef maqsura as ya, ta marbuta as ha, hamza on
//!   waw and ya as waw and ya: these are written as one pleases. Vowel signs and tatweel are
//!   dropped in all languages.
//! - Prefixed و, ف, ب, ك, ل and ال go where a word of three letters is left; a lone و or ب
//!   only where four or more are left, since many roots begin with them («وصل», «بطاقه»).
//! - Suffixed pronouns, duals and plurals go (the light10 stemmer of Larkey, Ballesteros and
//!   Connell, 2007, in its outline): roots are not sought, they bring too many words together.
//! - Persian ya and kaf come from some keyboards and count as the Arabic letters.

use super::{Rules, prefixes, suffixes, words};
use crate::text::rules::Condition::None;

pub fn rules() -> Rules {
    let mut folds: Vec<(char, String)> = [
        ('آ', "ا"),
        ('أ', "ا"),
        ('إ', "ا"),
        ('ٱ', "ا"),
        ('ى', "ي"),
        ('ة', "ه"),
        ('ؤ', "و"),
        ('ئ', "ي"),
        ('ء', ""),
        ('ی', "ي"),
        ('ک', "ك"),
        ('گ', "ك"),
        ('پ', "ب"),
        ('چ', "ج"),
        ('ڤ', "ف"),
    ]
    .into_iter()
    .map(|(from, to)| (from, to.to_owned()))
    .collect();
    folds.sort_unstable();
    Rules {
        language: "ar".to_owned(),
        folds,
        vowels: "اوي".to_owned(),
        steps: vec![
            prefixes()
                .with(2, None, "ال وال بال كال فال لل ولل")
                .with(4, None, "و")
                .with(6, None, "ف ب ل ك")
                .build(),
            suffixes()
                .with(3, None, "ها هم هن كم كن نا ني ان ات ون ين تي تك ته")
                .with(2, None, "يه اتي اتك اته اتها اتنا")
                .with(3, None, "ه ي ك")
                .build(),
            suffixes().with(3, None, "ه ي ات ا").build(),
        ],
        function_words: words(
            "في من على الى عن مع هل ما ماذا كيف متي اين لماذا كم اي هذا هذه ذلك تلك هو هي انا نحن \
             انت انتم هم و او ثم لكن ان اذا قد لا لم لن ليس كان كانت يكون تكون عند عندي لدي لديكم \
             عندكم كل بعض غير بعد قبل حتي التي الذي الذين به بها له لها لي لك لكم \
             اريد ابي ابغي عايز عاوز بدي ممكن لو سمحت رجاء مرحبا السلام عليكم شكرا ايش شو وش ليش \
             فين وين ازاي امتي ايه اللي مش مو ما يمكن يمكنني استطيع يجب يا",
        ),
        match_similar: true,
    }
}
