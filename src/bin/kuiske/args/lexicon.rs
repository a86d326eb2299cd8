//! Options of `kuiske lexicon`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

#[derive(Debug, ClapArgs)]
pub(crate) struct Lexicon {
    #[command(subcommand)]
    pub(crate) care: ListCare,
}

/// What can be done for a word list.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum ListCare {
    /// Name every faulty line of word lists; exit code 3 if there is one
    Lint {
        /// Word lists: tab-separated entry, value, category, note
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}
