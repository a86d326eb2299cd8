//! Groups of a sub-stream that are said more than their own past and the exposure predict.

use rayon::prelude::*;

use super::ball::{Ball, PHI, around};
use super::flow::Flow;
use super::known::LAG;
use super::near::dot;
use super::panel::{Panel, UNIT};
use super::seek::places;
use super::statistics::upper_tail;
use super::twin::is_another_word;
use super::watch::{Finding, Moment};

/// Weeks looked at.
pub(crate) const WINDOW: i32 = 14;
/// Weeks of history without which nothing is tested.
pub(crate) const HISTORY: i32 = 4;
/// Weeks a rise must be worth: a spike or a campaign of two weeks is an event, not a signal; what
/// doubles from week to week for a month is one.
pub(crate) const SPREAD: f64 = 3.2;
/// Lower bound of the rate ratio below which a departure is too small to tell anyone.
pub(crate) const SMALLEST_EFFECT: f64 = 1.5;
/// Share of the window's comments above which a subject is loud, not quiet.
pub(crate) const LOUD: f64 = 0.03;
/// How much what was said before may fall or rise around a new thing, as parts of the new, give or
/// take so many standard deviations of what is expected of it; and how far around it is looked, as
/// a part of the radius.
const FALL: f64 = 0.5;
const RISE: f64 = 0.2;
const GIVE: f64 = 0.5;
const WIDER: f32 = 0.8;
/// Weeks of a year.
pub(crate) const YEAR: i32 = 52;
/// Comments a year ago from which a return of the season is possible, and the strength (−log10 p)
/// by which a rise must exceed it.
pub(crate) const SEASON: (usize, f64) = (3, 1.3);

/// The rises of a sub-stream in the window that ends now, strongest first. `least` is the
/// strength that is asked for.
pub(crate) fn rises(flow: &Flow, panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    let all = 0..flow.known;
    let window = flow.between(now.week - WINDOW + 1, now.week);
    // Nothing is new before it can be judged.
    let short = now.week - WINDOW - (now.first + LAG) < HISTORY;
    if short || window.len() < 8 {
        return Vec::new();
    }
    let border = now.week - WINDOW;
    let shares = flow.shares(border + 1);
    let mut found: Vec<Finding> = places(flow, &window, &all, &shares)
        .par_iter()
        .filter_map(|place| around(flow, place, &window, &all, &shares))
        .filter(|ball| {
            let quiet = ball.dense.len() as f64 <= LOUD * f64::from(now.volume);
            let steady = ball.spread >= SPREAD && ball.at_least >= SMALLEST_EFFECT;
            ball.strength >= least
                && quiet
                && steady
                && is_new_to_the_season(flow, ball, now)
                && is_new(panel, ball, now)
        })
        .map(|ball| finding(flow, panel, &ball, now))
        .filter(|found| found.channels >= 2)
        .filter(|found| {
            let (past, window) =
                (panel.between(now.first, border), panel.between(border + 1, now.week));
            !is_another_word(panel, &found.evidence, window, past)
        })
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}

/// Whether the new comes beside what was said before. Where the old falls as the new rises, or where
/// much of what rises was said before in other surroundings, an old thing has got a new word.
fn is_new(panel: &Panel, ball: &Ball, now: Moment) -> bool {
    let border = now.week - WINDOW;
    let (mut inside, mut outside) = (0.0_f64, 0.0_f64);
    let all = panel.between(now.first, now.week);
    for at in all.clone().filter(|&at| !panel.echo[at]) {
        let units = panel.starts[at] as usize..;
        let rows = panel.vectors(at).chunks_exact(panel.dim).zip(units);
        let Some((product, unit)) = rows.map(|(row, unit)| (dot(&ball.centre, row), unit)).max()
        else {
            continue;
        };
        if panel.known[unit] && product as f32 >= WIDER * ball.radius * UNIT * UNIT {
            *(if panel.comments[at].week > border { &mut inside } else { &mut outside }) += 1.0;
        }
    }
    let past = panel.between(now.first, border).len();
    let expected = outside * (all.len() - past) as f64 / past.max(1) as f64;
    let new = ball.dense.len() as f64;
    let give = GIVE * expected.sqrt();
    let change = inside - expected;
    change >= -FALL * (new - ball.expected) - give && change <= RISE * new + give
}

/// Whether the rise exceeds what the same place showed in the same weeks a year ago.
fn is_new_to_the_season(flow: &Flow, ball: &Ball, now: Moment) -> bool {
    let from = now.week - YEAR - WINDOW;
    let then = |member: &&u32| {
        let week = flow.week[**member as usize];
        (from..=now.week - YEAR + 1).contains(&week)
    };
    let before = ball.rest.iter().filter(then).count();
    if before < SEASON.0 {
        return true;
    }
    let count = ball.dense.len();
    let p = upper_tail(count as u32, (count + before) as u32, 0.5, PHI);
    -p.max(1e-300).log10() >= SEASON.1
}

/// A finding of what stands in a ball.
pub(crate) fn finding(flow: &Flow, panel: &Panel, ball: &Ball, now: Moment) -> Finding {
    let numbers = |members: &[u32]| -> Vec<u32> {
        members.iter().map(|m| flow.members[*m as usize]).collect()
    };
    let evidence = numbers(&ball.dense);
    let mut channels: Vec<(u8, u16)> = evidence
        .iter()
        .map(|&e| &panel.comments[e as usize])
        .map(|c| (c.source as u8, c.channel))
        .collect();
    channels.sort_unstable();
    channels.dedup();
    Finding {
        channels: channels.len(),
        before: numbers(&ball.rest),
        evidence,
        expected: ball.expected,
        at_least: ball.at_least,
        strength: ball.strength,
        weeks: WINDOW,
        now: now.week,
        ..Finding::default()
    }
}
