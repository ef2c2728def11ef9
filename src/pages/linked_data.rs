//! What search engines and assistants read of a page: schema.org in JSON-LD.

use serde_json::{Value, json};

/// A question with its answer, as a page shows them.
pub(super) struct Answered<'a> {
    pub question: &'a str,
    /// Sanitised HTML, its links leading somewhere from the page.
    pub answer: String,
    /// The page's own address with the entry's fragment, where the public address is known.
    pub url: Option<String>,
}

/// What a page says of itself. `None`: it has no question with an answer, and no contact points.
pub(super) fn graph(
    name: &str,
    language: &str,
    url: Option<&str>,
    questions: &[Answered<'_>],
    shop: Option<&str>,
    contact_points: Vec<Value>,
) -> Option<Value> {
    let mut graph = Vec::new();
    if !questions.is_empty() {
        let questions: Vec<Value> = questions.iter().map(question).collect();
        let mut page = json!({
            "@type": "FAQPage",
            "name": name,
            "inLanguage": language,
            "mainEntity": questions,
        });
        if let Some(url) = url {
            page["@id"] = json!(url);
            page["url"] = json!(url);
        }
        graph.push(page);
    }
    match shop {
        Some(shop) if !contact_points.is_empty() => graph.push(json!({
            "@type": "Organization",
            "name": shop,
            "contactPoint": contact_points,
        })),
        // An organisation needs a name; a contact point does not need an organisation.
        _ => graph.extend(contact_points),
    }
    (!graph.is_empty()).then(|| json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn question(answered: &Answered<'_>) -> Value {
    let mut question = json!({
        "@type": "Question",
        "name": answered.question,
        "acceptedAnswer": { "@type": "Answer", "text": answered.answer },
    });
    if let Some(url) = &answered.url {
        question["url"] = json!(url);
    }
    question
}
