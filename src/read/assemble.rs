//! From a row's cells to a record, by the roles of its columns.

use std::borrow::Cow;

use super::error::RejectReason;
use super::key;
use super::number;
use super::table::{Column, Fault, Row};
use super::{dates, voice};
use crate::config::{ColumnsConfig, DateOrder, Decimal, Scale};
use crate::lang::Lang;
use crate::record::{Comment, Record, RecordKey, Source};

/// Longest piece of a cell shown in a message, in characters.
const SHOWN: usize = 40;

/// What turns rows into records.
pub(super) struct Assembler<'a> {
    pub(super) columns: &'a [Column],
    pub(super) places: Places,
    pub(super) settings: &'a ColumnsConfig,
    pub(super) decimal: Decimal,
    /// Whether numbers are written as `1001.0` only because others of their column are blank.
    pub(super) floats: bool,
    pub(super) order: DateOrder,
    /// The scale, where the settings give it.
    pub(super) scale: Option<Scale>,
    /// Source of rows that do not say it.
    pub(super) source: Source,
}

/// Places of the columns with a role.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) key: Option<usize>,
    pub(super) text: Vec<usize>,
    pub(super) date: Option<usize>,
    pub(super) source: Option<usize>,
    pub(super) channel: Option<usize>,
    pub(super) touchpoint: Option<usize>,
    pub(super) segment: Option<usize>,
    pub(super) score: Option<usize>,
    pub(super) language: Option<usize>,
    pub(super) value: Option<usize>,
    pub(super) author: Option<usize>,
}

/// What is looked at in records together, when all rows are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    /// Number of the row.
    pub(super) row: u64,
    /// Hash of the key that the source gives.
    pub(super) key: Option<u64>,
    /// Hash of its content.
    pub(super) content: u64,
    /// The score as given.
    pub(super) score: Option<f32>,
}

impl Assembler<'_> {
    /// The record of `row`, which is number `number`.
    pub(super) fn record(&self, row: &Row<'_>, number: u64) -> Result<(Record, Identity), Fault> {
        let places = &self.places;
        let cell = |place: Option<usize>| self.cell(row, place);
        let key = cell(places.key).and_then(|cell| {
            let whole = self.floats.then(|| number::whole(&cell)).flatten();
            key::given(whole.unwrap_or(&cell))
        });
        let short = |place| cell(place).map(|cell| Box::from(cell.trim()));
        let source = cell(places.source).and_then(|cell| voice::of(&cell, self.settings));
        let comments = places.text.iter().enumerate().map(|(question, &place)| Comment {
            question: question as u16,
            text: self
                .columns
                .get(place)
                .map_or(Cow::Borrowed(""), |column| row.get(place, column))
                .into(),
        });
        let given = key.as_ref().map(RecordKey::hash);
        let record = Record {
            key: key.unwrap_or_else(RecordKey::default),
            row: number,
            date: self.parsed(
                row,
                places.date,
                |cell| dates::parse(cell, self.order),
                not_a_date,
            )?,
            source: source.unwrap_or(self.source),
            channel: short(places.channel),
            touchpoint: short(places.touchpoint),
            segment: short(places.segment),
            author: short(places.author),
            score: self.score(row)?,
            value: self.parsed(
                row,
                places.value,
                |cell| number::parse(cell, self.decimal),
                not_a_number,
            )?,
            language: cell(places.language).and_then(|cell| Lang::parse(&cell)),
            comments: comments.collect(),
            fields: row.fields(self.columns),
        };
        let content = row.content(self.columns);
        let identity = Identity { row: number, key: given, content, score: record.score };
        Ok((record, identity))
    }

    /// A cell that says something.
    fn cell<'r>(&self, row: &'r Row<'_>, place: Option<usize>) -> Option<Cow<'r, str>> {
        let place = place?;
        let cell = row.get(place, self.columns.get(place)?);
        (!number::says_nothing(&cell)).then_some(cell)
    }

    fn parsed<T>(
        &self,
        row: &Row<'_>,
        place: Option<usize>,
        parse: impl Fn(&str) -> Option<T>,
        wrong: fn(String) -> RejectReason,
    ) -> Result<Option<T>, Fault> {
        match self.cell(row, place) {
            None => Ok(None),
            Some(cell) => match parse(&cell) {
                Some(value) => Ok(Some(value)),
                None => Err((self.name(place), wrong(shown(&cell)))),
            },
        }
    }

    fn score(&self, row: &Row<'_>) -> Result<Option<f32>, Fault> {
        let place = self.places.score;
        let score =
            self.parsed(row, place, |cell| number::score(cell, self.decimal), not_a_number)?;
        match (score, self.scale) {
            (Some(value), Some(scale)) if !scale.holds(value) => {
                Err((self.name(place), off_scale(value, scale)))
            }
            (score, _) => Ok(score),
        }
    }

    fn name(&self, place: Option<usize>) -> Option<Box<str>> {
        self.columns.get(place?).map(|column| column.name.as_str().into())
    }
}

/// The reason for a score outside its scale.
pub(super) const fn off_scale(value: f32, scale: Scale) -> RejectReason {
    RejectReason::OffScale { value, min: scale.min, max: scale.max }
}

fn not_a_date(value: String) -> RejectReason {
    RejectReason::NotADate { value }
}

fn not_a_number(value: String) -> RejectReason {
    RejectReason::NotANumber { value }
}

fn shown(cell: &str) -> String {
    let mut text: String =
        cell.trim().chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if cell.trim().chars().count() > SHOWN {
        text.push('…');
    }
    text
}
