//! How do the tags get back? The source's own bytes kept, new columns beside them.
//!
//! Owns writing a copy of a source with columns added: every byte of the old columns stays, in its
//! encoding, quoting and line ends. Refuses to write over the source, and to leave half a file.

pub mod atomic;
mod cell;
pub mod coded;
mod delimited;
mod in_place;
mod jsonl;
mod own_table;
mod stream;

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use cell::{Cell, NewColumns};
pub use in_place::{InPlace, in_place};
pub use own_table::{TableStyle, write_table};

use crate::config::Format;
use crate::read::{Columns, Input, OWN_PREFIX, SourceShape};
use stream::Stream;

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
    /// Places of the replaced columns among those of the source, rising (delimited text).
    #[serde(skip)]
    dropped: Vec<usize>,
    /// Columns of the source.
    #[serde(skip)]
    width: usize,
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
    #[error("{}: {reason}\nhint: check that the folder is there, may be written, and has room", path.display())]
    Target {
        /// The target.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
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
    /// A source is to be changed and kept at once.
    #[error("{source_name} cannot be written in place\nhint: name another target with --to")]
    NotInPlace {
        /// The source.
        source_name: String,
    },
    /// No run has said where the records came from.
    #[error("{} does not know its source\nhint: name it with --from FILE", archive.display())]
    NoSource {
        /// The archive.
        archive: PathBuf,
    },
    /// The source of the last run is not there any more.
    #[error(
        "{}, the source of the last run, is not there\nhint: name the file with --from FILE",
        path.display()
    )]
    SourceGone {
        /// Where it was.
        path: PathBuf,
    },
    /// The last run had several sources, and there is one target.
    #[error("the last run read several files: {}\nhint: choose one with --from FILE", names.join(", "))]
    SeveralSources {
        /// The files.
        names: Vec<String>,
    },
    /// No record of the source is in the archive.
    #[error(
        "none of the {rows} rows of {source_name} is in {}\nhint: is it the right file? columns.key \
         or --key names the column by which rows are known",
        archive.display()
    )]
    NothingMatches {
        /// The source.
        source_name: String,
        /// Its rows.
        rows: u64,
        /// The archive.
        archive: PathBuf,
    },
}

/// What writing `names` back to a source will do.
///
/// # Errors
/// The names are blank or not different.
pub fn plan(shape: &SourceShape, columns: &Columns, names: &[String]) -> Result<Plan, FeedError> {
    let unfit = |index: usize, name: &String| {
        name.trim().is_empty() || names.iter().take(index).any(|other| other == name)
    };
    if let Some((_, name)) = names.iter().enumerate().find(|&(index, name)| unfit(index, name)) {
        return Err(FeedError::Name { name: name.clone() });
    }
    let width = columns.names.len();
    let added = names.to_vec();
    let rows = shape.rows;
    let mut plan = Plan { added, replaced: vec![], rows, guard: false, dropped: vec![], width };
    let replaced = columns.names.iter().enumerate().filter(|(_, name)| plan.gives_way(name));
    (plan.dropped, plan.replaced) = replaced.map(|(index, name)| (index, name.clone())).unzip();
    Ok(plan)
}

/// Writes a copy of `input` with the new columns to `target`. The source is read again, block by
/// block; the target appears only when it is whole.
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
    write_plan(input, shape, &plan(shape, columns, &new.names)?, target, new.rows)
}

/// As [`write`], by a plan that was made before.
///
/// # Errors
/// As [`write`].
pub fn write_plan<F>(
    input: &Input,
    shape: &SourceShape,
    plan: &Plan,
    target: &Path,
    rows: F,
) -> Result<Written, FeedError>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    refuse_same(input, target)?;
    let opened = open(input)?;
    let copied =
        atomic::write(target, |out| copy(&mut Stream::new(opened, shape), shape, plan, out, rows));
    copied.map_err(|failure| failure.named(input, target, shape))
}

