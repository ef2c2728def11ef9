//! `faqlet build`: content to the files that a browser loads.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use faqlet::compile::compile;
use faqlet::index::{Balance, Calibration};
use faqlet::search::Fit;

use crate::project::Project;
use crate::{output, terminal};

/// Write the files that a browser loads.
///
/// The output is manifest.json and the files that it names, and pages that need no JavaScript, of
/// which LANGUAGE/index.html leads to all others; a web server can hand them out as they are. A build that fails or is cut short leaves the one before it in use: errors in the
/// content stop it before anything is written, warnings do not. Entries for staff are left out.
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
}

impl Build {
    /// # Errors
    /// When the folder cannot be read or the output not be written.
    pub fn run(self) -> Result<ExitCode> {
        let real = |path: &PathBuf| resolved(path).with_context(|| format!("cannot use {path:?}"));
        ensure!(
            !self.dir.is_dir() || !real(&self.out)?.starts_with(real(&self.dir)?),
            "{} lies in the content folder, where what is built would be read as content; name a \
             folder outside of it with --out",
            self.out.display()
        );
        let Some(mut project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        if self.infer_intents {
            project.infer_intents();
        }
        terminal::complain(&terminal::describe(&project.warnings, &self.dir));
        let output = compile(&project.content);
        for page in &output.pages {
            let place = real(&self.out.join(&page.name))?;
            ensure!(
                !self.dir.is_dir() || !place.starts_with(real(&self.dir)?),
                "{} would lie in the content folder, where it would be read as content; name \
                 another folder with --out",
                place.display()
            );
        }
        output::write(&self.out, &output)?;
        let files = output.files.iter().chain(&output.pages).chain([&output.manifest]);
        let report: String =
            files.map(|file| format!("{:>9}  {}\n", file.bytes.len(), file.name)).collect();
        terminal::print(&report);
        for (language, fit) in &output.fits {
            // Not among the files, which other programs read.
            terminal::complain(&confidence(language, fit));
        }
        Ok(ExitCode::SUCCESS)
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
