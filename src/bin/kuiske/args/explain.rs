//! Options of `kuiske explain`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The text, in quotes; `-` reads standard input
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    /// Own word list over the shipped ones; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Show the polarity toward this word or phrase, in any of its forms; may be given several
    /// times
    #[arg(long, value_name = "WORDS")]
    pub(crate) toward: Vec<String>,
    /// One JSON object instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}
