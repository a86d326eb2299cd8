//! One error type over the errors of the stages that can fail.

use std::path::PathBuf;

/// Anything that stops the work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading an input.
    #[error(transparent)]
    Read(#[from] crate::read::ReadError),
    /// Settings.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// Word lists or tables.
    #[error(transparent)]
    Tag(#[from] crate::tag::TagError),
    /// The codebook.
    #[error(transparent)]
    Codebook(#[from] crate::theme::CodebookError),
    /// The archive.
    #[cfg(feature = "archive")]
    #[error(transparent)]
    Archive(#[from] crate::archive::ArchiveError),
    /// The report.
    #[cfg(feature = "archive")]
    #[error(transparent)]
    Report(#[from] crate::report::Error),
    /// Writing tags back, or any file.
    #[error(transparent)]
    Feed(#[from] crate::feed::FeedError),
    /// A file or folder that cannot be used.
    #[error("cannot use {}: {reason}\nhint: check that it may be read and written, and that the disk has room", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// A period that is none.
    #[error("`{0}` is no period\nhint: an ISO week such as 2026-W47, or two: 2026-W01--2026-W13")]
    Period(String),
}
