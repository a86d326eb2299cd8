//! Apache Parquet; its columns are shown as those of Arrow.

use std::io::{Seek, Write};

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;

use super::arrow::Shown;
use super::error::ReadError;
use super::table::Table;
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
    let mut shown = Shown::new(builder.schema(), settings, input)?;
    let grown: i64 =
        builder.metadata().row_groups().iter().map(RowGroupMetaData::total_byte_size).sum();
    if grown.unsigned_abs() > settings.max_bytes {
        return Err(shown.too_large());
    }
    let reader = builder.with_batch_size(BATCH).build().map_err(|error| damaged(&error))?;
    for batch in reader {
        shown.take(&batch.map_err(|error| damaged(&error))?)?;
    }
    Ok(shown.table())
}
