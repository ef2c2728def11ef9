//! Content of any size: read once from beginning to end, then again product by product, with the
//! findings of [`load`](super::load).
//!
//! The first time, entries are checked and their texts handed back to be kept, on a disk where they
//! are many; of each entry a few bytes stay in memory. The second time, those of a part are read
//! from what was kept, checked beside each other, and rendered.

use std::collections::BTreeMap;
use std::io::{self, Read};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::accept::{Accepted, without_accepted_of};
use super::diagnostic::{Code, Diagnostic, Severity};
use super::entry::{self, Context, Pending};
use super::model::{Audience, Content, Entry, ProductShards};
use super::parts::{PART, Parts};
use super::readers::Reader;
use super::register::Counts;
use super::shop::ShopDraft;
use super::source::{Kind, Source, SourceFile, is_streamed, kind};
use super::survey::Survey;
use super::synonyms::OfLanguage;
use super::{Unanswered, answer, check, read_synonyms, shop_file};

/// Of each kind so many findings are kept. Nobody reads more, and a million would need the memory
/// that is to be saved.
const KEPT: usize = 1000;

/// Findings, of which there may be very many.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Diagnostic>,
    counts: BTreeMap<Code, usize>,
}

impl Findings {
    /// Adds some; of a kind that has many already they are only counted.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        for finding in found {
            let count = self.counts.entry(finding.code).or_default();
            *count += 1;
            if *count <= KEPT {
                self.kept.push(finding);
            }
        }
    }

    /// Whether one of them stops a build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.counts.keys().any(|code| code.severity() == Severity::Error)
    }

    /// Those that were kept, by place.
    #[must_use]
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut kept = self.kept.clone();
        kept.sort_by(|a, b| a.order().cmp(&b.order()));
        kept
    }

    /// The kinds of which not all were kept, with how many more there are.
    pub fn more(&self) -> impl Iterator<Item = (Code, usize)> {
        let counts = self.counts.iter();
        counts.filter(|(_, count)| **count > KEPT).map(|(code, count)| (*code, count - KEPT))
    }
}

/// Where the texts of entries go to be kept: the product that one is about, and bytes that
/// [`Catalogue::part`] takes, one after the other.
pub type Keep<'a> = dyn FnMut(Option<&str>, &[u8]) -> io::Result<()> + 'a;

/// Content that is being read for the first time.
#[derive(Debug)]
pub struct Reading {
    context: Context,
    shop: ShopDraft,
    shop_source: Option<Source>,
    shop_file: bool,
    synonyms: Vec<Source>,
    files: Vec<(String, Reader)>,
    survey: Survey,
    findings: Findings,
    hash: Sha256,
    /// Bytes read at a time.
    part: usize,
}

impl Reading {
    /// Begins with the files that say how the others are to be read: `shop.yaml` and synonyms, in
    /// the order of their paths. Others among them are passed over.
    #[must_use]
    pub fn new(settings: &[SourceFile], today: Date) -> Self {
        let mut found = Vec::new();
        let (mut shop_file, mut shop_source, mut synonyms) = (false, None, Vec::new());
        let mut hash = Sha256::new();
        for file in settings {
            match kind(&file.path) {
                Kind::Shop => {
                    shop_file = true;
                    shop_source = Source::decode(file, &mut found);
                }
                Kind::Synonyms => synonyms.extend(Source::decode(file, &mut found)),
                _ => continue,
            }
            hash_file(&mut hash, &file.path, &file.bytes);
        }
        let shop = shop_source.as_ref().map(|it| shop_file::parse(it, today, &mut found));
        let shop = shop.unwrap_or_default();
        let mut reading = Self {
            context: Context::new(&shop, today),
            survey: Survey::new(&shop.languages),
            shop,
            shop_source,
            shop_file,
            synonyms,
            files: Vec::new(),
            findings: Findings::default(),
            hash,
            part: PART,
        };
        reading.report(found);
        reading
    }

    /// Has tables and JSON Lines read so many bytes at a time, or more where a line is longer. What
    /// is found does not depend on it; memory does.
    #[must_use]
    pub fn in_parts_of(mut self, bytes: usize) -> Self {
        self.part = bytes.max(1);
        self
    }

