//! Options of `kuiske init`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::InputOptions;

#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    /// File to look at
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write the settings
    #[arg(long, short, default_value = "kuiske.toml", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Show only, write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) input: InputOptions,
}
