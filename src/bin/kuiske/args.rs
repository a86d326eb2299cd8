//! What can be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

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
    /// Search an archive: query language, filters, concordance, counts
    Search(Box<Search>),
    /// Show every score of a text with the words behind it
    Explain(Explain),
    /// Measure accuracy against labelled data; one JSON object on standard output
    Evaluate(Evaluate),
    /// Show how a file would be read and write kuiske.toml
    Init(Box<Init>),
    /// Look after an archive
    Archive(Archive),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Archive {
    #[command(subcommand)]
    pub(crate) care: Care,
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

/// What can be done for an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Care {
    /// Read all of it and say whether it is sound
    Check,
    /// Make its newest sound generation the live one
    Repair,
    /// Analyse its comments anew by this program; the themes stay
    Rebuild,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    /// Files to read: CSV, TSV or JSON Lines; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Archive folder [default: the first file's name with .kuiske]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
    /// Period of the report, such as 2026-W47 [default: the weeks of the new comments]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// End with exit code 1 when this comes true
    #[arg(long, value_enum, value_name = "CONDITION")]
    pub(crate) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(crate) input: InputOptions,
}

/// What ends a run with exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// A quiet signal was found
    Signal,
    /// No comment was new
    NothingNew,
}

/// How the input is to be read; what is not given is taken from kuiske.toml or guessed.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct InputOptions {
    /// Settings file [default: kuiske.toml in the archive]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Format of the input
    #[arg(long, value_name = "csv|jsonl", help_heading = "Input")]
    pub(crate) format: Option<String>,
    /// Field separator: , ; | or tab
    #[arg(long, value_name = "CHAR", help_heading = "Input")]
    pub(crate) delimiter: Option<String>,
    /// Character encoding, such as windows-1252
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) encoding: Option<String>,
    /// Scale of the score: nps, ces7 or a range such as 1-5
    #[arg(long, value_name = "SCALE", help_heading = "Input")]
    pub(crate) scale: Option<String>,
    /// Column that identifies a record
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) key: Option<String>,
    /// Column with open text; may be given several times
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) text: Vec<String>,
    /// Column with the date
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) date: Option<String>,
    /// Column with the kind of voice: survey, social or staff
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) source: Option<String>,
    /// Column with the channel
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) channel: Option<String>,
    /// Column with the touchpoint
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) touchpoint: Option<String>,
    /// Column with the segment
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) segment: Option<String>,
    /// Column with the main score
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) score: Option<String>,
    /// Column with the declared language
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) language: Option<String>,
    /// Column with the money or other value at stake
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) value: Option<String>,
    /// Column with the author
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) author: Option<String>,
    /// Number of themes [default: chosen from the comments]
    #[arg(long, value_name = "N", help_heading = "Stages")]
    pub(crate) themes: Option<u16>,
    /// False alarms accepted per year over all signals [default: 2]
    #[arg(long, value_name = "N", help_heading = "Stages")]
    pub(crate) false_alarms: Option<f64>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Search {
    /// Words (any form finds all forms), "phrases", 'exact forms', field:value, AND, OR, NOT
    #[arg(default_value = "", value_name = "QUERY")]
    pub(crate) query: String,
    /// Archive folder [default: the only .kuiske folder here]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
    /// Only this language: fi, en, sv, other or none
    #[arg(long, value_name = "LANG", help_heading = "Filters")]
    pub(crate) lang: Option<String>,
    /// Only this kind of voice: survey, social or staff
    #[arg(long, value_name = "SOURCE", help_heading = "Filters")]
    pub(crate) source: Option<String>,
    /// Only this channel
    #[arg(long, value_name = "CHANNEL", help_heading = "Filters")]
    pub(crate) channel: Option<String>,
    /// Only this touchpoint
    #[arg(long, value_name = "TOUCHPOINT", help_heading = "Filters")]
    pub(crate) touchpoint: Option<String>,
    /// Only this segment
    #[arg(long, value_name = "SEGMENT", help_heading = "Filters")]
    pub(crate) segment: Option<String>,
    /// Only this theme, by ID (T0003) or label
    #[arg(long, value_name = "THEME", help_heading = "Filters")]
    pub(crate) theme: Option<String>,
    /// Only positive, neutral or negative comments
    #[arg(long, value_name = "POLARITY", help_heading = "Filters")]
    pub(crate) sentiment: Option<String>,
    /// Scores from this value, on the source's own scale
    #[arg(long, value_name = "SCORE", help_heading = "Filters")]
    pub(crate) min_score: Option<f64>,
    /// Scores up to this value
    #[arg(long, value_name = "SCORE", help_heading = "Filters")]
    pub(crate) max_score: Option<f64>,
    /// Said on this day or later: 2026-11-01 or 1.11.2026
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub(crate) since: Option<String>,
    /// Said on this day or earlier
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub(crate) until: Option<String>,
    /// Count the comments found by theme, sentiment, source, channel, touchpoint, segment,
    /// lang, cue, question, week or month; may be given several times
    #[arg(long = "count-by", value_name = "FACET")]
    pub(crate) count_by: Vec<String>,
    /// Comments to show
    #[arg(long, short = 'n', default_value_t = 20, value_name = "N")]
    pub(crate) limit: usize,
    /// Comments to pass over first
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(crate) offset: usize,
    /// Order of the comments
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    pub(crate) sort: Order,
    /// Characters of context on each side of a hit
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub(crate) context: usize,
    /// One JSON object instead of lines
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// CSV of the comments found
    #[arg(long)]
    pub(crate) csv: bool,
}

/// Order of search results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// Best match first
    Relevance,
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The text, in quotes; `-` reads standard input
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    /// One JSON object instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Evaluate {
    #[command(subcommand)]
    pub(crate) what: What,
}

#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// JSON Lines with `text` and `sentiment` (positive, negative, neutral)
    Sentiment {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `text` and `theme`
    Themes {
        /// The labelled file
        file: PathBuf,
        /// Number of themes [default: chosen from the comments]
        #[arg(long, value_name = "K")]
        themes: Option<usize>,
    },
    /// JSON Lines with `text` and `lang`
    Language {
        /// The labelled file
        file: PathBuf,
    },
    /// Tab-separated form, lemma, upos
    Lemmas {
        /// The labelled file
        file: PathBuf,
        /// Language of the words
        #[arg(long, value_name = "fi|en")]
        lang: String,
    },
}

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
