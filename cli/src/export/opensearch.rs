//! OpenSearch: for each language an index with an analyser that does what faqlet's own rules do, as
//! far as the filters that come with OpenSearch can.

use std::path::Path;

use faqlet::content::Synonyms;
use faqlet::text::lang::rules_for;
use serde_json::{Value, json};

use super::document::Document;
use super::{Files, for_each_part, is_analysed, meanings, one_line, path, primary};

/// Most characters of what is filtered by; of longer ones only the document has it. An index takes
/// 32,766 bytes, of which a character has up to four.
const KEYWORD: usize = 8191;

pub const START: &str = "export OPENSEARCH_URL=http://localhost:9200\n";

/// The two lines of a document: where it goes, and what it is.
pub fn lines(document: &Document<'_>) -> String {
    let action = json!({ "index": { "_id": document.id } });
    format!("{action}\n{}", document.line())
}

/// The body that creates an index.
pub fn settings(language: &str, synonyms: &[Synonyms]) -> Value {
    let rules = synonym_rules(synonyms);
    let search_analyzer = if rules.is_empty() { "faq_index" } else { "faq_search" };
    let text = json!({
        "type": "text", "analyzer": "faq_index", "search_analyzer": search_analyzer
    });
    let keyword = json!({ "type": "keyword", "ignore_above": KEYWORD });
    let shown = json!({ "type": "text", "index": false });
    json!({
        "settings": { "analysis": analysis(language, &rules) },
        "mappings": {
            "dynamic": false,
            "properties": {
                "id": keyword,
                "entry": keyword,
                "language": keyword,
                "question": text,
                "alternates": text,
                "phrasings": text,
                "answer": text,
                "html": shown,
                "product": keyword,
                "productName": text,
                "tags": keyword,
                "topics": keyword,
                "contact": keyword,
                "intent": keyword,
                "featured": { "type": "boolean" },
                "priority": { "type": "byte" },
                "audience": keyword,
                "page": shown,
                "url": shown,
            }
        }
    })
}

/// The analysers of a language. Synonyms are looked up in questions only, so that changing one
/// leaves the documents as they are.
fn analysis(language: &str, synonyms: &[String]) -> Value {
    let rules = rules_for(language);
    let mut analysis = json!({ "filter": {}, "analyzer": {} });
    let mut letters = Vec::new();
    if !rules.folds.is_empty() {
        let mappings: Vec<String> = rules.folds.iter().flat_map(mapping).collect();
        analysis["char_filter"] = json!({
            "faq_letters": { "type": "mapping", "mappings": mappings }
        });
        letters.push("faq_letters");
    }
    let filters = &mut analysis["filter"];
    // Before the words are folded, so that synonyms are read as questions are.
    let mut before = Vec::new();
    // Behind the synonyms, of which some have words that are left out.
    let mut behind = Vec::new();
    if primary(language) == "en" {
        filters["faq_possessives"] = json!({ "type": "stemmer", "language": "possessive_english" });
        before.push("faq_possessives");
    }
    before.extend(["lowercase", "decimal_digit"]);
    if primary(language) == "ar" {
        before.push("arabic_normalization");
    }
    let folding = |preserve| json!({ "type": "asciifolding", "preserve_original": preserve });
    if is_analysed(language) {
        // As in faqlet, accents are optional; the function words have none.
        filters["faq_folding"] = folding(false);
        before.push("faq_folding");
        filters["faq_function_words"] =
            json!({ "type": "stop", "stopwords": rules.function_words });
        filters["faq_stems"] = json!({ "type": "stemmer", "language": stemmer(language) });
        behind.extend(["faq_function_words", "faq_stems"]);
    } else {
        // Where accents may tell words apart, both ways of writing them are kept, which has to be
        // after the synonyms: a rule of theirs must not become two.
        filters["faq_folding"] = folding(true);
        behind.push("faq_folding");
    }
    if !synonyms.is_empty() {
        // A rule of which nothing is left, such as one of signs, must not stop the index.
        filters["faq_synonyms"] =
            json!({ "type": "synonym_graph", "lenient": true, "synonyms": synonyms });
    }
    let analyzer = |synonyms: &[&str]| {
        let filter = [&before, synonyms, &behind].concat();
        json!({
            "type": "custom", "char_filter": letters, "tokenizer": "standard", "filter": filter
        })
    };
    analysis["analyzer"]["faq_index"] = analyzer(&[]);
    if !synonyms.is_empty() {
        analysis["analyzer"]["faq_search"] = analyzer(&["faq_synonyms"]);
    }
    analysis
}

