//! How many comments stand around a place, now and before, and whether that is unusual.
//!
//! A comment that pulled at the place is measured against the place without its own pull, so that
//! both sides of the split are measured alike.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::flow::Flow;
use super::seek::{Place, whole};
use super::statistics::{at_least, spike, upper_tail};

/// Distances looked at, as cosines.
const RADII: [f32; 8] = [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];
/// Comments below which nothing is said.
const FEWEST: usize = 4;
/// Over-dispersion of counts: subjects drift even when nothing happens.
pub(crate) const PHI: f64 = 0.004;

/// What stands around a place, at the radius where it is most unusual.
#[derive(Clone, Debug)]
pub(crate) struct Ball {
    /// Members of the dense side, nearest first.
    pub(crate) dense: Vec<u32>,
    /// Members of the other side, nearest first.
    pub(crate) rest: Vec<u32>,
    /// What exposure and the other side predict for the dense side.
    pub(crate) expected: f64,
    /// Lower 5 % bound of the ratio of the rates.
    pub(crate) at_least: f64,
    /// −log10 of the probability of as many or more, a spike of one week apart.
    pub(crate) strength: f64,
    /// The middle of what pulled, and how near (as a cosine) the comments stand.
    pub(crate) centre: Vec<i16>,
    pub(crate) radius: f32,
    /// Weeks that the comments are worth, if all weeks had alike many.
    pub(crate) spread: f64,
}

/// The closeness of every member of `all` to a place.
fn closeness(flow: &Flow, place: &Place, all: &Range<usize>) -> Vec<f32> {
    let centre = whole(&place.sum);
    let mut own: FxHashMap<u32, Vec<f32>> = FxHashMap::default();
    for &(unit, pull) in &place.pulls {
        let sum = own.entry(flow.owner[unit as usize]).or_insert_with(|| place.sum.clone());
        let row = flow.row(unit as usize);
        sum.iter_mut().zip(row).for_each(|(s, x)| *s -= pull * f32::from(*x));
    }
    let of = |(member, near): (usize, f32)| {
        if !flow.counts(member) {
            return -1.0;
        }
        let Some(without) = own.get(&(member as u32)) else { return near };
        flow.nearness(&whole(without), &(member..member + 1)).first().copied().unwrap_or(-1.0)
    };
    all.clone().zip(flow.nearness(&centre, all)).map(of).collect()
}

/// The most unusual ball around a place; `None` if there is nothing of note.
pub(crate) fn around(
    flow: &Flow,
    place: &Place,
    dense: &Range<usize>,
    all: &Range<usize>,
    shares: &[f64],
) -> Option<Ball> {
    let close = closeness(flow, place, all);
    let mut near: Vec<(f32, usize)> = all
        .clone()
        .zip(&close)
        .filter(|(_, close)| **close >= RADII[0])
        .map(|(member, close)| (*close, member))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Option<(f64, f64, f64, f64, usize, f32)> = None;
    for radius in RADII {
        let n = near.partition_point(|(close, _)| *close >= radius);
        let Some((strength, expected, at_least, spread)) = test(flow, &near[..n], dense, shares)
        else {
            continue;
        };
        if best.is_none_or(|b| strength > b.0) {
            best = Some((strength, expected, at_least, spread, n, radius));
        }
    }
    let (strength, expected, at_least, spread, n, radius) = best?;
    let side = |inside: bool| {
        let members = near[..n].iter().map(|(_, member)| *member);
        members.filter(|m| dense.contains(m) == inside).map(|m| m as u32).collect()
    };
    let (dense, rest) = (side(true), side(false));
    let centre = whole(&place.sum);
    Some(Ball { dense, rest, expected, at_least, strength, centre, radius, spread })
}

/// Strength, expected count, least ratio and spread of the dense side of some members.
fn test(
    flow: &Flow,
    near: &[(f32, usize)],
    dense: &Range<usize>,
    shares: &[f64],
) -> Option<(f64, f64, f64, f64)> {
    let mut weeks: FxHashMap<i32, u32> = FxHashMap::default();
    let (mut share, mut odds) = (0.0, 0.0);
    for (_, member) in near {
        let own = shares[usize::from(flow.stratum[*member])];
        share += own;
        if dense.contains(member) {
            *weeks.entry(flow.week[*member]).or_default() += 1;
        } else {
            odds += own / (1.0 - own).max(0.02);
        }
    }
    let count: u32 = weeks.values().sum();
    if (count as usize) < FEWEST {
        return None;
    }
    share /= near.len() as f64;
    let squares: u32 = weeks.values().map(|n| n * n).sum();
    let spread = f64::from(count * count) / f64::from(squares);
    let all = near.len() as u32;
    let out = spike(weeks.values().copied());
    let strength = -upper_tail(count - out, all - out, share, PHI).max(1e-300).log10();
    Some((strength, odds, at_least(count, odds), spread))
}
