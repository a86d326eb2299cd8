//! Options of `kuiske run`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::InputOptions;

#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    /// Files, folders of text, patterns, addresses of databases; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Archive folder [default: the first file's name with .kuiske]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
    /// Period of the report, such as 2026-W47 [default: the weeks of the new comments]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Own word list over the shipped ones, beside those in the archive's folder `lexicons`; may
    /// be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Mask personal data on its way into the archive: e-mail addresses, phone numbers, identity
    /// codes, accounts, cards, plates; it stays in the source file only
    #[arg(long)]
    pub(crate) mask: bool,
    /// Remove comments from the archive whose rows this source held in an earlier run and holds no more
    #[arg(long)]
    pub(crate) prune: bool,
    /// End with exit code 1 when this comes true
    #[arg(long, value_enum, value_name = "CONDITION")]
    pub(crate) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(crate) input: InputOptions,
}

/// What ends a run with exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// A quiet signal was found
    Signal,
    /// No comment was new
    NothingNew,
}
