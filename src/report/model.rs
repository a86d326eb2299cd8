//! `report.json`: the figures of a report, as data. This file is its schema.
//!
//! Units: shares are fractions 0…1 (differences −1…1), NPS is in points −100…100, scores are on
//! the scale of the source. Intervals hold at 95 %. Weeks and dates are ISO 8601. Field order is
//! the order here. Text is plain, not HTML.

use serde::Serialize;

use crate::detect::Kind;
use crate::measure::nps::Bands;
use crate::measure::small_base::Base;
use crate::theme::ThemeId;

use super::findings::{Language, Scale};

/// Version of the schema; grows when a field changes meaning or goes.
pub const SCHEMA: u32 = 1;

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Themes of the period, most comments first.
    pub themes: Vec<Theme>,
    /// Quiet signals, most important first.
    pub signals: Vec<SignalView>,
    /// Figures by touchpoint, channel, segment, source and language, where there are at least two
    /// groups.
    pub breakdowns: Vec<Breakdown>,
    /// Weeks up to the end of the period, oldest first; empty without dates.
    pub weeks: Vec<WeekView>,
    /// How good the data are.
    pub data: Data,
    /// How the figures were made.
    pub method: MethodView,
}

/// The same sentences in both languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sentences {
    /// Finnish.
    pub fi: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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

/// A figure with its interval and base.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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

/// The figures to know.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Headline {
    /// Comments with text.
    pub comments: u32,
    /// Comments in the period before.
    pub comments_before: Option<u32>,
    /// Records (answers, posts, notes), with or without text.
    pub records: u32,
    /// The main score, where records carry one.
    pub score: Option<ScoreView>,
    /// Share of positive comments among those that show a feeling or are neutral.
    pub positive: Cell,
    /// Share of negative ones.
    pub negative: Cell,
    /// Change of `positive`.
    pub positive_change: Option<Change>,
    /// Change of `negative`.
    pub negative_change: Option<Change>,
}

/// The main score of a group of records; a record counts once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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

/// Comments by polarity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

/// A theme in the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub source: &'static str,
    /// Channel.
    pub channel: Option<String>,
    /// Score as given.
    pub score: Option<f64>,
    /// Language code.
    pub lang: Option<&'static str>,
}

/// A quiet signal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignalView {
    /// Type.
    pub kind: Kind,
    /// The theme it is in.
    pub theme: ThemeId,
    /// Label of the theme.
    pub label: Text,
    /// What happened, in a sentence.
    pub sentence: Text,
    /// Comments in the window.
    pub n: u32,
    /// Comments that were to be expected.
    pub expected: f64,
    /// At least this many times the usual rate (lower 5 % bound).
    pub at_least: f64,
    /// Probability of as many or more if nothing had changed.
    pub p_value: f64,
    /// Weeks in the window.
    pub weeks: u32,
    /// Week of the earliest comment behind it.
    pub since: Option<String>,
    /// Whether no earlier report showed it.
    pub new: bool,
    /// Quotes.
    pub quotes: Vec<QuoteView>,
}

/// By what a table divides the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breakdown {
    /// What the groups are.
    pub by: Dimension,
    /// Largest first.
    pub groups: Vec<Group>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

/// A week.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

/// How good the data are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MethodView {
    /// Version of Kuiske.
    pub version: String,
    /// Hash of the settings.
    pub settings_hash: String,
    /// Versions of word lists and tables.
    pub resources: Vec<(String, String)>,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Changes looked at side by side.
    pub comparisons: u32,
    /// Groups with fewer cases are hidden.
    pub anonymity: u32,
    /// Half-width of the neutral band of sentiment.
    pub neutral_band: f64,
    /// Degree under which a member of a theme is weak.
    pub weak_degree: f64,
}
