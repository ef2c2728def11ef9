//! `faqlet dev`: content as shoppers will see it, while it is written.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::build::Edition;
use crate::dev::{self, Session};
use crate::terminal;

/// Show the content in the browser as shoppers will see it, and what is found in it, while it is
/// written.
///
/// Open the address that is printed. Every save is shown within a second; where the content has
/// errors, they stand beside the entries, and the preview stays as it was. Only this machine can
/// open the page, nothing leaves it, and no file is written. Ctrl-C ends it.
#[derive(clap::Args)]
pub struct Dev {
    /// Folder of content, or a single .md, .csv or .jsonl file.
    dir: PathBuf,
    /// Port of this machine to serve on; 0 for any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 4180)]
    port: u16,
    /// For whom: "staff" shows the entries for staff too.
    #[arg(long, value_name = "AUDIENCE", value_enum, default_value_t)]
    audience: Edition,
    /// Give entries without an intent the one that is safe to infer; the files stay as they are.
    #[arg(long)]
    infer_intents: bool,
    /// Folder of the npm package faqlet, whose element is shown [default: the one installed at or
    /// above DIR or the current folder].
    #[arg(long, value_name = "PATH")]
    package: Option<PathBuf>,
    /// Answer requests on the standard streams, for a program that owns the sockets.
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Dev {
    /// # Errors
    /// When the folder is not there, the element is not to be found, or the port is taken.
    pub fn run(self) -> Result<ExitCode> {
        let package = dev::find_package(self.package.as_deref(), &self.dir)?;
        // What is not there at the start is a slip of the keyboard.
        crate::folder::read_files(&self.dir)?;
        terminal::complain(&format!("reading {}\n", self.dir.display()));
        let session = Session::new(&self.dir, self.audience.into(), self.infer_intents, package);
        if self.stdio {
            dev::answer_lines(session)?;
            return Ok(ExitCode::SUCCESS);
        }
        #[cfg(not(target_family = "wasm"))]
        dev::serve(session, self.port)?;
        #[cfg(target_family = "wasm")]
        anyhow::bail!(
            "port {} cannot be served by this program alone; start it as `npx faqlet dev`",
            self.port
        );
        #[cfg(not(target_family = "wasm"))]
        Ok(ExitCode::SUCCESS)
    }
}
