//! Typesense: a collection a language, with its synonyms in a set of the same name.

use std::path::Path;

use faqlet::content::Synonyms;
use serde_json::{Value, json};

use super::{Files, for_each_part, is_analysed, meanings, one_line, path, primary};

pub const START: &str = "export TYPESENSE_URL=http://localhost:8108 TYPESENSE_API_KEY=xyz\n";

/// The schema of a collection.
pub fn schema(name: &str, language: &str, has_synonyms: bool) -> Value {
    let locale = primary(language);
    let stem = is_analysed(language);
    let text = |name: &str, kind: &str| json!({ "name": name, "type": kind, "locale": locale, "stem": stem });
    let facet = |name: &str, kind: &str| json!({ "name": name, "type": kind, "facet": true });
    let optional = |mut field: Value| {
        field["optional"] = json!(true);
        field
    };
    // Kept with the document and out of memory; such a field has to be optional.
    let shown = |name: &str| optional(json!({ "name": name, "type": "string", "index": false }));
    let mut schema = json!({
        "name": name,
        "fields": [
            { "name": "entry", "type": "string" },
            facet("language", "string"),
            text("question", "string"),
            text("alternates", "string[]"),
            text("phrasings", "string[]"),
            text("answer", "string"),
            shown("html"),
            optional(facet("product", "string")),
            optional(text("productName", "string")),
            facet("tags", "string[]"),
            facet("topics", "string[]"),
            facet("contact", "string[]"),
            optional(facet("intent", "string")),
            facet("featured", "bool"),
            { "name": "priority", "type": "int32" },
            facet("audience", "string"),
            shown("page"),
            shown("url"),
        ],
        "default_sorting_field": "priority",
    });
    if has_synonyms {
        schema["synonym_sets"] = json!([name]);
    }
    schema
}

/// The items of a set of synonyms.
pub fn synonyms(language: &str, synonyms: &[Synonyms]) -> Value {
    let meanings = meanings(synonyms).into_iter().zip(1..);
    let item = |((word, meanings), number): ((&str, Vec<&str>), u32)| {
        let meanings: Vec<String> = meanings.into_iter().map(one_line).collect();
        json!({
            "id": format!("synonym-{number}"),
            "root": one_line(word),
            "synonyms": meanings,
            "locale": primary(language),
        })
    };
    json!({ "items": meanings.map(item).collect::<Vec<Value>>() })
}

/// The commands that load the files of a language, and ask something.
pub fn commands(out: &Path, files: &Files) -> String {
    let index = &files.index;
    let schema = path(out, &format!("{index}.schema.json"));
    let key = "-H \"X-TYPESENSE-API-KEY: $TYPESENSE_API_KEY\"";
    let synonyms = if files.has_synonyms {
        let synonyms = path(out, &format!("{index}.synonyms.json"));
        format!(
            "curl --fail-with-body -sS -X PUT \"$TYPESENSE_URL/synonym_sets/{index}\" \\\n  \
             {key} \\\n  -H 'Content-Type: application/json' --data-binary @{synonyms}\n"
        )
    } else {
        String::new()
    };
    let documents = for_each_part(out, &files.parts, |part| {
        format!(
            "curl --fail-with-body -sS -X POST \"$TYPESENSE_URL/collections/{index}/documents/import?action=upsert\" \\\n  \
             {key} \\\n  -H 'Content-Type: text/plain' --data-binary @{part}"
        )
    });
    format!(
        "{synonyms}\
         curl --fail-with-body -sS -X POST \"$TYPESENSE_URL/collections\" \\\n  \
         {key} \\\n  -H 'Content-Type: application/json' --data-binary @{schema}\n\
         {documents}\
         curl --fail-with-body -sS -G \"$TYPESENSE_URL/collections/{index}/documents/search\" \\\n  \
         {key} \\\n  --data-urlencode 'q=YOUR QUESTION' \\\n  \
         --data-urlencode 'query_by=question,alternates,phrasings,productName,answer' \\\n  \
         --data-urlencode 'query_by_weights=3,3,2,2,1' \\\n  \
         --data-urlencode 'include_fields=entry,question,answer,url'\n"
    )
}
