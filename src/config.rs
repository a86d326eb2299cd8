//! Settings in two steps: what was written (`Config`), then what will happen (`Settings`).
//!
//! Owns the keys of `kuiske.toml`, their comments and their checks. Refuses to look at data: which
//! columns a file has, and what is guessed where nothing is written, is the reader's part.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize};

use crate::lang::Lang;
use crate::record::Source;

mod goals;
mod input;
mod keys;
mod nearest;
mod settings;

pub use goals::{Benchmark, Goals, TargetsConfig, ValueConfig};
pub use input::{DateOrder, Decimal, Format, InputConfig, Profile};
pub use settings::{Period, Scale, ScaleKind, Settings};

use keys::{KEYS, SECTIONS};
pub use nearest::nearest;

/// `kuiske.toml` as written. Every key may be missing; a flag is a `Config` with one key set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How the file is written.
    pub input: InputConfig,
    /// Which column is what.
    pub columns: ColumnsConfig,
    /// The scale of the score column.
    pub score: ScoreConfig,
    /// How comments are grouped.
    pub themes: ThemesConfig,
    /// How many false alarms are accepted.
    pub signals: SignalsConfig,
    /// What the report shows.
    pub report: ReportConfig,
    /// What is aimed at.
    pub targets: TargetsConfig,
    /// What a customer is worth.
    pub value: ValueConfig,
}

/// `[columns]`: which column is what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnsConfig {
    /// Column that identifies a record.
    pub key: Option<String>,
    /// Columns with open-text answers, in question order.
    #[serde(deserialize_with = "one_or_several")]
    pub text: Option<Vec<String>>,
    /// When it was said.
    pub date: Option<String>,
    /// Kind of voice.
    pub source: Option<String>,
    /// Way in which it was said.
    pub channel: Option<String>,
    /// Encounter it is about.
    pub touchpoint: Option<String>,
    /// Group of customers or staff.
    pub segment: Option<String>,
    /// Main score.
    pub score: Option<String>,
    /// Declared language.
    pub language: Option<String>,
    /// Money or other value at stake.
    pub value: Option<String>,
    /// Who said it.
    pub author: Option<String>,
    /// What the values of the source column mean.
    pub source_values: Option<BTreeMap<String, Source>>,
    /// Source of the records whose source column says nothing known.
    pub source_default: Option<Source>,
}

/// `[score]`: the scale of the score column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScoreConfig {
    /// `nps` (0–10), `ces7` (1–7) or a range such as `1-5`.
    pub scale: Option<String>,
    /// Lowest value, for a range.
    pub min: Option<f32>,
    /// Highest value, for a range.
    pub max: Option<f32>,
}

/// `[themes]`: how comments are grouped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThemesConfig {
    /// Number of themes; decided from the data where missing.
    pub count: Option<u16>,
    /// Words or phrases each of which gets a theme of its own.
    pub seeds: Option<Vec<String>>,
}

/// `[signals]`: how many false alarms are accepted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignalsConfig {
    /// Expected false alarms a year when nothing happens.
    pub false_alarms_per_year: Option<f64>,
}

/// `[report]`: what the report shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportConfig {
    /// Language of the report: `fi` or `en`.
    pub language: Option<Lang>,
    /// Smallest group that is shown, in respondents.
    pub anonymity: Option<u32>,
    /// Length of one period.
    pub period: Option<Period>,
    /// Touchpoints or channels whose scores are about the relationship as a whole.
    pub relationship: Option<Vec<String>>,
    /// Whether all scores are of one level.
    pub one_level: Option<bool>,
    /// Figures from elsewhere to hold the main score against.
    pub benchmarks: Option<Vec<Benchmark>>,
    /// Promises, each with a query for what is said of it.
    pub promises: Option<BTreeMap<String, String>>,
    /// Whether people who are named are shown by a code.
    pub pseudonymise: Option<bool>,
}

