//! A new workbook with one sheet.

use std::io::Write;

use rust_xlsxwriter::{Format as Style, Workbook};

use super::cell::{Cell, NewColumn};
use super::table::Next;
use super::tags::Failure;

/// Rows of a sheet at most, the header among them.
const MOST_ROWS: u32 = 1_048_576;

/// Characters of a cell at most.
const MOST_CHARACTERS: usize = 32_767;

/// Writes header and rows.
pub(super) fn write(
    columns: &[NewColumn],
    next: &mut Next<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut book = Workbook::new();
    // The same content is the same file, whenever it is written.
    let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(1980, 1, 1).map_err(Failure::from)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch));
    let sheet = book.add_worksheet();
    let bold = Style::new().set_bold();
    for (column, new) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, &new.name, &bold).map_err(Failure::from)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(Failure::from)?;
    let mut row = 0;
    while let Some(cells) = next()? {
        row += 1;
        if row >= MOST_ROWS {
            return Err(Failure::Format(format!(
                "a sheet has {MOST_ROWS} rows, and there are more"
            )));
        }
        for (column, cell) in (0..).zip(&cells) {
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => {
                    let cut: String = text.chars().take(MOST_CHARACTERS).collect();
                    sheet.write_string(row, column, cut).map_err(Failure::from)?;
                }
                Cell::Int(_) | Cell::Number(..) => {
                    let number = cell.plain_number().and_then(|number| number.parse::<f64>().ok());
                    if let Some(number) = number {
                        sheet.write_number(row, column, number).map_err(Failure::from)?;
                    }
                }
            }
        }
    }
    out.write_all(&book.save_to_buffer().map_err(Failure::from)?)?;
    Ok(())
}

impl From<rust_xlsxwriter::XlsxError> for Failure {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Format(error.to_string())
    }
}
