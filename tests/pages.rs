//! The pages without JavaScript: what stands on them, where their links lead, what search engines
//! read of them, and that nothing in the content can break out of its place.

mod demo;

use std::collections::{BTreeMap, BTreeSet};

use faqlet::compile::{Output, compile, public_entries};
use faqlet::content::{Content, SourceFile, load};
use proptest::prelude::*;
use serde_json::Value;
use url::Url;

fn content(files: &[(&str, &str)]) -> Content {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: (*text).into() })
        .collect();
    load(&files, jiff::civil::date(2027, 1, 15)).content
}

/// The pages of a build, by their paths.
fn pages(output: &Output) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
    output.pages.iter().map(|page| (page.name.clone(), text(&page.bytes))).collect()
}

/// The HTML pages among them.
fn html_pages(output: &Output) -> BTreeMap<String, String> {
    pages(output).into_iter().filter(|(path, _)| path.ends_with(".html")).collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// A start tag: its name and attributes.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        let attribute = self.attributes.iter().find(|(of, _)| of == name);
        attribute.map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page, read as the HTML standard does, but that attributes must have their
/// values in quotation marks. The content of scripts is passed over.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").expect("a page has a doctype");
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(rest.starts_with('/') || !name.is_empty(), "a stray < before {:.60}", rest);
        rest = &rest[name.len()..];
        let mut attributes = Vec::new();
        while let Some(after) = rest.strip_prefix(' ') {
            let (attribute, value) = after.split_once("=\"").expect("a value in quotation marks");
            let (value, after) = value.split_once('"').expect("an end of it");
            let plain = |c: char| c.is_ascii_alphabetic() || c == '-';
            assert!(attribute.chars().all(plain), "{attribute}");
            attributes.push((attribute.to_owned(), unescaped(value)));
            rest = after;
        }
        rest = rest.split_once('>').expect("a tag has an end").1;
        if name == "script" {
            rest = &rest[rest.to_ascii_lowercase().find("</script").expect("scripts end")..];
        }
        if !name.is_empty() {
            tags.push(Tag { name, attributes });
        }
    }
    tags
}

/// What a page says of itself in JSON-LD.
fn data(html: &str) -> Option<Value> {
    let (_, data) = html.split_once("<script type=\"application/ld+json\">")?;
    let (data, rest) = data.split_once("</script>").expect("it has an end");
    assert!(!rest.contains("<script"), "one is enough");
    Some(serde_json::from_str(data).expect("it is JSON"))
}

/// schema.org's properties of the types in use, those first that must be there.
const TYPES: [(&str, &[&str], &[&str]); 6] = [
    ("FAQPage", &["mainEntity"], &["name", "inLanguage", "url"]),
    ("Question", &["name", "acceptedAnswer"], &["url"]),
    ("Answer", &["text"], &[]),
    ("Organization", &["name", "contactPoint"], &[]),
    (
        "ContactPoint",
        &["contactType"],
        &[
            "name",
            "telephone",
            "email",
            "url",
            "availableLanguage",
            "productSupported",
            "hoursAvailable",
        ],
    ),
    (
        "OpeningHoursSpecification",
        &["opens", "closes"],
        &["dayOfWeek", "validFrom", "validThrough"],
    ),
];

/// Holds a value of JSON-LD, and all in it, to the rules of its type.
#[track_caller]
fn valid(value: &Value) {
    match value {
        Value::Array(values) => {
            assert!(!values.is_empty(), "an empty list says nothing");
            values.iter().for_each(valid);
        }
        Value::Object(members) => {
            let kind = value["@type"].as_str().expect("an object has a type");
            let row = TYPES.iter().find(|(name, ..)| *name == kind);
            let (_, required, optional) = row.unwrap_or_else(|| panic!("{kind} is new here"));
            for name in *required {
                assert!(members.contains_key(*name), "{kind} lacks {name}: {value}");
            }
            for (name, member) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
                assert!(
                    required.contains(&name.as_str()) || optional.contains(&name.as_str()),
                    "{kind}.{name}"
                );
                valid(member);
            }
            let types = |name: &str, kind: &str| {
                let members = match &value[name] {
                    Value::Array(members) => members.iter().collect(),
                    Value::Null => vec![],
                    member => vec![member],
                };
                assert!(members.iter().all(|member| member["@type"] == kind), "{kind}: {value}");
            };
            match kind {
                "FAQPage" => types("mainEntity", "Question"),
                "Question" => types("acceptedAnswer", "Answer"),
                "Organization" => types("contactPoint", "ContactPoint"),
                "ContactPoint" => {
                    types("hoursAvailable", "OpeningHoursSpecification");
                    let ways = ["telephone", "email", "url"];
                    let ways = ways.iter().filter(|way| !value[**way].is_null()).count();
                    assert_eq!(ways, 1, "{value}");
                }
                "OpeningHoursSpecification" => {
                    for time in ["opens", "closes"] {
                        let time = value[time].as_str().expect("a time");
                        let parsed: jiff::civil::Time = time.parse().expect("a time of day");
                        assert_eq!(parsed.strftime("%H:%M").to_string(), time);
                    }
                    let dated = !value["validFrom"].is_null() && !value["validThrough"].is_null();
                    assert!(dated != value["dayOfWeek"].is_array(), "{value}");
                }
                _ => {}
            }
        }
        Value::String(text) => assert!(!text.trim().is_empty(), "an empty text says nothing"),
        value => panic!("{value} is neither a text nor made of texts"),
    }
}

