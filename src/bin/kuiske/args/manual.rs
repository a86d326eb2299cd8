//! Arguments of `kuiske completions` and `kuiske man`.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap_complete::Shell;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Example:
  kuiske completions bash > ~/.local/share/bash-completion/completions/kuiske")]
pub(crate) struct Completions {
    /// Shell to write them for
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Example:
  kuiske man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Folder to write the pages into; made if it is not there
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}
