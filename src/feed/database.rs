//! Tags in a database: a table of their own, keyed by the record, and a view that joins it to the
//! table of the source; or, on request, columns of that table.
//!
//! Owns the names of what is made. All is done in one transaction: the tags of before are there, or
//! all of the new ones. Refuses to replace a table or view that Kuiske has not made.

use super::cell::{Cell, NewColumn};
use super::tags::Failure;
use super::{FeedError, Target};
use crate::read::{Address, OWN_PREFIX, Server};

/// Bytes of a name in PostgreSQL, less what is put before or behind it here.
const LONGEST: usize = 63 - 8;

/// The column by which tags are known: the key of their record.
pub(super) const RECORD: &str = "kuiske_record";

/// What is to be written.
#[derive(Clone, Debug)]
pub struct TagTable<'a> {
    /// The database, and the table to be joined, where there is one.
    pub address: &'a Address,
    /// The column of that table that identifies a record.
    pub key: Option<&'a str>,
    /// The columns of the tags.
    pub columns: &'a [NewColumn],
    /// Where the tags go.
    pub place: Place,
    /// The codebook as rows of text, names of columns first; written as a table where there is any.
    pub codebook: &'a [Vec<String>],
}

/// Where the tags go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into a table beside that of the source.
    Beside,
    /// Into columns of the table itself.
    Within,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Records with tags.
    pub rows: u64,
    /// Whether the database said all of this already.
    pub unchanged: bool,
}

/// What the tags of a record stand under.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// The record's key.
    Key(String),
    /// Its place in the table, from 1.
    Row(i64),
}

/// The next record with its tags; `None` at the end.
pub(super) type Next<'a> = dyn FnMut() -> Result<Option<(Record, Vec<Cell>)>, Failure> + 'a;

/// Names of what is made for a table, or for records of no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The table of the tags.
    pub tags: String,
    /// The view that joins.
    pub view: Option<String>,
}

impl Names {
    /// The names for the table `table`, without its schema.
    pub fn of(table: Option<&str>) -> Self {
        match table {
            None => Self { tags: format!("{OWN_PREFIX}tags"), view: None },
            Some(table) => {
                let end = table.floor_char_boundary(LONGEST);
                let short = table.get(..end).unwrap_or(table);
                let (tags, view) = (format!("{OWN_PREFIX}{short}"), format!("{short}_tagged"));
                Self { tags, view: Some(view) }
            }
        }
    }
}

/// Writes the tags of records, each under what stands for it, to a database.
///
/// # Errors
/// The database cannot be reached or refuses; it is then as it was.
pub fn write_tags(
    table: &TagTable<'_>,
    mut rows: impl Iterator<Item = (Record, Vec<Cell>)>,
) -> Result<Stored, FeedError> {
    let mut next = || Ok(rows.next());
    let done = match &table.address.server {
        Server::Sqlite(path) => sqlite(path, table, &mut next),
        Server::Postgres(url) => postgres(url, table, &mut next),
    };
    done.map_err(|failure| failure.of_database(&table.address.to_string()))
}

/// As [`write_tags`], into the file that is the source itself: what it was is kept beside it.
///
/// # Errors
/// As [`write_tags`].
#[cfg(feature = "sqlite")]
pub fn write_tags_in_place(
    path: &std::path::Path,
    table: &TagTable<'_>,
    mut rows: impl Iterator<Item = (Record, Vec<Cell>)>,
) -> Result<(Stored, super::InPlace), FeedError> {
    let mut next = || Ok(rows.next());
    super::sqlite::write_kept(path, table, &mut next)
        .map_err(|failure| failure.of_database(&table.address.to_string()))
}

/// As [`write_tags`], into the file that is the source itself.
///
/// # Errors
/// This build knows no such database.
#[cfg(not(feature = "sqlite"))]
pub fn write_tags_in_place(
    _: &std::path::Path,
    table: &TagTable<'_>,
    _: impl Iterator<Item = (Record, Vec<Cell>)>,
) -> Result<(Stored, super::InPlace), FeedError> {
    Err(not_built().of_database(&table.address.to_string()))
}

#[cfg(feature = "sqlite")]
fn sqlite(
    path: &std::path::Path,
    table: &TagTable<'_>,
    next: &mut Next<'_>,
) -> Result<Stored, Failure> {
    super::sqlite::write(path, table, next)
}

#[cfg(not(feature = "sqlite"))]
fn sqlite(_: &std::path::Path, _: &TagTable<'_>, _: &mut Next<'_>) -> Result<Stored, Failure> {
    Err(not_built())
}

#[cfg(feature = "postgres")]
fn postgres(url: &str, table: &TagTable<'_>, next: &mut Next<'_>) -> Result<Stored, Failure> {
    super::postgres::write(url, table, next)
}

#[cfg(not(feature = "postgres"))]
fn postgres(_: &str, _: &TagTable<'_>, _: &mut Next<'_>) -> Result<Stored, Failure> {
    Err(not_built())
}

#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
fn not_built() -> Failure {
    Failure::Format("this build of kuiske does not write to such a database".to_owned())
}

impl Target {
    /// The database of a target; `None` for a file.
    pub fn database(&self) -> Option<&Address> {
        match self {
            Self::File(_) => None,
            Self::Database(address) => Some(address),
        }
    }
}

/// A name as SQL takes any.
pub(super) fn quoted(name: &str) -> String {
    // No name holds a zero.
    format!("\"{}\"", name.replace('\0', "").replace('"', "\"\""))
}

/// Names, each quoted and behind `before`, with commas between.
pub(super) fn listed<'n>(before: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("{before}{}", quoted(name))).collect();
    names.join(", ")
}

/// What a table lacks to have columns in it.
pub(super) fn no_columns() -> Failure {
    Failure::Format(
        "columns need a table and a column in it that identifies a record: ?table=NAME, --key"
            .to_owned(),
    )
}

/// A name that something else has.
pub(super) fn taken(name: &str) -> Failure {
    Failure::Format(format!("\"{name}\" is there and was not made by kuiske; rename it first"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_from_the_table_and_can_be_anything() {
        let names = Names::of(Some("vastaukset"));
        assert_eq!(
            (names.tags.as_str(), names.view.as_deref()),
            ("kuiske_vastaukset", Some("vastaukset_tagged"))
        );
        assert_eq!(Names::of(None), Names { tags: "kuiske_tags".to_owned(), view: None });
        let long = Names::of(Some(&"ä".repeat(40)));
        assert!(long.tags.len() <= 63 && long.view.unwrap().len() <= 63);
        assert_eq!(quoted("a\"; DROP TABLE b; --\0"), "\"a\"\"; DROP TABLE b; --\"");
        assert_eq!(listed("k.", ["a", "b\""].into_iter()), "k.\"a\", k.\"b\"\"\"");
    }
}
