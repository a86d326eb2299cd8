//! What can be typed: one file a command.

mod archive;
mod doctor;
mod evaluate;
mod explain;
mod feed;
mod init;
mod input;
mod lexicon;
mod manual;
mod report;
mod run;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod signals;
mod themes;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub(crate) use archive::{Archive, Care};
pub(crate) use doctor::Doctor;
pub(crate) use evaluate::{Evaluate, What};
pub(crate) use explain::Explain;
pub(crate) use feed::{Feed, Form};
pub(crate) use init::Init;
pub(crate) use input::InputOptions;
pub(crate) use lexicon::{Lexicon, ListCare};
pub(crate) use manual::{Completions, Man};
pub(crate) use report::{Report, ReportFormat};
pub(crate) use run::{FailOn, Run};
pub(crate) use search::{Order, Search};
#[cfg(feature = "serve")]
pub(crate) use serve::Serve;
pub(crate) use signals::{Listing, Opinion, Signals, Watching};
pub(crate) use themes::{Apply, By, Task, Themes, Why};

/// Mines verbatim feedback in Finnish and English for themes, feelings and quiet signals.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "\
Examples:
  kuiske run feedback.csv                     archive, report and tagged file from one file
  kuiske run week48.csv -a feedback.kuiske    a second week joins the first
  kuiske search 'lasku* sentiment:negative'   every form of the word, unhappy comments only
  kuiske themes merge T0012 T0003             two themes that mean the same become one
  kuiske explain 'Palvelu ei ollut huonoa'    the words behind a score

Exit codes: 0 finished · 1 a --fail-on condition held · 2 could not finish or bad usage ·
3 finished, but rows were rejected · 130 interrupted"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
pub(crate) struct Shared {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Threads to work with; the result is the same at any number [default: one per core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Language of messages and reports [default: from the locale]
    #[arg(long, global = true, value_enum)]
    pub(crate) ui: Option<Ui>,
}

/// Language of messages and reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ui {
    /// suomi
    Fi,
    /// English
    En,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read, analyse, score, theme, detect, archive, report and write the tags beside the source
    Run(Box<Run>),
    /// Write the tags back into the records they came from
    Feed(Box<Feed>),
    /// Search an archive: query language, filters, concordance, counts
    Search(Box<Search>),
    /// Show an archive in a browser, on this machine only: search, themes, signals, edits
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Write a run's report again, in another language or format
    Report(Report),
    /// Look at the themes of an archive and change them
    Themes(Box<Themes>),
    /// Show every score of a text with the words behind it
    Explain(Explain),
    /// Measure accuracy against labelled data; one JSON object on standard output
    Evaluate(Evaluate),
    /// Show how a file would be read and write kuiske.toml
    Init(Box<Init>),
    /// Quiet signals: list and show them, judge them, see them week by week
    Signals(Box<Signals>),
    /// Say what was guessed of a file or an archive, and what is weak in its data
    Doctor(Box<Doctor>),
    /// Look after an archive
    Archive(Archive),
    /// Look after word lists of your own
    Lexicon(Lexicon),
    /// Write completions for a shell to standard output
    Completions(Completions),
    /// Write manual pages into a folder
    Man(Man),
}
