//! The weeks shown, and what was said in them.

use crate::measure::small_base::hidden;
use crate::record::Week;
use crate::report::findings::{Findings, Weeks};
use crate::report::model::{Split, WeekView};
use crate::report::rows::Rows;

use super::tally::ThemeIndex;

/// Weeks shown at least, where the data reach so far back.
const AT_LEAST: i32 = 26;
/// Weeks shown at most.
const AT_MOST: i32 = 104;

/// Counts by week.
pub(crate) struct ByWeek {
    /// The weeks, oldest first.
    pub(crate) weeks: Vec<WeekView>,
    /// Comments of each theme in each week, in the order of the index.
    pub(crate) themes: Vec<Vec<u32>>,
}

/// Counts the rows of the weeks shown: the period and what led to it.
pub(crate) fn by_week(findings: &Findings<'_>, index: &ThemeIndex) -> ByWeek {
    let Some(span) = shown(findings) else {
        return ByWeek { weeks: Vec::new(), themes: vec![Vec::new(); index.len()] };
    };
    let length = span.len() as usize;
    let mut split = vec![Split::default(); length];
    let mut themes = vec![vec![0; length]; index.len()];
    for row in findings.rows.iter().filter(|row| !row.blank) {
        let Some(week) = row.week.filter(|week| span.hold(*week)) else { continue };
        let at = week.since(span.first) as usize;
        if let Some(split) = split.get_mut(at) {
            split.add(row.sentiment);
        }
        for member in row.themes {
            let counts = index.get(&member.theme).and_then(|theme| themes.get_mut(*theme));
            if let Some(n) = counts.and_then(|counts| counts.get_mut(at)) {
                *n += 1;
            }
        }
    }
    ByWeek { weeks: views(findings, span, &split), themes }
}

fn views(findings: &Findings<'_>, span: Weeks, split: &[Split]) -> Vec<WeekView> {
    let sizes: Vec<u32> = split.iter().map(|split| split.felt() + split.none).collect();
    let hide = hidden(&sizes, findings.settings.anonymity, None);
    let weeks = split.iter().zip(sizes).zip(hide).zip(0..);
    weeks
        .map(|(((split, n), hide), at)| {
            let week = span.first.plus(at);
            WeekView {
                week: week.to_string(),
                n,
                split: (!hide).then_some(*split),
                in_period: findings.period.is_none_or(|weeks| weeks.hold(week)),
            }
        })
        .collect()
}

fn shown(findings: &Findings<'_>) -> Option<Weeks> {
    let (earliest, latest) = reach(findings.rows)?;
    let period = findings.period.unwrap_or(Weeks { first: earliest, last: latest });
    let length = period.len().clamp(AT_LEAST, AT_MOST);
    let first = period.last.plus(1 - length).max(earliest).min(period.last);
    Some(Weeks { first, last: period.last })
}

fn reach(rows: &Rows) -> Option<(Week, Week)> {
    let mut weeks = rows.iter().filter_map(|row| row.week);
    let first = weeks.next()?;
    Some(weeks.fold((first, first), |(low, high), week| (low.min(week), high.max(week))))
}
