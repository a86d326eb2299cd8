//! Options of `kuiske themes`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::{InputOptions, Ui};

#[derive(Debug, ClapArgs)]
pub(crate) struct Themes {
    #[command(subcommand)]
    pub(crate) task: Option<Task>,
    #[command(flatten)]
    pub(crate) list: Listed,
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

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Listed {
    /// One JSON array instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be done with themes. A theme is named by its ID (T0003) or its label.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// List the themes, the most spoken of first
    List(Listed),
    /// Show a theme: members, quotes typical and borderline, sub-themes, trend
    Show {
        /// The theme
        theme: String,
        /// Quotes of each kind
        #[arg(long, short = 'n', default_value_t = 5, value_name = "N")]
        quotes: usize,
        /// One JSON object instead of a page
        #[arg(long)]
        json: bool,
    },
    /// Give a theme another label
    Rename {
        /// The theme
        theme: String,
        /// The new label
        label: String,
        /// Language of the label [default: that of the messages]
        #[arg(long, value_enum)]
        lang: Option<Ui>,
        #[command(flatten)]
        why: Why,
    },
    /// Put themes into the last one named
    Merge {
        /// Those that go, then the one that stays
        #[arg(required = true, num_args = 2.., value_name = "THEME")]
        themes: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Put a theme apart by its sub-themes
    Split {
        /// The theme
        theme: String,
        #[command(flatten)]
        why: Why,
    },
    /// Fix a theme: it keeps its label and never counts as fading
    Pin {
        /// The theme
        theme: String,
        /// No longer
        #[arg(long)]
        off: bool,
        #[command(flatten)]
        why: Why,
    },
    /// Keep words out of all labels
    Forbid {
        /// The words, in base form
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
        /// Let them in again
        #[arg(long)]
        off: bool,
        #[command(flatten)]
        why: Why,
    },
    /// Draw what means the same as some phrases into a theme
    Seed {
        /// The theme
        theme: String,
        /// The phrases, in any language
        #[arg(required = true, value_name = "PHRASE")]
        phrases: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Make a new theme of phrases
    New {
        /// Finnish label
        #[arg(long, value_name = "LABEL")]
        fi: Option<String>,
        /// English label
        #[arg(long, value_name = "LABEL")]
        en: Option<String>,
        /// The phrases, in any language; the first is the label where none is given
        #[arg(required = true, value_name = "PHRASE")]
        phrases: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Put a comment into a theme; what says the same goes with it
    Move {
        /// Key of the comment's record
        key: String,
        /// Where it belongs
        theme: String,
        /// Only the clauses that are in this theme
        #[arg(long, value_name = "THEME")]
        from: Option<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Find the themes anew in all comments; what is the same keeps its ID
    Renew {
        #[command(flatten)]
        why: Why,
    },
    /// Take the latest change back
    Undo {
        #[command(flatten)]
        why: Why,
    },
    /// List the changes by hand, oldest first
    Log(Listed),
    /// Tag all comments again, after codebook.toml was edited
    Retag,
    /// Show how each theme moves: late weeks against those before, or group against group
    Trends {
        /// Only this theme
        theme: Option<String>,
        /// Compare groups instead of weeks
        #[arg(long, value_enum, value_name = "DIVISION")]
        by: Option<By>,
        /// One JSON array instead of a table
        #[arg(long)]
        json: bool,
    },
    /// Show how far the themes can be trusted to stay
    Stability(Listed),
    /// Tag a file by a codebook, without an archive
    Apply(Box<Apply>),
    /// Write the ready themes of customer service as a codebook
    Ready {
        /// Where to write it [default: standard output]
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Apply {
    /// File to tag: CSV, TSV, JSON Lines, Arrow IPC or any other that is read; `-` is standard input,
    /// tagged as it flows
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The codebook [default: that of the archive]
    #[arg(long, value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    /// Where to write the tagged file [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// A word list of your own, over the shipped ones; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputOptions,
}

/// What goes into the log.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Why {
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Day for the log [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
}

/// What comments are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// Survey, social, staff
    Source,
    /// Way in which it was said
    Channel,
    /// Encounter
    Touchpoint,
    /// Group of customers or staff
    Segment,
    /// Language found
    Language,
}
