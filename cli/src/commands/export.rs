//! `faqlet export`: content for shops that search on a server as well.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, ensure};

use super::build::{Edition, real};
use crate::export::{self, Engine, Exported};
use crate::project::Project;
use crate::terminal;

/// Write the content as documents for a search server, with the settings that fit.
///
/// For each language there are the settings of an index, with the content's synonyms, and its
/// documents in the form that the engine takes many at once in. The commands that load them are
/// printed; docs/export.md explains the fields. Entries for staff are left out, but of an export
/// for staff. Errors in the content stop it before anything is written.
#[derive(clap::Args)]
pub struct Export {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// The engine that it is for.
    #[arg(long, value_name = "ENGINE", value_enum)]
    to: Engine,
    /// Folder to write to, made where it is missing; where it is there, it must be empty.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
    /// Only this language.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// For whom: "staff" takes in the entries for staff too. Never let the public search that.
    #[arg(long, value_name = "AUDIENCE", value_enum, default_value_t)]
    audience: Edition,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    #[arg(long)]
    infer_intents: bool,
    /// Most bytes in one file of documents. What is more goes into further ones.
    #[arg(long, value_name = "BYTES", default_value_t = export::PART_BYTES)]
    part_bytes: u64,
}

impl Export {
    /// # Errors
    /// When the folder cannot be read, or the output not be written.
    pub fn run(self) -> Result<ExitCode> {
        ensure!(
            !self.dir.is_dir() || !real(&self.out)?.starts_with(real(&self.dir)?),
            "{} lies in the content folder, where what is exported would be read as content; name \
             a folder outside of it with --out",
            self.out.display()
        );
        let Some(mut project) = Project::read(&self.dir)? else { return Ok(ExitCode::FAILURE) };
        // Before anything is inferred, on which what is for staff must have no influence.
        project.content = project.content.edition(self.audience.into());
        if self.infer_intents {
            project.infer_intents();
        }
        terminal::complain(&terminal::describe(&project.warnings, &self.dir));
        let languages = match &self.lang {
            Some(asked) => vec![project.language(Some(asked))?.to_owned()],
            None => project.content.shop.languages.clone(),
        };
        let export = export::Export {
            engine: self.to,
            content: &project.content,
            languages: &languages,
            part_bytes: self.part_bytes,
        };
        let Exported { files, documents, commands } = export.write(&self.out)?;
        let report: String =
            files.iter().map(|file| format!("{:>9}  {}\n", file.bytes, file.name)).collect();
        terminal::print(&format!("{report}\n{commands}"));
        let counts: Vec<String> =
            documents.iter().map(|(language, count)| format!("{language} {count}")).collect();
        terminal::complain(&format!(
            "documents: {}; {}\n",
            counts.join(", "),
            terminal::totals(&project.warnings)
        ));
        Ok(ExitCode::SUCCESS)
    }
}
