//! One comment of grave content unlike anything before. With one comment no claim of significance
//! is possible: a lane of its own, a few a week, "read this".

use super::flow::Flow;
use super::near::dot;
use super::panel::{Panel, UNIT};
use super::watch::{Finding, Moment};
use crate::score::Cue;

/// Comments shown a week.
const READ: usize = 3;
/// Weeks a comment is compared with.
const PAST: i32 = 52;
/// Words below which a comment tells too little.
const SHORT: u16 = 4;

/// The comments of the week that should be read, gravest and newest in kind first.
pub(crate) fn lone(flow: &Flow, panel: &Panel, now: Moment) -> Vec<Finding> {
    let week = flow.between(now.week, now.week);
    let past = flow.between(now.week - PAST, now.week - 1);
    let mut found: Vec<(f32, u32)> = week
        .filter_map(|member| {
            let at = flow.members[member] as usize;
            let comment = &panel.comments[at];
            if !comment.cues.has(Cue::Hazard) || panel.words[at] < SHORT {
                return None;
            }
            // Novelty: how far the whole comment is from the nearest earlier ones of its kind.
            let unit = flow.starts[member] as usize;
            let mut near: Vec<f32> = past
                .clone()
                .filter(|m| panel.comments[flow.members[*m] as usize].cues.has(Cue::Hazard))
                .map(|m| dot(flow.row(unit), flow.row(flow.starts[m] as usize)) as f32)
                .collect();
            near.sort_by(|a, b| b.total_cmp(a));
            near.truncate(3);
            let mean = near.iter().sum::<f32>() / near.len().max(1) as f32 / (UNIT * UNIT);
            let unhappy = comment.sentiment.map_or(0.0, |s| (-s).max(0.0));
            Some((1.0 - mean + 0.3 * unhappy, at as u32))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found
        .into_iter()
        .take(READ)
        .map(|(score, at)| Finding {
            evidence: vec![at],
            strength: f64::from(score),
            weeks: 1,
            now: now.week,
            channels: 1,
            ..Finding::default()
        })
        .collect()
}
