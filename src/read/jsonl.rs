//! JSON Lines: one object a line. Members of nested objects are columns called by their path, such as
//! `user.name`; lists are one cell.

use serde_json::{Map, Value};

use super::delimited::places;
use super::header::column;
use super::sniff::SourceShape;
use super::table::{Column, Row, Table};

/// Rows whose members become columns.
const SAMPLE: usize = 1000;

/// How deep paths go.
const DEEPEST: usize = 4;

/// Columns that are listed at most; more come from objects used as dictionaries.
const MOST_COLUMNS: usize = 2000;

/// Rows and columns of `bytes`.
pub(super) fn open<'a>(bytes: &'a [u8], shape: &SourceShape, wanted: &[&str]) -> Table<'a> {
    let rows = places(bytes, shape);
    let mut table =
        Table { bytes, charset: shape.encoding, dialect: None, columns: Vec::new(), rows };
    table.columns = columns(&table, SAMPLE);
    let lacks = |name: &&str| table.columns.iter().all(|column| column.name != *name);
    if wanted.iter().any(lacks) {
        table.columns = columns(&table, table.rows.len());
    }
    table
}

/// The members of the first rows, in order of appearance.
fn columns(table: &Table<'_>, rows: usize) -> Vec<Column> {
    let mut found = Vec::new();
    for &place in table.rows.iter().take(rows) {
        if let Ok(Row::Object { members, .. }) = table.row(place) {
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
