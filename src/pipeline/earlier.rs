//! Runs that this archive has seen: the outputs of a finished run do not change when it is made
//! again, and no other run may take its folder.

use std::path::PathBuf;

use serde_json::Value;

use crate::archive::Archive;
use crate::report::findings::Weeks;

use super::period;

/// A finished run, by its `run.json`, which is written last.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    /// Folder with its outputs.
    pub(super) folder: PathBuf,
    /// Weeks it reported on; `None` where no comment had a date.
    pub(super) period: Option<Weeks>,
    inputs: String,
    /// Hash of what made them.
    pub(super) rules: String,
    /// Number of signals it told of.
    pub(super) signals: usize,
}

/// The finished run over the same inputs; over the period that is asked for, if one is.
pub(super) fn find(archive: &Archive, inputs: &str, asked: Option<&str>) -> Option<Earlier> {
    let folders = std::fs::read_dir(archive.run_folder("")).ok()?;
    let mut folders: Vec<PathBuf> = folders.filter_map(|e| Some(e.ok()?.path())).collect();
    folders.sort();
    let runs = folders.into_iter().filter_map(|folder| read(folder, asked));
    runs.into_iter().find(|run| run.inputs == inputs)
}

fn read(folder: PathBuf, asked: Option<&str>) -> Option<Earlier> {
    let text = std::fs::read_to_string(folder.join("run.json")).ok()?;
    let record: Value = serde_json::from_str(&text).ok()?;
    let field = |name: &str| record.get(name)?.as_str().map(str::to_owned);
    let name = field("period")?;
    if asked.is_some_and(|asked| asked != name) {
        return None;
    }
    let period = period::parse(&name);
    let (inputs, rules) = (field("inputs_hash")?, field("rules_hash")?);
    let signals = record.get("signals")?.as_u64()? as usize;
    Some(Earlier { folder, period, inputs, rules, signals })
}

/// The folder for the outputs of a run: that of the same run made before, else one that no
/// finished run has.
pub(super) fn place(archive: &Archive, run: Option<&Earlier>, name: &str) -> PathBuf {
    if let Some(run) = run {
        return run.folder.clone();
    }
    let names = (2..).map(|n| format!("{name}-{n}"));
    let mut folders = std::iter::once(name.to_owned()).chain(names).map(|n| archive.run_folder(&n));
    let free = folders.find(|folder| !folder.join("run.json").exists());
    free.unwrap_or_else(|| archive.run_folder(name))
}
