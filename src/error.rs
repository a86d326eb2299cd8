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
    /// A change of the codebook.
    #[error(transparent)]
    Edit(#[from] crate::theme::EditError),
    /// A question to archives.
    #[cfg(feature = "archive")]
    #[error(transparent)]
    Question(#[from] crate::pipeline::QuestionError),
    /// A table of counts.
    #[cfg(feature = "archive")]
    #[error(transparent)]
    Counts(#[from] crate::pipeline::CountsError),
    /// A theme that nobody knows.
    #[error("no theme is called `{0}`\nhint: `kuiske themes` lists them by ID and label")]
    Theme(String),
    /// A record that the archive does not have.
    #[error("the archive has no record with the key `{0}`\nhint: `kuiske search` shows the keys")]
    Key(String),
    /// No codebook where one is to be.
    #[error(
        "there is no codebook at `{}`\n\
         hint: an archive keeps its own in the file codebook.toml; `kuiske run FILE` makes one",
        .0.display()
    )]
    NoCodebook(PathBuf),
    /// An archive without themes.
    #[error("{} has no themes yet\nhint: kuiske run FILE finds them", .0.display())]
    NoThemes(PathBuf),
    /// Comments are tagged with themes that the codebook does not know.
    #[error(
        "{}: codebook.toml lacks {} that comments are tagged with\nhint: restore it from a copy; or move it away, and kuiske archive rebuild -a {} finds themes anew",
        .archive.display(), .theme, .archive.display()
    )]
    LostTheme {
        /// The archive.
        archive: PathBuf,
        /// The first of the themes.
        theme: String,
    },
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
    /// Standard output, or another open one.
    #[error("cannot write the output")]
    Output(#[source] std::io::Error),
    /// A period that is none.
    #[error("`{0}` is no period\nhint: an ISO week such as 2026-W47, or two: 2026-W01--2026-W13")]
    Period(String),
    /// A thread of signals that is not there.
    #[error("no signal is called `{thread}`\nhint: known ones: {}; `kuiske signals list` shows them", .known.join(", "))]
    NoThread {
        /// The name that was asked for.
        thread: String,
        /// Names of the threads.
        known: Vec<String>,
    },
    /// A file of the program's own that can't be read back.
    #[error("{} is damaged: {what}\nhint: restore it from a backup, or remove it: the next run writes it anew", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}
