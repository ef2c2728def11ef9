//! The content folder that entries go into: what is there already, and names for what comes.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use faqlet::content::{Shop, SourceFile, is_read, language_tag, load, size_limit, slug};
use walkdir::WalkDir;

use super::draft::CannotWrite;
use super::entry::{DAY, one_line};

/// The longest name, in bytes, without its ending and a number: file systems have 255.
const NAME: usize = 200;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Where entries go.
pub struct Destination {
    /// The folder with `shop.yaml`.
    root: PathBuf,
    /// The folder as it was named.
    into: PathBuf,
    /// That folder as seen from the root, with `/`; empty: the root itself.
    inside: String,
    /// The one language that the folder is for.
    language: Option<String>,
    shop: Shop,
    known: BTreeMap<String, Known>,
}

/// The entries of a language, as far as names and repetitions need: hashes, since there may be
/// hundreds of thousands.
#[derive(Default)]
struct Known {
    ids: HashSet<u64>,
    questions: HashMap<u64, There>,
}

/// An entry that is there, or was imported before.
#[derive(Debug, Clone)]
pub struct There {
    /// Its path from the root, or its id for a row of a table.
    pub label: Box<str>,
    /// What [`hash`] makes of its answer as it is shown.
    pub answer: u64,
    /// Whether it was there before.
    pub before: bool,
}

/// A hash that is only compared within this run.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What makes two entries the same question: its words, whatever their case and the marks at
/// their ends, about the same product.
fn question_key(question: &str, product: Option<&str>) -> u64 {
    let question = one_line(question).to_lowercase();
    let question = question.trim_matches(|c: char| !c.is_alphanumeric());
    hash(&format!("{}\u{0}{question}", product.unwrap_or("")))
}

impl Destination {
    /// Looks at the folder and at the shop around it. The folder may be missing.
    ///
    /// # Errors
    /// When it is a file, or `shop.yaml` cannot be read.
    pub fn new(into: &Path) -> Result<Self> {
        ensure!(!into.is_file(), "{} is a file; --into takes a folder", into.display());
        let whole = fs::canonicalize(into).unwrap_or_else(|_| into.to_owned());
        let with_shop = whole.ancestors().take(6).find(|folder| folder.join("shop.yaml").is_file());
        let name = whole.file_name().unwrap_or_default().to_string_lossy();
        let root = match with_shop {
            Some(folder) => folder.to_owned(),
            None if language_tag(&name).is_some() => whole.parent().unwrap_or(&whole).to_owned(),
            None => whole.clone(),
        };
        let inside = whole.strip_prefix(&root).unwrap_or(Path::new(""));
        let parts: Vec<_> =
            inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let mut shop = Shop::default();
        if with_shop.is_some() {
            let path = root.join("shop.yaml");
            let bytes =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let file = SourceFile { path: "shop.yaml".to_owned(), bytes };
            shop = load(&[file], DAY).content.shop;
        }
        let default = || shop.languages.first().cloned().unwrap_or_else(|| "en".to_owned());
        let language = parts.first().map(|part| language_tag(part).unwrap_or_else(default));
        if let Some(language) = &language
            && !shop.languages.is_empty()
            && !shop.languages.contains(language)
        {
            bail!(
                "shop.yaml does not list the language “{language}” (it has {}); add it there \
                 first, or import into another folder",
                shop.languages.join(", ")
            );
        }
        let inside = parts.join("/");
        drop(parts);
        Ok(Self { root, into: into.to_owned(), inside, language, shop, known: BTreeMap::new() })
    }

    /// The language that texts without one have.
    pub fn default_language(&self) -> &str {
        let shop = self.shop.languages.first().map_or("en", String::as_str);
        self.language.as_deref().unwrap_or(shop)
    }

    /// The language under which a text of a source goes in.
    ///
    /// # Errors
    /// The reason why it goes nowhere.
    pub fn language_for(&self, said: Option<&str>) -> Result<String, String> {
        let Some(said) = said.map(str::trim).filter(|said| !said.is_empty()) else {
            return Ok(self.default_language().to_owned());
        };
        let Some(tag) = language_tag(&said.replace('_', "-")) else {
            return Err(format!("“{}” is not a language tag such as en or pt-BR", one_line(said)));
        };
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        let matches = |of: &str| of == tag || primary(of) == primary(&tag);
        if let Some(language) = &self.language {
            if matches(language) {
                return Ok(language.clone());
            }
            return Err(format!(
                "it is in “{tag}”, and the folder is for “{language}”; import into {} to take all \
                 languages",
                self.root.display()
            ));
        }
        let languages = &self.shop.languages;
        if languages.is_empty() {
            return Ok(primary(&tag));
        }
        let exact = languages.iter().find(|known| **known == tag);
        exact.or_else(|| languages.iter().find(|known| matches(known))).cloned().ok_or_else(|| {
            format!("shop.yaml does not list the language “{tag}”; add it there and import again")
        })
    }

