//! Writing a build of which not all is in memory.
//!
//! All files are first written to the workplace. When the last of them is there, those that nobody
//! uses yet are renamed to their places; when these have reached the disk, the pages are, then the
//! manifests of products, and `manifest.json` last. So a build that is killed leaves every page of
//! a shop with files of one version, the old one or the new, and one that fails leaves all as it
//! was. What is in its place already is not touched.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use faqlet::compile::OutputFile;
use faqlet::content::Audience;

use super::products::{self, Products};
use super::{
    Previous, Workplace, is_own_page, not_of_others, previous, products_of, remove_leftovers,
    remove_pages, still_in_use, sync, whom,
};
use crate::part;

/// What of a build is written in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Named by its content, so that no other build uses the name for anything else.
    Lasting,
    /// A page or a sitemap.
    Page,
    /// What names the files of a product.
    ProductManifest,
    /// What names all others: `manifest.json`, and what a part of a build says of itself.
    Manifest,
}

/// A build on its way.
pub struct Release<'a> {
    folder: PathBuf,
    workplace: &'a Workplace,
    previous: Option<Previous>,
    /// What products had before.
    before: Products,
    /// The paths of all files, by kind.
    names: [BTreeSet<String>; 4],
    /// The paths of those that wait in the workplace.
    staged: [Vec<String>; 4],
    /// The folders that have been made, in the workplace and outside.
    made: BTreeSet<PathBuf>,
    /// How many bytes all files have, by kind.
    pub bytes: [u64; 4],
}

impl<'a> Release<'a> {
    /// Begins to write into a folder, whose workplace is open.
    ///
    /// # Errors
    /// When the folder has a manifest that is not of faqlet, or the build for another audience.
    pub fn new(folder: &Path, audience: Audience, workplace: &'a Workplace) -> Result<Self> {
        let previous = previous(&folder.join("manifest.json"))?;
        if let Some(previous) = &previous
            && previous.audience != audience.as_str()
        {
            bail!(
                "{} holds what was built for {}, and this is for {}; name another folder with \
                 --out, so that neither takes the place of the other",
                folder.display(),
                whom(&previous.audience),
                whom(audience.as_str())
            );
        }
        Ok(Self {
            folder: folder.to_owned(),
            workplace,
            previous,
            before: Products::find(folder),
            names: Default::default(),
            staged: Default::default(),
            made: BTreeSet::new(),
            bytes: [0; 4],
        })
    }

    /// Adds a file.
    ///
    /// # Errors
    /// When it cannot be written, or is to replace one that is not of faqlet.
    pub fn add(&mut self, kind: Kind, file: &OutputFile) -> Result<()> {
        let number = kind as usize;
        let target = self.folder.join(&file.name);
        // Two products may have the same answers.
        if !self.names[number].insert(file.name.clone()) {
            return Ok(());
        }
        self.bytes[number] += file.bytes.len() as u64;
        match fs::read(&target) {
            Ok(bytes) if bytes == file.bytes => {}
            there => {
                if matches!(kind, Kind::Page | Kind::ProductManifest) && there.is_ok() {
                    not_of_others(&target)?;
                }
                let staged = self.workplace.folder().join(&file.name);
                self.make_folder_of(&staged)?;
                fs::write(&staged, &file.bytes).with_context(|| still_in_use(&target))?;
                self.staged[number].push(file.name.clone());
            }
        }
        Ok(())
    }

