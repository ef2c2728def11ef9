//! The live preview: content as it is now, with what is found in it, as answers to requests.
//!
//! Nothing here knows how requests come. Natively a small HTTP server hands them on; under WASI,
//! which has no sockets, the program that started this one does, line by line.

mod data;
mod lines;
mod respond;
#[cfg(not(target_family = "wasm"))]
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use faqlet::Engine;
use faqlet::compile::{Compiler, Output, product_manifest};
use faqlet::content::{Audience, Content, Diagnostic, Severity};

use crate::folder::load_folder;
use crate::terminal;
use crate::watch::Watch;

pub use lines::answer_lines;
pub use respond::Request;
#[cfg(not(target_family = "wasm"))]
pub use server::serve;

/// Pages ask more often than the disk needs to be looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// So long nothing is saved until words are weighed anew, which takes longer than a preview.
const REFINE_AFTER: Duration = Duration::from_millis(1500);
/// Builds that pages may still be loading.
const BUILDS_KEPT: u64 = 3;
/// What tells the element's folder from others.
const ELEMENT: [&str; 2] = ["define.js", "engine/faqlet_bg.wasm"];

/// A content folder while it is edited.
pub struct Session {
    dir: PathBuf,
    audience: Audience,
    infer_intents: bool,
    /// Where the element's files are.
    package: PathBuf,
    watch: Watch,
    compiler: Compiler,
    /// Counts what pages have to load anew.
    version: u64,
    /// Of the last reading, also of one that could not be built.
    findings: Vec<Diagnostic>,
    /// Why the folder could not be read at all.
    problem: Option<String>,
    shown: Option<Shown>,
    /// By number, the files of builds: the last ones.
    builds: BTreeMap<u64, BTreeMap<String, Vec<u8>>>,
    looked: Instant,
    changed: Instant,
}

/// The last content without errors.
struct Shown {
    /// The number of its build.
    build: u64,
    /// As it was read, with what is for staff.
    content: Content,
    /// What was built of it.
    edition: Content,
    engines: BTreeMap<String, Engine<Vec<u8>>>,
    /// Of products that are apart the manifests' paths, and what lies there and in the indexes.
    indexes: BTreeMap<String, Vec<u8>>,
}

impl Shown {
    /// What answers on the page of a product that is apart; `None`: what answers everywhere does.
    fn on_page(&self, language: &str, product: &str) -> Option<Engine<Vec<u8>>> {
        let manifest = self.indexes.get(&product_manifest(product))?;
        let manifest: serde_json::Value = serde_json::from_slice(manifest).ok()?;
        let shard = manifest["languages"][language]["index"]["file"].as_str()?;
        let store = self.indexes.iter().find(|(name, _)| is_index(name, language))?.1;
        Engine::open_with(store.clone(), Some(self.indexes.get(shard)?.clone())).ok()
    }
}

/// Whether a file is the store-wide index of a language.
fn is_index(name: &str, language: &str) -> bool {
    name.strip_prefix(language).is_some_and(|rest| rest.starts_with(".index."))
}

impl Session {
    /// Reads a folder, or a single file, and builds it.
    pub fn new(dir: &Path, audience: Audience, infer_intents: bool, package: PathBuf) -> Self {
        let mut session = Self {
            dir: dir.to_owned(),
            audience,
            infer_intents,
            package,
            watch: Watch::new(dir),
            compiler: Compiler::new(audience),
            version: 0,
            findings: Vec::new(),
            problem: None,
            shown: None,
            builds: BTreeMap::new(),
            looked: Instant::now(),
            changed: Instant::now(),
        };
        session.read();
        session
    }

    /// Looks whether files have changed, and builds what has. While nothing changes, it makes up
    /// for what a fast build leaves out, one language at a time.
    pub fn poll(&mut self) {
        if self.looked.elapsed() < LOOK_EVERY {
            return;
        }
        if self.watch.changed() {
            self.read();
            self.changed = Instant::now();
        } else if !self.compiler.is_exact() && self.changed.elapsed() > REFINE_AFTER {
            self.refine();
        }
        self.looked = Instant::now();
    }

