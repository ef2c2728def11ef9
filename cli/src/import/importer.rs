//! From drafts to files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::draft::{CannotWrite, Draft, Place, Sink};
use super::entry::{Given, Prepared, one_line, prepare};
use super::report::{Item, Outcome, Report};
use super::{Destination, destination};
use destination::{There, hash};

/// Writes drafts as entries into a folder, and reports each.
pub struct Importer {
    to: Destination,
    report: Report,
    dry_run: bool,
    /// Whether an entry whose question is there with another answer is written beside it.
    beside: bool,
}

/// A draft with what the folder says to it.
struct Placed {
    language: String,
    product: Option<String>,
    tags: Vec<String>,
    /// What is there with this question.
    there: Option<There>,
}

/// Where the articles of help centres are now: by their number and language the entry's path from
/// the root, and whether it is for staff.
#[derive(Default)]
struct Moved {
    paths: BTreeMap<(String, String), (String, bool)>,
    hosts: BTreeSet<String>,
}

impl Importer {
    pub fn new(to: Destination, report: Report, dry_run: bool, beside: bool) -> Self {
        Self { to, report, dry_run, beside }
    }

    /// Reports a file that is of no use.
    ///
    /// # Errors
    /// When the reason is that nothing can be written.
    pub fn refuse(&mut self, file: &Path, error: anyhow::Error) -> Result<()> {
        if error.is::<CannotWrite>() {
            return Err(error);
        }
        let place = Place::of_file(&file.display().to_string());
        self.leave_out(&place, "", &format!("{error:#}"))
    }

    /// Ends the import; whether everything was taken. `into` is the folder as it was named.
    ///
    /// # Errors
    /// When the report cannot be written.
    pub fn finish(self, into: &Path) -> Result<bool> {
        self.report.finish(into, &self.to.content())
    }

    /// Takes the articles of a help centre: translations get one name, and links between articles
    /// become links between entries.
    ///
    /// # Errors
    /// When an entry cannot be written.
    pub fn take_linked(&mut self, drafts: Vec<Draft>) -> Result<()> {
        let mut articles: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut placed = Vec::new();
        let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
        for (number, draft) in drafts.iter().enumerate() {
            let Some(article) = &draft.article else { continue };
            let mut place = self.place(draft)?;
            if let Ok(of) = &place
                && let Err(reason) = self.prepared(draft, of, &Moved::default(), "entry")
            {
                place = Err(reason);
            }
            if let Ok(of) = &place
                && !taken.insert((article.id.clone(), of.language.clone()))
            {
                place = Err(format!("the article was there in “{}” before", of.language));
            }
            match place {
                Ok(place) => {
                    articles.entry(article.id.clone()).or_default().push(placed.len());
                    placed.push((number, place));
                }
                Err(reason) => self.leave_out(&draft.place, &draft.question, &reason)?,
            }
        }
        // In the order of the source, so that the same export gets the same names.
        let mut names: Vec<String> = vec![String::new(); placed.len()];
        let mut moved = Moved::default();
        for at in 0..placed.len() {
            if !names[at].is_empty() {
                continue;
            }
            let (number, place) = &placed[at];
            let draft = &drafts[*number];
            let Some(article) = &draft.article else { continue };
            let of_article = articles.get(&article.id).cloned().unwrap_or_default();
            let languages: Vec<&str> =
                of_article.iter().map(|at| placed[*at].1.language.as_str()).collect();
            let there = of_article.iter().find_map(|at| placed[*at].1.there.as_ref());
            let said = there.map(|there| stem(&there.label)).or(draft.id.as_deref());
            let free: Vec<&str> = of_article
                .iter()
                .zip(&languages)
                .filter(|(at, _)| placed[**at].1.there.is_none())
                .map(|(_, language)| *language)
                .collect();
            let name = self.to.name(&free, said, &draft.question, place.product.as_deref())?;
            for at in of_article {
                let (number, place) = &placed[at];
                names[at].clone_from(&name);
                let path = match &place.there {
                    Some(there) => there.label.to_string(),
                    None => self.to.path(&place.language, &name),
                };
                let key = (article.id.clone(), place.language.clone());
                moved.paths.insert(key, (path, drafts[*number].staff));
                moved.hosts.extend(drafts[*number].article.iter().filter_map(|it| it.host.clone()));
                let reserved = There { label: "".into(), answer: 0, before: false };
                if place.there.is_none() {
                    // The name is taken from now on; the question is remembered when it is written.
                    self.to.remember(
                        &place.language,
                        &name,
                        &format!("\u{0}{name}"),
                        None,
                        reserved,
                    )?;
                }
            }
        }
        for ((number, place), name) in placed.iter().zip(names) {
            self.write(&drafts[*number], place, Some(name), &moved)?;
        }
        Ok(())
    }

    /// What the folder says to a draft. The inner error: why it cannot be taken.
    fn place(&mut self, draft: &Draft) -> Result<Result<Placed, String>> {
        let language = match self.to.language_for(draft.language.as_deref()) {
            Ok(language) => language,
            Err(reason) => return Ok(Err(reason)),
        };
        let said = draft.product.as_deref().map(one_line).filter(|said| !said.is_empty());
        let product = match said.map(|said| self.to.product(&said)).transpose() {
            Ok(product) => product,
            Err(reason) => return Ok(Err(reason)),
        };
        let mut tags: Vec<String> = Vec::new();
        for tag in draft.tags.iter().map(|tag| self.to.tag(tag)) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let there = self.to.there(&language, &draft.question, product.as_deref())?;
        Ok(Ok(Placed { language, product, tags, there }))
    }

