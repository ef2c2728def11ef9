//! Editions: what is for staff leaves no trace in what is for the public, and compiling again with
//! a memory gives what compiling without one gives.

use std::collections::BTreeSet;

use faqlet::compile::{Compiler, Output, compile, compile_for};
use faqlet::content::{Audience, Content, SourceFile, load};
use faqlet::index::Index;
use fst::Streamer as _;
use jiff::civil::date;
use proptest::prelude::*;

/// Stands in every word of an entry for staff, and nowhere else: long enough that no hash has it by
/// chance.
const MARK: &str = "zyxwvut";
/// Words of public entries; none of them is a standard question's alone.
const WORDS: [&str; 8] =
    ["parcel", "refund", "kettle", "garage", "lantern", "invoice", "quaggamark", "weekend"];

/// An entry as an editor would write it.
#[derive(Debug, Clone)]
struct Drafted {
    language: &'static str,
    format: Format,
    staff: bool,
    words: Vec<&'static str>,
    intent: bool,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Markdown,
    Csv,
    JsonLines,
}

fn drafted() -> impl Strategy<Value = Drafted> {
    let format = prop_oneof![Just(Format::Markdown), Just(Format::Csv), Just(Format::JsonLines)];
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..5);
    // Only entries for staff may be in the last language.
    let language = prop::sample::select(&["en", "hu", "de"][..]);
    (language, format, any::<bool>(), words, any::<bool>()).prop_map(
        |(language, format, staff, words, intent)| {
            let staff = staff || language == "de";
            Drafted { language, format, staff, words, intent }
        },
    )
}

/// The files of a folder, with the entries for staff or without them.
fn files(drafted: &[Drafted], listed: bool, with_staff: bool) -> Vec<SourceFile> {
    let file = |path: String, text: String| SourceFile { path, bytes: text.into_bytes() };
    let languages = if listed { "languages: [en, hu, de]\n" } else { "" };
    let shop = format!(
        "name: Shop\nbaseURL: https://shop.example/faq/\n{languages}timeZone: Europe/Budapest\n\
         contact:\n  channels:\n    chat: {{ type: chat, name: Chat, url: https://shop.example/c }}\n"
    );
    let mut files = vec![file("shop.yaml".to_owned(), shop)];
    for (n, entry) in drafted.iter().enumerate().filter(|(_, entry)| with_staff || !entry.staff) {
        let Drafted { language, staff, words, .. } = entry;
        let (mark, audience) = if *staff { (MARK, "staff") } else { ("", "public") };
        let said = |of: &str| {
            let words: Vec<String> = words.iter().map(|word| format!("{mark}{word}")).collect();
            format!("{mark}{of}{n} {}", words.join(" "))
        };
        let (id, question, alternate) = (format!("{mark}e{n}"), said("q"), said("a"));
        let (answer, tag) = (said("text"), format!("{mark}tag"));
        let intent = match entry.intent {
            true if *staff => "order-status",
            true => "return-policy",
            false => "",
        };
        files.push(match entry.format {
            Format::Markdown => file(
                format!("{language}/{mark}folder/{id}.md"),
                format!(
                    "---\nquestion: {question}?\nalternates: [{alternate}]\ntags: [{tag}]\n\
                     product: {mark}product\nowner: {mark}owner\ncontact: [chat]\n\
                     audience: {audience}\nreview: 2030-01-01\n{}---\n{answer}, \
                     [{mark}link](https://shop.example/{mark}path).\n",
                    if intent.is_empty() { String::new() } else { format!("intent: {intent}\n") },
                ),
            ),
            Format::Csv => file(
                format!("{language}/{mark}table{n}.csv"),
                format!(
                    "id,question,alternates,answer,tags,product,owner,audience,intent\n\
                     {id},{question}?,{alternate},{answer},{tag},{mark}product,{mark}owner,\
                     {audience},{intent}\n"
                ),
            ),
            Format::JsonLines => file(
                format!("{language}/{mark}lines{n}.jsonl"),
                format!(
                    r#"{{"id":"{id}","question":"{question}?","alternates":["{alternate}"],"answer":"{answer}","tags":["{tag}"],"product":"{mark}product","owner":"{mark}owner","audience":"{audience}"}}"#
                ) + "\n",
            ),
        });
    }
    files
}

