//! Why the page cannot be served.

use std::io;
use std::path::PathBuf;

/// Why the archive cannot be served, or a change of it not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The archive.
    #[error(transparent)]
    Archive(#[from] crate::archive::ArchiveError),
    /// The codebook.
    #[error(transparent)]
    Codebook(#[from] crate::theme::CodebookError),
    /// A change of the themes or a verdict, or the files they are kept in.
    #[error(transparent)]
    Change(#[from] Box<crate::error::Error>),
    /// The thread of a change died.
    #[error(
        "the change was stopped midway\nhint: look at the themes, and make it again if it is not there"
    )]
    Stopped,
    /// The compiled-in tables.
    #[error(transparent)]
    Tag(#[from] crate::tag::TagError),
    /// The port is taken, or not ours to take.
    #[error(
        "cannot listen on 127.0.0.1:{port}: {reason}\nhint: choose another with --port, or 0 for any that is free"
    )]
    Port {
        /// The port.
        port: u16,
        /// What the system said.
        reason: io::Error,
    },
    /// The system gives no threads or sockets.
    #[error("cannot serve: {0}")]
    Start(io::Error),
    /// A file that cannot be used.
    #[error(
        "cannot use `{path}`: {reason}\nhint: check that it may be read and written, and that the disk has room"
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A file of ours that holds something else.
    #[error("`{path}` cannot be read: {what}\nhint: mend it, or move it away")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A verdict that is none.
    #[error("a verdict is one of those on the page of the signal")]
    Verdict,
    /// A label that is empty or longer than a heading.
    #[error("a label is 1 to {} characters long, without line breaks", super::edits::LABEL)]
    Label,
    /// A page that cannot be written, which only a lack of memory could cause.
    #[error("cannot write the page: {0}")]
    Page(#[from] askama::Error),
    /// A table that cannot be written.
    #[error("cannot write the export: {0}")]
    Export(String),
}
