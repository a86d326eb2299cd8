//! How a source is to be read: options of every command that reads one.

use std::path::PathBuf;

use clap::Args as ClapArgs;

/// How the input is to be read; what is not given is taken from kuiske.toml or guessed.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct InputOptions {
    /// Settings file [default: kuiske.toml in the archive]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Format: csv, jsonl, json, lines, folder, xlsx, xls, ods, parquet, arrow, sav or sqlite
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub(crate) format: Option<String>,
    /// Survey program that wrote it, such as qualtrics or webropol; generic for none
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) profile: Option<String>,
    /// Sheet of a workbook, by name or number from 1; '*' for all
    #[arg(long, value_name = "SHEET", help_heading = "Input")]
    pub(crate) sheet: Option<String>,
    /// Table or view of a database
    #[arg(long, value_name = "TABLE", help_heading = "Input")]
    pub(crate) table: Option<String>,
    /// Question to a database, instead of a table
    #[arg(long, value_name = "SQL", help_heading = "Input", conflicts_with = "table")]
    pub(crate) query: Option<String>,
    /// Field separator: , ; | or tab
    #[arg(long, value_name = "CHAR", help_heading = "Input")]
    pub(crate) delimiter: Option<String>,
    /// Working memory, such as 500M or 4G; what needs more goes to the disk [default: 2G]
    #[arg(long, value_name = "SIZE", value_parser = megabytes, help_heading = "Input")]
    pub(crate) memory: Option<u64>,
    /// Character encoding, such as windows-1252
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) encoding: Option<String>,
    /// Scale of the score: nps, ces7 or a range such as 1-5
    #[arg(long, value_name = "SCALE", help_heading = "Input")]
    pub(crate) scale: Option<String>,
    /// Column that identifies a record
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) key: Option<String>,
    /// Column with open text; may be given several times
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) text: Vec<String>,
    /// Column with the date
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) date: Option<String>,
    /// Column with the kind of voice: survey, social or staff
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) source: Option<String>,
    /// Column with the channel
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) channel: Option<String>,
    /// Column with the touchpoint
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) touchpoint: Option<String>,
    /// Column with the segment
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) segment: Option<String>,
    /// Column with the main score
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) score: Option<String>,
    /// Column with the declared language
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) language: Option<String>,
    /// Column with the money or other value at stake
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) value: Option<String>,
    /// Column with the author
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) author: Option<String>,
    /// Number of themes [default: chosen from the comments]
    #[arg(long, value_name = "N", help_heading = "Stages")]
    pub(crate) themes: Option<u16>,
    /// False alarms accepted per year over all signals [default: 2]
    #[arg(long, value_name = "N", help_heading = "Stages")]
    pub(crate) false_alarms: Option<f64>,
}

/// A size in megabytes: `500M`, `4G`, `4GB`, or a plain number of megabytes.
fn megabytes(written: &str) -> Result<u64, String> {
    let size = written.trim().to_ascii_lowercase();
    let size = size.trim_end_matches("ib").trim_end_matches('b');
    let (number, unit) = match (size.strip_suffix('g'), size.strip_suffix('m')) {
        (Some(number), _) => (number, 1024.0),
        (_, Some(number)) => (number, 1.0),
        (None, None) => (size, 1.0),
    };
    let number: Option<f64> = number.trim().parse().ok();
    number
        .map(|number| number * unit)
        .filter(|size| (1.0..1e9).contains(size))
        .map(|size| size as u64)
        .ok_or_else(|| "a size such as 500M or 4G".to_owned())
}
