//! Articles of Zendesk Guide, as the Help Center API lists them: `articles` with `title`, `body`,
//! `locale`, `draft`, `label_names` and `section_id`; beside them, where asked for, `sections`,
//! `categories` and each article's `translations`.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::Options;
use super::draft::{Article, Body, Draft, Place, Sink};
use super::json::{host, is_true, list, text};

/// The drafts of all files. What is not published is left out.
///
/// # Errors
/// When a finding cannot be written.
pub fn read(
    files: &[(String, Vec<Value>)],
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Vec<Draft>> {
    let mut topics = Topics::default();
    for object in files.iter().flat_map(|(_, values)| values).flat_map(objects) {
        for section in list(object, "sections") {
            topics
                .sections
                .insert(text(section, "id"), (text(section, "name"), text(section, "category_id")));
        }
        for category in list(object, "categories") {
            topics.categories.insert(text(category, "id"), text(category, "name"));
        }
    }
    let mut drafts = Vec::new();
    for (name, values) in files {
        for object in values.iter().flat_map(objects) {
            let mut articles: Vec<&Value> = list(object, "articles").iter().collect();
            articles.extend(object.get("article"));
            if object.get("section_id").is_some() || object.get("body").is_some() {
                articles.push(object);
            }
            for article in articles {
                of_article(name, article, &topics, options, &mut drafts, sink)?;
            }
        }
    }
    Ok(drafts)
}

/// The objects of a document, which may be a list of them.
fn objects(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    }
}

/// Names of sections and categories, by their numbers.
#[derive(Default)]
struct Topics {
    sections: BTreeMap<String, (String, String)>,
    categories: BTreeMap<String, String>,
}

fn of_article(
    file: &str,
    article: &Value,
    topics: &Topics,
    options: &Options,
    drafts: &mut Vec<Draft>,
    sink: &mut dyn Sink,
) -> Result<()> {
    let id = text(article, "id");
    let mut tags: Vec<String> = Vec::new();
    if let Some((section, category)) = topics.sections.get(&text(article, "section_id")) {
        tags.extend(topics.categories.get(category).cloned());
        tags.push(section.clone());
    }
    tags.extend(list(article, "label_names").iter().filter_map(Value::as_str).map(str::to_owned));
    // The article's own language comes first: the others take their name from it.
    let source_locale = text(article, "source_locale");
    let mut versions: Vec<&Value> = list(article, "translations").iter().collect();
    let own_locale = text(article, "locale");
    if !versions.iter().any(|version| text(version, "locale") == own_locale) {
        versions.push(article);
    }
    versions.sort_by_key(|version| text(version, "locale") != source_locale);
    for version in versions {
        let locale = text(version, "locale");
        let at = match locale.as_str() {
            "" => format!("article {id}"),
            locale => format!("article {id} ({locale})"),
        };
        let place = Place::new(file, at);
        let title = match text(version, "title") {
            title if title.trim().is_empty() => text(version, "name"),
            title => title,
        };
        if is_true(version, "draft") && !options.drafts {
            sink.leave_out(&place, &title, "it is a draft; --drafts takes those too")?;
            continue;
        }
        let body = text(version, "body");
        let mut draft = Draft::new(place, title, Body::Html(body));
        draft.article = Some(Article { id: id.clone(), host: host(&text(article, "html_url")) });
        draft.language = (!locale.is_empty()).then_some(locale);
        draft.tags = tags.clone();
        draft.featured = is_true(article, "promoted");
        if article.get("user_segment_id").is_some_and(|segment| !segment.is_null()) {
            draft.staff = true;
            draft.notes.push(
                "only some users could read it, so it is for staff (audience: staff) until you \
                 make it public"
                    .to_owned(),
            );
        }
        if is_true(version, "outdated") {
            draft.notes.push("it is marked as outdated".to_owned());
        }
        drafts.push(draft);
    }
    Ok(())
}
