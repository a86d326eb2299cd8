//! XLSX: one sheet, the header frozen. Texts are texts, never formulas.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{COLUMNS, Cell, row};
use crate::archive::StoredComment;
use crate::serve::ServeError;
use crate::serve::live::Now;

/// Characters that a cell of a workbook takes.
const CELL: usize = 32_767;
/// Width of the column with the text, in characters.
const TEXT_WIDTH: f64 = 90.0;

pub(super) fn write(comments: &[StoredComment], now: &Now) -> Result<Vec<u8>, ServeError> {
    workbook(comments, now).map_err(|error| ServeError::Export(error.to_string()))
}

fn workbook(comments: &[StoredComment], now: &Now) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("comments")?;
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_width(COLUMNS.len() as u16 - 1, TEXT_WIDTH)?;
    for (line, comment) in (1..).zip(comments) {
        for (column, cell) in (0..).zip(row(comment, now)) {
            match cell {
                Cell::Text(text) => {
                    let kept: String = text.chars().take(CELL).collect();
                    sheet.write_string(line, column, kept)?;
                }
                Cell::Number(number) => drop(sheet.write_number(line, column, number)?),
                Cell::Blank => {}
            }
        }
    }
    book.save_to_buffer()
}
