//! The sheets of a workbook, those of Excel through `calamine`.

use std::io::Cursor;

use calamine::{
    CellErrorType, Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls,
    Xlsx,
};

use super::cells::Cells;
use super::{area, ods};
use crate::config::Format;
use crate::read::error::ReadError;

/// Rows and columns of the largest sheet there is.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// An open workbook.
pub(super) enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
    Ods(Vec<ods::Sheet>),
}

impl<'a> Book<'a> {
    /// Opens a workbook whose cells may have `limit` bytes.
    pub(super) fn open(
        bytes: &'a [u8],
        format: Format,
        limit: u64,
        input: &str,
    ) -> Result<Self, ReadError> {
        let cursor = Cursor::new(bytes);
        match format {
            Format::Xls => match area::fits(bytes, limit) {
                Ok(true) => {
                    Xls::new(cursor).map(|book| Self::Xls(Box::new(book))).map_err(damaged(input))
                }
                Ok(false) => Err(too_large(limit, input)),
                Err(what) => Err(damaged(input)(what)),
            },
            Format::Ods => ods::open(bytes, limit).map(Self::Ods).map_err(|fault| match fault {
                ods::Fault::Damaged(message) => damaged(input)(message),
                ods::Fault::TooLarge => too_large(limit, input),
            }),
            Format::Xlsx
            | Format::Csv
            | Format::Jsonl
            | Format::Json
            | Format::Lines
            | Format::Folder
            | Format::Parquet
            | Format::Arrow
            | Format::Sav
            | Format::Sqlite
            | Format::Postgres => {
                Xlsx::new(cursor).map(|book| Self::Xlsx(Box::new(book))).map_err(damaged(input))
            }
        }
    }

    /// The sheets with cells, and whether each is in view.
    pub(super) fn names(&self) -> Vec<(String, bool)> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(sheets) => {
                return sheets.iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
            }
        };
        let cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    /// The cells of a sheet, at most `limit` bytes, and the areas that are merged on it. To be asked
    /// for once.
    pub(super) fn cells(
        &mut self,
        name: &str,
        limit: u64,
        input: &str,
    ) -> Result<(Cells, Vec<Dimensions>), ReadError> {
        match self {
            Self::Xlsx(book) => {
                let merged = book.merge_cells_by_sheet_name(name).map_err(damaged(input))?;
                let mut reader = book.worksheet_cells_reader(name).map_err(damaged(input))?;
                let mut cells = Cells::default();
                while let Some(cell) = reader.next_cell().map_err(damaged(input))? {
                    let (row, column) = cell.get_position();
                    if row >= ROWS || column >= COLUMNS {
                        return Err(damaged(input)("a cell that stands outside any sheet"));
                    }
                    if !cells.push(row, column, &text_ref(cell.get_value())) {
                        return Err(damaged(input)("cells that do not stand in order"));
                    }
                    // A long text that many cells share is stored once.
                    if cells.size() > limit {
                        return Err(too_large(limit, input));
                    }
                }
                Ok((cells, merged))
            }
            Self::Xls(book) => {
                let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
                let range = book.worksheet_range(name).map_err(damaged(input))?;
                Ok((of_range(&range), merged))
            }
            Self::Ods(sheets) => {
                let sheet = sheets.iter_mut().find(|sheet| sheet.name == name);
                let taken =
                    sheet.map(|s| (std::mem::take(&mut s.cells), std::mem::take(&mut s.merged)));
                Ok(taken.unwrap_or_default())
            }
        }
    }
}

fn damaged<E: ToString>(input: &str) -> impl Fn(E) -> ReadError + '_ {
    |error| ReadError::Damaged { input: input.to_owned(), message: error.to_string() }
}

fn too_large(limit: u64, input: &str) -> ReadError {
    ReadError::TooLarge { input: input.to_owned(), limit: limit >> 20 }
}

fn of_range(range: &calamine::Range<Data>) -> Cells {
    let mut cells = Cells::default();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        cells.push(top + row as u32, left + column as u32, &text(value));
    }
    cells
}

fn text(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(date) => date_text(date),
        Data::Error(error) => error_text(error),
        Data::Empty => String::new(),
    }
}

fn text_ref<'c>(value: &'c DataRef<'_>) -> std::borrow::Cow<'c, str> {
    match value {
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => number_text(*number).into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.as_str().into()
        }
        DataRef::Bool(value) => value.to_string().into(),
        DataRef::DateTime(date) => date_text(date).into(),
        DataRef::Error(error) => error_text(error).into(),
        DataRef::Empty => "".into(),
    }
}

/// A number as it would be typed: the shortest that means the same.
pub(super) fn number_text(number: f64) -> String {
    format!("{number}")
}

/// A formula that failed has no value.
fn error_text(_: &CellErrorType) -> String {
    String::new()
}

fn date_text(date: &ExcelDateTime) -> String {
    let value = date.as_f64();
    let seconds = (value * 86_400.0).round().abs() as u64;
    let time = |seconds: u64| {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    };
    if date.is_duration() || (0.0..1.0).contains(&value) {
        return time(seconds);
    }
    // Half a second more, so that what is a hair below a full second is that second.
    let kind = calamine::ExcelDateTimeType::DateTime;
    let is_1904 = date_is_1904(date);
    let rounded = ExcelDateTime::new(seconds as f64 / 86_400.0 + 1e-9, kind, is_1904);
    let (year, month, day, hour, minute, second, _) = rounded.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => day,
        (hour, minute, second) => format!("{day} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// Whether its day 0 is that of 1904: the same number is then four years later.
fn date_is_1904(date: &ExcelDateTime) -> bool {
    let plain = ExcelDateTime::new(date.as_f64(), calamine::ExcelDateTimeType::DateTime, false);
    plain.to_ymd_hms_milli().0 != date.to_ymd_hms_milli().0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_people_type_them() {
        for (number, expected) in [
            (9.0, "9"),
            (3.5, "3.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (-2.0, "-2"),
            (12_345_678_901.0, "12345678901"),
        ] {
            assert_eq!(number_text(number), expected);
        }
        let date = |value, is_1904| {
            date_text(&ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, is_1904))
        };
        assert_eq!(date(46_347.0, false), "2026-11-21");
        assert_eq!(date(46_347.586_805_555_5, false), "2026-11-21 14:05:00");
        assert_eq!(date(0.5, false), "12:00:00");
        assert_eq!(date(44_885.0, true), "2026-11-21");
    }
}
