//! What holds for whole columns: their roles, the decimal sign, the order of day and month.

use std::borrow::Cow;

use rayon::prelude::*;

use super::assemble::Places;
use super::columns::{Columns, Role};
use super::error::ReadError;
use super::names;
use super::roles::{self, Candidate, Facts};
use super::sniff::SourceShape;
use super::table::Table;
use super::values::Profile;
use super::{dates, number, voice};
use crate::config::{DateOrder, Decimal, Settings};
use crate::record::Source;

/// Rows from whose values roles are guessed.
pub(super) const SAMPLE: usize = 1000;

/// What was decided.
pub(super) struct Decisions {
    pub(super) columns: Columns,
    pub(super) places: Places,
    pub(super) order: DateOrder,
    pub(super) source: Source,
    /// What the first values of each column are like.
    pub(super) profiles: Vec<Profile>,
}

/// Decides roles, decimal sign (into `shape`) and date order.
pub(super) fn decide(
    table: &Table<'_>,
    shape: &mut SourceShape,
    settings: &Settings,
    input: &str,
    notes: &mut Vec<super::Said>,
) -> Result<Decisions, ReadError> {
    let values = sample(table);
    shape.decimal = settings.decimal.unwrap_or_else(|| decimal(&values, shape.delimiter));
    let profile = |values: &Vec<String>| {
        let values: Vec<Cow<'_, str>> =
            values.iter().map(|value| Cow::Borrowed(value.as_str())).collect();
        Profile::of(&values, shape.decimal)
    };
    let profiles: Vec<Profile> = values.par_iter().map(profile).collect();
    let candidates = table.columns.iter().enumerate().zip(&profiles).zip(&values).map(
        |(((index, column), profile), values)| {
            let words = names::words(column.label.as_deref().unwrap_or(&column.name));
            let words = if words.is_empty() || column.label.is_some() {
                [names::words(&column.name), words].concat()
            } else {
                words
            };
            let words = if column.generated { Vec::new() } else { words };
            Candidate { index, column, words, profile, values }
        },
    );
    let facts = Facts {
        input,
        settings: &settings.columns,
        profile: shape.profile,
        candidates: candidates.collect(),
    };
    let columns = roles::resolve(&facts, notes)?;
    let places = places(&columns);
    if let (None, Some(place)) = (settings.date_order, places.date) {
        let sample = values.get(place).map_or(&[][..], Vec::as_slice);
        shape.date_order = date_order(table, place, sample, shape, input)?;
    }
    let order = shape.date_order.unwrap_or(DateOrder::Dmy);
    let names = columns.names.iter().map(String::as_str);
    let by_columns = if places.source.is_none() { voice::by_columns(names) } else { None };
    let source = settings.columns.source_default.or(by_columns).unwrap_or_default();
    Ok(Decisions { columns, places, order, source, profiles })
}

/// The first values of every column; rows that cannot be read are left out.
fn sample(table: &Table<'_>) -> Vec<Vec<String>> {
    let mut values = vec![Vec::new(); table.columns.len()];
    for row in (0..table.len().min(SAMPLE)).filter_map(|row| table.row(row).ok()) {
        for ((index, column), values) in table.columns.iter().enumerate().zip(&mut values) {
            values.push(row.get(index, column).into_owned());
        }
    }
    values
}

/// The sign that most numbers show; where none does, the comma goes with the semicolon.
fn decimal(values: &[Vec<String>], delimiter: u8) -> Decimal {
    let signs = || {
        values
            .iter()
            .flatten()
            .filter(|value| value.len() < 24)
            .filter_map(|value| number::decimal(value))
    };
    let commas = signs().filter(|sign| *sign == Decimal::Comma).count();
    let points = signs().count() - commas;
    if commas > points || (commas == points && delimiter == b';') {
        Decimal::Comma
    } else {
        Decimal::Point
    }
}

fn places(columns: &Columns) -> Places {
    let one = |role| columns.one(role).map(|guess| guess.index);
    Places {
        key: one(Role::Key),
        text: columns.texts().map(|guess| guess.index).collect(),
        date: one(Role::Date),
        source: one(Role::Source),
        channel: one(Role::Channel),
        touchpoint: one(Role::Touchpoint),
        segment: one(Role::Segment),
        score: one(Role::Score),
        language: one(Role::Language),
        value: one(Role::Value),
        author: one(Role::Author),
    }
}

/// The order of day and month that the whole column tells; the day is first where the file has the
/// marks of a Finnish one. `None` if every date tells it.
fn date_order(
    table: &Table<'_>,
    place: usize,
    sample: &[String],
    shape: &SourceShape,
    input: &str,
) -> Result<Option<DateOrder>, ReadError> {
    let Some(column) = table.columns.get(place) else { return Ok(None) };
    let value = |row: usize| -> Option<String> {
        let row = table.row(row).ok()?;
        Some(row.get(place, column).trim().to_owned())
    };
    let open = |row: &usize| value(*row).is_some_and(|value| dates::depends_on_order(&value));
    let said = |row: usize| value(row).and_then(|value| dates::order(&value));
    let rows = 0..table.len();
    // Most columns are of a form that has one order only.
    let either = |value: &String| dates::depends_on_order(value) || dates::order(value).is_some();
    if !sample.iter().any(either) {
        return Ok(None);
    }
    let Some(first) = rows.clone().into_par_iter().find_first(open) else {
        let said = (0..table.len().min(SAMPLE)).find_map(said);
        return Ok(said);
    };
    let count =
        |order| rows.clone().into_par_iter().filter(|&row| said(row) == Some(order)).count();
    let (day_first, month_first) = (count(DateOrder::Dmy), count(DateOrder::Mdy));
    let finnish = shape.decimal == Decimal::Comma || shape.delimiter == b';';
    if day_first > month_first || (day_first == month_first && finnish) {
        Ok(Some(DateOrder::Dmy))
    } else if month_first > day_first {
        Ok(Some(DateOrder::Mdy))
    } else {
        Err(ReadError::AmbiguousDates {
            input: input.to_owned(),
            column: column.name.clone(),
            row: first as u64 + 1,
            value: value(first).unwrap_or_default(),
        })
    }
}
