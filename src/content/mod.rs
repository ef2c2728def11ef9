//! From an editor's files to checked entries and findings.
//!
//! Everything here is a function of its arguments: files come as bytes, and the day as a date.
//! Whatever is in the files, [`load`] returns; what is wrong with them it says in findings.

mod accept;
mod answer;
mod channels;
mod consistency;
mod dates;
mod diagnostic;
mod entry;
mod holidays;
mod hours;
mod json_lines;
mod language;
mod model;
mod node;
mod notices;
mod numbers;
mod parts;
mod places;
mod questions;
mod readers;
mod register;
mod routes;
pub mod schemas;
mod shop;
mod shop_file;
mod source;
mod stream;
mod survey;
mod synonyms;
mod table;
mod yaml;

#[cfg(test)]
mod schema_tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use accept::without_accepted;
pub(crate) use consistency::bare;
pub use diagnostic::{Code, Diagnostic, Fix, Severity, reference};
pub use entry::slug;
pub use language::canonical as language_tag;
pub use model::{Audience, Content, Entry, Location, ProductShards, Shop, Synonyms};
pub(crate) use numbers::with_numbers;
pub use places::Places;
pub use questions::{Golden, GoldenQuestion, golden_questions};
pub use register::Counts;
pub(crate) use source::from_utf16;
pub use source::{SourceFile, is_read, is_streamed, size_limit, too_large};
pub use stream::{Catalogue, Findings, Gathered, Keep, Part, ProductEntries, Reading};

use answer::Problem;
use entry::{Context, Pending};
use readers::Reader;
use register::Register;
use source::{Kind, Source, kind};
use survey::Survey;

/// What [`load`] makes of a folder.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// All that could be read. Where a finding is an error, entries may be missing from it.
    pub content: Content,
    /// All findings of all files, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether a finding stops a build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Reads and checks the files of a content folder. `today` is what review dates are compared with.
///
/// The language of an entry is its field `lang`, or else the first folder where that is a BCP 47
/// tag, or else the default: the first of `shop.yaml`, or `en`.
///
/// ```
/// use faqlet::content::{SourceFile, load};
///
/// let file = SourceFile {
///     path: "en/hello.md".to_owned(),
///     bytes: b"---\nquestion: Are you open?\n---\nYes, *always*.\n".to_vec(),
/// };
/// let loaded = load(&[file], jiff::civil::date(2027, 1, 1));
/// let entry = &loaded.content.entries[0];
/// assert_eq!((&*entry.id, &*entry.language), ("hello", "en"));
/// assert_eq!(entry.answer_html, "<p>Yes, <em>always</em>.</p>");
/// ```
#[must_use]
pub fn load(files: &[SourceFile], today: Date) -> Loaded {
    let mut found = Vec::new();
    let Decoded { entries: sources, shop: shop_source, synonyms: synonym_sources } =
        decode(files, &mut found);
    let shop_file = files.iter().any(|file| kind(&file.path) == Kind::Shop);
    let shop = shop_source.as_ref().map(|source| shop_file::parse(source, today, &mut found));
    let shop = shop.unwrap_or_default();
    let context = Context::new(&shop, today);

    let mut survey = Survey::new(&shop.languages);
    let mut pending = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        if kind(&source.path) == Kind::Markdown {
            survey.register.files.insert(source.path.clone(), None);
        }
        let mut reader = Reader::new(&source.path);
        let (drafts, _) = reader.read(source, true, &mut found);
        for draft in &drafts {
            let read = entry::read(draft, source, number, &context, &mut found);
            pending.extend(read.filter(|read| survey.keeps(read, source, true, &mut found)));
        }
        reader.finish(&mut found);
    }
    survey.folder(shop_file, survey::any_error(&found), &mut found);
    let languages = survey.languages();
    if let Some(source) = &shop_source {
        survey.unused_tags(&shop, source, &mut found);
    }
    let mut unanswered = Unanswered::default();
    check(&mut pending, &survey.register, &languages, &sources, &mut unanswered, &mut found);
    found.extend(unanswered.findings());

    let mut entries: Vec<Entry> = pending.into_iter().map(|pending| pending.entry).collect();
    entries.sort_by(|a, b| (&a.language, &a.id).cmp(&(&b.language, &b.id)));
    let mut synonyms = read_synonyms(&synonym_sources, &languages, &mut found);
    for of_language in synonyms.values_mut() {
        entries.iter().for_each(|entry| of_language.see(entry));
        of_language.check(&synonym_sources, &mut found);
    }
    let synonyms = synonyms.iter().map(|(language, of)| (language.clone(), of.synonyms()));
    let synonyms = synonyms.collect();
    let shop = shop.resolve(languages, shop_source.as_ref(), &mut found);
    let content = Content { shop, entries, synonyms };
    without_accepted(&content, &mut found);
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    Loaded { content, diagnostics: found }
}

