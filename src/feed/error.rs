//! Why tags cannot be written: every message says what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::read::ReadError;

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
    /// A format in which tables are not made anew.
    #[error(
        "{target}: a new table cannot be written as {format}\nhint: name another target: .csv, .tsv, .jsonl, .json, .xlsx"
    )]
    NotNew {
        /// The target.
        target: String,
        /// Name of the format.
        format: &'static str,
    },
    /// A target whose ending says nothing.
    #[error(
        "{}: no known ending, so it is not clear what to write\nhint: name the target .csv, .tsv, .jsonl, .json, .xlsx, .parquet, .arrow, .sav or .db, also with .gz or .zst behind it",
        path.display()
    )]
    NoEnding {
        /// The target.
        path: PathBuf,
    },
    /// What has to be read twice comes from standard input.
    #[error(
        "the rows of standard input cannot be given their tags: they can be read once only\nhint: save them to a file, and name it with --from"
    )]
    OnlyOnce,
    /// A database refuses.
    #[error("{target}: {message}\nhint: check the address, the table, the column and the rights")]
    Database {
        /// The database.
        target: String,
        /// What it said.
        message: String,
    },
    /// The target is the source.
    #[error("{} is the source itself\nhint: name another target, or leave --to out and say --in-place", path.display())]
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

impl FeedError {
    /// The error of a file that was written under another name than that of its target.
    #[must_use]
    pub fn renamed(self, name: &Path) -> Self {
        let target = name.display().to_string();
        match self {
            Self::Target { reason, .. } => Self::Target { target, reason },
            Self::Refused { message, .. } => Self::Refused { target, message },
            Self::NotNew { format, .. } => Self::NotNew { target, format },
            Self::Database { message, .. } => Self::Database { target, message },
            other @ (Self::Source { .. }
            | Self::NoEnding { .. }
            | Self::OnlyOnce
            | Self::Reread(_)
            | Self::SourceIsTarget { .. }
            | Self::Changed { .. }
            | Self::Name { .. }
            | Self::Cells { .. }
            | Self::NotInPlace { .. }
            | Self::NoSource { .. }
            | Self::SourceGone { .. }
            | Self::SeveralSources { .. }
            | Self::NothingMatches { .. }) => other,
        }
    }
}
