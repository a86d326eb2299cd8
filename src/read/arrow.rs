//! Apache Arrow IPC, streams and files, and the step from Arrow columns to cells: nested values are one
//! cell; dates and numbers are text here, as in a CSV file.

mod messages;

use std::io::Cursor;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, make_array};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};

use super::delimited::not_too_wide;
use super::error::ReadError;
use super::grid::Grid;
use super::header;
use super::table::{Rows, Table};
use crate::config::Settings;
pub(crate) use messages::Plausible;

/// What a file, unlike a stream, begins with.
const FILE: &[u8] = b"ARROW1";

/// Batches of rows as they stand in IPC bytes.
pub(crate) struct Batches<'b> {
    /// Columns and what is said of them.
    pub(crate) schema: SchemaRef,
    /// Whether the bytes are a file, which has an index, and not a stream.
    pub(crate) is_file: bool,
    /// The batches, in order.
    pub(crate) all: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + 'b>,
}

impl<'b> Batches<'b> {
    /// The batches of `bytes`, none of more than `limit` bytes.
    pub(crate) fn of(bytes: &'b [u8], limit: u64) -> Result<Self, ArrowError> {
        let cursor = Cursor::new(bytes);
        if bytes.starts_with(FILE) {
            messages::plausible_file(bytes, limit)?;
            let reader = FileReader::try_new(cursor, None)?;
            return Ok(Self { schema: reader.schema(), is_file: true, all: Box::new(reader) });
        }
        let reader = StreamReader::try_new(Plausible::new(cursor, limit), None)?;
        Ok(Self { schema: reader.schema(), is_file: false, all: Box::new(reader) })
    }
}

/// Why batches of at most `limit` bytes cannot be read.
pub(crate) fn not_read(error: &ArrowError, limit: u64, input: &str) -> ReadError {
    let input = input.to_owned();
    if messages::is_too_large(error) {
        return ReadError::TooLarge { input, limit: limit >> 20 };
    }
    ReadError::Damaged { input, message: error.to_string() }
}

/// Rows and columns of `bytes`.
pub(super) fn open(
    bytes: &[u8],
    settings: &Settings,
    input: &str,
) -> Result<Table<'static>, ReadError> {
    let damaged = |error: ArrowError| not_read(&error, settings.max_bytes, input);
    let found = Batches::of(bytes, settings.max_bytes).map_err(damaged)?;
    let mut shown = Shown::new(&found.schema, settings, input)?;
    for batch in found.all {
        shown.take(&batch.map_err(damaged)?)?;
    }
    Ok(shown.table())
}

/// Arrow columns as a table of text.
pub(super) struct Shown<'a> {
    names: Vec<String>,
    grid: Grid,
    line: u64,
    cell: String,
    settings: &'a Settings,
    input: &'a str,
}

impl<'a> Shown<'a> {
    /// A table without rows.
    pub(super) fn new(
        schema: &Schema,
        settings: &'a Settings,
        input: &'a str,
    ) -> Result<Self, ReadError> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        not_too_wide(names.len(), input)?;
        let grid = Grid::new(names.len());
        Ok(Self { names, grid, line: 0, cell: String::new(), settings, input })
    }

    /// Adds the rows of a batch.
    pub(super) fn take(&mut self, batch: &RecordBatch) -> Result<(), ReadError> {
        let input = self.input;
        let damaged = |error: &dyn ToString| ReadError::Damaged {
            input: input.to_owned(),
            message: error.to_string(),
        };
        let options = FormatOptions::default();
        let shown: Vec<ArrayRef> = batch.columns().iter().map(in_utc).collect();
        let columns: Vec<ArrayFormatter<'_>> = shown
            .iter()
            .map(|column| ArrayFormatter::try_new(column, &options))
            .collect::<Result<_, _>>()
            .map_err(|error| damaged(&error))?;
        for row in 0..batch.num_rows() {
            for column in &columns {
                self.cell.clear();
                column.value(row).write(&mut self.cell).map_err(|error| damaged(&error))?;
                self.grid.cell(&self.cell);
            }
            self.line += 1;
            self.grid.end_row(self.line);
            // A dictionary can make a long text of a few bytes, as often as it likes.
            if self.grid.held() as u64 > self.settings.max_bytes {
                return Err(self.too_large());
            }
        }
        Ok(())
    }

    /// The error of a source that is larger than the settings allow.
    pub(super) fn too_large(&self) -> ReadError {
        ReadError::TooLarge { input: self.input.to_owned(), limit: self.settings.max_bytes >> 20 }
    }

    /// The table.
    pub(super) fn table(self) -> Table<'static> {
        let columns = self.names.into_iter().map(|name| header::column(name, None, false));
        Table { columns: columns.collect(), rows: Rows::Grid(self.grid) }
    }
}

/// A column whose times are told in the time of a place, in that of Greenwich: what the clocks of
/// places show is in no file.
fn in_utc(column: &ArrayRef) -> ArrayRef {
    let DataType::Timestamp(unit, Some(_)) = column.data_type() else { return Arc::clone(column) };
    let plain = column.to_data().into_builder().data_type(DataType::Timestamp(*unit, None)).build();
    plain.map_or_else(|_| Arc::clone(column), make_array)
}
