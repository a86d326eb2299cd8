//! How do the tags get back? The source's own bytes kept, new columns beside them.
//!
//! Owns writing a copy of a source with columns added: every byte of the old columns stays, in its
//! encoding, quoting and line ends. Refuses to write over the source, and to leave half a file.

pub mod atomic;
mod cell;
mod convert;
mod delimited;
mod jsonl;
#[cfg(feature = "archive")]
mod new_workbook;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "spss")]
mod spss;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stream;
mod table;
mod tags;
mod target;
mod text;
#[cfg(feature = "workbooks")]
mod xlsx;

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use cell::{Cell, Kind, NewColumn, NewColumns};
pub use table::{NewTable, write_table};
pub use target::{Target, extension};

use crate::config::Format;
use crate::read::{Columns, Input, Packing, ReadError, Role, SourceShape};
use tags::{Tags, Work};

/// What writing back will do, before it is done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The new columns, in the order in which they are written, after all others.
    pub added: Vec<String>,
    /// Columns of the source that carry a name of a new one and give way to it.
    pub replaced: Vec<String>,
    /// Rows of the source.
    pub rows: u64,
    /// Places of the replaced columns among those of the source, rising (delimited text).
    #[serde(skip)]
    dropped: Vec<usize>,
    /// Columns of the source.
    #[serde(skip)]
    width: usize,
    /// The new columns with all that is known of them.
    #[serde(skip)]
    new: Vec<NewColumn>,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Rows in the file.
    pub rows: u64,
    /// Rows that carry new cells that are not all blank.
    pub tagged: u64,
}

/// The tags cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeedError {
    /// The source cannot be read again.
    #[error("{source_name}: {reason}\nhint: the source must be there until its tags are written")]
    Source {
        /// The source.
        source_name: String,
        /// What the system said.
        reason: io::Error,
    },
    /// The target cannot be written.
    #[error(
        "{target}: {reason}\nhint: check that the folder is there, may be written, and has room"
    )]
    Target {
        /// The target.
        target: String,
        /// What the system said.
        reason: io::Error,
    },
    /// The source cannot be understood any more.
    #[error(transparent)]
    Reread(#[from] ReadError),
    /// The target cannot take what is to be written.
    #[error(
        "{target}: {message}\nhint: name another target: .csv, .jsonl, .xlsx, .parquet, .sav, .db"
    )]
    Refused {
        /// The target.
        target: String,
        /// Why.
        message: String,
    },
    /// The target is the source.
    #[error("{} is the source itself\nhint: name another file", path.display())]
    SourceIsTarget {
        /// The file.
        path: PathBuf,
    },
    /// The source was changed after it was read.
    #[error(
        "{source_name}: {found} rows where {expected} were read\nhint: the file has changed; run again"
    )]
    Changed {
        /// The source.
        source_name: String,
        /// Rows read before.
        expected: u64,
        /// Rows found now.
        found: u64,
    },
    /// Two new columns have one name, or one has none.
    #[error("\"{name}\" cannot name a new column\nhint: names must differ and not be blank")]
    Name {
        /// The name.
        name: String,
    },
    /// A row got another number of new cells than there are new columns.
    #[error("row {row}: {found} new cells for {expected} new columns")]
    Cells {
        /// The row.
        row: u64,
        /// New columns.
        expected: usize,
        /// Cells given.
        found: usize,
    },
}

/// What writing `new` columns back to a source will do.
///
/// # Errors
/// The names are blank or not different.
pub fn plan(shape: &SourceShape, columns: &Columns, new: &[NewColumn]) -> Result<Plan, FeedError> {
    let names: Vec<String> = new.iter().map(|column| column.name.clone()).collect();
    let unfit = |index: usize, name: &String| {
        name.trim().is_empty() || names.iter().take(index).any(|other| other == name)
    };
    if let Some((_, name)) = names.iter().enumerate().find(|&(index, name)| unfit(index, name)) {
        return Err(FeedError::Name { name: name.clone() });
    }
    let replaced = columns.names.iter().enumerate().filter(|(_, name)| names.contains(name));
    let (dropped, replaced) = replaced.map(|(index, name)| (index, name.clone())).unzip();
    Ok(Plan {
        added: names,
        new: new.to_vec(),
        replaced,
        rows: shape.rows,
        dropped,
        width: columns.names.len(),
    })
}

