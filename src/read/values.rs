//! What do the values of a column look like? Shares over the first rows.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{dates, number};
use crate::config::{DateOrder, Decimal};
use crate::lang::Lang;

/// What the first values of a column are like. Shares are of those that are not blank, 0 … 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Values looked at that are not blank.
    pub(super) filled: usize,
    /// Share of all values that are blank.
    pub(super) blank: f32,
    /// Characters, on average.
    pub(super) characters: f32,
    /// Words, on average.
    pub(super) words: f32,
    /// Number of different values.
    pub(super) different: usize,
    /// Share of numbers.
    pub(super) numbers: f32,
    /// Share of dates, plain numbers not counted.
    pub(super) dates: f32,
    /// Share of plain numbers that could be dates.
    pub(super) stamps: f32,
    /// Share of language codes and names.
    pub(super) codes: f32,
    /// Lowest number.
    pub(super) min: f32,
    /// Highest number.
    pub(super) max: f32,
}

impl Profile {
    pub(super) fn of(values: &[Cow<'_, str>], decimal: Decimal) -> Self {
        let filled: Vec<&str> = values
            .iter()
            .map(|value| value.trim())
            .filter(|value| !number::says_nothing(value))
            .collect();
        let count = filled.len().max(1) as f32;
        let share = |test: &dyn Fn(&str) -> bool| {
            filled.iter().filter(|value| test(value)).count() as f32 / count
        };
        let mean = |size: &dyn Fn(&str) -> usize| {
            filled.iter().map(|value| size(value)).sum::<usize>() as f32 / count
        };
        let numbers: Vec<f32> =
            filled.iter().filter_map(|value| number::score(value, decimal)).collect();
        let is_date = |value: &str| {
            dates::parse(value, DateOrder::Dmy)
                .or_else(|| dates::parse(value, DateOrder::Mdy))
                .is_some()
        };
        Self {
            filled: filled.len(),
            blank: 1.0 - filled.len() as f32 / values.len().max(1) as f32,
            characters: mean(&|value| value.chars().count()),
            words: mean(&|value| value.split_whitespace().count()),
            different: filled.iter().collect::<FxHashSet<_>>().len(),
            numbers: numbers.len() as f32 / count,
            dates: share(&|value| is_date(value) && !is_plain_number(value)),
            stamps: share(&|value| is_date(value) && is_plain_number(value)),
            codes: share(&is_code),
            min: numbers.iter().copied().fold(f32::INFINITY, f32::min),
            max: numbers.iter().copied().fold(f32::NEG_INFINITY, f32::max),
        }
    }

    /// Different values in all values that are not blank, 0 … 1.
    pub(super) fn distinct(&self) -> f32 {
        self.different as f32 / self.filled.max(1) as f32
    }

    /// Whether the values are words, not numbers, dates or codes.
    pub(super) fn wordy(&self) -> bool {
        self.filled > 0 && self.numbers < 0.5 && self.dates + self.stamps < 0.5 && self.codes < 0.8
    }

    /// Whether the values are sentences that differ.
    pub(super) fn prose(&self) -> bool {
        self.wordy() && self.words >= 3.5 && self.characters >= 18.0 && self.varied()
    }

    /// Whether the values are not a few that come again and again.
    pub(super) fn varied(&self) -> bool {
        self.filled < 20 || self.distinct() >= 0.2
    }

    /// Whether the values are a few short ones that come again and again.
    pub(super) fn categories(&self) -> bool {
        let few = self.different <= 12 || self.distinct() <= 0.5;
        self.filled > 0 && self.words <= 6.0 && self.dates < 0.5 && few
    }
}

fn is_plain_number(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && value.bytes().filter(|byte| !byte.is_ascii_digit()).count() <= 1
}

fn is_code(value: &str) -> bool {
    let known = matches!(Lang::parse(value), Some(Lang::Fi | Lang::En | Lang::Sv));
    let primary = value.split(['-', '_']).next().unwrap_or("");
    value.len() <= 10
        && (known || primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
