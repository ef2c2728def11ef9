//! Workbooks: cells as they are shown, merged ones, hidden rows and sheets.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read as _, Write};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::Options;
use super::columns::Field;
use super::draft::{CannotWrite, Place, Sink};
use super::table::Table;

/// The largest size of a workbook's tables, in bytes: 128 MiB. A few kilobytes can be packed of
/// gigabytes.
const UNPACKED: u64 = 128 << 20;
/// The most parts of a workbook.
const PARTS: usize = 10_000;
/// Columns beyond this are not looked at.
const COLUMNS: u32 = 1000;
/// The most merged regions and links of a sheet.
const REGIONS: usize = 20_000;

type Book = Xlsx<BufReader<File>>;

/// Reads a workbook: all sheets with a column of questions and one of answers.
///
/// # Errors
/// When it cannot be read, or no sheet has such columns.
pub fn read(path: &Path, name: &str, options: &Options, sink: &mut dyn Sink) -> Result<()> {
    let open = || File::open(path).map(BufReader::new).context("it cannot be opened");
    let mut archive = ZipArchive::new(open()?).context("it is not a workbook, or it is damaged")?;
    guard(&mut archive)?;
    let mut book: Book = Xlsx::new(open()?)
        .context("it is not a workbook that can be read; save it again as .xlsx, or as CSV")?;
    let parts = parts(&mut archive)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut unused: Vec<(Place, anyhow::Error)> = Vec::new();
    let mut used = false;
    for sheet in &sheets {
        let place = Place::new(name, format!("sheet “{}”", sheet.name));
        if sheet.typ != SheetType::WorkSheet {
            sink.leave_out(&place, "", "it is a chart and not a table")?;
            continue;
        }
        if sheet.visible != SheetVisible::Visible && !options.hidden {
            sink.leave_out(&place, "", "the sheet is hidden; --hidden takes what is hidden")?;
            continue;
        }
        let hidden = match parts.get(&sheet.name) {
            Some(part) if !options.hidden => hidden_rows(&mut archive, part)?,
            _ => Vec::new(),
        };
        match read_sheet(&mut book, &sheet.name, &place, &hidden, options, sink)? {
            Ok(()) => used = true,
            Err(reason) => unused.push((place, reason)),
        }
    }
    for (place, reason) in &unused {
        if !used && unused.len() == 1 {
            bail!("{}: {reason:#}", place.at);
        }
        sink.leave_out(place, "", &format!("{reason:#}"))?;
    }
    ensure!(used, "no sheet has a column of questions and one of answers");
    Ok(())
}

/// Counts what the workbook's tables unpack to, without keeping it: what it says of itself may be
/// wrong.
fn guard(archive: &mut ZipArchive<BufReader<File>>) -> Result<()> {
    ensure!(archive.len() <= PARTS, "it has {} parts, more than any workbook", archive.len());
    let mut left = UNPACKED;
    for number in 0..archive.len() {
        let part = archive.by_index(number).context("it is damaged, or has a password")?;
        // Pictures are not read.
        let name = part.name().context("it is damaged")?;
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut counter = Counter { left, over: false };
        let copied = std::io::copy(&mut part.take(left + 1), &mut counter);
        ensure!(
            !counter.over,
            "its tables have more than {} MiB when unpacked; save it as CSV (“CSV UTF-8” in \
             Excel), which is read in pieces",
            UNPACKED >> 20
        );
        copied.context("it is damaged")?;
        left = counter.left;
    }
    Ok(())
}

/// Counts bytes, up to a limit.
struct Counter {
    left: u64,
    over: bool,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => {
                self.over = true;
                return Err(std::io::Error::other("too large"));
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The part of the archive in which each sheet lies, by the sheet's name.
fn parts(archive: &mut ZipArchive<BufReader<File>>) -> Result<BTreeMap<String, String>> {
    let mut targets = BTreeMap::new();
    each_element(archive, "xl/_rels/workbook.xml.rels", "Relationship", |attributes| {
        if let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target")) {
            let part = match target.strip_prefix('/') {
                Some(part) => part.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id.clone(), part);
        }
    })?;
    let mut parts = BTreeMap::new();
    each_element(archive, "xl/workbook.xml", "sheet", |attributes| {
        let part = attributes.get("id").and_then(|id| targets.get(id));
        if let (Some(name), Some(part)) = (attributes.get("name"), part) {
            parts.insert(name.clone(), part.clone());
        }
    })?;
    Ok(parts)
}

/// Rows that are hidden or filtered away, from 0, in order.
fn hidden_rows(archive: &mut ZipArchive<BufReader<File>>, part: &str) -> Result<Vec<u32>> {
    let mut hidden = Vec::new();
    let mut next = 1_u32;
    each_element(archive, part, "row", |attributes| {
        let row = attributes.get("r").and_then(|row| row.parse().ok()).unwrap_or(next);
        next = row.saturating_add(1);
        if matches!(attributes.get("hidden").map(String::as_str), Some("1" | "true")) {
            hidden.push(row.saturating_sub(1));
        }
    })?;
    hidden.sort_unstable();
    Ok(hidden)
}

/// Hands the attributes of all elements of a name in a part to a function.
fn each_element(
    archive: &mut ZipArchive<BufReader<File>>,
    part: &str,
    name: &str,
    mut each: impl FnMut(&BTreeMap<String, String>),
) -> Result<()> {
    let Ok(part) = archive.by_name(part) else { return Ok(()) };
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part.take(UNPACKED)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).context("it is damaged")? {
            Event::Eof => return Ok(()),
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == name =>
            {
                let mut attributes = BTreeMap::new();
                for attribute in element.attributes().flatten() {
                    let key = attribute.key.local_name().as_ref().to_owned();
                    let value = quick_xml::escape::unescape(&attribute.value).map(Into::into);
                    attributes.insert(key, value.unwrap_or_default());
                }
                each(&attributes);
            }
            _ => {}
        }
    }
}

