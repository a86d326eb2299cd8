//! What lies behind the figures, counted from the rows of the period.

mod apart;
mod drivers;
mod places;

use crate::measure::normal::Z95;
use crate::measure::{Estimate, Interval, proportion};
use crate::record::Week;
use crate::report::findings::{Findings, Scale};
use crate::report::model::{
    Cadence, Expectation, HotCounts, Insight, Text, Theme, ThemeValue, ValueAtStake,
};
use crate::score::{Hot, Reference};

pub use apart::sides_of;

use super::Counted;
use super::figure::{figure, round};
use super::tally::counts;

/// Rows of a table at most.
const ROWS: usize = 15;
/// Weeks without scores that end a stretch of measuring.
const BREAK: i32 = 4;
/// Weeks of past without which nobody can say how often is measured.
const HALF_YEAR: i32 = 26;

/// All of it but the staff, whose names stand in the texts.
pub(crate) fn insight(findings: &Findings<'_>, counted: &Counted<'_>, themes: &[Theme]) -> Insight {
    Insight {
        expectation: expectation(findings),
        hot: hot(findings),
        drivers: drivers::drivers(findings, counted, themes),
        gaps: apart::gaps(findings, counted, themes),
        contrasts: apart::contrasts(findings, counted, themes),
        places: places::places(findings, counted, themes),
        cadence: cadence(findings),
        value: value(findings, themes),
        promises: findings.promises.to_vec(),
        staff: findings.staff.to_vec(),
        veiled: false,
    }
}

impl HotCounts {
    /// Adds a comment.
    pub(crate) fn add(&mut self, hot: Option<Hot>) {
        match hot {
            None => {}
            Some(Hot::Dream) => self.dream += 1,
            Some(Hot::Problem) => self.problem += 1,
            Some(Hot::Need) => self.need += 1,
        }
    }
}

fn hot(findings: &Findings<'_>) -> HotCounts {
    let mut hot = HotCounts::default();
    let rows = findings.rows.iter().filter(|row| !row.blank && counts(row, findings.period));
    rows.for_each(|row| hot.add(row.hot));
    hot
}

fn expectation(findings: &Findings<'_>) -> Expectation {
    let mut out = Expectation::default();
    for row in findings.rows.iter().filter(|row| !row.blank && counts(row, findings.period)) {
        let step = row.expectation.map(|step| (step.clamp(-2, 2) + 2) as usize);
        if let Some(n) = step.and_then(|step| out.steps.get_mut(step)) {
            *n += 1;
        }
        if let Some(reference) = row.reference {
            let at = Reference::ALL.iter().position(|other| *other == reference);
            if let Some(n) = at.and_then(|at| out.references.get_mut(at)) {
                *n += 1;
            }
        }
    }
    let [angered, short, _, exceeded, delighted] = out.steps;
    out.exceeded = exceeded + delighted;
    out.fell_short = angered + short;
    if out.exceeded + out.fell_short >= findings.settings.anonymity {
        out.balance = balance(out.exceeded, out.fell_short).map(figure);
    }
    out
}

/// 2p − 1 with Wilson's interval for the share p of those exceeded.
fn balance(exceeded: u32, fell_short: u32) -> Option<Estimate> {
    let share = proportion::share(exceeded, exceeded + fell_short, Z95)?;
    let on = |p: f64| 2.0 * p - 1.0;
    let interval = Interval { low: on(share.interval.low), high: on(share.interval.high) };
    Some(Estimate { value: on(share.value), interval, n: share.n })
}

fn cadence(findings: &Findings<'_>) -> Cadence {
    let scored = findings.rows.iter().filter(|row| row.score.is_some());
    let mut weeks: Vec<Week> = scored.filter_map(|row| row.week).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let end = findings.period.map(|period| period.last).or_else(|| weeks.last().copied());
    let Some(end) = end else { return Cadence::default() };
    let reach = weeks.first().map_or(0, |first| end.since(*first));
    weeks.retain(|week| *week <= end && end.since(*week) < 52);
    let (Some(first), Some(last)) = (weeks.first(), weeks.last()) else {
        return Cadence::default();
    };
    let breaks = weeks.iter().zip(weeks.iter().skip(1)).filter(|(a, b)| b.since(**a) > BREAK);
    let bursts = breaks.count() as u32 + 1;
    Cadence {
        span: (last.since(*first) + 1) as u32,
        weeks: weeks.len() as u32,
        bursts,
        rare: reach >= HALF_YEAR && bursts <= 2 && weeks.len() <= 8,
    }
}

fn value(findings: &Findings<'_>, themes: &[Theme]) -> Option<ValueAtStake> {
    let set = &findings.goals.value;
    let (per_customer, at_risk) = (set.per_customer?, set.at_risk? / 100.0);
    if findings.settings.scale != Scale::Recommend {
        return None;
    }
    let mut values: Vec<ThemeValue> = themes
        .iter()
        .filter_map(|theme| {
            let critics = theme.bands?.detractors;
            (critics > 0).then(|| ThemeValue {
                theme: theme.id,
                label: theme.label.clone(),
                critics,
                amount: round(f64::from(critics) * at_risk * per_customer),
            })
        })
        .collect();
    values.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.theme.cmp(&b.theme)));
    values.truncate(ROWS);
    let currency = set.currency.clone().unwrap_or_default();
    Some(ValueAtStake { per_customer, at_risk, currency, themes: values })
}

/// Label of a theme by its place in the tallies.
fn labels(counted: &Counted<'_>, themes: &[Theme]) -> Vec<Option<(crate::theme::ThemeId, Text)>> {
    let mut labels = vec![None; counted.index.len()];
    for theme in themes {
        let at = counted.index.get(&theme.id);
        if let Some(slot) = at.and_then(|at| labels.get_mut(*at)) {
            *slot = Some((theme.id, theme.label.clone()));
        }
    }
    labels
}
