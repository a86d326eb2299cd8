//! What came in? One file per format, column roles, encodings; rows that cannot be read are
//! rejected with a reason, never dropped in silence.
//!
//! Every row of a source becomes exactly one of: a record, a rejected row, a repeat of an earlier
//! row with the same key. Refuses to analyse: nothing here knows words or feelings.

pub(crate) mod charset;
pub(crate) mod scan;
pub(crate) mod sniff;
mod header;
pub(crate) mod table;
mod delimited;
mod jsonl;
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
mod error;
mod note;
mod inspect;

use std::borrow::Cow;
use std::path::PathBuf;

use memchr::memchr_iter;
use rayon::prelude::*;
use serde::Serialize;

pub use charset::Charset;
pub use columns::{Columns, Guess, Role};
pub use error::{ReadError, RejectReason, Rejected};
pub use inspect::{ColumnView, Inspection, inspect};
pub use note::Said;
pub use scan::LineEnd;
pub use sniff::SourceShape;

use crate::config::{ColumnsConfig, Config, Format, InputConfig, Scale, ScoreConfig, Settings};
use crate::progress::{Event, Progress};
use crate::record::Record;
use assemble::{Assembler, Identity};
use decide::Decisions;
use settle::Refused;
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

/// Where rows come from.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// All that came from standard input.
    Stdin(Vec<u8>),
}

/// What was read from one input.
#[derive(Debug)]
pub struct Reading {
    /// The rows that could be used, in the source's order.
    pub records: Vec<Record>,
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

impl Input {
    /// The name in messages: the path, or `-`.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin(_) => "-".to_owned(),
        }
    }

    fn bytes(&self) -> Result<Cow<'_, [u8]>, ReadError> {
        match self {
            Self::Stdin(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::File(path) => std::fs::read(path).map(Cow::Owned).map_err(|reason| {
                let path = path.clone();
                if reason.kind() == std::io::ErrorKind::NotFound {
                    ReadError::NotFound { path }
                } else {
                    ReadError::Unreadable { path, reason }
                }
            }),
        }
    }
}

/// Reads one input.
///
/// # Errors
/// Nothing can be read, the settings are not possible, or a guess that matters is not clear.
pub fn read(input: &Input, config: &Config, progress: &dyn Progress) -> Result<Reading, ReadError> {
    let settings = Settings::new(config)?;
    let name = input.name();
    let bytes = input.bytes()?;
    progress.event(Event::Begin { stage: "read", total: Some(bytes.len() as u64) });
    let mut notes = Vec::new();
    let (table, mut source) = open(&bytes, &name, &settings)?;
    let mut decided = decide::decide(&table, &mut source, &settings, &name, &mut notes)?;
    let (records, identities, mut refused) =
        records(&table, &source, &decided, &settings, progress);
    let key_set = settings.columns.key.is_some();
    let mut settled = settle::keys(records, identities, &mut decided.columns, key_set, &mut notes);
    let scale = settle::scale(&mut settled, &decided.columns, settings.scale, &mut notes);
    refused.append(&mut settled.refused);
    let rejected = with_lines(refused, &table);
    progress.event(Event::End);
    source.rows = table.rows.len() as u64;
    if let (true, Some(first)) = (settled.records.is_empty(), rejected.first()) {
        let (rows, row, reason) = (source.rows, first.row, first.reason.clone());
        return Err(ReadError::NoGoodRow { input: name, rows, row, reason });
    }
    let settle::Settled { records, repeats, .. } = settled;
    Ok(Reading { records, rejected, repeats, source, columns: decided.columns, scale, notes })
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
                key: column(Role::Key),
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
        let scores = self.records.iter().filter(|record| record.score.is_some());
        self.scale.filter(|_| scores.take(SURE).count() == SURE)
    }
}

fn open<'a>(
    bytes: &'a [u8],
    name: &str,
    settings: &Settings,
) -> Result<(Table<'a>, SourceShape), ReadError> {
    let mut shape = sniff::shape(bytes, name, settings)?;
    let table = match shape.format {
        Format::Csv => delimited::open(bytes, &mut shape, settings.header, name)?,
        Format::Jsonl => jsonl::open(bytes, &shape, &settings.columns.named()),
    };
    if table.rows.is_empty() {
        let hint = "there is a header but no row under it; set input.header = false if it is data";
        return Err(ReadError::Empty { input: name.to_owned(), hint });
    }
    Ok((table, shape))
}

fn records(
    table: &Table<'_>,
    source: &SourceShape,
    decided: &Decisions,
    settings: &Settings,
    progress: &dyn Progress,
) -> (Vec<Record>, Vec<Identity>, Vec<Refused>) {
    let assembler = Assembler {
        columns: &table.columns,
        places: decided.places.clone(),
        settings: &settings.columns,
        decimal: source.decimal,
        order: decided.order,
        scale: settings.scale,
        source: decided.source,
    };
    let chunk = |(chunk, places): (usize, &[table::Place])| {
        let rows = places.iter().enumerate().map(|(index, &place)| {
            let row = (chunk * CHUNK + index) as u64 + 1;
            let record = table.row(place).and_then(|cells| assembler.record(&cells, row));
            record.map_err(|(column, reason)| Refused { row, column, reason })
        });
        let rows: Vec<Result<(Record, Identity), Refused>> = rows.collect();
        progress.event(Event::Advance(
            places.iter().map(|place| (place.end - place.start) as u64).sum(),
        ));
        rows
    };
    let chunks: Vec<_> = table.rows.par_chunks(CHUNK).enumerate().map(chunk).collect();
    let mut records = Vec::with_capacity(table.rows.len());
    let mut identities = Vec::with_capacity(table.rows.len());
    let mut refused = Vec::new();
    for row in chunks.into_iter().flatten() {
        match row {
            Ok((record, identity)) => {
                records.push(record);
                identities.push(identity);
            }
            Err(row) => refused.push(row),
        }
    }
    (records, identities, refused)
}

/// The rejected rows in order, each with the line of the file on which it begins.
fn with_lines(mut refused: Vec<Refused>, table: &Table<'_>) -> Vec<Rejected> {
    refused.sort_by_key(|refused| refused.row);
    let (mut counted, mut line) = (0, 1);
    let lines = |from: usize, to: usize| {
        let bytes = table.bytes.get(from..to).unwrap_or(&[]);
        let ends = memchr_iter(b'\n', bytes).count();
        if ends > 0 { ends } else { memchr_iter(b'\r', bytes).count() }
    };
    let rejected = refused.into_iter().map(|Refused { row, column, reason }| {
        let start = table.rows.get(row as usize - 1).map_or(counted, |place| place.start);
        line += lines(counted, start);
        counted = start;
        Rejected { row, line: line as u64, column, reason }
    });
    rejected.collect()
}

#[cfg(test)]
mod tests;
