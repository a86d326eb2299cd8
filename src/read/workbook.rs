//! Workbooks: XLSX, XLS and ODS. Which sheets hold the table, and where on them it stands.
//!
//! Owns the choice of sheets and the step from cells with places to rows of a grid. Formulas count
//! with the values the workbook holds of them; nothing is computed.

mod area;
mod cells;
mod compound;
mod ods;
mod sheet;
mod top;

use super::delimited::not_too_wide;
use super::error::ReadError;
use super::grid::Grid;
use super::header;
use super::note::Said;
use super::roles::quoted_names;
use super::sniff::{Sheet, SourceShape};
use super::table::{Column, Rows, Table};
use super::{OWN_PREFIX, containers};
use crate::config::Settings;
use cells::Cells;
use top::Top;

/// The column that says from which sheet a row came, where several are read.
const SHEET: &str = "sheet";

/// A sheet with its cells and its header.
struct Read {
    name: String,
    cells: Cells,
    top: Top,
}

/// Rows and columns of the sheets that are asked for; `shape` learns where they stand.
pub(super) fn open(
    bytes: &[u8],
    shape: &mut SourceShape,
    settings: &Settings,
    input: &str,
    notes: &mut Vec<Said>,
) -> Result<Table<'static>, ReadError> {
    containers::not_a_bomb(bytes, settings.max_bytes, input)?;
    let mut book = sheet::Book::open(bytes, shape.format, settings.max_bytes, input)?;
    let names = book.names();
    let asked = asked(&names, settings, input)?;
    let mut read: Vec<Read> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    for name in asked {
        let (cells, merged) = book.cells(&name, settings.max_bytes, input)?;
        let Some(top) = top::find(&cells, &merged, settings) else { continue };
        not_too_wide(top.columns.len(), input)?;
        let alike = read.first().is_none_or(|first| same_columns(&first.top, &top));
        if settings.sheet.is_none() && !alike {
            left_out.push(name);
        } else {
            read.push(Read { name, cells, top });
        }
    }
    if !left_out.is_empty() {
        let sheets = quoted_names(left_out.iter().map(String::as_str));
        notes.push(Said::new(
            format!("sheets with other columns are left out: {sheets}; input.sheet chooses, \"*\" takes all"),
            format!("taulukot, joissa on muut sarakkeet, jäivät pois: {sheets}; valitse: input.sheet, \"*\" ottaa kaikki"),
        ));
    }
    Ok(joined(read, shape))
}

/// The sheets that are asked for, those in view where nothing is.
fn asked(
    names: &[(String, bool)],
    settings: &Settings,
    input: &str,
) -> Result<Vec<String>, ReadError> {
    let visible = || names.iter().filter(|(_, seen)| *seen).map(|(name, _)| name.clone());
    let Some(asked) = settings.sheet.as_deref().filter(|asked| *asked != "*") else {
        return Ok(visible().collect());
    };
    let by_name = names.iter().find(|(name, _)| name == asked);
    let folded = || names.iter().find(|(name, _)| name.to_lowercase() == asked.to_lowercase());
    let number = || names.get(asked.parse::<usize>().ok()?.checked_sub(1)?);
    match by_name.or_else(folded).or_else(number) {
        Some((name, _)) => Ok(vec![name.clone()]),
        None => Err(ReadError::Part {
            input: input.to_owned(),
            message: format!("no sheet \"{asked}\""),
            option: "input.sheet",
            there: quoted_names(names.iter().map(|(name, _)| name.as_str())),
        }),
    }
}

/// Whether two sheets have the same columns, in any order, but for those that Kuiske added.
fn same_columns(one: &Top, other: &Top) -> bool {
    let names = |top: &Top| {
        let own = |column: &&Column| !column.name.starts_with(OWN_PREFIX);
        let mut names: Vec<String> =
            top.columns.iter().filter(own).map(|column| column.name.clone()).collect();
        names.sort_unstable();
        names
    };
    names(one) == names(other)
}

/// The rows of all sheets under one header.
fn joined(read: Vec<Read>, shape: &mut SourceShape) -> Table<'static> {
    let mut columns: Vec<Column> = Vec::new();
    let place = |columns: &mut Vec<Column>, column: Column| {
        let at = columns.iter().position(|other| other.name == column.name);
        at.unwrap_or_else(|| {
            columns.push(column);
            columns.len() - 1
        })
    };
    let places: Vec<Vec<usize>> = read
        .iter()
        .map(|sheet| sheet.top.columns.iter().map(|c| place(&mut columns, c.clone())).collect())
        .collect();
    let several = read.len() > 1 && columns.iter().all(|column| column.name != SHEET);
    if several {
        columns.push(header::column(SHEET.to_owned(), None, false));
    }
    let mut grid = Grid::new(columns.len());
    let mut row_cells = vec![String::new(); columns.len()];
    shape.header = read.first().map_or(0, |sheet| sheet.top.header.len());
    if let Some(first) = read.first() {
        shape.profile = first.top.profile;
    }
    for (sheet, places) in read.into_iter().zip(places) {
        let before = grid.len();
        for (row, cells) in sheet.cells.rows().filter(|(row, _)| *row >= sheet.top.first) {
            row_cells.iter_mut().for_each(String::clear);
            for (column, text) in cells {
                let place = column.checked_sub(sheet.top.left).and_then(|c| places.get(c as usize));
                if let Some(cell) = place.and_then(|&place| row_cells.get_mut(place)) {
                    cell.push_str(text);
                }
            }
            if let Some(cell) = row_cells.last_mut().filter(|_| several) {
                cell.push_str(&sheet.name);
            }
            row_cells.iter().for_each(|cell| grid.cell(cell));
            grid.end_row(u64::from(row) + 1);
        }
        shape.sheets.push(Sheet {
            name: sheet.name,
            header: sheet.top.header,
            columns: sheet.top.columns.into_iter().map(|column| column.name).collect(),
            left: sheet.top.left,
            rows: (grid.len() - before) as u64,
        });
    }
    Table { columns, rows: Rows::Grid(grid) }
}
