//! What stops a reading, and what costs only a row.

use std::path::PathBuf;

use serde::Serialize;

use crate::config::ConfigError;

/// Nothing can be read. Every message says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The settings are not possible.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is no such file.
    #[error("{}: no such file\nhint: check the path; - reads from standard input", path.display())]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// The system refuses to read the file.
    #[error("{}: {reason}\nhint: the file must be readable, and no folder", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// There is nothing in it, or a header only.
    #[error("{input}: no rows\nhint: {hint}")]
    Empty {
        /// The file.
        input: String,
        /// What is expected.
        hint: &'static str,
    },
    /// It is no text.
    #[error("{input}: not a text file, but {kind}\nhint: {hint}")]
    Binary {
        /// The file.
        input: String,
        /// What it seems to be.
        kind: &'static str,
        /// How to get text from it.
        hint: &'static str,
    },
    /// A JSON document without records.
    #[error(
        "{input}: no list of objects in the JSON document\nhint: a list such as [{{\"text\": \"…\"}}], also inside an object, or one object a line"
    )]
    NoList {
        /// The file.
        input: String,
    },
    /// It is more than the settings allow to hold, or grows more steeply than any text.
    #[error(
        "{input}: more than {limit} MB, unpacked\nhint: raise input.max_megabytes if the file is to be trusted, or unpack or split it first"
    )]
    TooLarge {
        /// The file.
        input: String,
        /// The most that is held, in megabytes.
        limit: u64,
    },
    /// It grows more steeply than any text, whatever the settings allow.
    #[error(
        "{input}: more than {limit} MB, unpacked, is more than {steepest} times its size\nhint: unpack it first if it is to be trusted; input.max_megabytes does not change this bound"
    )]
    TooSteep {
        /// The file.
        input: String,
        /// The most that it may grow to, in megabytes.
        limit: u64,
        /// How many times its size that is, at least.
        steepest: u64,
    },
    /// What is packed is cut off or damaged.
    #[error(
        "{input}: cannot be unpacked: {reason}\nhint: the file is damaged or not whole; copy it again"
    )]
    BadPacking {
        /// The file.
        input: String,
        /// What was found.
        reason: std::io::Error,
    },
    /// The file is not what its first bytes say, or damaged.
    #[error("{input}: {message}\nhint: open it in the program that made it, and save it again")]
    Damaged {
        /// The file.
        input: String,
        /// What was found.
        message: String,
    },
    /// The temporary file in which rows wait for their turn.
    #[error(
        "cannot use a temporary file: {0}\nhint: the environment variable TMPDIR names a folder with room; --memory says from which size on it is used"
    )]
    Spool(std::io::Error),
    /// A format this build leaves out.
    #[error(
        "{input}: this build of kuiske does not read {format}\nhint: build it with the feature of that format"
    )]
    NotBuilt {
        /// The file.
        input: String,
        /// Name of the format.
        format: &'static str,
    },
    /// A parameter of an address that is none.
    #[error(
        "an address has no parameter \"{name}\"\nhint: sqlite:FILE.db?table=NAME, or ?query=SELECT …"
    )]
    BadAddress {
        /// The parameter.
        name: String,
    },
    /// A sheet or table that is not there, or has to be chosen.
    #[error("{input}: {message}\nhint: choose with {option}; there are {there}")]
    Part {
        /// The file or database.
        input: String,
        /// What is not there.
        message: String,
        /// The setting that chooses.
        option: &'static str,
        /// The sheets or tables, quoted.
        there: String,
    },
    /// A database refuses.
    #[error("{input}: {message}\nhint: {hint}")]
    Database {
        /// The database.
        input: String,
        /// What it said.
        message: String,
        /// What to do.
        hint: &'static str,
    },
    /// No row could be read.
    #[error(
        "{input}: none of {rows} rows can be read; row {row}: {reason}\nhint: check input.format, input.encoding and input.delimiter in kuiske.toml; --format lines takes each line for a comment"
    )]
    NoGoodRow {
        /// The file.
        input: String,
        /// Rows in it.
        rows: u64,
        /// Number of the first of them that was rejected.
        row: u64,
        /// Why.
        reason: RejectReason,
    },
    /// A column named in the settings is not there.
    #[error("{input}: no column \"{column}\" ({option})\nhint: {hint}")]
    MissingColumn {
        /// The file.
        input: String,
        /// The name as given.
        column: String,
        /// Section and key of the setting.
        option: &'static str,
        /// The nearest column, and all there are.
        hint: String,
    },
    /// No column looks like open answers.
    #[error(
        "{input}: no column with open answers found\nhint: name it with columns.text; the columns are {columns}"
    )]
    NoText {
        /// The file.
        input: String,
        /// The columns there are.
        columns: String,
    },
    /// Several columns could have a role, and a wrong choice would spoil the result.
    #[error("{input}: {columns} could all be the {role}\nhint: choose with {option} = {example}")]
    Ambiguous {
        /// The file.
        input: String,
        /// The columns in question, quoted.
        columns: String,
        /// The role.
        role: &'static str,
        /// Section and key of the setting.
        option: &'static str,
        /// A value for it.
        example: String,
    },
    /// Dates could be meant either way.
    #[error(
        "{input}, row {row}, column \"{column}\": {value} could be day/month or month/day\nhint: choose with input.date_order = \"dmy\" or \"mdy\""
    )]
    AmbiguousDates {
        /// The file.
        input: String,
        /// The date column.
        column: String,
        /// Number of a row that shows it.
        row: u64,
        /// The date in it.
        value: String,
    },
    /// More columns than any table has.
    #[error(
        "{input}: {columns} columns, more than {limit}\nhint: check input.delimiter in kuiske.toml"
    )]
    TooManyColumns {
        /// The file.
        input: String,
        /// Columns in it.
        columns: usize,
        /// The most that is read.
        limit: usize,
    },
}

