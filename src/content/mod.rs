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
mod language;
mod model;
mod node;
mod notices;
mod numbers;
mod places;
mod questions;
mod readers;
mod routes;
pub mod schemas;
mod shop;
mod shop_file;
mod source;
mod synonyms;
mod yaml;

#[cfg(test)]
mod schema_tests;

use std::collections::{BTreeMap, BTreeSet};

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
pub(crate) use source::from_utf16;
pub use source::{SourceFile, is_read, size_limit, too_large};

use answer::{Problem, Targets};
use entry::{Context, Pending};
use source::{Kind, Source, kind};

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
    let Decoded { entries: sources, shop: shop_source, synonyms } = decode(files, &mut found);
    let shop_file = files.iter().any(|file| kind(&file.path) == Kind::Shop);
    let shop = shop_source.as_ref().map(|source| shop_file::parse(source, today, &mut found));
    let shop = shop.unwrap_or_default();
    let context = Context {
        today,
        languages: &shop.languages,
        products: shop.products(),
        channels: shop.channels(),
        topics: shop.topics(),
    };

    let mut pending = read_entries(&sources, &context, &mut found);
    if pending.is_empty() && !found.iter().any(|finding| finding.severity == Severity::Error) {
        found.push(Diagnostic::of_file(
            Code::NoEntries,
            "",
            "There is not one question here.".to_owned(),
            "Check that this is the right folder.".to_owned(),
        ));
    }
    if !shop_file && pending.iter().any(|entry| has_language_folder(&sources[entry.source])) {
        found.push(Diagnostic::of_file(
            Code::ShopMissing,
            "shop.yaml",
            "The folder has no shop.yaml.".to_owned(),
            "Add one with the shop's languages and contact channels.".to_owned(),
        ));
    }
    consistency::listed_languages(&mut pending, &shop.languages, &sources, &mut found);
    consistency::unique_ids(&mut pending, &sources, &mut found);
    consistency::same_questions(&pending, &sources, &mut found);
    let languages = languages(&shop.languages, &pending);
    consistency::translations(&pending, &languages, &sources, &mut found);
    if let Some(source) = &shop_source {
        consistency::unused_tags(shop.tags(), &pending, source, &mut found);
    }
    let targets = targets(&sources, &pending);
    render_answers(&mut pending, &targets, &sources, &mut found);

    let mut entries: Vec<Entry> = pending.into_iter().map(|pending| pending.entry).collect();
    entries.sort_by(|a, b| (&a.language, &a.id).cmp(&(&b.language, &b.id)));
    let synonyms = read_synonyms(&synonyms, &languages, &entries, &mut found);
    let shop = shop.resolve(languages, shop_source.as_ref(), &mut found);
    let content = Content { shop, entries, synonyms };
    without_accepted(&content, &mut found);
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    Loaded { content, diagnostics: found }
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
            Kind::Unknown => found.push(Diagnostic::of_file(
                Code::UnknownFileKind,
                &file.path,
                "Files of this kind are not read.".to_owned(),
                "Entries are .md, .csv or .jsonl files; settings are shop.yaml at the top of the \
                 folder. Take it out if it is neither."
                    .to_owned(),
            )),
            Kind::Shop => decoded.shop = Source::decode(file, found),
            Kind::Synonyms => decoded.synonyms.extend(Source::decode(file, found)),
            Kind::Markdown | Kind::Csv | Kind::JsonLines => {
                decoded.entries.extend(Source::decode(file, found));
            }
        }
    }
    decoded
}

/// The synonyms of each language: those in its folder, and for the default language those at the
/// top.
fn read_synonyms(
    sources: &[Source],
    languages: &[String],
    entries: &[Entry],
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<Synonyms>> {
    let mut of_language: BTreeMap<String, Vec<&Source>> = BTreeMap::new();
    for source in sources {
        let language = entry::folder_language(&source.path);
        let language = language.or_else(|| languages.first().cloned()).unwrap_or_default();
        of_language.entry(language).or_default().push(source);
    }
    let mut synonyms = BTreeMap::new();
    if languages.is_empty() {
        return synonyms;
    }
    for (language, sources) in of_language {
        if languages.contains(&language) {
            let of_language = synonyms::read(&sources, &language, entries, found);
            synonyms.insert(language, of_language);
        } else {
            found.push(Diagnostic::at(
                Code::LanguageUnlisted,
                sources[0],
                0,
                format!("The shop has no entries in “{language}”; its synonyms are left out."),
                "Put the file into the folder of another language, or take it out.".to_owned(),
            ));
        }
    }
    synonyms
}

fn read_entries(
    sources: &[Source],
    context: &Context,
    found: &mut Vec<Diagnostic>,
) -> Vec<Pending> {
    let mut pending = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        let drafts = match kind(&source.path) {
            Kind::Csv => readers::csv(source, found),
            Kind::JsonLines => readers::json_lines(source, found),
            _ => readers::markdown(source, found),
        };
        pending.extend(
            drafts.iter().filter_map(|draft| entry::read(draft, source, number, context, found)),
        );
    }
    pending
}

fn has_language_folder(source: &Source) -> bool {
    entry::folder_language(&source.path).is_some()
}

/// Those that the shop lists, or else those found: English first, as the default of what says no
/// language, then by tag.
fn languages(listed: &[String], pending: &[Pending]) -> Vec<String> {
    if !listed.is_empty() {
        return listed.to_vec();
    }
    let used: BTreeSet<&str> = pending.iter().map(|entry| entry.entry.language.as_str()).collect();
    let mut languages: Vec<String> = used.into_iter().map(str::to_owned).collect();
    languages.sort_by_key(|language| language != "en");
    languages
}

fn targets(sources: &[Source], pending: &[Pending]) -> Targets {
    let mut targets = Targets::default();
    for source in sources.iter().filter(|source| kind(&source.path) == Kind::Markdown) {
        targets.files.insert(source.path.clone(), None);
    }
    for Pending { entry, source, .. } in pending {
        if let Some(id) = targets.files.get_mut(&sources[*source].path) {
            *id = Some(entry.id.clone());
        }
        let ids = targets.ids.entry(entry.language.clone()).or_default();
        ids.insert(entry.id.clone(), entry.audience == Audience::Staff);
    }
    targets
}

fn render_answers(
    pending: &mut [Pending],
    targets: &Targets,
    sources: &[Source],
    found: &mut Vec<Diagnostic>,
) {
    // By source: how many entries of a JSON Lines file have no answer, and the first of them.
    let mut unanswered: BTreeMap<usize, (usize, usize)> = Default::default();
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
            unanswered.entry(*number).or_insert((0, answer.at)).0 += 1;
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
    for (number, (count, at)) in unanswered {
        found.push(Diagnostic::at(
            Code::AnswersMissing,
            &sources[number],
            at,
            format!("Entries without an answer in this file: {count}."),
            "Add the answers, unless the file only serves to measure the search.".to_owned(),
        ));
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
