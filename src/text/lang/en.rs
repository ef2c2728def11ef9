//! English.
//!
//! - Inflection goes whole: plurals, -ed, -ing. Shoppers type "returning", entries say "return".
//! - Derivation goes where the noun and the verb ask the same thing in a shop: delivery and
//!   deliver, payment and pay, cancellation and cancel, refundable and refund. Porter's
//!   algorithms keep the first pair apart, which costs more here than it saves.
//! - A final e and doubled consonants go last, so that "cancelled", "canceled" and "cancel", or
//!   "exchanging" and "exchange", meet.
//! - British and American spellings meet by rule (-our, -ise, -yse, -re), those that no rule
//!   covers (cheque, grey) by name; units and their abbreviations (l, litre) as well.
//! - Not removed: -ness, -ful, -less ("useless" is not "use"), prefixes ("unlock" is not "lock").

use super::{Role, Rules, keyboard, requests, suffixes, words};
use crate::text::rules::Condition::{None, NotDoubled, Vowel, Whole};

pub fn rules() -> Rules {
    Rules {
        language: "en".to_owned(),
        folds: vec![],
        vowels: "aeiouy".to_owned(),
        steps: vec![
            // Plurals and the third person.
            suffixes()
                .with(1, None, "sses>ss ies>y us>us ss>ss is>is")
                .with(2, None, "shes>sh ches>ch xes>x zes>ze")
                .with(2, NotDoubled, "s")
                .build(),
            // The past, the participle, agents and adverbs.
            suffixes()
                .with(2, Vowel, "ing ed edly ingly")
                .with(1, None, "ied>y eed>ee ying>y")
                .with(3, Vowel, "ly")
                .build(),
            // Nouns and adjectives made from verbs.
            suffixes()
                .with(2, Vowel, "isation>is ization>is")
                .with(3, Vowel, "ation ment able ible ance ence ability>  ion ery>er ary>ar ory>or")
                .with(3, None, "our>or tre>ter ogue>og")
                .build(),
            suffixes().with(3, Vowel, "at>  iv").build(),
            // Spellings of the end.
            suffixes()
                .with(2, None, "ize>is iz>is yze>ys yz>ys e y>i bb>b dd>d ff>f gg>g ll>l mm>m nn>n pp>p rr>r tt>t zz>z ss>s")
                .build(),
            // By their stems: spellings that no rule covers, and units.
            suffixes()
                .with(
                    0,
                    Whole,
                    "grei>grai chequ>check tyr>tir licens>lic favourit>favorit enquir>inquir \
                    enquiri>inquiri aluminium>aluminum litr>liter metr>meter l>liter ltr>liter \
                    kg>kilogram kilo>kilogram g>gram cm>centimeter mm>millimeter w>wat kw>kilowat \
                    db>decibel min>minut hr>hour h>hour",
                )
                .build(),
        ],
        function_words: words(
            "a an the this that these those it its is are am was were be been being do does did \
             done have has had having will would shall should can could may might must \
             i me my mine we us our ours you your yours he him his she her they them their \
             of to in on at by for from with about into as if or and but so then than \
             there here what which who whom whose when where why how \
             im ive id ill youre dont doesnt didnt isnt arent cant wont \
             please pls plz hi hello hey thanks thank just also some any get got want need like \
             tell know let u ur r",
        ),
        match_similar: false,
        respellings: vec![
            keyboard::left_switched_on(keyboard::RUSSIAN),
            keyboard::left_switched_on(keyboard::ARABIC),
        ],
        requests: requests([
            (
                Role::Contacting,
                4,
                "put_me_through put_through_to transfer_me_to connect_me let_me_talk \
                let_me_speak",
            ),
            (
                Role::Contacting,
                3,
                "=talk =talking =speak_to =speak_with =speaking_to =chat_to =chat_with \
                =connect_with =explain_it_to =discuss_this_with get_hold_of get_through_to \
                get_in_touch_with",
            ),
            (Role::Contacting, 2, "reach contact =chat"),
            (Role::Contacting, 1, "speak escalate =call phone =connect =transfer =give_me =get_me"),
            (
                Role::Alone,
                4,
                "real_person actual_person live_person real_human actual_human human_being \
                human_agent human_support live_agent live_operator real_people",
            ),
            (
                Role::Alone,
                3,
                "human operator agent representative rep advisor adviser consultant not_a_bot \
                not_a_robot anyone_there anybody_there someone_there somebody_there",
            ),
            (Role::Alone, 1, "person manager supervisor boss"),
            (Role::Person, 2, "someone somebody anyone anybody"),
            (
                Role::Person,
                1,
                "people staff team support service customer_service customer_care helpdesk \
                expert specialist technician assistant bot chatbot robots a_robot a_machine \
                a_recording",
            ),
            (Role::Aside, 1, "help question problem issue query trouble =assist"),
            (
                Role::Aside,
                0,
                "=please =plz =hi =hello =hey =thanks =good =morning =ok =okay =now \
                immediately asap urgent give real live =stop =enough =wanna =gonna =gimme \
                =something",
            ),
            (Role::Other, 0, "contact_person mobile_operator =talk_time"),
        ],
            "shit shits shitty crap crappy damn wtf stfu scum",
            "fuck motherf bullshit asshole arsehole bitch cunt bastard wank dickhead twat \
            idiot moron stupid",
        ),
    }
}
