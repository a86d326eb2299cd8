//! The searchable archive: a folder of generations, one of them live, and the only place in the
//! program that names its index.
//!
//! Takes comments with their tags and gives them back: by query ([`search`]), by column
//! ([`History`]) or one by one ([`StoredComment`]). Owns how they are written safely. Refuses to
//! analyse, score or group: it indexes the tokens it is given.
//!
//! ```text
//! kuiske.toml codebook.toml   settings and themes, not read here
//! CURRENT                     names the live generation
//! gen-000007/                 the index, and the rules it was made by
//! runs/                       outputs, not read here
//! lock                        held by the one writer
//! ```

mod error;
mod layout;
mod hash;
mod schema;
mod tokens;
mod generation;
mod document;
mod writer;
mod columns;
mod stored;
mod records;
mod check;
pub mod search;

pub use check::{Health, check, repair};
pub use columns::{History, KnownKey, Labels};
pub use document::Entry;
pub use error::ArchiveError;
pub use hash::{content_hash, key_hash, voice_hash};
pub use records::Records;
pub use schema::{lang_code, lang_of};
pub use stored::StoredComment;
pub use writer::{Appended, Taker, Writer, WriterSettings};

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, Searcher};

use self::generation::Analysed;
use self::layout::Layout;
use self::schema::Fields;
use self::search::{SearchRequest, SearchResult, Speech};

/// An archive, open for reading: what was committed when it was opened.
pub struct Archive {
    layout: Layout,
    generation: u64,
    searcher: Searcher,
    fields: Fields,
    order: OnceLock<Vec<(u64, DocAddress)>>,
    speech: OnceLock<Speech>,
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive")
            .field("root", &self.layout.root())
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

impl Archive {
    /// Makes a new, empty archive in a folder that does not exist, is empty, or holds settings
    /// only; and opens it.
    pub fn create(path: &Path) -> Result<Self, ArchiveError> {
        writer::create(path)?;
        Self::open(path)
    }

    /// Opens an archive.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        Self::open_generation(path, Analysed::Now)
    }

    /// Opens an archive whose words may have been found by other rules than this program's: its
    /// records can be read to index them again, a search would miss comments.
    pub fn open_outdated(path: &Path) -> Result<Self, ArchiveError> {
        Self::open_generation(path, Analysed::Ever)
    }

    fn open_generation(path: &Path, analysed: Analysed) -> Result<Self, ArchiveError> {
        let layout = Layout::new(path);
        let mut number = live(&layout)?;
        loop {
            let opened = Self::open_number(&layout, number, analysed);
            // A writer may have put another generation in its place between the two steps.
            let now = live(&layout)?;
            if opened.is_ok() || now == number {
                return opened;
            }
            number = now;
        }
    }

    fn open_number(layout: &Layout, number: u64, analysed: Analysed) -> Result<Self, ArchiveError> {
        let (index, fields) = generation::open(layout, number, analysed)?;
        let searcher =
            columns::searcher(&index).map_err(|error| generation::refused(layout, error))?;
        let (order, speech) = (OnceLock::new(), OnceLock::new());
        Ok(Self { layout: layout.clone(), generation: number, searcher, fields, order, speech })
    }

    /// Takes the right to write, with the default settings.
    pub fn writer(&self) -> Result<Writer, ArchiveError> {
        self.writer_with(WriterSettings::default())
    }

    /// Takes the right to write.
    pub fn writer_with(&self, settings: WriterSettings) -> Result<Writer, ArchiveError> {
        Writer::new(self.layout.clone(), settings)
    }

    /// The archive as it is now, with all that has been committed since it was opened.
    pub fn refresh(&mut self) -> Result<(), ArchiveError> {
        *self = Self::open(self.layout.root())?;
        Ok(())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.layout.root()
    }

    /// The settings file, `kuiske.toml`.
    pub fn settings_file(&self) -> PathBuf {
        self.layout.file("kuiske.toml")
    }

    /// The themes and their history, `codebook.toml`.
    pub fn codebook_file(&self) -> PathBuf {
        self.layout.file("codebook.toml")
    }

    /// The folder for the outputs of the run over one period.
    pub fn run_folder(&self, period: &str) -> PathBuf {
        self.layout.file("runs").join(period)
    }

    /// Number of the live generation.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Number of comments.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records of the archive: [`key_hash`] → order of entry and [`content_hash`].
    pub fn known_keys(&self) -> Result<FxHashMap<u64, KnownKey>, ArchiveError> {
        columns::known_keys(&self.searcher).map_err(self.failed("read"))
    }

    /// All comments, column by column, in order of entry.
    pub fn history(&self) -> Result<History, ArchiveError> {
        columns::history(&self.searcher, self.order()?).map_err(self.failed("read"))
    }

    /// Comments by their order of entry; numbers that stand for none are passed over.
    pub fn fetch(&self, seqs: &[u64]) -> Result<Vec<StoredComment>, ArchiveError> {
        let order = self.order()?;
        let places = seqs.iter().filter_map(|seq| {
            let at = order.binary_search_by_key(seq, |(seq, _)| *seq).ok()?;
            order.get(at).map(|(_, place)| *place)
        });
        stored::fetch(&self.searcher, &self.fields, places).map_err(self.failed("read"))
    }

    /// All records in order of entry, each with all its comments.
    pub fn records(&self) -> Result<Records<'_>, ArchiveError> {
        let seqs = self.order()?.iter().map(|(seq, _)| *seq).collect();
        Ok(Records::new(self, seqs))
    }

    /// The comments that a query finds, with their contexts and counts by facet.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResult, ArchiveError> {
        search::run(self, request)
    }

    fn order(&self) -> Result<&[(u64, DocAddress)], ArchiveError> {
        if let Some(order) = self.order.get() {
            return Ok(order);
        }
        let order = columns::order(&self.searcher).map_err(self.failed("read"))?;
        Ok(self.order.get_or_init(|| order))
    }

    fn failed(&self, action: &'static str) -> impl Fn(tantivy::TantivyError) -> ArchiveError {
        error::index_error(action, self.layout.root())
    }
}

/// The number of the live generation, or why there is none.
fn live(layout: &Layout) -> Result<u64, ArchiveError> {
    let root = layout.root().to_path_buf();
    match layout.current() {
        Ok(Some(number)) => return Ok(number),
        // Other programs have files of that name, too.
        Ok(None) | Err(ArchiveError::Damaged { .. }) if !layout.is_ours()? => {
            return Err(ArchiveError::Foreign(root));
        }
        Ok(None) => {}
        Err(error) => return Err(error),
    }
    if check::has_comments(layout)? {
        return Err(layout.damaged("CURRENT is missing"));
    }
    Err(ArchiveError::Missing(root))
}
