//! Documents in files of a bounded size.

use anyhow::Result;

use super::folder::Folder;

/// Writes documents into a file, and into another one where it is full. None is parted.
pub struct Parts<'a> {
    folder: &'a mut Folder,
    stem: String,
    extension: &'static str,
    limit: u64,
    /// Bytes in the last one.
    bytes: u64,
    names: Vec<String>,
}

impl<'a> Parts<'a> {
    pub fn new(folder: &'a mut Folder, stem: String, extension: &'static str, limit: u64) -> Self {
        Self { folder, stem, extension, limit, bytes: 0, names: Vec::new() }
    }

    /// Adds a document, which may be several lines.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, document: &str) -> Result<()> {
        let bytes = document.len() as u64;
        let full = self.bytes + bytes > self.limit && self.bytes > 0;
        if self.names.is_empty() || full {
            self.next()?;
        }
        self.bytes += bytes;
        self.folder.append(document)
    }

    fn next(&mut self) -> Result<()> {
        let (stem, extension) = (&self.stem, self.extension);
        let name = match self.names.len() {
            0 => format!("{stem}.{extension}"),
            before => format!("{stem}-{}.{extension}", before + 1),
        };
        self.folder.begin(&name)?;
        self.names.push(name);
        self.bytes = 0;
        Ok(())
    }

    /// The names of the files; there is one even without documents.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<Vec<String>> {
        if self.names.is_empty() {
            self.next()?;
        }
        Ok(self.names)
    }
}
