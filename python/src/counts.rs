//! Counts in place of comments.

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{Array, RecordBatch, StringArray};
use arrow_pyarrow::PyArrowType;
use kuiske::pipeline::{CountTable, look_at_counts};
use kuiske::progress::Silent;
use pyo3::prelude::*;

use crate::error::{Error, raised};
use crate::tagger::collected;

/// What would have been seen in counts at the end of each past week, as a JSON array. `rows` has the
/// ten columns of a table of counts, all of them text.
#[pyfunction]
pub(crate) fn counted_signals(
    py: Python<'_>,
    rows: PyArrowType<RecordBatchStreamReader>,
    per_year: f64,
) -> PyResult<String> {
    let batches = collected(py, rows)?;
    let seen = py.detach(|| -> Result<_, kuiske::Error> {
        let mut table = CountTable::default();
        for batch in &batches {
            let columns: Vec<&StringArray> = columns(batch);
            for row in 0..batch.num_rows() {
                let cell = |at: usize| match columns.get(at) {
                    Some(column) if column.is_valid(row) => column.value(row),
                    Some(_) | None => "",
                };
                table.add("counts", std::array::from_fn(cell))?;
            }
        }
        Ok(look_at_counts(&table.counts, per_year, &Silent))
    });
    let seen = seen.map_err(raised)?;
    serde_json::to_string(&seen).map_err(|error| Error::new_err(error.to_string()))
}

fn columns(batch: &RecordBatch) -> Vec<&StringArray> {
    batch.columns().iter().filter_map(|column| column.as_any().downcast_ref()).collect()
}
