//! Where does the table on a sheet begin, and what are its columns called?
//!
//! Owns titles above the table and header cells that are merged: a group over its columns, a name
//! over several rows.

use calamine::Dimensions;

use super::cells::Cells;
use crate::config::{Profile, Settings};
use crate::read::header::{self, Header};
use crate::read::table::Column;

/// Rows that are looked at.
const SAMPLE: usize = 24;

/// Header rows at most.
const DEEPEST: u32 = 3;

/// The head of the table on a sheet.
pub(super) struct Top {
    /// Rows of the header records, from 0.
    pub(super) header: Vec<u32>,
    /// First row that may hold data, from 0.
    pub(super) first: u32,
    /// First column, from 0.
    pub(super) left: u32,
    pub(super) columns: Vec<Column>,
    pub(super) profile: Profile,
}

/// The head of the table; `None` on an empty sheet.
pub(super) fn find(cells: &Cells, merged: &[Dimensions], settings: &Settings) -> Option<Top> {
    let (left, right) = cells.span()?;
    let width = (right - left + 1) as usize;
    let mut rows: Vec<(u32, Vec<String>)> = cells
        .rows()
        .take(SAMPLE)
        .map(|(row, cells)| {
            let mut dense = vec![String::new(); width];
            for (column, text) in cells {
                if let Some(cell) = dense.get_mut((column - left) as usize) {
                    text.clone_into(cell);
                }
            }
            (row, dense)
        })
        .collect();
    if settings.header != Some(false) {
        let titles = titles(&rows, merged);
        rows.drain(..titles);
    }
    let start = rows.first()?.0;
    let depth = if settings.header == Some(false) { 1 } else { depth(start, merged) };
    let heads = rows.iter().take_while(|(row, _)| *row < start + depth).count();
    let numbers: Vec<u32> = rows.iter().map(|(row, _)| *row).collect();
    let mut first: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
    let plain = header::find(&first, settings.header, settings.profile);
    let Header { mut records, columns, profile } = if heads > 1 && plain.profile == Profile::Generic
    {
        let names = combined(&first, heads, start, left, merged);
        first.splice(..heads, [names]);
        let found = header::find(&first, Some(true), Some(Profile::Generic));
        Header { records: heads, ..found }
    } else {
        plain
    };
    records = records.min(numbers.len());
    let header: Vec<u32> = numbers.iter().take(records).copied().collect();
    let first = header.last().map_or(start, |last| last + 1);
    Some(Top { header, first, left, columns, profile })
}

/// Rows above the table: one cell in each, where the table has several columns.
fn titles(rows: &[(u32, Vec<String>)], merged: &[Dimensions]) -> usize {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let most = rows.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
    let title = |(row, cells): &&(u32, Vec<String>)| {
        let wide = merged.iter().any(|area| area.start.0 == *row && area.end.1 > area.start.1);
        filled(cells) == 1 && (most >= 3 || most == 2 && wide)
    };
    let titles = rows.iter().take_while(title).count();
    if titles < rows.len() { titles } else { 0 }
}

/// Rows of a header that begins in row `start`, by the areas that are merged in it.
fn depth(start: u32, merged: &[Dimensions]) -> u32 {
    let begins = merged.iter().filter(|area| area.start.0 == start);
    let deep = begins.map(|area| {
        let rows = area.end.0 - start + 1;
        // Under a group stand its columns.
        if area.end.1 > area.start.1 { rows + 1 } else { rows }
    });
    deep.max().unwrap_or(1).min(DEEPEST)
}

/// The names of columns whose header has several rows, from the top down.
fn combined(
    first: &[Vec<String>],
    heads: usize,
    start: u32,
    left: u32,
    merged: &[Dimensions],
) -> Vec<String> {
    let width = first.first().map_or(0, Vec::len);
    let cell = |row: u32, column: u32| {
        let area = merged.iter().find(|area| area.contains(row, column));
        let (row, column) = area.map_or((row, column), |area| area.start);
        let index = column.checked_sub(left)? as usize;
        first.get(row.checked_sub(start)? as usize)?.get(index).map(|cell| cell.trim())
    };
    let name = |index: usize| {
        let mut parts: Vec<&str> = Vec::new();
        for row in 0..heads as u32 {
            let part = cell(start + row, left + index as u32).unwrap_or("");
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        parts.join(" - ")
    };
    (0..width).map(name).collect()
}
