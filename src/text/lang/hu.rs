//! Hungarian.
//!
//! - Accents are folded (in all languages), so the rules are written without: many shoppers type
//!   none on a phone. Endings then have two or three forms (-ban/-ben, -hoz/-hez).
//! - Endings go from the outside in: case, then possessive, then plural, then what makes nouns
//!   of verbs, then the vowel that links them ("rendeléseimet": -t, -eim, -es).
//! - The case -val/-vel takes on the last consonant ("csomaggal"), so it is listed by consonant.
//! - One-letter endings need a longer rest: "bolt" and "kert" are not accusatives.
//! - Not removed: verb prefixes (meg-, el-, vissza-): "visszaküld" and "elküld" differ.

use super::{Role, Rules, Script, keyboard, pairs, requests, respelling, suffixes, words};
use crate::text::rules::Condition::{None, Vowel, Whole};

pub fn rules() -> Rules {
    Rules {
        language: "hu".to_owned(),
        folds: vec![],
        vowels: "aeiou".to_owned(),
        steps: vec![
            // Cases.
            suffixes()
                .with(3, Vowel, "ban ben bol rol tol nak nek hoz hez val vel kent ert")
                .with(3, Vowel, "ba be ra re ig nal nel kor")
                .with(
                    3,
                    Vowel,
                    "bbal>b bbel>b ccal>c ccel>c ddal>d ddel>d ffal>f ffel>f ggal>g \
                    ggel>g kkal>k kkel>k llal>l llel>l mmal>m mmel>m nnal>n nnel>n ppal>p ppel>p \
                    rral>r rrel>r ssal>s ssel>s szal>s ttal>t ttel>t zzal>z zzel>z \
                    gyal>gy gyel>gy nyal>ny nyel>ny sszal>sz sszel>sz",
                )
                .with(3, Vowel, "on en ot et at")
                .with(4, Vowel, "t n")
                .build(),
            // Possessives.
            suffixes()
                .with(
                    3,
                    Vowel,
                    "eim aim jaim jeim eid aid eink aink jaink jeink eitek aitok eik aik \
                    jaik jeik unk juk uk tok tek om em am od ed ad ja je im id ai ei jai jei",
                )
                .with(4, Vowel, "m d a e i")
                .build(),
            // Plural.
            suffixes().with(3, Vowel, "ok ek ak").with(4, Vowel, "k").build(),
            // Verbs and what is made of them.
            suffixes()
                .with(
                    3,
                    Vowel,
                    "ni as es asa ese hato heto hat het ott ett tak tek nak nek \
                    juk junk unk jon jen na ne nam nem lak lek od ed om em sz tam tem t \
                    itas ites tatas tetes as es atlan etlen",
                )
                .build(),
            // Linking vowels.
            suffixes().with(3, None, "ia io a e i o u").build(),
            // Abbreviations of units and of the currency, by the stems of what they stand for.
            suffixes()
                .with(
                    0,
                    Whole,
                    "l>liter kg>kilogram g>gram cm>centimeter mm>millimeter db>darab ft>forin \
                    huf>forin p>perc w>wat kw>kilow",
                )
                .build(),
        ],
        function_words: words(
            "a az egy es hogy nem is de ha mi ez azt ezt van volt lesz lehet meg el ki be le fel \
             mar csak mint vagy en te o mi ti ok engem nekem neked nekunk onnek ont on onok \
             hol hova honnan mikor miert hogyan hogy mennyi mennyibe mit mivel ki kinek melyik \
             milyen kell kellene tudok tudom tud tudni szeretnem szeretnek akarom akarok \
             kerem kerek udv udvozlom szia hello jo napot kivanok koszonom ha akkor most itt ott \
             ami aki amit akit valami valaki minden sem se nincs nincsen tehat pedig ugye",
        ),
        match_similar: true,
        respellings: vec![respelling(Script::Layout, false, pairs(keyboard::HUNGARIAN))],
        requests: requests(
            [
                (
                    Role::Contacting,
                    4,
                    "=kapcsoljon_=at =kapcsolj_=at =kapcsoljanak_=at =adjon_=at =adj_=at",
                ),
                (
                    Role::Contacting,
                    3,
                    "=beszélni =beszélnem =beszélnék =beszélhetek =beszélhetnék =beszéljek \
                    =beszélek =beszélgetni =tárgyalni =chatelni",
                ),
                (
                    Role::Contacting,
                    2,
                    "=kapcsolja =kapcsolj =kapcsoljon =kapcsoljatok =kapcsoljanak =kapcsolna \
                    =kapcsolnának =kapcsolni =kapcsolása =átadni =adjanak =adjatok =hívjon =hívj",
                ),
                (Role::Contacting, 1, "=adj =adjon =adja =kapni"),
                (
                    Role::Alone,
                    4,
                    "élő_ügyintéző élő_operátor élő_munkatárs =élő_=embert =élő_=emberrel \
                    =élő_=ember =ember_=kell valódi_ember igazi_ember hús_vér_ember \
                    emberi_segítség =embert_kérek",
                ),
                (
                    Role::Alone,
                    3,
                    "ügyintéző operátor =ügyfélszolgálatos =ügyfélszolgálatost =van_=ott_=valaki \
                    =van_=itt_=valaki =van_=valaki =itt_=valaki =ott_=valaki",
                ),
                (
                    Role::Alone,
                    2,
                    "munkatárs kolléga tanácsadó =ember =embert =emberrel =emberhez =vezetővel \
                    =vezetőt =főnökkel =főnököt =felettesével =üzletvezetővel",
                ),
                (
                    Role::Person,
                    2,
                    "=valakivel =valakihez =valakit =ügyfélszolgálattal =robottal =géppel \
                    =chatbottal =illetékessel =vezetőjükkel",
                ),
                (Role::Person, 1, "=robot =robotot =chatbot"),
                (
                    Role::Aside,
                    1,
                    "segítség =segíts =segítsen =segítsenek =segíteni kérdés probléma =gond =baj",
                ),
                (
                    Role::Aside,
                    0,
                    "=kérem =kérek =üdvözlöm =szia =helló =jó =napot =kívánok =köszönöm =köszi \
                    =légyszi =legyen =szíves =ok =oké =igen =sürgős =azonnal =gyorsan =élő \
                    =lenne =tudna =hahó =helyett =kell =vagytok",
                ),
                (Role::Other, 0, "=mennyi_=ember"),
            ],
            "fasz faszt faszom faszok szopd szopjatok barom barmok buzi buzik francba",
            "kurva kurvan geci picsa bazd bazm baszd baszod kibasz elbasz szarsag szarhaz \
            faszfej faszsag seggfej hulye idiota rohadj",
        ),
    }
}
