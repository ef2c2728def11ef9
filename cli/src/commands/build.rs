//! `faqlet build`: content to the files that a browser loads.

use std::io::{self, IsTerminal as _};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use faqlet::compile::{Compiler, Output, PRODUCTS_FOLDER};
use faqlet::content::{Audience, Diagnostic};
use faqlet::index::{Balance, Calibration};
use faqlet::search::Fit;

use crate::pause::{Next, Pause};
use crate::project::Project;
use crate::summary::summary;
use crate::watch::{self, Watch};
use crate::{output, terminal};

/// Write the files that a browser loads.
///
/// The output is manifest.json and the files that it names, and pages that need no JavaScript, of
/// which LANGUAGE/index.html leads to all others; a web server can hand them out as they are. A
/// build that fails or is cut short leaves the one before it in use: errors in the content stop it
/// before anything is written, warnings do not. Entries for staff are left out, but of the edition
/// for staff.
#[derive(clap::Args)]
pub struct Build {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    #[arg(long)]
    infer_intents: bool,
    /// Folder to write to, made where it is missing; not inside of DIR. Other files in it stay.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
    /// For whom: "staff" takes in the entries for staff too. Never serve that to the public.
    #[arg(long, value_name = "AUDIENCE", value_enum, default_value_t)]
    audience: Edition,
    /// Build again whenever the content changes, until Ctrl-C. Errors leave what was built before.
    #[arg(long)]
    watch: bool,
}

/// For whom a build is.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
pub enum Edition {
    /// Everybody.
    #[default]
    Public,
    /// The help desk.
    Staff,
}

impl From<Edition> for Audience {
    fn from(edition: Edition) -> Self {
        match edition {
            Edition::Public => Self::Public,
            Edition::Staff => Self::Staff,
        }
    }
}

/// What one build made.
struct Built {
    output: Output,
    summary: String,
}

impl Build {
    /// # Errors
    /// When the folder cannot be read or the output not be written.
    pub fn run(self) -> Result<ExitCode> {
        ensure!(
            !self.dir.is_dir() || !real(&self.out)?.starts_with(real(&self.dir)?),
            "{} lies in the content folder, where what is built would be read as content; name a \
             folder outside of it with --out",
            self.out.display()
        );
        let mut compiler = Compiler::new(self.audience.into());
        if self.watch {
            return self.watch(&mut compiler);
        }
        let Some(Built { output, summary }) = self.build(&mut compiler)? else {
            return Ok(ExitCode::FAILURE);
        };
        let files = output.files.iter().chain(&output.pages).chain(&output.products);
        let files = files.chain([&output.manifest]);
        let report: String =
            files.map(|file| format!("{:>9}  {}\n", file.bytes.len(), file.name)).collect();
        terminal::print(&report);
        for (language, fit) in &output.fits {
            // Not among the files, which other programs read.
            terminal::complain(&confidence(language, fit));
        }
        terminal::complain(&summary);
        Ok(ExitCode::SUCCESS)
    }

    /// Builds until Ctrl-C.
    fn watch(&self, compiler: &mut Compiler) -> Result<ExitCode> {
        let mut pause = Pause::new()?;
        let mut watch = Watch::new(&self.dir);
        loop {
            match self.build(compiler) {
                Ok(Some(built)) => terminal::complain(&built.summary),
                Ok(None) => terminal::complain("what was built before is still in use\n"),
                // A folder on its way elsewhere, or a disk that is full for a moment.
                Err(error) => drop(terminal::fail(&error)),
            }
            terminal::complain(&format!("watching {}; Ctrl-C ends it\n", self.dir.display()));
            loop {
                if pause.wait(watch::INTERVAL) == Next::End {
                    return Ok(ExitCode::SUCCESS);
                }
                if watch.changed() {
                    break;
                }
            }
        }
    }

    /// Builds once. `None`: the content has errors, which were printed.
    fn build(&self, compiler: &mut Compiler) -> Result<Option<Built>> {
        let Some(mut project) = Project::read(&self.dir)? else { return Ok(None) };
        // Before anything is inferred, on which what is for staff must have no influence.
        project.content = project.content.edition(self.audience.into());
        if self.infer_intents {
            project.infer_intents();
        }
        terminal::complain(&terminal::describe(&project.warnings, &self.dir));
        let progress = Progress::new(project.content.shop.languages.len());
        let mut number = 0;
        let output = compiler.compile(&project.content, &mut |language| {
            number += 1;
            progress.show(language, number);
        });
        progress.end();
        let pages = output.pages.iter().map(|page| page.name.as_str());
        for name in pages.chain((!output.products.is_empty()).then_some(PRODUCTS_FOLDER)) {
            let place = real(&self.out.join(name))?;
            ensure!(
                !self.dir.is_dir() || !place.starts_with(real(&self.dir)?),
                "{} would lie in the content folder, where it would be read as content; name \
                 another folder with --out",
                place.display()
            );
        }
        output::write(&self.out, &output)?;
        let findings: &[Diagnostic] = &project.warnings;
        let summary = summary(&output, &project.content, findings);
        Ok(Some(Built { output, summary }))
    }
}

fn real(path: &Path) -> Result<PathBuf> {
    resolved(path).with_context(|| format!("cannot use {}", path.display()))
}

/// Says on a terminal what takes its time, in a line that goes again.
struct Progress {
    languages: usize,
    shown: bool,
}

impl Progress {
    fn new(languages: usize) -> Self {
        Self { languages, shown: io::stderr().is_terminal() }
    }

    fn show(&self, language: &str, number: usize) {
        if self.shown {
            terminal::complain(&format!(
                "\r\x1b[Kbuilding {language}, {number} of {}",
                self.languages
            ));
        }
    }

    fn end(&self) {
        if self.shown {
            terminal::complain("\r\x1b[K");
        }
    }
}

/// What the confidence of a language was fitted to, in a line; `docs/confidence.md` explains it.
fn confidence(language: &str, fit: &Fit) -> String {
    let Calibration { intercept, slope, balance } = fit.calibration;
    let threshold = balance.threshold();
    let balance = match balance {
        Balance::Cautious => "cautious",
        Balance::Balanced => "balanced",
        Balance::Eager => "eager",
    };
    format!(
        "confidence {language}: {balance}, answers from {:.2} on; 0.5 at evidence {:.2}, slope \
         {slope:.2}, fitted to {}\n",
        threshold,
        -intercept / slope,
        terminal::plural(fit.questions, "wording"),
    )
}

/// The absolute path with links followed; of what does not exist yet, `..` leads back out.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find_map(|ancestor| {
        let rest = path.strip_prefix(ancestor).ok()?;
        Some((ancestor.canonicalize().ok()?, rest))
    });
    let Some((mut real, rest)) = there else { return Ok(path) };
    for part in rest.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
    }
    Ok(real)
}
