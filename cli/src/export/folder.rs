//! The folder that an export goes into: nothing in it is written over, and it has the whole export
//! or nothing of it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

/// Ending of files that are being written. What a killed export leaves of them, the next removes.
const UNFINISHED: &str = ".unfinished";

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub name: String,
    pub bytes: u64,
}

/// A folder that is being filled. Its files get their names when all of them are written.
pub struct Folder {
    path: PathBuf,
    /// Whether this export made it.
    made: bool,
    files: Vec<Written>,
    writer: Option<BufWriter<File>>,
    finished: bool,
}

impl Folder {
    /// # Errors
    /// When it is a file, has anything in it, or cannot be made.
    pub fn new(path: &Path) -> Result<Self> {
        ensure!(!path.is_file(), "{} is a file; --out takes a folder", path.display());
        let made = !path.is_dir();
        fs::create_dir_all(path)
            .with_context(|| format!("cannot make the folder {}", path.display()))?;
        let list = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut others = Vec::new();
        for there in list {
            let there = there.with_context(|| format!("cannot read {}", path.display()))?;
            let name = there.file_name().to_string_lossy().into_owned();
            if name.starts_with(".faq-") && name.ends_with(UNFINISHED) {
                let _ = fs::remove_file(there.path());
            } else {
                others.push(name);
            }
        }
        // Folders are listed in any order.
        if let Some(name) = others.iter().min() {
            bail!(
                "there is something in {} already ({name}), and it stays as it is; name a new or \
                 an empty folder with --out",
                path.display()
            );
        }
        let path = path.to_owned();
        Ok(Self { path, made, files: Vec::new(), writer: None, finished: false })
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, name: &str, text: &str) -> Result<()> {
        self.begin(name)?;
        self.append(text)
    }

    /// Begins a file, after the one before it.
    ///
    /// # Errors
    /// When either cannot be written.
    pub fn begin(&mut self, name: &str) -> Result<()> {
        self.end()?;
        self.files.push(Written { name: name.to_owned(), bytes: 0 });
        let file = File::create(self.unfinished(name)).with_context(|| self.cannot(name))?;
        self.writer = Some(BufWriter::new(file));
        Ok(())
    }

    /// Writes to the end of the file that was begun.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, text: &str) -> Result<()> {
        let Some((writer, file)) = self.writer.as_mut().zip(self.files.last_mut()) else {
            bail!("no file was begun")
        };
        file.bytes += text.len() as u64;
        let result = writer.write_all(text.as_bytes());
        result.with_context(|| self.cannot_last())
    }

    /// Gives all files their names.
    ///
    /// # Errors
    /// When something cannot be written, or came into the folder meanwhile; nothing of the export
    /// is in it then.
    pub fn finish(mut self) -> Result<Vec<Written>> {
        self.end()?;
        for (number, Written { name, .. }) in self.files.iter().enumerate() {
            let place = self.path.join(name);
            let renamed = if fs::symlink_metadata(&place).is_ok() {
                Err(io::ErrorKind::AlreadyExists.into())
            } else {
                fs::rename(self.unfinished(name), &place)
            };
            if let Err(error) = renamed {
                for Written { name, .. } in &self.files[..number] {
                    let _ = fs::remove_file(self.path.join(name));
                }
                return Err(error).with_context(|| self.cannot(name));
            }
        }
        self.finished = true;
        Ok(std::mem::take(&mut self.files))
    }

    /// Ends the file that was begun, and makes sure that it has reached the disk.
    fn end(&mut self) -> Result<()> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(io::IntoInnerError::into_error);
        file.and_then(|file| file.sync_all()).with_context(|| self.cannot_last())
    }

    fn unfinished(&self, name: &str) -> PathBuf {
        self.path.join(format!(".{name}{UNFINISHED}"))
    }

    fn cannot(&self, name: &str) -> String {
        format!("cannot write {}; nothing was exported", self.path.join(name).display())
    }

    fn cannot_last(&self) -> String {
        self.cannot(self.files.last().map_or("", |file| &file.name))
    }
}

impl Drop for Folder {
    /// Leaves nothing of an export that came to no end.
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.writer = None;
        for Written { name, .. } in &self.files {
            let _ = fs::remove_file(self.unfinished(name));
        }
        if self.made {
            let _ = fs::remove_dir(&self.path);
        }
    }
}