    /// Reads the folder anew. Where it has errors, what was shown before stays.
    fn read(&mut self) {
        self.version += 1;
        let loaded = match load_folder(&self.dir, crate::today()) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.problem = Some(format!("{error:#}"));
                terminal::complain(&format!("faqlet: {error:#}\n"));
                return;
            }
        };
        self.problem = None;
        let has_errors = loaded.has_errors();
        self.findings = loaded.diagnostics;
        let totals = terminal::totals(&self.findings);
        if has_errors {
            terminal::complain(&format!("{totals}; the preview stays as it was\n"));
            return;
        }
        let content = loaded.content;
        let mut edition = content.edition(self.audience);
        if self.infer_intents {
            faqlet::intents::adopt_safe(&mut edition);
        }
        let output = self.compiler.preview(&edition);
        self.show(content, edition, output);
        terminal::complain(&format!("{totals}; the preview is up to date\n"));
    }

    fn refine(&mut self) {
        let Some(Shown { content, edition, .. }) = &self.shown else { return };
        self.compiler.refine(edition);
        if self.compiler.is_exact() {
            let output = self.compiler.preview(edition);
            let (content, edition) = (content.clone(), edition.clone());
            self.version += 1;
            self.show(content, edition, output);
        }
    }

    fn show(&mut self, content: Content, edition: Content, output: Output) {
        let build = self.version;
        let mut engines = BTreeMap::new();
        for language in &edition.shop.languages {
            let index = output.files.iter().find(|file| is_index(&file.name, language));
            if let Some(Ok(engine)) = index.map(|file| Engine::open(file.bytes.clone())) {
                engines.insert(language.clone(), engine);
            }
        }
        let mut indexes = BTreeMap::new();
        if !output.products.is_empty() {
            let of_files = output.files.iter().filter(|file| file.name.contains(".index."));
            let both = of_files.chain(&output.products);
            indexes = both.map(|file| (file.name.clone(), file.bytes.clone())).collect();
        }
        let files = output.files.into_iter().chain(output.products).chain(output.pages);
        let files = files.chain([output.manifest]);
        self.builds.insert(build, files.map(|file| (file.name, file.bytes)).collect());
        while self.builds.len() as u64 > BUILDS_KEPT {
            self.builds.pop_first();
        }
        self.shown = Some(Shown { build, content, edition, engines, indexes });
    }

    /// How many findings are errors, and how many are not.
    fn counts(&self) -> (usize, usize) {
        let errors =
            self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        (errors, self.findings.len() - errors)
    }
}

/// The folder with the element's files: the one named, or else the one of the npm package, where
/// it is installed at or above the content or the current folder, or built in a checkout.
///
/// # Errors
/// When there is none.
pub fn find_package(named: Option<&Path>, dir: &Path) -> Result<PathBuf> {
    let is_element = |folder: &Path| ELEMENT.iter().all(|file| folder.join(file).is_file());
    if let Some(named) = named {
        for folder in [named.to_owned(), named.join("dist/browser")] {
            if is_element(&folder) {
                return Ok(folder);
            }
        }
        bail!(
            "there is no built faqlet package in {}; --package takes the folder of the npm package \
             faqlet, or its dist/browser, which has {}",
            named.display(),
            ELEMENT.join(" and ")
        );
    }
    let starts = [std::path::absolute(dir).ok(), std::env::current_dir().ok()];
    for start in starts.iter().flatten() {
        for folder in start.ancestors() {
            for below in ["node_modules/faqlet/dist/browser", "www/dist/browser"] {
                let folder = folder.join(below);
                if is_element(&folder) {
                    return Ok(fs::canonicalize(&folder).unwrap_or(folder));
                }
            }
        }
    }
    bail!(
        "the preview shows the element of the npm package, which is not to be found at or above {} \
         or the current folder; run `npm install faqlet` there (in a checkout, `cargo xtask \
         build`), or name its folder with --package",
        dir.display()
    )
}
