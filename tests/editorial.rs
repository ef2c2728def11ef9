//! What an editor would say: on content made for it, and on the demo shop's.

mod demo;

use faqlet::content::{Code, Diagnostic, SourceFile, load};
use faqlet::editorial::{Depth, review};
use jiff::civil::date;

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

const SHOP: &str = "languages: [en, hu]\nproducts: { kt: { name: Kettle }, bl: { name: Blender } }\n\
    contact: { channels: { form: { type: form, name: Form, url: https://shop.example/ } } }\n";

/// A folder of entries that are unlike each other, and these files.
fn folder(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let mut all = vec![file("shop.yaml", SHOP)];
    let plain = [
        ("gift", "Do you wrap gifts?", "present in paper|ribbon and card|birthday wrapping"),
        ("jobs", "Are you hiring?", "vacancies|work for you|career openings"),
        ("invoice", "Where do I find my invoice?", "bill as a PDF|invoice copy|VAT receipt"),
        ("colour", "Which colours are there?", "is there a red one|colour chart|other colours"),
    ];
    let rows: String = plain
        .iter()
        .map(|(id, question, alternates)| format!("{id},{question},{alternates},\"Yes, we do.\"\n"))
        .collect();
    all.push(file("en/plain.csv", &format!("id,question,alternates,answer\n{rows}")));
    all.extend(files.iter().map(|(path, text)| file(path, text)));
    all
}

fn found(files: &[SourceFile], depth: Depth) -> Vec<Diagnostic> {
    let loaded = load(files, date(2027, 1, 15));
    assert!(!loaded.has_errors(), "{:#?}", loaded.diagnostics);
    review(files, &loaded.content, depth)
}

/// The findings with a code.
fn of(code: Code, files: &[SourceFile], depth: Depth) -> Vec<Diagnostic> {
    found(files, depth).into_iter().filter(|finding| finding.code == code).collect()
}

fn entry(question: &str, fields: &str, answer: &str) -> String {
    format!("---\nquestion: {question}\n{fields}---\n{answer}\n")
}

#[test]
fn questions_that_would_answer_each_other_compete() {
    let first = entry("How do I descale the kettle?", "product: kt\n", "With vinegar.");
    let second = entry("How can I descale a kettle?", "product: kt\n", "With citric acid.");
    let elsewhere = entry("How do I descale the kettle?", "product: bl\n", "Not at all.");
    let files = folder(&[("en/a.md", &first), ("en/b.md", &second), ("en/c.md", &elsewhere)]);
    let competing = of(Code::QuestionsCompete, &files, Depth::Usual);
    assert_eq!(competing.len(), 1, "{competing:#?}");
    assert!(competing[0].message.contains("How do I descale the kettle?"), "{competing:?}");
    assert_eq!((competing[0].location.path.as_str(), competing[0].location.line), ("en/b.md", 2));
    // They would answer each other, too, but each has a word that the other has not.
    let address = entry("Can I change the delivery address?", "", "Yes.");
    let mail = entry("Can I change my e-mail address?", "", "Yes.");
    let files = folder(&[("en/a.md", &address), ("en/b.md", &mail)]);
    assert!(of(Code::QuestionsCompete, &files, Depth::Usual).is_empty());
    let apart = entry("How long is the warranty of the kettle?", "product: kt\n", "Two years.");
    let files = folder(&[("en/a.md", &first), ("en/b.md", &apart)]);
    assert!(of(Code::QuestionsCompete, &files, Depth::Usual).is_empty());
}

#[test]
fn an_alternate_with_the_same_words_is_not_needed() {
    let fields = "alternates: [descaling the kettles, how can I descale my kettle, limescale, white flakes]\n";
    let text = entry("How do I descale a kettle?", fields, "With vinegar.");
    let files = folder(&[("en/a.md", &text)]);
    let needless = of(Code::AlternateNeedless, &files, Depth::Usual);
    let excerpts: Vec<(u32, u32)> =
        needless.iter().map(|it| (it.location.line, it.location.column)).collect();
    assert_eq!(excerpts, [(3, 14), (3, 37)], "{needless:#?}");
    assert!(of(Code::AlternateNeedless, &files, Depth::Off).is_empty());
}

