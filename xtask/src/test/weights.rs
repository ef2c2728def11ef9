//! The table of weights in docs/embedding.md, held to what was measured.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::project;

/// Another version of the compiler gives another engine: a figure may be off by so many hundredths
/// of KiB, or by this part of itself.
const OFF: u64 = 20;
const PART_OFF: u64 = 50;

/// Holds the rows of the table to what they weigh, in bytes, by their first cells. With
/// `UPDATE_DOCS` set, writes them anew.
///
/// # Errors
/// When a row is missing or says something else.
pub fn check(weights: &[(&str, u64)]) -> Result<()> {
    let path = project::root().join("docs").join("embedding.md");
    let text = fs::read_to_string(&path)?;
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let updated = weights.iter().try_fold(text, |text, (what, bytes)| {
            let row = row(&text, what)?.to_owned();
            let (start, _) = figure(&row)?;
            let hundredths = hundredths(*bytes);
            let figure = format!("{}.{} |", hundredths / 100, hundredths % 100 / 10);
            Ok::<_, anyhow::Error>(text.replacen(&row, &format!("{start}{figure}"), 1))
        })?;
        return fs::write(&path, updated).context("docs/embedding.md");
    }
    for (what, bytes) in weights {
        let (_, written) = figure(row(&text, what)?)?;
        let measured = hundredths(*bytes);
        if written.abs_diff(measured) > OFF + measured / PART_OFF {
            bail!(
                "docs/embedding.md: {what}: {} KiB measured; run: UPDATE_DOCS=1 cargo xtask test size",
                measured as f64 / 100.0
            );
        }
    }
    Ok(())
}

/// Hundredths of KiB, to the nearest tenth of KiB.
fn hundredths(bytes: u64) -> u64 {
    (bytes * 10 + 512) / 1024 * 10
}

/// The row of a table that begins with a cell.
fn row<'a>(text: &'a str, what: &str) -> Result<&'a str> {
    let start = format!("| {what} |");
    text.lines()
        .find(|line| line.starts_with(&start))
        .with_context(|| format!("docs/embedding.md has no row \"{what}\""))
}

/// A row up to its last cell, and that cell in hundredths.
fn figure(row: &str) -> Result<(&str, u64)> {
    let cells = row.trim_end().strip_suffix('|').context("a row ends with |")?;
    let (start, figure) = cells.split_at(cells.rfind('|').context("a row has cells")? + 2);
    let figure: f64 = figure.trim().parse().with_context(|| format!("not a number: {row}"))?;
    Ok((start, (figure * 100.0).round() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_from_the_last_cell() {
        let row = "| engine | `a.wasm` | when near | 50.5 |";
        assert_eq!(figure(row).expect("it has one"), ("| engine | `a.wasm` | when near | ", 5050));
        assert!(figure("| engine | heavy |").is_err());
    }

    #[test]
    fn bytes_become_tenths_of_kib() {
        for (bytes, expected) in [(0, 0), (51, 0), (52, 10), (1024, 100), (51_747, 5050)] {
            assert_eq!(hundredths(bytes), expected, "{bytes}");
        }
    }
}
