//! Arguments of `kuiske report`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  kuiske report --ui en > report-en.html      the newest run's report in English
  kuiske report --period 2026-W47 --format md the report of a week as Markdown
  kuiske report --format xlsx -o tables.xlsx  every table on a sheet of its own")]
pub(crate) struct Report {
    /// Run to write again, by its period, such as 2026-W47 [default: the newest]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// What to write
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub(crate) format: ReportFormat,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Archive folder [default: the only .kuiske folder here]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
}

/// Format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// The whole report as one page
    Html,
    /// The board's page
    Board,
    /// Markdown
    Md,
    /// The figures as data
    Json,
    /// What the fields of the data mean, as JSON Schema; needs no archive
    Schema,
    /// Every table as a workbook
    Xlsx,
}
