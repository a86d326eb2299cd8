//! `[input]`: how a source is written.

use serde::{Deserialize, Serialize};

/// `[input]`: how the file is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InputConfig {
    /// Format of the file.
    pub format: Option<Format>,
    /// The survey program that wrote it.
    pub profile: Option<Profile>,
    /// `,` `;` `|` or `tab`.
    pub delimiter: Option<String>,
    /// A character encoding by its usual name, such as `windows-1252`.
    pub encoding: Option<String>,
    /// Whether the first record holds the column names.
    pub header: Option<bool>,
    /// The decimal sign of numbers.
    pub decimal: Option<Decimal>,
    /// The order of day and month in dates such as 1/2/2026.
    pub date_order: Option<DateOrder>,
    /// Sheet of a workbook by name or by number from 1; `*` for all of them.
    pub sheet: Option<String>,
    /// Table or view of a database.
    pub table: Option<String>,
    /// A question to a database, instead of a table.
    pub query: Option<String>,
    /// Whether personal data is masked on its way into the archive.
    pub mask: Option<bool>,
    /// Most that is held of one source, unpacked, in megabytes.
    pub max_megabytes: Option<u64>,
    /// Working memory to get along with, in megabytes.
    pub memory_megabytes: Option<u64>,
}

/// Format of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Delimited text with quoting: CSV, TSV and their kin.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// One JSON document with a list of objects.
    Json,
    /// Plain text, one comment a line.
    Lines,
    /// A folder of plain text, one comment a file.
    Folder,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of the old Excel.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Apache Parquet.
    Parquet,
    /// Apache Arrow IPC, a stream or a file.
    Arrow,
    /// SPSS, .sav and .zsav.
    Sav,
    /// An SQLite database.
    Sqlite,
    /// A PostgreSQL database.
    Postgres,
}

impl Format {
    /// The name in `kuiske.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Lines => "lines",
            Self::Folder => "folder",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::Sav => "sav",
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// The format that a file's ending names, without regard to what packs it.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" => Self::Csv,
            "jsonl" | "ndjson" | "jsonlines" => Self::Jsonl,
            "json" => Self::Json,
            "xlsx" | "xlsm" => Self::Xlsx,
            "xls" => Self::Xls,
            "ods" => Self::Ods,
            "parquet" | "pq" => Self::Parquet,
            "arrow" | "arrows" | "ipc" | "feather" => Self::Arrow,
            "sav" | "zsav" => Self::Sav,
            "db" | "sqlite" | "sqlite3" => Self::Sqlite,
            _ => return None,
        })
    }

    /// Whether its rows are pieces of text in a file, read byte for byte.
    pub const fn is_text(self) -> bool {
        match self {
            Self::Csv | Self::Jsonl | Self::Json | Self::Lines => true,
            Self::Folder
            | Self::Xlsx
            | Self::Xls
            | Self::Ods
            | Self::Parquet
            | Self::Arrow
            | Self::Sav
            | Self::Sqlite
            | Self::Postgres => false,
        }
    }
}

/// The survey program whose export a source is: it decides how many header records there are and
/// which of its own columns are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// None in particular: one header record, or none.
    #[default]
    Generic,
    /// Qualtrics: names, questions, and JSON with `ImportId`.
    Qualtrics,
    /// SurveyMonkey: questions over options; a blank continues the question on its left.
    #[serde(rename = "surveymonkey")]
    SurveyMonkey,
    /// LimeSurvey: codes such as `Q1[SQ001]`.
    #[serde(rename = "limesurvey")]
    LimeSurvey,
    /// Typeform.
    Typeform,
    /// Google Forms: a time stamp, then whole questions.
    GoogleForms,
    /// Webropol.
    Webropol,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 7] = [
        Self::Generic,
        Self::Qualtrics,
        Self::SurveyMonkey,
        Self::LimeSurvey,
        Self::Typeform,
        Self::GoogleForms,
        Self::Webropol,
    ];

    /// The name in `kuiske.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Qualtrics => "qualtrics",
            Self::SurveyMonkey => "surveymonkey",
            Self::LimeSurvey => "limesurvey",
            Self::Typeform => "typeform",
            Self::GoogleForms => "google-forms",
            Self::Webropol => "webropol",
        }
    }
}

/// The decimal sign of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decimal {
    /// 3,5 as in Finnish.
    Comma,
    /// 3.5 as in English.
    Point,
}

/// The order of day and month in dates such as 1/2/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}
