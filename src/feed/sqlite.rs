//! Tags in an SQLite file: a table of their own beside the source's, and a view that joins both.
//!
//! Owns one transaction: the tags of before are there, or all of the new ones. The tables of the
//! source are never touched.

use std::fs::File;
use std::io::Write;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::cell::{Cell, Kind, NewColumn};
use super::tags::{Failure, Tags, Work};
use crate::read::{Address, Again, Input, Server};

/// The table of the tags.
const TABLE: &str = "kuiske_tags";

/// Writes a copy of the database with the tags of the rows that were read.
pub(super) fn copy(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source = match work.input {
        Input::File(path) | Input::Database(Address { server: Server::Sqlite(path), .. }) => path,
        Input::Database(_) | Input::Stdin(_) => {
            return Err(Failure::Format("the source is no SQLite file".to_owned()));
        }
    };
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("copy.db");
    {
        // A copy of one moment, with all that is still in the journal.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let base = Connection::open_with_flags(source, flags).map_err(Failure::from)?;
        base.execute("VACUUM INTO ?1", [path.to_string_lossy()]).map_err(Failure::from)?;
    }
    let mut base = Connection::open(&path).map_err(Failure::from)?;
    let transaction = base.transaction().map_err(Failure::from)?;
    write(&transaction, work, tags)?;
    transaction.commit().map_err(Failure::from)?;
    drop(base);
    std::io::copy(&mut File::open(&path)?, out)?;
    Ok(())
}

/// The table of the tags, and the view that joins it to the source's.
fn write(base: &Connection, work: &Work<'_>, tags: &mut Tags<'_>) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let rows = again.rows(&[]).map_err(Failure::Reread)?;
    let columns = &work.plan.new;
    let defined: Vec<String> =
        columns.iter().map(|column| format!("{} {}", quoted(&column.name), kind(column))).collect();
    let key_kind = if work.key.is_some() { "TEXT" } else { "INTEGER" };
    let defined = defined.join(", ");
    let make = format!(
        "DROP TABLE IF EXISTS {TABLE}; \
         CREATE TABLE {TABLE} (kuiske_record {key_kind} PRIMARY KEY, {defined})"
    );
    base.execute_batch(&make).map_err(Failure::from)?;
    let places = vec!["?"; columns.len() + 1].join(", ");
    let insert = format!("INSERT OR REPLACE INTO {TABLE} VALUES ({places})");
    let mut insert = base.prepare(&insert).map_err(Failure::from)?;
    for row in 0..rows.len() {
        let Some(cells) = tags.next()? else { continue };
        let key = work.key.and_then(|key| rows.cells(row)?.into_iter().nth(key.index));
        let record = match key {
            Some(key) => Value::Text(key.trim().to_owned()),
            None => Value::Integer(row as i64 + 1),
        };
        let values = std::iter::once(record).chain(cells.iter().map(value));
        insert.execute(params_from_iter(values)).map_err(Failure::from)?;
    }
    match &work.shape.table {
        Some(table) => base.execute_batch(&view(table, work)).map_err(Failure::from),
        None => Ok(()),
    }
}

/// The view over a table and its tags: by the key, or by the place where there is none.
fn view(table: &str, work: &Work<'_>) -> String {
    let view = quoted(&format!("{table}_tagged"));
    let new: Vec<String> =
        work.plan.new.iter().map(|column| format!("k.{}", quoted(&column.name))).collect();
    let (table, new) = (quoted(table), new.join(", "));
    let select = match work.key {
        Some(key) => format!(
            "SELECT t.*, {new} FROM {table} AS t LEFT JOIN {TABLE} AS k \
             ON k.kuiske_record = trim(CAST(t.{} AS TEXT))",
            quoted(&key.column)
        ),
        None => format!(
            "SELECT t.*, {new} FROM (SELECT *, row_number() OVER () AS kuiske_row FROM {table}) AS t \
             LEFT JOIN {TABLE} AS k ON k.kuiske_record = t.kuiske_row"
        ),
    };
    format!("DROP VIEW IF EXISTS {view}; CREATE VIEW {view} AS {select}")
}

fn kind(column: &NewColumn) -> &'static str {
    match column.kind {
        Kind::Flag | Kind::Int => "INTEGER",
        Kind::Number(_) => "REAL",
        Kind::Text => "TEXT",
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Int(number) => Value::Integer(*number),
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Number(..) => {
            let number = cell.plain_number().and_then(|number| number.parse().ok());
            number.map_or(Value::Null, Value::Real)
        }
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Format(error.to_string())
    }
}
