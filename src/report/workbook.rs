//! `report.xlsx`: every table of the report on a sheet of its own.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook};

use super::tables::{Datum, tables};
use super::{Error, Report};

/// Characters of a sheet's name at most, by the format.
const NAME: usize = 31;
/// Width of a column at most, in characters.
const WIDEST: usize = 60;
/// Rows whose cells make the width of a column.
const LOOKED_AT: usize = 200;

/// The workbook, the same bytes for the same report, in the language of the report.
///
/// # Errors
/// When the workbook cannot be written.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, Error> {
    let mut book = Workbook::new();
    // The time of writing would make every file different.
    let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("{} · {}", report.archive, report.period.name);
    book.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&born));
    let head =
        Format::new().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00DD_E7EE));
    let mut names = BTreeSet::new();
    for table in tables(report, report.language) {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name, &mut names))?;
        for (name, column) in table.columns.iter().zip(0..) {
            sheet.write_string_with_format(0, column, name, &head)?;
            let cells =
                table.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(usize::from(column)));
            let width = cells.map(length).max().unwrap_or(0).max(name.chars().count().min(24));
            sheet.set_column_width(column, width.clamp(6, WIDEST) as f64 + 1.0)?;
        }
        for (cells, row) in table.rows.iter().zip(1..) {
            for (cell, column) in cells.iter().zip(0..) {
                match cell {
                    Datum::Blank => {}
                    Datum::Text(text) => {
                        sheet.write_string(row, column, text)?;
                    }
                    Datum::Number(number) => {
                        sheet.write_number(row, column, *number)?;
                    }
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    Ok(book.save_to_buffer()?)
}

fn length(cell: &Datum) -> usize {
    match cell {
        Datum::Blank => 0,
        Datum::Text(text) => text.chars().count(),
        Datum::Number(number) => number.to_string().len(),
    }
}

/// A name that a sheet may have and no other has.
fn sheet_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(NAME).collect();
    let mut unique = plain.clone();
    for n in 2.. {
        if taken.insert(unique.to_lowercase()) {
            break;
        }
        unique = format!("{} {n}", plain.chars().take(NAME - 4).collect::<String>());
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::findings::Language;
    use crate::report::sample::Sample;

    #[test]
    fn no_name_of_a_sheet_is_cut() {
        let report = Sample::new().report(Language::Fi);
        for language in [Language::Fi, Language::En] {
            for table in tables(&report, language) {
                let mut none = BTreeSet::new();
                let shown: String =
                    table.name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
                assert_eq!(sheet_name(&table.name, &mut none), shown);
            }
        }
    }
}
