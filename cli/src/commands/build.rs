//! `faqlet build`: content to the files that a browser loads.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use faqlet::compile::compile;

use crate::project::Project;
use crate::{output, terminal};

/// Build the index from a folder of content.
#[derive(clap::Args)]
pub struct Build {
    /// Folder of content, or a single .jsonl or .csv file.
    dir: PathBuf,
    /// Folder to write to. A build that fails or is cut short leaves what is there in use.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
}

impl Build {
    /// # Errors
    /// When the folder cannot be read or the output not be written.
    pub fn run(self) -> Result<ExitCode> {
        let Some(project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        terminal::complain(&terminal::describe(&project.warnings, &self.dir));
        let output = compile(&project.content);
        output::write(&self.out, &output)?;
        let mut report = String::new();
        let files = output.files.iter().chain([&output.manifest]);
        for file in files {
            report += &format!("{:>9}  {}\n", file.bytes.len(), file.name);
        }
        terminal::print(&report);
        Ok(ExitCode::SUCCESS)
    }
}