    /// Reads a file: each once, in the order of their paths. `keep` gets the entries' texts.
    ///
    /// # Errors
    /// Those of `input` and `keep`.
    pub fn file(
        &mut self,
        path: &str,
        input: &mut dyn Read,
        keep: &mut Keep<'_>,
    ) -> io::Result<()> {
        if !is_streamed(path) {
            return Ok(());
        }
        let kind = kind(path);
        if kind == Kind::Markdown {
            self.survey.register.files.insert(path.to_owned(), None);
        }
        let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let mut found = Vec::new();
        let mut accepted = Accepted::default();
        let mut reader = Reader::new(path);
        // An entry in Markdown is a whole file, which is not large.
        let size = if kind == Kind::Markdown { usize::MAX >> 1 } else { self.part };
        let mut input = Hashing { input, hash: &mut self.hash };
        hash_name(input.hash, path);
        let mut parts = Parts::new(path, &mut input, size);
        while let Some((source, last)) = parts.next(&mut found)? {
            let (drafts, consumed) = reader.read(&source, last, &mut found);
            for draft in &drafts {
                let read = entry::read(draft, &source, 0, &self.context, &mut found);
                let Some(pending) = read else { continue };
                let answered = has_answer(&pending);
                if self.survey.keeps(&pending, &source, answered, &mut found) {
                    accepted.add(&pending.entry);
                    let lines = source.lines_to(draft.span.start);
                    let text = &source.text[draft.span.clone()];
                    keep(pending.entry.product.as_deref(), &record(number, lines, text))?;
                }
            }
            parts.keep(&source, consumed);
            // What is about the file as a whole may stand at an earlier entry.
            if last {
                reader.finish(&mut found);
            }
            let shop = &self.shop.accept;
            found.retain(|finding| !accepted.accepts(finding, shop));
            self.findings.extend(found.drain(..));
        }
        self.findings.extend(found);
        self.files.push((path.to_owned(), reader));
        Ok(())
    }

    /// Adds findings of those who hand over the files.
    pub fn report(&mut self, found: Vec<Diagnostic>) {
        let accept = &self.shop.accept;
        let accepted = Accepted::default();
        self.findings.extend(found.into_iter().filter(|it| !accepted.accepts(it, accept)));
    }

    /// Ends the first reading.
    #[must_use]
    pub fn finish(self) -> (Catalogue, Gathered) {
        let mut found = Vec::new();
        let Self { survey, shop, shop_source, synonyms: sources, mut findings, .. } = self;
        survey.folder(self.shop_file, findings.has_errors(), &mut found);
        let languages = survey.languages();
        if let Some(source) = &shop_source {
            survey.unused_tags(&shop, source, &mut found);
        }
        let synonyms = read_synonyms(&sources, &languages, &mut found);
        let of_languages = synonyms.iter().map(|(tag, of)| (tag.clone(), of.synonyms())).collect();
        let shop = shop.resolve(languages.clone(), shop_source.as_ref(), &mut found);
        let accepted = Accepted::default();
        findings.extend(found.into_iter().filter(|it| !accepted.accepts(it, &shop.accept)));
        let content = Content { shop, entries: Vec::new(), synonyms: of_languages };
        let gathered = Gathered {
            findings,
            synonyms,
            sources,
            unanswered: Unanswered::default(),
            accept: content.shop.accept.clone(),
        };
        let (context, files) = (self.context, self.files);
        let fingerprint = self.hash.finalize().into();
        (Catalogue { content, languages, context, files, survey, fingerprint }, gathered)
    }
}

/// Content that was read once, of which parts can be had.
#[derive(Debug)]
pub struct Catalogue {
    /// The shop and the synonyms; no entries.
    content: Content,
    languages: Vec<String>,
    context: Context,
    files: Vec<(String, Reader)>,
    survey: Survey,
    fingerprint: [u8; 32],
}

/// What is found of the content while its parts are taken one after the other.
#[derive(Debug)]
pub struct Gathered {
    findings: Findings,
    synonyms: BTreeMap<String, OfLanguage>,
    /// The files of synonyms.
    sources: Vec<Source>,
    unanswered: Unanswered,
    /// What `shop.yaml` accepts.
    accept: Vec<Code>,
}

/// A part of the entries, checked and rendered.
#[derive(Debug)]
pub struct Part {
    entries: Vec<Entry>,
    found: Vec<Diagnostic>,
    unanswered: Unanswered,
}

impl Part {
    /// Its entries, in the order of languages and ids.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// A product with entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductEntries<'a> {
    /// Its id.
    pub id: &'a str,
    /// What [`Catalogue::product_of`] calls it.
    pub number: u32,
    /// The languages that have entries about it with an answer, in the order of their tags.
    pub languages: Vec<&'a str>,
}