    fn prepared(
        &self,
        draft: &Draft,
        place: &Placed,
        moved: &Moved,
        name: &str,
    ) -> Result<Prepared, String> {
        let path = self.to.path(&place.language, name);
        let links = |url: &str| link(url, draft, place, moved, &path);
        let targets: Vec<String> = moved
            .paths
            .iter()
            .filter(|((_, language), _)| *language == place.language)
            .map(|(_, (path, _))| path.clone())
            .filter(|target| mentions(draft, moved, target))
            .collect();
        let given = Given {
            product: place.product.as_deref(),
            tags: &place.tags,
            links: &links,
            targets: &targets,
            path: &path,
        };
        prepare(draft, &given)
    }

    /// Writes an entry, unless one says the same or something else to its question.
    fn write(
        &mut self,
        draft: &Draft,
        place: &Placed,
        name: Option<String>,
        moved: &Moved,
    ) -> Result<()> {
        let there = self.to.there(&place.language, &draft.question, place.product.as_deref())?;
        let product = place.product.as_deref();
        let prepared = match self.prepared(draft, place, moved, name.as_deref().unwrap_or("entry"))
        {
            Ok(prepared) => prepared,
            Err(reason) => return self.leave_out(&draft.place, &draft.question, &reason),
        };
        let answer = hash(&prepared.shown);
        if let Some(there) = &there {
            let path = self.to.shown_label(&there.label);
            if there.answer == answer {
                let mut item = Item::new(Outcome::There, &draft.place);
                item.question = &draft.question;
                item.path = &path;
                return self.report.add(&item);
            }
            if !self.beside {
                let when = if there.before { "is there" } else { "was imported just now" };
                let reason = format!(
                    "{path} {when} with this question and another answer, and stays as it is; \
                     compare the two, or write it beside with --beside"
                );
                return self.leave_out(&draft.place, &draft.question, &reason);
            }
        }
        let name = match name.filter(|_| there.is_none()) {
            Some(name) => name,
            None => {
                let said = there.as_ref().map(|there| stem(&there.label)).or(draft.id.as_deref());
                self.to.name(&[&place.language], said, &draft.question, product)?
            }
        };
        let path = self.to.path(&place.language, &name);
        if !self.dry_run {
            self.to.write(&path, &prepared.text)?;
        }
        let there = There { label: path.into(), answer, before: false };
        self.to.remember(&place.language, &name, &draft.question, product, there)?;
        let shown = self.to.shown(&place.language, &name).display().to_string();
        let mut item = Item::new(Outcome::Taken, &draft.place);
        item.question = &draft.question;
        item.path = &shown;
        item.lost = &prepared.lost;
        item.notes = &prepared.notes;
        self.report.add(&item)
    }
}

impl Sink for Importer {
    fn take(&mut self, draft: Draft) -> Result<()> {
        match self.place(&draft)? {
            Ok(place) => self.write(&draft, &place, None, &Moved::default()),
            Err(reason) => self.leave_out(&draft.place, &draft.question, &reason),
        }
    }

    fn leave_out(&mut self, place: &Place, what: &str, reason: &str) -> Result<()> {
        let mut item = Item::new(Outcome::LeftOut, place);
        item.question = what;
        item.reason = reason;
        self.report.add(&item)
    }

    fn note(&mut self, place: &Place, text: &str) -> Result<()> {
        let mut item = Item::new(Outcome::Note, place);
        item.reason = text;
        self.report.add(&item)
    }
}

/// A path's file name without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Where a link is to lead. `None`: nowhere.
fn link(url: &str, draft: &Draft, place: &Placed, moved: &Moved, from: &str) -> Option<String> {
    if let Some((id, anchor)) = article_of(url, moved) {
        let target = moved.paths.get(&(id, place.language.clone()));
        if let Some((path, staff)) = target
            && (draft.staff || !staff)
            && path.ends_with(".md")
        {
            let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
            let same = folder(path) == folder(from);
            let short = if same { path.rsplit('/').next()?.to_owned() } else { format!("/{path}") };
            return Some(format!("{short}{anchor}"));
        }
    }
    let address = url.split(['#', '?']).next().unwrap_or(url);
    let has_scheme = super::markdown_text::scheme(url).is_some();
    // An anchor of the page that the text was on, and a file beside it, are not here.
    let dead = url.starts_with('#') || address.to_lowercase().ends_with(".md");
    if dead && !has_scheme {
        return None;
    }
    let host = draft.article.as_ref().and_then(|article| article.host.as_ref());
    match host {
        // What was beside the article stays where it is.
        Some(_) if !has_scheme && url.starts_with("//") => Some(format!("https:{url}")),
        Some(host) if !has_scheme && url.starts_with('/') => Some(format!("https://{host}{url}")),
        _ => Some(url.to_owned()),
    }
}

/// The article that an address of the help centre leads to, and what follows a `#`.
fn article_of(url: &str, moved: &Moved) -> Option<(String, String)> {
    let path = match url.split_once("://") {
        Some((_, rest)) => {
            let (host, path) = rest.split_once('/')?;
            if !moved.hosts.contains(&host.to_lowercase()) {
                return None;
            }
            path
        }
        None => url,
    };
    let (_, rest) = path.split_once("articles/")?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 {
        return None;
    }
    let anchor = url.split_once('#').map_or(String::new(), |(_, anchor)| format!("#{anchor}"));
    Some((rest[..digits].to_owned(), anchor))
}

/// Whether an answer may link to an entry's path: only those need to be looked at.
fn mentions(draft: &Draft, moved: &Moved, target: &str) -> bool {
    let super::draft::Body::Html(html) = &draft.answer else { return false };
    let mut ids = moved.paths.iter().filter(|(_, (path, _))| path == target).map(|((id, _), _)| id);
    ids.any(|id| html.contains(&format!("articles/{id}")))
}
