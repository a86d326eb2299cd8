//! Looking after an archive: is everything there and as it was written, and if not, what can be
//! saved?

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use tantivy::{Index, Searcher};

use super::columns;
use super::error::{ArchiveError, index_error};
use super::generation::{self, Analysed};
use super::layout::Layout;
use super::schema::column;

/// What [`check`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The live generation.
    pub generation: u64,
    /// Comments in it.
    pub comments: u64,
    /// Files whose content is not what was written, relative to the generation.
    pub corrupt: Vec<PathBuf>,
    /// Comments that stand twice under one key and question.
    pub doubled: u64,
    /// Segments whose number of comments differs from that of their columns.
    pub miscounted: u32,
    /// Generation folders beside the live one: leftovers that the next writer removes.
    pub leftovers: Vec<u64>,
}

impl Health {
    /// Whether nothing is wrong. Leftovers are harmless.
    pub fn is_sound(&self) -> bool {
        self.corrupt.is_empty() && self.doubled == 0 && self.miscounted == 0
    }
}

/// Reads the whole live generation and says what is wrong with it.
pub fn check(path: &Path) -> Result<Health, ArchiveError> {
    let layout = Layout::new(path);
    let live = super::live(&layout)?;
    let (index, _) = generation::open(&layout, live, Analysed::Ever)?;
    let mut health = examine(&layout, &index)?;
    health.generation = live;
    health.leftovers = layout.generations()?.into_iter().filter(|number| *number != live).collect();
    Ok(health)
}

/// Makes the newest sound generation the live one, writing `CURRENT` anew, and returns its number.
/// The damaged ones are removed by the next writer.
pub fn repair(path: &Path) -> Result<u64, ArchiveError> {
    let layout = Layout::new(path);
    if !layout.is_ours()? {
        return Err(ArchiveError::Foreign(path.to_path_buf()));
    }
    let generations = layout.generations()?;
    if generations.is_empty() {
        return Err(ArchiveError::Missing(path.to_path_buf()));
    }
    let _lock = layout.lock()?;
    let live = layout.current().ok().flatten();
    // The live one first: a newer one beside it was never finished.
    let candidates = live.into_iter().chain(generations.into_iter().rev());
    for number in candidates {
        if is_sound(&layout, number)? {
            layout.set_current(number)?;
            return Ok(number);
        }
    }
    Err(ArchiveError::Lost(path.to_path_buf()))
}

/// Whether a generation can be opened and holds comments.
pub(super) fn has_comments(layout: &Layout) -> Result<bool, ArchiveError> {
    let holds = |number: u64| {
        let opened = generation::open(layout, number, Analysed::Ever);
        opened.is_ok_and(|(index, _)| {
            columns::searcher(&index).is_ok_and(|searcher| searcher.num_docs() > 0)
        })
    };
    Ok(layout.generations()?.into_iter().any(holds))
}

fn is_sound(layout: &Layout, number: u64) -> Result<bool, ArchiveError> {
    match generation::open(layout, number, Analysed::Ever) {
        Ok((index, _)) => Ok(examine(layout, &index).is_ok_and(|health| health.is_sound())),
        Err(error @ (ArchiveError::Newer { .. } | ArchiveError::Older { .. })) => Err(error),
        Err(_) => Ok(false),
    }
}

fn examine(layout: &Layout, index: &Index) -> Result<Health, ArchiveError> {
    let failed = index_error("read", layout.root());
    let searcher = columns::searcher(index).map_err(|error| generation::refused(layout, error))?;
    let mut corrupt: Vec<PathBuf> =
        index.validate_checksum().map_err(&failed)?.into_iter().collect();
    corrupt.sort();
    let mut health = Health { comments: searcher.num_docs(), corrupt, ..Health::default() };
    if health.corrupt.is_empty() {
        (health.doubled, health.miscounted) = count(&searcher).map_err(failed)?;
    }
    Ok(health)
}

/// Comments that stand twice, and segments that hold another number than they say.
fn count(searcher: &Searcher) -> tantivy::Result<(u64, u32)> {
    let mut seen = FxHashSet::default();
    let (mut doubled, mut miscounted) = (0, 0);
    for segment in searcher.segment_readers() {
        let columns = segment.fast_fields();
        let (keys, questions) = (columns.u64(column::KEY)?, columns.u64(column::QUESTION)?);
        miscounted += u32::from(keys.num_docs() != segment.max_doc());
        for doc in segment.doc_ids_alive() {
            let place = keys.first(doc).zip(questions.first(doc));
            doubled += u64::from(!seen.insert(place));
        }
    }
    Ok((doubled, miscounted))
}
