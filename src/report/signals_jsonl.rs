//! `signals.jsonl`: one quiet signal a line, most important first.

use super::{Error, Report};

/// The signals of the report; each line is one of `report.json`'s signals.
///
/// # Errors
/// When serde refuses, which no report gives reason for.
pub fn signals_jsonl(report: &Report) -> Result<String, Error> {
    let mut text = String::new();
    for signal in &report.signals {
        text.push_str(&serde_json::to_string(signal)?);
        text.push('\n');
    }
    Ok(text)
}
