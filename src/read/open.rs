//! One format, one function: the step from what an input holds to its rows.

use std::path::Path;

use super::address::{Address, Server};
use super::error::ReadError;
#[cfg(any(feature = "workbooks", feature = "parquet", feature = "spss", feature = "sqlite"))]
use super::guard::guarded;
use super::input::Content;
use super::note::Said;
use super::packed::Packing;
#[cfg(feature = "postgres")]
use super::postgres;
use super::sniff::{self, SourceShape};
#[cfg(feature = "spss")]
use super::spss;
#[cfg(feature = "sqlite")]
use super::sqlite;
use super::table::Table;
#[cfg(feature = "workbooks")]
use super::workbook;
#[cfg(feature = "parquet")]
use super::{arrow, parquet};
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
        Content::Sqlite(path) => {
            let (table, query) = (settings.table.as_deref(), settings.query.as_deref());
            sqlite_file(path, table, query, settings, name)?
        }
        Content::Database(address) => database(address, settings, name)?,
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
            guarded(name, || workbook::open(bytes, &mut shape, settings, name, notes))?
        }
        #[cfg(not(feature = "workbooks"))]
        Format::Xlsx | Format::Xls | Format::Ods => return Err(not_built(name, shape.format)),
        #[cfg(feature = "parquet")]
        Format::Parquet => guarded(name, || parquet::open(bytes, settings, name))?,
        #[cfg(feature = "parquet")]
        Format::Arrow => guarded(name, || arrow::open(bytes, settings, name))?,
        #[cfg(feature = "spss")]
        Format::Sav => guarded(name, || spss::open(bytes, settings, name, notes))?,
        #[cfg(not(feature = "parquet"))]
        Format::Parquet | Format::Arrow => return Err(not_built(name, shape.format)),
        #[cfg(not(feature = "spss"))]
        Format::Sav => return Err(not_built(name, shape.format)),
        Format::Sqlite | Format::Folder | Format::Postgres => {
            let hint = "name the file itself: a database is not read from a stream";
            let kind = "a database";
            return Err(ReadError::Binary { input: name.to_owned(), kind, hint });
        }
    };
    Ok((table, shape))
}

/// A table of a database; what the address says wins over the settings.
fn database(
    address: &Address,
    settings: &Settings,
    name: &str,
) -> Result<(Table<'static>, SourceShape), ReadError> {
    let asked = address.table.is_some() || address.query.is_some();
    let table = address.table.as_ref().or(settings.table.as_ref().filter(|_| !asked));
    let query = address.query.as_ref().or(settings.query.as_ref().filter(|_| !asked));
    let (table, query) = (table.map(String::as_str), query.map(String::as_str));
    match &address.server {
        Server::Sqlite(path) => sqlite_file(path, table, query, settings, name),
        #[cfg(feature = "postgres")]
        Server::Postgres(url) => {
            let mut shape = SourceShape::of(Format::Postgres, settings);
            shape.table = table.filter(|_| query.is_none()).map(str::to_owned);
            Ok((postgres::open(url, table, query, settings, name)?, shape))
        }
        #[cfg(not(feature = "postgres"))]
        Server::Postgres(_) => Err(not_built(name, Format::Postgres)),
    }
}

#[cfg(feature = "sqlite")]
fn sqlite_file(
    path: &Path,
    table: Option<&str>,
    query: Option<&str>,
    settings: &Settings,
    name: &str,
) -> Result<(Table<'static>, SourceShape), ReadError> {
    let mut shape = SourceShape::of(Format::Sqlite, settings);
    let open = || sqlite::open(path, table, query, settings, name);
    let (table, chosen) = guarded(name, open)?;
    shape.table = chosen;
    Ok((table, shape))
}

#[cfg(not(feature = "sqlite"))]
fn sqlite_file(
    _: &Path,
    _: Option<&str>,
    _: Option<&str>,
    _: &Settings,
    name: &str,
) -> Result<(Table<'static>, SourceShape), ReadError> {
    Err(not_built(name, Format::Sqlite))
}

#[cfg_attr(feature = "formats", expect(dead_code, reason = "this build has every format"))]
fn not_built(name: &str, format: Format) -> ReadError {
    ReadError::NotBuilt { input: name.to_owned(), format: format.name() }
}
