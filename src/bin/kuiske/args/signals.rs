//! Options of `kuiske signals`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::InputOptions;

#[derive(Debug, ClapArgs)]
pub(crate) struct Signals {
    #[command(subcommand)]
    pub(crate) what: Watching,
}

/// What can be asked about signals.
#[derive(Debug, Subcommand)]
pub(crate) enum Watching {
    /// What would have been seen at the end of each past week, using only what was known then
    Replay {
        /// Files with dated comments: CSV, TSV or JSON Lines
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where to write what was seen, as JSON Lines
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        input: Box<InputOptions>,
    },
}