    /// The id of a product, by its id or one of its names.
    ///
    /// # Errors
    /// The reason why the shop has no such product.
    pub fn product(&self, said: &str) -> Result<String, String> {
        let said = one_line(said);
        if self.shop.products.is_empty() {
            return Ok(said);
        }
        let lower = said.to_lowercase();
        let found = self.shop.products.iter().find(|(id, names)| {
            id.to_lowercase() == lower || names.values().any(|name| name.to_lowercase() == lower)
        });
        found.map(|(id, _)| id.clone()).ok_or_else(|| {
            format!("shop.yaml has no product “{said}”; add it under “products” and import again")
        })
    }

    /// A tag as the shop has it: topics may be called by their names.
    pub fn tag(&self, said: &str) -> String {
        let said = one_line(said);
        let lower = said.to_lowercase();
        let topic = self.shop.topics.iter().find(|(id, names)| {
            id.to_lowercase() == lower || names.values().any(|name| name.to_lowercase() == lower)
        });
        topic.map_or(said, |(id, _)| id.clone())
    }

    /// The folder of a language, from the root.
    fn folder(&self, language: &str) -> String {
        if self.inside.is_empty() { language.to_owned() } else { self.inside.clone() }
    }

    /// The path of an entry, from the root.
    pub fn path(&self, language: &str, id: &str) -> String {
        format!("{}/{id}.md", self.folder(language))
    }

    /// The path of an entry as people named the folder.
    pub fn shown(&self, language: &str, id: &str) -> PathBuf {
        let folder =
            if self.inside.is_empty() { self.into.join(language) } else { self.into.clone() };
        folder.join(format!("{id}.md"))
    }

    /// The content folder as people named it.
    pub fn content(&self) -> PathBuf {
        let levels = self.inside.split('/').filter(|part| !part.is_empty()).count();
        match self.into.ancestors().nth(levels) {
            Some(root) if root.as_os_str().is_empty() => PathBuf::from("."),
            Some(root) => root.to_owned(),
            None => self.root.clone(),
        }
    }

    /// The path of an entry that is there, as people named the folder.
    pub fn shown_label(&self, label: &str) -> String {
        self.content().join(label).display().to_string()
    }

    /// The entry with this question, if there is one.
    ///
    /// # Errors
    /// When what is there cannot be read.
    pub fn there(
        &mut self,
        language: &str,
        question: &str,
        product: Option<&str>,
    ) -> Result<Option<There>> {
        let key = question_key(question, product);
        Ok(self.known(language)?.questions.get(&key).cloned())
    }

    /// A name for an entry: readable, and free in all of the languages.
    ///
    /// # Errors
    /// When what is there cannot be read.
    pub fn name(
        &mut self,
        languages: &[&str],
        said: Option<&str>,
        question: &str,
        product: Option<&str>,
    ) -> Result<String> {
        let base = base_name(said, question, product);
        let mut number = 1_u64;
        loop {
            let name = if number == 1 { base.clone() } else { format!("{base}-{number}") };
            let mut free = true;
            for language in languages {
                let path = self.root.join(self.path(language, &name));
                free &= !self.known(language)?.ids.contains(&hash(&name));
                free &= fs::symlink_metadata(path).is_err();
            }
            if free {
                return Ok(name);
            }
            number += 1;
        }
    }

    /// Remembers an entry that is imported in this run.
    ///
    /// # Errors
    /// When what is there cannot be read.
    pub fn remember(
        &mut self,
        language: &str,
        id: &str,
        question: &str,
        product: Option<&str>,
        there: There,
    ) -> Result<()> {
        let known = self.known(language)?;
        known.ids.insert(hash(id));
        known.questions.entry(question_key(question, product)).or_insert(there);
        Ok(())
    }

