//! Options of `kuiske evaluate`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

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
