//! JSON: one document, or several one after another, and what they hold.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::Format;

/// The values of a text. Pages of an export may stand one after another, or one a line.
///
/// # Errors
/// When it is not JSON.
pub fn values(text: &str) -> Result<Vec<Value>> {
    let values: Result<Vec<Value>, _> =
        serde_json::Deserializer::from_str(text).into_iter().collect();
    let values = values.context("it is not JSON that can be read; export it again")?;
    ensure!(!values.is_empty(), "it is empty");
    Ok(values)
}

/// Which format values are in.
///
/// # Errors
/// When they are in none.
pub fn format(values: &[Value]) -> Result<Format> {
    let objects = values.iter().flat_map(|value| match value {
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    });
    for object in objects {
        let is = |key: &str| object.get(key).is_some();
        let kind = object.get("type").and_then(Value::as_str).unwrap_or("");
        let data = object.get("data").and_then(Value::as_array);
        let first = data.and_then(|data| data.first()).and_then(|first| first.get("type"));
        let first = first.and_then(Value::as_str).unwrap_or("");
        if is("@context") || is("@type") || is("@graph") {
            return Ok(Format::Jsonld);
        }
        if ["article", "internal_article", "collection"].contains(&kind)
            || (kind == "list" && ["article", "collection"].contains(&first))
        {
            return Ok(Format::Intercom);
        }
        if ["articles", "article", "sections", "categories", "section_id", "translations"]
            .iter()
            .any(|key| is(key))
        {
            return Ok(Format::Zendesk);
        }
    }
    bail!(
        "it is JSON, but no export that is known: neither articles of Zendesk Guide or Intercom \
         nor schema.org's FAQPage. If it is one, say which with --format"
    )
}

/// A member as text; numbers are written out. Nothing: empty.
pub fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// A member that is a list; otherwise an empty one.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether a member is `true`.
pub fn is_true(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The host of an address.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    (!host.is_empty()).then(|| host.to_lowercase())
}
