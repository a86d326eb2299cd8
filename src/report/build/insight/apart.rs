//! Two points of view: staff against customers, detractors against promoters.

use crate::config::Goals;
use crate::measure::normal::Z95;
use crate::measure::nps::Band;
use crate::measure::proportion;
use crate::measure::small_base::ANECDOTAL;
use crate::record::Source;
use crate::report::findings::{Findings, Scale, Usage, Weeks};
use crate::report::model::{Contrast, ContrastTheme, ContrastWord, Gap, Sides, Split, Theme};
use crate::report::rows::{Row, Rows};

use super::super::Counted;
use super::super::figure::{Looks, figure};
use super::super::level::Levels;
use super::super::tally::counts;
use super::{ROWS, labels};

/// Words of a contrast at most.
const WORDS: usize = 30;

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
    kinds(findings.settings.scale)
        .filter_map(|kind| {
            let both = sides(findings, counted, |row| side(kind, row, &counted.levels));
            contrast(findings, kind, &both, counted, themes)
        })
        .collect()
}

/// The contrasts that a scale allows, in the order of the report.
fn kinds(scale: Scale) -> impl Iterator<Item = Sides> {
    let banded = (scale == Scale::Recommend).then_some(Sides::DetractorsPromoters);
    banded.into_iter().chain([Sides::CustomersStaff])
}

/// The side that a comment is on, 0 or 1; `None` where it is on neither.
fn side(kind: Sides, row: &Row<'_>, levels: &Levels<'_>) -> Option<usize> {
    match kind {
        Sides::CustomersStaff => Some(customers_first(row)),
        Sides::DetractorsPromoters if levels.level(row) != levels.main => None,
        Sides::DetractorsPromoters => match Band::of(f64::from(row.score?)) {
            Band::Detractor => Some(0),
            Band::Passive => None,
            Band::Promoter => Some(1),
        },
    }
}

/// The comments of the period on the two sides of every contrast, as places among the rows.
pub fn sides_of(
    rows: &Rows,
    period: Option<Weeks>,
    goals: &Goals,
    scale: Scale,
) -> Vec<(Sides, [Vec<usize>; 2])> {
    let levels = Levels::of(rows, period, goals);
    let of = |kind| {
        let mut both = [Vec::new(), Vec::new()];
        for (at, row) in rows.iter().enumerate() {
            let own = (!row.blank && counts(&row, period)).then(|| side(kind, &row, &levels));
            if let Some(places) = own.flatten().and_then(|own| both.get_mut(own)) {
                places.push(at);
            }
        }
        (kind, both)
    };
    kinds(scale).map(of).collect()
}

/// Words that one group uses more than the other: only what chance does not explain, even with all
/// these words looked at, and only where enough comments use the word.
fn words(usage: &Usage, least: u32) -> Vec<ContrastWord> {
    let [n, m] = usage.read;
    let asked: Vec<_> = usage.words.iter().filter(|(_, [a, b])| a + b >= least).collect();
    let looks = Looks::new(asked.len());
    let mut found: Vec<ContrastWord> = asked
        .into_iter()
        .filter_map(|(word, [a, b])| {
            let (a, b) = ((*a, n), (*b, m));
            Some(ContrastWord {
                word: word.to_string(),
                first: figure(proportion::share(a.0, a.1, Z95)?),
                second: figure(proportion::share(b.0, b.1, Z95)?),
                difference: looks.change((n, m), least, |z| proportion::difference(a, b, z))?,
            })
        })
        .filter(|word| word.difference.clear)
        .collect();
    found.sort_by(|a, b| {
        let size = |word: &ContrastWord| word.difference.difference.abs();
        size(b).total_cmp(&size(a)).then_with(|| a.word.cmp(&b.word))
    });
    found.truncate(WORDS);
    found
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
    let usage = findings.words.iter().find(|usage| usage.sides == sides);
    let words = usage.map_or_else(Vec::new, |usage| words(usage, least));
    Some(Contrast { sides, first: n, second: m, themes: found, words })
}
