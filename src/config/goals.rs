//! What the user wants the figures held against: targets, benchmarks, the worth of a customer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConfigError, ReportConfig};

/// `[targets]`: what is aimed at. Shares are in percent, NPS in points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TargetsConfig {
    /// NPS, at least; −100…100.
    pub nps: Option<f64>,
    /// Share of easy answers, at least; percent.
    pub ces: Option<f64>,
    /// Share of the two best answers, at least; percent.
    pub csat: Option<f64>,
    /// Mean score, at least; on the scale of the source.
    pub mean: Option<f64>,
    /// Share of positive comments, at least; percent.
    pub positive: Option<f64>,
    /// Share of negative comments, at most; percent.
    pub negative: Option<f64>,
    /// Main score of a touchpoint, at least; in the unit of the score.
    pub touchpoints: Option<BTreeMap<String, f64>>,
}

/// `[value]`: what the user reckons a customer is worth. Nothing is assumed where it is not set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ValueConfig {
    /// Worth of one customer a year, where records carry no value of their own.
    pub per_customer: Option<f64>,
    /// Share of critics who leave; percent.
    pub at_risk: Option<f64>,
    /// Sign or name of the money.
    pub currency: Option<String>,
}

/// A figure from elsewhere that the main score is held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// What it is the figure of.
    pub name: String,
    /// In the unit of the main score: points, percent, or the mean.
    pub value: f64,
    /// Who published it.
    pub source: String,
    /// When.
    pub date: String,
}

/// All of it, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Goals {
    /// Targets.
    pub targets: TargetsConfig,
    /// Worth of a customer.
    pub value: ValueConfig,
    /// Figures from elsewhere.
    pub benchmarks: Vec<Benchmark>,
    /// Touchpoints or channels whose scores are about the relationship as a whole.
    pub relationship: Vec<String>,
    /// Whether all scores are of one level, whatever the touchpoints say.
    pub one_level: bool,
    /// Promises, each with the query that finds what is said of it.
    pub promises: BTreeMap<String, String>,
    /// Whether people who are named are shown by a code, praised or not.
    pub pseudonymise: bool,
}

impl Goals {
    pub(super) fn new(
        targets: &TargetsConfig,
        value: &ValueConfig,
        report: &ReportConfig,
    ) -> Result<Self, ConfigError> {
        let percent = 0.0..=100.0;
        let points = -100.0..=100.0;
        let any = f64::MIN..=f64::MAX;
        for (key, goal, range) in [
            ("targets.nps", targets.nps, &points),
            ("targets.ces", targets.ces, &percent),
            ("targets.csat", targets.csat, &percent),
            ("targets.mean", targets.mean, &any),
            ("targets.positive", targets.positive, &percent),
            ("targets.negative", targets.negative, &percent),
            ("value.at_risk", value.at_risk, &percent),
            ("value.per_customer", value.per_customer, &(0.0..=f64::MAX)),
        ] {
            if let Some(goal) = goal.filter(|goal| !range.contains(goal)) {
                let hint = format!("use {} to {}", range.start(), range.end());
                return Err(ConfigError::Value { key, value: goal.to_string(), hint });
            }
        }
        Ok(Self {
            targets: targets.clone(),
            value: value.clone(),
            benchmarks: report.benchmarks.clone().unwrap_or_default(),
            relationship: report.relationship.clone().unwrap_or_default(),
            one_level: report.one_level.unwrap_or_default(),
            promises: report.promises.clone().unwrap_or_default(),
            pseudonymise: report.pseudonymise.unwrap_or_default(),
        })
    }
}
