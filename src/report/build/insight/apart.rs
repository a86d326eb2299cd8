//! Two points of view: staff against customers, detractors against promoters.

use crate::measure::normal::Z95;
use crate::measure::nps::Band;
use crate::measure::proportion;
use crate::measure::small_base::ANECDOTAL;
use crate::record::Source;
use crate::report::findings::{Findings, Scale};
use crate::report::model::{Contrast, ContrastTheme, Gap, Sides, Split, Theme};
use crate::report::rows::Row;

use super::super::Counted;
use super::super::figure::{Looks, figure};
use super::super::tally::counts;
use super::{ROWS, labels};

/// Comments of one side.
struct Side {
    comments: u32,
    themes: Vec<Split>,
}

impl Split {
    fn n(self) -> u32 {
        self.felt() + self.none
    }
}

/// Counts the comments of both sides; `side` says where a row belongs.
fn sides(
    findings: &Findings<'_>,
    counted: &Counted<'_>,
    side: impl Fn(&Row<'_>) -> Option<usize>,
) -> [Side; 2] {
    let side_of = || Side { comments: 0, themes: vec![Split::default(); counted.index.len()] };
    let mut both = [side_of(), side_of()];
    for row in findings.rows.iter().filter(|row| !row.blank && counts(row, findings.period)) {
        let Some(own) = side(&row).and_then(|at| both.get_mut(at)) else { continue };
        own.comments += 1;
        for member in row.themes {
            let at = counted.index.get(&member.theme);
            if let Some(split) = at.and_then(|at| own.themes.get_mut(*at)) {
                split.add(member.sentiment);
            }
        }
    }
    both
}

fn customers_first(row: &Row<'_>) -> usize {
    usize::from(row.source == Source::Staff)
}

/// How much better staff see a theme than customers do, where both say enough of it.
pub(super) fn gaps(findings: &Findings<'_>, counted: &Counted<'_>, themes: &[Theme]) -> Vec<Gap> {
    let [customers, staff] = sides(findings, counted, |row| Some(customers_first(row)));
    let least = findings.settings.anonymity.max(ANECDOTAL);
    let pairs: Vec<(usize, Split, Split)> = (0..)
        .zip(customers.themes)
        .zip(staff.themes)
        .map(|((at, customers), staff)| (at, customers, staff))
        .filter(|(_, customers, staff)| customers.felt().min(staff.felt()) >= least)
        .collect();
    let looks = Looks::new(pairs.len());
    let labels = labels(counted, themes);
    let mut gaps: Vec<Gap> = pairs
        .into_iter()
        .filter_map(|(at, customers, staff)| {
            let (theme, label) = labels.get(at)?.clone()?;
            let of = |split: Split| (split.positive, split.felt());
            let (a, b) = (of(staff), of(customers));
            Some(Gap {
                theme,
                label,
                staff: figure(proportion::share(a.0, a.1, Z95)?),
                customers: figure(proportion::share(b.0, b.1, Z95)?),
                difference: looks.change((a.1, b.1), least, |z| proportion::difference(a, b, z))?,
            })
        })
        .collect();
    gaps.sort_by(|a, b| {
        let size = |gap: &Gap| gap.difference.difference.abs();
        size(b).total_cmp(&size(a)).then(a.theme.cmp(&b.theme))
    });
    gaps.truncate(ROWS);
    gaps
}

/// What one group speaks of more than the other.
pub(super) fn contrasts(
    findings: &Findings<'_>,
    counted: &Counted<'_>,
    themes: &[Theme],
) -> Vec<Contrast> {
    let mut all = Vec::new();
    let bands = |row: &Row<'_>| {
        if counted.levels.level(row) != counted.levels.main {
            return None;
        }
        match Band::of(f64::from(row.score?)) {
            Band::Detractor => Some(0),
            Band::Passive => None,
            Band::Promoter => Some(1),
        }
    };
    if findings.settings.scale == Scale::Recommend {
        let both = sides(findings, counted, bands);
        all.extend(contrast(findings, Sides::DetractorsPromoters, &both, counted, themes));
    }
    let both = sides(findings, counted, |row| Some(customers_first(row)));
    all.extend(contrast(findings, Sides::CustomersStaff, &both, counted, themes));
    all
}

fn contrast(
    findings: &Findings<'_>,
    sides: Sides,
    [first, second]: &[Side; 2],
    counted: &Counted<'_>,
    themes: &[Theme],
) -> Option<Contrast> {
    let least = findings.settings.anonymity.max(ANECDOTAL);
    let (n, m) = (first.comments, second.comments);
    if n.min(m) < least {
        return None;
    }
    let both = || first.themes.iter().zip(&second.themes);
    let looks = Looks::new(both().filter(|(a, b)| a.n() + b.n() > 0).count());
    let labels = labels(counted, themes);
    let mut found: Vec<ContrastTheme> = both()
        .zip(labels)
        .filter_map(|((a, b), label)| {
            let (theme, label) = label?;
            // A theme that fewer than the threshold speak of would single them out.
            if a.n() + b.n() < least {
                return None;
            }
            let (a, b) = ((a.n(), n), (b.n(), m));
            Some(ContrastTheme {
                theme,
                label,
                first: figure(proportion::share(a.0, a.1, Z95)?),
                second: figure(proportion::share(b.0, b.1, Z95)?),
                difference: looks.change((n, m), least, |z| proportion::difference(a, b, z))?,
            })
        })
        .collect();
    found.sort_by(|a, b| {
        let size = |theme: &ContrastTheme| theme.difference.difference.abs();
        size(b).total_cmp(&size(a)).then(a.theme.cmp(&b.theme))
    });
    found.truncate(ROWS);
    Some(Contrast { sides, first: n, second: m, themes: found })
}