/// The stemmer nearest to faqlet's own rules.
fn stemmer(language: &str) -> &'static str {
    match primary(language) {
        // It takes off -ation, -able and -ance, as faqlet does; the light one does not.
        "en" => "english",
        "ru" => "light_russian",
        "hu" => "light_hungarian",
        // A light one as well.
        _ => "arabic",
    }
}

/// A letter that counts as another, small and capital.
fn mapping((from, to): &(String, String)) -> Vec<String> {
    let mut mappings = vec![format!("{from} => {to}")];
    let capital = from.to_uppercase();
    if capital != *from {
        mappings.push(format!("{capital} => {to}"));
    }
    mappings
}

/// The synonyms as rules in Solr's form: the word itself stays, beside what it means.
fn synonym_rules(synonyms: &[Synonyms]) -> Vec<String> {
    let meanings = meanings(synonyms).into_iter();
    let rule = |(word, meanings): (&str, Vec<&str>)| {
        let right: Vec<String> = [word].into_iter().chain(meanings).map(escaped).collect();
        format!("{} => {}", escaped(word), right.join(", "))
    };
    meanings.map(rule).collect()
}

/// A word in which nothing is a sign of the form of rules.
fn escaped(word: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(word).chars() {
        if matches!(c, '\\' | ',' | '=' | '>' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The commands that load the files of a language, and ask something.
pub fn commands(out: &Path, files: &Files) -> String {
    let index = &files.index;
    let settings = path(out, &format!("{index}.settings.json"));
    let bulk = for_each_part(out, &files.parts, |part| {
        format!(
            "curl --fail-with-body -sS -X POST \"$OPENSEARCH_URL/{index}/_bulk?filter_path=errors,items.*.error\" \\\n  \
             -H 'Content-Type: application/x-ndjson' --data-binary @{part}"
        )
    });
    format!(
        "curl --fail-with-body -sS -X PUT \"$OPENSEARCH_URL/{index}\" \\\n  \
         -H 'Content-Type: application/json' --data-binary @{settings}\n\
         {bulk}\
         curl --fail-with-body -sS -X POST \"$OPENSEARCH_URL/{index}/_refresh\"\n\
         curl --fail-with-body -sS \"$OPENSEARCH_URL/{index}/_search\" \\\n  \
         -H 'Content-Type: application/json' --data '{QUERY}'\n"
    )
}

/// A question of any language: an entry that says it in the words of its question comes before one
/// that has them in its answer.
const QUERY: &str = r#"{"query":{"multi_match":{"query":"YOUR QUESTION","type":"best_fields","tie_breaker":0.5,"fields":["question^3","alternates^3","phrasings^2","productName^2","answer"],"fuzziness":"AUTO","prefix_length":1}},"_source":["entry","question","answer","url"]}"#;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads a rule as Solr's form has it: what `\\` stands before is no sign.
    fn read(rule: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut chars = rule.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' => words.last_mut().unwrap().extend(chars.next()),
                ',' => words.push(String::new()),
                '=' if chars.next_if_eq(&'>').is_some() => words.push(String::new()),
                c => words.last_mut().unwrap().push(c),
            }
        }
        words.iter().map(|word| word.trim().to_owned()).collect()
    }

    proptest! {
        #[test]
        fn rules_say_what_the_synonyms_say(
            word in "[a-c,=>#\\\\ ]{1,6}", meaning in "[d-f,=>#\\\\\n ]{1,6}",
        ) {
            prop_assume!(word.trim() != meaning.trim());
            prop_assume!(!word.trim().is_empty() && !meaning.trim().is_empty());
            let synonyms =
                [Synonyms { words: vec![word.clone()], meanings: vec![meaning.clone()] }];
            let rules = synonym_rules(&synonyms);
            prop_assert_eq!(rules.len(), 1);
            prop_assert!(!rules[0].starts_with('#') && !rules[0].contains('\n'));
            let expected = [one_line(&word), one_line(&word), one_line(&meaning)];
            prop_assert_eq!(read(&rules[0]), expected);
        }
    }
}
