//! Options of `kuiske serve`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  kuiske serve -a feedback.kuiske             then open the address that it prints
  kuiske serve -a feedback.kuiske --port 0    on any port that is free

Only this machine can reach the page. Several people may read while a run writes.")]
pub(crate) struct Serve {
    /// Archive folder [default: the only .kuiske folder here]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
    /// Port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8470)]
    pub(crate) port: u16,
}
