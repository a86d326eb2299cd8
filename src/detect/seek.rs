//! Looks for places in the space of meaning where one side of a split is unusually dense.
//!
//! Single comments are hard to link; a comment and the mean of several that say the same are not.
//! So each piece of text gets a weight, how much its nearest comments belong to the dense side
//! beyond their share, and from the heaviest pieces a mean is moved uphill over the weighted
//! pieces (mean shift) until it stands in the middle of what they have in common.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;

use super::flow::Flow;
use super::near::{NEAREST, dot};
use super::panel::UNIT;

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
pub(crate) fn places(flow: &Flow, dense: &Range<usize>, all: &Range<usize>) -> Vec<Place> {
    let shares = flow.shares(dense, all);
    let units = flow.units(dense);
    let weight = |unit: usize| {
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
    let moved: Vec<Place> =
        seeds.par_iter().map(|&seed| climb(flow, &active, flow.row(seed as usize))).collect();
    distinct(moved)
}

fn climb(flow: &Flow, active: &[(u32, f32)], seed: &[i16]) -> Place {
    let mut place = Place { sum: seed.iter().map(|x| f32::from(*x)).collect(), pulls: vec![] };
    for _ in 0..STEPS {
        let centre = whole(&place.sum);
        let mut sum = vec![0.0_f32; flow.dim];
        let mut pulls = Vec::new();
        for &(unit, weight) in active {
            let row = flow.row(unit as usize);
            let pull = (dot(&centre, row) as f32 / (UNIT * UNIT) - REACH) * weight;
            if pull > 0.0 {
                pulls.push((unit, pull));
                sum.iter_mut().zip(row).for_each(|(s, x)| *s += pull * f32::from(*x));
            }
        }
        if pulls.is_empty() {
            return place;
        }
        place = Place { sum, pulls };
    }
    place
}

/// The direction of a sum as a row of whole numbers.
pub(crate) fn whole(sum: &[f32]) -> Vec<i16> {
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    sum.iter().map(|x| (x / length * UNIT).round() as i16).collect()
}

/// Each place once, those of most pull first.
fn distinct(mut moved: Vec<Place>) -> Vec<Place> {
    moved.sort_by_cached_key(|place| {
        let pull: f32 = place.pulls.iter().map(|(_, pull)| pull).sum();
        (Reverse((pull * 1000.0) as i64), place.pulls.first().map(|p| p.0))
    });
    let mut kept: Vec<(Vec<i16>, Place)> = Vec::new();
    for place in moved {
        let centre = whole(&place.sum);
        let known =
            |(other, _): &(Vec<i16>, Place)| dot(other, &centre) as f32 > SAME * UNIT * UNIT;
        if kept.len() < KEPT && !kept.iter().any(known) {
            kept.push((centre, place));
        }
    }
    kept.into_iter().map(|(_, place)| place).collect()
}
