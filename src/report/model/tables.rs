//! Figures by group and by week.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::score::Cue;

use super::{Cell, Change, Figure, QuoteView, Split};

/// By what a table divides the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Encounter.
    Touchpoint,
    /// Channel.
    Channel,
    /// Group of people.
    Segment,
    /// Kind of voice.
    Source,
    /// Language.
    Language,
}

/// Figures by group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breakdown {
    /// What the groups are.
    pub by: Dimension,
    /// Largest first.
    pub groups: Vec<Group>,
    /// Smaller groups that are not listed.
    pub left_out: u32,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Name as in the source, a code for source and language; `None` for records without one.
    pub name: Option<String>,
    /// Comments; `None` when hidden.
    pub comments: Option<u32>,
    /// Main score, as in the headline.
    pub score: Cell,
    /// Share of positive comments.
    pub positive: Cell,
    /// Share of negative comments.
    pub negative: Cell,
}

/// How often a marker of something meant occurs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CueView {
    /// The marker.
    pub cue: Cue,
    /// Comments with it.
    pub n: u32,
    /// Share of all comments of the period.
    pub share: Figure,
    /// Comments in the period before.
    pub n_before: Option<u32>,
    /// Change of the share.
    pub change: Option<Change>,
    /// Some of the comments.
    pub quotes: Vec<QuoteView>,
}

/// A week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeekView {
    /// ISO week.
    pub week: String,
    /// Comments.
    pub n: u32,
    /// By polarity; `None` when hidden.
    pub split: Option<Split>,
    /// Whether it belongs to the period.
    pub in_period: bool,
}
