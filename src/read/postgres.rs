//! A table, a view or a query of a PostgreSQL database, in one transaction for reading only.
//!
//! Owns the way of the rows: the server writes them as CSV, which is the fastest it does.

use std::io::Read;

use postgres::{Client, NoTls};

use super::delimited::not_too_wide;
use super::error::ReadError;
use super::grid::Grid;
use super::header;
use super::table::{Rows, Table};
use crate::config::Settings;

const HINT: &str =
    "check the address, the table and the query; the server must be reachable without TLS";

/// Rows and columns of a table of the database at `url`.
pub(super) fn open(
    url: &str,
    table: Option<&str>,
    query: Option<&str>,
    settings: &Settings,
    input: &str,
) -> Result<Table<'static>, ReadError> {
    let said =
        |message: String| ReadError::Database { input: input.to_owned(), message, hint: HINT };
    let failed = |error: postgres::Error| {
        said(error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned()))
    };
    let question = match (query, table) {
        (Some(query), _) => query.trim().trim_end_matches(';').to_owned(),
        // The order of rows is the server's own affair, and may be another the next time.
        (None, Some(table)) => {
            format!("SELECT * FROM {} AS t ORDER BY t::text", quoted_path(table))
        }
        (None, None) => {
            return Err(ReadError::Part {
                input: input.to_owned(),
                message: "no table is named".to_owned(),
                option: "input.table, or ?table=NAME in the address",
                there: "those that \\d of psql lists".to_owned(),
            });
        }
    };
    let mut client = Client::connect(url, NoTls).map_err(failed)?;
    let mut transaction = client.build_transaction().read_only(true).start().map_err(failed)?;
    let copy = format!("COPY ({question}) TO STDOUT WITH (FORMAT csv, HEADER true)");
    let mut bytes = Vec::new();
    let reader = transaction.copy_out(&copy).map_err(failed)?;
    reader
        .take(settings.max_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| said(error.to_string()))?;
    if bytes.len() as u64 > settings.max_bytes {
        let limit = settings.max_bytes >> 20;
        return Err(ReadError::TooLarge { input: input.to_owned(), limit });
    }
    rows(&bytes, input).map_err(|error| match error {
        Wrong::Csv(error) => said(error.to_string()),
        Wrong::Read(error) => error,
    })
}

enum Wrong {
    Csv(csv::Error),
    Read(ReadError),
}

fn rows(bytes: &[u8], input: &str) -> Result<Table<'static>, Wrong> {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let names: Vec<String> =
        reader.headers().map_err(Wrong::Csv)?.iter().map(str::to_owned).collect();
    not_too_wide(names.len(), input).map_err(Wrong::Read)?;
    let (mut grid, mut line) = (Grid::new(names.len()), 0);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(Wrong::Csv)? {
        record.iter().for_each(|cell| grid.cell(cell));
        line += 1;
        grid.end_row(line);
    }
    let columns = names.into_iter().map(|name| header::column(name, None, false));
    Ok(Table { columns: columns.collect(), rows: Rows::Grid(grid) })
}

/// A name, or a schema and a name, as SQL takes any.
fn quoted_path(path: &str) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    match path.split_once('.') {
        Some((schema, name)) => format!("{}.{}", quoted(schema), quoted(name)),
        None => quoted(path),
    }
}
