//! One format, one function: the step from what an input holds to its rows.

use super::error::ReadError;
use super::input::Content;
use super::note::Said;
use super::packed::Packing;
use super::sniff::{self, SourceShape};
use super::table::Table;
#[cfg(feature = "workbooks")]
use super::workbook;
use super::{delimited, folder, jsonl};
use crate::config::{Format, Settings};

/// The rows of `content`, and how it is written.
pub(super) fn open<'a>(
    content: &'a Content<'_>,
    name: &str,
    settings: &Settings,
    notes: &mut Vec<Said>,
) -> Result<(Table<'a>, SourceShape), ReadError> {
    let (table, shape) = match content {
        Content::Bytes(bytes, packing) => file(bytes, *packing, name, settings, notes)?,
        Content::Folder(path) => {
            let shape = SourceShape::of(Format::Folder, settings);
            (folder::open(path, settings, notes)?, shape)
        }
        Content::Database(address) => return Err(not_built(name, address.server.format())),
    };
    if table.len() == 0 {
        let hint = "there is a header but no row under it; set input.header = false if it is data";
        return Err(ReadError::Empty { input: name.to_owned(), hint });
    }
    Ok((table, shape))
}

fn file<'a>(
    bytes: &'a [u8],
    packing: Packing,
    name: &str,
    settings: &Settings,
    notes: &mut Vec<Said>,
) -> Result<(Table<'a>, SourceShape), ReadError> {
    let mut shape = sniff::shape(bytes, name, settings)?;
    shape.packing = packing;
    let table = match shape.format {
        Format::Csv => delimited::open(bytes, &mut shape, settings, name)?,
        Format::Jsonl | Format::Json => {
            jsonl::open(bytes, &shape, &settings.columns.named(), name)?
        }
        Format::Lines => delimited::lines(bytes, &shape),
        #[cfg(feature = "workbooks")]
        Format::Xlsx | Format::Xls | Format::Ods => {
            workbook::open(bytes, &mut shape, settings, name, notes)?
        }
        #[cfg(not(feature = "workbooks"))]
        Format::Xlsx | Format::Xls | Format::Ods => return Err(not_built(name, shape.format)),
        Format::Parquet | Format::Sav | Format::Sqlite | Format::Folder | Format::Postgres => {
            return Err(not_built(name, shape.format));
        }
    };
    Ok((table, shape))
}

fn not_built(name: &str, format: Format) -> ReadError {
    ReadError::NotBuilt { input: name.to_owned(), format: format.name() }
}
