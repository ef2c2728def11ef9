//! Holds the JSON Schemas, which editors' programs complete from, to what the code reads.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::phrasebook;

use super::model::ProductShards;
use super::{channels, notices, readers, routes, shop_file as shop, synonyms};

fn schema(name: &str) -> Value {
    let path = format!("{}/docs/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn same_keys(schema: &Value, pointer: &str, keys: &[&str]) {
    let properties = schema.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"));
    let properties: BTreeSet<&str> =
        properties["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(properties, keys.iter().copied().collect(), "{pointer}");
}

#[test]
fn the_entry_schema_names_the_fields_that_are_read() {
    same_keys(&schema("entry"), "", readers::KEYS);
}

#[test]
fn the_shop_schema_names_the_fields_that_are_read() {
    let schema = schema("shop");
    same_keys(&schema, "", shop::KEYS);
    same_keys(&schema, "/properties/products/additionalProperties", shop::PRODUCT_KEYS);
    same_keys(&schema, "/properties/contact", shop::CONTACT_KEYS);
    same_keys(&schema, "/$defs/channel", channels::CHANNEL_KEYS);
    same_keys(&schema, "/$defs/route", routes::ROUTE_KEYS);
    same_keys(&schema, "/$defs/escalation", routes::ESCALATION_KEYS);
    same_keys(&schema, "/$defs/when", routes::WHEN_KEYS);
    same_keys(&schema, "/$defs/notice", notices::NOTICE_KEYS);
}

#[test]
fn the_shop_schema_has_the_values_of_product_shards() {
    let schema = schema("shop");
    let words = shop::SHARDS.map(|(word, _)| word);
    assert_eq!(schema["properties"]["productShards"]["enum"], serde_json::json!(words));
    let said = schema["properties"]["productShards"]["description"].as_str().unwrap();
    assert!(said.contains(&format!("more than {} ", ProductShards::MOST_TOGETHER)));
}

#[test]
fn the_shop_schema_has_the_types_of_channel() {
    let schema = schema("shop");
    let listed = schema.pointer("/$defs/channel/properties/type/enum").unwrap();
    let known: Vec<Value> =
        channels::TYPES.iter().map(|(_, kind, _)| serde_json::to_value(kind).unwrap()).collect();
    assert_eq!(listed.as_array().unwrap(), &known);
    for (word, kind, _) in channels::TYPES {
        assert_eq!(serde_json::to_value(kind).unwrap(), *word);
    }
}

#[test]
fn the_schemas_have_the_intents_and_kinds_of_the_phrasebook() {
    let entry = schema("entry");
    let names: Vec<&str> = phrasebook::intents().iter().map(|i| i.name.as_str()).collect();
    assert_eq!(entry["properties"]["intent"]["enum"], serde_json::json!(names));
    let shop = schema("shop");
    assert_eq!(shop["$defs"]["kind"]["enum"], serde_json::json!(phrasebook::kinds()));
}

#[test]
fn the_synonyms_schema_has_the_limits_of_the_code() {
    let schema = schema("synonyms");
    assert_eq!(schema["maxItems"], synonyms::MAX_RULES);
    assert_eq!(schema["items"]["oneOf"][0]["maxItems"], synonyms::MAX_GROUP);
}
