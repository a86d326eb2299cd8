//! The figures against what was aimed at and against figures from elsewhere.

use crate::measure::normal::Z95;
use crate::measure::small_base::Base;
use crate::report::findings::{Findings, Scale};
use crate::report::model::{
    Aim, BenchmarkView, Breakdown, Cell, Dimension, Headline, TargetView, Verdict,
};

use super::figure::{round, whole};
use super::tally::Tally;

/// The targets of the settings, as they stand.
pub(crate) fn targets(
    findings: &Findings<'_>,
    headline: &Headline,
    now: &Tally,
    breakdowns: &[Breakdown],
) -> Vec<TargetView> {
    let set = &findings.goals.targets;
    let scale = findings.settings.scale;
    let score = headline.score.map_or(Cell::Empty, |score| score.value);
    let mean = headline.score.map_or(Cell::Empty, |score| score.mean);
    let on = |is: bool, cell: Cell| if is { cell } else { Cell::Empty };
    let is_csat = matches!(scale, Scale::Satisfaction { .. });
    let share = |goal: Option<f64>| goal.map(|percent| percent / 100.0);
    let mut targets: Vec<TargetView> = [
        (Aim::Nps, set.nps, on(scale == Scale::Recommend, score)),
        (Aim::Ces, share(set.ces), on(scale == Scale::Effort, score)),
        (Aim::Csat, share(set.csat), on(is_csat, score)),
        (Aim::Mean, set.mean, mean),
        (Aim::Positive, share(set.positive), headline.positive),
        (Aim::Negative, share(set.negative), headline.negative),
    ]
    .into_iter()
    .filter_map(|(aim, goal, cell)| Some(target(aim, None, goal?, cell)))
    .collect();
    let (aim, unit) = main_aim(scale);
    let places = breakdowns.iter().find(|breakdown| breakdown.by == Dimension::Touchpoint);
    for (name, goal) in set.touchpoints.iter().flatten() {
        let lower = name.to_lowercase();
        let group = places.and_then(|places| {
            let named = |group: &&crate::report::model::Group| {
                group.name.as_ref().is_some_and(|name| name.to_lowercase() == lower)
            };
            places.groups.iter().find(named)
        });
        let cell = group.map_or_else(|| alone(findings, now, &lower), |group| group.score);
        targets.push(target(aim, Some(name.clone()), goal * unit, cell));
    }
    targets
}

/// The score of the only touchpoint, which no table shows.
fn alone(findings: &Findings<'_>, now: &Tally, name: &str) -> Cell {
    let scored = findings.rows.iter().filter(|row| super::tally::counts(row, findings.period));
    let mut places = scored.filter_map(|row| row.touchpoint);
    if places.next().is_some_and(|place| place.to_lowercase() == name) {
        return whole(
            now.scores.measure(findings.settings.scale, Z95),
            findings.settings.anonymity,
        );
    }
    Cell::Empty
}

const fn main_aim(scale: Scale) -> (Aim, f64) {
    match scale {
        Scale::Recommend => (Aim::Nps, 1.0),
        Scale::Effort => (Aim::Ces, 0.01),
        Scale::Satisfaction { .. } => (Aim::Csat, 0.01),
        Scale::Other => (Aim::Mean, 1.0),
    }
}

fn target(aim: Aim, touchpoint: Option<String>, goal: f64, value: Cell) -> TargetView {
    let goal = round(goal);
    let (verdict, sure) = match value.figure() {
        Some(figure) if figure.base == Base::Sound => {
            let met =
                if aim == Aim::Negative { figure.value <= goal } else { figure.value >= goal };
            let verdict = if met { Verdict::Met } else { Verdict::NotMet };
            (verdict, goal < figure.low || goal > figure.high)
        }
        Some(_) => (Verdict::TooFew, false),
        None if is_asked(aim, value) => (Verdict::TooFew, false),
        None => (Verdict::NotMeasured, false),
    };
    TargetView { aim, touchpoint, goal, value, verdict, sure }
}

/// Whether answers could have told: comments always can, a score only where it was given.
fn is_asked(aim: Aim, value: Cell) -> bool {
    match aim {
        Aim::Positive | Aim::Negative => true,
        Aim::Nps | Aim::Ces | Aim::Csat | Aim::Mean => value != Cell::Empty,
    }
}

/// The main score beside the benchmarks of the settings.
pub(crate) fn benchmarks(findings: &Findings<'_>, headline: &Headline) -> Vec<BenchmarkView> {
    let (_, unit) = main_aim(findings.settings.scale);
    let score = headline.score.and_then(|score| score.value.figure().copied());
    let view = |benchmark: &crate::config::Benchmark| {
        let value = round(benchmark.value * unit);
        BenchmarkView {
            name: benchmark.name.clone(),
            value,
            source: benchmark.source.clone(),
            date: benchmark.date.clone(),
            difference: score.map(|score| round(score.value - value)),
            sure: score.is_some_and(|score| value < score.low || value > score.high),
        }
    };
    findings.goals.benchmarks.iter().map(view).collect()
}
