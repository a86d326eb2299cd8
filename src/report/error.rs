//! What may stop a report from being written.

use std::path::PathBuf;

/// A report that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The page.
    #[error("the page could not be made: {0}")]
    Page(#[from] askama::Error),
    /// The figures or signals.
    #[error("the report could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The table of members.
    #[error("the table could not be made: {0}")]
    Table(#[from] csv::Error),
    /// A run that is not there.
    #[error("{} has no run{}\nhint: {}", archive.display(), over(period), there(runs))]
    NoRun {
        /// The archive.
        archive: PathBuf,
        /// What was asked for; empty for the newest.
        period: String,
        /// The runs it has.
        runs: String,
    },
    /// A report that is damaged.
    #[error("{} cannot be read: {reason}\nhint: run the same files again", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: serde_json::Error,
    },
    /// A report of another version of the program.
    #[error("{} is of schema {schema}\nhint: run the same files again with this version", path.display())]
    OtherSchema {
        /// The file.
        path: PathBuf,
        /// Its schema.
        schema: u64,
    },
    /// A workbook.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The disk.
    #[error("the table could not be written: {0}")]
    Disk(#[from] std::io::Error),
}

fn over(period: &str) -> String {
    if period.is_empty() { String::new() } else { format!(" over {period}") }
}

fn there(runs: &str) -> String {
    if runs.is_empty() { "make one: kuiske run FILE".to_owned() } else { format!("it has {runs}") }
}
