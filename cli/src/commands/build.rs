//! `faqlet build`: content to the files that a browser loads.

use std::io::{self, IsTerminal as _};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use faqlet::compile::{Compiler, Output};
use faqlet::content::{Audience, Content, Gathered};
use faqlet::index::{Balance, Calibration};
use faqlet::search::Fit;

mod apart;

use crate::catalogue::{self, Share};
use crate::output::{self, Workplace};
use crate::pause::{Next, Pause};
use crate::project::infer_intents;
use crate::summary::{summary, summary_apart, totals};
use crate::watch::{self, Watch};
use crate::{part, terminal};
use apart::Built as Apart;
pub use apart::Products;

/// Write the files that a browser loads.
///
/// The output is manifest.json and the files that it names, those of products where these are
/// apart, and pages that need no JavaScript, of which LANGUAGE/index.html leads to all others; a
/// web server can hand them out as they are. A build that fails or is cut short leaves the one
/// before it in use: errors in the content stop it before anything is written, warnings do not.
/// Entries for staff are left out, but of the edition for staff.
#[derive(clap::Args)]
pub struct Build {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    /// Where products are apart, only those of no product get one.
    #[arg(long)]
    infer_intents: bool,
    /// Folder to write to, made where it is missing; not inside of DIR. Other files in it stay.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
    /// For whom: "staff" takes in the entries for staff too. Never serve that to the public.
    #[arg(long, value_name = "AUDIENCE", value_enum, default_value_t)]
    audience: Edition,
    /// Build one of several parts, such as 2/8, which "faqlet merge" unites: each machine of a job
    /// builds the products that fall to its part, the first what is store-wide, too.
    #[arg(long, value_name = "I/N", value_parser = part::share, conflicts_with = "watch")]
    shards: Option<Share>,
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
    /// What all pages share; `None`: another machine makes that.
    output: Option<Output>,
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
        if let Some(output) = output {
            let files = output.files.iter().chain(&output.pages).chain(&output.products);
            let files = files.chain([&output.manifest]);
            let report: String =
                files.map(|file| format!("{:>9}  {}\n", file.bytes.len(), file.name)).collect();
            terminal::print(&report);
            for (language, fit) in &output.fits {
                // Not among the files, which other programs read.
                terminal::complain(&confidence(language, fit));
            }
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
        let audience = self.audience.into();
        let mut workplace = Workplace::new(&self.out);
        let (catalogue, mut gathered, mut kept) =
            catalogue::read(&self.dir, self.share(), &mut workplace)?;
        if catalogue.products_apart(audience) {
            let read = (&catalogue, &mut gathered, &mut kept);
            let built = self.build_apart(compiler, read, &mut workplace)?;
            self.say(&gathered, built.is_none());
            return Ok(built.map(|Apart { store_wide, products }| {
                let counts = |tag: &str| catalogue.counts(tag, audience).store_wide;
                let findings = gathered.findings();
                let summary = summary_apart(store_wide.as_ref(), &products, &counts, findings);
                Built { output: store_wide, summary }
            }));
        }
        ensure!(
            self.shards.is_none() || gathered.findings().has_errors(),
            "there is nothing to divide: all entries of this shop are in one index; \
             \"productShards: always\" in shop.yaml parts its products, however few they are"
        );
        let mut entries = gathered.take(catalogue.part(kept.store_wide()));
        for part in 0..catalogue::PARTS {
            entries.extend(gathered.take(catalogue.part(&kept.take(part)?)));
        }
        entries.sort_by(|a, b| (&a.language, &a.id).cmp(&(&b.language, &b.id)));
        gathered.finish(true);
        drop(workplace);
        let failed = gathered.findings().has_errors();
        self.say(&gathered, failed);
        if failed {
            return Ok(None);
        }
        let all = Content { entries, ..catalogue.content().clone() };
        // Before anything is inferred, on which what is for staff must have no influence.
        let mut content = all.edition(audience);
        if self.infer_intents {
            infer_intents(&mut content);
        }
        let progress = Progress::new(content.shop.languages.len());
        let mut number = 0;
        let output = compiler.compile(&content, &mut |language| {
            number += 1;
            progress.show(language, number);
        });
        progress.end();
        self.outside_of_content(output.pages.iter().map(|page| page.name.clone()))?;
        output::write(&self.out, &output)?;
        let summary = summary(&output, &content, gathered.findings());
        Ok(Some(Built { output: Some(output), summary }))
    }

    /// The part that is built here.
    fn share(&self) -> Share {
        self.shards.unwrap_or(Share::WHOLE)
    }

    /// Prints the findings. `failed`: they stop the build.
    fn say(&self, gathered: &Gathered, failed: bool) {
        let findings = gathered.findings();
        terminal::complain(&terminal::describe(&findings.sorted(), &self.dir));
        for (code, count) in findings.more() {
            terminal::complain(&format!("{code}: {count} more\n"));
        }
        if failed {
            terminal::complain(&format!("{}\n", totals(findings)));
        }
    }

    /// Makes sure that no file is going to lie in the content folder.
    fn outside_of_content(&self, mut names: impl Iterator<Item = String>) -> Result<()> {
        names.try_for_each(|name| {
            let place = real(&self.out.join(name))?;
            ensure!(
                !self.dir.is_dir() || !place.starts_with(real(&self.dir)?),
                "{} would lie in the content folder, where it would be read as content; name \
                 another folder with --out",
                place.display()
            );
            Ok(())
        })
    }
}

/// The absolute path with links followed; what does not exist yet is as if it did.
///
/// # Errors
/// When there is no such path.
pub fn real(path: &Path) -> Result<PathBuf> {
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
