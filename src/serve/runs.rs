//! The outputs of runs, as they lie in the archive: names of folders and files come from listing
//! them, never from a URL, so that no URL leads elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::detect::Kind;
use crate::report::findings::Language;

/// Files that may be opened in the browser or saved, with their types.
const KINDS: [(&str, &str); 7] = [
    ("html", "text/html; charset=utf-8"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// A finished run.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Name of its folder.
    pub(super) name: String,
    folder: PathBuf,
    /// What `run.json` says.
    record: Value,
}

/// A signal as a run wrote it. Read leniently: newer fields are passed over.
#[derive(Clone, Debug)]
pub(super) struct Found {
    value: Value,
}

/// The finished runs, latest period first.
pub(super) fn all(root: &Path) -> Vec<Run> {
    let Ok(entries) = fs::read_dir(root.join("runs")) else { return Vec::new() };
    let run = |entry: fs::DirEntry| {
        // A link could lead out of the archive.
        let folder = entry.file_type().ok()?.is_dir().then(|| entry.path())?;
        let text = fs::read_to_string(folder.join("run.json")).ok()?;
        let record = serde_json::from_str(&text).ok()?;
        Some(Run { name: entry.file_name().into_string().ok()?, folder, record })
    };
    let mut runs: Vec<Run> = entries.filter_map(|entry| run(entry.ok()?)).collect();
    runs.sort_by(|a, b| b.order().cmp(&a.order()));
    runs
}

impl Run {
    /// Last week, first week, name: later runs over the same weeks come later.
    fn order(&self) -> (&str, &str, &str) {
        let period = self.period();
        let (first, last) = period.split_once("--").unwrap_or((period, period));
        (last, first, &self.name)
    }

    /// The weeks it reports on.
    pub(super) fn period(&self) -> &str {
        self.record.get("period").and_then(Value::as_str).unwrap_or(&self.name)
    }

    /// Comments that it added.
    pub(super) fn added(&self) -> u64 {
        self.record.pointer("/comments/added").and_then(Value::as_u64).unwrap_or(0)
    }

    /// Its files that can be shown or saved, by name, with their types.
    pub(super) fn files(&self) -> Vec<(String, &'static str)> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut files: Vec<(String, &'static str)> = entries
            .filter_map(|entry| {
                let entry = entry.ok().filter(|e| e.file_type().is_ok_and(|t| t.is_file()))?;
                let name = entry.file_name().into_string().ok()?;
                let ending = name.rsplit_once('.')?.1;
                let kind = KINDS.into_iter().find(|(known, _)| *known == ending)?.1;
                let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
                name.chars().all(plain).then_some((name, kind))
            })
            .collect();
        files.sort_unstable();
        files
    }

    /// One of its files.
    pub(super) fn file(&self, name: &str) -> Option<(&'static str, Vec<u8>)> {
        let (name, kind) = self.files().into_iter().find(|(own, _)| own == name)?;
        Some((kind, fs::read(self.folder.join(name)).ok()?))
    }

    /// Its signals, most important first.
    pub(super) fn signals(&self) -> Vec<Found> {
        let text = fs::read_to_string(self.folder.join("signals.jsonl")).unwrap_or_default();
        let read = |line: &str| serde_json::from_str(line).ok().map(|value| Found { value });
        text.lines().filter_map(read).collect()
    }
}

impl Found {
    pub(super) fn text(&self, path: &str) -> &str {
        self.value.pointer(path).and_then(Value::as_str).unwrap_or("")
    }

    /// Its type, where this program knows it.
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::deserialize(self.value.get("kind")?).ok()
    }

    pub(super) fn number(&self, path: &str) -> Option<f64> {
        self.value.pointer(path).and_then(Value::as_f64)
    }

    /// Whole numbers in order.
    pub(super) fn counts(&self, path: &str) -> Vec<u32> {
        let list = self.value.pointer(path).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(|n| u32::try_from(n.as_u64()?).ok()).collect()
    }

    /// A text that stands there in both languages.
    pub(super) fn said(&self, path: &str, language: Language) -> &str {
        self.text(&format!("{path}/{}", language.code()))
    }

    pub(super) fn quotes(&self) -> &[Value] {
        self.value.get("quotes").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Its thread, which stays the same when a later run sees it.
    pub(super) fn thread(&self) -> &str {
        self.text("/thread")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_files_of_finished_runs_are_given() {
        let root = tempfile::tempdir().unwrap();
        let runs = root.path().join("runs");
        for (name, period) in [("a", "2026-W46"), ("b", "2026-W01--2026-W47"), ("c", "2026-W47")] {
            fs::create_dir_all(runs.join(name)).unwrap();
            let record = format!("{{\"period\": \"{period}\"}}");
            fs::write(runs.join(name).join("run.json"), record).unwrap();
        }
        fs::create_dir_all(runs.join("unfinished")).unwrap();
        fs::write(root.path().join("kuiske.toml"), "secret = 1").unwrap();
        fs::write(runs.join("c/report.html"), "<p>").unwrap();
        fs::write(runs.join("c/core"), "x").unwrap();
        let runs = all(root.path());
        assert_eq!(runs.iter().map(|run| &*run.name).collect::<Vec<_>>(), ["c", "b", "a"]);
        let run = &runs[0];
        assert_eq!(run.file("report.html").unwrap().1, b"<p>");
        for name in ["../../kuiske.toml", "..", "core", "", "/etc/passwd", "..\\x"] {
            assert!(run.file(name).is_none(), "{name}");
        }
    }
}
