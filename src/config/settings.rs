//! What will happen: every key checked once, defaults filled in.

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use super::{
    ColumnsConfig, Config, ConfigError, DateOrder, Decimal, Format, Goals, InputConfig, Profile,
    ScoreConfig,
};
use crate::lang::Lang;

/// Most megabytes that are held of one source where the settings do not say.
const MAX_MEGABYTES: u64 = 4096;

/// Megabytes to work in where the settings do not say.
const MEMORY: u64 = 2048;

/// Settings after their check. `None` means: decided from the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Format of the file.
    pub format: Option<Format>,
    /// Survey program.
    pub profile: Option<Profile>,
    /// Byte between cells.
    pub delimiter: Option<u8>,
    /// Character encoding.
    pub encoding: Option<&'static Encoding>,
    /// Whether there is a header record.
    pub header: Option<bool>,
    /// Decimal sign.
    pub decimal: Option<Decimal>,
    /// Order of day and month.
    pub date_order: Option<DateOrder>,
    /// Sheet of a workbook: its name, its number, or `*`.
    pub sheet: Option<String>,
    /// Table of a database.
    pub table: Option<String>,
    /// Question to a database; not beside a table.
    pub query: Option<String>,
    /// Whether personal data is masked on its way into the archive.
    pub mask: bool,
    /// Most bytes held of one source, unpacked.
    pub max_bytes: u64,
    /// Working memory to get along with, in bytes; changes no result.
    pub memory: u64,
    /// Column names as written; whether a file has them is known when it is read.
    pub columns: ColumnsConfig,
    /// Scale of the score.
    pub scale: Option<Scale>,
    /// Number of themes.
    pub themes: Option<u16>,
    /// Phrases that each get a theme of their own.
    pub seeds: Vec<String>,
    /// Accepted false alarms a year, over all signal types; more than 0.
    pub false_alarms_per_year: f64,
    /// Language of the report: Finnish or English.
    pub report_language: Option<Lang>,
    /// Smallest group shown, in respondents.
    pub anonymity: u32,
    /// Length of one period.
    pub period: Period,
    /// What the figures are held against.
    pub goals: Goals,
}

/// Length of one reporting period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// ISO week.
    #[default]
    Week,
    /// Calendar month.
    Month,
    /// Quarter of a year.
    Quarter,
}

/// What the numbers of a score column mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scale {
    /// Which measure may be computed from it.
    pub kind: ScaleKind,
    /// Lowest possible value.
    pub min: f32,
    /// Highest possible value, above `min`.
    pub max: f32,
}

/// Which measure may be computed from a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScaleKind {
    /// Likelihood to recommend, 0–10: net promoter score.
    Nps,
    /// "Made it easy", 1 disagree – 7 agree: customer effort score 2.0.
    Ces7,
    /// Any other range: means only.
    Range,
}

impl Scale {
    /// Likelihood to recommend.
    pub const NPS: Self = Self { kind: ScaleKind::Nps, min: 0.0, max: 10.0 };
    /// Customer effort score 2.0.
    pub const CES7: Self = Self { kind: ScaleKind::Ces7, min: 1.0, max: 7.0 };

    /// Another range.
    pub const fn range(min: f32, max: f32) -> Self {
        Self { kind: ScaleKind::Range, min, max }
    }

    /// Whether `score` can be a value of this scale.
    pub fn holds(self, score: f32) -> bool {
        (self.min..=self.max).contains(&score)
    }

    /// `score` on 0 (worst) … 10 (best), linearly.
    pub fn normalise(self, score: f32) -> f32 {
        (10.0 * (score - self.min) / (self.max - self.min)).clamp(0.0, 10.0)
    }

    /// The name in `kuiske.toml`: `nps`, `ces7`, or a range such as `1-5`.
    pub fn name(self) -> String {
        match self.kind {
            ScaleKind::Nps => "nps".to_owned(),
            ScaleKind::Ces7 => "ces7".to_owned(),
            ScaleKind::Range => format!("{}-{}", self.min, self.max),
        }
    }

    /// The scale of a name; `None` if it names none.
    pub fn parse(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "nps" => Some(Self::NPS),
            "ces7" | "ces" => Some(Self::CES7),
            range => {
                // The first hyphen may be the sign of a negative lower end.
                let cut = range.char_indices().skip(1).find(|&(_, c)| matches!(c, '-' | '–'))?;
                let min = range.get(..cut.0)?.trim().parse().ok()?;
                let max = range.get(cut.0 + cut.1.len_utf8()..)?.trim().parse().ok()?;
                (min < max).then_some(Self::range(min, max))
            }
        }
    }
}