/// As [`write`], to an open output, which may hold a part of it when this fails.
///
/// # Errors
/// The source cannot be read or has changed, the output cannot be written, or the new columns do
/// not fit.
pub fn write_to<F>(
    input: &Input,
    shape: &SourceShape,
    columns: &Columns,
    out: &mut dyn Write,
    new: NewColumns<F>,
) -> Result<Written, FeedError>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    let plan = plan(shape, columns, &new.names)?;
    let opened = open(input)?;
    let copied = copy(&mut Stream::new(opened, shape), shape, &plan, out, new.rows);
    copied.map_err(|failure| failure.named(input, Path::new("-"), shape))
}

fn open(input: &Input) -> Result<Box<dyn Read + '_>, FeedError> {
    match input {
        Input::Stdin(bytes) => Ok(Box::new(bytes.as_slice())),
        Input::File(path) => {
            let failed = |reason| FeedError::Source { source_name: input.name(), reason };
            Ok(Box::new(BufReader::new(File::open(path).map_err(failed)?)))
        }
    }
}

/// Why a copy stopped, before the names of the files are known.
enum Failure {
    Read(io::Error),
    Write(io::Error),
    Cells { row: u64, expected: usize, found: usize },
    Changed { found: u64 },
}

impl Failure {
    fn named(self, input: &Input, target: &Path, shape: &SourceShape) -> FeedError {
        match self {
            Self::Read(reason) => FeedError::Source { source_name: input.name(), reason },
            Self::Write(reason) => FeedError::Target { path: target.to_owned(), reason },
            Self::Cells { row, expected, found } => FeedError::Cells { row, expected, found },
            Self::Changed { found } => {
                FeedError::Changed { source_name: input.name(), expected: shape.rows, found }
            }
        }
    }
}

impl From<io::Error> for Failure {
    fn from(reason: io::Error) -> Self {
        Self::Write(reason)
    }
}

fn copy<F>(
    stream: &mut Stream<'_>,
    shape: &SourceShape,
    plan: &Plan,
    out: &mut dyn Write,
    mut rows: F,
) -> Result<Written, Failure>
where
    F: FnMut(u64) -> Option<Vec<Cell>>,
{
    out.write_all(stream.preamble().map_err(Failure::Read)?)?;
    let mut written = Written { rows: 0, tagged: 0 };
    let (mut headers, expected) = (0, plan.added.len());
    while let Some(piece) = stream.piece().map_err(Failure::Read)? {
        if piece.blank {
            out.write_all(piece.all)?;
        } else if headers < shape.header {
            delimited::header(&piece, headers, shape, plan, out)?;
            headers += 1;
        } else {
            written.rows += 1;
            let cells = rows(written.rows);
            if let Some(found) = cells.as_ref().map(Vec::len).filter(|&found| found != expected) {
                return Err(Failure::Cells { row: written.rows, expected, found });
            }
            let some = cells.iter().flatten().any(|cell| *cell != Cell::Blank);
            written.tagged += u64::from(some);
            match shape.format {
                Format::Csv => delimited::row(&piece, cells.as_deref(), shape, plan, out)?,
                Format::Jsonl => jsonl::row(&piece, cells.as_deref(), shape, plan, out)?,
            }
        }
    }
    if written.rows == shape.rows {
        Ok(written)
    } else {
        Err(Failure::Changed { found: written.rows })
    }
}

/// Refuses a target that is the source.
///
/// # Errors
/// If it is.
pub fn refuse_same(input: &Input, target: &Path) -> Result<(), FeedError> {
    let same = match input {
        Input::Stdin(_) => false,
        Input::File(path) => match (path.canonicalize(), target.canonicalize()) {
            (Ok(source), Ok(target)) => source == target,
            _ => false,
        },
    };
    if same { Err(FeedError::SourceIsTarget { path: target.to_owned() }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
