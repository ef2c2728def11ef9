//! `faqlet init`: a folder to start from.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use faqlet::content::schemas;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::terminal;

/// Make a folder to start from: a shop, and one entry of each kind in each language.
///
/// The texts are examples, there to be written over. Nothing that exists is changed: a folder that
/// holds content already is left as it is.
#[derive(clap::Args)]
pub struct Init {
    /// Folder to make; one that is there must be empty, apart from names that start with a dot.
    #[arg(default_value = "faq-data")]
    dir: PathBuf,
    /// Languages of the shop, the main one first: en, ru, hu, ar. Others can be added by hand.
    #[arg(
        long,
        value_name = "TAGS",
        value_delimiter = ',',
        default_value = "en",
        value_parser = language
    )]
    language: Vec<&'static Texts>,
}

/// The starting texts of a language.
#[derive(Debug)]
struct Texts {
    tag: &'static str,
    /// A question that the starting folder answers, in other words than it is written there.
    question: &'static str,
    /// An entry of its own.
    entry: &'static str,
    /// Entries about products.
    products: &'static str,
    /// Entries one a line.
    lines: &'static str,
}

macro_rules! texts {
    ($tag:literal, $question:literal) => {
        Texts {
            tag: $tag,
            question: $question,
            entry: include_str!(concat!("../../starter/", $tag, "/returns.md")),
            products: include_str!(concat!("../../starter/", $tag, "/products.csv")),
            lines: include_str!(concat!("../../starter/", $tag, "/store.jsonl")),
        }
    };
}

const LANGUAGES: [Texts; 4] = [
    texts!("en", "can I send it back?"),
    texts!("ru", "хочу вернуть покупку"),
    texts!("hu", "szeretném visszaküldeni"),
    texts!("ar", "أريد إرجاع المنتج"),
];

/// With all languages that there are texts in. A text of one language is a line of its own.
const SHOP: &str = include_str!("../../starter/shop.yaml");

/// Lets VS Code propose what completes `shop.yaml`, and know a `synonyms.yaml` where one is added.
const EXTENSIONS: &str = "{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n";
const SETTINGS: &str = "\
{
  \"yaml.schemas\": { \".faqlet/synonyms.schema.json\": \"synonyms.yaml\" }
}
";

impl Init {
    /// # Errors
    /// When the folder holds content, or something cannot be written; nothing is left of it then.
    pub fn run(self) -> Result<ExitCode> {
        let mut languages: Vec<&Texts> = Vec::new();
        for texts in self.language {
            if languages.iter().all(|known| known.tag != texts.tag) {
                languages.push(texts);
            }
        }
        free(&self.dir)?;
        let files = files(&languages, crate::today(), TimeZone::system().iana_name());
        let kept = write(&self.dir, &files)?;
        terminal::print(&described(&self.dir, &languages, &kept));
        Ok(ExitCode::SUCCESS)
    }
}

fn language(tag: &str) -> Result<&'static Texts, String> {
    let known = LANGUAGES.iter().find(|texts| texts.tag.eq_ignore_ascii_case(tag.trim()));
    known.ok_or_else(|| {
        let tags: Vec<&str> = LANGUAGES.iter().map(|texts| texts.tag).collect();
        format!(
            "there are texts to start from in {}; start with one of them, then list your language \
             in shop.yaml and give it a folder of its own",
            tags.join(", ")
        )
    })
}

/// Makes sure that nothing of a shop is in the folder, which need not exist.
fn free(dir: &Path) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_) if dir.is_file() => bail!("{} is a file; name a folder", dir.display()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", dir.display()));
        }
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: io::Result<Vec<String>> = names.collect();
    let mut names = names.with_context(|| format!("cannot read {}", dir.display()))?;
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    if let Some(first) = names.first() {
        bail!(
            "{} has something in it already, such as {first}, so nothing was written; name a new \
             folder",
            dir.display()
        );
    }
    Ok(())
}

