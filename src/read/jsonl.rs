//! JSON: one object a line, or a document with a list of objects. Members of nested objects are columns called by their path, such as
//! `user.name`; lists are one cell.

use serde_json::{Map, Value};

use super::delimited::places;
use super::error::ReadError;
use super::header::column;
use super::json;
use super::sniff::SourceShape;
use super::table::{Column, Layout, Row, Rows, Table, Text};
use crate::config::Format;

/// Rows whose members become columns.
const SAMPLE: usize = 1000;

/// How deep paths go.
const DEEPEST: usize = 4;

/// Columns that are listed at most; more come from objects used as dictionaries.
const MOST_COLUMNS: usize = 2000;

/// Rows and columns of `bytes`.
pub(super) fn open<'a>(
    bytes: &'a [u8],
    shape: &SourceShape,
    wanted: &[&str],
    input: &str,
) -> Result<Table<'a>, ReadError> {
    let places = match shape.format {
        Format::Json => json::places(bytes, shape)
            .ok_or_else(|| ReadError::NoList { input: input.to_owned() })?,
        Format::Jsonl
        | Format::Csv
        | Format::Lines
        | Format::Folder
        | Format::Xlsx
        | Format::Xls
        | Format::Ods
        | Format::Parquet
        | Format::Arrow
        | Format::Sav
        | Format::Sqlite
        | Format::Postgres => places(bytes, shape),
    };
    let text = Text { bytes, charset: shape.encoding, layout: Layout::Object, places };
    let mut columns = self::columns(&text, SAMPLE);
    let lacks = |name: &&str| columns.iter().all(|column| column.name != *name);
    if wanted.iter().any(lacks) {
        columns = self::columns(&text, text.places.len());
    }
    Ok(Table { columns, rows: Rows::Text(text) })
}

/// The members of the first rows, in order of appearance.
fn columns(text: &Text<'_>, rows: usize) -> Vec<Column> {
    let mut found = Vec::new();
    for &place in text.places.iter().take(rows) {
        if let Ok(Row::Object { members, .. }) = text.row(place, &[]) {
            collect(&members, &mut Vec::new(), &mut found);
        }
    }
    found
}

fn collect(members: &Map<String, Value>, path: &mut Vec<String>, found: &mut Vec<Column>) {
    for (name, value) in members {
        path.push(name.clone());
        let deeper = value.as_object().filter(|_| path.len() < DEEPEST);
        if let Some(nested) = deeper {
            collect(nested, path, found);
        } else if found.len() < MOST_COLUMNS && found.iter().all(|column| column.path != *path) {
            found.push(Column { path: path.clone(), ..column(path.join("."), None, false) });
        }
        path.pop();
    }
}
