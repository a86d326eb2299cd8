//! The counts of one mark, week by week and stratum by stratum.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Counts, Mark, Stratum};

/// The counts of a mark.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    weeks: BTreeMap<i32, BTreeMap<Stratum, u32>>,
}

/// The counts of every mark.
pub(super) fn of(counts: &Counts) -> BTreeMap<Mark, Series> {
    let mut all: BTreeMap<Mark, Series> = BTreeMap::new();
    for (cell, count) in counts.iter() {
        let week = all.entry(cell.mark).or_default().weeks.entry(cell.week).or_default();
        *week.entry(cell.stratum.clone()).or_default() += count.n;
    }
    all
}

impl Series {
    /// Weeks `from..=to` with their counts, where there are any.
    pub(super) fn between(&self, from: i32, to: i32) -> impl Iterator<Item = (i32, u32)> {
        let weeks = self.weeks.iter().filter(move |(week, _)| (from..=to).contains(*week));
        weeks.map(|(week, strata)| (*week, strata.values().sum())).filter(|(_, n)| *n > 0)
    }

    /// Comments of the weeks `from..=to`.
    pub(super) fn sum(&self, from: i32, to: i32) -> u32 {
        self.between(from, to).map(|(_, n)| n).sum()
    }

    /// Comments of the weeks `from..=to` by stratum.
    pub(super) fn by_stratum(&self, from: i32, to: i32) -> BTreeMap<&Stratum, u32> {
        let mut strata = BTreeMap::new();
        if from <= to {
            for (stratum, n) in self.weeks.range(from..=to).flat_map(|(_, strata)| strata) {
                *strata.entry(stratum).or_default() += n;
            }
        }
        strata.retain(|_, n| *n > 0);
        strata
    }

    /// The counts of one channel.
    pub(super) fn in_channel(&self, channel: &str) -> Self {
        let mut own = self.clone();
        own.weeks.values_mut().for_each(|strata| strata.retain(|s, _| &*s.channel == channel));
        own
    }

    /// All channels.
    pub(super) fn channels(&self) -> BTreeSet<&str> {
        self.weeks.values().flat_map(BTreeMap::keys).map(|stratum| &*stratum.channel).collect()
    }
}
