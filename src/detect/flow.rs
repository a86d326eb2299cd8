//! A sub-stream of what is new in the comments, in order of time, with its vectors, exposure and
//! neighbours.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::near::{Nearest, join};
use super::panel::Panel;

/// The comments that pass a filter, by the pieces of them that were never said before.
#[derive(Debug)]
pub(crate) struct Flow {
    /// Their numbers in the panel.
    pub(crate) members: Vec<u32>,
    pub(crate) week: Vec<i32>,
    /// Language × source × channel, numbered.
    pub(crate) stratum: Vec<u16>,
    strata: usize,
    pub(crate) rows: Vec<i16>,
    pub(crate) dim: usize,
    /// The member each vector belongs to.
    pub(crate) owner: Vec<u32>,
    /// First vector of each member, and one past the last of all.
    pub(crate) starts: Vec<u32>,
    pub(crate) near: Vec<Nearest>,
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
            rows: vec![],
            dim: panel.dim,
            owner: vec![],
            starts: vec![0],
            near: vec![],
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
            if flow.owner.last() != Some(&own) {
                continue;
            }
            let next = strata.len() as u16;
            flow.stratum.push(*strata.entry(panel.stratum(at)).or_insert(next));
            flow.starts.push(flow.owner.len() as u32);
            flow.members.push(at as u32);
            flow.week.push(panel.comments[at].week);
        }
        flow.strata = strata.len();
        flow
    }

    /// Lets the comments up to week `now` in.
    pub(crate) fn advance(&mut self, now: i32) {
        self.known = self.week.partition_point(|week| *week <= now);
        let to = self.starts[self.known] as usize;
        join(&mut self.near, &self.rows, self.dim, &self.owner, to);
    }

    /// The known members of the weeks `from..=to`.
    pub(crate) fn between(&self, from: i32, to: i32) -> Range<usize> {
        let known = &self.week[..self.known];
        known.partition_point(|w| *w < from)..known.partition_point(|w| *w <= to)
    }

    pub(crate) fn row(&self, unit: usize) -> &[i16] {
        &self.rows[unit * self.dim..(unit + 1) * self.dim]
    }

    /// The vectors of some members.
    pub(crate) fn units(&self, members: &Range<usize>) -> Range<usize> {
        self.starts[members.start] as usize..self.starts[members.end] as usize
    }

    /// Per stratum, the share of the members `all` that are in `part`.
    pub(crate) fn shares(&self, part: &Range<usize>, all: &Range<usize>) -> Vec<f64> {
        let mut counts = vec![(0.0_f64, 0.0_f64); self.strata];
        for i in all.clone() {
            let (inside, total) = &mut counts[usize::from(self.stratum[i])];
            *total += 1.0;
            *inside += if part.contains(&i) { 1.0 } else { 0.0 };
        }
        let overall = part.len() as f64 / all.len().max(1) as f64;
        // Drawn to the overall share by five comments' worth of it.
        counts.iter().map(|(inside, total)| (inside + 5.0 * overall) / (total + 5.0)).collect()
    }
}