fn content(files: &[SourceFile]) -> Content {
    load(files, date(2027, 1, 1)).content
}

/// Whether a mark stands anywhere in what a build writes: in a name, in bytes, or in a term, whose
/// letters an index keeps packed.
fn holds(output: &Output, mark: &str) -> bool {
    let all = output.files.iter().chain(&output.pages).chain([&output.manifest]);
    all.into_iter().any(|file| {
        let bytes = file.bytes.to_ascii_lowercase();
        file.name.contains(mark)
            || bytes.windows(mark.len()).any(|part| part == mark.as_bytes())
            || terms(&file.name, &file.bytes).iter().any(|term| term.contains(mark))
    })
}

fn terms(name: &str, bytes: &[u8]) -> BTreeSet<String> {
    if !name.contains(".index.") {
        return BTreeSet::new();
    }
    let index = Index::open(bytes).expect("the writer's bytes are whole");
    let map = index.terms();
    let mut keys = map.keys();
    let mut terms = BTreeSet::new();
    while let Some(term) = keys.next() {
        terms.insert(String::from_utf8(term.to_vec()).expect("terms are text"));
    }
    terms
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_public_build_is_that_of_the_content_without_what_is_for_staff(
        drafted in prop::collection::vec(drafted(), 1..14),
        listed in any::<bool>(),
    ) {
        let with = content(&files(&drafted, listed, true));
        let without = content(&files(&drafted, listed, false));
        let public = compile(&with);
        prop_assert!(!holds(&public, MARK));
        prop_assert_eq!(&public, &compile(&without));

        let staff = compile_for(&with, Audience::Staff);
        prop_assert_eq!(holds(&staff, MARK), drafted.iter().any(|entry| entry.staff));
        for word in drafted.iter().filter(|it| !it.staff).flat_map(|it| &it.words) {
            prop_assert!(holds(&public, word) && holds(&staff, word));
        }
    }

    #[test]
    fn compiling_with_a_memory_gives_what_compiling_without_gives(
        editions in prop::collection::vec(prop::collection::vec(drafted(), 1..10), 1..4),
    ) {
        let mut compiler = Compiler::new(Audience::Public);
        for drafted in editions {
            let content = content(&files(&drafted, true, true));
            let preview = compiler.preview(&content);
            let exact = compile(&content);
            let names = |output: &Output| -> Vec<String> {
                output.pages.iter().map(|page| page.name.clone()).collect()
            };
            prop_assert_eq!(names(&preview), names(&exact));
            if compiler.is_exact() {
                prop_assert_eq!(&preview, &exact);
            }
            while compiler.refine(&content) {}
            prop_assert!(compiler.is_exact());
            prop_assert_eq!(&compiler.preview(&content), &exact);
            prop_assert_eq!(&compiler.compile(&content, &mut |_| {}), &exact);
        }
    }
}

#[test]
fn an_edition_says_for_whom_it_is() {
    let staff = Drafted {
        language: "en",
        format: Format::Markdown,
        staff: true,
        words: vec!["kettle"],
        intent: false,
    };
    let content = content(&files(&[staff.clone(), Drafted { staff: false, ..staff }], true, true));
    for (audience, name) in [(Audience::Public, "public"), (Audience::Staff, "staff")] {
        let output = compile_for(&content, audience);
        let manifest = String::from_utf8(output.manifest.bytes).unwrap();
        assert!(manifest.contains(&format!("\"audience\":\"{name}\"")), "{manifest}");
        let sitemap = output.pages.iter().any(|page| page.name == "sitemap.xml");
        assert_eq!(sitemap, audience == Audience::Public);
        for page in output.pages.iter().filter(|page| page.name.ends_with(".html")) {
            let text = String::from_utf8(page.bytes.clone()).unwrap();
            assert_eq!(text.contains("noindex"), audience == Audience::Staff, "{}", page.name);
        }
    }
}
