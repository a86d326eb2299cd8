//! Options of `kuiske archive`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

#[derive(Debug, ClapArgs)]
pub(crate) struct Archive {
    #[command(subcommand)]
    pub(crate) care: Care,
    /// Archive folder [default: the only .kuiske folder here]
    #[arg(
        long,
        short,
        value_name = "FOLDER",
        env = "KUISKE_ARCHIVE",
        hide_env_values = true,
        global = true
    )]
    pub(crate) archive: Option<PathBuf>,
}

/// What can be done for an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Care {
    /// Read all of it and say whether it is sound
    Check,
    /// Make its newest sound generation the live one
    Repair,
    /// Analyse its comments anew by this program; the themes stay
    Rebuild,
}
