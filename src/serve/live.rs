//! The archive as it is now: opened once, opened again when a run or an edit has changed it. Pages
//! under way keep what they began with.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::SystemTime;

use super::ServeError;
use super::tallies::{Columns, Tallies};
use crate::archive::{Archive, ArchiveError};
use crate::pipeline::{KnownThread, THREADS, known_threads};
use crate::tag::Tagger;
use crate::theme::Codebook;

/// The archive and its codebook at one moment.
pub(super) struct Now {
    pub(super) archive: Arc<Archive>,
    pub(super) codebook: Arc<Codebook>,
    columns: Arc<OnceLock<Columns>>,
    tallies: OnceLock<Tallies>,
    /// The threads of quiet signals.
    pub(super) threads: Arc<Vec<KnownThread>>,
    index: Stamp,
    book: Stamp,
    told: Stamp,
}

impl Now {
    /// Comments by theme and week. The first call after a change reads all columns.
    pub(super) fn tallies(&self) -> Result<&Tallies, ArchiveError> {
        if let Some(tallies) = self.tallies.get() {
            return Ok(tallies);
        }
        let columns = match self.columns.get() {
            Some(columns) => columns,
            None => {
                let read = Columns::of(&self.archive.history()?);
                self.columns.get_or_init(|| read)
            }
        };
        Ok(self.tallies.get_or_init(|| columns.tally(&self.codebook)))
    }
}

/// Follows an archive.
pub(super) struct Live {
    root: PathBuf,
    now: RwLock<Arc<Now>>,
    /// Held by the one who opens it again.
    opening: Mutex<()>,
}

impl Live {
    pub(super) fn open(root: &Path) -> Result<Self, ServeError> {
        let now = read(root, None)?;
        Ok(Self {
            root: root.to_path_buf(),
            now: RwLock::new(Arc::new(now)),
            opening: Mutex::new(()),
        })
    }

    /// The archive as it is now. While one page opens a changed archive, the others go on with
    /// the one before; so they do when it can't be opened.
    pub(super) fn now(&self) -> Arc<Now> {
        let kept = Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner));
        let root = &self.root;
        let same = kept.index == Stamp::index(root) && kept.book == Stamp::book(root);
        if same && kept.told == Stamp::told(root) {
            return kept;
        }
        let Ok(_opening) = self.opening.try_lock() else { return kept };
        match read(&self.root, Some(&kept)) {
            Ok(now) => self.put(now),
            Err(_) => kept,
        }
    }

    /// As [`Self::now`], but sure to see what has just been written.
    pub(super) fn newest(&self) -> Result<Arc<Now>, ServeError> {
        let _opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner));
        Ok(self.put(read(&self.root, Some(&kept))?))
    }

    fn put(&self, now: Now) -> Arc<Now> {
        let now = Arc::new(now);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&now);
        now
    }
}

/// Opens what has changed since, all of it the first time.
fn read(root: &Path, kept: Option<&Now>) -> Result<Now, ServeError> {
    // Taken before the files are read: a change meanwhile is seen the next time.
    let (index, book, told) = (Stamp::index(root), Stamp::book(root), Stamp::told(root));
    let (archive, columns) = match kept {
        Some(kept) if kept.index == index => (Arc::clone(&kept.archive), Arc::clone(&kept.columns)),
        Some(_) | None => (Arc::new(Archive::open(root)?), Arc::default()),
    };
    let codebook = match kept {
        Some(kept) if kept.book == book => Arc::clone(&kept.codebook),
        Some(_) | None => Arc::new(codebook(&archive.codebook_file())?),
    };
    let threads = match kept {
        Some(kept) if kept.told == told => Arc::clone(&kept.threads),
        Some(_) | None => Arc::new(known_threads(root).map_err(Box::new)?),
    };
    let tallies = OnceLock::new();
    Ok(Now { archive, codebook, columns, tallies, threads, index, book, told })
}

/// The codebook in a file; an empty one where there is none yet.
pub(super) fn codebook(file: &Path) -> Result<Codebook, ServeError> {
    let dim = Tagger::dimensions()?;
    match fs::read_to_string(file) {
        Ok(text) => Ok(Codebook::parse(&file.display().to_string(), &text, dim)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Codebook::empty(dim)),
        Err(reason) => Err(ServeError::File { path: file.to_path_buf(), reason }),
    }
}

/// By what a change of files is seen without reading them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp(String, Vec<Option<(SystemTime, u64)>>);

impl Stamp {
    /// The live generation and its last commit.
    fn index(root: &Path) -> Self {
        let current = fs::read_to_string(root.join("CURRENT")).unwrap_or_default();
        let meta = root.join(current.trim_end()).join("meta.json");
        Self(current, vec![touched(&meta)])
    }

    fn book(root: &Path) -> Self {
        Self(String::new(), vec![touched(&root.join("codebook.toml"))])
    }

    /// The quiet signals: a run writes them after the comments they are of.
    fn told(root: &Path) -> Self {
        Self(String::new(), vec![touched(&root.join(THREADS))])
    }
}

fn touched(file: &Path) -> Option<(SystemTime, u64)> {
    let data = fs::metadata(file).ok()?;
    Some((data.modified().ok()?, data.len()))
}
