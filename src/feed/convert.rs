//! A source in another format: its columns as text, the new ones behind them.

use std::io::Write;

use super::cell::{Cell, Kind, NewColumn};
use super::table::{self, Next};
use super::tags::{Failure, Tags, Work};
use crate::config::Format;
use crate::read::Again;

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
        .filter(|(_, name)| !work.plan.added.iter().any(|added| added == name))
        .map(|(index, _)| index)
        .collect();
    let names: Vec<&str> = rows.names().collect();
    let old = kept.iter().filter_map(|&index| names.get(index));
    let mut columns: Vec<NewColumn> = old.map(|name| NewColumn::new(*name, Kind::Text)).collect();
    columns.extend(work.plan.new.iter().cloned());
    let width = work.plan.new.len();
    let mut row = 0;
    let mut next = || -> Result<Option<Vec<Cell>>, Failure> {
        if row >= rows.len() {
            return Ok(None);
        }
        let old = rows.cells(row).unwrap_or_default();
        row += 1;
        let cell = |&index: &usize| match old.get(index) {
            Some(text) if !text.is_empty() => Cell::Text(text.clone()),
            Some(_) | None => Cell::Blank,
        };
        let mut cells: Vec<Cell> = kept.iter().map(cell).collect();
        cells.extend(tags.next()?.unwrap_or_else(|| vec![Cell::Blank; width]));
        Ok(Some(cells))
    };
    let next: &mut Next<'_> = &mut next;
    table::write(format, &columns, next, out)
}