#[test]
fn an_entry_that_only_its_own_words_find_wants_alternates() {
    let lost = entry(
        "What about it?",
        "alternates: [colour invoice, gifts in red, hiring with a ribbon]\n",
        "So it is.",
    );
    let files = folder(&[("en/lost.md", &lost)]);
    let wanted = of(Code::AlternatesWanted, &files, Depth::Thorough);
    assert!(wanted.iter().any(|it| it.location.path == "en/lost.md"), "{wanted:#?}");
    let found = entry(
        "How do I descale a kettle?",
        "alternates: [limescale in the kettle, descale it with vinegar, kettle limescale removal]\n",
        "With vinegar.",
    );
    let files = folder(&[("en/found.md", &found)]);
    let wanted = of(Code::AlternatesWanted, &files, Depth::Thorough);
    assert!(!wanted.iter().any(|it| it.location.path == "en/found.md"), "{wanted:#?}");
}

#[test]
fn answers_are_read_as_on_a_phone() {
    let long = entry("Is it long?", "", &"This is a line of the answer.\n\n".repeat(24));
    let short = entry("Is it short?", "", &"This is a line of the answer.\n\n".repeat(20));
    let files = folder(&[("en/long.md", &long), ("en/short.md", &short)]);
    let findings = of(Code::AnswerLong, &files, Depth::Usual);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((findings[0].location.path.as_str(), findings[0].location.line), ("en/long.md", 4));
}

#[test]
fn links_say_where_they_lead_in_every_language() {
    let texts = ["Click here", "here", "нажмите здесь", "ide kattintva", "اضغط هنا"];
    for text in texts {
        let answer = format!("For returns, [{text}](https://shop.example/).");
        let files = folder(&[("en/a.md", &entry("Returns?", "", &answer))]);
        let findings = of(Code::LinkText, &files, Depth::Usual);
        assert_eq!(findings.len(), 1, "{text}");
        assert_eq!(findings[0].location.line, 4);
    }
    let answer = "See [how to return](https://shop.example/) or here.";
    let files = folder(&[("en/a.md", &entry("Returns?", "", answer))]);
    assert!(of(Code::LinkText, &files, Depth::Usual).is_empty());
}

#[test]
fn long_words_in_long_sentences_are_hard_to_read() {
    let hard = "Reimbursement necessitates comprehensive verification of documentation previously \
        submitted electronically, notwithstanding administrative circumstances. "
        .repeat(8);
    let easy = "We pay you back in two days. You need the receipt, and no box. ".repeat(8);
    let files = folder(&[
        ("en/hard.md", &entry("Hard?", "", &hard)),
        ("en/easy.md", &entry("Easy?", "", &easy)),
    ]);
    let findings = of(Code::HardToRead, &files, Depth::Usual);
    let paths: Vec<&str> = findings.iter().map(|it| it.location.path.as_str()).collect();
    assert_eq!(paths, ["en/hard.md"]);
}

#[test]
fn an_owner_is_missed_only_where_others_have_one() {
    let files = folder(&[("en/a.md", &entry("Open?", "", "Yes."))]);
    assert!(of(Code::OwnerMissing, &files, Depth::Usual).is_empty());
    let mut files = folder(&[
        ("en/a.md", &entry("Open?", "", "Yes.")),
        ("en/b.md", &entry("Shut?", "owner: Store\n", "No.")),
    ]);
    let ownerless = of(Code::OwnerMissing, &files, Depth::Usual);
    assert!(ownerless.iter().any(|it| it.location.path == "en/a.md"));
    assert!(!ownerless.iter().any(|it| it.location.path == "en/b.md"));
    files[0] = file("shop.yaml", &format!("owner: Everybody\n{SHOP}"));
    assert!(of(Code::OwnerMissing, &files, Depth::Usual).is_empty());
}

