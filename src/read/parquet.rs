//! Apache Parquet. Nested values are one cell; dates and numbers are text here, as in a CSV file.

use std::io::{Seek, Write};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, make_array};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;

use arrow_schema::DataType;

use super::delimited::not_too_wide;
use super::error::ReadError;
use super::grid::Grid;
use super::header;
use super::table::{Rows, Table};
use crate::config::Settings;

/// Rows decoded at once.
const BATCH: usize = 4096;

/// Rows and columns of `bytes`.
pub(super) fn open(
    bytes: &[u8],
    settings: &Settings,
    input: &str,
) -> Result<Table<'static>, ReadError> {
    let damaged = |error: &dyn ToString| ReadError::Damaged {
        input: input.to_owned(),
        message: error.to_string(),
    };
    // The decoder takes files: an unnamed one holds the bytes as long as it reads.
    let held = || -> std::io::Result<std::fs::File> {
        let mut file = tempfile::tempfile()?;
        file.write_all(bytes)?;
        file.rewind()?;
        Ok(file)
    };
    let file = held().map_err(|error| damaged(&error))?;
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
    let names: Vec<String> =
        builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    not_too_wide(names.len(), input)?;
    let grown: i64 =
        builder.metadata().row_groups().iter().map(RowGroupMetaData::total_byte_size).sum();
    let too_large =
        || ReadError::TooLarge { input: input.to_owned(), limit: settings.max_bytes >> 20 };
    if grown.unsigned_abs() > settings.max_bytes {
        return Err(too_large());
    }
    let reader = builder.with_batch_size(BATCH).build().map_err(|error| damaged(&error))?;
    let options = FormatOptions::default();
    let (mut grid, mut line) = (Grid::new(names.len()), 0);
    let mut cell = String::new();
    for batch in reader {
        let batch = batch.map_err(|error| damaged(&error))?;
        let shown: Vec<ArrayRef> = batch.columns().iter().map(in_utc).collect();
        let columns: Vec<ArrayFormatter<'_>> = shown
            .iter()
            .map(|column| ArrayFormatter::try_new(column, &options))
            .collect::<Result<_, _>>()
            .map_err(|error| damaged(&error))?;
        for row in 0..batch.num_rows() {
            for column in &columns {
                cell.clear();
                column.value(row).write(&mut cell).map_err(|error| damaged(&error))?;
                grid.cell(&cell);
            }
            line += 1;
            grid.end_row(line);
        }
        // A dictionary can make a long text of a few bytes, as often as it likes.
        if grid.bytes() as u64 > settings.max_bytes {
            return Err(too_large());
        }
    }
    let columns = names.into_iter().map(|name| header::column(name, None, false));
    Ok(Table { columns: columns.collect(), rows: Rows::Grid(grid) })
}

/// A column whose times are told in the time of a place, in that of Greenwich: what the clocks of
/// places show is in no file.
fn in_utc(column: &ArrayRef) -> ArrayRef {
    let DataType::Timestamp(unit, Some(_)) = column.data_type() else { return Arc::clone(column) };
    let plain = column.to_data().into_builder().data_type(DataType::Timestamp(*unit, None)).build();
    plain.map_or_else(|_| Arc::clone(column), make_array)
}
