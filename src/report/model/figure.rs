//! A figure with what it takes to trust it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::measure::small_base::Base;

/// A figure with its interval and base.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Value.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Cases.
    pub n: u32,
    /// Whether n is too small to build on.
    pub base: Base,
}

/// A figure, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The figure.
    Figure(Figure),
    /// Hidden: the group, or one that could be found from it by subtraction, is too small.
    Hidden,
    /// No cases.
    Empty,
}

impl Cell {
    /// The figure, if it may be shown.
    pub const fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Hidden | Self::Empty => None,
        }
    }
}

/// A change against the period before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Now − before.
    pub difference: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Cases now.
    pub n: u32,
    /// Cases before.
    pub n_before: u32,
    /// Whether the change stands out: the interval excludes 0 also when it is widened for the
    /// number of changes looked at side by side.
    pub clear: bool,
}

impl Change {
    /// Whether the interval at 95 % excludes 0; weaker than `clear`.
    pub const fn leans(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Comments by polarity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Split {
    /// Negative.
    pub negative: u32,
    /// Neutral.
    pub neutral: u32,
    /// Positive.
    pub positive: u32,
    /// Without evidence of feeling.
    pub none: u32,
}

impl Split {
    /// Comments with evidence of feeling or neutrality.
    pub const fn felt(self) -> u32 {
        self.negative + self.neutral + self.positive
    }
}
