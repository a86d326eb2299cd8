//! How do the tags get back? The source's own bytes kept, new columns beside them.
//!
//! Owns writing a copy of a source with columns added: every byte of the old columns stays, in its
//! encoding, quoting and line ends. Refuses to write over the source, and to leave half a file.

#[cfg(feature = "parquet")]
pub mod arrow;
pub mod atomic;
mod cell;
mod database;
pub mod coded;
mod convert;
mod delimited;
mod error;
mod in_place;
mod jsonl;
#[cfg(feature = "archive")]
mod new_workbook;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "postgres")]
mod postgres;
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
use std::path::Path;

use serde::Serialize;

pub use cell::{Cell, Kind, NewColumn, NewColumns};
pub use database::{
    Names, Place, Record as Tagged, Stored, TagTable, write_tags, write_tags_in_place,
};
pub use error::FeedError;
pub use in_place::{InPlace, in_place};
pub use table::write_table;
pub use target::{Target, extension, refuse_unknown};

use crate::config::Format;
use crate::read::{Columns, Input, OWN_PREFIX, Packing, Role, SourceShape};
use tags::{Tags, Work};

/// What writing back will do, before it is done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The new columns, in the order in which they are written, after all others.
    pub added: Vec<String>,
    /// Columns of the source that an earlier tagging wrote, or that carry a name of a new one; they
    /// give way.
    pub replaced: Vec<String>,
    /// Rows of the source.
    pub rows: u64,
    /// Whether cells of the source that a spreadsheet would take for formulas get an apostrophe
    /// before them (delimited text). The only change ever made to what was there, on request only.
    pub guard: bool,
    /// Where the tags go in a copy of a database.
    #[serde(skip)]
    pub place: Place,
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

impl Plan {
    /// Whether a column of the source gives way to the new ones.
    fn gives_way(&self, name: &str) -> bool {
        let same = |added: &String| added == name;
        self.added.iter().any(same) || (!self.added.is_empty() && name.starts_with(OWN_PREFIX))
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Rows in the file.
    pub rows: u64,
    /// Rows that carry new cells that are not all blank.
    pub tagged: u64,
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
    let mut plan = Plan {
        added: names,
        new: new.to_vec(),
        replaced: vec![],
        rows: shape.rows,
        guard: false,
        place: Place::Beside,
        dropped: vec![],
        width: columns.names.len(),
    };
    let replaced = columns.names.iter().enumerate().filter(|(_, name)| plan.gives_way(name));
    (plan.dropped, plan.replaced) = replaced.map(|(index, name)| (index, name.clone())).unzip();
    Ok(plan)
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
    new: NewColumns<F>,
) -> Result<Written, FeedError>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    write_plan(input, shape, columns, &plan(shape, columns, &new.columns)?, target, new.rows)
}

/// As [`write()`], by a plan that was made before.
///
/// # Errors
/// As [`write()`].
pub fn write_plan<F>(
    input: &Input,
    shape: &SourceShape,
    columns: &Columns,
    plan: &Plan,
    target: &Path,
    mut rows: F,
) -> Result<Written, FeedError>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    refuse_same(input, target)?;
    let work = Work { input, shape, plan, key: columns.one(Role::Key) };
    let mut tags = Tags::new(plan, &mut rows);
    let format = target::format(input, shape, target);
    let (packing, _) = Packing::of_name(target.to_str().unwrap_or(""));
    let copied = atomic::write(target, |out| {
        packing.write(out, |out| beside(format, &work, &mut tags, out))?;
        tags.finished(shape.rows)
    });
    copied.map_err(|failure| failure.named(input, shape, &target.display().to_string()))
}

/// As [`write()`], in the source's own format to an open output, which may hold a part of it when this
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
        #[cfg(feature = "parquet")]
        Format::Arrow => arrow::copy(work, tags, out),
        #[cfg(feature = "spss")]
        Format::Sav => spss::copy(work, tags, out),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => sqlite::copy(work, tags, out),
        #[cfg(not(feature = "workbooks"))]
        Format::Xlsx => convert::copy(format, work, tags, out),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet | Format::Arrow => convert::copy(format, work, tags, out),
        #[cfg(not(feature = "spss"))]
        Format::Sav => convert::copy(format, work, tags, out),
        #[cfg(not(feature = "sqlite"))]
        Format::Sqlite => convert::copy(format, work, tags, out),
        Format::Lines | Format::Folder | Format::Xls | Format::Ods | Format::Postgres => {
            convert::copy(format, work, tags, out)
        }
    }
}

/// Refuses a target that is the source.
///
/// # Errors
/// If it is.
pub fn refuse_same(input: &Input, target: &Path) -> Result<(), FeedError> {
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
