//! What came in? One file per format, column roles, encodings; rows that cannot be read are
//! rejected with a reason, never dropped in silence.
//!
//! Every row of a source becomes exactly one of: a record, a rejected row, a repeat of an earlier
//! row with the same key. Refuses to analyse: nothing here knows words or feelings.

mod address;
mod input;
pub(crate) mod packed;
pub(crate) mod charset;
pub(crate) mod scan;
pub(crate) mod sniff;
mod flow;
mod profile;
mod header;
mod grid;
pub(crate) mod table;
mod delimited;
mod delimiter;
pub(crate) mod json;
mod jsonl;
mod folder;
mod containers;
mod guard;
#[cfg(feature = "workbooks")]
mod workbook;
#[cfg(feature = "parquet")]
mod arrow;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "spss")]
mod spss;
#[cfg(feature = "spss")]
pub(crate) mod zsav;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "postgres")]
mod postgres;
mod open;
mod dates;
mod number;
mod key;
mod names;
mod values;
mod voice;
mod columns;
mod roles;
mod text_columns;
mod decide;
mod assemble;
mod scale;
mod settle;
mod spool;
mod error;
mod note;
mod inspect;
mod again;

use rayon::prelude::*;
use serde::Serialize;

pub use address::{Address, Server};
pub use again::{Again, Rows};
#[cfg(feature = "parquet")]
pub(crate) use arrow::{Batches, Plausible, not_read};
pub use charset::Charset;
pub use columns::{Columns, Guess, Role};
pub use error::{ReadError, RejectReason, Rejected};
pub use guard::is_guarded;
pub use input::Input;
pub use inspect::{ColumnView, Inspection, WEEKS, inspect};
pub use key::given as record_key;
pub use note::Said;
pub use packed::Packing;
pub use scan::LineEnd;
pub use sniff::{Sheet, SourceShape};
pub use spool::Spool;

use crate::config::{
    ColumnsConfig, Config, Format, InputConfig, Profile, Scale, ScoreConfig, Settings,
};
use crate::progress::{Event, Progress};
use assemble::{Assembler, Identity};
use decide::Decisions;
use settle::Refused;
use spool::Packed;
use table::Table;

/// Cells from this many bytes on are refused: no comment is a book.
pub const MAX_CELL: usize = 1_000_000;

/// Columns whose names begin so were added by Kuiske: they have no role, and no part in keys made
/// from content, so that a file fed back and read again has the same keys.
pub const OWN_PREFIX: &str = "kuiske_";

/// Scores from which a guessed scale is written down.
const SURE: usize = 30;

/// Rows parsed as one piece of parallel work.
const CHUNK: usize = 2048;
/// Part of the working memory that rows may take while they wait for their turn.
const IN_SPOOL: u64 = 8;
/// Pieces in work before what they made is put away.
const WAVE: usize = 64;

/// What was read from one input.
#[derive(Debug)]
pub struct Reading {
    /// The rows that could be used, in the source's order.
    pub records: Spool,
    /// The rows that could not, by row.
    pub rejected: Vec<Rejected>,
    /// Rows that say the same as an earlier row with the same given key.
    pub repeats: Vec<Repeat>,
    /// How the source is written.
    pub source: SourceShape,
    /// Its columns and their roles.
    pub columns: Columns,
    /// Scale of the scores, set or guessed; `None` without scores.
    pub scale: Option<Scale>,
    /// Records with a score.
    pub scored: usize,
    /// What the user should know of guesses.
    pub notes: Vec<Said>,
}

/// A row that says the same as an earlier one with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// The later row.
    pub row: u64,
    /// The row that is kept.
    pub first: u64,
}

/// Reads one input.
///
/// # Errors
/// Nothing can be read, the settings are not possible, or a guess that matters is not clear.
pub fn read(input: &Input, config: &Config, progress: &dyn Progress) -> Result<Reading, ReadError> {
    let settings = Settings::new(config)?;
    let name = input.name();
    let content = input.load(settings.max_bytes)?;
    progress.event(Event::Begin { stage: "read", total: content.size() });
    let mut notes = Vec::new();
    let (table, mut source) = open::open(&content, &name, &settings, &mut notes)?;
    notes.extend(profile_note(&source));
    let mut decided = decide::decide(&table, &mut source, &settings, &name, &mut notes)?;
    source.asked = source.resolved(&config.input);
    let Taken { mut records, identities, mut refused } =
        take(&table, &source, &decided, &settings, progress)?;
    let key_set = settings.columns.key.is_some();
    let mut settled = settle::keys(&identities, &mut decided.columns, key_set, &mut notes);
    let scale =
        settle::scale(&mut settled, &identities, &decided.columns, settings.scale, &mut notes);
    refused.append(&mut settled.refused(&identities, &records, &decided.columns, scale)?);
    let scored = settled.kept(&identities).filter(|(_, one)| one.score.is_some()).count();
    drop(identities);
    let settle::Settled { fates, repeats, .. } = settled;
    records.settle(fates);
    let rejected = placed(refused, &table, &source);
    progress.event(Event::End);
    source.rows = table.len() as u64;
    if let (true, Some(first)) = (records.is_empty(), rejected.first()) {
        let (rows, row, reason) = (source.rows, first.row, first.reason.clone());
        return Err(ReadError::NoGoodRow { input: name, rows, row, reason });
    }
    let columns = decided.columns;
    Ok(Reading { records, rejected, repeats, source, columns, scale, scored, notes })
}

