//! Arguments of `kuiske doctor`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::InputOptions;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  kuiske doctor feedback.csv          what was guessed of a file, and what is weak in it
  kuiske doctor -a feedback.kuiske    the same of everything an archive holds")]
pub(crate) struct Doctor {
    /// File to look at [default: the archive]
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Archive folder [default: the only .kuiske folder here]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputOptions,
}