    /// Writes a new file. One that is there stays as it is.
    ///
    /// # Errors
    /// When it is there, or cannot be written; nothing of it is left then.
    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        let target = self.root.join(path);
        let cannot = || format!("cannot write {}", target.display());
        let folder = target.parent().unwrap_or(&self.root);
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        // Content folders pass over names that start with a dot.
        let unfinished = folder.join(format!(".{name}.unfinished"));
        let write = || -> Result<()> {
            fs::create_dir_all(folder).with_context(cannot)?;
            ensure!(
                fs::symlink_metadata(&target).is_err(),
                "{} is there already",
                target.display()
            );
            let mut file = fs::File::create(&unfinished).with_context(cannot)?;
            file.write_all(text.as_bytes()).with_context(cannot)?;
            drop(file);
            fs::rename(&unfinished, &target).with_context(cannot)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&unfinished);
            error.context(CannotWrite)
        })
    }

    /// The entries of a language, read from the disk when first asked for.
    fn known(&mut self, language: &str) -> Result<&mut Known> {
        if !self.known.contains_key(language) {
            let known = self.scan(language).map_err(|error| error.context(CannotWrite))?;
            self.known.insert(language.to_owned(), known);
        }
        Ok(self.known.entry(language.to_owned()).or_default())
    }

    /// Reads all entries of a language, one file at a time.
    fn scan(&self, language: &str) -> Result<Known> {
        let mut known = Known::default();
        if !self.root.is_dir() {
            return Ok(known);
        }
        let walk = WalkDir::new(&self.root).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !(name.starts_with('.') || name == "node_modules")
        });
        for entry in walk {
            let entry = entry.context("cannot read what is there already")?;
            let inside = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let parts: Vec<_> =
                inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let path = parts.join("/");
            let in_other =
                parts.len() > 1 && language_tag(&parts[0]).is_some_and(|tag| tag != language);
            if !entry.path().is_file() || !is_read(&path) || in_other || path.ends_with(".yaml") {
                continue;
            }
            if entry.metadata().is_ok_and(|it| it.len() > size_limit(&path)) {
                continue;
            }
            let bytes = fs::read(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            let file = SourceFile { path, bytes };
            for entry in load(&[file], DAY).content.entries {
                // Without a folder or a field it has the shop's language.
                if parts.len() > 1 && entry.language != language {
                    continue;
                }
                known.ids.insert(hash(&entry.id));
                let key = question_key(&entry.question, entry.product.as_deref());
                let answer = hash(&entry.answer_html);
                let label = entry.location.path.into_boxed_str();
                known.questions.entry(key).or_insert(There { label, answer, before: true });
            }
        }
        Ok(known)
    }
}

/// What an entry is called: by its source, or by its question as entries in tables are.
fn base_name(said: Option<&str>, question: &str, product: Option<&str>) -> String {
    let mut name = said.map(slug).filter(|name| !name.is_empty()).unwrap_or_else(|| {
        let words = match slug(question) {
            words if words.is_empty() => "entry".to_owned(),
            words => words,
        };
        match product.map(slug).filter(|product| !product.is_empty()) {
            Some(product) => format!("{product}-{words}"),
            None => words,
        }
    });
    while name.len() > NAME {
        name.pop();
    }
    let name = name.trim_end_matches('-');
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let device = DEVICES.contains(&name) || (["com", "lpt"].contains(&stem) && name.len() == 4);
    // A readme is not read as an entry.
    if device || name.starts_with("readme") { format!("faq-{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_and_safe() {
        let cases = [
            (None, "Where is my order?", None, "where-is-my-order"),
            (None, "Где мой заказ?", None, "где-мой-заказ"),
            (None, "Mennyibe kerül a szállítás?", None, "mennyibe-kerül-a-szállítás"),
            (None, "أين طلبي؟", None, "أين-طلبي"),
            (None, "Is it safe?", Some("KT-200"), "kt-200-is-it-safe"),
            (Some("../../etc/passwd"), "x", None, "etc-passwd"),
            (Some("C:\\Windows\\x"), "x", None, "c-windows-x"),
            (None, "con", None, "faq-con"),
            (None, "COM1?", None, "faq-com1"),
            (None, "Readme?", None, "faq-readme"),
            (None, "???", None, "entry"),
        ];
        for (said, question, product, expected) in cases {
            assert_eq!(base_name(said, question, product), expected, "{question}");
        }
        assert!(base_name(None, &"長".repeat(500), Some(&"長".repeat(500))).len() <= NAME);
    }

    #[test]
    fn numbers_keep_names_apart() {
        let folder = tempfile::tempdir().unwrap();
        let mut to = Destination::new(&folder.path().join("en")).unwrap();
        let mut names = Vec::new();
        for question in ["Where?", "where", "WHERE!"] {
            let name = to.name(&["en"], None, question, None).unwrap();
            let there = There { label: name.as_str().into(), answer: 0, before: false };
            to.remember("en", &name, question, None, there).unwrap();
            names.push(name);
        }
        assert_eq!(names, ["where", "where-2", "where-3"]);
    }
}
