//! Arabic.
//!
//! - Alef with hamza or madda counts as alef, alef maqsura as ya, ta marbuta as ha, hamza on
//!   waw and ya as waw and ya: these are written as one pleases. Vowel signs and tatweel are
//!   dropped in all languages.
//! - Prefixed و, ف, ب, ك, ل and ال go, and the spoken هال («هالطلب»), where a word of three
//!   letters is left; a lone و or ب only where four or more are left, since many roots begin with
//!   them («وصل», «بطاقه»).
//! - Suffixed pronouns, duals and plurals go (the light10 stemmer of Larkey, Ballesteros and
//!   Connell, 2007, in its outline): roots are not sought, they bring too many words together.
//! - Persian ya and kaf come from some keyboards and count as the Arabic letters.

use super::{
    Role, Rules, Script, keyboard, pairs, prefixes, requests, respelling, suffixes, words,
};
use crate::text::rules::Condition::None;

pub fn rules() -> Rules {
    Rules {
        language: "ar".to_owned(),
        folds: pairs("آ>ا أ>ا إ>ا ٱ>ا ى>ي ة>ه ؤ>و ئ>ي ء ی>ي ک>ك گ>ك پ>ب چ>ج ڤ>ف"),
        vowels: "اوي".to_owned(),
        steps: vec![
            prefixes()
                .with(2, None, "ال وال بال كال فال لل ولل وبال وكال")
                .with(3, None, "هال")
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
        respellings: vec![
            keyboard::for_its_language(keyboard::ARABIC),
            respelling(Script::Transliteration, false, pairs(ARABIZI)),
        ],
        requests: requests(
            [
                (Role::Contacting, 4, "=حولني =حولوني =تحويلي_الى =وصلني_مع"),
                (
                    Role::Contacting,
                    3,
                    "=التحدث =مخاطبة =التحدت =اتحدث =نتحدث =التكلم =اتكلم =نتكلم =أكلم =احكي \
                    =أكلمكم =الحديث",
                ),
                (Role::Contacting, 2, "=أتواصل_مع =التواصل_مع =نتواصل_مع =تحويل_الى =ربطنا"),
                (Role::Contacting, 1, "=الوصول_الى =أصل_الى =يرد =عطوني =اعطني =أعطوني"),
                (
                    Role::Alone,
                    4,
                    "شخص_حقيقي موظف_حقيقي موظف_بشري إنسان_حقيقي =بني_=آدم =حد_حقيقي =حدا_حقيقي",
                ),
                (
                    Role::Alone,
                    3,
                    "موظف =الموظف =الموظفين =موضف =الموضف ممثل =إنسان =إنسانا =في_=حد =في_=حدا \
                    =في_=أحد =هل_=من_=أحد",
                ),
                (Role::Alone, 2, "=بشر =شخص"),
                (Role::Alone, 1, "مدير مشرف مسؤول"),
                (Role::Person, 2, "=حد =حدا =أحد"),
                (Role::Person, 1, "=واحد روبوت =بوت =البوت =الرد_=الآلي خدمة_العملاء =الدعم =الإدارة"),
                (Role::Aside, 1, "مساعدة =ساعدوني سؤال استفسار مشكلة"),
                (
                    Role::Aside,
                    0,
                    "=لو =سمحت =رجاء =مرحبا =السلام =عليكم =شكرا =ورحمة =الله =وبركاته =صباح \
                    =مساء =الخير =ألو =فضلك =يا =محتاج =أحتاج =بسرعة =عاجل =ضروري =الان =الحين \
                    =دلوقتي =هنا =هون =بدل =خلصني =كفاية =عايزة =علي =معي =يفهم =حقيقي =أود \
                    =أرجو",
                ),
                (Role::Other, 0, "=كم_=شخص =لكم_=شخص"),
            ],
            "كس كسمك زب طيز خرا نيك احا طز غبي غبيه اغبيا حمار حمير تافه تافهين حقير تبا \
            زفت",
            "شرموط قحب منيوك متناك عرص معرص يلعن كسم كلزق",
        ),
    }
}

/// Arabic in Latin letters and digits (Arabizi). Short vowels are written there and not in
/// Arabic, so that a vowel may stand for nothing; dialects say ج and ق each in its way; one
/// Latin letter stands for the plain and for the emphatic consonant.
const ARABIZI: &str = "a a>ا e e>ي i i>ي o>و o u u>و y>ي w>و \
b>ب t>ت t>ط j>ج h>ه h>ح d>د d>ض r>ر z>ز z>ظ s>س s>ص f>ف q>ق k>ك l>ل m>م n>ن \
g>ج g>ق g>غ p>ب v>ف c>ك x>كس 2>ا 2>ق 2 3>ع 5>خ 6>ط 7>ح 8>ق 9>ق 9>ص 3'>غ 7'>خ \
sh>ش ch>ش kh>خ gh>غ th>ث th>ذ dh>ض dh>ذ dh>ظ \
aa>ا ee>ي ii>ي oo>و ou>و ai>ي ay>ي ei>ي ey>ي aw>و au>و \
_a>ا _e>ا _i>ا _o>ا _u>ا a_>ه a_>ا e_>ه e_>ي i_>ي o_>و u_>و _al>ال _el>ال _il>ال \
bb>ب dd>د kk>ك ll>ل mm>م nn>ن rr>ر ss>س tt>ت yy>ي";
