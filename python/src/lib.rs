//! Kuiske for Python: the part that is compiled. What people call stands in `kuiske/*.py`, which
//! describes every function, its types and its errors.
//!
//! Work goes on without the interpreter's lock; it is taken only to hand over, to tell how far it is,
//! and to see whether somebody wants to stop.

mod archive;
mod counts;
mod error;
mod tagger;

use pyo3::prelude::*;

/// The compiled part of the package `kuiske`.
#[pymodule(gil_used = false)]
fn _kuiske(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::add(module)?;
    module.add_class::<tagger::Core>()?;
    module.add("COUNT_COLUMNS", kuiske::pipeline::COUNT_COLUMNS.to_vec())?;
    module.add_function(wrap_pyfunction!(tagger::ready, module)?)?;
    module.add_function(wrap_pyfunction!(tagger::learn, module)?)?;
    module.add_function(wrap_pyfunction!(counts::counted_signals, module)?)?;
    module.add_function(wrap_pyfunction!(archive::run, module)?)?;
    module.add_function(wrap_pyfunction!(archive::find, module)?)?;
    module.add_function(wrap_pyfunction!(archive::report_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(archive::signal_list, module)?)?;
    module.add_function(wrap_pyfunction!(archive::signal_view, module)?)
}
