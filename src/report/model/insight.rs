//! What lies behind the figures: expectation, wishes and needs, drivers, points of view.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::theme::ThemeId;

use super::{Change, Figure, QuoteView, Text};

/// Everything behind the figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Insight {
    /// Experience against expectation.
    pub expectation: Expectation,
    /// Dreams, problems and needs of the period.
    pub hot: HotCounts,
    /// How the main score goes with all themes at once.
    pub drivers: Option<Drivers>,
    /// The same theme as staff and as customers see it, widest gap first.
    pub gaps: Vec<Gap>,
    /// Two groups side by side.
    pub contrasts: Vec<Contrast>,
    /// Themes by touchpoint.
    pub places: Option<Places>,
    /// How often is measured.
    pub cadence: Cadence,
    /// Money at stake, by the user's own figures.
    pub value: Option<ValueAtStake>,
    /// Promises of the settings.
    pub promises: Vec<Promise>,
    /// Staff praised by name.
    pub staff: Vec<Person>,
    /// Whether codes stand in the place of the names of people.
    #[serde(default)]
    pub veiled: bool,
}

/// Comments by experience against expectation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expectation {
    /// Angered, fell short, as expected, exceeded, delighted.
    pub steps: [u32; 5],
    /// Exceeded or delighted.
    pub exceeded: u32,
    /// Fell short or angered.
    pub fell_short: u32,
    /// (exceeded − fell short) / (exceeded + fell short); the comfort zone does not count.
    pub balance: Option<Figure>,
    /// Comments compared with the trade, the company, the customer's own past.
    pub references: [u32; 3],
}

/// Comments by what they are to those who act on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HotCounts {
    /// Dreams: for strategy.
    pub dream: u32,
    /// Problems: for product and service.
    pub problem: u32,
    /// Needs: for sales and communication.
    pub need: u32,
}

/// Least squares of the score on all themes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drivers {
    /// Records in the model.
    pub n: u32,
    /// Share of the spread of the scores that the themes account for.
    pub explained: f64,
    /// Strongest first; in NPS points where the measure is `recommend`, else on the score's scale.
    pub themes: Vec<Driver>,
}

/// How much higher the score is with a theme, the other themes being equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Driver {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: Text,
    /// The coefficient; n is the number of records with the theme.
    pub coefficient: Figure,
}

/// A theme as two groups see it: shares of positive comments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: Text,
    /// Among staff.
    pub staff: Figure,
    /// Among customers.
    pub customers: Figure,
    /// Staff − customers.
    pub difference: Change,
}

/// Which two groups are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// Customers against staff.
    CustomersStaff,
    /// Detractors against promoters.
    DetractorsPromoters,
}

/// What one group speaks of more than the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contrast {
    /// The groups.
    pub sides: Sides,
    /// Comments of the first.
    pub first: u32,
    /// Comments of the second.
    pub second: u32,
    /// Themes by the difference of their shares, widest first.
    pub themes: Vec<ContrastTheme>,
    /// Words whose shares differ by more than chance explains, widest first.
    pub words: Vec<ContrastWord>,
}

/// A word in two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContrastWord {
    /// Its base form.
    pub word: String,
    /// Share of the first group's comments that use it; an even sample where the group is large.
    pub first: Figure,
    /// Share of the second group's.
    pub second: Figure,
    /// First − second.
    pub difference: Change,
}

/// A theme in two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContrastTheme {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: Text,
    /// Share of the first group's comments.
    pub first: Figure,
    /// Share of the second group's comments.
    pub second: Figure,
    /// First − second.
    pub difference: Change,
}

/// Themes by touchpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Places {
    /// The touchpoints, most comments first.
    pub places: Vec<String>,
    /// A row per theme.
    pub rows: Vec<PlaceRow>,
}

impl Places {
    /// Whether any cell holds comments and may be shown.
    pub fn is_shown(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.counts).any(|n| n.is_some_and(|n| n > 0))
    }
}

/// Comments of a theme by touchpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: Text,
    /// One per touchpoint; `None` when hidden.
    pub counts: Vec<Option<u32>>,
}

/// How often scores come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cadence {
    /// Weeks from the first score of the last year to the last one.
    pub span: u32,
    /// Weeks of them with scores.
    pub weeks: u32,
    /// Stretches of them without a break of four weeks.
    pub bursts: u32,
    /// Whether scores come in once or twice a year only.
    pub rare: bool,
}

/// Money at stake: critics × share that leaves × worth of a customer. An assumption, no finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValueAtStake {
    /// Worth of a customer a year, as set.
    pub per_customer: f64,
    /// Share of critics who leave, as set; 0…1.
    pub at_risk: f64,
    /// Sign or name of the money.
    pub currency: String,
    /// By theme, most first; a critic of several themes counts in each.
    pub themes: Vec<ThemeValue>,
}

/// Money at stake in a theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeValue {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: Text,
    /// Critics who speak of it.
    pub critics: u32,
    /// What they are worth, by the assumption.
    pub amount: f64,
}

/// What is said of a promise. Nobody speaking of it is a finding, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Promise {
    /// The promise, as set.
    pub name: String,
    /// The query that finds what is said of it.
    pub query: String,
    /// Comments that speak of it.
    pub n: u32,
    /// Of them those that say a promise was kept.
    pub kept: u32,
    /// Those that say one was broken.
    pub broken: u32,
    /// Positive ones.
    pub positive: u32,
    /// Negative ones.
    pub negative: u32,
}

/// A member of staff who was praised or thanked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The name in its basic form, or a code.
    pub name: String,
    /// Comments with thanks or praise.
    pub n: u32,
    /// Some of them.
    pub quotes: Vec<QuoteView>,
}
