//! `report.json`: the report as data, fields in the order of the schema.

use schemars::generate::SchemaSettings;

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

/// The JSON Schema (draft 2020-12) of `report.json`, with the meaning of every field; ends with a
/// line feed.
///
/// # Errors
/// When serde refuses, which no schema gives reason for.
pub fn schema() -> Result<String, Error> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Report>();
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
