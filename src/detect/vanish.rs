//! Something that used to be said steadily and is not said any more.

use rayon::prelude::*;

use super::ball::around;
use super::flow::Flow;
use super::panel::Panel;
use super::rise::finding;
use super::seek::places;
use super::watch::{Finding, Moment};
use crate::record::Source;

/// Weeks of silence looked at.
pub(crate) const SILENCE: i32 = 12;
/// Weeks before it in which the subject must have been steady.
pub(crate) const STEADY: i32 = 28;
/// Weeks that the mentions must have been spread over.
pub(crate) const SPREAD: f64 = 12.0;
/// Share of the expected mentions that may be left.
pub(crate) const LEFT: f64 = 0.2;
/// Share of the comments above which a subject is loud, not quiet.
pub(crate) const LOUD: f64 = 0.02;

/// Share of the mentions from one kind of voice above which the silence may be that voice's own: a
/// channel that closes, a question that is not asked any more.
pub(crate) const ONE_VOICE: f64 = 0.85;

/// What went silent.
pub(crate) fn vanish(flow: &Flow, panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    let border = now.week - SILENCE;
    if border - STEADY + 1 < now.first {
        return Vec::new();
    }
    let steady = flow.between(border - STEADY + 1, border);
    let all = steady.start..flow.known;
    if steady.len() < 50 || all.len() < steady.len() + 20 {
        return Vec::new();
    }
    let source = |member: usize| panel.comments[flow.members[member] as usize].source;
    let several = steady.clone().any(|member| source(member) != source(steady.start));
    let shares = flow.shares(&steady, &all);
    let mut found: Vec<Finding> = places(flow, &steady, &all)
        .par_iter()
        .filter_map(|place| around(flow, place, &steady, &all, &shares))
        .filter_map(|ball| {
            let count = ball.dense.len() as f64;
            let expected = count * (all.len() - steady.len()) as f64 / steady.len() as f64;
            let quiet = count <= LOUD * steady.len() as f64;
            let silent = (ball.rest.len() as f64) <= LEFT * expected;
            if ball.strength < least || ball.spread < SPREAD || !quiet || !silent {
                return None;
            }
            let mut found = finding(flow, panel, &ball, now);
            let source = |at: u32| panel.comments[at as usize].source;
            let of = |s| found.evidence.iter().filter(|e| source(**e) == s).count() as f64 / count;
            if several && Source::ALL.into_iter().any(|source| of(source) > ONE_VOICE) {
                return None;
            }
            found.expected = expected;
            found.weeks = SILENCE;
            Some(found)
        })
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}
