//! What was said, and where: records, their comments, and places in a text.
//!
//! Owns the identity of a record. Refuses to interpret: nothing here knows words or feelings.

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// What identifies a record for ever: feeding the same key twice changes nothing.
///
/// Either a value of the source's key column, or, where a source has none, a hash of the content
/// with an occurrence number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordKey(pub Box<str>);

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of voice a record carries.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// An answer to a survey or a feedback form.
    #[default]
    Survey,
    /// A post or message in public.
    Social,
    /// A note written by staff.
    Staff,
}

impl Source {
    /// All sources, in their fixed order.
    pub const ALL: [Self; 3] = [Self::Survey, Self::Social, Self::Staff];

    /// The name used in files and queries.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Social => "social",
            Self::Staff => "staff",
        }
    }
}

/// One row of a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What identifies the record.
    pub key: RecordKey,
    /// Number of the record in its file, from 1; header records do not count.
    pub row: u64,
    /// When it was said; midnight where the source gives a date only.
    pub date: Option<DateTime>,
    /// Kind of voice.
    pub source: Source,
    /// Way in which it was said: e-mail, kiosk, shift note, …
    pub channel: Option<Box<str>>,
    /// Encounter it is about: delivery, till, reception, …
    pub touchpoint: Option<Box<str>>,
    /// Group of customers or staff.
    pub segment: Option<Box<str>>,
    /// Who said it. Personal data: never shown in a report.
    pub author: Option<Box<str>>,
    /// Main score as given (its scale is a setting).
    pub score: Option<f32>,
    /// Money or other value at stake, in the source's own unit.
    pub value: Option<f64>,
    /// Language as declared by the source.
    pub language: Option<Lang>,
    /// The open-text answers, in question order; blank answers are kept with empty text.
    pub comments: Vec<Comment>,
    /// The record as it came: a JSON object, fields in source order.
    pub fields: Box<str>,
}

impl Default for RecordKey {
    fn default() -> Self {
        Self("".into())
    }
}

/// One open-text answer of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Index of the question (text column) in the settings, from 0.
    pub question: u16,
    /// The text, exactly as it was written.
    pub text: Box<str>,
}

/// A half-open range of bytes in an original text; both ends on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range`.
    pub const fn new(range: Range<usize>) -> Self {
        Self { start: range.start as u32, end: range.end as u32 }
    }

    /// The text it covers; empty if the span is not of this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// An ISO 8601 week, the unit in which time passes for themes and signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week(i32);

impl Week {
    /// The week that holds `date`. Consecutive weeks have consecutive numbers, over years too.
    pub fn of(date: Date) -> Self {
        let days = date.since(Date::ZERO).map_or(0, |span| span.get_days());
        // 0000-01-01 was a Saturday; weeks start on Monday.
        Self((days + 5).div_euclid(7))
    }

    /// The week of a name such as `2026-W47`.
    pub fn parse(name: &str) -> Option<Self> {
        let (year, week) = name.split_once("-W")?;
        let (year, week) = (year.parse().ok()?, week.parse().ok()?);
        Some(Self::of(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date()))
    }

    /// The week `n` weeks later.
    #[must_use]
    pub const fn plus(self, n: i32) -> Self {
        Self(self.0 + n)
    }

    /// Weeks from `earlier` to this one.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Monday of the week.
    pub fn monday(self) -> Date {
        let days = i64::from(self.0) * 7 - 5;
        Date::ZERO.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
    }

    fn iso(self) -> ISOWeekDate {
        self.monday().iso_week_date()
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iso = self.iso();
        write!(f, "{:04}-W{:02}", iso.year(), iso.week())
    }
}

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;

/// A hash of cells in their order. Its value is part of archives on disk and must never change: FNV-1a,
/// 128 bits (Fowler, Noll, Vo), folded to 64.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContentHash(u128);

impl ContentHash {
    pub(crate) const fn new() -> Self {
        Self(OFFSET)
    }

    /// Takes in one more cell.
    pub(crate) fn add(&mut self, cell: &str) {
        // The end of a cell counts, so that "a" + "bc" is not "ab" + "c".
        for byte in cell.bytes().chain([0x1f]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }

    pub(crate) const fn value(self) -> u64 {
        (self.0 >> 64) as u64 ^ self.0 as u64
    }
}

impl RecordKey {
    /// A hash of the key.
    pub(crate) fn hash(&self) -> u64 {
        let mut hash = ContentHash::new();
        hash.add(&self.0);
        hash.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_follow_iso_8601_and_number_on_over_years() {
        for (date, name) in [
            ("2026-11-21", "2026-W47"),
            ("2026-11-22", "2026-W47"),
            ("2026-11-23", "2026-W48"),
            ("2024-12-30", "2025-W01"),
            ("2021-01-03", "2020-W53"),
        ] {
            let date: Date = date.parse().unwrap();
            assert_eq!(Week::of(date).to_string(), name);
            let monday = Week::of(date).monday();
            assert_eq!(Week::of(monday), Week::of(date));
            assert!(monday <= date);
        }
    }
}
