//! Content of any size, read once; what is needed of it again is kept aside.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use faqlet::content::{
    Catalogue, Diagnostic, Gathered, Reading, SourceFile, is_streamed, unknown_files,
};
use sha2::{Digest, Sha256};

use crate::folder::{Listed, list, read_file, unreadable};
use crate::output::Workplace;

/// How many parts the entries about products are kept in. A part must fit into memory: of ten
/// million entries of 400 bytes it has 16 MB.
pub const PARTS: usize = 256;

/// So many bytes are held in memory before they go to the disk.
const HELD: usize = 32 << 20;

/// The texts of entries, by part.
pub struct Kept {
    /// Those of no product.
    store_wide: Vec<u8>,
    /// Those about products that are not on the disk.
    parts: Vec<Vec<u8>>,
    held: usize,
    /// Whether any are on the disk.
    spilt: bool,
    place: PathBuf,
}

impl Kept {
    fn keep(&mut self, workplace: &mut Workplace, product: &str, text: &[u8]) -> Result<()> {
        self.parts[part_of(product)].extend(text);
        self.held += text.len();
        if self.held < HELD {
            return Ok(());
        }
        workplace.open()?;
        self.spilt = true;
        for (number, part) in self.parts.iter_mut().enumerate().filter(|(_, it)| !it.is_empty()) {
            let path = self.place.join(format!("kept-{number}"));
            let write =
                || OpenOptions::new().create(true).append(true).open(&path)?.write_all(part);
            write().with_context(|| format!("cannot write {}", path.display()))?;
            *part = Vec::new();
        }
        self.held = 0;
        Ok(())
    }

    /// The texts of the entries of no product.
    pub fn store_wide(&self) -> &[u8] {
        &self.store_wide
    }

    /// Takes the texts of a part, in the order in which they were read.
    ///
    /// # Errors
    /// When they cannot be read from the disk.
    pub fn take(&mut self, part: usize) -> Result<Vec<u8>> {
        let held = std::mem::take(&mut self.parts[part]);
        if !self.spilt {
            return Ok(held);
        }
        let path = self.place.join(format!("kept-{part}"));
        let mut kept = match fs::read(&path) {
            Ok(kept) => kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        kept.extend(held);
        // It is not needed any more, and room on the disk may be.
        let _ = fs::remove_file(path);
        Ok(kept)
    }
}

/// One of several machines that build together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// From 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether a product is built here.
    pub fn has(self, product: &str) -> bool {
        hash(product) % u64::from(self.of) == u64::from(self.number - 1)
    }
}

/// The same on every machine and in every version.
fn hash(product: &str) -> u64 {
    let hash = Sha256::digest(product.as_bytes());
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Other bits than [`Share::has`] goes by, so that a share has products in all parts.
fn part_of(product: &str) -> usize {
    usize::from(Sha256::digest(product.as_bytes())[31]) % PARTS
}

/// Reads a folder, or a single file, for the first time, and keeps the texts of the entries of no
/// product and those of a share of the others.
///
/// # Errors
/// When the folder or file itself cannot be read, or the texts cannot be kept.
pub fn read(
    path: &Path,
    share: Share,
    workplace: &mut Workplace,
) -> Result<(Catalogue, Gathered, Kept)> {
    let (mut files, mut found) = list(path)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let (streamed, settings): (Vec<&Listed>, Vec<&Listed>) =
        files.iter().partition(|file| is_streamed(&file.name));
    let settings: Vec<SourceFile> =
        settings.into_iter().filter_map(|file| read_file(file, &mut found)).collect();
    let mut reading = Reading::new(&settings, crate::today());
    found.extend(unknown_files(&settings));
    reading.report(found);
    let parts = vec![Vec::new(); PARTS];
    let place = workplace.folder();
    let mut kept = Kept { store_wide: Vec::new(), parts, held: 0, spilt: false, place };
    for file in streamed {
        if let Some(finding) = read_into(&mut reading, file, share, &mut kept, workplace)? {
            reading.report(vec![finding]);
        }
    }
    let (catalogue, gathered) = reading.finish();
    Ok((catalogue, gathered, kept))
}

/// Reads a file; what comes back says why it could not be read.
fn read_into(
    reading: &mut Reading,
    file: &Listed,
    share: Share,
    kept: &mut Kept,
    workplace: &mut Workplace,
) -> Result<Option<Diagnostic>> {
    let mut failed = None;
    let keep = &mut |product: Option<&str>, text: &[u8]| {
        let result = match product {
            None => {
                kept.store_wide.extend(text);
                Ok(())
            }
            Some(product) if share.has(product) => kept.keep(workplace, product, text),
            Some(_) => Ok(()),
        };
        result.map_err(|error| {
            failed = Some(error);
            io::Error::other("cannot be kept")
        })
    };
    // What is one entry has the limit of what people write.
    let result = if file.name.to_lowercase().ends_with(".md") {
        let mut found = Vec::new();
        match read_file(file, &mut found) {
            Some(source) => reading.file(&file.name, &mut &source.bytes[..], keep),
            None => return Ok(found.pop()),
        }
    } else {
        File::open(&file.path)
            .and_then(|input| reading.file(&file.name, &mut BufReader::new(input), keep))
    };
    match (failed, result) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Ok(Some(unreadable(&file.name, Some(&error)))),
        (None, Ok(())) => Ok(None),
    }
}
