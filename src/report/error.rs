//! What may stop a report from being written.

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
    /// A workbook.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The disk.
    #[error("the table could not be written: {0}")]
    Disk(#[from] std::io::Error),
}
