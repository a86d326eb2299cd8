//! One comment of grave content unlike anything before. With one comment no claim of significance
//! is possible: a lane of its own, a few a week, "read this".

use super::near::dot;
use super::panel::{Panel, UNIT};
use super::watch::{Finding, Moment};
use crate::score::Cue;

/// Comments shown a week.
const READ: usize = 3;
/// The gravest of a week that are compared with what was said before.
const COMPARED: usize = 24;
/// Weeks a comment is compared with.
const PAST: i32 = 52;
/// Words below which a comment tells too little.
const SHORT: u16 = 4;
/// Gravity below which nothing needs to be read at once.
const LEAST: f32 = 0.2;
/// What a word of danger adds to a likeness in meaning, and what likeness to an earlier comment
/// takes away.
const CUE: f32 = 0.2;
const FAMILIAR: f32 = 0.4;

/// The comments of the week that should be read, gravest and newest in kind first.
pub(crate) fn lone(panel: &Panel, now: Moment) -> Vec<Finding> {
    let past = panel.between(now.week - PAST, now.week - 1);
    let week = panel.between(now.week, now.week);
    let mut found: Vec<(f32, usize)> = week
        .filter(|&at| !panel.blank[at] && !panel.echo[at] && panel.words[at] >= SHORT)
        .filter_map(|at| {
            let cue = if panel.comments[at].cues.has(Cue::Hazard) { CUE } else { 0.0 };
            let units = panel.starts[at] as usize..panel.starts[at + 1] as usize;
            let danger = panel.danger[units].iter().copied().max_by(f32::total_cmp)?;
            Some((danger + cue, at))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(COMPARED);
    for (grave, at) in &mut found {
        *grave -= FAMILIAR * familiar(panel, *at, past.clone());
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found
        .into_iter()
        .take(READ)
        .filter(|(grave, _)| *grave >= LEAST)
        .map(|(score, at)| Finding {
            evidence: vec![at as u32],
            strength: f64::from(score),
            weeks: 1,
            now: now.week,
            channels: 1,
            ..Finding::default()
        })
        .collect()
}

/// Cosine of the whole comment to the nearest earlier one.
fn familiar(panel: &Panel, at: usize, past: std::ops::Range<usize>) -> f32 {
    let row = &panel.vectors(at)[..panel.dim];
    let nearest = past
        .filter_map(|other| panel.vectors(other).get(..panel.dim))
        .map(|other| dot(row, other))
        .max();
    nearest.unwrap_or(0).max(0) as f32 / (UNIT * UNIT)
}
