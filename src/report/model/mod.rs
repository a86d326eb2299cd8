//! `report.json`: the figures of a report, as data. This folder is its schema.
//!
//! Units: shares are fractions 0…1 (differences −1…1), NPS is in points −100…100, scores are on
//! the scale of the source. Intervals hold at 95 %. Weeks and dates are ISO 8601. Field order is
//! the order here. Text is plain, not HTML.

mod figure;
mod board;
mod insight;
mod theme;
mod tables;
mod method;

pub use board::{ActionGroup, ActionKind, ActionsView, Aim, BenchmarkView, TargetView, Verdict};
pub use figure::{Cell, Change, Figure, Split};
pub use insight::{
    Cadence, Contrast, ContrastTheme, ContrastWord, Driver, Drivers, Expectation, Gap, HotCounts,
    Insight, Person, PlaceRow, Places, Promise, Sides, ThemeValue, ValueAtStake,
};
pub use method::{Comparisons, Data, MethodView, StabilityView};
pub use tables::{Breakdown, CueView, Dimension, Group, WeekView};
pub use theme::{QuoteView, SignalView, Theme};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::measure::nps::Bands;

use super::findings::{Language, Scale, Watched};

/// Version of the schema; grows when a field changes meaning or goes.
pub const SCHEMA: u32 = 3;

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Name of the archive.
    pub archive: String,
    /// Language of the pages.
    pub language: Language,
    /// What is reported on.
    pub period: Period,
    /// What it is compared with.
    pub previous: Option<Period>,
    /// The report in sentences.
    pub summary: Sentences,
    /// The figures to know.
    pub headline: Headline,
    /// Targets, in the order of the settings.
    pub targets: Vec<TargetView>,
    /// Figures from elsewhere beside the main score.
    pub benchmarks: Vec<BenchmarkView>,
    /// What is to be done.
    pub actions: ActionsView,
    /// Themes of the period, most comments first.
    pub themes: Vec<Theme>,
    /// Quiet signals, most important first.
    pub signals: Vec<SignalView>,
    /// How they were listened for.
    pub watched: Watched,
    /// Markers of something meant but half said, most comments first.
    pub cues: Vec<CueView>,
    /// Figures by touchpoint, channel, segment, source and language, where there are at least two
    /// groups.
    pub breakdowns: Vec<Breakdown>,
    /// What lies behind the figures.
    pub insight: Insight,
    /// Weeks up to the end of the period, oldest first; empty without dates.
    pub weeks: Vec<WeekView>,
    /// How good the data are.
    pub data: Data,
    /// How the figures were made.
    pub method: MethodView,
}

/// The same sentences in both languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentences {
    /// Finnish.
    pub fi: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// Finnish.
    pub fi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in one language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::En => &self.en,
        }
    }
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// Name: `2026-W47`, `2026-W40–2026-W47`, or `all`.
    pub name: String,
    /// First day; `None` when the period covers everything.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// For headings: "viikko 47/2026".
    pub title: Text,
}

/// The figures to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    /// Comments with text.
    pub comments: u32,
    /// Comments in the period before.
    pub comments_before: Option<u32>,
    /// Records (answers, posts, notes), with or without text.
    pub records: u32,
    /// The main score, where records carry one.
    pub score: Option<ScoreView>,
    /// What the main score is about; the two levels are never put into one figure.
    pub level: Level,
    /// The score of the other level, where records carry both.
    pub other_level: Option<ScoreView>,
    /// Share of positive comments among those that show a feeling or are neutral.
    pub positive: Cell,
    /// Share of negative ones.
    pub negative: Cell,
    /// Change of `positive`.
    pub positive_change: Option<Change>,
    /// Change of `negative`.
    pub negative_change: Option<Change>,
}

/// What a score is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nobody says.
    #[default]
    Unstated,
    /// One encounter: a visit, a call, a delivery.
    Encounter,
    /// The relationship as a whole.
    Relationship,
}

impl Level {
    /// The level beside it.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Unstated => Self::Unstated,
            Self::Encounter => Self::Relationship,
            Self::Relationship => Self::Encounter,
        }
    }
}

/// The main score of a group of records; a record counts once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreView {
    /// What `value` is.
    #[serde(flatten)]
    pub scale: Scale,
    /// NPS in points, share of easy answers, top-two share, or the mean: by `measure`.
    pub value: Cell,
    /// Mean score.
    pub mean: Cell,
    /// Answers by band, where the measure is `recommend`.
    pub bands: Option<Bands>,
    /// Change of `value`.
    pub change: Option<Change>,
}
