//! Themes by touchpoint, small cells hidden with their complements.

use std::collections::BTreeMap;

use crate::measure::small_base::hidden;
use crate::report::findings::Findings;
use crate::report::model::{PlaceRow, Places, Theme};

use super::super::Counted;
use super::super::tally::counts;
use super::{ROWS, labels};

/// Touchpoints shown at most.
const PLACES: usize = 12;

/// `None` where fewer than two touchpoints are named.
pub(super) fn places(
    findings: &Findings<'_>,
    counted: &Counted<'_>,
    themes: &[Theme],
) -> Option<Places> {
    let rows = || {
        let rows = findings.rows.iter();
        rows.filter(|row| !row.blank && counts(row, findings.period))
    };
    let mut sizes: BTreeMap<&str, u32> = BTreeMap::new();
    for name in rows().filter_map(|row| row.touchpoint) {
        *sizes.entry(name).or_default() += 1;
    }
    let mut places: Vec<(&str, u32)> =
        sizes.into_iter().filter(|(_, n)| *n >= findings.settings.anonymity).collect();
    places.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    places.truncate(PLACES);
    if places.len() < 2 {
        return None;
    }
    let column: BTreeMap<&str, usize> =
        places.iter().zip(0..).map(|((name, _), at)| (*name, at)).collect();
    let mut table = vec![vec![0u32; places.len()]; counted.index.len()];
    for row in rows() {
        let Some(at) = row.touchpoint.and_then(|name| column.get(name)) else { continue };
        for member in row.themes {
            let theme = counted.index.get(&member.theme);
            let cell = theme.and_then(|theme| table.get_mut(*theme)).and_then(|r| r.get_mut(*at));
            if let Some(n) = cell {
                *n += 1;
            }
        }
    }
    let labels = labels(counted, themes);
    let mut found: Vec<(u32, PlaceRow)> = table
        .into_iter()
        .zip(labels)
        .filter_map(|(row, label)| {
            let (theme, label) = label?;
            let total = row.iter().sum::<u32>();
            let hide = hidden(&row, findings.settings.anonymity, None);
            let counts = row.iter().zip(hide).map(|(n, hide)| (!hide).then_some(*n)).collect();
            (total > 0).then_some((total, PlaceRow { theme, label, counts }))
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.theme.cmp(&b.1.theme)));
    found.truncate(ROWS);
    Some(Places {
        places: places.into_iter().map(|(name, _)| name.to_owned()).collect(),
        rows: found.into_iter().map(|(_, row)| row).collect(),
    })
}
