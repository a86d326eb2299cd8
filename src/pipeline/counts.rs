//! Counts in place of comments: made from comments, read from tables that others counted, and looked
//! at week after week.
//!
//! A table has the columns of [`COLUMNS`]; each row is one count. Rows of one count add up, so tables
//! of units, years or machines are read together.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::apply::{Applier, Heard, Looked, Voice};
use super::file::put_lines;
use super::period::week;
use super::threads::{number, numbered};
use crate::analyse::corpus::Text;
use crate::analyse::mask::mask;
use crate::config::Config;
use crate::detect::WARM;
use crate::detect::counts::{Cell, Count, CountWatch, Counted, Counts, Mark, Quote, Stratum};
use crate::error::Error;
use crate::feed::atomic;
use crate::formula::{guarded, unguarded};
use crate::lang::Lang;
use crate::progress::{Event, Progress};
use crate::read::{self, Again, Input, ReadError, SourceShape};
use crate::record::{Record, Source, Week};

/// The columns of a table of counts.
pub const COLUMNS: [&str; 10] =
    ["week", "language", "source", "channel", "stream", "group", "n", "rank", "key", "text"];
/// Rows tagged at a time. Changes no result, but memory.
const BATCH: usize = 50_000;

/// A table of counts has a fault.
#[derive(Debug, thiserror::Error)]
#[error(
    "{input}: row {row}: {column} `{value}` is not possible\n\
     hint: columns are {}; a week is written 2026-W47, a group T0003, T0003+T0007 or blank",
    COLUMNS.join(", ")
)]
pub struct CountsError {
    /// The table.
    pub input: String,
    /// The row, from 1.
    pub row: u64,
    /// The column.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
}

/// A table that is read row by row.
#[derive(Debug, Default)]
pub struct CountTable {
    /// What was counted so far.
    pub counts: Counts,
    rows: u64,
}

impl CountTable {
    /// Adds a row: its cells in the order of [`COLUMNS`]. `input` is the name of the table in messages.
    ///
    /// # Errors
    /// A cell that cannot be.
    pub fn add(&mut self, input: &str, cells: [&str; 10]) -> Result<(), CountsError> {
        self.rows += 1;
        let fault = |at: usize| CountsError {
            input: input.to_owned(),
            row: self.rows,
            column: COLUMNS[at],
            value: cells[at].to_owned(),
        };
        let [own, language, source, channel, stream, group, n, rank, key, text] = cells;
        let week = week(own.trim()).ok_or_else(|| fault(0))?;
        let source = Source::ALL.into_iter().find(|known| known.name() == source.trim());
        let stratum = Stratum {
            language: language.into(),
            source: source.ok_or_else(|| fault(2))?,
            channel: unguarded(channel).into(),
        };
        let mark = Mark::parse(stream, group).ok_or_else(|| fault(4))?;
        let n: u32 = n.trim().parse().map_err(|_| fault(6))?;
        let quote = match rank.trim() {
            "" => None,
            rank => Some(Quote {
                rank: rank.parse().map_err(|_| fault(7))?,
                key: unguarded(key).into(),
                text: unguarded(text).into(),
            }),
        };
        let cell = Cell { mark, week: number(week), stratum };
        self.counts.add(cell, Count { n, quote });
        Ok(())
    }

    /// Adds a file.
    ///
    /// # Errors
    /// It cannot be read, or a cell cannot be.
    fn read(&mut self, input: &Input) -> Result<(), Error> {
        let again = Again::load(input, &SourceShape::comma())?;
        let rows = again.rows(&[])?;
        let names: Vec<String> = rows.names().map(|name| name.trim().to_lowercase()).collect();
        let mut places = [0; 10];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            let found = names.iter().position(|name| name == column);
            *place = found.ok_or_else(|| ReadError::MissingColumn {
                input: input.name(),
                column: column.to_owned(),
                option: "a table of counts",
                hint: format!("it has {}; expected are {}", names.join(", "), COLUMNS.join(", ")),
            })?;
        }
        self.rows = 0;
        for row in 0..rows.len() {
            let cells = rows.cells(row).unwrap_or_default();
            let of = |at: usize| cells.get(places[at]).map_or("", String::as_str);
            self.add(&input.name(), std::array::from_fn(of))?;
        }
        Ok(())
    }
}