#[test]
fn what_is_accepted_is_not_said_again() {
    let answer = "For returns, [click here](https://shop.example/).";
    for (fields, shop) in [("accept: [FAQ105]\n", ""), ("", "accept: FAQ105\n")] {
        let mut files = folder(&[("en/a.md", &entry("Returns?", fields, answer))]);
        files[0] = file("shop.yaml", &format!("{shop}{SHOP}"));
        assert!(of(Code::LinkText, &files, Depth::Usual).is_empty(), "{fields}{shop}");
    }
    // In one row of a table, and not in the next.
    let table =
        format!("question,answer,accept\nReturns?,\"{answer}\",FAQ105\nRefunds?,\"{answer}\",\n");
    let findings = of(Code::LinkText, &folder(&[("en/t.csv", &table)]), Depth::Usual);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].location.line, 3);
}

#[test]
fn golden_questions_are_asked_and_explained() {
    let lines = [
        r#"{"question": "wrapped as a gift", "entry": "gift"}"#,
        r#"{"question": "invoice as PDF", "entry": ["jobs", "invoice"]}"#,
        r#"{"question": "quantum physics lecture", "entry": null}"#,
        "",
        r#"{"question": "is there a red one", "entry": "gift"}"#,
        r#"{"question": "are you hiring", "entry": null}"#,
        r#"{"question": "where are you", "entry": "giftt"}"#,
        r#"{"question": "where are you", "entry": "gift", "product": "kx"}"#,
        r#"{"question": "where are you"}"#,
        "not JSON",
    ];
    let files = folder(&[("en/questions.jsonl", &lines.join("\r\n"))]);
    let loaded = load(&files, date(2027, 1, 15));
    assert_eq!(loaded.content.entries.len(), 4, "questions are no entries");
    for depth in [Depth::Off, Depth::Usual] {
        let found = review(&files, &loaded.content, depth);
        let golden: Vec<&Diagnostic> =
            found.iter().filter(|it| it.location.path.ends_with("questions.jsonl")).collect();
        let codes: Vec<(u32, &str)> =
            golden.iter().map(|it| (it.location.line, it.code.as_str())).collect();
        let expected = [
            (5, "FAQ110"),
            (6, "FAQ110"),
            (7, "FAQ111"),
            (8, "FAQ111"),
            (9, "FAQ112"),
            (10, "FAQ112"),
        ];
        assert_eq!(codes, expected, "{golden:#?}");
        let won = &golden[0];
        assert!(won.message.contains("is answered by “colour”"), "{}", won.message);
        assert!(won.message.contains("“gift” should answer it"), "{}", won.message);
        assert!(won.message.contains("red"), "{}", won.message);
        assert!(won.remedy.contains("alternates of “gift”"), "{}", won.remedy);
        assert!(golden[2].remedy.contains("“gift”"), "{}", golden[2].remedy);
    }
}

#[test]
fn golden_questions_of_no_language_of_the_shop_are_named() {
    let files = folder(&[("de/questions.jsonl", "{\"question\": \"a\", \"entry\": null}\n")]);
    let found = found(&files, Depth::Off);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::LanguageUnlisted);
}

#[test]
fn places_are_in_the_files_that_were_read() {
    let (files, loaded) = demo::folder();
    for finding in review(&files, &loaded.content, Depth::Thorough) {
        let file = files.iter().find(|file| file.path == finding.location.path).expect("its file");
        let text = std::str::from_utf8(&file.bytes).expect("the demo shop is in UTF-8");
        let line = text.lines().nth(finding.location.line as usize - 1).expect("its line");
        assert!(finding.location.column as usize <= line.chars().count() + 1, "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.remedy.is_empty());
    }
}

#[test]
fn the_demo_shop_reads_well() {
    let files = demo::folder().0;
    // Before the notices of the year are over.
    let loaded = load(&files, date(2026, 11, 22));
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(review(&files, &loaded.content, Depth::Usual), []);
    let golden = files.iter().filter(|file| file.path.ends_with("/questions.jsonl")).count();
    assert_eq!(golden, loaded.content.shop.languages.len(), "each language has golden questions");
}
