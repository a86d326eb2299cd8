//! A table, a view or a query of an SQLite file, which is opened for reading only.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::delimited::not_too_wide;
use super::error::ReadError;
use super::grid::Grid;
use super::header;
use super::roles::quoted_names;
use super::table::{Rows, Table};
use crate::config::Settings;

const HINT: &str = "check the file, the table and the query";

/// Rows and columns of a table of the file at `path`.
pub(super) fn open(
    path: &Path,
    table: Option<&str>,
    query: Option<&str>,
    settings: &Settings,
    input: &str,
) -> Result<(Table<'static>, Option<String>), ReadError> {
    if !path.exists() {
        return Err(ReadError::NotFound { path: path.to_owned() });
    }
    let failed = |error: rusqlite::Error| ReadError::Database {
        input: input.to_owned(),
        message: error.to_string(),
        hint: HINT,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let base = Connection::open_with_flags(path, flags).map_err(failed)?;
    let chosen = match query {
        Some(_) => None,
        None => Some(choose(&base, table, input, failed)?),
    };
    let question = match (query, &chosen) {
        (None, Some(table)) => format!("SELECT * FROM {}", quoted(table)),
        (query, _) => query.unwrap_or_default().to_owned(),
    };
    let mut statement = base.prepare(&question).map_err(failed)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    not_too_wide(names.len(), input)?;
    let (mut grid, mut line) = (Grid::new(names.len()), 0);
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        for column in 0..names.len() {
            match row.get_ref(column).map_err(failed)? {
                ValueRef::Null => grid.cell(""),
                ValueRef::Integer(number) => grid.cell(&number.to_string()),
                ValueRef::Real(number) => grid.cell(&number.to_string()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    grid.cell(&String::from_utf8_lossy(bytes));
                }
            }
        }
        line += 1;
        grid.end_row(line);
        if grid.held() as u64 > settings.max_bytes {
            let limit = settings.max_bytes >> 20;
            return Err(ReadError::TooLarge { input: input.to_owned(), limit });
        }
    }
    let columns = names.into_iter().map(|name| header::column(name, None, false));
    Ok((Table { columns: columns.collect(), rows: Rows::Grid(grid) }, chosen))
}

/// The table that is asked for, or the only one there is; tables of Kuiske, and views over them, do
/// not count.
fn choose(
    base: &Connection,
    asked: Option<&str>,
    input: &str,
    failed: impl Fn(rusqlite::Error) -> ReadError + Copy,
) -> Result<String, ReadError> {
    let mut statement = base
        .prepare(
            "SELECT name, type = 'view' AND sql LIKE '%kuiske\\_record%' ESCAPE '\\' \
             FROM sqlite_schema WHERE type IN ('table', 'view') \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'kuiske\\_%' ESCAPE '\\' \
             ORDER BY name",
        )
        .map_err(failed)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
    let found: Vec<(String, bool)> = found.collect::<Result<_, _>>().map_err(failed)?;
    let wanted = found.into_iter().filter(|(_, own)| asked.is_some() || !own);
    let names: Vec<String> = wanted.map(|(name, _)| name).collect();
    let part = |message: String| ReadError::Part {
        input: input.to_owned(),
        message,
        option: "input.table",
        there: quoted_names(names.iter().map(String::as_str)),
    };
    match (asked, names.as_slice()) {
        (Some(asked), _) => {
            let found = names.iter().find(|name| name.eq_ignore_ascii_case(asked));
            found.cloned().ok_or_else(|| part(format!("no table \"{asked}\"")))
        }
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(part("no table".to_owned())),
        (None, _) => Err(part("several tables".to_owned())),
    }
}

/// A name as SQL takes any.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn tables_and_queries_give_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let base = Connection::open(&path).unwrap();
        base.execute_batch(
            "CREATE TABLE \"odd \"\"name\" (id INTEGER, palaute TEXT, x REAL);
             INSERT INTO \"odd \"\"name\" VALUES (1, 'hyvä', 0.5), (2, NULL, 3);
             CREATE TABLE kuiske_tags (kuiske_record);
             CREATE VIEW tagged AS SELECT t.* FROM \"odd \"\"name\" AS t
             LEFT JOIN kuiske_tags AS k ON k.kuiske_record = t.id",
        )
        .unwrap();
        let settings = Settings::new(&Config::default()).unwrap();
        let rows = |table, query| {
            let (table, _) = open(&path, table, query, &settings, "x")?;
            let cells = |row: usize| {
                let row = table.row(row).unwrap();
                let columns = table.columns.iter().enumerate();
                columns.map(|(i, c)| row.get(i, c).into_owned()).collect::<Vec<_>>().join("|")
            };
            Ok::<_, ReadError>((0..table.len()).map(cells).collect::<Vec<_>>())
        };
        assert_eq!(rows(None, None).unwrap(), ["1|hyvä|0.5", "2||3"]);
        assert_eq!(rows(Some("tagged"), None).unwrap(), ["1|hyvä|0.5", "2||3"]);
        assert_eq!(rows(None, Some("SELECT count(*) AS n FROM kuiske_tags")).unwrap(), ["0"]);
        assert!(rows(Some("no"), None).unwrap_err().to_string().contains("no table \"no\""));
        assert!(rows(None, Some("DROP TABLE kuiske_tags")).is_err());
    }
}
