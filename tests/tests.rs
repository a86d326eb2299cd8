//! All integration tests, in one binary.
//!
//! - `tidy`: the house keeps its own rules (layers, sizes, top level)
//! - `readme`: every command of the README runs
//! - `lexicons`: the word lists are sorted, unique and in range

mod lexicons;
mod readme;
mod tidy;