/// One finding of one week, as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountSeen {
    /// Week of the look.
    pub week: String,
    /// Place among the findings of the week, from 1.
    pub rank: usize,
    /// Type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What was counted.
    pub stream: &'static str,
    /// The theme or the pair of themes; blank for the whole stream.
    pub group: String,
    /// The channel, where only one was looked at.
    pub channel: Option<Box<str>>,
    /// Comments in the window; of what vanished, in the weeks before.
    pub n: u32,
    /// Comments that past and exposure predict.
    pub expected: f64,
    /// At least this many times the usual rate (lower 5 % bound).
    pub at_least: f64,
    /// −log10 of the probability of as many if nothing had changed.
    pub score: f64,
    /// Weeks in the window.
    pub weeks: i32,
    /// The thread: one thing through the weeks.
    pub thread: String,
    /// Whether it was not found in the weeks before.
    pub new: bool,
    /// Samples of what was said, personal data masked.
    pub quotes: Vec<Quote>,
}

/// What would have been seen in counts at the end of each past week, or only at the end of `last`,
/// using only what was known then. `per_year` is the declared number of false alarms in 52 weeks.
pub fn look_at_counts(counts: &Counts, per_year: f64, progress: &dyn Progress) -> Vec<CountSeen> {
    let mut watch = CountWatch::new(counts, per_year);
    let (first, last) = watch.weeks();
    let weeks = first + WARM..=last;
    let total = (last - first - WARM + 1).max(0) as u64;
    progress.event(Event::Begin { stage: "detect", total: Some(total) });
    let mut all = Vec::new();
    for week in weeks {
        all.extend(watch.look(week).into_iter().zip(1..).map(|(found, rank)| seen(found, rank)));
        progress.event(Event::Advance(1));
    }
    progress.event(Event::End);
    all
}

fn seen(found: Counted, rank: usize) -> CountSeen {
    let rounded = |x: f64| (x * 1000.0).round() / 1000.0;
    let masked = |quote: Quote| match mask(&quote.text) {
        Some(text) => Quote { text: text.into(), ..quote },
        None => quote,
    };
    CountSeen {
        week: numbered(found.now).to_string(),
        rank,
        kind: found.kind.name(),
        stream: found.mark.stream.name(),
        group: found.mark.group.to_string(),
        channel: found.channel,
        n: found.n,
        expected: rounded(found.expected),
        at_least: rounded(found.at_least),
        score: rounded(found.strength),
        weeks: found.weeks,
        thread: format!("C{:04}", found.thread + 1),
        new: found.new,
        quotes: found.quotes.into_iter().map(masked).collect(),
    }
}

/// Reads tables of counts, looks at the end of every week, and writes what was seen as JSON Lines.
/// Gives the number of findings.
///
/// # Errors
/// What cannot be read or written.
pub fn replay_counts(
    tables: &[Input],
    per_year: f64,
    out: &Path,
    progress: &dyn Progress,
) -> Result<usize, Error> {
    let mut table = CountTable::default();
    for input in tables {
        table.read(input)?;
    }
    let seen = look_at_counts(&table.counts, per_year, progress);
    put_lines(out, &seen)?;
    Ok(seen.len())
}

/// A row that is counted.
struct Row<'r> {
    record: &'r Record,
    week: i32,
    language: Option<Lang>,
    heard: Heard,
    text: String,
}

