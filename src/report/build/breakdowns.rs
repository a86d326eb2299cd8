//! Figures by group, with small groups and their complements hidden.

use std::collections::BTreeMap;

use crate::measure::normal::Z95;
use crate::measure::small_base::hidden;
use crate::measure::{Estimate, proportion};
use crate::report::findings::{Findings, Scale};
use crate::report::model::{Breakdown, Cell, Dimension, Group, Split};
use crate::report::rows::Row;

use super::figure::figure;
use super::level::Levels;
use super::tally::{Scores, counts};

/// Every dimension by which the period has at least two groups.
pub(crate) fn all(findings: &Findings<'_>, levels: &Levels<'_>) -> Vec<Breakdown> {
    Dimension::ALL.into_iter().filter_map(|by| breakdown(findings, levels, by)).collect()
}

impl Dimension {
    /// All dimensions, in the order they are shown.
    pub const ALL: [Self; 5] =
        [Self::Touchpoint, Self::Channel, Self::Segment, Self::Source, Self::Language];

    fn of<'a>(self, row: &Row<'a>) -> Option<&'a str> {
        match self {
            Self::Touchpoint => row.touchpoint,
            Self::Channel => row.channel,
            Self::Segment => row.segment,
            Self::Source => Some(row.source.name()),
            Self::Language => row.lang.map(crate::lang::Lang::code),
        }
    }
}

#[derive(Default)]
struct Count {
    records: u32,
    comments: u32,
    split: Split,
    scores: Scores,
}

/// Groups listed at most, the largest.
const SHOWN: usize = 50;

fn breakdown(findings: &Findings<'_>, levels: &Levels<'_>, by: Dimension) -> Option<Breakdown> {
    let (mut counts, blank) = count(findings, levels, by);
    if counts.iter().filter(|(name, _)| name.is_some()).count() == 0 || counts.len() < 2 {
        return None;
    }
    counts.sort_by(|(a_name, a), (b_name, b)| {
        b.comments.cmp(&a.comments).then_with(|| a_name.cmp(b_name))
    });
    let anonymity = findings.settings.anonymity;
    let spare = counts.iter().position(|(name, _)| name.is_none());
    let hide = |base: fn(&Count) -> u32| {
        // What is not shown could be reckoned from the rest like any other group.
        let sizes = counts.iter().map(|(_, count)| base(count)).chain([base(&blank)]);
        hidden(&sizes.collect::<Vec<u32>>(), anonymity, spare)
    };
    let records = hide(|count| count.records);
    let scores = hide(|count| count.scores.sums.n);
    let felt = hide(|count| count.split.felt());
    let flags = records.into_iter().zip(scores).zip(felt);
    let groups = counts
        .iter()
        .zip(flags)
        .take(SHOWN)
        .map(|((name, count), ((records, scores), felt))| Group {
            name: name.map(str::to_owned),
            comments: (!records).then_some(count.comments),
            score: cell(count.scores.measure(findings.settings.scale, Z95), scores),
            positive: cell(share(count.split.positive, count), felt),
            negative: cell(share(count.split.negative, count), felt),
        })
        .collect();
    Some(Breakdown { by, left_out: counts.len().saturating_sub(SHOWN) as u32, groups })
}

/// The groups, and what belongs to none that is shown.
fn count<'a>(
    findings: &Findings<'a>,
    levels: &Levels<'_>,
    by: Dimension,
) -> (Vec<(Option<&'a str>, Count)>, Count) {
    let scale: Scale = findings.settings.scale;
    let mut groups: BTreeMap<Option<&str>, Count> = BTreeMap::new();
    let mut blank = Count::default();
    let mut record = None;
    for row in findings.rows.iter().filter(|row| counts(row, findings.period)) {
        // A blank answer has no language, which says nothing about who left it blank.
        let group = if by == Dimension::Language && row.blank {
            &mut blank
        } else {
            groups.entry(by.of(&row)).or_default()
        };
        if record != Some(row.record) {
            record = Some(row.record);
            group.records += 1;
            // A touchpoint has scores of its own level; other groups hold the main level only.
            let told = by == Dimension::Touchpoint || levels.level(&row) == levels.main;
            if let Some(score) = row.score.filter(|_| told) {
                group.scores.add(score, scale);
            }
        }
        if !row.blank {
            group.comments += 1;
            group.split.add(row.sentiment);
        }
    }
    (groups.into_iter().collect(), blank)
}

fn share(part: u32, count: &Count) -> Option<Estimate> {
    proportion::share(part, count.split.felt(), Z95)
}

fn cell(estimate: Option<Estimate>, hidden: bool) -> Cell {
    match estimate {
        None => Cell::Empty,
        Some(_) if hidden => Cell::Hidden,
        Some(estimate) => Cell::Figure(figure(estimate)),
    }
}
