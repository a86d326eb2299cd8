//! The new cells of a source, row by row, and why a writing stops.

use std::io;

use super::cell::Cell;
use super::{FeedError, Plan, Written};
use crate::read::{Guess, Input, ReadError, SourceShape};

/// The new cells, asked for once for every row in order, and counted.
pub(super) struct Tags<'f> {
    rows: &'f mut dyn FnMut(u64) -> Option<Vec<Cell>>,
    expected: usize,
    pub(super) written: Written,
}

/// What every writer is given.
pub(super) struct Work<'a> {
    pub(super) input: &'a Input,
    pub(super) shape: &'a SourceShape,
    pub(super) plan: &'a Plan,
    /// The column that identifies a record, where there is one.
    pub(super) key: Option<&'a Guess>,
}

/// Why a writing stopped, before the names of the files are known.
#[derive(Debug)]
pub(super) enum Failure {
    Read(io::Error),
    Write(io::Error),
    Reread(ReadError),
    Cells {
        row: u64,
        expected: usize,
        found: usize,
    },
    Changed {
        found: u64,
    },
    /// The format cannot take it, or the source is not as it was.
    Format(String),
    /// What is no copy of a source cannot be made in this format.
    New(&'static str),
}

impl From<io::Error> for Failure {
    fn from(reason: io::Error) -> Self {
        Self::Write(reason)
    }
}

impl<'f> Tags<'f> {
    pub(super) fn new(plan: &Plan, rows: &'f mut dyn FnMut(u64) -> Option<Vec<Cell>>) -> Self {
        Self { rows, expected: plan.added.len(), written: Written { rows: 0, tagged: 0 } }
    }

    /// The new cells of the next row; `None` if they are all blank.
    pub(super) fn next(&mut self) -> Result<Option<Vec<Cell>>, Failure> {
        self.written.rows += 1;
        let (row, expected) = (self.written.rows, self.expected);
        let cells = (self.rows)(row);
        if let Some(found) = cells.as_ref().map(Vec::len).filter(|&found| found != expected) {
            return Err(Failure::Cells { row, expected, found });
        }
        let some = cells.iter().flatten().any(|cell| *cell != Cell::Blank);
        self.written.tagged += u64::from(some);
        Ok(cells)
    }

    /// What was written, if every row of the source was.
    pub(super) fn finished(self, rows: u64) -> Result<Written, Failure> {
        let found = self.written.rows;
        if found == rows { Ok(self.written) } else { Err(Failure::Changed { found }) }
    }
}

impl Failure {
    /// Of a table that is no copy of a source, with its name.
    pub(super) fn of_table(self, target: &str) -> FeedError {
        match self {
            Self::Format(message) => FeedError::Refused { target: target.to_owned(), message },
            Self::New(format) => FeedError::NotNew { target: target.to_owned(), format },
            Self::Read(_)
            | Self::Write(_)
            | Self::Reread(_)
            | Self::Cells { .. }
            | Self::Changed { .. } => self.of_database(target),
        }
    }

    /// Of a writing to a database, with its name.
    pub(super) fn of_database(self, target: &str) -> FeedError {
        let target = target.to_owned();
        match self {
            Self::Read(reason) | Self::Write(reason) => FeedError::Target { target, reason },
            Self::Reread(error) => FeedError::Reread(error),
            Self::Cells { row, expected, found } => FeedError::Cells { row, expected, found },
            Self::Changed { found } => {
                let message = format!("{found} rows are not as many as were read");
                FeedError::Database { target, message }
            }
            Self::Format(message) => FeedError::Database { target, message },
            Self::New(format) => FeedError::NotNew { target, format },
        }
    }

    /// With the names of source and target.
    pub(super) fn named(self, input: &Input, shape: &SourceShape, target: &str) -> FeedError {
        let source_name = input.name();
        match self {
            Self::Read(reason) => FeedError::Source { source_name, reason },
            Self::Write(reason) => FeedError::Target { target: target.to_owned(), reason },
            Self::Reread(error) => FeedError::Reread(error),
            Self::Cells { row, expected, found } => FeedError::Cells { row, expected, found },
            Self::Changed { found } => {
                FeedError::Changed { source_name, expected: shape.rows, found }
            }
            Self::Format(message) => FeedError::Refused { target: target.to_owned(), message },
            Self::New(format) => FeedError::NotNew { target: target.to_owned(), format },
        }
    }
}
