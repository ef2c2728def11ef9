//! From the rows of a table to drafts.

use anyhow::{Result, bail};

use super::Options;
use super::columns::Field;
use super::draft::{Body, Draft, Place, Sink};

/// Rows that may stand above the one with the names of the columns.
const ABOVE: usize = 20;

/// A table that is read row by row.
pub struct Table<'a> {
    options: &'a Options,
    /// The field of each column, once they are known.
    columns: Option<Vec<Option<Field>>>,
    names: Vec<String>,
    /// Rows before the names of the columns were found.
    above: Vec<(Place, Vec<String>)>,
    /// For each column without a field, how many of its cells hold something.
    passed_over: Vec<usize>,
    /// A draft to which the next row may add.
    pending: Option<(Draft, String)>,
}

impl<'a> Table<'a> {
    pub fn new(options: &'a Options) -> Self {
        let columns = options.no_header.then(|| options.columns.without_header());
        Self {
            options,
            columns,
            names: Vec::new(),
            above: Vec::new(),
            passed_over: Vec::new(),
            pending: None,
        }
    }

    /// The field that a column fills.
    pub fn field(&self, column: usize) -> Option<Field> {
        self.columns.as_ref()?.get(column).copied().flatten()
    }

    /// Takes a row. `continued`: its question is the one of the row before. `strict`: a row may
    /// have no more cells than there are columns.
    pub fn row(
        &mut self,
        place: Place,
        cells: Vec<String>,
        continued: bool,
        strict: bool,
        sink: &mut dyn Sink,
    ) -> Result<()> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.columns.is_none() {
            return self.header(place, cells, sink);
        }
        let columns = self.columns.clone().unwrap_or_default();
        let first = cells.iter().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default();
        let width = self.names.len();
        let extra = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if strict && extra && width > 0 {
            let reason = format!(
                "the row has {} cells, the header has {width}; cells that hold the separator or \
                 line ends must stand in quotation marks",
                cells.len()
            );
            return sink.leave_out(&place, &first, &reason);
        }
        let mut draft = Draft::new(place, String::new(), Body::Text(String::new()));
        let mut answer = String::new();
        for (at, cell) in cells.into_iter().enumerate() {
            let cell_text = cell.trim();
            if cell_text.is_empty() {
                continue;
            }
            let Some(field) = columns.get(at).copied().flatten() else {
                self.passed_over.resize(self.passed_over.len().max(at + 1), 0);
                self.passed_over[at] += 1;
                continue;
            };
            let parts = |separators: &[char]| {
                let parts = cell_text.split(separators).map(str::trim);
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
            };
            match field {
                Field::Id => draft.id = Some(cell_text.to_owned()),
                Field::Language => draft.language = Some(cell_text.to_owned()),
                Field::Question => draft.question = cell_text.to_owned(),
                Field::Alternates => draft.alternates.extend(parts(&['|', '\n'])),
                Field::Answer => answer = cell,
                Field::Tags => draft.tags.extend(parts(&['|', '\n', ',', ';', '،'])),
                Field::Product => draft.product = Some(cell_text.to_owned()),
                Field::Owner => draft.owner = Some(cell_text.to_owned()),
                Field::Review => draft.review = Some(cell_text.to_owned()),
            }
        }
        if continued && let Some((_, before)) = &mut self.pending {
            if !answer.trim().is_empty() {
                *before += "\n\n";
                *before += &answer;
            }
            return Ok(());
        }
        self.flush(sink)?;
        if draft.question.is_empty() {
            return sink.leave_out(&draft.place, &first, "there is no question in this row");
        }
        self.pending = Some((draft, answer));
        Ok(())
    }

    /// Looks whether a row has the names of the columns.
    fn header(&mut self, place: Place, cells: Vec<String>, sink: &mut dyn Sink) -> Result<()> {
        if let Some(columns) = self.options.columns.of_header(&cells) {
            self.columns = Some(columns);
            self.names = cells;
            // Spreadsheets may have cells to the right that are only painted.
            while self.names.last().is_some_and(|name| name.trim().is_empty()) {
                self.names.pop();
            }
            for (place, cells) in std::mem::take(&mut self.above) {
                let words: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
                sink.leave_out(
                    &place,
                    words.join(" ").trim(),
                    "it stands above the columns' names",
                )?;
            }
            return Ok(());
        }
        self.above.push((place, cells));
        if self.above.len() > ABOVE {
            return self.no_header();
        }
        Ok(())
    }

    fn no_header(&self) -> Result<()> {
        let Some((_, first)) = self.above.first() else { bail!("it is empty") };
        let names: Vec<String> = first
            .iter()
            .filter(|name| !name.trim().is_empty())
            .take(20)
            .map(|name| format!("“{}”", name.trim().chars().take(40).collect::<String>()))
            .collect();
        bail!(
            "no row names a column of questions and one of answers; the first row has {}. Say \
             which they are: --columns question=…,answer=… with their names or numbers, and \
             --no-header where the first row is an entry",
            names.join(", ")
        );
    }

    fn flush(&mut self, sink: &mut dyn Sink) -> Result<()> {
        let Some((mut draft, answer)) = self.pending.take() else { return Ok(()) };
        draft.answer = Body::of(answer, self.options.answers);
        sink.take(draft)
    }

    /// Takes the last row, and says which columns were passed over.
    ///
    /// # Errors
    /// When the table has no columns of questions and answers.
    pub fn finish(mut self, place: &Place, sink: &mut dyn Sink) -> Result<()> {
        self.flush(sink)?;
        if self.columns.is_none() {
            return self.no_header();
        }
        for (at, count) in self.passed_over.iter().enumerate().filter(|(_, count)| **count > 0) {
            let name = self.names.get(at).map_or("", |name| name.trim());
            let name = if name.is_empty() {
                format!("number {}", at + 1)
            } else {
                format!("“{name}”")
            };
            let reason = format!(
                "the column {name} fills no field ({count} of its cells hold something); \
                 --columns can name one"
            );
            sink.leave_out(place, "", &reason)?;
        }
        Ok(())
    }
}
