//! What a part of a build says of itself, so that parts can be united.

use anyhow::{Context as _, Result, bail};
use faqlet::compile::OutputFile;
use faqlet::content::{Audience, Catalogue};
use serde::{Deserialize, Serialize};

use crate::catalogue::Share;

/// Its name, beside what the part was built to.
pub const NAME: &str = "part.json";

/// The most parts that a build can be divided into.
const MOST: u32 = 100_000;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartFile {
    /// The program and version that built it.
    pub generator: String,
    /// Which part it is, from 1.
    pub part: u32,
    /// Of how many.
    pub of: u32,
    /// For whom.
    pub audience: String,
    /// Whether intents were inferred.
    pub infer_intents: bool,
    /// Stands for all files that were read.
    pub content: String,
}

impl PartFile {
    /// Of a build that is being made.
    pub fn new(
        share: Share,
        audience: Audience,
        infer_intents: bool,
        catalogue: &Catalogue,
    ) -> Self {
        Self {
            generator: concat!("faqlet ", env!("CARGO_PKG_VERSION")).to_owned(),
            part: share.number,
            of: share.of,
            audience: audience.as_str().to_owned(),
            infer_intents,
            content: catalogue.fingerprint(),
        }
    }

    /// As it is written.
    pub fn file(&self) -> OutputFile {
        // Text and numbers always become JSON.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        OutputFile { name: NAME.to_owned(), bytes }
    }
}

/// Reads `I/N`.
///
/// # Errors
/// When it is anything else, or there is no such part.
pub fn share(text: &str) -> Result<Share> {
    let numbers = text.split_once('/').map(|(number, of)| (number.parse(), of.parse()));
    let Some((Ok(number), Ok(of))) = numbers else {
        bail!("write which part it is and of how many, such as 1/4");
    };
    if number == 0 || number > of || of > MOST {
        bail!("parts are numbered from 1 to the number of parts, which is at most {MOST}");
    }
    Ok(Share { number, of })
}

/// Reads the file of a part.
///
/// # Errors
/// When there is none, or it is another file.
pub fn read(folder: &std::path::Path) -> Result<PartFile> {
    let path = folder.join(NAME);
    let bytes = std::fs::read(&path).with_context(|| {
        format!(
            "{} is not a finished part of a build: `faqlet build … --shards I/N --out` makes one; \
             cannot read {}",
            folder.display(),
            path.display()
        )
    })?;
    serde_json::from_slice(&bytes).with_context(|| {
        format!("{} is not what faqlet writes; build the part again", path.display())
    })
}
