//! All integration tests, in one binary.
//!
//! - `tidy`: the house keeps its own rules (layers, sizes, top level)
//! - `readme`: every command of the README runs
//! - `lexicons`: the word lists are sorted, unique and in range
//! - `cmd`: the command line says what it said, one case a file
//! - `bad_input`: what is wrong is named, nothing half-written stays, archives survive
//! - `figures`: the figures of a report, reckoned again from the tagged export
//! - `feed`: tags go back into the records they came from
//! - `formats`: workbooks and databases in and back, hostile ones refused; rows that are gone; masks
//! - `fuzzed`: what the fuzzing (`tests/fuzz/`) found does no harm
//! - `golden`: our own corpora give the results that stand beside them; same input, same bytes
//! - `serve`: the page over a socket: what it shows, refuses and changes
//! - `people`: names are hidden in every file where the settings say so
//! - `themes`: themes are changed by hand, and stay as they are otherwise
//! - `signals`: what is planted is found, nothing where nothing is, no look sees the future
//! - `apart`: counts of parts, archives asked together, rows through a pipe
//! - `support`: how the program is run and what it left

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::type_complexity,
    clippy::string_slice,
    clippy::items_after_statements,
    missing_docs,
    unreachable_pub,
    reason = "a test may stop at once and says why it was skipped"
)]

mod apart;
mod bad_input;
mod cmd;
mod figures;
mod feed;
#[cfg(feature = "formats")]
mod formats;
#[cfg(feature = "formats")]
mod fuzzed;
mod golden;
mod lexicons;
mod readme;
mod people;
mod serve;
mod signals;
mod support;
mod themes;
mod tidy;
