//! Runs that are finished: their reports, to be written again.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::report::model::SCHEMA;
use crate::report::{self, Report};

/// The report of a finished run: that over `period`, else the newest. Its figures are those of the
/// run; only language and format may be others.
///
/// # Errors
/// There is no such run, or its `report.json` is damaged or of another version.
pub fn past_report(archive: &Path, period: Option<&str>) -> Result<Report, Error> {
    let mut runs = runs(archive);
    let wanted = |folder: &PathBuf| {
        let name = name(folder);
        period.is_none_or(|period| name == period || name == period.replace('–', "--"))
    };
    let Some(at) = runs.iter().rposition(wanted) else {
        let names: Vec<String> = runs.iter().map(|folder| name(folder)).collect();
        return Err(report::Error::NoRun {
            archive: archive.to_path_buf(),
            period: period.unwrap_or("").to_owned(),
            runs: names.join(", "),
        }
        .into());
    };
    let file = runs.swap_remove(at).join("report.json");
    let text = std::fs::read_to_string(&file)
        .map_err(|reason| Error::File { path: file.clone(), reason })?;
    let damaged = |reason| report::Error::Unreadable { path: file.clone(), reason };
    let value: serde_json::Value = serde_json::from_str(&text).map_err(damaged)?;
    let schema = value.get("schema").and_then(serde_json::Value::as_u64).unwrap_or(0);
    if schema != u64::from(SCHEMA) {
        return Err(report::Error::OtherSchema { path: file.clone(), schema }.into());
    }
    Ok(serde_json::from_value(value).map_err(damaged)?)
}

/// Folders of finished runs, the one that ends last at the end.
pub(super) fn runs(archive: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(archive.join("runs")).into_iter().flatten();
    let mut runs: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("report.json").exists())
        .collect();
    runs.sort_by_key(|folder| super::actions::age(folder));
    runs
}

/// Name of a run by its folder.
pub(super) fn name(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
