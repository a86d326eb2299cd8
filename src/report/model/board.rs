//! What a board decides by: targets, benchmarks, actions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::theme::ThemeId;

use super::{Cell, Text};

/// What a target is set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// NPS, in points.
    Nps,
    /// Share of easy answers.
    Ces,
    /// Share of the two best answers.
    Csat,
    /// Mean score.
    Mean,
    /// Share of positive comments.
    Positive,
    /// Share of negative comments; the only one that is to stay below its goal.
    Negative,
}

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Reached.
    Met,
    /// Not reached.
    NotMet,
    /// Too few answers to say.
    TooFew,
    /// Nothing of the kind was asked.
    NotMeasured,
}

/// A target against what was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetView {
    /// What it is set for.
    pub aim: Aim,
    /// The touchpoint, where it is one's own.
    pub touchpoint: Option<String>,
    /// The goal, in the unit of the figure.
    pub goal: f64,
    /// What was measured.
    pub value: Cell,
    /// How it stands.
    pub verdict: Verdict,
    /// Whether the goal lies outside the interval, so that chance does not explain the verdict.
    pub sure: bool,
}

/// A figure from elsewhere beside the main score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BenchmarkView {
    /// What it is the figure of.
    pub name: String,
    /// In the unit of the main score.
    pub value: f64,
    /// Who published it.
    pub source: String,
    /// When.
    pub date: String,
    /// Main score − benchmark; `None` where the score is not shown.
    pub difference: Option<f64>,
    /// Whether the benchmark lies outside the interval of the main score.
    pub sure: bool,
}

/// What is to be done about one record.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// A critic to call back.
    #[default]
    CallBack,
    /// A promoter to ask for a reference, a story, a review.
    Promote,
}

/// The action file at a glance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionsView {
    /// Critics found in the period.
    pub critics: u32,
    /// Promoters found in the period.
    pub promoters: u32,
    /// Critics and promoters in the file; it takes the most pressing ones.
    pub listed: u32,
    /// Actions of earlier periods that somebody has taken up and not finished.
    pub carried: u32,
    /// By theme, most actions first.
    pub groups: Vec<ActionGroup>,
}

/// Actions of one kind in one theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionGroup {
    /// What is to be done.
    pub kind: ActionKind,
    /// The theme, if the comments have one.
    pub theme: Option<ThemeId>,
    /// Its label.
    pub label: Text,
    /// Actions.
    pub n: u32,
    /// Done.
    pub done: u32,
    /// Taken up: with an owner or a status, not done.
    pub under_way: u32,
    /// Who has taken them up, in the order of the alphabet.
    pub owners: Vec<String>,
}
