//! Options of `kuiske evaluate`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

#[derive(Debug, ClapArgs)]
pub(crate) struct Evaluate {
    #[command(subcommand)]
    pub(crate) what: What,
    /// Own word list over the shipped ones; may be given several times
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) lexicon: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// JSON Lines with `text` and `sentiment` (positive, negative, neutral)
    Sentiment {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `text` and `label` (dream, problem, need, none)
    Hot {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `text` and `label` (-2, -1, 0, 1, 2)
    Expectation {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `text` and `label`: a cue such as wish or churn, a list of them, or none
    Cues {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `a`, `b` and `expect`: a>b (a is the more positive) or a=b
    Pairs {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `text` and `spans`: [[start, end, kind]] in characters; kinds email, phone,
    /// hetu, iban, card, plate, url
    Pii {
        /// The labelled file
        file: PathBuf,
    },
    /// JSON Lines with `text`, given back as the training of the learned tables reads them
    #[command(hide = true)]
    Readings {
        /// The files; each row gets the folder and the name of its file as `set`
        #[arg(required = true)]
        files: Vec<PathBuf>,
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
