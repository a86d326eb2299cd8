//! Tags in a PostgreSQL database, in one transaction; rows go by COPY, which is the fastest way in.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};

use postgres::{Client, NoTls, Transaction};

use super::cell::{Cell, Kind, NewColumn};
use super::database::{
    Names, Next, Place, RECORD, Record, Stored, TagTable, listed, no_columns, quoted, taken,
};
use super::tags::Failure;
use crate::read::OWN_PREFIX;

/// Bytes handed over at once.
const BLOCK: usize = 1 << 18;

/// The table of what the theme IDs mean.
const CODEBOOK: &str = "kuiske_codebook";

/// Writes tags into the database at `url`.
pub(super) fn write(
    url: &str,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<Stored, Failure> {
    let mut client = Client::connect(url, NoTls).map_err(failed)?;
    let mut base = client.transaction().map_err(failed)?;
    // What is dropped where nothing is there is no news.
    base.batch_execute("SET LOCAL client_min_messages = warning").map_err(failed)?;
    let rows = match table.place {
        Place::Beside => beside(&mut base, table, next)?,
        Place::Within => within(&mut base, table, next)?,
    };
    if !table.codebook.is_empty() {
        codebook(&mut base, table)?;
    }
    base.commit().map_err(failed)?;
    Ok(Stored { rows, unchanged: false })
}

/// The table of the tags, and the view.
fn beside(
    base: &mut Transaction<'_>,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<u64, Failure> {
    let source = table.address.table.as_deref();
    let names = Names::of(source.map(|path| split(path).1));
    let own = beside_name(source, &names.tags);
    let view = match (&names.view, source, table.key) {
        (Some(name), Some(source), Some(key)) => {
            let there = columns(base, source)?;
            let path = beside_name(Some(source), name);
            if let Some(made) = view_of(base, &path)? {
                if !made.contains(RECORD) {
                    return Err(taken(name));
                }
                base.batch_execute(&format!("DROP VIEW {path}")).map_err(failed)?;
            }
            let old = there.iter().map(String::as_str).filter(|n| !n.starts_with(OWN_PREFIX));
            let old = listed("t.", old);
            let new = listed("k.", table.columns.iter().map(|column| column.name.as_str()));
            let source = quoted_path(source);
            Some(format!(
                "CREATE VIEW {path} AS SELECT {old}, {new} FROM {source} AS t \
                 LEFT JOIN {own} AS k ON k.{RECORD} = {}",
                joined("t", key)
            ))
        }
        _ => None,
    };
    let make = format!("DROP TABLE IF EXISTS {own}; CREATE TABLE {own} ({})", definition(table));
    base.batch_execute(&make).map_err(failed)?;
    let rows = fill(base, &own, next)?;
    let keyed = format!("ALTER TABLE {own} ADD PRIMARY KEY ({RECORD}); ANALYZE {own}");
    base.batch_execute(&keyed).map_err(failed)?;
    if let Some(view) = view {
        base.batch_execute(&view).map_err(failed)?;
    }
    Ok(rows)
}

/// The tags as columns of the table itself.
fn within(
    base: &mut Transaction<'_>,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<u64, Failure> {
    let (Some(source), Some(key)) = (table.address.table.as_deref(), table.key) else {
        return Err(no_columns());
    };
    let (there, path) = (columns(base, source)?, quoted_path(source));
    let make = format!("CREATE TEMP TABLE kuiske_new ({}) ON COMMIT DROP", definition(table));
    base.batch_execute(&make).map_err(failed)?;
    let rows = fill(base, "kuiske_new", next)?;
    let keyed = format!("ALTER TABLE kuiske_new ADD PRIMARY KEY ({RECORD}); ANALYZE kuiske_new");
    base.batch_execute(&keyed).map_err(failed)?;
    let new = |name: &str| table.columns.iter().any(|column| column.name == name);
    for stale in there.iter().filter(|name| name.starts_with(OWN_PREFIX) && !new(name)) {
        let drop = format!("ALTER TABLE {path} DROP COLUMN {}", quoted(stale));
        base.batch_execute(&drop).map_err(failed)?;
    }
    for column in table.columns.iter().filter(|column| !there.contains(&column.name)) {
        let name = quoted(&column.name);
        let add = format!("ALTER TABLE {path} ADD COLUMN {name} {}", kind(column));
        base.batch_execute(&add).map_err(failed)?;
    }
    let own = || table.columns.iter().map(|column| column.name.as_str());
    let (plain, of_new, of_old) = (listed("", own()), listed("k.", own()), listed("t.", own()));
    // Rows that say all of it already are not written anew.
    let update = format!(
        "UPDATE {path} AS t SET ({plain}) = ROW({of_new}) FROM \
         (SELECT s.ctid AS kuiske_place, n.* FROM {path} AS s \
         LEFT JOIN kuiske_new AS n ON n.{RECORD} = {}) AS k \
         WHERE t.ctid = k.kuiske_place AND ROW({of_old}) IS DISTINCT FROM ROW({of_new})",
        joined("s", key)
    );
    base.batch_execute(&update).map_err(failed)?;
    Ok(rows)
}

/// The codebook as a table.
fn codebook(base: &mut Transaction<'_>, table: &TagTable<'_>) -> Result<(), Failure> {
    let Some((names, rows)) = table.codebook.split_first() else { return Ok(()) };
    let own = beside_name(table.address.table.as_deref(), CODEBOOK);
    let columns: Vec<String> = names.iter().map(|name| format!("{} text", quoted(name))).collect();
    let make = format!("DROP TABLE IF EXISTS {own}; CREATE TABLE {own} ({})", columns.join(", "));
    base.batch_execute(&make).map_err(failed)?;
    let mut out = copy_in(base, &own)?;
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| copied(text)).collect();
        out.write_all((cells.join("\t") + "\n").as_bytes())?;
    }
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish().map_err(failed)?;
    Ok(())
}

