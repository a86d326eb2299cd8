//! What a person reads: figures with n and interval, sentences, quotes, charts.
//!
//! Owns the way from findings to files: [`Report::of`] counts once, the writers only write what it
//! counted, so a figure is the same in every file. Pure up to the bytes; the caller puts them on
//! disk. Refuses to show authors, and hides groups below the anonymity threshold together with the
//! groups that would give them away.

pub mod findings;
pub mod rows;
pub mod actions;
pub mod model;
mod build;
pub mod number;
pub(crate) mod calendar;
mod sentences;
pub mod words;
pub mod terms;
pub mod charts;
mod html;
mod json;
mod tables;
mod markdown;
mod workbook;
mod people;
mod themes_csv;
mod signals_jsonl;
mod error;

pub use build::quote::first as shortened;
pub use build::sides_of;
pub use calendar::iso_day;
pub use error::Error;
pub use findings::Findings;
pub use html::{board, html};
pub use json::{json, schema};
pub use markdown::markdown;
pub use model::Report;
pub use people::{Clause, Felt, Said, Veil, may_name, people, speak};
pub use signals_jsonl::signals_jsonl;
pub use themes_csv::{Member, ThemesCsv};
pub use workbook::xlsx;

/// Members listed per theme at most; all of them are in `themes.csv`.
pub const MEMBER_CAP: usize = 200;
/// Bytes that the member lists of all themes may take in the page, which is to stay under 3 MB.
pub const MEMBER_BYTES: usize = 1_800_000;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
