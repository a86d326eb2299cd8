//! Tags in an SQLite file, in one transaction. The rows of the source's tables are never touched but
//! where columns are asked for.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction, params_from_iter};

use super::atomic;
use super::cell::{Cell, Kind, NewColumn};
use super::database::{
    Names, Next, Place, RECORD, Record, Stored, TagTable, listed, no_columns, quoted, taken,
};
use super::in_place::{InPlace, free_name};
use super::tags::{Failure, Tags, Work};
use crate::read::{Address, Again, Input, OWN_PREFIX, Server, record_key};

/// The tags before they are put in their place; it lives in no file.
const NEW: &str = "temp.kuiske_new";

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
    snapshot(source, &path)?;
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let rows = again.rows(&[]).map_err(Failure::Reread)?;
    let mut row = 0;
    let mut next = || loop {
        if row >= rows.len() {
            return Ok(None);
        }
        row += 1;
        let Some(cells) = tags.next()? else { continue };
        let record = match work.key {
            None => Record::Row(row as i64),
            Some(key) => {
                let cell = rows.cells(row - 1).and_then(|cells| cells.into_iter().nth(key.index));
                // A row without a key cannot be joined by one.
                let Some(key) = cell.as_deref().and_then(record_key) else { continue };
                Record::Key(key.0.into())
            }
        };
        return Ok(Some((record, cells)));
    };
    let server = Server::Sqlite(path.clone());
    let address = Address { server, table: work.shape.table.clone(), query: None };
    let table = TagTable {
        address: &address,
        key: work.key.map(|key| key.column.as_str()),
        columns: &work.plan.new,
        place: work.plan.place,
        codebook: &[],
    };
    write(&path, &table, &mut next)?;
    std::io::copy(&mut File::open(&path)?, out)?;
    Ok(())
}

