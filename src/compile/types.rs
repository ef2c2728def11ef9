//! Holds the manifest's TypeScript types to these structs. Every field is named and set here, so a
//! new one does not compile until it has a sample, and `www/tests/types/check.ts` does not compile
//! until the TypeScript types have it. `UPDATE_TYPES=1 cargo test --lib` writes the samples anew.

use super::*;
use crate::contact::{
    Bounds, Channel, ChannelKind, Escalation, Holiday, Menu, Notice, Route, ShopTime, WeeklyHours,
    When,
};

/// Every kind comes after another; a new one does not compile without a place.
fn next(kind: ChannelKind) -> Option<ChannelKind> {
    Some(match kind {
        ChannelKind::Chat => ChannelKind::Email,
        ChannelKind::Email => ChannelKind::Phone,
        ChannelKind::Phone => ChannelKind::Callback,
        ChannelKind::Callback => ChannelKind::VoiceMenu,
        ChannelKind::VoiceMenu => ChannelKind::Form,
        ChannelKind::Form => ChannelKind::Whatsapp,
        ChannelKind::Whatsapp => ChannelKind::Telegram,
        ChannelKind::Telegram => ChannelKind::Messenger,
        ChannelKind::Messenger => ChannelKind::Viber,
        ChannelKind::Viber => ChannelKind::Instagram,
        ChannelKind::Instagram => ChannelKind::X,
        ChannelKind::X => ChannelKind::Vk,
        ChannelKind::Vk => ChannelKind::Line,
        ChannelKind::Line => ChannelKind::Visit,
        ChannelKind::Visit => ChannelKind::Store,
        ChannelKind::Store => ChannelKind::Community,
        ChannelKind::Community => return None,
    })
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// A condition with one key, or none.
fn when(full: bool) -> When {
    When(if full { vec![(text("tier"), vec![text("gold")])] } else { vec![] })
}

fn channel(kind: ChannelKind, full: bool) -> Channel {
    let list = |item: &str| if full { vec![text(item)] } else { vec![] };
    let mut week = WeeklyHours::default();
    week.0[0].push((540, 1080));
    let closed = Holiday { first: 20_000, last: 20_001, hours: vec![(600, 720)] };
    Channel {
        id: text("desk"),
        kind,
        name: text("Help desk"),
        url: text("https://shop.example/desk"),
        detail: full.then(|| text("on the first floor")),
        contact_type: full.then(|| text("customer support")),
        available_language: list("hu"),
        product_supported: list("kt-200"),
        hours_available: full.then_some(week),
        holidays: if full { vec![closed] } else { vec![] },
        reply_minutes: full.then_some(60),
        menu: Menu(if full { vec![(text("returns"), text("1,2"))] } else { vec![] }),
        when: when(full),
    }
}

fn desk(full: bool) -> Desk {
    let kinds = std::iter::successors(Some(ChannelKind::Chat), |kind| next(*kind));
    let escalation = Escalation { role: text("Manager"), after_minutes: 120 };
    let route = |full: bool| Route {
        tags: vec![text("returns")],
        channels: vec![text("desk")],
        role: full.then(|| text("Returns desk")),
        escalation: full.then(|| escalation.clone()),
        when: when(full),
    };
    let notice = |full: bool| Notice {
        id: text("strike"),
        text: text("Parcels are late."),
        url: full.then(|| text("https://shop.example/strike")),
        bounds: Bounds {
            starts: ShopTime(0),
            ends: ShopTime(1),
            products: vec![],
            tags: vec![],
            when: when(full),
        },
    };
    Desk {
        language: text("hu"),
        channels: kinds.map(|kind| channel(kind, full)).collect(),
        routes: if full { vec![route(true), route(false)] } else { vec![] },
        notices: if full { vec![notice(true), notice(false)] } else { vec![] },
    }
}

fn manifest(full: bool) -> Manifest<'static> {
    let file = || FileReference { file: text("a.bin"), bytes: 1, integrity: text("sha384-") };
    let language = LanguageFiles {
        name: full.then_some("A shop"),
        page: text("hu/index.html"),
        index: file(),
        answers: vec![AnswersReference { file: file(), first: 0, entries: 1 }],
        entries: 1,
        products: full.then(|| BTreeMap::from([("kt-200", "Kettle")])),
        topics: vec![Topic { tag: "returns", name: "Returns" }],
        contact: desk(full),
    };
    Manifest {
        format: FORMAT,
        generator: GENERATOR,
        audience: if full { "public" } else { "staff" },
        default_language: "hu",
        time_zone: full.then_some("Europe/Budapest"),
        product_shards: !full,
        languages: BTreeMap::from([("hu", language)]),
        style: file(),
    }
}

#[test]
fn the_manifests_samples_for_typescript_are_what_is_written() {
    let samples = [manifest(true), manifest(false)];
    let json = serde_json::to_string_pretty(&samples).expect("strings and numbers become JSON");
    let source = format!(
        "// Written by src/compile/types.rs.\nimport type {{ Manifest }} from '../../../src/manifest.js';\n\n\
         export const manifests = {json} as const satisfies readonly Manifest[];\n"
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/tests/types/from-rust/manifests.ts");
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path, &source).expect("the folder is there");
    }
    let written = std::fs::read_to_string(path).expect("the samples are there");
    assert_eq!(written, source, "run: UPDATE_TYPES=1 cargo test --lib");
}
