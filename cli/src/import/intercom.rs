//! Articles of Intercom, as its API lists them: `title`, `description`, `body`, `state`,
//! `parent_id` or `parent_ids`, `tags`, `default_locale`, and other languages in
//! `translated_content`. Collections, which name the topics, come in a list of their own.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::Options;
use super::draft::{Article, Body, Draft, Place, Sink};
use super::json::{host, list, text};
use super::markdown_text::words;
use super::to_markdown::text_of;

/// The drafts of all files. What is not published is left out.
///
/// # Errors
/// When a finding cannot be written.
pub fn read(
    files: &[(String, Vec<Value>)],
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Vec<Draft>> {
    let mut collections = BTreeMap::new();
    for object in files.iter().flat_map(|(_, values)| values).flat_map(objects) {
        if matches!(object.get("type").and_then(Value::as_str), Some("collection" | "section")) {
            collections.insert(text(object, "id"), text(object, "name"));
        }
    }
    let mut drafts = Vec::new();
    for (name, values) in files {
        for object in values.iter().flat_map(objects) {
            match object.get("type").and_then(Value::as_str) {
                Some("collection" | "section") => {}
                _ => of_article(name, object, &collections, options, &mut drafts, sink)?,
            }
        }
    }
    Ok(drafts)
}

/// The objects of a page, a list, or a single one.
fn objects(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(objects).collect(),
        value => match value.get("data").and_then(Value::as_array) {
            Some(data) => data.iter().collect(),
            None => vec![value],
        },
    }
}

fn of_article(
    file: &str,
    article: &Value,
    collections: &BTreeMap<String, String>,
    options: &Options,
    drafts: &mut Vec<Draft>,
    sink: &mut dyn Sink,
) -> Result<()> {
    let id = text(article, "id");
    let mut tags: Vec<String> = Vec::new();
    let parents = list(article, "parent_ids").iter().map(|id| id.to_string().replace('"', ""));
    for parent in parents.chain([text(article, "parent_id")]) {
        tags.extend(collections.get(&parent).cloned());
    }
    let labels = article.get("tags").map_or(&[][..], |tags| list(tags, "tags"));
    tags.extend(labels.iter().map(|tag| text(tag, "name")));
    let own = text(article, "default_locale");
    let translations = article.get("translated_content").and_then(Value::as_object);
    let translations = translations
        .into_iter()
        .flatten()
        .filter(|(locale, content)| content.is_object() && **locale != own)
        .map(|(locale, content)| (locale.clone(), content));
    for (locale, version) in [(own.clone(), article)].into_iter().chain(translations) {
        let at = match locale.as_str() {
            "" => format!("article {id}"),
            locale => format!("article {id} ({locale})"),
        };
        let place = Place::new(file, at);
        let title = text(version, "title");
        if text(version, "state") == "draft" && !options.drafts {
            sink.leave_out(&place, &title, "it is a draft; --drafts takes those too")?;
            continue;
        }
        let mut draft = Draft::new(place, title, Body::Html(answer(version)));
        draft.article = Some(Article { id: id.clone(), host: host(&text(version, "url")) });
        draft.language = (!locale.is_empty()).then_some(locale);
        draft.tags = tags.clone();
        if text(article, "type") == "internal_article" {
            draft.staff = true;
            draft.notes.push("it is an internal article, so it is for staff".to_owned());
        }
        drafts.push(draft);
    }
    Ok(())
}

/// What readers see below the title: the description, unless the text starts with it, and the
/// text.
fn answer(version: &Value) -> String {
    let body = text(version, "body");
    let description = text(version, "description");
    let starts = words(&text_of(&body)).starts_with(&words(&description));
    if starts {
        return body;
    }
    let description = description.replace('&', "&amp;").replace('<', "&lt;");
    format!("<p>{description}</p>{body}")
}
