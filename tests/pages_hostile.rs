//! Content that tries to break out of its place on the pages without JavaScript.

mod pages_read;

use faqlet::compile::compile;
use pages_read::{content, data, html_pages, links_lead_somewhere, tags};
use proptest::prelude::*;

/// Attempts to leave the place where a text stands.
const VECTORS: [&str; 12] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)",
    "<img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "]]><x>",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "{{constructor}}",
    "../../x",
];

/// The elements that pages are made of.
const OWN: [&str; 20] = [
    "html", "head", "meta", "title", "link", "script", "body", "header", "main", "footer", "nav",
    "section", "article", "div", "h1", "bdi", "span", "a", "ul", "li",
];

/// Those that the sanitiser lets through, with their headings below those of the page.
const IN_ANSWERS: [&str; 24] = [
    "p",
    "br",
    "hr",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "del",
    "img",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Hostile texts in every field: on every page there are only the elements and attributes that
    /// pages have, every link has a harmless scheme, and the data is still valid.
    #[test]
    fn nothing_breaks_out_of_its_place(
        texts in prop::collection::vec(
            (prop::sample::select(VECTORS.to_vec()), "\\PC{0,6}")
                .prop_map(|(vector, more)| format!("{more}{vector}{more}")),
            9,
        ),
        with_address in any::<bool>(),
    ) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let [tag, product, name, question, answer, detail, contact_type, id, zone] = &texts[..] else {
            unreachable!("there are nine")
        };
        let address = if with_address { "baseURL: https://shop.example/x\n" } else { "" };
        let mut shop = format!(
            "languages: [en, hu]\n{address}name: {}\ntopics: {{ {}: {} }}\n\
             contact: {{ channels: {{ a: {{ type: form, name: {}, detail: {}, contactType: {}, \
             url: \"https://shop.example/?a=\\\"><script>'\" }} }} }}\n",
            quoted(name), quoted(tag), quoted(name), quoted(name), quoted(detail), quoted(contact_type),
        );
        shop += &format!("products: {{ {}: {{ name: {} }} }}\n", quoted(product), quoted(zone));
        let line = |id: &str, product: Option<&str>| serde_json::json!({
            "id": id, "question": question, "tags": [tag], "product": product,
            "answer": format!("Yes.\n\n{answer} [x](#faq=b) `<a href=\"#faq=y\"`"),
            "featured": "true",
        });
        let lines = format!("{}\n{}\n{}\n", line(id, None), line("b", None), line("c", Some(product)));
        let mut content = content(&[("shop.yaml", &shop), ("en/a.jsonl", &lines)]);
        // What no check would let through.
        if let Some(desk) = content.shop.desks.get_mut("en") {
            let mut bad = desk.channels[0].clone();
            bad.url = "javascript:alert(1)".to_owned();
            desk.channels.push(bad);
        }
        let output = compile(&content);
        let pages = html_pages(&output);
        prop_assert!(pages.len() > 3, "{:?}", pages.keys());
        for (path, html) in &pages {
            for tag in tags(html) {
                prop_assert!(OWN.contains(&tag.name.as_str()) || IN_ANSWERS.contains(&tag.name.as_str()), "{}: {:?}", path, tag);
                for (name, value) in &tag.attributes {
                    let known = [
                        "lang", "dir", "charset", "name", "content", "rel", "href", "hreflang", "type",
                        "id", "class", "aria-label", "aria-labelledby", "aria-current", "src", "alt", "start",
                    ];
                    prop_assert!(known.contains(&name.as_str()), "{}: {:?}", path, tag);
                    let followed = ["href", "src"].contains(&name.as_str());
                    prop_assert!(!followed || !value.starts_with("javascript:"), "{:?}", tag);
                }
            }
            if let Some(data) = data(html) {
                let text = data.to_string();
                prop_assert!(!text.contains("\"url\":\"javascript:") , "{}", text);
            }
        }
        prop_assert_eq!(html_pages(&compile(&content)), pages.clone());
        let files = output.files.iter().map(|file| file.name.as_str()).collect();
        links_lead_somewhere(&pages, &files);
        for page in output.pages.iter().filter(|page| page.name.ends_with(".xml")) {
            let xml = String::from_utf8(page.bytes.clone()).unwrap();
            prop_assert!(!xml.contains("<script") && !xml.contains("alert(1)>"), "{}", xml);
        }
    }
}
