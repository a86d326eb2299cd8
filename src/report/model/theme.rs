//! Themes, signals, and the quotes that carry them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::detect::{Kind, Verdict};
use crate::measure::nps::Bands;
use crate::theme::ThemeId;

use super::{Cell, Change, Figure, HotCounts, Split, Text};

/// A theme in the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Theme {
    /// Stable identity.
    pub id: ThemeId,
    /// Label.
    pub label: Text,
    /// Key phrases.
    pub phrases: Vec<String>,
    /// Comments in the theme.
    pub n: u32,
    /// Share of all comments of the period; a comment may have several themes.
    pub share: Figure,
    /// Comments in the period before.
    pub n_before: Option<u32>,
    /// Change of the share.
    pub change: Option<Change>,
    /// Comments by polarity of what they say in this theme.
    pub split: Split,
    /// Comments by dream, problem and need.
    pub hot: HotCounts,
    /// Records in the theme by band, where the measure is `recommend`; `None` when hidden.
    pub bands: Option<Bands>,
    /// Mean score of the records in the theme.
    pub mean_score: Cell,
    /// Leave-out impact on NPS, in points: NPS(all) − NPS(records without the theme). Association,
    /// not cause.
    pub impact: Cell,
    /// Comments in each of `weeks`.
    pub by_week: Vec<u32>,
    /// Typical quotes.
    pub typical: Vec<QuoteView>,
    /// Weak or borderline members.
    pub weak: Vec<QuoteView>,
    /// Members, as many as fit; all of them are in `themes.csv`.
    pub members: Vec<QuoteView>,
}

impl Theme {
    /// Whether `members` holds fewer comments than the theme has.
    pub fn is_cut(&self) -> bool {
        self.members.len() < self.n as usize
    }
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteView {
    /// Record key.
    pub key: String,
    /// Text before the marked part, cut if very long.
    pub before: String,
    /// The marked part; may be empty.
    pub marked: String,
    /// Text after it.
    pub after: String,
    /// ISO date.
    pub date: Option<String>,
    /// Kind of voice.
    pub source: String,
    /// Channel.
    pub channel: Option<String>,
    /// Score as given.
    pub score: Option<f64>,
    /// Language code.
    pub lang: Option<String>,
}

/// A quiet signal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignalView {
    /// Name of its thread, which stays through the weeks.
    pub thread: String,
    /// Type.
    pub kind: Kind,
    /// The theme that most of its comments are in.
    pub theme: Option<ThemeId>,
    /// What it is about.
    pub label: Text,
    /// What happened, in a sentence.
    pub sentence: Text,
    /// When it would go away.
    pub until: Text,
    /// Why it might be nothing.
    pub doubt: Text,
    /// Comments in the window; for a silence, those of before.
    pub n: u32,
    /// Comments that were to be expected.
    pub expected: f64,
    /// At least this many times the usual rate (lower 5 % bound); 0 for a lone comment.
    pub at_least: f64,
    /// Probability of as many or more if nothing had changed; 1 for a lone comment.
    pub p_value: f64,
    /// Weeks in the window.
    pub weeks: u32,
    /// Week of the earliest comment behind it.
    pub since: Option<String>,
    /// Week in which it was first found.
    pub began: Option<String>,
    /// Whether no earlier report showed it.
    pub new: bool,
    /// Kinds of voice behind it.
    pub sources: Vec<String>,
    /// Channels behind it.
    pub channels: Vec<String>,
    /// Comments behind it by week, oldest first, up to the week of the look.
    pub timeline: Vec<u32>,
    /// What people think of it.
    pub verdict: Option<Verdict>,
    /// Quotes, in order of time.
    pub quotes: Vec<QuoteView>,
}

impl SignalView {
    /// Whether more is claimed than "read this".
    pub fn claims(&self) -> bool {
        self.kind != Kind::Lone
    }
}