impl Reading {
    /// What was guessed and set, as settings: under flags and file it makes the next reading the
    /// same. How a file is written is not among them but for the order of day and month: the rest is
    /// told from every file anew, so that one in another encoding can be read by the same settings.
    pub fn guessed(&self) -> Config {
        let column = |role| self.columns.one(role).map(|guess| guess.column.clone());
        Config {
            input: InputConfig { date_order: self.source.date_order, ..InputConfig::default() },
            columns: ColumnsConfig {
                // That there is none is pinned, too: else a later file might bring one, and rows known by
                // their content would come again under it.
                key: column(Role::Key).or_else(|| Some(String::new())),
                text: Some(self.columns.texts().map(|guess| guess.column.clone()).collect()),
                date: column(Role::Date),
                source: column(Role::Source),
                channel: column(Role::Channel),
                touchpoint: column(Role::Touchpoint),
                segment: column(Role::Segment),
                score: column(Role::Score),
                language: column(Role::Language),
                value: column(Role::Value),
                author: column(Role::Author),
                source_values: None,
                source_default: None,
            },
            score: ScoreConfig { scale: self.sure_scale().map(Scale::name), min: None, max: None },
            ..Config::default()
        }
    }
}

impl Reading {
    /// The scale, where enough scores speak for it: a guess from a few must not refuse later ones.
    fn sure_scale(&self) -> Option<Scale> {
        self.scale.filter(|_| self.scored >= SURE)
    }
}

/// How an export of a survey program was read.
fn profile_note(source: &SourceShape) -> Option<Said> {
    let program = profile::title(source.profile);
    (source.profile != Profile::Generic).then(|| {
        Said::new(
            format!("read as an export of {program}; input.profile = \"generic\" turns that off"),
            format!("luettu ohjelman {program} vientinä; pois: input.profile = \"generic\""),
        )
    })
}

/// The rows of a table: records, what is to be looked at in them together, and what was refused.
struct Taken {
    records: Spool,
    identities: Vec<Identity>,
    refused: Vec<Refused>,
}

/// Rows of one chunk.
struct Chunk {
    packed: Packed,
    identities: Vec<Identity>,
    refused: Vec<Refused>,
}

fn take(
    table: &Table<'_>,
    source: &SourceShape,
    decided: &Decisions,
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Taken, ReadError> {
    let assembler = Assembler {
        columns: &table.columns,
        places: decided.places.clone(),
        settings: &settings.columns,
        decimal: source.decimal,
        floats: matches!(source.format, Format::Parquet | Format::Arrow),
        order: decided.order,
        scale: settings.scale,
        source: decided.source,
    };
    let chunk = |chunk: usize| -> Result<Chunk, ReadError> {
        let rows = chunk * CHUNK..((chunk + 1) * CHUNK).min(table.len());
        let (mut records, mut identities, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for index in rows.clone() {
            let row = index as u64 + 1;
            match table.row(index).and_then(|cells| assembler.record(&cells, row)) {
                Ok((record, identity)) => {
                    records.push(record);
                    identities.push(identity);
                }
                Err((column, reason)) => refused.push(Refused { row, column, reason }),
            }
        }
        progress.event(Event::Advance(table.size(rows)));
        let packed = Packed::of(&records).map_err(ReadError::Spool)?;
        Ok(Chunk { packed, identities, refused })
    };
    let mut taken = Taken {
        // What is to be masked must not reach the disk before it is.
        records: if settings.mask {
            Spool::held(settings.memory / IN_SPOOL)
        } else {
            Spool::new(settings.memory / IN_SPOOL)
        },
        identities: Vec::with_capacity(table.len()),
        refused: Vec::new(),
    };
    let chunks: Vec<usize> = (0..table.len().div_ceil(CHUNK)).collect();
    for wave in chunks.chunks(WAVE) {
        let wave: Vec<Result<Chunk, _>> = wave.par_iter().map(|&at| chunk(at)).collect();
        for chunk in wave {
            let Chunk { packed, identities, refused } = chunk?;
            taken.records.put(&packed)?;
            taken.identities.extend(identities);
            taken.refused.extend(refused);
        }
    }
    Ok(taken)
}

/// The rejected rows in order, each with the line, or the sheet and its row, on which it begins.
fn placed(mut refused: Vec<Refused>, table: &Table<'_>, source: &SourceShape) -> Vec<Rejected> {
    refused.sort_by_key(|refused| refused.row);
    let rows: Vec<usize> = refused.iter().map(|refused| refused.row as usize - 1).collect();
    let lines = table.lines(&rows);
    let rejected = refused.into_iter().zip(lines);
    rejected
        .map(|(Refused { row, column, reason }, line)| {
            let sheet = source.sheet_of(row).map(Box::from);
            Rejected { row, line, sheet, column, reason }
        })
        .collect()
}

#[cfg(test)]
mod tests;
