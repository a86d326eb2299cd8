//! What the report is made from: everything the stages before it found, borrowed from the caller.
//!
//! Owns the shape of the input. Quotes arrive ready to show: personal data masked, the place worth
//! marking given in bytes of the text as it arrives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::config::Goals;
use crate::detect::{Kind, Verdict};
use crate::lang::Lang;
use crate::measure::stability::Stability;
use crate::record::{RecordKey, Source, Span, Week};
use crate::score::Cue;
use crate::theme::ThemeId;

use super::actions::Action;
use super::model::{Person, Promise, Sides, Text};
use super::rows::Rows;

/// A run's findings.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// Name of the archive, as a heading.
    pub archive: &'a str,
    /// The weeks reported on; `None` covers every row, dated or not.
    pub period: Option<Weeks>,
    /// The weeks compared with; needs `period`.
    pub previous: Option<Weeks>,
    /// Every comment the report may count, of this period and of earlier ones.
    pub rows: &'a Rows,
    /// The themes of the codebook, in any order.
    pub codebook: &'a [Entry<'a>],
    /// Quiet signals, most important first.
    pub signals: &'a [SignalFinding<'a>],
    /// How they were listened for.
    pub watched: Watched,
    /// Quotes of the period's cues.
    pub cues: &'a [(Cue, Vec<Quote<'a>>)],
    /// What the reader noticed.
    pub notes: Notes,
    /// How often words are used on the sides of the contrasts.
    pub words: &'a [Usage],
    /// Staff praised by name, most comments first.
    pub staff: &'a [Person],
    /// What is said of the promises of the settings.
    pub promises: &'a [Promise],
    /// How to report.
    pub settings: Settings,
    /// What the figures are held against.
    pub goals: &'a Goals,
    /// What is to be done, as it stands in the action file.
    pub actions: &'a [Action],
    /// Critics and promoters found, more than the action file may take.
    pub found: (u32, u32),
    /// What made the figures.
    pub method: Method<'a>,
}

/// How often words are used by two groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The groups.
    pub sides: Sides,
    /// Comments of each group that were read.
    pub read: [u32; 2],
    /// Base forms, each with the comments of each group that use it.
    pub words: Vec<(Box<str>, [u32; 2])>,
}

/// A run of whole weeks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// First week.
    pub first: Week,
    /// Last week.
    pub last: Week,
}

impl Weeks {
    /// Whether the week is one of them.
    pub fn hold(self, week: Week) -> bool {
        (self.first..=self.last).contains(&week)
    }

    /// How many there are.
    pub const fn len(self) -> i32 {
        self.last.since(self.first) + 1
    }

    /// Whether the last week lies before the first.
    pub const fn is_empty(self) -> bool {
        self.len() <= 0
    }
}

/// A theme as the codebook has it, with the quotes chosen for it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Stable identity.
    pub id: ThemeId,
    /// Finnish label.
    pub label_fi: &'a str,
    /// English label.
    pub label_en: &'a str,
    /// Key phrases, best first.
    pub phrases: Vec<&'a str>,
    /// Typical members of the period, best first; a handful.
    pub typical: Vec<Quote<'a>>,
    /// Weak or borderline members of the period: shown so that nobody trusts a theme blindly.
    pub weak: Vec<Quote<'a>>,
    /// Members of the period, as many as [`MEMBER_CAP`](super::MEMBER_CAP), in the order to show.
    pub members: Vec<Quote<'a>>,
}

/// A quiet signal, without its quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Name of its thread, which stays through the weeks: `S0001`.
    pub thread: String,
    /// Type.
    pub kind: Kind,
    /// The theme that most of its comments are in.
    pub theme: Option<ThemeId>,
    /// What it is about: its most telling words, else the beginning of its most typical comment.
    pub label: Text,
    /// Comments behind it in the window; for a silence, those of before.
    pub n: u32,
    /// Comments that past and exposure predict for the window.
    pub expected: f64,
    /// Lower 5 % bound of the ratio of the rate to the usual one; 0 for a lone comment.
    pub at_least: f64,
    /// Probability of as many or more if nothing had changed; 1 for a lone comment, of which
    /// nothing is claimed.
    pub p_value: f64,
    /// Weeks in the window.
    pub weeks: u32,
    /// Week of the earliest comment behind it.
    pub since: Option<Week>,
    /// Week of the look that found its thread first.
    pub began: Option<Week>,
    /// Whether that lies in the period.
    pub new: bool,
    /// Kinds of voice behind it.
    pub sources: Vec<Source>,
    /// Channels behind it.
    pub channels: Vec<String>,
    /// Comments behind it by week, oldest first, the last one that of the look.
    pub timeline: Vec<u32>,
    /// What people think of its thread.
    pub verdict: Option<Verdict>,
}

/// A quiet signal with what makes it readable.
#[derive(Clone, Debug)]
pub struct SignalFinding<'a> {
    /// What was found.
    pub signal: &'a Signal,
    /// Quotes, in order of time.
    pub quotes: Vec<Quote<'a>>,
}

/// What was listened to for quiet signals, and how closely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Watched {
    /// Weeks from the oldest comment that counts to the end of the period.
    pub weeks: u32,
    /// Weeks without which nothing is looked for.
    pub needed: u32,
    /// Comments that were looked at.
    pub comments: u32,
    /// Dated comments of those weeks; where they are more, an even part was looked at.
    pub of: u32,
    /// Declared false alarms in 52 weeks, over everything that is looked at.
    pub declared: f64,
    /// False alarms in 52 weeks that the comments themselves gave in random order, where that was
    /// measured.
    pub achieved: Option<f64>,
    /// Signals that are not told because somebody has dismissed them.
    pub silent: u32,
}

/// What somebody said, ready to show. The author is never part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote<'a> {
    /// Record it comes from.
    pub key: &'a RecordKey,
    /// Comment or clause, personal data masked.
    pub text: &'a str,
    /// ISO date, `2026-11-21`.
    pub date: Option<String>,
    /// Kind of voice.
    pub source: Source,
    /// Channel.
    pub channel: Option<&'a str>,
    /// Score as given.
    pub score: Option<f32>,
    /// Language; `None` when the text has none.
    pub lang: Option<Lang>,
    /// The part of `text` that made it a quote.
    pub marked: Option<Span>,
}

/// What the reader noticed about the files of this run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Rows read from the files.
    pub rows_read: u64,
    /// Rows that could not be used.
    pub rows_rejected: u64,
    /// Rows whose key the archive had already.
    pub rows_known: u64,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Language of the pages; `report.json` carries both.
    pub language: Language,
    /// Groups with fewer cases are hidden, with their complements.
    pub anonymity: u32,
    /// What the main score is.
    pub scale: Scale,
}

/// Language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// English.
    En,
}

impl Language {
    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::En => "en",
        }
    }
}

/// What the main score of the records measures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "measure")]
pub enum Scale {
    /// Willingness to recommend, 0…10.
    Recommend,
    /// Customer Effort Score 2.0, 1…7.
    Effort,
    /// Satisfaction on whole numbers up to `best`.
    Satisfaction {
        /// Best score.
        best: f32,
    },
    /// Anything else: only its mean is shown.
    Other,
}

/// What made the figures, so that they can be made again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Method<'a> {
    /// Version of Kuiske.
    pub version: &'a str,
    /// Hash of the settings in force.
    pub settings_hash: &'a str,
    /// Versions of word lists and tables, as (name, version).
    pub resources: &'a [(&'a str, &'a str)],
    /// How far the themes can be trusted to stay, where there are themes.
    pub stability: Option<&'a Stability>,
}