impl Catalogue {
    /// Reads a part again, whose texts were kept: the entries about some products, or the
    /// store-wide ones.
    #[must_use]
    pub fn part(&self, kept: &[u8]) -> Part {
        let (mut pending, mut sources, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let mut rest = kept;
        while let Some((file, lines, text)) = next_record(&mut rest) {
            let Some((path, reader)) = self.files.get(file) else { continue };
            let source = Source::part(path, text, lines);
            for draft in reader.again(&source) {
                let number = sources.len();
                // What is wrong with it was found the first time.
                let read = entry::read(&draft, &source, number, &self.context, &mut Vec::new());
                pending.extend(read);
            }
            sources.push(source);
        }
        let (register, languages) = (&self.survey.register, &self.languages);
        let mut unanswered = Unanswered::default();
        check(&mut pending, register, languages, &sources, &mut unanswered, &mut found);
        let mut entries: Vec<Entry> = pending.into_iter().map(|it| it.entry).collect();
        entries.sort_by(|a, b| (&a.language, &a.id).cmp(&(&b.language, &b.id)));
        let accept = &self.content.shop.accept;
        without_accepted_of(accept, &entries, &mut found);
        unanswered.accept(|finding| {
            let mut one = vec![finding.clone()];
            without_accepted_of(accept, &entries, &mut one);
            one.is_empty()
        });
        Part { entries, found, unanswered }
    }

    /// The shop and the synonyms; no entries.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// What is for an audience, without the entries: as [`Content::edition`] of all of them.
    #[must_use]
    pub fn edition(&self, audience: Audience) -> Content {
        let mut content = self.content.clone();
        if audience == Audience::Staff {
            content.shop.base_url = None;
        }
        if !content.shop.languages_listed {
            content.shop.languages.retain(|tag| self.counts(tag, audience) != Counts::default());
            // Entries that are not there say nothing of the languages that there are.
            content.shop.languages_listed = true;
        }
        content
    }

    /// The edition with its store-wide entries, of which the products are apart.
    #[must_use]
    pub fn store_wide(&self, audience: Audience, entries: Vec<Entry>) -> Content {
        let mut content = Content { entries, ..self.edition(audience) };
        content.shop.product_shards = ProductShards::Always;
        content
    }

    /// Whether the entries of products are apart in an edition, as the shop has it.
    #[must_use]
    pub fn products_apart(&self, audience: Audience) -> bool {
        let counts = self.languages.iter().map(|tag| self.counts(tag, audience).of_products);
        self.content.shop.product_shards.apart(counts.max().unwrap_or(0))
    }

    /// How many entries of a language an audience may read.
    #[must_use]
    pub fn counts(&self, language: &str, audience: Audience) -> Counts {
        self.survey.register.counts(language, audience)
    }

    /// The products that an audience may read entries about, in the order of their ids.
    pub fn products(&self, audience: Audience) -> impl Iterator<Item = ProductEntries<'_>> {
        let products = self.survey.register.products(audience);
        products.map(|(id, number, languages)| ProductEntries { id, number, languages })
    }

    /// The number of the product that an entry with an answer is about. `None`: it is about none,
    /// or not for that audience, or not there.
    #[must_use]
    pub fn product_of(&self, language: &str, id: &str, audience: Audience) -> Option<u32> {
        self.survey.register.product_of(language, id, audience)
    }

    /// What stands for all files that were read: it is another one where any byte is.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.fingerprint.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Gathered {
    /// Takes the findings of a part, and gives its entries: in the order of languages and ids, as
    /// [`load`](super::load) has them.
    pub fn take(&mut self, part: Part) -> Vec<Entry> {
        self.unanswered.merge(part.unanswered);
        self.findings.extend(part.found);
        for of_language in self.synonyms.values_mut() {
            part.entries.iter().for_each(|entry| of_language.see(entry));
        }
        part.entries
    }

    /// Adds what can be said when all parts have been taken. `whole`: none is elsewhere, so that
    /// synonyms can be of no use.
    pub fn finish(&mut self, whole: bool) {
        let mut found: Vec<Diagnostic> = self.unanswered.findings().collect();
        let mut of_synonyms = Vec::new();
        for of_language in self.synonyms.values() {
            of_language.check(&self.sources, &mut of_synonyms);
        }
        of_synonyms.retain(|finding| whole || finding.code != Code::SynonymUnused);
        let accepted = Accepted::default();
        let accept = &self.accept;
        found.extend(of_synonyms.into_iter().filter(|it| !accepted.accepts(it, accept)));
        self.findings.extend(found);
    }

    /// All findings so far.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }
}

/// Whether an answer is more than nothing, before its links are known.
fn has_answer(pending: &Pending) -> bool {
    let text = pending.answer.text.trim_start();
    // A paragraph that starts with a letter is one; all else is left to those who know Markdown.
    match text.chars().next() {
        None => false,
        Some(first) if first.is_alphabetic() => true,
        Some(_) => {
            let from = answer::From { path: "", language: "", staff: true };
            !answer::render(text, from, &Default::default()).html.is_empty()
        }
    }
}

/// Hashes what goes through.
struct Hashing<'a> {
    input: &'a mut dyn Read,
    hash: &'a mut Sha256,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}

fn hash_file(hash: &mut Sha256, path: &str, bytes: &[u8]) {
    hash_name(hash, path);
    hash.update(bytes);
}

/// Marks where a file starts, so that a byte cannot pass from one to the next unseen: names have no
/// such bytes, and texts in UTF-8 neither.
fn hash_name(hash: &mut Sha256, path: &str) {
    hash.update([0xFF]);
    hash.update(path.as_bytes());
    hash.update([0xFF]);
}

/// The text of an entry to be kept: the number of its file, the lines before it, its length.
fn record(file: u32, lines: usize, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(12 + text.len());
    for number in [file as usize, lines, text.len()] {
        bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
    }
    bytes.extend(text.as_bytes());
    bytes
}

fn next_record(rest: &mut &[u8]) -> Option<(usize, usize, String)> {
    let mut number = || {
        let (bytes, after) = rest.split_first_chunk::<4>()?;
        *rest = after;
        Some(u32::from_le_bytes(*bytes) as usize)
    };
    let (file, lines, length) = (number()?, number()?, number()?);
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some((file, lines, String::from_utf8_lossy(text).into_owned()))
}
