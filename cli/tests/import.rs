//! `faqlet import` on files as other programs write them.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Ran, faqlet};

const SHOP: &str = "languages: [en, hu, ar]\nproducts: { kt-200: { name: Brisa } }\n\
    topics: { delivery: { en: Delivery, hu: Szállítás, ar: التوصيل } }\n\
    contact: { channels: { form: { type: form, name: Form, url: 'https://shop.example/' } } }\n";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

/// A content folder with a shop and no entries, and room for sources.
struct Shop(tempfile::TempDir);

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("faq")).unwrap();
        fs::write(folder.path().join("faq/shop.yaml"), SHOP).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn source(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports a file, and gives what the report says.
    fn import(&self, source: &Path, into: &str, options: &[&str]) -> (Ran, Value) {
        let report = self.path("report.json");
        let mut arguments: Vec<String> =
            ["import", "--into"].iter().map(|it| (*it).to_owned()).collect();
        arguments.push(self.path(into).display().to_string());
        arguments.push(source.display().to_string());
        arguments.extend(["--report".to_owned(), report.display().to_string()]);
        arguments.extend(options.iter().map(|it| (*it).to_owned()));
        let ran = faqlet(arguments);
        let report = fs::read(report).unwrap_or_default();
        (ran, serde_json::from_slice(&report).unwrap_or_default())
    }

    /// All entries' files with their texts.
    fn entries(&self) -> BTreeMap<String, String> {
        let mut entries = BTreeMap::new();
        let mut folders = vec![self.path("faq")];
        while let Some(folder) = folders.pop() {
            for file in fs::read_dir(folder).unwrap().flatten() {
                let path = file.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(self.path("faq")).unwrap();
                let name = name.to_string_lossy().replace('\\', "/");
                if name != "shop.yaml" {
                    entries.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        entries
    }

    /// What stands in the folder has no errors.
    fn check(&self) {
        let ran = faqlet(["check".into(), self.path("faq")]);
        assert_eq!(ran.code, Some(0), "{}", ran.out);
    }
}

/// Places and reasons of what was left out.
fn left_out(report: &Value) -> Vec<(String, String)> {
    let items = report["items"].as_array().unwrap().iter();
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or("").to_owned();
    let left = items.filter(|item| item["outcome"] == "left-out");
    left.map(|item| (text(item, "at"), text(item, "reason"))).collect()
}

fn assert_left_out(report: &Value, expected: &[(&str, &str)]) {
    let left = left_out(report);
    assert_eq!(left.len(), expected.len(), "{left:#?}");
    for ((at, reason), (expected_at, part)) in left.iter().zip(expected) {
        assert_eq!(at, expected_at, "{reason}");
        assert!(reason.contains(part), "{reason} without {part}");
    }
}

#[test]
fn a_table_of_a_spreadsheet_program() {
    let shop = Shop::new();
    let table = "Kérdés;Válasz;Termék;Témakör;Belső\r\n\
        Mennyi idő?;\"Két nap.\r\n\r\nÜnnepnapokon \"\"több\"\".\";;Szállítás;\r\n\
        Milyen hosszú a kábel?;75 cm;Brisa;;x\r\n\
        Üres?;;;;\r\n\
        Mi ez?;Semmi;nincs-ilyen;;\r\n";
    let source = shop.source("faq.csv", table);
    let (ran, report) = shop.import(&source, "faq/hu", &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    assert_eq!(
        entries["hu/mennyi-idő.md"],
        "---\nquestion: Mennyi idő?\ntags:\n  - delivery\n---\nKét nap.\n\nÜnnepnapokon \"több\".\n"
    );
    assert_eq!(
        entries["hu/kt-200-milyen-hosszú-a-kábel.md"],
        "---\nquestion: Milyen hosszú a kábel?\nproduct: kt-200\n---\n75 cm\n"
    );
    assert_eq!(entries.len(), 2);
    assert_left_out(
        &report,
        &[("line 6", "no answer"), ("line 7", "nincs-ilyen"), ("", "“Belső”")],
    );
    assert_eq!(report["totals"]["taken"], 2);
    shop.check();
}

#[test]
fn importing_again_changes_nothing_and_says_what_differs() {
    let shop = Shop::new();
    let first = shop.source("a.csv", "question,answer\nOpen?,Yes\nWhere?,Here\n");
    assert_eq!(shop.import(&first, "faq/en", &[]).0.code, Some(0));
    // What an editor adds makes no difference.
    let edited = "---\nquestion: Open?\nalternates: [opening hours]\n---\nYes\n";
    fs::create_dir(shop.path("faq/en/moved")).unwrap();
    fs::rename(shop.path("faq/en/open.md"), shop.path("faq/en/moved/hours.md")).unwrap();
    fs::write(shop.path("faq/en/moved/hours.md"), edited).unwrap();
    let before = shop.entries();
    let (ran, report) = shop.import(&first, "faq/en", &[]);
    assert_eq!((ran.code, &report["totals"]["there"]), (Some(0), &2.into()), "{}", ran.out);
    assert_eq!(shop.entries(), before);

    let second = shop.source("b.csv", "question,answer\nopen,No\nWhere?,Here\nWhen?,Now\n");
    let (ran, report) = shop.import(&second, "faq/en", &["--dry-run"]);
    assert_eq!(ran.code, Some(1));
    assert_left_out(&report, &[("line 2", "moved")]);
    assert_eq!(shop.entries(), before);
    let (ran, _) = shop.import(&second, "faq/en", &["--beside"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    let after = shop.entries();
    assert!(before.iter().all(|(name, text)| after[name] == *text));
    let added: Vec<_> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    assert_eq!(added, ["en/hours-2.md", "en/when.md"]);
    shop.check();
}

#[test]
fn encodings_are_told_by_the_bytes() {
    let text = "Question\tAnswer\r\nMennyi idő alatt ér ide a csomagom?\tKét-három munkanap alatt, \
        kedves vásárló; hétvégén és ünnepnapokon nem szállítunk. Köszönjük a türelmét, őszintén.\r\n";
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let windows = encoding_rs::WINDOWS_1250.encode(text).0.into_owned();
    let cases: [(&str, Vec<u8>, &[&str]); 7] = [
        ("utf-8", text.into(), &[]),
        ("utf-8 with a mark", format!("\u{FEFF}{text}").into(), &[]),
        ("utf-16le", utf16(u16::to_le_bytes, true), &[]),
        ("utf-16be", utf16(u16::to_be_bytes, true), &[]),
        ("utf-16le without a mark", utf16(u16::to_le_bytes, false), &[]),
        ("windows-1250", windows.clone(), &[]),
        ("windows-1250 by name", windows, &["--encoding", "windows-1250"]),
    ];
    for (name, bytes, options) in cases {
        let shop = Shop::new();
        let source = shop.source("faq.txt", bytes);
        let (ran, _) = shop.import(&source, "faq/hu", options);
        assert_eq!(ran.code, Some(0), "{name}: {}{}", ran.out, ran.err);
        let entry = &shop.entries()["hu/mennyi-idő-alatt-ér-ide-a-csomagom.md"];
        assert!(entry.contains("Köszönjük a türelmét, őszintén."), "{name}: {entry}");
    }
}

#[test]
fn columns_can_be_named_or_numbered() {
    let shop = Shop::new();
    let source = shop.source("a.csv", "Frage|Antwort|Thema\nWo?|Hier|Delivery\n");
    let (ran, _) = shop.import(&source, "faq/en", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.contains("“Frage”") && ran.out.contains("--columns"), "{}", ran.out);
    let columns = "--columns=question=Frage,answer=2,tags=Thema";
    assert_eq!(shop.import(&source, "faq/en", &[columns]).0.code, Some(0));
    assert!(shop.entries()["en/wo.md"].contains("- delivery"));
    let bare = shop.source("b.csv", "What?;That\n");
    assert_eq!(shop.import(&bare, "faq/en", &["--no-header"]).0.code, Some(0));
    assert!(shop.entries()["en/what.md"].ends_with("---\nThat\n"));
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_only_what_follows() {
    let shop = Shop::new();
    let table = "question,answer\nOne?,1\nTwo?,\"2\nThree?,3\nFour?,4\n";
    let (ran, report) = shop.import(&shop.source("a.csv", table), "faq/en", &[]);
    assert_eq!(ran.code, Some(1));
    assert_left_out(&report, &[("line 3", "never closed")]);
    assert_eq!(shop.entries().len(), 1);
}

#[test]
fn hostile_texts_stay_texts() {
    let shop = Shop::new();
    let table = "id,question,answer,owner\n\
        ../../../escape,\"a: b # c\nowner: evil\n---\n\",<script>alert(1)</script>No,\"x\n---\nhidden\"\n\
        /etc/passwd,&anchor *alias !tag,=cmd|' /C calc'!A0,-\n\
        con,{flow: [map]},[x](javascript:alert(1)) <b onclick=x>b</b>,'\n";
    let (ran, _) = shop.import(&shop.source("a.csv", table), "faq/en", &["--answers", "text"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    let names: Vec<_> = entries.keys().map(String::as_str).collect();
    assert_eq!(names, ["en/escape.md", "en/etc-passwd.md", "en/faq-con.md"]);
    shop.check();
    let out = shop.path("out");
    let built = faqlet(["build".into(), shop.path("faq"), "--out".into(), out.clone()]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let page = fs::read_to_string(out.join("en/index.html")).unwrap();
    assert!(!page.contains("<script>alert") && !page.contains("onclick=x>b</b>"));
    assert!(page.contains("a: b # c owner: evil ---"), "{page}");
}

#[test]
fn a_workbook_with_merged_hidden_and_failed_cells() {
    let shop = Shop::new();
    let (ran, report) = shop.import(&fixture("faq.xlsx"), "faq", &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    let parcel = &entries["en/how-long-does-a-parcel-take.md"];
    assert!(parcel.contains("tags:\n  - delivery\nreview: 2027-06-30\n---\n"), "{parcel}");
    assert!(parcel.ends_with("Two to three working days.\\\nNot on Sundays.\n"), "{parcel}");
    let abroad = &entries["en/do-you-deliver-abroad.md"];
    assert!(abroad.contains("- delivery") && abroad.contains("EU.\n\nSwitzerland"), "{abroad}");
    assert!(entries["en/kt-200-how-long-is-the-cable.md"].ends_with("0.75\n"));
    assert!(
        entries["en/where-is-the-manual.md"].contains("<https://shop.example/manuals/kt-200.pdf>")
    );
    assert!(entries["en/how-many-cups.md"].ends_with("---\n8\n"));
    assert!(entries.contains_key("hu/mennyi-idő-alatt-ér-ide-a-csomag.md"));
    assert_eq!(entries.len(), 6);
    let left = left_out(&report);
    let has = |at: &str, part: &str| {
        left.iter().any(|(a, reason)| a.contains(at) && reason.contains(part))
    };
    for (at, part) in [
        ("row 7", "hidden"),
        ("row 8", "#DIV/0!"),
        ("row 1", "above"),
        ("“Questions & answers”", "“Notes”"),
        ("“Old”", "hidden"),
        ("“Prices”", "“Item”"),
    ] {
        assert!(has(at, part), "{at} {part}: {left:#?}");
    }
    shop.check();
    let (_, report) = shop.import(&fixture("faq.xlsx"), "faq", &["--hidden"]);
    assert_eq!(report["totals"]["taken"], 2);
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes_is_refused() {
    let shop = Shop::new();
    let path = shop.path("bomb.xlsx");
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..130 {
        archive.write_all(&blanks).unwrap();
    }
    archive.finish().unwrap();
    assert!(fs::metadata(&path).unwrap().len() < 1 << 20);
    let (ran, _) = shop.import(&path, "faq/en", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.contains("128 MiB"), "{}", ran.out);
    let (ran, _) = shop.import(&shop.source("broken.xlsx", b"PK\x03\x04nonsense"), "faq/en", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.contains("damaged"), "{}", ran.out);
}

#[test]
fn articles_of_zendesk() {
    let shop = Shop::new();
    let (ran, report) = shop.import(&fixture("zendesk.json"), "faq", &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    assert_eq!(
        entries["en/how-do-i-return-something.md"],
        "---\nquestion: How do I return something?\ntags:\n  - After the purchase\n  - Sending back\n  \
         - refund\n  - send back\nfeatured: true\n---\n\
         Print the [label](where-is-my-return-label.md#print), pack the item and hand it in at any \
         parcel point. Our [form](https://kettlewick.zendesk.example/hc/en-us/requests/new) helps.\n"
    );
    assert!(
        entries["hu/how-do-i-return-something.md"]
            .contains("[címkét](where-is-my-return-label.md)")
    );
    assert!(entries["hu/where-is-my-return-label.md"].contains("**Rendelések**"));
    assert!(entries["en/how-do-we-book-a-return-in-the-till.md"].contains("audience: staff"));
    assert_eq!(entries.len(), 5);
    assert_left_out(&report, &[("article 360001 (ru)", "draft")]);
    let items = report["items"].as_array().unwrap();
    assert!(
        items.iter().any(|item| item["lost"].to_string().contains("video.example")),
        "{items:#?}"
    );
    shop.check();
    let (_, again) = shop.import(&fixture("zendesk.json"), "faq", &[]);
    assert_eq!((&again["totals"]["taken"], &again["totals"]["there"]), (&0.into(), &5.into()));
    assert_eq!(shop.entries(), entries);
}

#[test]
fn articles_of_intercom() {
    let shop = Shop::new();
    let (ran, report) = shop.import(&fixture("intercom.json"), "faq", &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    assert_eq!(
        entries["en/which-cards-do-you-take.md"],
        "---\nquestion: Which cards do you take?\ntags:\n  - Payment\n  - cards\n---\n\
         All the usual ones.\n\nVisa, Mastercard and **Maestro**. \
         [Is it safe?](is-paying-by-card-safe.md)\n"
    );
    assert!(entries["ar/which-cards-do-you-take.md"].contains("question: ما البطاقات المقبولة؟"));
    assert_eq!(entries.len(), 3);
    assert_left_out(&report, &[("article 6871121 (en)", "draft")]);
    shop.check();
    let (_, with) = shop.import(&fixture("intercom.json"), "faq", &["--drafts"]);
    assert_eq!(with["totals"]["taken"], 1);
    // Into the folder of one language goes only that.
    let other = Shop::new();
    let (_, report) = other.import(&fixture("intercom.json"), "faq/ar", &[]);
    assert_eq!(other.entries().len(), 1);
    assert_eq!(left_out(&report).len(), 3);
}

#[test]
fn a_saved_page_with_structured_data() {
    let shop = Shop::new();
    let (ran, report) = shop.import(&fixture("page.html"), "faq/en", &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    assert!(
        entries["en/do-you-wrap-gifts-parcels.md"].ends_with("Yes, for **€3**.\n\n- red\n- blue\n")
    );
    assert!(entries["en/can-i-collect-it.md"].contains("question: Can I collect it?"));
    let plain = &entries["en/is-3-5-true.md"];
    assert!(
        plain.contains("question: Is 3 < 5 true?") && plain.contains("really\\_ \\*"),
        "{plain}"
    );
    assert_left_out(&report, &[("script 1, question 3", "no answer"), ("script 2", "not JSON")]);
    shop.check();
    let (ran, _) = shop.import(&shop.source("x.html", "<p>Hello</p>"), "faq/en", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.contains("FAQPage"), "{}", ran.out);
}

#[test]
fn a_markdown_file_with_a_heading_for_each_question() {
    let shop = Shop::new();
    let (ran, report) = shop.import(&fixture("faq.md"), "faq/en", &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let entries = shop.entries();
    assert_eq!(
        entries["en/how-long-does-it-take.md"],
        "---\nquestion: How long does it take?\ntags:\n  - delivery\n---\n\
         Two days, see [the map](https://kettlewick.example/map).\n\n- by van\n- by bike\n\n\
         #### At Christmas\n\nA day more.\n"
    );
    assert!(entries["en/do-you-deliver-on-saturdays.md"].ends_with("In towns. More below.\n"));
    assert_eq!(entries.len(), 2);
    let left = left_out(&report);
    let reasons: Vec<_> = left.iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(reasons.len(), 3, "{left:#?}");
    assert!(reasons[0].contains("top of the file") && reasons[1].contains("“Returns”"));
    assert!(reasons[2].contains("no answer"));
    shop.check();
}

#[test]
fn what_cannot_be_done_is_said() {
    let shop = Shop::new();
    let table = shop.source("a.csv", "question,answer\nOpen?,Yes\n");
    let cases: [(&Path, &str, &[&str], &str); 6] = [
        (&shop.path("missing.csv"), "faq/en", &[], "could not be read"),
        (&table, "faq/de", &[], "does not list the language “de”"),
        (&table, "a.csv", &[], "takes a folder"),
        (&table, "faq/en", &["--encoding", "klingon"], "windows-1250"),
        (&table, "faq/en", &["--columns", "colour=1"], "no field"),
        (&shop.source("x.json", "{\"a\": 1}"), "faq/en", &[], "could not be read"),
    ];
    for (source, into, options, part) in cases {
        let (ran, _) = shop.import(source, into, options);
        assert_eq!(ran.code, Some(2), "{into} {options:?}: {}", ran.out);
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
        assert!(shop.entries().is_empty());
    }
    // A report replaces nothing but a report.
    let notes = shop.source("notes.txt", "mine");
    let report = notes.display().to_string();
    let ran = faqlet(["import", "--into"].into_iter().map(String::from).chain([
        shop.path("faq/en").display().to_string(),
        table.display().to_string(),
        "--report".to_owned(),
        report,
    ]));
    assert_eq!(ran.code, Some(2));
    assert_eq!(fs::read_to_string(notes).unwrap(), "mine");
    // Of several files, those that can be read are.
    let both = faqlet([
        "import".into(),
        shop.path("missing.csv"),
        table.clone(),
        "--into".into(),
        shop.path("faq/en"),
    ]);
    assert_eq!(both.code, Some(1), "{}", both.err);
    assert_eq!(shop.entries().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_in_which_a_file_cannot_be_written_stays_whole() {
    let shop = Shop::new();
    // Root may write anywhere, so a file stands where the folder should be made.
    fs::create_dir(shop.path("faq/en")).unwrap();
    fs::write(shop.path("faq/en/new"), "in the way").unwrap();
    let table = shop.source("a.csv", "question,answer\nOpen?,Yes\n");
    let (ran, _) = shop.import(&table, "faq/en/new/deeper", &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains("cannot write"), "{}", ran.err);
    assert_eq!(fs::read_to_string(shop.path("faq/en/new")).unwrap(), "in the way");
    let left: Vec<_> = fs::read_dir(shop.path("faq/en")).unwrap().flatten().collect();
    assert_eq!(left.len(), 1);
}