fn copy_in<'t>(
    base: &'t mut Transaction<'_>,
    table: &str,
) -> Result<BufWriter<postgres::CopyInWriter<'t>>, Failure> {
    let writer = base.copy_in(&format!("COPY {table} FROM STDIN")).map_err(failed)?;
    Ok(BufWriter::with_capacity(BLOCK, writer))
}

/// Copies all tags into a table; how many records there are.
fn fill(base: &mut Transaction<'_>, table: &str, next: &mut Next<'_>) -> Result<u64, Failure> {
    let mut out = copy_in(base, table)?;
    let mut line = String::new();
    while let Some((record, cells)) = next()? {
        line.clear();
        match record {
            Record::Key(key) => line.push_str(&copied(&key)),
            Record::Row(row) => {
                let _ = write!(line, "{row}");
            }
        }
        for cell in &cells {
            line.push('\t');
            match cell {
                Cell::Text(text) => line.push_str(&copied(text)),
                Cell::Blank | Cell::Int(_) | Cell::Number(..) => {
                    line.push_str(cell.plain_number().as_deref().unwrap_or("\\N"));
                }
            }
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish().map_err(failed)
}

/// Text as COPY takes it. There is no zero in a text of PostgreSQL.
fn copied(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => {}
            other => out.push(other),
        }
    }
    out
}

fn definition(table: &TagTable<'_>) -> String {
    let columns = table.columns.iter().map(|c| format!(", {} {}", quoted(&c.name), kind(c)));
    format!("{RECORD} text{}", columns.collect::<String>())
}

fn kind(column: &NewColumn) -> &'static str {
    match column.kind {
        Kind::Flag => "smallint",
        Kind::Int => "bigint",
        Kind::Number(_) => "double precision",
        Kind::Text => "text",
    }
}

/// A key as it was read.
fn joined(table: &str, key: &str) -> String {
    format!("btrim({table}.{}::text, E' \\t\\r\\n')", quoted(key))
}

/// Schema and name.
fn split(path: &str) -> (Option<&str>, &str) {
    path.split_once('.').map_or((None, path), |(schema, name)| (Some(schema), name))
}

fn quoted_path(path: &str) -> String {
    let (schema, name) = split(path);
    schema.map_or_else(|| quoted(name), |schema| format!("{}.{}", quoted(schema), quoted(name)))
}

/// A name in the schema of the source.
fn beside_name(source: Option<&str>, name: &str) -> String {
    match source.and_then(|source| split(source).0) {
        Some(schema) => format!("{}.{}", quoted(schema), quoted(name)),
        None => quoted(name),
    }
}

fn columns(base: &mut Transaction<'_>, table: &str) -> Result<Vec<String>, Failure> {
    let question = format!("SELECT * FROM {} LIMIT 0", quoted_path(table));
    let statement = base.prepare(&question).map_err(failed)?;
    Ok(statement.columns().iter().map(|column| column.name().to_owned()).collect())
}

/// How a view was made; an empty text for a table of its name, `None` if there is neither.
fn view_of(base: &mut Transaction<'_>, path: &str) -> Result<Option<String>, Failure> {
    let question = "SELECT CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) ELSE '' END \
                    FROM pg_class AS c WHERE c.oid = to_regclass($1)";
    let row = base.query_opt(question, &[&path]).map_err(failed)?;
    row.map(|row| row.try_get(0).map_err(failed)).transpose()
}

#[allow(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn failed(error: postgres::Error) -> Failure {
    let said = error.as_db_error().map(|db| match db.detail() {
        Some(detail) => format!("{} ({detail})", db.message()),
        None => db.message().to_owned(),
    });
    Failure::Format(said.unwrap_or_else(|| error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_names_cannot_break_out() {
        assert_eq!(copied("a\\.\n\tb\r\0ä"), "a\\\\.\\n\\tb\\rä");
        assert_eq!(joined("t", "x\"y"), "btrim(t.\"x\"\"y\"::text, E' \\t\\r\\n')");
        assert_eq!(beside_name(Some("s.t"), "k"), "\"s\".\"k\"");
        assert_eq!(quoted_path("t"), "\"t\"");
    }
}