/// That every link of a page to another leads to one that is there, and to a place on it.
fn links_lead_somewhere(pages: &BTreeMap<String, String>, files: &BTreeSet<&str>) -> usize {
    let base = Url::parse("https://build.example/deep/").unwrap();
    let ids: BTreeMap<String, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| {
            let tags = tags(html);
            let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
            let once: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(once.len(), ids.len(), "{path}: an id stands twice");
            (path.clone(), once)
        })
        .collect();
    let mut followed = 0;
    for (path, html) in pages {
        let page = base.join(path).unwrap();
        for tag in tags(html) {
            let Some(address) = tag.get("href") else { continue };
            let target = page.join(address).unwrap_or_else(|error| panic!("{address}: {error}"));
            let Some(inside) = target.as_str().strip_prefix(base.as_str()) else { continue };
            let inside = inside.split('#').next().unwrap_or_default();
            let inside = percent_encoding::percent_decode_str(inside).decode_utf8().unwrap();
            if files.contains(&*inside) {
                continue;
            }
            let ids =
                ids.get(&*inside).unwrap_or_else(|| panic!("{path}: {address} leads nowhere"));
            if let Some(fragment) = target.fragment().filter(|fragment| !fragment.is_empty()) {
                assert!(ids.contains(fragment), "{path}: there is no place {address}");
            }
            followed += 1;
        }
    }
    followed
}

#[test]
fn every_entry_of_the_demo_shop_stands_on_its_pages() {
    let content = demo::content();
    let output = compile(&content);
    let pages = html_pages(&output);
    for language in &content.shop.languages {
        for entry in public_entries(&content, language) {
            let heading =
                format!(" id=\"faq={}\">{}</h", entry.id, entry.question.replace('\'', "&#39;"));
            let on: Vec<&str> = pages
                .iter()
                .filter(|(path, html)| {
                    path.starts_with(&format!("{language}/")) && html.contains(&heading)
                })
                .map(|(path, _)| path.as_str())
                .collect();
            let expected: Vec<String> = match &entry.product {
                Some(product) => vec![format!("{language}/products/{product}.html")],
                None => {
                    let topics = content.shop.topics.iter().map(|(tag, _)| tag);
                    let mut on: Vec<String> = topics
                        .filter(|tag| entry.tags.contains(tag))
                        .map(|tag| format!("{language}/{tag}.html"))
                        .collect();
                    if on.is_empty() || entry.featured {
                        on.push(format!("{language}/index.html"));
                    }
                    on.sort();
                    on
                }
            };
            assert_eq!(on, expected, "{language}/{}", entry.id);
        }
    }
}

#[test]
fn links_of_the_demo_shop_lead_somewhere() {
    let output = compile(&demo::content());
    let pages = html_pages(&output);
    let files = output.files.iter().map(|file| file.name.as_str()).collect();
    let followed = links_lead_somewhere(&pages, &files);
    assert!(followed > 1000, "only {followed} links were followed");
    // One language has all of its pages, which lead to each other.
    let english = pages.keys().filter(|path| path.starts_with("en/")).count();
    assert_eq!(english * 4, pages.len());
    for path in pages.keys() {
        let name = path.rsplit('/').next().unwrap();
        let index = &pages[&format!("{}/index.html", &path[..2])];
        assert!(index.contains(name), "the first page does not lead to {path}");
    }
}

