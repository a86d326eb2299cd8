//! Options of `kuiske signals`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::InputOptions;

#[derive(Debug, ClapArgs)]
pub(crate) struct Signals {
    #[command(subcommand)]
    pub(crate) what: Option<Watching>,
    #[command(flatten)]
    pub(crate) list: Listing,
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

#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct Listing {
    /// Those judged noise or known, too
    #[arg(long)]
    pub(crate) all: bool,
    /// One JSON array instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be asked about signals. A signal is named by its thread (S0003), which stays the same
/// through the weeks.
#[derive(Debug, Subcommand)]
pub(crate) enum Watching {
    /// List the signals found so far, the latest first
    List(Listing),
    /// Show a signal: what changed, since when, why it might be nothing, quotes
    Show {
        /// The signal, such as S0003
        signal: String,
        /// One JSON object instead of a page
        #[arg(long)]
        json: bool,
    },
    /// Keep what you think of a signal: noise and known stay silent unless they grow by half
    Judge {
        /// The signal, such as S0003
        signal: String,
        /// What it is
        #[arg(value_enum)]
        verdict: Opinion,
    },
    /// What would have been seen at the end of each past week, using only what was known then
    Replay {
        /// Files with dated comments; without any, those of the archive
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where to write what was seen, as JSON Lines
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        input: Box<InputOptions>,
    },
    /// Count dated comments by a codebook, for `counts`: weeks, languages, voices, channels, themes, cues
    Tally {
        /// Files with dated comments
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The codebook [default: that of the archive]
        #[arg(long, value_name = "FILE")]
        codebook: Option<PathBuf>,
        /// A word list of your own, over the shipped ones; may be given several times
        #[arg(long, value_name = "FILE")]
        lexicon: Vec<PathBuf>,
        /// Where to write the table of counts, as CSV
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        input: Box<InputOptions>,
    },
    /// What would have been seen at the end of each past week, by counts instead of comments
    Counts {
        /// Tables of counts (CSV, Parquet, Arrow, JSON Lines); they are added up
        #[arg(value_name = "FILE", required = true)]
        tables: Vec<PathBuf>,
        /// Where to write what was seen, as JSON Lines
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// False alarms allowed in 52 weeks, over everything that is looked at
        #[arg(long, value_name = "N", default_value_t = 2.0)]
        false_alarms: f64,
    },
    /// False alarms achieved on your own comments: their weeks in other orders, beside the budget
    Calibrate {
        /// Files with dated comments; without any, those of the archive, whose reports then tell
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Orders of the weeks to try
        #[arg(long, default_value_t = 20, value_name = "N")]
        rounds: usize,
        #[command(flatten)]
        input: Box<InputOptions>,
    },
}

/// What somebody thinks of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Opinion {
    /// Something has happened
    Real,
    /// Nothing is behind it
    Noise,
    /// It is so, and it was known
    Known,
    /// Take the verdict back
    None,
}