/// Counts the dated comments of files by a codebook, and writes the table as CSV. Gives the number of
/// counts. Of copies of one text in a week, a language, a kind of voice and a channel, the one with the
/// lowest key counts.
///
/// # Errors
/// What cannot be read or written.
pub fn tally(
    inputs: &[Input],
    applier: &Applier,
    config: &Config,
    out: &Path,
    progress: &dyn Progress,
) -> Result<usize, Error> {
    let mut counts = Counts::default();
    for input in inputs {
        let reading = read::read(input, config, progress)?;
        progress.event(Event::Begin { stage: "tag", total: Some(reading.records.len() as u64) });
        let records = reading.records.all()?;
        let mut rows: Vec<Row<'_>> = Vec::with_capacity(records.len());
        for records in records.chunks(BATCH) {
            rows.extend(heard(applier, records, reading.scale));
            progress.event(Event::Advance(records.len() as u64));
        }
        progress.event(Event::End);
        count(&rows, &mut counts);
    }
    write(&counts, out)?;
    Ok(counts.len())
}

fn heard<'r>(
    applier: &Applier,
    records: &'r [Record],
    scale: Option<crate::config::Scale>,
) -> Vec<Row<'r>> {
    let texts: Vec<Text<'_>> = records.iter().flat_map(Text::of).collect();
    let looked = Looked::at(applier, &texts);
    let (mut rows, mut at) = (Vec::with_capacity(records.len()), 0);
    for record in records {
        let own = at..at + record.comments.len();
        at = own.end;
        let Some(date) = record.date else { continue };
        let score = record.score.zip(scale).map(|(score, scale)| scale.normalise(score));
        let said: Vec<&str> = record.comments.iter().map(|comment| &*comment.text).collect();
        let is_said = said.iter().any(|text| !text.trim().is_empty());
        rows.push(Row {
            record,
            week: number(Week::of(date.date())),
            language: own.clone().find_map(|at| looked.tags(at).lang).filter(|_| is_said),
            heard: looked.heard(own, Voice { source: record.source, score }),
            text: said.join("\n"),
        });
    }
    rows
}

fn count(rows: &[Row<'_>], counts: &mut Counts) {
    let stratum = |row: &Row<'_>| Stratum {
        language: row.language.map_or("", Lang::code).into(),
        source: row.record.source,
        channel: row.record.channel.clone().unwrap_or_default(),
    };
    let mut firsts: BTreeMap<(i64, i32, Stratum), usize> = BTreeMap::new();
    let place = |at: usize| (&rows[at].record.key, &rows[at].text, at);
    for (at, row) in rows.iter().enumerate() {
        let Some(voice) = row.heard.voice else { continue };
        let first = firsts.entry((voice, row.week, stratum(row))).or_insert(at);
        if place(at) < place(*first) {
            *first = at;
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let stratum = stratum(row);
        let first = row.heard.voice.and_then(|voice| {
            firsts.get(&(voice, row.week, stratum.clone())).map(|first| *first == at)
        });
        let quote = Quote {
            rank: row.heard.voice.unwrap_or(i64::MAX),
            key: row.record.key.0.clone(),
            text: row.text.as_str().into(),
        };
        for mark in &row.heard.marks {
            if first.unwrap_or(true) || mark.stream.counts_copies() {
                let cell = Cell { mark: *mark, week: row.week, stratum: stratum.clone() };
                counts.add(cell, Count { n: 1, quote: Some(quote.clone()) });
            }
        }
    }
}

fn write(counts: &Counts, out: &Path) -> Result<(), Error> {
    let table = |out: &mut dyn std::io::Write| -> Result<(), csv::Error> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(COLUMNS)?;
        for (cell, count) in counts.iter() {
            let quote = count.quote.as_ref();
            let (week, group) = (numbered(cell.week).to_string(), cell.mark.group.to_string());
            let rank = quote.map_or_else(String::new, |quote| quote.rank.to_string());
            table.write_record([
                week.as_str(),
                &cell.stratum.language,
                cell.stratum.source.name(),
                &guarded(&cell.stratum.channel),
                cell.mark.stream.name(),
                &group,
                &count.n.to_string(),
                &rank,
                &guarded(quote.map_or("", |quote| &quote.key)),
                &guarded(quote.map_or("", |quote| &quote.text)),
            ])?;
        }
        table.flush()?;
        Ok(())
    };
    atomic::write(out, |file| table(file).map_err(std::io::Error::other))
        .map_err(|reason: std::io::Error| Error::File { path: out.to_path_buf(), reason })
}