/// Checks entries beside each other and renders their answers: all entries at once, or all those
/// about some products, in the order of the files.
fn check(
    pending: &mut [Pending],
    register: &Register,
    languages: &[String],
    sources: &[Source],
    unanswered: &mut Unanswered,
    found: &mut Vec<Diagnostic>,
) {
    consistency::same_questions(pending, sources, found);
    consistency::translations(pending, languages, register, sources, found);
    render_answers(pending, register, sources, unanswered, found);
}

/// The files that are read, by path.
#[derive(Default)]
struct Decoded {
    entries: Vec<Source>,
    shop: Option<Source>,
    synonyms: Vec<Source>,
}

fn decode(files: &[SourceFile], found: &mut Vec<Diagnostic>) -> Decoded {
    let mut files: Vec<&SourceFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut decoded = Decoded::default();
    for file in files {
        match kind(&file.path) {
            // Golden questions are asked when there is an engine.
            Kind::Other | Kind::Questions => {}
            Kind::Unknown => found.push(unknown(&file.path)),
            Kind::Shop => decoded.shop = Source::decode(file, found),
            Kind::Synonyms => decoded.synonyms.extend(Source::decode(file, found)),
            Kind::Markdown | Kind::Csv | Kind::JsonLines => {
                decoded.entries.extend(Source::decode(file, found));
            }
        }
    }
    decoded
}

/// The findings about files of kinds that are not read.
#[must_use]
pub fn unknown_files(files: &[SourceFile]) -> Vec<Diagnostic> {
    let unknown_kind = files.iter().filter(|file| kind(&file.path) == Kind::Unknown);
    unknown_kind.map(|file| unknown(&file.path)).collect()
}

fn unknown(path: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::UnknownFileKind,
        path,
        "Files of this kind are not read.".to_owned(),
        "Entries are .md, .csv or .jsonl files; settings are shop.yaml at the top of the folder. \
         Take it out if it is neither."
            .to_owned(),
    )
}

/// The synonyms of each language: those in its folder, and for the default language those at the
/// top.
fn read_synonyms(
    sources: &[Source],
    languages: &[String],
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, synonyms::OfLanguage> {
    let mut of_language: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, source) in sources.iter().enumerate() {
        let language = entry::folder_language(&source.path);
        let language = language.or_else(|| languages.first().cloned()).unwrap_or_default();
        of_language.entry(language).or_default().push(number);
    }
    let mut synonyms = BTreeMap::new();
    if languages.is_empty() {
        return synonyms;
    }
    for (language, own) in of_language {
        if languages.contains(&language) {
            let of_language = synonyms::OfLanguage::new(&language, &own, sources, found);
            synonyms.insert(language, of_language);
        } else {
            found.push(Diagnostic::at(
                Code::LanguageUnlisted,
                &sources[own[0]],
                0,
                format!("The shop has no entries in “{language}”; its synonyms are left out."),
                "Put the file into the folder of another language, or take it out.".to_owned(),
            ));
        }
    }
    synonyms
}

/// Entries of JSON Lines files without an answer, by file.
#[derive(Debug, Default)]
struct Unanswered(BTreeMap<String, OfFile>);

