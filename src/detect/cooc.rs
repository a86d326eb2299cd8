//! Two old subjects that begin to occur in the same comment more than their own volumes explain,
//! among all comments and among the unhappy ones.

use rustc_hash::FxHashMap;

use super::panel::Panel;
use super::rise::WINDOW;
use super::statistics::{Weighed, spike, upper_tail};
use super::watch::{Finding, Moment};
use crate::theme::ThemeId;

/// Comments below which nothing is said.
const FEWEST: usize = 5;
/// Weeks a rise must be spread over.
const SPREAD: f64 = 3.2;
/// Themes of a comment above which it speaks of everything.
const MOST_THEMES: usize = 4;
/// Lower bound of the rate ratio below which a departure is too small.
const SMALLEST_EFFECT: f64 = 1.5;
/// Weeks of history without which nothing is tested.
const HISTORY: i32 = 8;
/// Score up to which a comment is unhappy; without one, a polarity below 0 is.
const UNHAPPY: f32 = 6.5;
/// Over-dispersion of pair counts.
const PHI: f64 = 0.004;

type Pair = (ThemeId, ThemeId);

/// Comments with both themes of a pair, in the window and before.
#[derive(Default)]
struct Met {
    window: Vec<u32>,
    before: Vec<u32>,
}

/// Pairs of themes that meet more than they did.
pub(crate) fn cooc(panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    among(panel, now, least, |_| true)
}

/// Pairs of themes that meet more than they did among the unhappy.
pub(crate) fn unhappy_cooc(panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    among(panel, now, least, |at| {
        let comment = &panel.comments[at];
        match comment.score {
            Some(score) => score <= UNHAPPY,
            None => comment.sentiment.is_some_and(|sentiment| sentiment < 0.0),
        }
    })
}

/// The pairs of some comments.
fn among(panel: &Panel, now: Moment, least: f64, holds: impl Fn(usize) -> bool) -> Vec<Finding> {
    let border = panel.comments.partition_point(|c| c.week <= now.week - WINDOW);
    let known = panel.comments.partition_point(|c| c.week <= now.week);
    if !is_looked_at(now) {
        return Vec::new();
    }
    let mut sizes = (0.0_f64, 0.0_f64);
    let mut pairs: FxHashMap<Pair, Met> = FxHashMap::default();
    let mut single: FxHashMap<ThemeId, (f64, f64)> = FxHashMap::default();
    for at in (0..known).filter(|at| holds(*at)) {
        *(if at >= border { &mut sizes.0 } else { &mut sizes.1 }) += 1.0;
        // The themes of what hangs on a comment are not its own.
        let own = !panel.signed[at] && panel.tainted[at] > now.week;
        if panel.blank[at] || panel.echo[at] || !own {
            continue;
        }
        let themes = &panel.comments[at].themes;
        for theme in themes {
            let (inside, outside) = single.entry(*theme).or_default();
            *(if at >= border { inside } else { outside }) += 1.0;
        }
        if !speaks_of(themes.len()) {
            continue;
        }
        for (i, a) in themes.iter().enumerate() {
            for b in &themes[i + 1..] {
                let met = pairs.entry((*a, *b)).or_default();
                (if at >= border { &mut met.window } else { &mut met.before }).push(at as u32);
            }
        }
    }
    let exposure = sizes.0 / f64::max(sizes.1, 1.0);
    // Its own growth, without that of the pair.
    let alone = |theme: ThemeId, met: &Met| {
        let (inside, outside) = single.get(&theme).copied().unwrap_or((0.0, 0.0));
        growth((inside - met.window.len() as f64, outside - met.before.len() as f64), exposure)
    };
    let mut found: Vec<Finding> = pairs
        .into_iter()
        .filter(|(_, met)| met.window.len() >= FEWEST)
        .filter_map(|((a, b), met)| {
            let odds = exposure * alone(a, &met) * alone(b, &met);
            let found = test(panel, met, odds, now)?;
            (found.strength >= least).then_some(found)
        })
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}

/// How many times as often as the exposure says a theme is spoken of, in the window and before it.
pub(crate) fn growth((inside, outside): (f64, f64), exposure: f64) -> f64 {
    ((inside + 5.0 * exposure) / (outside + 5.0) / exposure).max(1.0)
}

/// Whether there is history enough.
pub(crate) const fn is_looked_at(now: Moment) -> bool {
    now.week - WINDOW - now.first >= HISTORY
}

/// Whether a comment of so many themes speaks of some of them.
pub(crate) const fn speaks_of(themes: usize) -> bool {
    themes <= MOST_THEMES
}

/// What the weekly counts of a pair in the window and its count before say, at the odds that
/// exposure and the growth of both themes make.
pub(crate) fn weigh(weeks: &[u32], past: u32, odds: f64) -> Option<Weighed> {
    let count: u32 = weeks.iter().sum();
    let squares: f64 = weeks.iter().map(|n| f64::from(*n).powi(2)).sum();
    if (count as usize) < FEWEST || f64::from(count).powi(2) < SPREAD * squares {
        return None;
    }
    let out = spike(weeks.iter().copied());
    Weighed::of(count, f64::from(past) * odds, SMALLEST_EFFECT, || {
        upper_tail(count - out, count + past - out, odds / (1.0 + odds), PHI)
    })
}

fn test(panel: &Panel, met: Met, odds: f64, now: Moment) -> Option<Finding> {
    let mut weeks: FxHashMap<i32, u32> = FxHashMap::default();
    for at in &met.window {
        *weeks.entry(panel.comments[*at as usize].week).or_default() += 1;
    }
    let weeks: Vec<u32> = weeks.into_values().collect();
    let weighed = weigh(&weeks, met.before.len() as u32, odds)?;
    let mut evidence = met.window;
    evidence.reverse();
    Some(Finding {
        evidence,
        before: met.before,
        expected: weighed.expected,
        at_least: weighed.at_least,
        strength: weighed.strength,
        weeks: WINDOW,
        now: now.week,
        channels: 1,
        ..Finding::default()
    })
}
