//! Looks for places in the space of meaning where one side of a split is unusually dense.
//!
//! Single comments are hard to link; a comment and the mean of several that say the same are not.
//! So each piece of text gets a weight, how much its nearest comments belong to the dense side
//! beyond their share, and from the heaviest pieces a mean is moved uphill over the weighted
//! pieces (mean shift) until it stands in the middle of what they have in common. Means and heavy
//! pieces are then moved on, each at the radius where the split around it is most unlikely, as
//! long as that makes it more unlikely still.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;

use super::flow::Flow;
use super::near::{NEAREST, dot};
use super::panel::UNIT;
use crate::vectors::products;

/// Pieces from which means are started.
const SEEDS: usize = 200;
/// Heaviest pieces that pull.
const HEAVIEST: usize = 1500;
/// Cosine from which a piece pulls at a mean.
const REACH: f32 = 0.25;
/// Steps of a mean.
const STEPS: usize = 4;
/// Cosine from which two means are one.
const SAME: f32 = 0.9;
/// Means kept of a look.
const KEPT: usize = 50;
/// Heavy pieces that are refined beside the means: every so-manieth seed.
const ALSO: usize = 5;
/// Radii looked at when a mean is refined, as cosines.
const RADII: [f32; 7] = [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6];
/// Steps of refining, and how far beyond its radius a mean is pulled.
const REFINED: usize = 4;
const BEYOND: f32 = 0.1;
/// Members around a mean, on both sides and on the dense side: more are loud, fewer say nothing.
const AROUND: (f64, f64) = (250.0, 4.0);
/// Weight below which a piece does not pull.
const LIGHT: f32 = 0.02;

/// A place, and what pulled it there.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Sum of what pulled.
    pub(crate) sum: Vec<f32>,
    /// Pieces that pulled and how much, in their order.
    pub(crate) pulls: Vec<(u32, f32)>,
}

/// The places where members `dense` of `all` stand closer than their share says.
pub(crate) fn places(
    flow: &Flow,
    dense: &Range<usize>,
    all: &Range<usize>,
    shares: &[f64],
) -> Vec<Place> {
    let units = flow.units(dense);
    let weight = |unit: usize| {
        if !flow.counts(flow.owner[unit] as usize) {
            return 0.0;
        }
        let near = flow.near[unit].comments().map(|i| i as usize).filter(|i| all.contains(i));
        let (mut total, mut inside) = (0.0, 0.0);
        for i in near {
            total += 1.0;
            inside += if dense.contains(&i) { 1.0 } else { 0.0 };
        }
        if total < NEAREST as f32 * 0.6 {
            return 0.0;
        }
        let share = shares[usize::from(flow.stratum[flow.owner[unit] as usize])] as f32;
        let beyond = ((inside / total - share) / (1.0 - share).max(0.05)).max(0.0);
        beyond * beyond
    };
    let mut active: Vec<(u32, f32)> = units
        .into_par_iter()
        .map(|unit| (unit as u32, weight(unit)))
        .filter(|(_, weight)| *weight > LIGHT)
        .collect();
    active.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    active.truncate(HEAVIEST);
    let seeds: Vec<u32> = active.iter().take(SEEDS).map(|(unit, _)| *unit).collect();
    active.sort_unstable_by_key(|(unit, _)| *unit);
    let rows = active.iter().flat_map(|(unit, _)| flow.row(*unit as usize)).copied().collect();
    let active = Active { units: active, rows, dim: flow.dim };
    let moved: Vec<Place> =
        seeds.par_iter().map(|&seed| active.climb(flow.row(seed as usize))).collect();
    let pull = |place: &Place| f64::from(place.pulls.iter().map(|(_, pull)| pull).sum::<f32>());
    let means = distinct(moved.into_iter().map(|place| (pull(&place), place)).collect());
    let numbers = |seed: &u32| flow.row(*seed as usize).iter().map(|x| f32::from(*x)).collect();
    let mut starts: Vec<Vec<f32>> = means.into_iter().map(|place| place.sum).collect();
    starts.extend(seeds.iter().step_by(ALSO).map(numbers));
    let side = Side { flow, active: &active, dense, all, shares };
    distinct(starts.into_par_iter().map(|start| side.refine(start)).collect())
}

/// The split that a mean is refined over.
struct Side<'a> {
    flow: &'a Flow,
    active: &'a Active,
    dense: &'a Range<usize>,
    all: &'a Range<usize>,
    shares: &'a [f64],
}