/// The files of a starting folder, by their paths inside.
fn files(languages: &[&Texts], today: Date, time_zone: Option<&str>) -> Vec<(String, String)> {
    let review = today.saturating_add(1.year()).to_string();
    let mut files = vec![("shop.yaml".to_owned(), shop(languages, time_zone.unwrap_or("UTC")))];
    for texts in languages {
        let tag = texts.tag;
        files.push((format!("{tag}/returns.md"), texts.entry.replace("2000-01-01", &review)));
        files.push((format!("{tag}/products.csv"), texts.products.to_owned()));
        files.push((format!("{tag}/store.jsonl"), texts.lines.to_owned()));
    }
    let aids = [
        (".faqlet/shop.schema.json", schemas::SHOP),
        (".faqlet/entry.schema.json", schemas::ENTRY),
        (".faqlet/synonyms.schema.json", schemas::SYNONYMS),
        (".vscode/extensions.json", EXTENSIONS),
        (".vscode/settings.json", SETTINGS),
    ];
    files.extend(aids.map(|(path, text)| (path.to_owned(), text.to_owned())));
    files
}

/// The shop's file, with the texts of these languages alone.
fn shop(languages: &[&Texts], time_zone: &str) -> String {
    let tags: Vec<&str> = languages.iter().map(|texts| texts.tag).collect();
    let mut text = String::new();
    for line in SHOP.lines() {
        let key = line.trim_start().split(": ").next().unwrap_or_default();
        let of_language = LANGUAGES.iter().any(|texts| texts.tag == key);
        match key {
            "languages" => text += &format!("languages: [{}]", tags.join(", ")),
            "timeZone" => text += &format!("timeZone: {time_zone}"),
            key if of_language && !tags.contains(&key) => continue,
            _ => text += line,
        }
        text.push('\n');
    }
    text
}

/// Writes the files, and gives those that were there already: aids for editing programs, in
/// folders that start with a dot. Where one cannot be written, those before it go again.
fn write<'a>(dir: &Path, files: &'a [(String, String)]) -> Result<Vec<&'a str>> {
    let mut kept = Vec::new();
    let mut made = Made::default();
    for (name, text) in files {
        let path = dir.join(name);
        match made.file(&path, text) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => kept.push(name.as_str()),
            Err(error) => {
                made.remove();
                return Err(error).with_context(|| {
                    format!("cannot write {}, so nothing was written", path.display())
                });
            }
        }
    }
    Ok(kept)
}

/// What was made, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Writes a file that is not there, and the folders that it lies in.
    fn file(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let folders: Vec<&Path> = path.ancestors().skip(1).take_while(|it| !it.exists()).collect();
        for folder in folders.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    /// Takes everything away again.
    fn remove(self) {
        for file in self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What is in the folder, and what to do with it.
fn described(dir: &Path, languages: &[&Texts], kept: &[&str]) -> String {
    let first = languages[0];
    let tags: Vec<&str> = languages.iter().map(|texts| texts.tag).collect();
    let each = if tags.len() > 1 {
        format!(", the same in {}", tags[1..].join(", "))
    } else {
        String::new()
    };
    let (tag, dir, run) = (first.tag, terminal::argument(dir), terminal::program());
    let kept: String =
        kept.iter().map(|name| format!("note: {name} was there and stays\n")).collect();
    format!(
        "\
{kept}A shop to start from is in {dir}:

  shop.yaml        its name, products, and the ways to reach you
  {tag}/returns.md    an entry in a file of its own{each}
  {tag}/products.csv  entries about products, for a spreadsheet
  {tag}/store.jsonl   entries one a line, for other programs

Next:

  1. Write your shop's name, telephone number and address into {dir}/shop.yaml.
  2. Write your answers over the examples, and add files as you like.
  3. {run} check {dir}
  4. {run} try {dir} \"{question}\"
  5. {run} build {dir} --out public/faq
",
        question = first.question,
    )
}
