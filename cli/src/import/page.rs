//! schema.org's FAQPage and QAPage: as JSON-LD or as microdata of a saved web page.

use anyhow::{Result, bail};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::Options;
use super::draft::{Body, Draft, Place, Sink};
use super::json::{list, text};
use super::to_markdown::text_of;

/// Levels of JSON-LD in one another.
const DEPTH: usize = 16;

/// Reads a saved page.
///
/// # Errors
/// When it has no questions that are marked as such.
pub fn html(file: &str, page: &str, options: &Options, sink: &mut dyn Sink) -> Result<()> {
    let tree = Html::parse_document(page);
    let mut found = Found { file, options, language: None, count: 0 };
    let language = tree.root_element().attr("lang").map(str::to_owned);
    for (number, script) in select(tree.root_element(), "script").into_iter().enumerate() {
        let kind = script.attr("type").unwrap_or("").trim().to_ascii_lowercase();
        if !kind.starts_with("application/ld+json") {
            continue;
        }
        let source: String = script.text().collect();
        let at = format!("script {}", number + 1);
        match lenient(&source) {
            Ok(value) => {
                found.language.clone_from(&language);
                found.json(&value, &at, 0, sink)?;
            }
            Err(error) => {
                let reason = format!("its structured data is not JSON ({error})");
                sink.leave_out(&Place::new(file, at), "", &reason)?;
            }
        }
    }
    found.language = language;
    for question in select(tree.root_element(), "[itemscope][itemtype*='schema.org/Question']") {
        found.microdata(question, sink)?;
    }
    if found.count == 0 {
        bail!(
            "the page has no questions that are marked for machines (schema.org's FAQPage, as \
             JSON-LD or microdata); copy them into a table with the columns question and answer"
        );
    }
    Ok(())
}

/// Reads JSON-LD.
///
/// # Errors
/// When it has no questions.
pub fn json(file: &str, values: &[Value], options: &Options, sink: &mut dyn Sink) -> Result<()> {
    let mut found = Found { file, options, language: None, count: 0 };
    for value in values {
        found.json(value, "", 0, sink)?;
    }
    if found.count == 0 {
        bail!("it has no questions (schema.org's Question)");
    }
    Ok(())
}

/// JSON as pages have it, sometimes with line ends within texts.
fn lenient(source: &str) -> serde_json::Result<Value> {
    serde_json::from_str(source).or_else(|error| {
        let mended: String = source.chars().map(|c| if c < ' ' { ' ' } else { c }).collect();
        serde_json::from_str(&mended).map_err(|_| error)
    })
}

fn select<'a>(below: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map_or_else(|_| Vec::new(), |it| below.select(&it).collect())
}

/// What was found on a page so far.
struct Found<'a> {
    file: &'a str,
    options: &'a Options,
    language: Option<String>,
    count: usize,
}

impl Found<'_> {
    /// Takes the questions of a value and of all within it.
    fn json(&mut self, value: &Value, at: &str, depth: usize, sink: &mut dyn Sink) -> Result<()> {
        if depth > DEPTH {
            return Ok(());
        }
        match value {
            Value::Array(items) => {
                for item in items {
                    self.json(item, at, depth + 1, sink)?;
                }
            }
            Value::Object(members) => {
                let language = text(value, "inLanguage");
                if !language.is_empty() {
                    self.language = Some(language);
                }
                if is_a(value, "Question") {
                    return self.question(value, at, sink);
                }
                for key in [
                    "@graph",
                    "mainEntity",
                    "hasPart",
                    "mainEntityOfPage",
                    "itemListElement",
                    "item",
                ] {
                    if let Some(inner) = members.get(key) {
                        self.json(inner, at, depth + 1, sink)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn question(&mut self, value: &Value, at: &str, sink: &mut dyn Sink) -> Result<()> {
        let title = match text(value, "name") {
            name if name.trim().is_empty() => text(value, "text"),
            name => name,
        };
        let mut answers: Vec<String> = Vec::new();
        for key in ["acceptedAnswer", "suggestedAnswer"] {
            match value.get(key) {
                Some(Value::Array(_)) => {
                    answers.extend(list(value, key).iter().map(|answer| text(answer, "text")));
                }
                Some(Value::String(answer)) => answers.push(answer.clone()),
                Some(answer) => answers.push(text(answer, "text")),
                None => {}
            }
            // What the shop accepted is the answer; others only where there is none.
            if answers.iter().any(|answer| !answer.trim().is_empty()) {
                break;
            }
        }
        answers.retain(|answer| !answer.trim().is_empty());
        let body = Body::of(answers.join("\n\n"), self.options.answers);
        let mut draft = self.draft(at, text_of(&title), body);
        let more = list(value, "suggestedAnswer").len();
        if value.get("acceptedAnswer").is_some() && more > 0 {
            draft.lost.push(format!("{more} suggested answers beside the accepted one"));
        }
        sink.take(draft)
    }

    fn microdata(&mut self, question: ElementRef, sink: &mut dyn Sink) -> Result<()> {
        let title = select(question, "[itemprop='name']").first().map(|name| {
            name.attr("content").map_or_else(|| text_of(&name.inner_html()), str::to_owned)
        });
        let answer = select(question, "[itemprop='acceptedAnswer'], [itemprop='suggestedAnswer']");
        let body =
            answer.first().map(|answer| match select(*answer, "[itemprop='text']").first() {
                Some(text) => text.attr("content").map_or_else(|| text.inner_html(), str::to_owned),
                None => answer.inner_html(),
            });
        let draft = self.draft("", title.unwrap_or_default(), Body::Html(body.unwrap_or_default()));
        sink.take(draft)
    }

    fn draft(&mut self, at: &str, title: String, body: Body) -> Draft {
        self.count += 1;
        let comma = if at.is_empty() { "" } else { ", " };
        let place = Place::new(self.file, format!("{at}{comma}question {}", self.count));
        let mut draft = Draft::new(place, title, body);
        draft.language.clone_from(&self.language);
        draft
    }
}

fn is_a(value: &Value, name: &str) -> bool {
    let is = |kind: &str| kind.rsplit(['/', ':']).next() == Some(name);
    match value.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}
