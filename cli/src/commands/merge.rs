//! `faqlet merge`: the parts of a build, made on several machines, become one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use faqlet::compile::OutputFile;
use faqlet::content::Audience;
use walkdir::WalkDir;

use crate::output::{Kind, Release, Workplace, kind_of};
use crate::part::{self, PartFile};
use crate::terminal;

/// Unite the parts of a build.
///
/// Each PART is the folder that "faqlet build --shards I/N" wrote on one of N machines. OUT then
/// holds what one machine would have built, byte for byte; what was built there before is replaced
/// as by "faqlet build". The parts stay as they are.
#[derive(clap::Args)]
pub struct Merge {
    /// Folder to write to, made where it is missing. Other files in it stay.
    out: PathBuf,
    /// Folders of all parts, in any order.
    #[arg(required = true)]
    parts: Vec<PathBuf>,
}

impl Merge {
    /// # Errors
    /// When parts are missing, do not belong together or cannot be read, or the output not be
    /// written.
    pub fn run(self) -> Result<ExitCode> {
        let parts: Vec<(&Path, PartFile)> = self
            .parts
            .iter()
            .map(|folder| Ok((folder.as_path(), part::read(folder)?)))
            .collect::<Result<_>>()?;
        belong_together(&parts)?;
        for (folder, _) in &parts {
            ensure!(
                !is_same(folder, &self.out),
                "{} is a part; name another folder to write to",
                folder.display()
            );
        }
        let staff = parts.iter().any(|(_, it)| it.audience == Audience::Staff.as_str());
        let audience = if staff { Audience::Staff } else { Audience::Public };
        let mut workplace = Workplace::new(&self.out);
        workplace.open()?;
        let mut release = Release::new(&self.out, audience, &workplace)?;
        for (folder, _) in &parts {
            take(folder, &mut release)?;
        }
        ensure!(release.count(Kind::Manifest) == 1, "part 1 has no manifest.json; build it again");
        let count = |kinds: &[Kind]| kinds.iter().map(|kind| release.count(*kind)).sum();
        let files = count(&[Kind::Lasting, Kind::ProductManifest, Kind::Page, Kind::Manifest]);
        let products = release.count(Kind::ProductManifest);
        release.finish()?;
        terminal::complain(&format!(
            "{} united: {}, {}\n",
            terminal::plural(parts.len(), "part"),
            terminal::plural(products, "product"),
            terminal::plural(files, "file")
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes sure that each part of one build is there once.
fn belong_together(parts: &[(&Path, PartFile)]) -> Result<()> {
    let Some(((first_folder, first), others)) = parts.split_first() else {
        bail!("name the folders of all parts");
    };
    for (folder, part) in others {
        let differ = |what: &str| {
            format!(
                "{} and {} are not parts of one build: {what}; build them again, all in the same \
                 way",
                first_folder.display(),
                folder.display()
            )
        };
        ensure!(
            part.of == first.of,
            "{}",
            differ(&format!("one is of {} parts, the other of {}", first.of, part.of))
        );
        ensure!(
            part.generator == first.generator,
            "{}",
            differ(&format!("{} built one, {} the other", first.generator, part.generator))
        );
        ensure!(part.audience == first.audience, "{}", differ("they are for different audiences"));
        ensure!(
            part.infer_intents == first.infer_intents,
            "{}",
            differ("only one was built with --infer-intents")
        );
        ensure!(part.content == first.content, "{}", differ("their content differs"));
    }
    let mut there: BTreeMap<u32, &Path> = BTreeMap::new();
    for (folder, part) in parts {
        if let Some(other) = there.insert(part.part, folder) {
            bail!(
                "part {} is there twice: {} and {}",
                part.part,
                other.display(),
                folder.display()
            );
        }
    }
    let missing: Vec<String> = (1..=first.of)
        .filter(|number| !there.contains_key(number))
        .map(|number| format!("{number}/{}", first.of))
        .collect();
    if let [one, more @ ..] = &missing[..] {
        let more =
            if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        bail!("the part {one}{more} is missing; build it with --shards {one}, and name its folder");
    }
    Ok(())
}

/// Takes over the files of a part.
fn take(folder: &Path, release: &mut Release<'_>) -> Result<()> {
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        // What has no plain name is nothing that a build writes.
        let Some(name) = parts.map(|parts| parts.join("/")) else { continue };
        let Some(kind) = kind_of(folder, &name) else { continue };
        let bytes = fs::read(entry.path())
            .with_context(|| format!("cannot read {}", entry.path().display()))?;
        release.add(kind, &OutputFile { name, bytes })?;
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