#[test]
fn the_demo_shops_data_keeps_to_schema_org() {
    let content = demo::content();
    for (path, html) in html_pages(&compile(&content)) {
        let data = data(&html).unwrap_or_else(|| panic!("{path} has no data"));
        assert_eq!(data["@context"], "https://schema.org");
        valid(&data["@graph"]);
        let graph = data["@graph"].as_array().unwrap();
        let kinds: Vec<&Value> = graph.iter().map(|thing| &thing["@type"]).collect();
        assert_eq!(kinds, ["FAQPage", "Organization"], "{path}");
        // What it says must be there for readers too, and in the same order.
        let said = graph[0]["mainEntity"].as_array().unwrap();
        let mut places = Vec::new();
        for question in said {
            let name = question["name"].as_str().unwrap().replace('\'', "&#39;");
            let place = html.find(&format!("\">{name}</h"));
            places.push(place.unwrap_or_else(|| panic!("{path}: {name} is not shown")));
            assert!(
                question["url"].as_str().unwrap().starts_with(graph[0]["url"].as_str().unwrap())
            );
        }
        assert_eq!(places.len(), html.matches("<article>").count(), "{path}");
        // Answers stand alone, so that their links name the whole address.
        let answers = graph[0]["mainEntity"].to_string();
        assert!(!answers.contains("href=\\\"#") && !answers.contains("href=\\\".."), "{path}");
    }
}

#[test]
fn contact_is_offered_on_each_page_to_those_it_is_for() {
    let pages = html_pages(&compile(&demo::content()));
    for (path, html) in &pages {
        assert_eq!(html.matches("<section id=\"contact\"").count(), 1, "{path}");
        assert!(
            html.contains("tel:+3615550123") && html.contains("mailto:care@kettlewick.example")
        );
        // For gold customers, for product safety, for one product, for product pages.
        assert!(!html.contains("+3615550125") && !html.contains("emergency"), "{path}");
        let visit = html.contains("https://kettlewick.example/service/visit");
        let of_answers = html.matches("/service/visit").count() - usize::from(visit);
        assert!(visit || of_answers == 0);
        assert_eq!(
            html.contains("\"url\":\"https://kettlewick.example/service/visit\""),
            path.ends_with("/wm-800.html"),
            "{path}"
        );
        let community = html.contains("https://kettlewick.example/community");
        assert_eq!(community, path.contains("/products/"), "{path}");
    }
    let arabic = &pages["ar/orders.html"];
    assert!(arabic.contains("<bdi><bdi dir=\"ltr\">+36 1 555 0124</bdi>، "));
    assert!(arabic.contains("<bdi>08:00–20:00</bdi>، "));
    let english = &pages["en/orders.html"];
    assert!(english.contains("Mon–Fri <bdi>08:00–20:00</bdi>, Sat <bdi>09:00–14:00</bdi>"));
    assert!(english.contains("Time zone: <bdi>Europe/Budapest</bdi>. Other hours on public"));
    let hours = data(english).unwrap()["@graph"][1]["contactPoint"][0]["hoursAvailable"].clone();
    assert_eq!(hours[0]["opens"], "09:00");
    assert_eq!(hours[0]["dayOfWeek"][4], "https://schema.org/Friday");
    assert_eq!(hours[1]["validFrom"], "2026-12-24");
    assert_eq!((&hours[1]["opens"], &hours[1]["closes"]), (&"00:00".into(), &"00:00".into()));
}

#[test]
fn pages_need_nothing_that_a_strict_policy_forbids() {
    let output = compile(&demo::content());
    for (path, html) in html_pages(&output) {
        for tag in tags(&html) {
            assert!(!["style", "iframe", "form", "base"].contains(&tag.name.as_str()), "{path}");
            for (name, _) in &tag.attributes {
                assert!(!name.starts_with("on") && name != "style", "{path}: {name}");
            }
            if tag.name == "script" {
                assert_eq!(tag.get("type"), Some("application/ld+json"));
            }
        }
    }
    let style = output.files.iter().find(|file| file.name.ends_with(".css")).unwrap();
    let style = String::from_utf8(style.bytes.clone()).unwrap();
    for outside in ["url(", "@import", "http:", "expression"] {
        assert!(!style.contains(outside), "{outside}");
    }
    for side in ["left:", "right:", "-left", "-right", "left;", "right;"] {
        assert!(!style.contains(side), "{side} has the same side in all directions of writing");
    }
}