/// A sheet's merged regions, by their first row, and what its cells link to.
struct Extras {
    merged: Vec<Dimensions>,
    links: BTreeMap<(u32, u32), String>,
}

impl Extras {
    fn of(book: &mut Book, sheet: &str) -> Option<Self> {
        let mut merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
        merged.retain(|region| region.end.0 > region.start.0 && region.start.1 < COLUMNS);
        merged.sort_by_key(|region| region.start);
        let links = book.hyperlinks_by_sheet_name(sheet).unwrap_or_default();
        if merged.len() > REGIONS || links.len() > REGIONS {
            return None;
        }
        let links = links.into_iter().filter_map(|link| Some((link.range.start, link.target?)));
        Some(Self { merged, links: links.collect() })
    }
}

/// Reads a sheet. The inner error: it is of no use.
fn read_sheet(
    book: &mut Book,
    sheet: &str,
    place: &Place,
    hidden: &[u32],
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Result<()>> {
    let Some(extras) = Extras::of(book, sheet) else {
        return Ok(Err(anyhow!(
            "the sheet has more than {REGIONS} merged regions or links; save it as CSV"
        )));
    };
    let mut reader = match book.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(anyhow!("the sheet cannot be read ({error})"))),
    };
    let mut rows = SheetRows {
        table: Table::new(options),
        place,
        hidden,
        extras: &extras,
        next_region: 0,
        active: BTreeMap::new(),
    };
    let mut row: Option<(u32, BTreeMap<u32, String>)> = None;
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => {
                let reason = format!("the rest of the sheet cannot be read ({error})");
                sink.leave_out(place, "", &reason)?;
                break;
            }
        };
        let (number, column) = cell.get_position();
        if row.as_ref().is_some_and(|(before, _)| *before != number)
            && let Some((number, cells)) = row.take()
            && let Err(error) = rows.take(number, cells, sink)
        {
            return unusable(error);
        }
        if column < COLUMNS {
            let text = shown(cell.get_value());
            row.get_or_insert_with(|| (number, BTreeMap::new())).1.insert(column, text);
        }
    }
    if let Some((number, cells)) = row
        && let Err(error) = rows.take(number, cells, sink)
    {
        return unusable(error);
    }
    rows.table.finish(place, sink).map_or_else(unusable, |()| Ok(Ok(())))
}

/// An error of the sheet, told apart from one of what is written.
fn unusable(error: anyhow::Error) -> Result<Result<()>> {
    if error.is::<CannotWrite>() { Err(error) } else { Ok(Err(error)) }
}

/// The rows of a sheet on their way to a table.
struct SheetRows<'a> {
    table: Table<'a>,
    place: &'a Place,
    hidden: &'a [u32],
    extras: &'a Extras,
    /// The merged region after those that have begun.
    next_region: usize,
    /// Regions that have begun, by column: their last row and their text.
    active: BTreeMap<u32, (u32, String)>,
}

impl SheetRows<'_> {
    fn take(
        &mut self,
        row: u32,
        mut cells: BTreeMap<u32, String>,
        sink: &mut dyn Sink,
    ) -> Result<()> {
        let number = u64::from(row) + 1;
        let place = Place::new(&self.place.file, format!("{}, row {number}", self.place.at));
        let mut continued = false;
        // Only its first cell holds the text of a region, and it is meant for all its rows.
        for (column, (last, text)) in &self.active {
            if row > *last {
                continue;
            }
            match self.table.field(*column as usize) {
                Some(Field::Question) => continued = true,
                // One answer to several questions, or one topic of theirs.
                Some(_) => {
                    cells.insert(*column, text.clone());
                }
                None => {}
            }
        }
        while let Some(region) = self.extras.merged.get(self.next_region)
            && region.start.0 <= row
        {
            let text = cells.get(&region.start.1).cloned().unwrap_or_default();
            self.active.insert(region.start.1, (region.end.0, text));
            self.next_region += 1;
        }
        if self.hidden.binary_search(&row).is_ok() {
            let first = cells.values().find(|text| !text.trim().is_empty());
            return match first {
                Some(first) => {
                    let reason =
                        "the row is hidden or filtered away; --hidden takes what is hidden";
                    sink.leave_out(&place, first, reason)
                }
                None => Ok(()),
            };
        }
        for (column, text) in &mut cells {
            if let Some(target) = self.extras.links.get(&(row, *column))
                && self.table.field(*column as usize) == Some(Field::Answer)
                && !text.contains(target.as_str())
                && target.starts_with("http")
            {
                // The link of a cell is not part of its text.
                *text += &format!("\n\n{target}");
            }
        }
        let error = cells.iter().find(|(column, text)| {
            let needed = matches!(
                self.table.field(**column as usize),
                Some(Field::Question | Field::Answer | Field::Product)
            );
            needed && text.starts_with('\u{0}')
        });
        if let Some((_, text)) = error {
            let reason = format!("a formula in this row has no value but {}", &text[1..]);
            return sink.leave_out(&place, "", &reason);
        }
        let width = cells.keys().next_back().map_or(0, |last| *last as usize + 1);
        let mut all = vec![String::new(); width];
        for (column, text) in cells {
            all[column as usize] = text.trim_start_matches('\u{0}').to_owned();
        }
        self.table.row(place, all, continued, false, sink)
    }
}

/// A cell's value as text. Those of formulas that failed start with a zero byte, which no text in
/// a workbook can hold.
fn shown(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => format!("\u{0}{error}"),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute) == (0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
        }
        DataRef::DateTime(duration) => duration.as_f64().to_string(),
    }
}
