//! The main score on all themes at once.

use crate::measure::normal::Z95;
use crate::measure::nps::Band;
use crate::measure::regression::{Case, fit};
use crate::report::findings::{Findings, Scale};
use crate::report::model::{Driver, Drivers, Theme};

use super::super::Counted;
use super::super::figure::{figure, round};
use super::super::tally::counts;
use super::{ROWS, labels};

/// The model over the scored records of the main level; `None` where there are too few.
pub(super) fn drivers(
    findings: &Findings<'_>,
    counted: &Counted<'_>,
    themes: &[Theme],
) -> Option<Drivers> {
    let data = records(findings, counted);
    let cases: Vec<Case<'_>> = data.iter().map(|(y, own)| Case { y: *y, themes: own }).collect();
    let fit = fit(&cases, counted.index.len(), Z95)?;
    let labels = labels(counted, themes);
    let mut found: Vec<Driver> = fit
        .coefficients
        .iter()
        .zip(labels)
        .filter_map(|(coefficient, label)| {
            let (theme, label) = label?;
            Some(Driver { theme, label, coefficient: figure((*coefficient)?) })
        })
        .collect();
    found.sort_by(|a, b| {
        let size = |driver: &Driver| driver.coefficient.value.abs();
        size(b).total_cmp(&size(a)).then(a.theme.cmp(&b.theme))
    });
    found.truncate(ROWS);
    (!found.is_empty()).then(|| Drivers {
        n: fit.n,
        explained: round(fit.explained),
        themes: found,
    })
}

/// Score and themes of every scored record of the main level.
fn records(findings: &Findings<'_>, counted: &Counted<'_>) -> Vec<(f64, Vec<usize>)> {
    let mut data: Vec<(f64, Vec<usize>)> = Vec::new();
    let mut record = None;
    for row in findings.rows.iter().filter(|row| counts(row, findings.period)) {
        let Some(score) = row.score else { continue };
        if counted.levels.level(&row) != counted.levels.main {
            continue;
        }
        if record.replace(row.record) != Some(row.record) {
            data.push((points(score, findings.settings.scale), Vec::new()));
        }
        let Some((_, own)) = data.last_mut() else { continue };
        own.extend(row.themes.iter().filter_map(|m| counted.index.get(&m.theme)));
    }
    for (_, own) in &mut data {
        own.sort_unstable();
        own.dedup();
    }
    data
}

/// A record's part in NPS, or its score on any other scale.
fn points(score: f32, scale: Scale) -> f64 {
    match scale {
        Scale::Recommend => match Band::of(f64::from(score)) {
            Band::Promoter => 100.0,
            Band::Passive => 0.0,
            Band::Detractor => -100.0,
        },
        Scale::Effort | Scale::Satisfaction { .. } | Scale::Other => f64::from(score),
    }
}
