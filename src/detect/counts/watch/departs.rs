//! Counts that depart from their own past and the exposure: the tests that a group of comments around a
//! place is put to, with a mark in its place.

use std::collections::BTreeMap;

use super::super::Stratum;
use super::Series;
use crate::detect::ball::PHI;
use crate::detect::rise::{HISTORY, LOUD, SEASON, SMALLEST_EFFECT, WINDOW, YEAR};
use crate::detect::statistics::{Weighed, upper_tail};
use crate::detect::vanish;
use crate::detect::watch::Moment;
use crate::record::Source;

/// Comments below which nothing is said.
const FEWEST: u32 = 4;
/// Weeks a rise must be worth: a theme is wider than a place in the space of meaning, and any event
/// of a month moves it.
const SPREAD: f64 = 4.6;

/// The rise of a mark in the window that ends now, and its comments.
pub(super) fn rises(
    series: &Series,
    base: &Series,
    now: Moment,
) -> impl Iterator<Item = (Weighed, u32)> {
    rise(series, base, now).into_iter()
}

fn rise(series: &Series, base: &Series, now: Moment) -> Option<(Weighed, u32)> {
    let (from, to) = (now.week - WINDOW + 1, now.week);
    if now.week - WINDOW - now.first < HISTORY {
        return None;
    }
    let count = series.sum(from, to);
    let quiet = f64::from(count) <= LOUD * f64::from(now.volume);
    if !quiet || spread(series, from, to) < SPREAD {
        return None;
    }
    let sides = Sides::new(series, base, (from, to), (now.first, to));
    let weighed = sides.weigh(series, (from, to), SMALLEST_EFFECT)?;
    let channels = series.by_stratum(from, to);
    let mut channels: Vec<(Source, &str)> =
        channels.keys().map(|stratum| (stratum.source, &*stratum.channel)).collect();
    channels.sort_unstable();
    channels.dedup();
    let fits = channels.len() >= 2 && is_new_to_the_season(series, count, now);
    fits.then_some((weighed, count))
}

/// Whether the rise exceeds what the same mark showed in the same weeks a year ago.
fn is_new_to_the_season(series: &Series, count: u32, now: Moment) -> bool {
    let before = series.sum(now.week - YEAR - WINDOW, now.week - YEAR + 1);
    if (before as usize) < SEASON.0 {
        return true;
    }
    -upper_tail(count, count + before, 0.5, PHI).max(1e-300).log10() >= SEASON.1
}

/// Weeks that the comments are worth, if all weeks had alike many.
fn spread(series: &Series, from: i32, to: i32) -> f64 {
    let squares: f64 = series.between(from, to).map(|(_, n)| f64::from(n).powi(2)).sum();
    f64::from(series.sum(from, to)).powi(2) / squares.max(1.0)
}

/// The weeks in which what has vanished was said.
pub(super) const fn steady(now: i32) -> (i32, i32) {
    (now - vanish::SILENCE - vanish::STEADY + 1, now - vanish::SILENCE)
}

/// The silence about a mark, its comments before, and the weeks of silence.
pub(super) fn vanishes(
    series: &Series,
    base: &Series,
    now: Moment,
) -> impl Iterator<Item = (Weighed, u32, i32)> {
    silence(series, base, now).into_iter()
}

fn silence(series: &Series, base: &Series, now: Moment) -> Option<(Weighed, u32, i32)> {
    let (from, border) = steady(now.week);
    if from < now.first {
        return None;
    }
    let (before, after) = (base.sum(from, border), base.sum(border + 1, now.week));
    if before < 50 || after < 20 {
        return None;
    }
    let (count, rest) = (series.sum(from, border), series.sum(border + 1, now.week));
    let expected = f64::from(count) * f64::from(after) / f64::from(before);
    let quiet = f64::from(count) <= vanish::LOUD * f64::from(before);
    let silent = f64::from(rest) <= vanish::LEFT * expected;
    if !quiet || !silent || spread(series, from, border) < vanish::SPREAD {
        return None;
    }
    let sides = Sides::new(series, base, (from, border), (from, now.week));
    let weighed = sides.weigh(series, (from, border), 0.0)?;
    let voices = |strata: BTreeMap<&Stratum, u32>| {
        let mut voices: BTreeMap<Source, u32> = BTreeMap::new();
        strata.into_iter().for_each(|(s, n)| *voices.entry(s.source).or_default() += n);
        voices
    };
    let several = voices(base.by_stratum(from, border)).len() > 1;
    let own = voices(series.by_stratum(from, border));
    let most = own.values().copied().max().unwrap_or(0);
    if several && f64::from(most) > vanish::ONE_VOICE * f64::from(count) {
        return None;
    }
    Some((Weighed { expected, ..weighed }, count, vanish::SILENCE))
}

/// A mark on both sides of a split of the weeks, and the share that the dense side should have of it.
struct Sides {
    count: u32,
    all: u32,
    share: f64,
    odds: f64,
}

impl Sides {
    /// The mark in the weeks `dense`, which are a part of the weeks `all`.
    fn new(series: &Series, base: &Series, dense: (i32, i32), all: (i32, i32)) -> Self {
        let exposed = base.by_stratum(all.0, all.1);
        let inside = base.by_stratum(dense.0, dense.1);
        let sum = |strata: &BTreeMap<&Stratum, u32>| f64::from(strata.values().sum::<u32>());
        let overall = sum(&inside) / sum(&exposed).max(1.0);
        // Drawn to the overall share by five comments' worth of it.
        let share = |stratum: &Stratum| {
            let of = |strata: &BTreeMap<&Stratum, u32>| {
                f64::from(strata.get(stratum).copied().unwrap_or(0))
            };
            (of(&inside) + 5.0 * overall) / (of(&exposed) + 5.0)
        };
        let (both, near) = (series.by_stratum(all.0, all.1), series.by_stratum(dense.0, dense.1));
        let (mut shares, mut odds) = (0.0, 0.0);
        for (stratum, n) in &both {
            let (own, here) = (share(stratum), near.get(stratum).copied().unwrap_or(0));
            shares += own * f64::from(*n);
            odds += own / (1.0 - own).max(0.02) * f64::from(n - here);
        }
        let (count, all) = (near.values().sum(), both.values().sum::<u32>());
        Self { count, all, share: shares / f64::from(all.max(1)), odds }
    }

    /// What the counts say, also without the fullest week, where the rate is sure to be `least`
    /// times the expected one.
    fn weigh(&self, series: &Series, (from, to): (i32, i32), least: f64) -> Option<Weighed> {
        let Self { count, all, share, odds } = *self;
        if count < FEWEST {
            return None;
        }
        let most = series.between(from, to).map(|(_, n)| n).max().unwrap_or(0);
        let length = f64::from(to - from + 1).max(2.0);
        Weighed::of(count, odds, least, || {
            let p = upper_tail(count, all, share, PHI);
            // The same without the fullest week and its exposure.
            let shorter = share * (length - 1.0) / length;
            p.max(upper_tail(count - most, all - most, shorter / (shorter + 1.0 - share), PHI))
        })
    }
}
