//! The pages without JavaScript: what stands on them, where their links lead, and what search
//! engines read of them.

mod demo;
mod pages_read;

use faqlet::compile::{compile, public_entries};
use pages_read::{content, data, html_pages, links_lead_somewhere, pages, tags};
use serde_json::Value;

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
