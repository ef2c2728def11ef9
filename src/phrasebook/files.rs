//! The files of the phrasebook, as they are compiled in.

/// A file of phrasings.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// BCP 47 tag: the folder.
    pub language: &'static str,
    /// The group of intents: the file's name.
    pub group: &'static str,
    /// YAML.
    pub text: &'static str,
}

pub(super) const INTENTS: &str = include_str!("../../phrasebook/intents.yaml");

/// All files, by language and then in the order of the groups.
pub const SOURCES: &[Source] = &[
    Source {
        language: "ar",
        group: "orders",
        text: include_str!("../../phrasebook/ar/orders.yaml"),
    },
    Source {
        language: "ar",
        group: "delivery",
        text: include_str!("../../phrasebook/ar/delivery.yaml"),
    },
    Source {
        language: "ar",
        group: "returns",
        text: include_str!("../../phrasebook/ar/returns.yaml"),
    },
    Source {
        language: "ar",
        group: "service",
        text: include_str!("../../phrasebook/ar/service.yaml"),
    },
    Source {
        language: "ar",
        group: "payment",
        text: include_str!("../../phrasebook/ar/payment.yaml"),
    },
    Source {
        language: "ar",
        group: "loyalty",
        text: include_str!("../../phrasebook/ar/loyalty.yaml"),
    },
    Source {
        language: "ar",
        group: "account",
        text: include_str!("../../phrasebook/ar/account.yaml"),
    },
    Source { language: "ar", group: "shop", text: include_str!("../../phrasebook/ar/shop.yaml") },
    Source {
        language: "ar",
        group: "product",
        text: include_str!("../../phrasebook/ar/product.yaml"),
    },
    Source {
        language: "en",
        group: "orders",
        text: include_str!("../../phrasebook/en/orders.yaml"),
    },
    Source {
        language: "en",
        group: "delivery",
        text: include_str!("../../phrasebook/en/delivery.yaml"),
    },
    Source {
        language: "en",
        group: "returns",
        text: include_str!("../../phrasebook/en/returns.yaml"),
    },
    Source {
        language: "en",
        group: "service",
        text: include_str!("../../phrasebook/en/service.yaml"),
    },
    Source {
        language: "en",
        group: "payment",
        text: include_str!("../../phrasebook/en/payment.yaml"),
    },
    Source {
        language: "en",
        group: "loyalty",
        text: include_str!("../../phrasebook/en/loyalty.yaml"),
    },
    Source {
        language: "en",
        group: "account",
        text: include_str!("../../phrasebook/en/account.yaml"),
    },
    Source { language: "en", group: "shop", text: include_str!("../../phrasebook/en/shop.yaml") },
    Source {
        language: "en",
        group: "product",
        text: include_str!("../../phrasebook/en/product.yaml"),
    },
    Source {
        language: "hu",
        group: "orders",
        text: include_str!("../../phrasebook/hu/orders.yaml"),
    },
    Source {
        language: "hu",
        group: "delivery",
        text: include_str!("../../phrasebook/hu/delivery.yaml"),
    },
    Source {
        language: "hu",
        group: "returns",
        text: include_str!("../../phrasebook/hu/returns.yaml"),
    },
    Source {
        language: "hu",
        group: "service",
        text: include_str!("../../phrasebook/hu/service.yaml"),
    },
    Source {
        language: "hu",
        group: "payment",
        text: include_str!("../../phrasebook/hu/payment.yaml"),
    },
    Source {
        language: "hu",
        group: "loyalty",
        text: include_str!("../../phrasebook/hu/loyalty.yaml"),
    },
    Source {
        language: "hu",
        group: "account",
        text: include_str!("../../phrasebook/hu/account.yaml"),
    },
    Source { language: "hu", group: "shop", text: include_str!("../../phrasebook/hu/shop.yaml") },
    Source {
        language: "hu",
        group: "product",
        text: include_str!("../../phrasebook/hu/product.yaml"),
    },
    Source {
        language: "ru",
        group: "orders",
        text: include_str!("../../phrasebook/ru/orders.yaml"),
    },
    Source {
        language: "ru",
        group: "delivery",
        text: include_str!("../../phrasebook/ru/delivery.yaml"),
    },
    Source {
        language: "ru",
        group: "returns",
        text: include_str!("../../phrasebook/ru/returns.yaml"),
    },
    Source {
        language: "ru",
        group: "service",
        text: include_str!("../../phrasebook/ru/service.yaml"),
    },
    Source {
        language: "ru",
        group: "payment",
        text: include_str!("../../phrasebook/ru/payment.yaml"),
    },
    Source {
        language: "ru",
        group: "loyalty",
        text: include_str!("../../phrasebook/ru/loyalty.yaml"),
    },
    Source {
        language: "ru",
        group: "account",
        text: include_str!("../../phrasebook/ru/account.yaml"),
    },
    Source { language: "ru", group: "shop", text: include_str!("../../phrasebook/ru/shop.yaml") },
    Source {
        language: "ru",
        group: "product",
        text: include_str!("../../phrasebook/ru/product.yaml"),
    },
];