impl Side<'_> {
    /// Moves a mean on while the split around it becomes more unlikely. Returns how unlikely, as a
    /// log-likelihood ratio.
    fn refine(&self, mut sum: Vec<f32>) -> (f64, Place) {
        let (mut best, mut kept) = (-1.0, sum.clone());
        for _ in 0..REFINED {
            let centre = whole(&sum);
            let (ratio, radius) = self.ratio(&centre);
            if ratio <= best {
                break;
            }
            (best, kept) = (ratio, sum);
            sum = self.active.pulled(&centre, radius - BEYOND, f32::sqrt).sum;
            if sum.iter().all(|x| *x == 0.0) {
                break;
            }
        }
        (best, self.active.pulled(&whole(&kept), REACH, f32::sqrt))
    }

    /// The log-likelihood ratio of the split around a centre against the shares, at the radius
    /// where it is largest; negative where the dense side has no more than its share.
    fn ratio(&self, centre: &[i16]) -> (f64, f32) {
        let mut counts = [(0.0_f64, 0.0_f64, 0.0_f64); RADII.len()];
        let near = self.flow.nearness(centre, self.all);
        for (member, near) in self.all.clone().zip(near) {
            if !self.flow.counts(member) {
                continue;
            }
            let inside = if self.dense.contains(&member) { 1.0 } else { 0.0 };
            let share = self.shares[usize::from(self.flow.stratum[member])];
            for (count, _) in counts.iter_mut().zip(RADII).take_while(|(_, r)| near >= *r) {
                *count = (count.0 + 1.0, count.1 + inside, count.2 + share);
            }
        }
        let ratio = |(total, inside, shares): (f64, f64, f64)| {
            if total > AROUND.0 || inside < AROUND.1 || inside <= shares {
                return -1.0;
            }
            let outside = total - inside;
            let rest =
                if outside > 0.0 { outside * (outside / (total - shares)).ln() } else { 0.0 };
            inside * (inside / shares).ln() + rest
        };
        let all = counts.into_iter().map(ratio).zip(RADII);
        all.fold((-1.0, RADII[0]), |best, now| if now.0 > best.0 { now } else { best })
    }
}

/// The pieces that pull.
struct Active {
    /// Their numbers and weights, in order.
    units: Vec<(u32, f32)>,
    rows: Vec<i16>,
    dim: usize,
}

impl Active {
    /// What pulls at a centre from a cosine on, by a measure of its weight.
    fn pulled(&self, centre: &[i16], from: f32, measure: impl Fn(f32) -> f32) -> Place {
        let mut place = Place { sum: vec![0.0; self.dim], pulls: vec![] };
        products(centre, &self.rows, |products| {
            let rows = self.rows.chunks_exact(self.dim);
            for ((&(unit, weight), row), product) in self.units.iter().zip(rows).zip(products) {
                let pull = (*product as f32 / (UNIT * UNIT) - from) * measure(weight);
                if pull > 0.0 {
                    place.pulls.push((unit, pull));
                    place.sum.iter_mut().zip(row).for_each(|(s, x)| *s += pull * f32::from(*x));
                }
            }
        });
        place
    }

    /// Moves a mean from a seed uphill.
    fn climb(&self, seed: &[i16]) -> Place {
        let mut place = Place { sum: seed.iter().map(|x| f32::from(*x)).collect(), pulls: vec![] };
        for _ in 0..STEPS {
            let next = self.pulled(&whole(&place.sum), REACH, |weight| weight);
            if next.pulls.is_empty() {
                return place;
            }
            place = next;
        }
        place
    }
}

/// The direction of a sum as a row of whole numbers.
pub(crate) fn whole(sum: &[f32]) -> Vec<i16> {
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    sum.iter().map(|x| (x / length * UNIT).round() as i16).collect()
}

/// Each place once, those of most value first.
fn distinct(mut moved: Vec<(f64, Place)>) -> Vec<Place> {
    moved.sort_by_cached_key(|(value, place)| {
        (Reverse((value * 1000.0) as i64), place.pulls.first().map(|p| p.0))
    });
    let mut kept: Vec<(Vec<i16>, Place)> = Vec::new();
    for (_, place) in moved {
        let centre = whole(&place.sum);
        let known =
            |(other, _): &(Vec<i16>, Place)| dot(other, &centre) as f32 > SAME * UNIT * UNIT;
        if kept.len() < KEPT && !kept.iter().any(known) {
            kept.push((centre, place));
        }
    }
    kept.into_iter().map(|(_, place)| place).collect()
}