/// Writes a copy of `input` with the new columns to `target`: in the source's own format, every
/// other byte kept, or in that of the target's ending. The source is read again; the target appears
/// only when it is whole.
///
/// # Errors
/// The source cannot be read or has changed, the target cannot be written, or the new columns do
/// not fit.
pub fn write<F>(
    input: &Input,
    shape: &SourceShape,
    columns: &Columns,
    target: &Path,
    mut new: NewColumns<F>,
) -> Result<Written, FeedError>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    let plan = plan(shape, columns, &new.columns)?;
    refuse_same(input, target)?;
    let work = Work { input, shape, plan: &plan, key: columns.one(Role::Key) };
    let mut tags = Tags::new(&plan, &mut new.rows);
    let format = target::format(input, shape, target);
    let (packing, _) = Packing::of_name(target.to_str().unwrap_or(""));
    let copied = atomic::write(target, |out| {
        packing.write(out, |out| beside(format, &work, &mut tags, out))?;
        tags.finished(shape.rows)
    });
    copied.map_err(|failure| failure.named(input, shape, &target.display().to_string()))
}

/// As [`write`], in the source's own format to an open output, which may hold a part of it when this
/// fails.
///
/// # Errors
/// The source cannot be read or has changed, the output cannot be written, or the new columns do
/// not fit.
pub fn write_to<F>(
    input: &Input,
    shape: &SourceShape,
    columns: &Columns,
    out: &mut dyn io::Write,
    mut new: NewColumns<F>,
) -> Result<Written, FeedError>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    let plan = plan(shape, columns, &new.columns)?;
    let work = Work { input, shape, plan: &plan, key: columns.one(Role::Key) };
    let mut tags = Tags::new(&plan, &mut new.rows);
    let copied = beside(shape.format, &work, &mut tags, out);
    let copied = copied.and_then(|()| tags.finished(shape.rows));
    copied.map_err(|failure| failure.named(input, shape, "-"))
}

/// The copy in the source's own format, or in another.
fn beside(
    format: Format,
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn io::Write,
) -> Result<(), tags::Failure> {
    if format != work.shape.format {
        return convert::copy(format, work, tags, out);
    }
    match format {
        Format::Csv | Format::Jsonl => text::copy(work, tags, out),
        Format::Json => text::document(work, tags, out),
        #[cfg(feature = "workbooks")]
        Format::Xlsx => xlsx::copy(work, tags, out),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::copy(work, tags, out),
        #[cfg(feature = "spss")]
        Format::Sav => spss::copy(work, tags, out),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => sqlite::copy(work, tags, out),
        #[cfg(not(feature = "workbooks"))]
        Format::Xlsx => convert::copy(format, work, tags, out),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => convert::copy(format, work, tags, out),
        #[cfg(not(feature = "spss"))]
        Format::Sav => convert::copy(format, work, tags, out),
        #[cfg(not(feature = "sqlite"))]
        Format::Sqlite => convert::copy(format, work, tags, out),
        Format::Lines | Format::Folder | Format::Xls | Format::Ods | Format::Postgres => {
            convert::copy(format, work, tags, out)
        }
    }
}

fn refuse_same(input: &Input, target: &Path) -> Result<(), FeedError> {
    let same = match input {
        Input::Stdin(_) | Input::Database(_) => false,
        Input::File(path) => match (path.canonicalize(), target.canonicalize()) {
            (Ok(source), Ok(target)) => source == target,
            _ => false,
        },
    };
    if same { Err(FeedError::SourceIsTarget { path: target.to_owned() }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
