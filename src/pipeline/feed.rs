//! Tags from the archive back into the records of a source: first a plan, then the write.
//!
//! Owns which row has which tags. A row that the archive does not hold, or holds with another
//! text, stays blank: tags of other words would be untrue.

mod codebook;
mod database;
mod matching;
mod selection;

pub use selection::selection;
mod source;
mod statements;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::archive::Archive;
use crate::config::Config;
use crate::error::Error;
use crate::feed::{
    self, Cell, FeedError, InPlace, NewColumn, Place, Target, in_place, write_table,
};
use crate::progress::Progress;
use crate::read::{Input, Reading, read};
use crate::theme::Codebook;

use super::columns::{TagColumns, row_cells};
use super::store;
use matching::Matches;

use codebook::write_beside;
pub(super) use source::way;

/// What to write back, and where.
#[derive(Clone, Debug)]
pub struct FeedJob {
    /// The archive.
    pub archive: PathBuf,
    /// The source, a path or the address of a database; that of the last run where it is not given.
    pub from: Option<PathBuf>,
    /// The target, a path or the address of a database; the source itself where it is not given.
    pub to: Option<PathBuf>,
    /// What is written.
    pub shape: Shape,
    /// Comments to hand over where the target is a selection of comments (`.qdpx`): a query, all of
    /// them if it is empty.
    pub query: String,
    /// Flags over the settings of the archive.
    pub config: Config,
    /// How far to go.
    pub effort: Extent,
    /// Whether cells of the source that a spreadsheet would take for formulas are guarded, too.
    pub guard: bool,
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Only say what would be written.
    Plan,
    /// Write to a target that is not the source.
    Write,
    /// Write over the source, keeping what it was beside it.
    InPlace,
}

/// What is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Every column and row of the source, then the tags with a column of 0 and 1 for each theme.
    #[default]
    Wide,
    /// The same with the themes as a list in one cell.
    List,
    /// One row a statement and theme: response, question, number, theme, sentiment, place.
    Long,
    /// The key and the new columns only.
    Subset,
    /// As wide; in a database as columns of the source's own table, which else gets none.
    Columns,
}

/// What a write-back will do or has done.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Fed {
    /// The source.
    pub source: String,
    /// The target, an address without its password.
    pub target: String,
    /// What is made in a database: the table of the tags, and the view that joins it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<String>,
    /// What is written.
    pub shape: Shape,
    /// Columns written anew.
    pub added: Vec<String>,
    /// Columns of an earlier tagging that give way.
    pub replaced: Vec<String>,
    /// Rows of the source.
    pub rows: u64,
    /// Rows whose record the archive holds.
    pub matched: u64,
    /// Rows that the archive does not hold; they stay blank.
    pub unmatched: u64,
    /// Rows that the archive holds with another text; they stay blank.
    pub changed: u64,
    /// Rows that cannot be used, and so not be tagged.
    pub refused: u64,
    /// Records of the archive that are not in the source.
    pub elsewhere: u64,
    /// Rows written; none by a plan.
    pub written: Option<u64>,
    /// Whether the source was left alone because it says all of this already.
    pub unchanged: bool,
    /// Where the source is kept as it was.
    pub backup: Option<PathBuf>,
    /// The codebook beside the target.
    pub codebook: Vec<PathBuf>,
}

/// Makes the plan and, unless no more is asked for, carries it out.
///
/// # Errors
/// What stopped it; source and target are then as they were.
pub fn feed(job: &FeedJob, progress: &dyn Progress) -> Result<Fed, Error> {
    let archive = Archive::open(&job.archive)?;
    let codebook = store::codebook_as_it_stands(&archive.codebook_file())?;
    let codebook = codebook.ok_or_else(|| Error::NoThemes(job.archive.clone()))?;
    if let Some(to) = job.to.as_deref().filter(|to| has_end(to, "qdpx")) {
        return selection::feed(job, &archive, &codebook, to);
    }
    let input = match &job.from {
        Some(typed) => Input::named(typed)?,
        None => Some(Input::File(source::of_last_run(&archive)?)),
    };
    // Standard input cannot be read twice.
    let input = input.ok_or(FeedError::OnlyOnce)?;
    let config = store::settings(&job.archive, &job.config)?;
    let reading = read(&input, &config, progress)?;
    let matches = Matches::find(&reading, &archive)?;
    store::know_themes(&job.archive, Some(&codebook), &matches.history)?;
    let target = database::target(job, &input, &reading)?;
    if let (Target::File(path), Extent::Plan | Extent::Write) = (&target, job.effort) {
        feed::refuse_unknown(&input, path)?;
    }
    let (archive, codebook) = (&archive, &codebook);
    let work = Work { job, archive, codebook, input: &input, target: &target };
    let mut fed = work.plan(&reading, &matches)?;
    if job.effort == Extent::Plan {
        return Ok(fed);
    }
    if matches.matched == 0 {
        let (source_name, rows) = (input.name(), reading.source.rows);
        let archive = job.archive.clone();
        return Err(FeedError::NothingMatches { source_name, rows, archive }.into());
    }
    match &target {
        Target::File(path) => work.write(path, &reading, &matches, &mut fed)?,
        Target::Database(address) => work.store(address, &reading, &matches, &mut fed)?,
    }
    Ok(fed)
}