/// What is wrong with `kuiske.toml` or with a flag.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}: {reason}\nhint: check the path given with --config", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// A key that does not exist.
    #[error("{file}, line {line}: unknown key \"{key}\"\nhint: {hint}")]
    UnknownKey {
        /// The file, as given.
        file: String,
        /// Line in it, from 1.
        line: usize,
        /// The key as written.
        key: String,
        /// The nearest known key, or all of them.
        hint: String,
    },
    /// No valid TOML, or a value of the wrong type.
    #[error("{file}, line {line}: {message}\nhint: compare with the file that kuiske init writes")]
    Syntax {
        /// The file, as given.
        file: String,
        /// Line in it, from 1.
        line: usize,
        /// What the parser said.
        message: String,
    },
    /// A value outside what the key takes.
    #[error("{key} = {value} is not possible\nhint: {hint}")]
    Value {
        /// Section and key.
        key: &'static str,
        /// The value as written.
        value: String,
        /// What is possible.
        hint: String,
    },
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// The file is missing, is no TOML, or has a key or a type that is not known.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|reason| ConfigError::Unreadable { path: path.to_owned(), reason })?;
        Self::parse(&text, &path.display().to_string())
    }

    /// Reads the text of a file; `file` is its name in errors.
    ///
    /// # Errors
    /// The text is no TOML, or has a key or a type that is not known.
    pub fn parse(text: &str, file: &str) -> Result<Self, ConfigError> {
        toml::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| located(&error, text, file))
    }

    /// The file's text: every key with a comment, those not set as commented examples.
    pub fn to_toml(&self) -> String {
        let mut out =
            String::from("# Settings of Kuiske. What is written here wins over what is guessed.\n");
        let table = toml::Table::try_from(self).unwrap_or_default();
        for (section, about) in SECTIONS {
            let _ = write!(out, "\n# {about}\n[{section}]\n");
            let written = table.get(*section).and_then(toml::Value::as_table);
            for key in KEYS.iter().filter(|key| key.section == *section) {
                let value = written.and_then(|section| section.get(key.name));
                let _ = match value {
                    Some(value) => {
                        writeln!(out, "# {}\n{} = {}", key.about, key.name, inline(value))
                    }
                    None => writeln!(out, "# {}\n# {} = {}", key.about, key.name, key.example),
                };
            }
        }
        out
    }

    /// These settings, and those of `base` where nothing is written here: flags over file over
    /// guesses.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        macro_rules! over {
            ($($section:ident: $($key:ident)+;)+) => { Self {
                $($section: over!(@ $section self.$section, base.$section, $($key)+),)+
            } };
            (@ input $($rest:tt)+) => { over!(# InputConfig, $($rest)+) };
            (@ columns $($rest:tt)+) => { over!(# ColumnsConfig, $($rest)+) };
            (@ score $($rest:tt)+) => { over!(# ScoreConfig, $($rest)+) };
            (@ themes $($rest:tt)+) => { over!(# ThemesConfig, $($rest)+) };
            (@ signals $($rest:tt)+) => { over!(# SignalsConfig, $($rest)+) };
            (@ report $($rest:tt)+) => { over!(# ReportConfig, $($rest)+) };
            (@ targets $($rest:tt)+) => { over!(# TargetsConfig, $($rest)+) };
            (@ value $($rest:tt)+) => { over!(# ValueConfig, $($rest)+) };
            (# $name:ident, $a:expr, $b:expr, $($key:ident)+) => {
                $name { $($key: $a.$key.or($b.$key)),+ }
            };
        }
        over! {
            input: format profile delimiter encoding header decimal date_order sheet table query
                mask max_megabytes memory_megabytes;
            columns: key text date source channel touchpoint segment score language value author
                source_values source_default;
            score: scale min max;
            themes: count seeds;
            signals: false_alarms_per_year;
            report: language anonymity period relationship one_level benchmarks promises
                pseudonymise;
            targets: nps ces csat mean positive negative touchpoints;
            value: per_customer at_risk currency;
        }
    }
}

impl ColumnsConfig {
    /// All columns that are named.
    pub fn named(&self) -> Vec<&str> {
        let one = [
            &self.key,
            &self.date,
            &self.source,
            &self.channel,
            &self.touchpoint,
            &self.segment,
            &self.score,
            &self.language,
            &self.value,
            &self.author,
        ];
        let one = one.into_iter().flatten();
        one.chain(self.text.iter().flatten()).map(String::as_str).collect()
    }
}

fn one_or_several<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Vec<String>>, D::Error> {
    let value = toml::Value::deserialize(input)?;
    match value.as_str() {
        Some(one) => Ok(Some(vec![one.to_owned()])),
        None => value.try_into().map(Some).map_err(|_| {
            serde::de::Error::custom("text takes a column name or a list of column names")
        }),
    }
}

fn inline(value: &toml::Value) -> String {
    match value.as_table() {
        None => value.to_string(),
        Some(table) => {
            let items: Vec<_> = table
                .iter()
                .map(|(key, value)| format!("{} = {value}", toml::Value::String(key.clone())))
                .collect();
            format!("{{ {} }}", items.join(", "))
        }
    }
}

fn located(error: &toml::de::Error, text: &str, file: &str) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let line = 1 + text.bytes().take(start).filter(|&byte| byte == b'\n').count();
    let file = file.to_owned();
    let message = error.message();
    // serde says: unknown field `x`, expected one of `a`, `b`
    match message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
        None => ConfigError::Syntax { file, line, message: message.replace('\n', " ") },
        Some((key, rest)) => {
            let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
            let hint = nearest(key, known.iter().copied()).map_or_else(
                || format!("known keys here: {}", known.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            ConfigError::UnknownKey { file, line, key: key.to_owned(), hint }
        }
    }
}

#[cfg(test)]
mod tests;
