//! Options of `kuiske search`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
pub(crate) struct Search {
    /// Words (any form finds all forms), "phrases", 'exact forms', field:value, AND, OR, NOT
    #[arg(default_value = "", value_name = "QUERY")]
    pub(crate) query: String,
    /// Archive folder; may be given several times, to search archives together [default: the only
    /// .kuiske folder here]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Vec<PathBuf>,
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
    /// Only comments behind a quiet signal, by thread (S0001) or type (emergent, wish, …)
    #[arg(long, value_name = "SIGNAL", help_heading = "Filters")]
    pub(crate) signal: Option<String>,
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
    /// lang, cue, hot, expectation, emotion, reference, question, week or month; may be given
    /// several times
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
