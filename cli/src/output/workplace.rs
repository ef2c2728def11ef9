//! A folder for what a build needs while it runs: beside what is built, on the same disk.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::lock;

/// Its name. Web servers pass over names that start with a dot, and so do content folders.
pub const NAME: &str = ".faqlet.unfinished";

/// Made when it is first needed, and removed at the end. What a killed build left is removed by the
/// next. Two builds at once take turns.
#[derive(Debug)]
pub struct Workplace {
    out: PathBuf,
    open: bool,
    /// Holds the folder of the build for this one alone.
    handle: Option<File>,
    /// Whether the folder of the build was not there before.
    new: bool,
}

impl Workplace {
    /// A place in the folder that a build is to be written to.
    pub fn new(out: &Path) -> Self {
        Self { out: out.to_owned(), open: false, handle: None, new: false }
    }

    /// Where it is, or will be.
    pub fn folder(&self) -> PathBuf {
        self.out.join(NAME)
    }

    /// The folder of the build, which is held where systems have locks.
    pub fn handle(&self) -> Option<&File> {
        self.handle.as_ref()
    }

    /// Makes it, unless it has been made.
    ///
    /// # Errors
    /// When the folder of the build cannot be made, or not written to.
    pub fn open(&mut self) -> Result<()> {
        if self.open {
            return Ok(());
        }
        let (out, place) = (&self.out, self.folder());
        ensure!(!out.is_file(), "{} is a file; --out takes a folder", out.display());
        self.new = !out.exists();
        fs::create_dir_all(out)
            .with_context(|| format!("cannot make the folder {}", out.display()))?;
        self.handle = lock(out);
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place)
            .with_context(|| format!("cannot make the folder {}", place.display()))?;
        self.open = true;
        Ok(())
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if self.open {
            let _ = fs::remove_dir_all(self.folder());
        }
        if self.new {
            // Where nothing was built, nothing is left.
            let _ = fs::remove_dir(&self.out);
        }
    }
}