fn has_end(path: &Path, end: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(end))
}

/// What all shapes need.
struct Work<'a> {
    job: &'a FeedJob,
    archive: &'a Archive,
    codebook: &'a Codebook,
    input: &'a Input,
    target: &'a Target,
}

impl Work<'_> {
    fn columns(&self) -> TagColumns {
        match self.job.shape {
            Shape::Wide | Shape::Subset | Shape::Columns => TagColumns::new(self.codebook),
            Shape::List | Shape::Long => TagColumns::listed(),
        }
    }

    fn plan(&self, reading: &Reading, matches: &Matches) -> Result<Fed, Error> {
        let plan = feed::plan(&reading.source, &reading.columns, &self.columns().columns())?;
        let (added, replaced) = match self.job.shape {
            Shape::Wide | Shape::List | Shape::Columns => (plan.added, plan.replaced),
            Shape::Subset => (names(&self.columns().with_key(reading)), Vec::new()),
            Shape::Long => (names(&statements::columns()), Vec::new()),
        };
        Ok(Fed {
            source: self.input.name(),
            target: match self.target {
                Target::File(path) => path.display().to_string(),
                Target::Database(address) => address.to_string(),
            },
            tables: self.tables(),
            shape: self.job.shape,
            added,
            replaced,
            rows: reading.source.rows,
            matched: matches.matched,
            unmatched: matches.unmatched,
            changed: matches.changed,
            refused: reading.rejected.len() as u64,
            elsewhere: matches.elsewhere,
            ..Fed::default()
        })
    }

    fn write(
        &self,
        target: &Path,
        reading: &Reading,
        matches: &Matches,
        fed: &mut Fed,
    ) -> Result<(), Error> {
        match self.job.shape {
            Shape::Wide | Shape::List | Shape::Columns if self.job.effort == Extent::InPlace => {
                let done = in_place(target, |new| {
                    let done = self.copy(reading, matches, new, fed);
                    // The name under which it is written says nothing to its reader.
                    done.map_err(|error| {
                        Stopped::By(if let Error::Feed(error) = error {
                            error.renamed(target).into()
                        } else {
                            error
                        })
                    })
                });
                match done.map_err(|stopped| stopped.error(target))? {
                    InPlace::Unchanged => fed.unchanged = true,
                    InPlace::Replaced(backup) => fed.backup = Some(backup),
                }
            }
            Shape::Wide | Shape::List | Shape::Columns => {
                self.copy(reading, matches, target, fed)?;
            }
            Shape::Long | Shape::Subset if self.job.effort == Extent::InPlace => {
                let source_name = self.input.name();
                return Err(FeedError::NotInPlace { source_name }.into());
            }
            Shape::Subset => {
                feed::refuse_same(self.input, target)?;
                let (columns, rows) =
                    (self.columns().with_key(reading), self.subset(reading, matches));
                fed.written = Some(write_table(target, &reading.source, &columns, rows)?);
            }
            Shape::Long => {
                feed::refuse_same(self.input, target)?;
                let tagger = store::tagger(&self.job.archive, &[])?;
                let rows = statements::rows(&tagger, reading, matches);
                let columns = statements::columns();
                fed.written = Some(write_table(target, &reading.source, &columns, rows)?);
            }
        }
        fed.codebook = write_beside(self.archive, self.codebook, target)?;
        Ok(())
    }

    /// The source with the tags beside every row.
    fn copy(
        &self,
        reading: &Reading,
        matches: &Matches,
        target: &Path,
        fed: &mut Fed,
    ) -> Result<(), Error> {
        let columns = self.columns();
        let mut plan = feed::plan(&reading.source, &reading.columns, &columns.columns())?;
        plan.guard = self.job.guard;
        if self.job.shape == Shape::Columns {
            plan.place = Place::Within;
        }
        let records = matches.rows.iter().enumerate();
        let tagged = records.map(|(at, row)| (*row, matches.tags(at)));
        let rows = row_cells(&columns, reading, tagged);
        let written =
            feed::write_plan(self.input, &reading.source, &reading.columns, &plan, target, rows)?;
        fed.written = Some(written.rows);
        Ok(())
    }

    /// The key and the tags of every row that can be tagged.
    fn subset<'r>(
        &self,
        reading: &'r Reading,
        matches: &'r Matches,
    ) -> impl Iterator<Item = Result<Vec<Cell>, Error>> + use<'r> {
        let columns = self.columns();
        let known = reading.records.iter().enumerate().filter(|(at, _)| matches.is_known(*at));
        known.map(move |(at, record)| {
            let mut cells = vec![Cell::Text(record?.key.0.into())];
            cells.extend(columns.cells(matches.tags(at).as_deref()));
            Ok(cells)
        })
    }
}

fn names(columns: &[NewColumn]) -> Vec<String> {
    columns.iter().map(|column| column.name.clone()).collect()
}

/// Why a source could not be written in place.
enum Stopped {
    By(Error),
    System(std::io::Error),
}

impl From<std::io::Error> for Stopped {
    fn from(reason: std::io::Error) -> Self {
        Self::System(reason)
    }
}

impl Stopped {
    fn error(self, path: &Path) -> Error {
        match self {
            Self::By(error) => error,
            Self::System(reason) => {
                FeedError::Target { target: path.display().to_string(), reason }.into()
            }
        }
    }
}