    /// How many files of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.names[kind as usize].len()
    }

    fn make_folder_of(&mut self, path: &Path) -> Result<()> {
        let folder = path.parent().unwrap_or(path);
        if !self.made.contains(folder) {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            self.made.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Puts all files into their places, and removes what neither this build has nor the one
    /// before it.
    ///
    /// # Errors
    /// When something cannot be written. Until the first page is renamed all is then as it was.
    pub fn finish(mut self) -> Result<()> {
        self.sync_staged()?;
        let part = self.folder.join(part::NAME);
        // What it says would not hold until it has been replaced.
        if self.staged[Kind::Manifest as usize].iter().any(|name| name == part::NAME) {
            let removed = fs::remove_file(&part);
            ensure!(removed.is_ok() || !part.exists(), "{}", still_in_use(&part));
        }
        let unchanged = self.before.manifests == self.names[Kind::ProductManifest as usize]
            && [Kind::ProductManifest, Kind::Manifest].map(|it| self.staged[it as usize].len())
                == [0; 2];
        for kind in [Kind::Lasting, Kind::Page, Kind::ProductManifest, Kind::Manifest] {
            for name in std::mem::take(&mut self.staged[kind as usize]) {
                let target = self.folder.join(&name);
                self.make_folder_of(&target)?;
                fs::rename(self.workplace.folder().join(&name), &target)
                    .with_context(|| still_in_use(&target))?;
            }
            // No name must reach the disk before the names of the files that it leads to.
            self.sync_folders()?;
        }
        self.clean(unchanged);
        Ok(())
    }

    /// Makes sure that what was staged has reached the disk, all at once where the system can do
    /// so: one file after the other takes milliseconds each.
    fn sync_staged(&self) -> Result<()> {
        let place = self.workplace.folder();
        if self.staged.iter().map(Vec::len).sum::<usize>() > 100 && sync_all_files(&place) {
            return Ok(());
        }
        for name in self.staged.iter().flatten() {
            let synced = File::options().write(true).open(place.join(name));
            sync(synced.ok().as_ref()).with_context(|| still_in_use(&self.folder.join(name)))?;
        }
        Ok(())
    }

    fn sync_folders(&self) -> Result<()> {
        let mut inside = self.made.iter().filter(|it| !it.starts_with(self.workplace.folder()));
        let synced: io::Result<()> = if self.made.len() > 100 && sync_all_files(&self.folder) {
            Ok(())
        } else {
            inside.try_for_each(|folder| sync(File::open(folder).ok().as_ref()))
        };
        synced
            .and_then(|()| sync(self.workplace.handle()))
            .with_context(|| still_in_use(&self.folder))
    }

    fn clean(self, unchanged: bool) {
        let Self { folder, previous, mut before, names, .. } = self;
        let [lasting, pages, manifests, last] = names;
        let of_pages = pages.iter().filter_map(|name| name.rsplit_once('/'));
        let mut languages: BTreeSet<String> =
            of_pages.map(|(folder, _)| folder.to_owned()).collect();
        let mut keep = BTreeSet::new();
        if let Some(previous) = previous {
            languages
                .extend(previous.languages.iter().flat_map(|it| [it.clone(), products_of(it)]));
            keep = previous.files;
        }
        // A part of a build is nobody's to load, so it has nothing of a former one.
        let is_part = last.contains(part::NAME);
        if is_part {
            before.files.clear();
            keep.clear();
        }
        let unchanged = unchanged && !is_part;
        for name in ["manifest.json", part::NAME].into_iter().filter(|name| !last.contains(*name)) {
            if name != part::NAME || part::read(&folder).is_ok() {
                let _ = fs::remove_file(folder.join(name));
            }
        }
        remove_pages(&folder, &pages, &languages);
        keep.extend(lasting.iter().filter(|name| !name.contains('/')).cloned());
        remove_leftovers(&folder, unchanged, &keep);
        before.clean(&folder, &manifests, &lasting, unchanged);
    }
}

/// What a file of a finished build is, by its path from the top of it; `None`: none of a build.
pub fn kind_of(folder: &Path, path: &str) -> Option<Kind> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let inside = path.split_once('/').map(|(top, _)| top);
    if path == "manifest.json" {
        Some(Kind::Manifest)
    } else if super::is_built_name(name) && inside.is_none_or(|top| top == products::FOLDER) {
        Some(Kind::Lasting)
    } else if inside == Some(products::FOLDER) {
        let own = name.ends_with(".json") && is_own_page(&folder.join(path));
        own.then_some(Kind::ProductManifest)
    } else {
        let page = name.ends_with(".html") || inside.is_none() && name.ends_with(".xml");
        (page && is_own_page(&folder.join(path))).then_some(Kind::Page)
    }
}

/// Has the system write all that it holds back for the disk of a folder. Returns whether it did.
#[cfg(target_os = "linux")]
fn sync_all_files(folder: &Path) -> bool {
    File::open(folder).is_ok_and(|folder| rustix::fs::syncfs(&folder).is_ok())
}

#[cfg(not(target_os = "linux"))]
fn sync_all_files(_: &Path) -> bool {
    false
}
