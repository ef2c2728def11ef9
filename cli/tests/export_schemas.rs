//! The files of `faqlet export`, held to what the engines document. The schemas are in
//! `fixtures/export/`; each says after which document it is.

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use builds::{snapshot, write};
use serde_json::{Value, json};
use support::{demo_shop, faqlet};
use tempfile::TempDir;

const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/export");

/// Letters that mean something in an engine's form of rules, and words that are left out.
const SYNONYMS: &str = r##"
- ["#1 pick", "c=d", "a\\b"]
- [log in, sign in]
- "Größe => Maß"
"##;

fn schema(engine: &str) -> Value {
    let text = fs::read_to_string(Path::new(SCHEMAS).join(format!("{engine}.schema.json")));
    serde_json::from_str(&text.unwrap()).unwrap()
}

fn valid(schema: &Value, value: &Value, name: &str) {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{name}{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Exports the demo shop, and one with other languages and with synonyms that are hard to write.
fn exports(engine: &str) -> (TempDir, Vec<PathBuf>) {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("content");
    write(&dir, "shop.yaml", "languages: [en, de-AT, gd]\ncontact: {channels: {}}\n");
    for language in ["en", "de-AT", "gd"] {
        write(&dir, &format!("{language}/a.md"), "---\nquestion: Size?\n---\nGröße 5.\n");
        write(&dir, &format!("{language}/synonyms.yaml"), SYNONYMS);
    }
    let outs = [(demo_shop(), "demo"), (dir, "other")].map(|(dir, name)| {
        let out = place.path().join(name);
        let arguments = [Path::new("export"), &dir, Path::new("--to"), Path::new(engine)];
        let ran = faqlet(arguments.into_iter().chain([Path::new("--out"), &out]));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        out
    });
    (place, outs.into())
}

/// The files whose names end so, by name.
fn files(outs: &[PathBuf], ending: &str) -> Vec<(String, Value)> {
    let all = outs.iter().flat_map(|out| snapshot(out));
    let of_kind = all.filter(|(name, _)| name.ends_with(ending));
    let files: Vec<_> =
        of_kind.map(|(name, bytes)| (name, serde_json::from_slice(&bytes).unwrap())).collect();
    assert!(!files.is_empty(), "{ending}");
    files
}

/// The documents of all files.
fn documents(outs: &[PathBuf]) -> Vec<Value> {
    let all = outs.iter().flat_map(|out| snapshot(out));
    let files = all.filter(|(name, _)| name.contains(".documents.") || name.contains(".bulk."));
    let texts = files.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    let lines: Vec<Value> = texts
        .flat_map(|text| {
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<_>>()
        })
        .collect();
    lines.into_iter().filter(|line: &Value| line.get("index").is_none()).collect()
}

#[test]
fn opensearch_gets_indexes_as_documented() {
    let (_place, outs) = exports("opensearch");
    let schema = schema("opensearch");
    let settings = files(&outs, ".settings.json");
    assert_eq!(settings.len(), 7);
    for (name, settings) in &settings {
        valid(&schema, settings, name);
        // What an analyser names is there, or comes with the engine.
        let analysis = &settings["settings"]["analysis"];
        let named = |kind: &str| -> BTreeSet<String> {
            analysis
                .get(kind)
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|it| it.0.clone())
                .collect()
        };
        let built_in = ["lowercase", "decimal_digit", "arabic_normalization"].map(str::to_owned);
        let known: BTreeSet<String> = named("filter").into_iter().chain(built_in).collect();
        let mut used = BTreeSet::new();
        for analyzer in analysis["analyzer"].as_object().unwrap().values() {
            let texts = |kind: &str| -> BTreeSet<String> {
                let list = analyzer[kind].as_array().unwrap().iter();
                list.map(|it| it.as_str().unwrap().to_owned()).collect()
            };
            assert!(texts("filter").is_subset(&known), "{name}: {analyzer}");
            assert_eq!(texts("char_filter"), named("char_filter"), "{name}");
            used.extend(texts("filter"));
        }
        assert!(named("filter").is_subset(&used), "{name} has a filter that nothing uses");
        for (field, property) in settings["mappings"]["properties"].as_object().unwrap() {
            for analyzer in ["analyzer", "search_analyzer"] {
                let analyzer = property.get(analyzer).and_then(Value::as_str);
                assert!(analyzer.is_none_or(|it| named("analyzer").contains(it)), "{name} {field}");
            }
        }
    }
    for document in documents(&outs) {
        let properties = &settings[0].1["mappings"]["properties"];
        for (field, value) in document.as_object().unwrap() {
            let property = properties.get(field).unwrap_or_else(|| panic!("{field} is not mapped"));
            let many = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            let fits = |value: &Value| match property["type"].as_str().unwrap() {
                "boolean" => value.is_boolean(),
                "byte" => value.as_i64().is_some_and(|it| it < 128),
                _ => value.is_string(),
            };
            assert!(many.iter().all(fits), "{field}: {value}");
        }
    }
}

#[test]
fn meilisearch_gets_settings_as_documented() {
    let (_place, outs) = exports("meilisearch");
    let schema = schema("meilisearch");
    let documents = documents(&outs);
    let fields: BTreeSet<&str> = documents
        .iter()
        .flat_map(|document| document.as_object().unwrap().keys().map(String::as_str))
        .collect();
    for (name, settings) in files(&outs, ".settings.json") {
        valid(&schema, &settings, &name);
        for list in ["searchableAttributes", "filterableAttributes", "sortableAttributes"] {
            for attribute in settings[list].as_array().unwrap() {
                assert!(fields.contains(attribute.as_str().unwrap()), "{name}: {attribute}");
            }
        }
    }
    // Words of which nothing is left, as Meilisearch reads them, do no harm; empty ones would.
    for document in &documents {
        let id = document["id"].as_str().unwrap();
        assert!((1..=511).contains(&id.len()));
    }
}

#[test]
fn typesense_gets_collections_as_documented() {
    let (_place, outs) = exports("typesense");
    let all = schema("typesense");
    let part = |name: &str| json!({ "$defs": all["$defs"], "$ref": format!("#/$defs/{name}") });
    let collections = files(&outs, ".schema.json");
    for (name, collection) in &collections {
        valid(&part("collection"), collection, name);
        let fields = collection["fields"].as_array().unwrap();
        let field = |name: &str| fields.iter().find(|field| field["name"] == name);
        let sorting = field(collection["default_sorting_field"].as_str().unwrap()).unwrap();
        assert_eq!((&sorting["type"], sorting.get("optional")), (&json!("int32"), None));
        assert_eq!(collection["synonym_sets"], json!([collection["name"]]));
    }
    for (name, synonyms) in files(&outs, ".synonyms.json") {
        valid(&part("synonyms"), &synonyms, &name);
        let ids: BTreeSet<String> =
            synonyms["items"].as_array().unwrap().iter().map(|it| it["id"].to_string()).collect();
        assert_eq!(ids.len(), synonyms["items"].as_array().unwrap().len());
    }
    let fields = collections[0].1["fields"].as_array().unwrap();
    for document in documents(&outs) {
        for (name, value) in document.as_object().unwrap().iter().filter(|(name, _)| *name != "id")
        {
            assert!(
                fields.iter().any(|it| it["name"] == **name),
                "{name} is not in the schema: {value}"
            );
        }
        for field in fields {
            let value = document.get(field["name"].as_str().unwrap());
            let fits = |value: &Value| match field["type"].as_str().unwrap() {
                "string" => value.is_string(),
                "string[]" => value.as_array().is_some_and(|it| it.iter().all(Value::is_string)),
                "int32" => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
                _ => value.is_boolean(),
            };
            assert!(value.map_or(field["optional"] == true, fits), "{field}: {value:?}");
        }
    }
}

#[test]
fn the_schemas_refuse_what_the_engines_refuse() {
    let refused = |schema: &Value, value: &Value| !jsonschema::is_valid(schema, value);
    let meilisearch = schema("meilisearch");
    assert!(refused(&meilisearch, &json!({ "stopwords": ["a"] })));
    assert!(refused(
        &meilisearch,
        &json!({ "localizedAttributes": [{ "attributePatterns": ["*"], "locales": ["gla"] }] })
    ));
    let opensearch = schema("opensearch");
    let analysis = |filter: Value| json!({ "settings": { "analysis": { "filter": { "f": filter } } }, "mappings": { "properties": { "a": { "type": "byte" } } } });
    assert!(!refused(&opensearch, &analysis(json!({ "type": "stop", "stopwords": ["a"] }))));
    assert!(refused(&opensearch, &analysis(json!({ "type": "stemmer", "language": "gaelic" }))));
    let typesense = schema("typesense");

    let field = json!({ "$defs": typesense["$defs"], "$ref": "#/$defs/field" });
    let of = |value: Value| refused(&field, &value);
    assert!(!of(json!({ "name": "a", "type": "string", "index": false, "optional": true })));
    assert!(of(json!({ "name": "a", "type": "string", "index": false })));
}
