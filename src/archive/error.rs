//! What can go wrong with an archive, and what to do about it.

use std::io;
use std::path::PathBuf;

use super::search::QueryError;

/// Why an archive could not be opened, written, searched or mended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is nothing at the path, or an empty folder.
    #[error("no archive at `{0}`\nhint: make one with `kuiske run FILE -a {0}`")]
    Missing(PathBuf),
    /// A file, or a folder with content that is not an archive's.
    #[error("`{0}` is not a kuiske archive\nhint: name a new or an empty folder")]
    Foreign(PathBuf),
    /// An archive is there already.
    #[error("`{0}` is an archive already\nhint: open it, or name another folder")]
    Occupied(PathBuf),
    /// Written in a layout that this program does not know yet.
    #[error(
        "`{path}` was written by a newer kuiske (format {found}, this one knows up to {known})\n\
         hint: update kuiske"
    )]
    Newer {
        /// The archive.
        path: PathBuf,
        /// Format found.
        found: u32,
        /// Latest format known.
        known: u32,
    },
    /// Written in a layout without all that this program keeps.
    #[error(
        "`{path}` was written by an older kuiske (format {found}, this one needs {known})\n\
         hint: index it again with `kuiske archive rebuild -a {path}`; themes and settings stay"
    )]
    Older {
        /// The archive.
        path: PathBuf,
        /// Format found.
        found: u32,
        /// Format needed.
        known: u32,
    },
    /// The words in the index were found by other rules than those that would search it.
    #[error(
        "the words of `{path}` were analysed by `{found}`, this program analyses by `{current}`\n\
         hint: index it again with `kuiske archive rebuild -a {path}`"
    )]
    OtherAnalyser {
        /// The archive.
        path: PathBuf,
        /// Analyser that made the index.
        found: String,
        /// Analyser of this program.
        current: String,
    },
    /// Somebody else writes to it.
    #[error(
        "`{0}` is being written by another process\n\
         hint: wait until it has finished; reading and searching work meanwhile"
    )]
    Busy(PathBuf),
    /// Files are missing or do not hold what was written to them.
    #[error("`{path}` is damaged: {detail}\nhint: try `kuiske archive repair -a {path}`")]
    Damaged {
        /// The archive.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// No generation can be used any more.
    #[error("no sound generation is left in `{0}`\nhint: make it again from the source files")]
    Lost(PathBuf),
    /// A query that can't be understood.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The operating system refused.
    #[error(
        "cannot {action} `{path}`: {source}\n\
         hint: check that it may be read and written, and that the disk has room"
    )]
    Io {
        /// What was tried, as a verb: `read`, `write`, …
        action: &'static str,
        /// File or folder.
        path: PathBuf,
        /// Its answer.
        source: io::Error,
    },
    /// The index refused.
    #[error(
        "cannot {action} the index of `{path}`: {source}\n\
         hint: check that the disk has room; `kuiske archive check -a {path}` looks at what is there"
    )]
    Index {
        /// What was tried, as a verb: `open`, `write`, …
        action: &'static str,
        /// The archive.
        path: PathBuf,
        /// Its answer.
        source: Box<tantivy::TantivyError>,
    },
}

/// Turns an answer of the operating system into an error that names the file.
pub(super) fn io_error(
    action: &'static str,
    path: &std::path::Path,
) -> impl Fn(io::Error) -> ArchiveError {
    let path = path.to_path_buf();
    move |source| ArchiveError::Io { action, path: path.clone(), source }
}

/// Turns an answer of the index into an error that names the archive.
pub(super) fn index_error(
    action: &'static str,
    path: &std::path::Path,
) -> impl Fn(tantivy::TantivyError) -> ArchiveError {
    let path = path.to_path_buf();
    move |source| ArchiveError::Index { action, path: path.clone(), source: Box::new(source) }
}
