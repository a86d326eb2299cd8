//! Apache Parquet; its columns are shown as those of Arrow.

mod pages;

use std::io::{Seek, Write};

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::arrow::Shown;
use super::error::ReadError;
use super::table::Table;
use crate::config::Settings;

/// Rows decoded at once, at most.
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
    let most = settings.max_bytes;
    let dictionaries = match pages::plausible(bytes, builder.metadata(), most) {
        Ok(dictionaries) => dictionaries,
        Err(pages::Fault::TooLarge) => return Err(shown.too_large()),
        Err(pages::Fault::Damaged) => return Err(damaged(&"a page claims to be what it is not")),
    };
    // A few bytes can name a long text of a dictionary in every row.
    let rows = (most / 4 / dictionaries.max(1)).clamp(1, BATCH as u64) as usize;
    let reader = builder.with_batch_size(rows).build().map_err(|error| damaged(&error))?;
    for batch in reader {
        shown.take(&batch.map_err(|error| damaged(&error))?)?;
    }
    Ok(shown.table())
}
