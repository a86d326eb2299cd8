//! Where did the records come from? The source that the last run named.

use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;

use crate::archive::Archive;
use crate::error::Error;
use crate::feed::FeedError;

/// The source of the run that finished last.
pub(super) fn of_last_run(archive: &Archive) -> Result<PathBuf, Error> {
    let none = || FeedError::NoSource { archive: archive.path().to_path_buf() };
    let folders = std::fs::read_dir(archive.run_folder("")).map_err(|_| none())?;
    let runs = folders.filter_map(|entry| {
        let file = entry.ok()?.path().join("run.json");
        let time: SystemTime = std::fs::metadata(&file).ok()?.modified().ok()?;
        Some((time, file))
    });
    let (_, last) = runs.max().ok_or_else(none)?;
    let text = std::fs::read_to_string(last).map_err(|_| none())?;
    let record: Value = serde_json::from_str(&text).map_err(|_| none())?;
    let inputs = record.get("inputs").and_then(Value::as_array).ok_or_else(none)?;
    let paths: Vec<&str> = inputs.iter().filter_map(|i| i.get("path")?.as_str()).collect();
    match paths.as_slice() {
        [] => Err(none().into()),
        [path] => {
            let path = plain(&archive.path().join(path));
            if path.exists() { Ok(path) } else { Err(FeedError::SourceGone { path }.into()) }
        }
        several => {
            let names = several.iter().map(|&name| name.to_owned()).collect();
            Err(FeedError::SeveralSources { names }.into())
        }
    }
}

/// The way from an archive to a source, so that both can move together; the whole path where there
/// is none. `None` for what is no file.
pub(in crate::pipeline) fn way(archive: &Path, source: &Path) -> Option<String> {
    let source = source.canonicalize().ok()?;
    let archive = archive.canonicalize().ok()?;
    let shared = source.components().zip(archive.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return Some(source.to_string_lossy().into_owned());
    }
    let up = archive.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(source.components().skip(shared)).collect();
    Some(way.to_string_lossy().replace('\\', "/"))
}

/// A path without steps that take each other back, where that is sure to name the same file.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let back = part == Component::ParentDir
            && matches!(plain.components().next_back(), Some(Component::Normal(_)));
        if back {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    let same = plain.canonicalize().ok().zip(path.canonicalize().ok()).is_some_and(|(a, b)| a == b);
    if same { plain } else { path.to_path_buf() }
}
