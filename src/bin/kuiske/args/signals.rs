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
    /// False alarms achieved on your own comments: their weeks in other orders, beside the budget
    Calibrate {
        /// Files with dated comments: CSV, TSV or JSON Lines
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Orders of the weeks to try
        #[arg(long, default_value_t = 20, value_name = "N")]
        rounds: usize,
        #[command(flatten)]
        input: Box<InputOptions>,
    },
}