#[derive(Debug)]
struct OfFile {
    count: usize,
    /// At the first of them.
    finding: Diagnostic,
    accepted: bool,
}

impl Unanswered {
    fn add(&mut self, source: &Source, at: usize) {
        let of_file = self.0.entry(source.path.clone()).or_insert_with(|| {
            let remedy =
                "Add the answers, unless the file only serves to measure the search.".to_owned();
            let finding = Diagnostic::at(Code::AnswersMissing, source, at, String::new(), remedy);
            OfFile { count: 0, finding, accepted: false }
        });
        of_file.count += 1;
    }

    /// Marks the findings that are accepted.
    fn accept(&mut self, accepted: impl Fn(&Diagnostic) -> bool) {
        self.0.values_mut().for_each(|of_file| of_file.accepted = accepted(&of_file.finding));
    }

    /// Adds those among other entries.
    fn merge(&mut self, other: Self) {
        for (path, of_file) in other.0 {
            let Some(there) = self.0.get_mut(&path) else {
                self.0.insert(path, of_file);
                continue;
            };
            let count = there.count + of_file.count;
            if of_file.finding.location < there.finding.location {
                *there = of_file;
            }
            there.count = count;
        }
    }

    /// One a file.
    fn findings(&self) -> impl Iterator<Item = Diagnostic> {
        let reported = self.0.values().filter(|of_file| !of_file.accepted);
        reported.map(|OfFile { count, finding, .. }| Diagnostic {
            message: format!("Entries without an answer in this file: {count}."),
            ..finding.clone()
        })
    }
}

fn render_answers(
    pending: &mut [Pending],
    targets: &Register,
    sources: &[Source],
    unanswered: &mut Unanswered,
    found: &mut Vec<Diagnostic>,
) {
    for Pending { entry, source: number, answer, .. } in pending {
        let source = &sources[*number];
        let from = answer::From {
            path: &source.path,
            language: &entry.language,
            staff: entry.audience == Audience::Staff,
        };
        let rendered = answer::render(&answer.text, from, targets);
        let markdown = kind(&source.path) == Kind::Markdown;
        for (offset, problem) in rendered.problems {
            // In tables and JSON the text is escaped, so only its start is certain.
            let at = if markdown { answer.at + offset } else { answer.at };
            found.push(report(problem, source, at));
        }
        let empty = rendered.text.is_empty() && !rendered.html.contains("<img");
        if empty && kind(&source.path) == Kind::JsonLines {
            unanswered.add(source, answer.at);
        } else if empty {
            found.push(Diagnostic::at(
                Code::AnswerEmpty,
                source,
                answer.at,
                format!("The entry “{}” has no answer.", entry.id),
                "Write the answer, or take the entry out until it has one.".to_owned(),
            ));
        }
        entry.answer_html = rendered.html;
        entry.answer_text = rendered.text;
    }
}

fn report(problem: Problem, source: &Source, at: usize) -> Diagnostic {
    let (code, message, remedy) = match problem {
        Problem::Dead(url) => (
            Code::LinkDead,
            format!("The link to “{url}” leads to no entry in this language."),
            "Correct the path (it counts from this file's folder), or take the link out."
                .to_owned(),
        ),
        Problem::ToStaff(id) => (
            Code::LinkDead,
            format!("A public answer links to “{id}”, which is for staff."),
            "Take the link out, or make the entry public.".to_owned(),
        ),
        Problem::RawLink => (
            Code::LinkDead,
            "A link to another entry is written as HTML.".to_owned(),
            "Write it in Markdown: [text](../folder/entry.md).".to_owned(),
        ),
        Problem::Scheme(scheme) => (
            Code::MarkupRemoved,
            format!("An address that starts with “{scheme}:” is taken out."),
            "Use an https address, mailto:, tel:, or a relative path.".to_owned(),
        ),
        Problem::Element(name) => (
            Code::MarkupRemoved,
            format!("The HTML element <{name}> is taken out."),
            "Write it in Markdown, or do without.".to_owned(),
        ),
    };
    Diagnostic::at(code, source, at, message, remedy)
}