/// Writes tags into the file at `path`.
pub(super) fn write(
    path: &Path,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<Stored, Failure> {
    let mut base = Connection::open(path).map_err(Failure::from)?;
    let transaction = base.transaction().map_err(Failure::from)?;
    let stored = fill(&transaction, table, next)?;
    if stored.unchanged { transaction.rollback() } else { transaction.commit() }
        .map_err(Failure::from)?;
    Ok(stored)
}

/// As [`write`], keeping beside it what the file was, if anything changes.
pub(super) fn write_kept(
    path: &Path,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<(Stored, InPlace), Failure> {
    let path = &atomic::resolved(path)?;
    let (shop, _lock) = atomic::workshop(atomic::folder_of(path))?;
    let before = shop.path().join("before.db");
    snapshot(path, &before)?;
    let mut base = Connection::open(path).map_err(Failure::from)?;
    let transaction = base.transaction().map_err(Failure::from)?;
    let stored = fill(&transaction, table, next)?;
    if stored.unchanged {
        transaction.rollback().map_err(Failure::from)?;
        return Ok((stored, InPlace::Unchanged));
    }
    let kept = free_name(path);
    File::open(&before)?.sync_all()?;
    fs::rename(&before, &kept)?;
    transaction.commit().map_err(Failure::from)?;
    Ok((stored, InPlace::Replaced(kept)))
}

/// A copy of one moment, with all that is still in the journal.
fn snapshot(source: &Path, copy: &Path) -> Result<(), Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let base = Connection::open_with_flags(source, flags).map_err(Failure::from)?;
    base.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map_err(Failure::from)?;
    Ok(())
}

fn fill(
    base: &Transaction<'_>,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<Stored, Failure> {
    let rows = gather(base, table, next)?;
    let unchanged = match table.place {
        Place::Beside => beside(base, table)?,
        Place::Within => within(base, table)?,
    };
    base.execute_batch(&format!("DROP TABLE {NEW}")).map_err(Failure::from)?;
    Ok(Stored { rows, unchanged })
}

/// All tags in a table that is not in the file.
fn gather(
    base: &Transaction<'_>,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<u64, Failure> {
    let make = format!("CREATE TEMP TABLE kuiske_new ({})", definition(table));
    base.execute_batch(&make).map_err(Failure::from)?;
    let places = vec!["?"; table.columns.len() + 1].join(", ");
    let insert = format!("INSERT OR IGNORE INTO {NEW} VALUES ({places})");
    let mut insert = base.prepare(&insert).map_err(Failure::from)?;
    let mut rows = 0;
    while let Some((record, cells)) = next()? {
        let record = match record {
            Record::Key(key) => Value::Text(key),
            Record::Row(row) => Value::Integer(row),
        };
        let values = std::iter::once(record).chain(cells.iter().map(value));
        rows += insert.execute(params_from_iter(values)).map_err(Failure::from)? as u64;
    }
    Ok(rows)
}

/// The columns of the table of the tags.
fn definition(table: &TagTable<'_>) -> String {
    let columns = table.columns.iter().map(|c| format!(", {} {}", quoted(&c.name), kind(c)));
    // A key is text, a place a number: without a type, both are what they are.
    format!("{RECORD} PRIMARY KEY{}", columns.collect::<String>())
}

/// The table of the tags and the view; whether both were there just so.
fn beside(base: &Transaction<'_>, table: &TagTable<'_>) -> Result<bool, Failure> {
    let source = table.address.table.as_deref();
    let names = Names::of(source);
    let own = quoted(&names.tags);
    let make = format!("CREATE TABLE {own} ({})", definition(table));
    let view = match (&names.view, source) {
        (Some(name), Some(source)) => Some((name, view(base, name, &names.tags, source, table)?)),
        _ => None,
    };
    let has = |name: &str, sql: &str| {
        Ok::<bool, Failure>(schema(base, name)?.is_some_and(|s| s.1 == sql))
    };
    let same_form =
        has(&names.tags, &make)? && view.as_ref().map_or(Ok(true), |(name, sql)| has(name, sql))?;
    if same_form {
        let differ = format!(
            "SELECT EXISTS (SELECT * FROM {own} EXCEPT SELECT * FROM {NEW}) \
             OR EXISTS (SELECT * FROM {NEW} EXCEPT SELECT * FROM {own})"
        );
        if !base.query_row(&differ, [], |row| row.get::<_, bool>(0)).map_err(Failure::from)? {
            return Ok(true);
        }
    }
    if let Some((name, _)) = &view {
        free_view(base, name)?;
    }
    let sql = format!("DROP TABLE IF EXISTS {own}; {make}; INSERT INTO {own} SELECT * FROM {NEW}");
    base.execute_batch(&sql).map_err(Failure::from)?;
    if let Some((_, sql)) = view {
        base.execute_batch(&sql).map_err(Failure::from)?;
    }
    Ok(false)
}

/// The tags as columns of the table itself; whether they were there just so.
fn within(base: &Transaction<'_>, table: &TagTable<'_>) -> Result<bool, Failure> {
    let (Some(source), Some(key)) = (table.address.table.as_deref(), table.key) else {
        return Err(no_columns());
    };
    let (there, name) = (columns(base, source)?, quoted(source));
    let new = |name: &str| table.columns.iter().any(|column| column.name == name);
    let stale = there.iter().filter(|name| name.starts_with(OWN_PREFIX) && !new(name));
    let missing = table.columns.iter().filter(|column| !there.contains(&column.name));
    let mut changes: Vec<String> =
        stale.map(|column| format!("ALTER TABLE {name} DROP COLUMN {}", quoted(column))).collect();
    changes.extend(missing.map(|column| {
        format!("ALTER TABLE {name} ADD COLUMN {} {}", quoted(&column.name), kind(column))
    }));
    let own = || table.columns.iter().map(|column| column.name.as_str());
    let (plain, of_new) = (listed("", own()), listed("k.", own()));
    let found = format!("FROM {NEW} AS k WHERE k.{RECORD} = {}", joined("t", key));
    if changes.is_empty() {
        let of_old = listed("t.", own());
        let differ = format!(
            "SELECT EXISTS (SELECT 1 FROM {name} AS t LEFT JOIN {NEW} AS k ON k.{RECORD} = {} \
             WHERE ({of_old}) IS NOT ({of_new}))",
            joined("t", key)
        );
        if !base.query_row(&differ, [], |row| row.get::<_, bool>(0)).map_err(Failure::from)? {
            return Ok(true);
        }
    } else if let Some(view) = Names::of(Some(source)).view
        && schema(base, &view)?.is_some_and(|(_, sql)| is_own(&sql))
    {
        // It names columns that may go.
        free_view(base, &view)?;
    }
    for change in changes {
        base.execute_batch(&change).map_err(Failure::from)?;
    }
    let update = format!("UPDATE {name} AS t SET ({plain}) = (SELECT {of_new} {found})");
    base.execute(&update, []).map_err(Failure::from)?;
    Ok(false)
}

/// The view over a table and its tags: by the key, or by the place where there is none.
fn view(
    base: &Transaction<'_>,
    name: &str,
    tags: &str,
    source: &str,
    table: &TagTable<'_>,
) -> Result<String, Failure> {
    let there = columns(base, source)?;
    let old = there.iter().map(String::as_str).filter(|name| !name.starts_with(OWN_PREFIX));
    let new = listed("k.", table.columns.iter().map(|column| column.name.as_str()));
    let (old, view, tags, source) = (listed("t.", old), quoted(name), quoted(tags), quoted(source));
    let from = match table.key {
        Some(key) => {
            format!("{source} AS t LEFT JOIN {tags} AS k ON k.{RECORD} = {}", joined("t", key))
        }
        None => format!(
            "(SELECT *, row_number() OVER () AS kuiske_row FROM {source}) AS t \
             LEFT JOIN {tags} AS k ON k.{RECORD} = t.kuiske_row"
        ),
    };
    Ok(format!("CREATE VIEW {view} AS SELECT {old}, {new} FROM {from}"))
}

/// A key as it was read: text without space around it, a whole number without a fraction.
fn joined(table: &str, key: &str) -> String {
    let key = format!("{table}.{}", quoted(key));
    format!(
        "trim(CASE WHEN typeof({key}) = 'real' AND {key} = CAST({key} AS INTEGER) \
         THEN CAST(CAST({key} AS INTEGER) AS TEXT) ELSE CAST({key} AS TEXT) END, \
         ' ' || char(9, 10, 13))"
    )
}

fn columns(base: &Transaction<'_>, table: &str) -> Result<Vec<String>, Failure> {
    let statement = base.prepare(&format!("SELECT * FROM {}", quoted(table)));
    let statement = statement.map_err(Failure::from)?;
    Ok(statement.column_names().map(str::to_owned).collect())
}

/// What has a name: its type and how it was made.
fn schema(base: &Transaction<'_>, name: &str) -> Result<Option<(String, String)>, Failure> {
    let question =
        "SELECT type, coalesce(sql, '') FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE";
    let mut statement = base.prepare(question).map_err(Failure::from)?;
    let mut rows = statement.query([name]).map_err(Failure::from)?;
    let Some(row) = rows.next().map_err(Failure::from)? else { return Ok(None) };
    Ok(Some((row.get(0).map_err(Failure::from)?, row.get(1).map_err(Failure::from)?)))
}

fn is_own(sql: &str) -> bool {
    sql.contains(RECORD)
}

/// Makes room for a view, if only one of our own has its name.
fn free_view(base: &Transaction<'_>, name: &str) -> Result<(), Failure> {
    match schema(base, name)? {
        None => Ok(()),
        Some((kind, sql)) if kind == "view" && is_own(&sql) => {
            base.execute_batch(&format!("DROP VIEW {}", quoted(name))).map_err(Failure::from)
        }
        Some(_) => Err(taken(name)),
    }
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

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Format(error.to_string())
    }
}
