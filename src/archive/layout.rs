//! Where things stand in the folder of an archive, who may write, and which generation is live.
//!
//! Owns the names, `CURRENT` and the lock. Knows nothing of what a generation holds.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{ArchiveError, io_error};

/// Names that an archive may hold beside its generations.
const OWN: [&str; 12] = [
    "kuiske.toml",
    "codebook.toml",
    "CURRENT",
    "runs",
    "sources",
    "lock",
    "lexicons",
    "searches.json",
    "verdicts.json",
    "signals.json",
    "signals.memory",
    "calibration.json",
];
/// Beginning of the name of a `CURRENT` that is being written.
const UNFINISHED: &str = ".CURRENT-";
/// Beginning of the name of any other file that is being written.
const HALF_FILE: &str = ".kuiske-";

/// The folder of an archive.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The folder of a generation.
    pub(super) fn generation(&self, number: u64) -> PathBuf {
        self.root.join(format!("gen-{number:06}"))
    }

    /// The numbers of all generation folders, in order, finished or not.
    pub(super) fn generations(&self) -> Result<Vec<u64>, ArchiveError> {
        let mut numbers: Vec<u64> =
            self.names()?.iter().filter_map(|name| generation_number(name)).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Whether everything in the folder could be an archive's; a folder that does not exist
    /// holds nothing.
    pub(super) fn is_ours(&self) -> Result<bool, ArchiveError> {
        if self.root.exists() && !self.root.is_dir() {
            return Ok(false);
        }
        Ok(self.names()?.iter().all(|name| {
            OWN.contains(&name.as_str())
                || name.starts_with(UNFINISHED)
                || name.starts_with(HALF_FILE)
                || generation_number(name).is_some()
        }))
    }

    /// The live generation; `None` where `CURRENT` does not exist.
    pub(super) fn current(&self) -> Result<Option<u64>, ArchiveError> {
        let path = self.file("CURRENT");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if is_nothing(&error) => return Ok(None),
            Err(error) => return Err(io_error("read", &path)(error)),
        };
        match generation_number(text.trim_end()) {
            Some(number) => Ok(Some(number)),
            None => Err(self.damaged("CURRENT does not name a generation")),
        }
    }

    /// Makes a generation the live one. When this returns, it is so even after a power cut.
    pub(super) fn set_current(&self, number: u64) -> Result<(), ArchiveError> {
        let path = self.file("CURRENT");
        let replace = || {
            let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.root)?;
            writeln!(file, "gen-{number:06}")?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            sync_folder(&self.root)
        };
        replace().map_err(io_error("write", &path))
    }

    /// Takes the right to write; it is given back when the file is dropped. The file itself
    /// stays: deleting it would let two writers lock two files of one name.
    pub(super) fn lock(&self) -> Result<File, ArchiveError> {
        let path = self.file("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(io_error("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(ArchiveError::Busy(self.root.clone())),
            Err(TryLockError::Error(error)) => Err(io_error("lock", &path)(error)),
        }
    }

    /// Removes what crashed writers left and generations that are live no more. Only under the
    /// lock. What can't be removed (a reader may hold it open) is left for the next writer.
    pub(super) fn clean(&self, live: u64) -> Result<(), ArchiveError> {
        for name in self.names()? {
            let path = self.root.join(&name);
            if name.starts_with(UNFINISHED) {
                let _ = fs::remove_file(path);
            } else if generation_number(&name).is_some_and(|number| number != live) {
                let _ = fs::remove_dir_all(path);
            }
        }
        Ok(())
    }

    pub(super) fn damaged(&self, detail: impl Into<String>) -> ArchiveError {
        ArchiveError::Damaged { path: self.root.clone(), detail: detail.into() }
    }

    fn names(&self) -> Result<Vec<String>, ArchiveError> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(io_error("read", &self.root)(error)),
        };
        entries
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<_>>()
            .map_err(io_error("read", &self.root))
    }
}

/// Makes the entries of a folder survive a power cut.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn generation_number(name: &str) -> Option<u64> {
    let digits = name.strip_prefix("gen-")?;
    (digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_generations_are_exact() {
        for (name, number) in [
            ("gen-000007", Some(7)),
            ("gen-1000000", Some(1_000_000)),
            ("gen-7", None),
            ("gen-00000x", None),
            ("gen-+00007", None),
            ("generation", None),
        ] {
            assert_eq!(generation_number(name), number, "{name}");
        }
    }
}
