//! `faqlet import`: questions and answers of other programs as entries.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::import::{
    self, Answers, Articles, Asked, Destination, Format, Importer, Options, Report, by_label,
};
use crate::terminal;

/// Take questions and answers of other programs into a folder, as Markdown entries.
///
/// Reads tables (CSV, Excel), saved web pages with structured data, exports of Zendesk Guide and
/// Intercom, and Markdown with a heading for each question. What is there is never written over:
/// an entry with the same question and answer is passed over, one with another answer is left out
/// and reported. Exits with 0 where everything was taken, with 1 where something was left out.
#[derive(clap::Args)]
pub struct Import {
    /// Files to read.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder for the entries: that of a language (faq-data/en), one within it, or the whole
    /// content folder, where each text goes into the folder of its language.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// What the files hold [default: told by each file].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
    /// Also write the report as JSON.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// What columns of a table are for: question=Frage,answer=3,tags=Thema. Fields: id, lang,
    /// question, alternates, answer, tags, product, owner, review.
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = import::parse_columns)]
    columns: Option<Asked>,
    /// The first row of a table is an entry and does not name the columns.
    #[arg(long)]
    no_header: bool,
    /// How answers in tables and structured data are written.
    #[arg(long, value_enum, default_value_t)]
    answers: Answers,
    /// The encoding of the files, such as windows-1250 [default: told by their bytes].
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Take hidden sheets and rows of workbooks too.
    #[arg(long)]
    hidden: bool,
    /// Take articles that are not published too.
    #[arg(long)]
    drafts: bool,
    /// Where a question is there with another answer, write the new one beside it.
    #[arg(long)]
    beside: bool,
}

impl Import {
    /// # Errors
    /// When nothing could be read, or an entry or the report cannot be written.
    pub fn run(self) -> Result<ExitCode> {
        let to = Destination::new(&self.into)?;
        let options = Options {
            format: self.format,
            encoding: self.encoding.as_deref().map(by_label).transpose()?,
            columns: self.columns.unwrap_or_default(),
            no_header: self.no_header,
            answers: self.answers,
            hidden: self.hidden,
            drafts: self.drafts,
            language: to.default_language().to_owned(),
        };
        let report = Report::new(self.report.as_deref(), self.dry_run)?;
        let mut importer = Importer::new(to, report, self.dry_run, self.beside);
        let mut articles = Articles::default();
        let mut failed = 0;
        for file in &self.files {
            if let Err(error) = import::read(file, &options, &mut articles, &mut importer) {
                failed += 1;
                importer.refuse(file, error)?;
            }
        }
        articles.finish(&options, &mut importer)?;
        let complete = importer.finish(&self.into)?;
        ensure!(failed < self.files.len(), "{}", none_read(&self.files));
        Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn none_read(files: &[PathBuf]) -> String {
    match files {
        [file] => format!("{} could not be read", name(file)),
        files => format!("none of the {} could be read", terminal::plural(files.len(), "file")),
    }
}

fn name(file: &Path) -> String {
    file.display().to_string()
}