/// A row that could not be used, with its place and the reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rejected {
    /// Number of the row, from 1; header records do not count.
    pub row: u64,
    /// Line of the file, or row of the sheet, on which it begins, from 1.
    pub line: u64,
    /// The sheet it is on (workbooks).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Box<str>>,
    /// The column at fault, where it is one.
    pub column: Option<Box<str>>,
    /// What is wrong.
    pub reason: RejectReason,
}

/// Why a row could not be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RejectReason {
    /// The row has fewer cells than the header.
    #[error("{found} cells where the header has {expected}")]
    TooFewCells {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// The row has more cells than the header, and not all of them are blank.
    #[error(
        "{found} cells where the header has {expected}; a cell with the delimiter in it needs quotes"
    )]
    TooManyCells {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A quote opens a cell and is never properly closed.
    #[error("a quote opens a cell and is not closed")]
    OpenQuote,
    /// Bytes that are no text in the file's encoding.
    #[error("bytes that are not {encoding}")]
    NotEncoded {
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// A cell too long for a comment.
    #[error("a cell of {bytes} bytes; {limit} is too long")]
    TooLong {
        /// Its size.
        bytes: usize,
        /// The size from which on cells are refused.
        limit: usize,
    },
    /// The line is no JSON object.
    #[error("not a JSON object: {message}")]
    NotJson {
        /// What the parser said.
        message: String,
    },
    /// A date that is none.
    #[error("\"{value}\" is not a date; 21.11.2026 14:05 and 2026-11-21 are")]
    NotADate {
        /// The cell, shortened.
        value: String,
    },
    /// A score or a value that is no number.
    #[error("\"{value}\" is not a number")]
    NotANumber {
        /// The cell, shortened.
        value: String,
    },
    /// A score outside its scale.
    #[error("score {value} is outside {min} to {max}; set score.scale if the scale is another")]
    OffScale {
        /// The score.
        value: f32,
        /// Lowest possible.
        min: f32,
        /// Highest possible.
        max: f32,
    },
    /// Another row has the same key and says something else.
    #[error("key \"{key}\" is that of row {first} too, with other content")]
    DuplicateKey {
        /// The key.
        key: String,
        /// The row that came first and is kept.
        first: u64,
    },
}

impl RejectReason {
    /// The reason in Finnish.
    pub fn finnish(&self) -> String {
        match self {
            Self::TooFewCells { expected, found } => {
                format!("soluja on {found}, otsikkorivillä {expected}")
            }
            Self::TooManyCells { expected, found } => format!(
                "soluja on {found}, otsikkorivillä {expected}; erottimen sisältävä solu tarvitsee lainausmerkit"
            ),
            Self::OpenQuote => "solu alkaa lainausmerkillä, jota ei suljeta".to_owned(),
            Self::NotEncoded { encoding } => {
                format!("tavuja, jotka eivät ole merkistöä {encoding}")
            }
            Self::TooLong { bytes, limit } => {
                format!("solun koko on {bytes} tavua; {limit} on liikaa")
            }
            Self::NotJson { message } => format!("ei ole JSON-olio: {message}"),
            Self::NotADate { value } => {
                format!("”{value}” ei ole päivämäärä; 21.11.2026 14:05 ja 2026-11-21 ovat")
            }
            Self::NotANumber { value } => format!("”{value}” ei ole luku"),
            Self::OffScale { value, min, max } => format!(
                "arvosana {value} ei ole välillä {min}–{max}; jos asteikko on muu, aseta score.scale"
            ),
            Self::DuplicateKey { key, first } => {
                format!("tunniste ”{key}” on myös rivillä {first}, mutta sisältö on toinen")
            }
        }
    }
}