impl Settings {
    /// Checks what was written.
    ///
    /// # Errors
    /// A value that its key does not take.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let input = &config.input;
        let delimiter = input.delimiter.as_deref().map(delimiter).transpose()?;
        let encoding = input.encoding.as_deref().map(encoding).transpose()?;
        Ok(Self {
            format: input.format,
            profile: input.profile,
            delimiter,
            encoding,
            header: input.header,
            decimal: input.decimal,
            date_order: input.date_order,
            sheet: input.sheet.clone(),
            table: input.table.clone(),
            query: query(input)?,
            mask: input.mask.unwrap_or(false),
            max_bytes: max_bytes(input.max_megabytes)?,
            memory: memory(input.memory_megabytes)?,
            columns: config.columns.clone(),
            scale: scale(&config.score)?,
            themes: config.themes.count,
            seeds: config.themes.seeds.clone().unwrap_or_default(),
            false_alarms_per_year: false_alarms(config.signals.false_alarms_per_year)?,
            report_language: report_language(config.report.language)?,
            anonymity: anonymity(config.report.anonymity)?,
            period: config.report.period.unwrap_or_default(),
            goals: Goals::new(&config.targets, &config.value, &config.report)?,
        })
    }
}

fn bad<T>(key: &'static str, value: &dyn ToString, hint: &str) -> Result<T, ConfigError> {
    Err(ConfigError::Value { key, value: value.to_string(), hint: hint.to_owned() })
}

fn delimiter(written: &str) -> Result<u8, ConfigError> {
    match written {
        "tab" | "\t" | "\\t" => Ok(b'\t'),
        "," | "comma" => Ok(b','),
        ";" | "semicolon" => Ok(b';'),
        "|" => Ok(b'|'),
        other => {
            bad("input.delimiter", &format!("{other:?}"), "use \",\", \";\", \"|\" or \"tab\"")
        }
    }
}

fn query(input: &InputConfig) -> Result<Option<String>, ConfigError> {
    match (&input.query, &input.table) {
        (Some(query), Some(_)) => {
            bad("input.query", &format!("{query:?}"), "give either a table or a query")
        }
        (query, _) => Ok(query.clone()),
    }
}

fn max_bytes(megabytes: Option<u64>) -> Result<u64, ConfigError> {
    match megabytes.unwrap_or(MAX_MEGABYTES) {
        megabytes @ 1..=1_000_000 => Ok(megabytes << 20),
        other => bad("input.max_megabytes", &other, "use 1 to 1000000; 4096 is usual"),
    }
}

fn memory(megabytes: Option<u64>) -> Result<u64, ConfigError> {
    match megabytes.unwrap_or(MEMORY) {
        megabytes @ 256..=1_000_000 => Ok(megabytes << 20),
        other => bad("input.memory_megabytes", &other, "use 256 to 1000000; 2048 is usual"),
    }
}

fn encoding(label: &str) -> Result<&'static Encoding, ConfigError> {
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding)
            if encoding.is_ascii_compatible() || encoding.name().starts_with("UTF-16") =>
        {
            Ok(encoding)
        }
        _ => bad(
            "input.encoding",
            &format!("{label:?}"),
            "use utf-8, windows-1252, utf-16le, iso-8859-15, …",
        ),
    }
}

fn scale(config: &ScoreConfig) -> Result<Option<Scale>, ConfigError> {
    let named = match &config.scale {
        None => None,
        Some(name) => match Scale::parse(name) {
            Some(scale) => Some(scale),
            None => {
                return bad(
                    "score.scale",
                    &format!("{name:?}"),
                    "use \"nps\", \"ces7\" or a range such as \"1-5\"",
                );
            }
        },
    };
    match (named, config.min, config.max) {
        (named, None, None) => Ok(named),
        (None, Some(min), Some(max)) if min < max => Ok(Some(Scale::range(min, max))),
        (Some(scale), min, max)
            if min.is_none_or(|min| min.to_bits() == scale.min.to_bits())
                && max.is_none_or(|max| max.to_bits() == scale.max.to_bits()) =>
        {
            Ok(Some(scale))
        }
        (_, min, max) => {
            let value = format!("{}, score.max = {}", written(min), written(max));
            bad("score.min", &value, "give both with min < max, or score.scale alone")
        }
    }
}

fn written(end: Option<f32>) -> String {
    end.map_or_else(|| "unset".to_owned(), |end| end.to_string())
}

fn false_alarms(written: Option<f64>) -> Result<f64, ConfigError> {
    match written.unwrap_or(2.0) {
        budget if budget > 0.0 && budget <= 1000.0 => Ok(budget),
        other => bad("signals.false_alarms_per_year", &other, "use a number above 0, such as 2.0"),
    }
}

fn report_language(written: Option<Lang>) -> Result<Option<Lang>, ConfigError> {
    match written {
        None | Some(Lang::Fi | Lang::En) => Ok(written),
        Some(other @ (Lang::Sv | Lang::Other)) => {
            bad("report.language", &other.code(), "reports are written in \"fi\" or \"en\"")
        }
    }
}

fn anonymity(written: Option<u32>) -> Result<u32, ConfigError> {
    match written.unwrap_or(5) {
        threshold @ 1..=100 => Ok(threshold),
        other => bad("report.anonymity", &other, "use 1 to 100; 3 to 10 is usual"),
    }
}
