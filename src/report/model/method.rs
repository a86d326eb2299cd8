//! How good the data are, and how the figures were made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How good the data are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Data {
    /// Rows read in this run.
    pub rows_read: u64,
    /// Rows rejected.
    pub rows_rejected: u64,
    /// Rows known already.
    pub rows_known: u64,
    /// Answers left blank in the period.
    pub blank: u32,
    /// Comments without a date, in the whole archive; they are in no weekly period.
    pub undated: u32,
    /// Comments that belong to no theme.
    pub without_theme: u32,
    /// Comments without evidence of feeling.
    pub without_sentiment: u32,
    /// Comments by language code (`none` without one), largest first.
    pub languages: Vec<(String, u32)>,
}

/// How the figures were made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MethodView {
    /// Version of Kuiske.
    pub version: String,
    /// Hash of the settings.
    pub settings_hash: String,
    /// Versions of word lists and tables.
    pub resources: Vec<(String, String)>,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Changes looked at side by side; intervals are widened within each family.
    pub comparisons: Comparisons,
    /// Groups with fewer cases are hidden.
    pub anonymity: u32,
    /// Half-width of the neutral band of sentiment.
    pub neutral_band: f64,
    /// Degree under which a member of a theme is weak.
    pub weak_degree: f64,
    /// How far the themes can be trusted to stay; `None` where there are none.
    pub stability: Option<StabilityView>,
}

/// How far the themes can be trusted to stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StabilityView {
    /// Comments looked at.
    pub comments: u32,
    /// Agreement with themes found anew in resamples (adjusted Rand index: 0 chance, 1 the same):
    /// mean, least, most. `None` with too few comments.
    pub found_anew: Option<[f64; 3]>,
    /// Share of comments whose themes are others now than when they came, without an edit.
    pub changed: Option<f64>,
    /// Themes born after the first ones.
    pub born: u32,
    /// Themes that fade.
    pub fading: u32,
}

/// Changes looked at side by side, by family; 0 without a period before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparisons {
    /// Score, positive and negative share.
    pub headline: u32,
    /// Shares of themes.
    pub themes: u32,
    /// Shares of markers.
    pub cues: u32,
}
