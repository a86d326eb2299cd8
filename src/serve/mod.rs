//! The archive in a browser, on this machine only: search, themes, signals, reports, edits.
//!
//! ```text
//! wire (HTTP) → ask → guard → site (which page) → pages → answer → wire
//!                                 live (the archive as it is now)
//! ```
//!
//! Pages are made on the server and need no script; a URL is the whole state of a page. Owns what
//! is kept beside the archive for its readers (saved searches, verdicts, undo). Refuses to listen
//! on any address but 127.0.0.1, to answer to any other name, and to know accounts.

mod error;
mod pairs;
mod ask;
mod answer;
mod guard;
mod live;
mod tallies;
mod state;
mod words;
mod meanings;
mod kept;
mod runs;
mod edits;
mod export;
mod pages;
mod site;
mod wire;

pub use error::ServeError;

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::report::findings::Language;

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder of the archive.
    pub archive: PathBuf,
    /// Port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// Language of pages whose URL names none.
    pub language: Language,
}

/// Serves an archive until the process ends. `ready` is called once, with the address.
///
/// # Errors
/// When the archive cannot be opened or the port not be taken.
pub fn serve(options: &Options, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let site = site::Site::open(&options.archive, options.language)?;
    wire::run(site, options.port, ready)
}