#[test]
fn pages_name_their_language_and_their_translations() {
    let content = demo::content();
    let output = compile(&content);
    let all = pages(&output);
    let sitemap = &all["sitemap.xml"];
    let base = "https://kettlewick.example/faq/";
    let pages = html_pages(&output);
    for (path, html) in &pages {
        let tags = tags(html);
        let language = &path[..2];
        assert_eq!((tags[0].name.as_str(), tags[0].get("lang")), ("html", Some(language)));
        assert_eq!(tags[0].get("dir"), Some(if language == "ar" { "rtl" } else { "ltr" }));
        let links = |rel: &str| -> Vec<(Option<&str>, &str)> {
            let links = tags.iter().filter(|tag| tag.name == "link" && tag.get("rel") == Some(rel));
            links.map(|tag| (tag.get("hreflang"), tag.get("href").unwrap())).collect()
        };
        let address = |language: &str| format!("{base}{language}{}", &path[2..]);
        assert_eq!(links("canonical"), [(None, address(language).as_str())]);
        let expected: Vec<(String, String)> = content
            .shop
            .languages
            .iter()
            .map(|language| (language.clone(), address(language)))
            .chain([("x-default".to_owned(), address("en"))])
            .collect();
        let expected: Vec<(Option<&str>, &str)> =
            expected.iter().map(|(of, address)| (Some(of.as_str()), address.as_str())).collect();
        assert_eq!(links("alternate"), expected, "{path}");
        assert!(sitemap.contains(&format!("<loc>{}</loc>", address(language))), "{path}");
    }
    assert_eq!(sitemap.matches("<loc>").count(), pages.len());
    assert_eq!(sitemap.matches("<xhtml:link ").count(), 5 * pages.len());
}

/// A language without words of its own, a page that one language lacks, no address, no name, no
/// desk, no topics: what is missing is left out.
#[test]
fn little_content_gives_whole_pages() {
    let shop = "languages: [de, he]\ntopics: { rare: Selten }\n";
    let files = [
        ("shop.yaml", shop),
        ("de/a.md", "---\nquestion: Was ist das?\ntags: [rare]\n---\nEtwas. Siehe [b](b.md).\n"),
        ("de/b.md", "---\nquestion: Und das?\n---\nAuch. Siehe [a](a.md).\n"),
        ("he/b.md", "---\nquestion: \u{5de}\u{5d4}?\n---\n\u{5db}\u{5df}.\n"),
    ];
    let output = compile(&content(&files));
    let pages = pages(&output);
    let names: Vec<&String> = pages.keys().collect();
    assert_eq!(names, ["de/index.html", "de/rare.html", "he/index.html"]);
    let files = output.files.iter().map(|file| file.name.as_str()).collect();
    links_lead_somewhere(&pages, &files);
    let rare = &pages["de/rare.html"];
    assert!(rare.contains("<a href=\"index.html#faq=b\""), "{rare}");
    assert!(rare.contains("All questions") && !rare.contains("contact"), "{rare}");
    assert!(!rare.contains("hreflang=\"x-default\"") && !rare.contains("canonical"), "{rare}");
    assert!(pages["he/index.html"].contains("dir=\"rtl\""));
    let graph = data(rare).unwrap()["@graph"].clone();
    valid(&graph);
    assert_eq!(graph.as_array().map(Vec::len), Some(1));
    let nothing = compile(&content(&[("shop.yaml", "languages: [en]\n")]));
    let nothing = html_pages(&nothing);
    assert_eq!(data(&nothing["en/index.html"]), None);
}

#[test]
fn what_is_for_staff_is_on_no_page() {
    let files = [
        (
            "shop.yaml",
            "languages: [en]\ntopics: { rare: Rare }\nproducts: { zyx-1: { name: A } }\n",
        ),
        ("en/a.md", "---\nquestion: Open?\n---\nYes.\n"),
        (
            "en/b.md",
            "---\nquestion: Zyx?\ntags: [rare]\nproduct: zyx-1\naudience: staff\n---\nZyx.\n",
        ),
    ];
    let pages = pages(&compile(&content(&files)));
    assert_eq!(pages.keys().collect::<Vec<_>>(), ["en/index.html"]);
    assert!(!pages["en/index.html"].to_lowercase().contains("zyx"));
}

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

#[test]
fn the_public_address_is_that_of_a_folder() {
    let base = |url: &str| {
        let shop = format!("languages: [en]\nbaseURL: \"{url}\"\n");
        content(&[("shop.yaml", &shop)]).shop.base_url
    };
    for (url, expected) in [
        ("https://shop.example", Some("https://shop.example/")),
        ("https://shop.example/faq", Some("https://shop.example/faq/")),
        ("https://shop.example/a b/ő/", Some("https://shop.example/a%20b/%C5%91/")),
        ("http://shop.example/faq/", None),
        ("https://shop.example/faq/?a", None),
        ("https://shop.example/#a", None),
        ("https://me:secret@shop.example/", None),
        ("/faq/", None),
        ("javascript:alert(1)", None),
    ] {
        assert_eq!(base(url).as_deref(), expected, "{url}");
    }
}
