//! Which weeks a run reports on.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::earlier::Earlier;
use super::intake::Intake;
use super::store::Store;
use crate::error::Error;
use crate::record::Week;
use crate::report::findings::Weeks;

/// Share of the new comments that makes the newest week the period on its own; the rest are late.
const MOSTLY: f64 = 0.8;

/// The period asked for; else that of the same run made before; else, where the archive holds no other comments, everything dated; else the
/// weeks of the new comments. `None` where no comment has a date.
pub(super) fn choose(
    asked: Option<&str>,
    again: Option<&Earlier>,
    intake: &Intake,
    store: &Store,
) -> Result<Option<Weeks>, Error> {
    if let Some(name) = asked {
        return parse(name).map(Some).ok_or_else(|| Error::Period(name.to_owned()));
    }
    if let Some(earlier) = again {
        return Ok(earlier.period);
    }
    let known = store.known()?;
    let mut seen = FxHashSet::default();
    let mut new: BTreeMap<Week, usize> = BTreeMap::new();
    let mut all: BTreeMap<Week, usize> = BTreeMap::new();
    for line in intake.lines() {
        seen.insert(line.key);
        if let Some(week) = line.week {
            *all.entry(week).or_default() += 1;
            if !known.contains_key(&line.key) {
                *new.entry(week).or_default() += 1;
            }
        }
    }
    let weeks = if new.is_empty() { all } else { new };
    // Given to its archive again, a first file is still the whole of it.
    let whole = known.keys().all(|key| seen.contains(key));
    Ok(span(&weeks, whole))
}

fn span(weeks: &BTreeMap<Week, usize>, whole: bool) -> Option<Weeks> {
    let (first, _) = weeks.first_key_value()?;
    let (last, newest) = weeks.last_key_value()?;
    let total: usize = weeks.values().sum();
    let mostly_newest = *newest as f64 >= MOSTLY * total as f64;
    let first = if mostly_newest && !whole { last } else { first };
    Some(Weeks { first: *first, last: *last })
}

/// The name of a period, which is that of its folder.
pub(super) fn name(period: Option<Weeks>) -> String {
    match period {
        None => "undated".to_owned(),
        Some(weeks) if weeks.first == weeks.last => weeks.last.to_string(),
        Some(weeks) => format!("{}--{}", weeks.first, weeks.last),
    }
}

/// The weeks before, as many.
pub(super) fn before(period: Weeks) -> Weeks {
    let n = period.len();
    Weeks { first: period.first.plus(-n), last: period.last.plus(-n) }
}

/// The weeks of a name; `None` where it names none.
pub(super) fn parse(name: &str) -> Option<Weeks> {
    let (first, last) = name.split_once("--").unwrap_or((name, name));
    let weeks = Weeks { first: week(first)?, last: week(last)? };
    (weeks.first <= weeks.last).then_some(weeks)
}

/// The week of a name such as `2026-W47`.
pub(super) fn week(name: &str) -> Option<Week> {
    Week::parse(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for text in ["2026-W47", "2025-W48--2026-W46"] {
            assert_eq!(name(parse(text)), text);
        }
        for text in ["2026-47", "2026-W54", "2026-W10--2026-W09", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn late_comments_do_not_stretch_a_week() {
        let week = |n| week("2026-W10").unwrap().plus(n);
        let weeks = |counts: &[(i32, usize)]| counts.iter().map(|(w, n)| (week(*w), *n)).collect();
        for (counts, whole, expected) in [
            (vec![(0, 90), (-3, 2)], false, (0, 0)),
            (vec![(0, 90), (-3, 2)], true, (-3, 0)),
            (vec![(0, 50), (-1, 50)], false, (-1, 0)),
        ] {
            let found = span(&weeks(&counts), whole).unwrap();
            assert_eq!(found, Weeks { first: week(expected.0), last: week(expected.1) });
        }
    }
}
