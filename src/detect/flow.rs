//! A sub-stream of what is new in the comments, in order of time, with its vectors, exposure and
//! neighbours.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::known::LAG;
use super::near::{Nearest, join};
use super::panel::{Panel, UNIT};
use super::rise::WINDOW;
use crate::vectors::products;

/// Weight of a comment that says nothing new, in the exposure of the new.
const SPOKEN: f64 = 0.25;

/// The comments that pass a filter, by the pieces of them that were never said before.
#[derive(Debug)]
pub(crate) struct Flow {
    /// Their numbers in the panel.
    pub(crate) members: Vec<u32>,
    pub(crate) week: Vec<i32>,
    /// Language × source × channel, numbered.
    pub(crate) stratum: Vec<u16>,
    strata: usize,
    /// Week and stratum of the comments that pass the filter but say nothing new.
    spoken: Vec<(i32, u16)>,
    pub(crate) rows: Vec<i16>,
    pub(crate) dim: usize,
    /// The member each vector belongs to.
    pub(crate) owner: Vec<u32>,
    /// First vector of each member, and one past the last of all.
    pub(crate) starts: Vec<u32>,
    pub(crate) near: Vec<Nearest>,
    /// Week from which a member counts no more: boilerplate hangs on it.
    tainted: Vec<i32>,
    /// First week whose pieces can be new.
    judged: i32,
    now: i32,
    /// Members known so far.
    pub(crate) known: usize,
}

impl Flow {
    pub(crate) fn new(panel: &Panel, filter: impl Fn(usize) -> bool) -> Self {
        let mut flow = Self {
            members: vec![],
            week: vec![],
            stratum: vec![],
            strata: 0,
            spoken: vec![],
            rows: vec![],
            dim: panel.dim,
            owner: vec![],
            starts: vec![0],
            near: vec![],
            tainted: vec![],
            judged: panel.comments.first().map_or(0, |c| c.week + LAG),
            now: i32::MIN,
            known: 0,
        };
        let mut strata: FxHashMap<_, u16> = FxHashMap::default();
        for at in (0..panel.len()).filter(|&at| !panel.blank[at] && !panel.echo[at] && filter(at)) {
            let own = flow.members.len() as u32;
            let from = panel.starts[at] as usize;
            for (row, unit) in panel.vectors(at).chunks_exact(panel.dim).zip(from..) {
                if !panel.known[unit] {
                    flow.owner.push(own);
                    flow.rows.extend_from_slice(row);
                }
            }
            let next = strata.len() as u16;
            let stratum = *strata.entry(panel.stratum(at)).or_insert(next);
            if flow.owner.last() != Some(&own) {
                flow.spoken.push((panel.comments[at].week, stratum));
                continue;
            }
            flow.stratum.push(stratum);
            flow.starts.push(flow.owner.len() as u32);
            flow.members.push(at as u32);
            flow.week.push(panel.comments[at].week);
            flow.tainted.push(panel.tainted[at]);
        }
        flow.strata = strata.len();
        flow
    }

    /// Lets the comments up to week `now` in.
    pub(crate) fn advance(&mut self, now: i32) {
        self.now = now;
        self.known = self.week.partition_point(|week| *week <= now);
        let window = self.week.partition_point(|week| *week <= now - WINDOW);
        let range = (self.starts[window] as usize, self.starts[self.known] as usize);
        join(&mut self.near, &self.rows, self.dim, &self.owner, range);
    }

    /// Whether a member counts, as far as is known now.
    pub(crate) fn counts(&self, member: usize) -> bool {
        self.tainted[member] > self.now
    }

    /// The known members of the weeks `from..=to`.
    pub(crate) fn between(&self, from: i32, to: i32) -> Range<usize> {
        let known = &self.week[..self.known];
        known.partition_point(|w| *w < from)..known.partition_point(|w| *w <= to)
    }

    /// How near the nearest piece of each member stands to a centre, as a cosine.
    pub(crate) fn nearness(&self, centre: &[i16], members: &Range<usize>) -> Vec<f32> {
        let units = self.units(members);
        products(centre, &self.rows[units.start * self.dim..units.end * self.dim], |products| {
            let own = |member: usize| self.units(&(member..member + 1));
            let of = |member| {
                let own = own(member);
                let nearest = products[own.start - units.start..own.end - units.start].iter().max();
                nearest.map_or(f32::MIN, |nearest| *nearest as f32 / (UNIT * UNIT))
            };
            members.clone().map(of).collect()
        })
    }

    pub(crate) fn row(&self, unit: usize) -> &[i16] {
        &self.rows[unit * self.dim..(unit + 1) * self.dim]
    }

    /// The vectors of some members.
    pub(crate) fn units(&self, members: &Range<usize>) -> Range<usize> {
        self.starts[members.start] as usize..self.starts[members.end] as usize
    }

    /// Per stratum, the share of the members of the last weeks, from `from` on, among all that are
    /// known. Who says nothing new lends a part of their weight: where people seldom say anything
    /// new, the new alone would be no measure of how much is said.
    pub(crate) fn shares(&self, from: i32) -> Vec<f64> {
        let mut counts = vec![(0.0_f64, 0.0_f64); self.strata];
        let mut overall = (0.0_f64, 0.0_f64);
        let new = self.week[..self.known].iter().zip(&self.stratum);
        let spoken = self.spoken.iter().take_while(|(week, _)| *week <= self.now);
        for (week, stratum, weight) in new
            .map(|(week, stratum)| (*week, *stratum, 1.0))
            .chain(spoken.map(|(week, stratum)| (*week, *stratum, SPOKEN)))
        {
            for (inside, total) in [&mut counts[usize::from(stratum)], &mut overall] {
                *total += if week >= self.judged { weight } else { 0.0 };
                *inside += if week >= from { weight } else { 0.0 };
            }
        }
        let overall = overall.0 / overall.1.max(1.0);
        // Drawn to the overall share by five comments' worth of it.
        counts.iter().map(|(inside, total)| (inside + 5.0 * overall) / (total + 5.0)).collect()
    }
}
