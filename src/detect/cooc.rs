//! Two old subjects that begin to occur in the same comment more than their own volumes explain.

use rustc_hash::FxHashMap;

use super::panel::Panel;
use super::rise::WINDOW;
use super::statistics::{at_least, upper_tail};
use super::watch::{Finding, Moment};
use crate::theme::ThemeId;

/// Comments below which nothing is said.
const FEWEST: usize = 5;
/// Weeks a rise must be spread over.
const SPREAD: f64 = 4.6;
/// Themes of a comment above which it speaks of everything.
const MOST_THEMES: usize = 4;
/// Lower bound of the rate ratio below which a departure is too small.
const SMALLEST_EFFECT: f64 = 1.5;
/// Weeks of history without which nothing is tested.
const HISTORY: i32 = 8;
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
    let border = panel.comments.partition_point(|c| c.week <= now.week - WINDOW);
    let known = panel.comments.partition_point(|c| c.week <= now.week);
    if now.week - WINDOW - now.first < HISTORY || border == 0 || known == border {
        return Vec::new();
    }
    let mut pairs: FxHashMap<Pair, Met> = FxHashMap::default();
    let mut single: FxHashMap<ThemeId, (f64, f64)> = FxHashMap::default();
    for at in (0..known).filter(|&at| !panel.blank[at] && !panel.echo[at]) {
        let themes = &panel.comments[at].themes;
        for theme in themes {
            let (inside, outside) = single.entry(*theme).or_default();
            *(if at >= border { inside } else { outside }) += 1.0;
        }
        if themes.len() > MOST_THEMES {
            continue;
        }
        for (i, a) in themes.iter().enumerate() {
            for b in &themes[i + 1..] {
                let met = pairs.entry((*a, *b)).or_default();
                (if at >= border { &mut met.window } else { &mut met.before }).push(at as u32);
            }
        }
    }
    let exposure = (known - border) as f64 / border as f64;
    let growth = |theme: ThemeId| {
        let (inside, outside) = single.get(&theme).copied().unwrap_or((0.0, 0.0));
        ((inside + 5.0 * exposure) / (outside + 5.0) / exposure).max(1.0)
    };
    let mut found: Vec<Finding> = pairs
        .into_iter()
        .filter(|(_, met)| met.window.len() >= FEWEST)
        .filter_map(|((a, b), met)| {
            let odds = exposure * growth(a) * growth(b);
            let found = test(panel, met, odds, now)?;
            (found.strength >= least && found.at_least >= SMALLEST_EFFECT).then_some(found)
        })
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}

fn test(panel: &Panel, met: Met, odds: f64, now: Moment) -> Option<Finding> {
    let mut weeks: FxHashMap<i32, u32> = FxHashMap::default();
    for at in &met.window {
        *weeks.entry(panel.comments[*at as usize].week).or_default() += 1;
    }
    let (count, past) = (met.window.len() as u32, met.before.len() as u32);
    let squares: u32 = weeks.values().map(|n| n * n).sum();
    let most = weeks.values().copied().max().unwrap_or(0);
    if f64::from(count * count) < SPREAD * f64::from(squares) {
        return None;
    }
    let length = f64::from(WINDOW);
    let p = upper_tail(count, count + past, odds / (1.0 + odds), PHI);
    let rest = odds * (length - 1.0) / length;
    let p_rest = upper_tail(count - most, count + past - most, rest / (1.0 + rest), PHI);
    let expected = f64::from(past) * odds;
    let mut evidence = met.window;
    evidence.reverse();
    Some(Finding {
        evidence,
        before: met.before,
        expected,
        at_least: at_least(count, expected),
        strength: -p.max(p_rest).max(1e-300).log10(),
        weeks: WINDOW,
        now: now.week,
        channels: 1,
        ..Finding::default()
    })
}
