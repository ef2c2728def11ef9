//! Meilisearch: an index a language, since synonyms and words to leave out belong to an index.

use std::path::Path;

use faqlet::content::Synonyms;
use faqlet::text::lang::rules_for;
use serde_json::{Map, Value, json};

use super::{Files, for_each_part, meanings, one_line, path, primary};

pub const START: &str = "export MEILI_URL=http://localhost:7700 MEILI_KEY=aMasterKey\n";

/// Languages that Meilisearch can be told: BCP 47 primary subtag, and the ISO 639-3 code that it
/// calls it by.
const LOCALES: [(&str, &str); 69] = [
    ("af", "afr"),
    ("ak", "aka"),
    ("am", "amh"),
    ("ar", "ara"),
    ("az", "aze"),
    ("be", "bel"),
    ("bg", "bul"),
    ("bn", "ben"),
    ("ca", "cat"),
    ("cs", "ces"),
    ("da", "dan"),
    ("de", "deu"),
    ("el", "ell"),
    ("en", "eng"),
    ("eo", "epo"),
    ("es", "spa"),
    ("et", "est"),
    ("fa", "pes"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("gu", "guj"),
    ("he", "heb"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("hy", "hye"),
    ("id", "ind"),
    ("it", "ita"),
    ("ja", "jpn"),
    ("jv", "jav"),
    ("ka", "kat"),
    ("km", "khm"),
    ("kn", "kan"),
    ("ko", "kor"),
    ("la", "lat"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("mk", "mkd"),
    ("ml", "mal"),
    ("mr", "mar"),
    ("my", "mya"),
    ("nb", "nob"),
    ("ne", "nep"),
    ("nl", "nld"),
    ("no", "nob"),
    ("or", "ori"),
    ("pa", "pan"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("si", "sin"),
    ("sk", "slk"),
    ("sl", "slv"),
    ("sn", "sna"),
    ("sr", "srp"),
    ("sv", "swe"),
    ("ta", "tam"),
    ("te", "tel"),
    ("th", "tha"),
    ("tk", "tuk"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("ur", "urd"),
    ("uz", "uzb"),
    ("vi", "vie"),
    ("yi", "yid"),
    ("zh", "zho"),
    ("zu", "zul"),
];

/// The settings of an index, all at once.
pub fn settings(language: &str, synonyms: &[Synonyms]) -> Value {
    let locale = LOCALES.iter().find(|(tag, _)| *tag == primary(language));
    // `null` is its own value for what is told by the text.
    let localized =
        locale.map(|(_, locale)| json!([{ "attributePatterns": ["*"], "locales": [locale] }]));
    json!({
        // What is found in an attribute counts more than in those after it.
        "searchableAttributes": [
            "question", "alternates", "phrasings", "productName", "topics", "answer"
        ],
        "filterableAttributes": [
            "entry", "language", "product", "tags", "topics", "contact", "intent", "featured",
            "audience"
        ],
        "sortableAttributes": ["priority"],
        "rankingRules": [
            "words", "typo", "proximity", "attribute", "sort", "exactness", "priority:desc"
        ],
        "stopWords": rules_for(language).function_words,
        "synonyms": associations(synonyms),
        "localizedAttributes": localized,
        "typoTolerance": {
            "enabled": true,
            // An order number or a size that is nearly right is another one.
            "disableOnNumbers": true,
        },
    })
}

fn associations(synonyms: &[Synonyms]) -> Value {
    let mut associations = Map::new();
    for (word, meanings) in meanings(synonyms) {
        associations.insert(one_line(word), meanings.into_iter().map(one_line).collect());
    }
    Value::Object(associations)
}

/// The commands that load the files of a language, and ask something.
pub fn commands(out: &Path, files: &Files) -> String {
    let index = &files.index;
    let settings = path(out, &format!("{index}.settings.json"));
    let key = "-H \"Authorization: Bearer $MEILI_KEY\"";
    let documents = for_each_part(out, &files.parts, |part| {
        format!(
            "curl --fail-with-body -sS -X POST \"$MEILI_URL/indexes/{index}/documents?primaryKey=id\" \\\n  \
             {key} \\\n  -H 'Content-Type: application/x-ndjson' --data-binary @{part}"
        )
    });
    format!(
        "curl --fail-with-body -sS -X PATCH \"$MEILI_URL/indexes/{index}/settings\" \\\n  \
         {key} \\\n  -H 'Content-Type: application/json' --data-binary @{settings}\n\
         {documents}\
         curl --fail-with-body -sS -X POST \"$MEILI_URL/indexes/{index}/search\" \\\n  \
         {key} \\\n  -H 'Content-Type: application/json' --data '{QUERY}'\n"
    )
}

/// A question of any language; of its words those that few entries have must be there.
const QUERY: &str = r#"{"q":"YOUR QUESTION","matchingStrategy":"frequency","limit":3,"attributesToRetrieve":["entry","question","answer","url"]}"#;
