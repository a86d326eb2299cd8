//! `report.json`: the report as data, fields in the order of the schema.

use super::{Error, Report};

/// The report as JSON, one line per field, ending with a line feed.
///
/// # Errors
/// When serde refuses, which no report gives reason for.
pub fn json(report: &Report) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    Ok(text)
}
