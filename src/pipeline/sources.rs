//! Which records came from which source: those of earlier runs that it holds no more.
//!
//! Owns `sources/` in the archive, a list of keys for every source that was read. A row that is gone
//! from its source stays in the archive, and is told of at every run, until it is pruned on request.
//! Where rows were rejected nothing is pruned: one of them may be what seems to be gone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::feed::way;
use super::file::put;
use super::intake::Intake;
use crate::archive::{KnownKey, key_hash};
use crate::error::Error;
use crate::read::Input;
use crate::record::RecordKey;

/// The folder of the lists.
const FOLDER: &str = "sources";

/// What earlier runs read from the sources of this one and is there no more.
#[derive(Default)]
pub(super) struct Gone {
    /// Records, by the hash of their key.
    pub(super) keys: FxHashSet<u64>,
    /// Those of them that may be pruned.
    pub(super) sure: FxHashSet<u64>,
}

/// Finds what is gone; `known` are the records of the archive.
pub(super) fn gone(
    archive: &Path,
    inputs: &[Input],
    intake: &Intake,
    known: &FxHashMap<u64, KnownKey>,
) -> Gone {
    let mut gone = Gone::default();
    let own: Vec<Option<PathBuf>> = inputs.iter().map(|input| place(archive, input)).collect();
    let others = others(archive, &own);
    let present: FxHashSet<u64> = intake.lines().iter().map(|line| line.key).collect();
    for (list, reading) in own.iter().flatten().zip(&intake.readings) {
        for key in read(list) {
            if known.contains_key(&key) && !present.contains(&key) && !others.contains(&key) {
                gone.keys.insert(key);
                if reading.rejected.is_empty() {
                    gone.sure.insert(key);
                }
            }
        }
    }
    gone
}

/// Keeps what the sources held; all that ever came from them but for what was `pruned`.
pub(super) fn remember(
    archive: &Path,
    inputs: &[Input],
    intake: &Intake,
    pruned: &FxHashSet<u64>,
) -> Result<(), Error> {
    for (file, input) in inputs.iter().enumerate() {
        let Some(list) = place(archive, input) else { continue };
        let before = read(&list);
        let mut keys: Vec<u64> = intake.of_file(file).map(|(line, _)| line.key).collect();
        keys.extend(before.iter().filter(|key| !pruned.contains(*key)));
        keys.par_sort_unstable();
        keys.dedup();
        if keys == before {
            continue;
        }
        let folder = archive.join(FOLDER);
        let failed = |reason| Error::File { path: folder.clone(), reason };
        fs::create_dir_all(&folder).map_err(failed)?;
        let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
        put(&list, &bytes)?;
    }
    Ok(())
}

/// The list of a source; none for what comes on standard input, which has no name.
fn place(archive: &Path, input: &Input) -> Option<PathBuf> {
    let name = match input {
        Input::Stdin(_) => return None,
        // The way does not depend on where both were moved together.
        Input::File(path) => way(archive, path).unwrap_or_else(|| path.display().to_string()),
        Input::Database(address) => address.to_string(),
    };
    let hash = key_hash(&RecordKey(name.into()));
    Some(archive.join(FOLDER).join(format!("{hash:016x}.keys")))
}

/// The keys of a list, rising; none where it is not there or damaged: then nothing seems gone.
fn read(list: &Path) -> Vec<u64> {
    let bytes = fs::read(list).unwrap_or_default();
    let (keys, rest) = bytes.as_chunks::<8>();
    if rest.is_empty() { keys.iter().map(|key| u64::from_le_bytes(*key)).collect() } else { vec![] }
}

/// What sources hold that are not read this time.
fn others(archive: &Path, own: &[Option<PathBuf>]) -> BTreeSet<u64> {
    let Ok(entries) = fs::read_dir(archive.join(FOLDER)) else { return BTreeSet::new() };
    let lists = entries.filter_map(|entry| Some(entry.ok()?.path()));
    lists.filter(|list| !own.contains(&Some(list.clone()))).flat_map(|list| read(&list)).collect()
}
