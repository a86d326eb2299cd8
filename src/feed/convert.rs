//! A source in another format: its columns as text, the new ones behind them.
//!
//! Owns which columns of old workbooks and spreadsheets are numbers in a new one: those whose every
//! cell is written as a number is.

use std::io::Write;

use super::cell::{Cell, Kind, NewColumn};
use super::table::{self, Next};
use super::tags::{Failure, Tags, Work};
use crate::config::Format;
use crate::read::{Again, Rows, SourceShape};

/// Digits of a number at most that a workbook keeps.
const DIGITS: usize = 15;

/// Writes all rows of the source with their new cells in `format`.
pub(super) fn copy(
    format: Format,
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let rows = again.rows(&[]).map_err(Failure::Reread)?;
    let kept: Vec<usize> = rows
        .names()
        .enumerate()
        .filter(|(_, name)| !work.plan.gives_way(name))
        .map(|(index, _)| index)
        .collect();
    let names: Vec<&str> = rows.names().collect();
    let old = kept.iter().filter_map(|&index| names.get(index));
    let mut columns: Vec<NewColumn> = old.map(|name| NewColumn::new(*name, Kind::Text)).collect();
    columns.extend(work.plan.new.iter().cloned());
    let numbers =
        if format == Format::Xlsx && matches!(work.shape.format, Format::Xls | Format::Ods) {
            numbers(&rows, names.len())
        } else {
            vec![false; names.len()]
        };
    let width = work.plan.new.len();
    let mut row = 0;
    let mut next = || -> Result<Option<Vec<Cell>>, Failure> {
        if row >= rows.len() {
            return Ok(None);
        }
        let old = rows.cells(row).unwrap_or_default();
        row += 1;
        let cell = |&index: &usize| match old.get(index) {
            Some(text) if numbers.get(index) == Some(&true) => number(text).unwrap_or(Cell::Blank),
            Some(text) if !text.is_empty() => Cell::Text(text.clone()),
            Some(_) | None => Cell::Blank,
        };
        let mut cells: Vec<Cell> = kept.iter().map(cell).collect();
        cells.extend(tags.next()?.unwrap_or_else(|| vec![Cell::Blank; width]));
        Ok(Some(cells))
    };
    let next: &mut Next<'_> = &mut next;
    table::write(format, &SourceShape::comma(), &columns, next, out)
}

/// For each column, whether it holds numbers only.
fn numbers(rows: &Rows<'_>, width: usize) -> Vec<bool> {
    let mut numbers = vec![true; width];
    for row in 0..rows.len() {
        let cells = rows.cells(row).unwrap_or_default();
        for (is, text) in numbers.iter_mut().zip(&cells) {
            *is = *is && (text.is_empty() || number(text).is_some());
        }
    }
    numbers
}

/// A number, if the text is just how it is written.
fn number(text: &str) -> Option<Cell> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (digits <= DIGITS && format!("{value}") == text).then_some(Cell::Number(value, decimals as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_is_written_as_one() {
        for (text, decimals) in [("9", 0), ("-3.25", 2), ("0.1", 1)] {
            assert_eq!(number(text), Some(Cell::Number(text.parse().unwrap(), decimals)));
        }
        for text in ["", "007", "1e5", "9,5", "+358401234567", "1234567890123456", "NaN", "1.0"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
